"""What stands behind an edge, ready to be read: its voices, its denials, and what each denier is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import schema
from kg.graph.status import Edge, speaker
from kg.model import Claim, Denial
from kg.views.names import fold
from kg.views.projection import Told
from kg.views.voices import Role, Sides, independence


@dataclass(frozen=True, slots=True)
class Said:
    """One voice for an edge. `how` is its firmest modality, `hedge` the words of it.

    `own` tells that it is the document's own voice. `partisan` are ids of claims that show the speaker's side
    to be a rival or accuser of the accused's, `counted` tells how several claims
    came to be one voice. `claims` are its claims.
    """

    speaker: str
    own: bool
    how: str
    hedge: str | None
    partisan: tuple[str, ...]
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    counted: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """One denial: by whom, what he is to the accused, where and in which words.

    `of` is what is denied, where that is not the edge itself but the same said of what the accused belongs
    to; such a denial does not name the accused.
    """

    by: str
    role: Role
    document: str
    publisher: str | None
    published: str | None
    quote: str
    of: str | None = None


def said(told: Told, sides: Sides, edge: Edge) -> tuple[Said, ...]:
    """The voices for an edge, named ones first; those against it where only denials are known."""
    found = []
    own_claims = (*edge.claims, *edge.denials)
    ranks = schema.load().vocabularies["modality"]
    for one in independence(told, edge):
        claims = [told.by_id[claim] for claim in one.voice.claims]
        firmest = max(claims, key=lambda claim: (ranks.rank(claim.modality), claim.id))
        who = one.voice.speaker
        found.append(
            Said(
                one.speaker,
                bool(one.voice.document) and not one.voice.words,
                firmest.modality,
                firmest.hedge,
                sides.shows(who, edge.subject, own_claims) if who and not one.voice.words else (),
                one.documents,
                publishers(told, one.documents),
                one.told,
                one.voice.claims,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.own, one.speaker)))


def publishers(told: Told, documents: Iterable[str]) -> tuple[str, ...]:
    """Who published those documents, each once, sorted."""
    found = {told.documents[name].publisher for name in documents if name in told.documents}
    return tuple(sorted(name for name in found if name))


def denied(told: Told, sides: Sides, edge: Edge) -> tuple[Denied, ...]:
    """Every denial of an edge once, however many records tell of it; by date and document."""
    found: dict[tuple[str, str], Denial] = {}
    for claim in told.behind(edge):
        own = [
            Denial(speaker(voice), claim.doc, claim.quote, claim.start, claim.end)
            for voice in (claim.asserted_by or (claim.doc,))
            if claim.polarity == "negative"
        ]
        for denial in (*own, *claim.denied_by):
            found.setdefault((denial.entity, denial.doc), denial)
    return tuple(
        sorted(
            (_denied(told, sides, edge, denial) for denial in found.values()),
            key=lambda one: (one.published or "9", one.document, one.by),
        )
    )


def _denied(told: Told, sides: Sides, edge: Edge, denial: Denial) -> Denied:
    document = told.documents.get(denial.doc)
    return Denied(
        told.name(denial.entity),
        sides.denier_role(denial.entity, edge.subject, edge.object),
        denial.doc,
        document.publisher if document else None,
        document.published if document else None,
        line(denial.quote),
    )


def telling(told: Told, edge: Edge) -> Claim:
    """The claim with the shortest quote in which both ends are named, else with the shortest of all."""
    claims = [told.by_id[claim] for claim in edge.claims or edge.denials]
    ends = [_names(told, edge.subject), _names(told, edge.object)]

    def order(claim: Claim) -> tuple[int, int, str]:
        words = f" {fold(claim.quote)} "
        missing = sum(not any(f" {name} " in words for name in names) for names in ends)
        return missing, len(claim.quote), claim.id

    return min(claims, key=order)


def _names(told: Told, entity: str) -> tuple[str, ...]:
    known = told.entities[entity]
    return tuple({fold(name) for name in (known.name, *known.aliases)})


def line(text: str, most: int = 300) -> str:
    r"""Words in one line, shortened to whole words where there are many characters.

    >>> line("He  said\nso.")
    'He said so.'
    """
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0]} …"


def both(items: Sequence[str]) -> str:
    """A list in words.

    >>> both(["Mali", "Niger", "Chad"])
    'Mali, Niger and Chad'
    """
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
