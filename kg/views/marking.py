"""How far a claim may travel: the highest TLP marking of all that would be shown with it.

A claim carries the highest marking of itself, its document and every denial of it, so that no accusation goes
where its denial may not go. Claims of one document that share words carry the highest among them: the
words of the one are a trace of the other. Unmarked is AMBER, unless the caller says otherwise; a
marking that the schema does not know is taken for the strictest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg import schema
from kg.errors import QueryError
from kg.graph import status
from kg.model import Claim, Document

DEFAULT = "TLP:AMBER"

Span = tuple[int, int]

Place = tuple[int, int, str]
"""A span, and the id of the claim whose words stand there."""


@cache
def levels() -> tuple[str, ...]:
    """The labels of TLP 2.0, the widest first.

    >>> levels()[0], levels()[-1]
    ('TLP:CLEAR', 'TLP:RED')
    """
    return tuple(schema.load().vocabularies["tlp"].terms)


def label(text: str) -> str:
    """The label that somebody means by `text`; QueryError if there is none.

    >>> label("amber+strict"), label("TLP:Green")
    ('TLP:AMBER+STRICT', 'TLP:GREEN')
    """
    asked = f"TLP:{text.strip().upper().removeprefix('TLP:')}"
    if asked not in levels():
        raise QueryError(f"no TLP marking {text!r}", hint=f"give one of {', '.join(levels())}")
    return asked


def rank(text: str | None, default: str = DEFAULT) -> int:
    """The place of a label from 0 (for anybody) upwards; the last one for a label nobody knows.

    >>> rank("TLP:CLEAR"), rank(None), rank("TLP:PINK") == rank("TLP:RED")
    (0, 2, True)
    """
    known = levels()
    shown = default if text is None else text
    return known.index(shown) if shown in known else len(known) - 1


def spans(claim: Claim) -> tuple[Span, ...]:
    """Where the words of a claim stand in its document: quotes, hedges, evidence; not those that deny it."""
    own = [(claim.start, claim.end), *((quote.start, quote.end) for quote in claim.also)]
    own += [(cue.start, cue.end) for cue in claim.hedge_cues]
    return (*own, (claim.evidence.start, claim.evidence.end)) if claim.evidence else tuple(own)


def of_claims(
    claims: Sequence[Claim], documents: Mapping[str, Document], default: str = DEFAULT
) -> dict[str, str]:
    """The label that each claim carries, by claim id; `claims` are all that count, as the graph has them.

    >>> paper = Document("d", "d.txt", 0, 9, "", "", tlp="TLP:CLEAR")
    >>> said = Claim("c", "d", "a", "SUPPORTS", "b", "words", 0, 5, tlp="TLP:GREEN")
    >>> of_claims([said], {"d": paper})
    {'c': 'TLP:GREEN'}
    """
    marked = {name: rank(document.tlp, default) for name, document in documents.items()}
    unmarked = rank(None, default)
    ranks: dict[str, int] = {}
    for claim in claims:
        places = {claim.doc, *(denial.doc for denial in claim.denied_by)}
        own = rank(claim.tlp, default) if claim.tlp else 0
        ranks[claim.id] = max(own, *(marked.get(place, unmarked) for place in places))
    _raise(ranks, _raised_by(claims))
    return {claim.id: levels()[ranks[claim.id]] for claim in claims}


def denials(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Ids of the negative claims that stand against each positive one, by the id of the latter.

    Those that name it in `denies`, and all that say of the same subject, relation and object that it is
    not so, also in a document's own voice.
    """
    against: dict[str, set[str]] = defaultdict(set)
    sides: dict[status.Key, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for claim in claims:
        sides[status.key(claim)][claim.polarity == "negative"].append(claim.id)
        for denied in claim.denies:
            against[denied].add(claim.id)
    for positive, negative in sides.values():
        for one in positive if negative else ():
            against[one].update(negative)
    return {one: tuple(sorted(found)) for one, found in sorted(against.items())}


def _raised_by(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """To which claims each one hands its marking on."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for positive, negative in denials(claims).items():
        for one in negative:
            heirs[one].add(positive)
    found: dict[str, list[Place]] = defaultdict(list)
    for claim in claims:
        found[claim.doc] += [(*span, claim.id) for span in spans(claim)]
    for one, other in _sharing(found.values()):
        heirs[one].add(other)
        heirs[other].add(one)
    for claim in claims:
        for denial in claim.denied_by:
            for start, end, one in found.get(denial.doc, ()):
                if start < denial.end and denial.start < end:
                    heirs[one].add(claim.id)
    return heirs


def _sharing(documents: Iterable[list[Place]]) -> Iterator[tuple[str, str]]:
    """Pairs of claims that share words; enough of them to reach each from every other one, not all."""
    for places in documents:
        furthest, holder = -1, ""
        for start, end, claim in sorted(places):
            if start < furthest and claim != holder:
                yield holder, claim
            if end > furthest:
                furthest, holder = end, claim


def _raise(ranks: dict[str, int], heirs: Mapping[str, Iterable[str]]) -> None:
    """Hand each marking on, the highest first, so that every claim is looked at once."""
    done: set[str] = set()
    for start in sorted(ranks, key=lambda claim: -ranks[claim]):
        waiting = [start]
        while waiting:
            claim = waiting.pop()
            if claim in done:
                continue
            done.add(claim)
            for heir in heirs.get(claim, ()):
                if heir in ranks and heir not in done:
                    ranks[heir] = max(ranks[heir], ranks[claim])
                    waiting.append(heir)
