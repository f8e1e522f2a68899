"""Pairs of entities that may be one: for a person to decide, never merged by kg.

Names are compared word by word in any order (rapidfuzz `token_sort_ratio`); a guard keeps names apart that
differ in a word of rank, number or direction ("First Brigade" and "Second Brigade"). Ratios that look for
the best part of a name are not used: they take a branch for its parent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.entities.names import initials, plain
from kg.model import Entity
from kg.schema.files import lexicon

ALIKE = 85.0
_SHORTEST = 5
_KINDS = {"Group": "body", "Organisation": "body", "Agency": "body", "Location": "place", "Person": "person"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entity ids that may be one, how alike their names are (0 to 100), and why."""

    one: str
    other: str
    score: float
    reason: str


def candidates(entities: Iterable[Entity]) -> tuple[Candidate, ...]:
    """Pairs of which at least one is in no register, the most alike first.

    >>> a = Entity("front-of-x", "Group", "Liberation Front of Xanadu")
    >>> b = Entity("x-front", "Group", "Xanadu Liberation Front")
    >>> [c.reason for c in candidates([a, b])]
    ['names alike: Liberation Front of Xanadu, Xanadu Liberation Front']
    """
    blocks: dict[str, list[Entity]] = {}
    for entity in sorted(entities, key=lambda entity: entity.id):
        if entity.type in _KINDS and not entity.described and not entity.generic:
            for key in _keys(entity):
                blocks.setdefault(f"{_KINDS[entity.type]} {key}", []).append(entity)
    found: dict[tuple[str, str], Candidate] = {}
    for key in sorted(blocks):
        for one, other in combinations(blocks[key], 2):
            pair = one.id, other.id
            if pair not in found and not (one.known and other.known):
                candidate = _compare(one, other)
                if candidate is not None:
                    found[pair] = candidate
    return tuple(sorted(found.values(), key=lambda c: (-c.score, c.one, c.other)))


def _keys(entity: Entity) -> set[str]:
    """The words and initials by which names that may be one find each other."""
    words = {word for name in (entity.name, *entity.aliases) for word in plain(name).split()}
    return {word for word in words if len(word) >= _SHORTEST} | {initials(entity.name), entity.name.upper()}


def _compare(one: Entity, other: Entity) -> Candidate | None:
    for short, long in ((one, other), (other, one)):
        if short.name.isupper() and len(short.name) > 1 and short.name == initials(long.name):
            return Candidate(one.id, other.id, 100.0, f"{short.name} are the initials of {long.name}")
    best = max((fuzz.token_sort_ratio(a, b), a, b) for a in _plain_names(one) for b in _plain_names(other))
    if best[0] < ALIKE or _guarded(best[1], best[2]):
        return None
    return Candidate(one.id, other.id, round(best[0], 1), f"names alike: {one.name}, {other.name}")


def _plain_names(entity: Entity) -> list[str]:
    small = lexicon("entities")["small"]
    return sorted(
        {
            " ".join(w for w in plain(name).split() if w not in small)
            for name in (entity.name, *entity.aliases)
        }
    )


def _guarded(one: str, other: str) -> bool:
    """Whether the names differ in a word that makes another body of it."""
    different = set(one.split()) ^ set(other.split())
    return bool(different & set(lexicon("entities")["guards"])) or any(word.isdigit() for word in different)
