"""Whose words were loaded: documents by publisher, country, genre, year, and who had no voice.

To be shown beside every ranking. A state that is accused often may only be the neighbour of those whose press
was loaded, and "not denied" may mean that nobody from the accused side was heard.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from kg import schema
from kg.graph import Table, voices
from kg.graph.status import Edge
from kg.model import Document
from kg.views import tabular
from kg.views.projection import Told
from kg.views.voices import Sides

UNNAMED, UNKNOWN = "unnamed speakers", "unknown"
"""Sides that are none: speakers without a name, publishers of whom the graph knows no country."""


@dataclass(frozen=True, slots=True)
class Covered:
    """How many documents (near-copies among them), claims and denials have one value of one kind.

    `by` is publisher, country, genre, year or language; or `accused`: for each state that stands accused,
    the documents of its own press and the claims and denials that its own side (state, agencies, officials)
    asserts - 0 means that nobody from there was heard.
    """

    by: str
    value: str
    documents: int
    copies: int
    claims: int
    denials: int


def coverage(told: Told) -> tuple[Covered, ...]:
    """What was loaded, kind by kind, the most documents first."""
    sides = Sides(told)
    positive, negative = Counter[str](), Counter[str]()
    for claim in told.claims:
        (negative if claim.polarity == "negative" else positive)[claim.doc] += 1
    kinds: dict[str, Callable[[Document], str]] = {
        "publisher": lambda document: document.publisher or "unknown",
        "country": lambda document: country(told, document, sides),
        "genre": lambda document: document.genre,
        "year": lambda document: (document.published or "unknown")[:4].replace("unkn", "unknown"),
        "language": lambda document: document.language,
    }
    found: list[Covered] = []
    for by, value_of in kinds.items():
        groups: dict[str, list[Document]] = defaultdict(list)
        for document in told.documents.values():
            groups[value_of(document)].append(document)
        rows = [_covered(by, value, own, positive, negative) for value, own in groups.items()]
        found += sorted(rows, key=lambda row: (-row.documents, row.value))
    return (*found, *_accused(told, sides))


def _covered(
    by: str, value: str, documents: list[Document], positive: Counter[str], negative: Counter[str]
) -> Covered:
    return Covered(
        by,
        value,
        len(documents),
        sum(document.copy_of is not None for document in documents),
        sum(positive[document.id] for document in documents),
        sum(negative[document.id] for document in documents),
    )


def _accused(told: Told, sides: Sides) -> list[Covered]:
    relations = schema.load().relations
    accused = {
        sides.side(edge.subject)
        for edge in told.edges
        if relations[edge.relation].sponsorship and edge.status not in ("claimed", "denied")
    }
    press = Counter(country(told, document, sides) for document in told.documents.values())
    said, denied = Counter[str](), Counter[str]()
    for claim in told.claims:
        for side in {sides.side(asserter) for asserter in claim.asserted_by if isinstance(asserter, str)}:
            (denied if claim.polarity == "negative" else said)[side] += 1
    rows = [
        Covered("accused", told.name(side), press[told.name(side)], 0, said[side], denied[side])
        for side in sorted(accused)
        if told.entities[side].type == "State"
    ]
    return sorted(rows, key=lambda row: row.value)


def country(told: Told, document: Document, sides: Sides) -> str:
    """The state of a document's publisher, by name: the one it belongs to, else the one it is in."""
    publisher = told.entities.get(told.publishers.get(document.publisher or "", ""))
    if publisher is None:
        return UNKNOWN
    side = told.entities.get(sides.side(publisher.id))
    if side is not None and side.type == "State":
        return side.name
    return told.name(publisher.country) if publisher.country else UNKNOWN


def spoken_for(told: Told, edge: Edge, sides: Sides) -> Counter[str]:
    """The voices of an edge by side: of a state or group with all that is its own, by name."""
    counted: Counter[str] = Counter()
    claims = [told.by_id[claim] for claim in edge.claims or edge.denials]
    for voice in voices.voices(claims, told.documents, told.publishers):
        if voice.words:
            counted[UNNAMED] += 1
        elif voice.speaker:
            counted[told.name(sides.side(voice.speaker))] += 1
        else:
            counted[_paper(told, voice.document, sides)] += 1
    return counted


def _paper(told: Told, document: str, sides: Sides) -> str:
    """Whose voice a document is when it speaks for itself: its publisher's side."""
    publisher = told.publishers.get(told.documents[document].publisher or "")
    return told.name(sides.side(publisher)) if publisher else UNKNOWN


def as_table(found: tuple[Covered, ...]) -> Table:
    """One row a value."""
    return tabular.table(Covered, found)
