"""Two extractors on one reading, joined: every claim says which of them found it."""

from dataclasses import replace

from kg.claims import Extractor
from kg.model import Claim, Extraction, Reading


class BothExtractors:
    """The claims of two extractors; one that both found keeps the first one's words and names both."""

    name = "both"

    def __init__(self, first: Extractor, second: Extractor) -> None:
        self._first = first
        self._second = second
        self.version = f"{first.name} {first.version} + {second.name} {second.version}"

    def extract(self, reading: Reading) -> Extraction:
        """What either found; alike are claims of equal ends, relation, polarity, speakers equal or unsaid."""
        first, second = self._first.extract(reading), self._second.extract(reading)
        entities = {entity.id: entity for entity in (*second.entities, *first.entities)}
        return replace(
            first,
            claims=self._joined(first.claims, second.claims),
            entities=tuple(entity for _, entity in sorted(entities.items())),
            rejected={**first.rejected, **second.rejected},
        )

    def _joined(self, first: tuple[Claim, ...], second: tuple[Claim, ...]) -> tuple[Claim, ...]:
        kept = list(first)
        for claim in second:
            alike = next((i for i, other in enumerate(kept[: len(first)]) if _alike(other, claim)), None)
            if alike is None:
                kept.append(claim)
            else:
                names = f"{self._first.name}+{self._second.name}"
                kept[alike] = replace(kept[alike], extractor=names, extractor_version=self.version)
        return tuple(sorted(kept, key=lambda claim: (claim.start, claim.end, claim.id)))


def _alike(one: Claim, other: Claim) -> bool:
    if (one.subject, one.relation, one.object, one.polarity) != (
        other.subject,
        other.relation,
        other.object,
        other.polarity,
    ):
        return False
    return one.asserted_by == other.asserted_by or not one.asserted_by or not other.asserted_by
