"""The entities of new documents among those of the graph: what becomes of them, and who publishes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities import indexed
from kg.entities.merge import names, one
from kg.graph import rows
from kg.graph.build import PUBLISHING, slug
from kg.graph.index import Entry
from kg.graph.part import Part
from kg.growing.reach import sure
from kg.model import Entity, Extraction


class Cast:
    """Entities by id, read when they are asked for; those of the new documents with what these add.

    Further if an entity changes in a way that reaches claims, edges or attacks of other documents.
    """

    def __init__(self, part: Part, new: Sequence[Extraction]) -> None:
        self._part = part
        self._told = indexed.described(new)
        self._known: dict[str, Entity | None] = {}
        self.gone: set[Entry] = set()
        self.entries: set[Entry] = set()
        self.publishers: dict[str, Entity] = {}
        ids = self._told.keys()
        sure(not part.entries("renamed", ids), "an entity was taken into another one")
        nodes = part.entities(ids)
        held = self._held(ids)
        self.before = {name: _one(found) for name, found in held.items()}
        self.after = {name: _one(held.get(name, Counter()) + self._told[name]) for name in ids}
        for name, entity in self.after.items():
            old = self.before.get(name)
            sure((old is None) == (name not in nodes), "an id that stands for something else")
            if old is None:
                sure(not (entity.type == "Attack" and entity.known), "a known attack that was not there")
            else:
                _check_node(old, *nodes[name])
                sure(_stays(old, entity), "an entity that others speak of has changed")
        new_ids = self.after.keys() - self.before.keys()
        sure(not part.entries("absent", new_ids), "something that an attack leads to was not there")
        self._known.update(self.after)
        self._index(held)
        self._check_names()
        self._check_publishing()

    def _held(self, ids: Iterable[str]) -> dict[str, Counter[str]]:
        return {
            name: Counter({record: int(number) for record, number in found})
            for name, found in self._part.entries("entity", ids).items()
        }

    def entities(self, ids: Iterable[str]) -> Mapping[str, Entity]:
        """All entities known so far, among them those with these ids and what they lie in."""
        todo = set(ids)
        seen: set[str] = set()
        while todo:
            missing = todo - self._known.keys()
            if missing:
                held = self._held(missing)
                self._known.update({name: _one(held[name]) if name in held else None for name in missing})
            seen |= todo
            found = [entity for name in todo if (entity := self._known[name])]
            todo = {above for entity in found for above in (entity.parent, entity.country) if above} - seen
        return {name: entity for name, entity in self._known.items() if entity}

    def changed(self) -> list[Entity]:
        """The entities that are new or not as they were."""
        return [entity for name, entity in self.after.items() if self.before.get(name) != entity]

    def _index(self, held: Mapping[str, Counter[str]]) -> None:
        for name, told in self._told.items():
            old = held.get(name, Counter())
            self.gone.update(indexed.records_of(name, old))
            self.entries.update(indexed.records_of(name, old + told))
            self.entries.update(indexed.named(self.after[name]))
        for name in self.after.keys() - self.before.keys():
            entity = self.after[name]
            above = {above for above in (entity.parent, entity.country) if above}
            sure(not self._part.entries("renamed", above), "a place was taken into another one")

    def _check_names(self) -> None:
        """Further if two entities may now be one by name."""
        fresh: dict[str, set[tuple[str, str]]] = {}
        for name, entity in self.after.items():
            own, old = names(entity), names(self.before[name]) if name in self.before else set()
            sure(old <= own, "an entity goes by a name no more")
            for kind, text in own - old:
                fresh.setdefault(f"{kind} {text}", set()).add((name, "known" if entity.known else ""))
        others = self._part.entries("name", fresh)
        everyone = {name for owners in others.values() for name, _ in owners}
        sure(not self._part.entries("renamed", everyone), "a name that several have had")
        for key, owners in fresh.items():
            both = owners | {(name, flag) for name, flag in others.get(key, ())}
            known = [name for name, flag in both if flag]
            sure(len(both) == 1 or len(known) > 1 or len(known) == len(both), "two entities with one name")

    def _check_publishing(self) -> None:
        """Further if another entity than before may now stand for a publisher of the graph."""
        fresh: dict[str, set[str]] = {}
        for name, entity in self.after.items():
            old = _published(self.before[name]) if name in self.before else set()
            for text in _published(entity) - old:
                fresh.setdefault(text, set()).add(name)
        owners = self._part.entries("publishing", fresh)
        for text, used in self._part.entries("publisher", fresh).items():
            had = {name for (name,) in owners.get(text, ())}
            stands = {entity for _, entity in used}
            sure(bool(had) and stands == {min(had | fresh[text])}, "another entity may publish under a name")
        self.entries.update(("publishing", text, name) for text, found in fresh.items() for name in found)

    def publish(self, names_: Iterable[str]) -> None:
        """Find who stands for these publishers of new documents; Further where that is not clear."""
        wanted = sorted(set(names_))
        keys = {name: name.casefold() for name in wanted}
        sure(len(set(keys.values())) == len(wanted), "two spellings of a publisher")
        used = self._part.entries("publisher", keys.values())
        owners = self._part.entries("publishing", keys.values())
        mine: dict[str, set[str]] = {}
        for name, entity in self.after.items():
            for text in _published(entity):
                mine.setdefault(text, set()).add(name)
        made: set[str] = set()
        for name, key in keys.items():
            known = {found[0]: found[1] for found in used.get(key, ())}
            sure(name in known or not known, "another spelling of a publisher")
            can = {entity for (entity,) in owners.get(key, ())} | mine.get(key, set())
            if name in known:
                stands = known[name]
            elif can:
                stands = min(can)
            else:
                stands = slug(name)
                sure(stands not in made, "two publishers with one id")
                sure(
                    stands not in self.after and not self._part.entities([stands]),
                    "a publisher's id is taken",
                )
                sure(not self._part.entries("renamed", [stands]), "a publisher's id was taken into another")
                made.add(stands)
            self.publishers[name] = self._known.get(stands) or Entity(stands, "Organisation", name)
            self.entries.add(("publisher", key, name, stands))
        self.made = made


def _one(found: Mapping[str, int]) -> Entity:
    return one((indexed.unpacked(record), number) for record, number in found.items())


def _check_node(entity: Entity, labels: frozenset[str], properties: Mapping[str, object]) -> None:
    row = {name: value for name, value in rows.entity_row(entity).items() if value is not None}
    held = {name: properties.get(name) for name in row}
    sure(held == row and entity.type in labels, "an entity is not as its records say")


def _stays(old: Entity, new: Entity) -> bool:
    """Whether what others go by is as it was: all but further names and ids elsewhere."""
    loose = {"aliases": (), "external": {}, "described": False, "generic": False}
    return replace(old, **loose) == replace(new, **loose)  # type: ignore[arg-type]


def _published(entity: Entity) -> set[str]:
    """Under which names an entity may publish."""
    if entity.type not in PUBLISHING:
        return set()
    return {name.casefold() for name in (entity.name, *entity.aliases)}
