"""The index of a whole graph, which `kg.growing` keeps up to date document by document."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

from kg.documents import sketches
from kg.entities import indexed as entities
from kg.graph import status
from kg.graph.index import Entry, Index
from kg.model import Claim, Extraction, Records
from kg.model.standing import counts


def indexed(extractions: Sequence[Extraction], records: Records, basis: str) -> Index:
    """The index of a graph of `extractions`, which are joined in `records` by the rules of `basis`."""
    return Index(_entries(extractions, records), basis)


def _entries(extractions: Sequence[Extraction], records: Records) -> Iterator[Entry]:
    yield from entities.entries(extractions, records)
    yield from sketches.entries(records.documents)
    for claim in records.claims:
        yield from of_claim(claim)


def of_claim(claim: Claim) -> Iterator[Entry]:
    """A claim that counts, by what it is about; what a person or a loaded record links it to."""
    if counts(claim):
        yield "about", digest(status.key(claim)), claim.id
        if by_hand(claim):
            for denied in claim.denies:
                yield "linked", denied, claim.id


def by_hand(claim: Claim) -> bool:
    """Whether the links of a denial are a person's, and may lead to any claim."""
    return claim.polarity == "negative" and claim.review == "corrected"


def digest(about: Iterable[str]) -> str:
    """What a claim is about, by a checksum: others may have the same one."""
    return f"{zlib.crc32(chr(9).join(about).encode('utf-8', 'backslashreplace')):08x}"
