"""Entities across documents, in three rounds: one record an id, one entity a name, the records that follow.

What `kg.entities.join` does with all extractions at once; the rules are those of `kg.entities.merge`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from kg.entities import merge
from kg.entities.attacks import known_attacks
from kg.model import Entity
from kg.scale import said
from kg.scale.engine import Engine, Key, Parts
from kg.scale.said import Job

_GAP = "\x1f"
"""Parts of a key; no plain name holds it."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the rounds on attacks must know of entities: few of them, the same for all workers.

    `ids` are those taken into others, `known` the register's attacks by name, `entities` the places, targets
    and actors of attacks, with all places that hold these.
    """

    job: Job
    ids: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)


def entities(engine: Engine, shards: Parts, job: Job) -> tuple[Parts, dict[str, str]]:
    """Rows of entities, attacks of single documents left out, and the ids that were taken into others."""
    single = engine.group([(shards, _of_documents)], _one, engine.share(job))
    ids = dict(engine.pick(engine.group([(single, _by_name)], _same), _itself))
    return engine.group([(single, _by_kept)], _renamed, engine.share(ids)), dict(sorted(ids.items()))


def table(engine: Engine, rows: Parts, job: Job, ids: Mapping[str, str], named: Iterable[str]) -> Table:
    """The table of the entities `named`, of the places that hold them, and of the attacks that are known."""
    known = known_attacks(engine.pick(rows, _known))
    found: dict[str, Entity] = {}
    asked: set[str] = set()
    wanted = {*named, *known.values()}
    while wanted:
        asked |= wanted
        new = {one.id: one for one in engine.pick(rows, _wanted, engine.share(frozenset(wanted)))}
        found |= new
        above = {up for one in new.values() for up in (one.parent, one.country) if up is not None}
        wanted = above - asked
    return Table(job, ids, known, dict(sorted(found.items())))


def _of_documents(number: int, job: Job) -> Iterable[tuple[Key, tuple[Entity, int]]]:
    """Each record once, with the number of documents in the shard that have it."""
    often: Counter[bytes] = Counter()
    records: dict[bytes, Entity] = {}
    for extraction in said.read(job.out, number):
        local = {attack.id for attack in extraction.attacks}
        for entity in extraction.entities:
            if entity.id not in local:
                text = msgspec.json.encode(entity)
                often[text] += 1
                records[text] = entity
    return ((records[text].id, (records[text], number)) for text, number in often.items())


def _one(key: Key, found: list[tuple[Entity, int]], shared: object) -> Iterable[Entity]:
    del key, shared
    one = merge.one(found)
    return merge.renamed({one.id: one}, {}, by_people=True).values()


def _by_name(entity: Entity, shared: object) -> Iterable[tuple[Key, Entity]]:
    del shared
    return ((_GAP.join(name), entity) for name in merge.names(entity))


def _same(key: Key, found: list[Entity], shared: object) -> Iterable[tuple[str, str]]:
    """The ids that this name makes one; other names here are those of known entities alone."""
    del key, shared
    return merge.same_names({one.id: one for one in found}).items()


def _by_kept(entity: Entity, ids: Mapping[str, str]) -> Iterable[tuple[Key, Entity]]:
    yield ids.get(entity.id, entity.id), entity


def _renamed(key: Key, found: list[Entity], ids: Mapping[str, str]) -> Iterable[Entity]:
    del key
    return merge.renamed({one.id: one for one in found}, ids).values()


def _itself(row: tuple[str, str], shared: object) -> Iterable[tuple[str, str]]:
    del shared
    yield row


def _known(entity: Entity, shared: object) -> Iterable[Entity]:
    del shared
    return [entity] if entity.type == "Attack" and entity.known else []


def _wanted(entity: Entity, names: frozenset[str]) -> Iterable[Entity]:
    return [entity] if entity.id in names else []
