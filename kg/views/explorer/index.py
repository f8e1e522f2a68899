"""What has been told, arranged for a page: edges by their ends, actors and quotes by words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg import schema
from kg.graph.fulltext import words
from kg.graph.status import Edge, Key
from kg.model import Claim, Entity
from kg.views.conflicts import Conflict, conflicts
from kg.views.projection import Told
from kg.views.voices import Sides, tellers

if TYPE_CHECKING:
    from kg.views.explorer.filters import Offered


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion: an entity, by which of its names it was found, and how many claims are about it."""

    entity: Entity
    by: str
    claims: int


class Index:
    """Told things by what a page asks for; everything is computed when first asked for, and kept."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def edges(self) -> Mapping[Key, Edge]:
        """The edges by subject, relation and object."""
        return {(edge.subject, edge.relation, edge.object): edge for edge in self.told.edges}

    @cached_property
    def touching(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges at each entity, those with most voices first."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.told.edges:
            found[edge.subject].append(edge)
            found[edge.object].append(edge)
        return {
            entity: tuple(sorted(edges, key=lambda e: (-e.voices, e.subject, e.relation, e.object)))
            for entity, edges in found.items()
        }

    @cached_property
    def claims(self) -> Mapping[str, int]:
        """How many claims are about each entity, denials among them."""
        found: Counter[str] = Counter()
        for claim in self.told.claims:
            found.update({claim.subject, claim.object})
        return found

    @cached_property
    def in_document(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each document in the order of its text."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.told.claims:
            found[claim.doc].append(claim)
        return {doc: tuple(sorted(all_, key=lambda c: (c.start, c.end, c.id))) for doc, all_ in found.items()}

    @cached_property
    def sides(self) -> Sides:
        """Who belongs to whom."""
        return Sides(self.told)

    @cached_property
    def offered(self) -> "Offered":
        """What the filters offer."""
        from kg.views.explorer import filters

        return filters.offered(self)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What cannot all hold."""
        return conflicts(self.told)

    @cached_property
    def _names(self) -> list[tuple[Entity, list[tuple[str, list[str]]]]]:
        return [
            (entity, [(name, words(name)) for name in (entity.name, *entity.aliases)])
            for entity in self.told.entities.values()
        ]

    def find(self, text: str, limit: int) -> list[Found]:
        """Entities with a name in which each word of `text` begins a word; those most talked of first."""
        wanted = words(text[:200])
        if not wanted:
            return []
        found = []
        for entity, names in self._names:
            by = next((name for name, there in names if _fits(wanted, there)), None)
            if by is not None:
                found.append(Found(entity, by, self.claims.get(entity.id, 0)))
        return sorted(found, key=lambda one: (-one.claims, one.entity.name, one.entity.id))[:limit]

    def quoted(self, text: str, limit: int) -> list[Claim]:
        """Claims whose quote has all the words of `text`, sorted by id."""
        wanted = words(text[:200])
        if sum(map(len, wanted)) < 3:
            return []
        return list(self._quoting(wanted, limit))

    def _quoting(self, wanted: list[str], limit: int) -> Iterator[Claim]:
        for claim in self.told.claims:
            quote = claim.quote.lower()
            if all(word in quote for word in wanted) and _fits(wanted, words(quote)):
                yield claim
                limit -= 1
                if limit == 0:
                    return

    def tellers(self, claim: Claim) -> tuple[str, ...]:
        """By whom a claim is told, as filters name them."""
        return tuple(names[0] for _, names in tellers(self.told, claim))

    def actors(self) -> list[Entity]:
        """Entities that can act, those most talked of first."""
        kinds = schema.load().actors
        found = [e for e in self.told.entities.values() if e.type in kinds and self.claims.get(e.id)]
        return sorted(found, key=lambda e: (-self.claims[e.id], e.name, e.id))


def _fits(wanted: list[str], there: list[str]) -> bool:
    return all(any(word.startswith(one) for word in there) for one in wanted)
