"""Where the words of records stand: every quote with its place, and those that are not there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model.records import Attack, Claim, Document, Records


@dataclass(frozen=True, slots=True)
class Placed:
    """Words that the record `record` quotes from the document `doc`, at `start` to `end` of its file."""

    record: str
    doc: str
    words: str
    start: int
    end: int


def placed(records: Records) -> Iterator[Placed]:
    """Every quote of the records, in their order: mentions, claims with all that they quote, attacks."""
    for mention in records.mentions:
        yield Placed(mention.id, mention.doc, mention.text, mention.start, mention.end)
    for claim in records.claims:
        yield from _of_claim(claim)
    for attack in records.attacks:
        yield from _of_attack(attack)


def _of_claim(claim: Claim) -> Iterator[Placed]:
    yield Placed(claim.id, claim.doc, claim.quote, claim.start, claim.end)
    for cue in claim.hedge_cues:
        yield Placed(claim.id, claim.doc, cue.text, cue.start, cue.end)
    for quote in (*claim.also, *([claim.evidence] if claim.evidence else [])):
        yield Placed(claim.id, claim.doc, quote.quote, quote.start, quote.end)
    for denial in claim.denied_by:
        yield Placed(claim.id, denial.doc, denial.quote, denial.start, denial.end)


def _of_attack(attack: Attack) -> Iterator[Placed]:
    for figure in attack.casualties:
        yield Placed(figure.id, figure.doc, figure.quote, figure.start, figure.end)
    for mention in attack.mentions:
        yield Placed(attack.id, mention.doc, mention.quote, mention.start, mention.end)


def misplaced(records: Records, documents: Mapping[str, Document]) -> Iterator[Placed]:
    """The quotes that do not stand in `documents` (by id) where they say, or stand in none of them.

    >>> report = Document("d", "d.txt", 10, 14, "", "text")
    >>> claim = Claim("c", "d", "a", "SUPPORTS", "b", "text", 10, 14)
    >>> list(misplaced(Records(claims=(claim,)), {"d": report}))
    []
    """
    for one in placed(records):
        document = documents.get(one.doc)
        if document is None or not is_in(document, one):
            yield one


def is_in(document: Document, one: Placed) -> bool:
    """Whether the words stand in the document at their place, and are words at all."""
    inside = document.start <= one.start < one.end <= document.end
    return inside and document.content[one.start - document.start : one.end - document.start] == one.words
