"""Entities of several documents: one record an id, and spellings of one name taken together."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities.names import plain
from kg.model import Entity, Extraction
from kg.model.renaming import rewritten_id

_MERGED_BY_NAME = ("Group", "Agency", "Organisation", "Location", "Publication", "Population")


def merged(extractions: Sequence[Extraction]) -> dict[str, Entity]:
    """One record for each id that `extractions` have, in any order; attacks of single documents left out."""
    found: dict[str, list[Entity]] = {}
    for extraction in extractions:
        local = {attack.id for attack in extraction.attacks}
        for entity in extraction.entities:
            if entity.id not in local:
                found.setdefault(entity.id, []).append(entity)
    return {entity_id: one((e, 1) for e in found[entity_id]) for entity_id in sorted(found)}


def one(records: Iterable[tuple[Entity, int]]) -> Entity:
    """The record of an entity: the register's where it has one, else what most documents say.

    Each record comes with the number of documents that say so.
    """
    counted = sorted(records, key=lambda found: _order(found[0]))
    ordered = [entity for entity, _ in counted]
    pool = [found for found in counted if found[0].known] or counted
    name = _most((entity.name, number) for entity, number in pool)
    aliases = {alias for entity in ordered for alias in (entity.name, *entity.aliases)} - {name}
    external: dict[str, str] = {}
    for entity in reversed(ordered):
        external.update(entity.external)
    return replace(
        pool[0][0],
        type=_most((entity.type, number) for entity, number in pool),
        name=name,
        aliases=tuple(sorted(aliases)),
        parent=next((entity.parent for entity in ordered if entity.parent), None),
        country=next((entity.country for entity in ordered if entity.country), None),
        external=dict(sorted(external.items())),
        described=all(entity.described for entity in ordered),
        generic=all(entity.generic for entity in ordered),
    )


def _order(entity: Entity) -> tuple[bool, str, str, tuple[str, ...], str, str]:
    return (
        not entity.known,
        entity.name,
        entity.type,
        entity.aliases,
        entity.parent or "",
        entity.country or "",
    )


def _most(values: Iterable[tuple[str, int]]) -> str:
    counted: Counter[str] = Counter()
    for value, number in values:
        counted[value] += number
    return min(counted, key=lambda value: (-counted[value], value))


def same_names(
    entities: Mapping[str, Entity], apart: Collection[tuple[str, str]] = frozenset()
) -> dict[str, str]:
    """Ids to be replaced, because the name is another one's but for case, accents, hyphens or an article.

    A name that two entities share is settled for neither; persons are never merged by name. `apart` are
    pairs of ids, in alphabetical order, that somebody has kept apart.
    """
    owners: dict[tuple[str, str], set[str]] = {}
    for entity in entities.values():
        for key in names(entity):
            owners.setdefault(key, set()).add(entity.id)
    replaced: dict[str, str] = {}
    for key in sorted(owners):
        known = sorted(i for i in owners[key] if entities[i].known)
        unknown = sorted(
            i for i in owners[key] if not entities[i].known and plain(entities[i].name) == key[1]
        )
        if len(known) > 1 or not unknown or len(known) + len(unknown) == 1:
            continue
        taken = [known[0] if known else unknown[0]]
        for i in unknown:
            if i not in taken and not any((min(i, j), max(i, j)) in apart for j in taken):
                taken.append(i)
        replaced.update(dict.fromkeys(taken[1:], taken[0]))
    return replaced


def names(entity: Entity) -> set[tuple[str, str]]:
    """Type and plain name under which others may be the same; one that the register does not know has one."""
    if entity.type not in _MERGED_BY_NAME or entity.described or entity.generic:
        return set()
    spelled = {plain(entity.name)} | ({plain(a) for a in entity.aliases} if entity.known else set())
    return {(entity.type, name) for name in spelled - {""}}


def renamed(
    entities: Mapping[str, Entity], ids: Mapping[str, str], *, by_people: bool = False
) -> dict[str, Entity]:
    """The entities with those of `ids` taken into the ones that replace them.

    `by_people`: who stays keeps its name and type too, unless only others are in the register.
    """
    groups: dict[str, list[Entity]] = {}
    for entity in entities.values():
        kept = ids.get(entity.id, entity.id)
        groups.setdefault(kept, []).append(replace(entity, id=kept))
    result = {}
    for kept in sorted(groups):
        both = one((entity, 1) for entity in groups[kept])
        own = entities.get(kept)
        if by_people and own is not None and own.known >= both.known:
            aliases = {both.name, *both.aliases} - {own.name}
            both = replace(both, type=own.type, name=own.name, aliases=tuple(sorted(aliases)))
        parent, country = rewritten_id(both.parent, ids), rewritten_id(both.country, ids)
        result[kept] = replace(
            both, parent=None if parent == kept else parent, country=None if country == kept else country
        )
    return result
