"""Extractions in shards -> records in shards: what `kg.pipeline.joined` makes, group by group.

The rounds, in order: entities by id and by name (tables), attacks by block and by event (events), near-copies
by what texts share (copies), claims by what they are about, attacks by id, and everything by its shard.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.entities.join import each_once
from kg.entities.perpetrators import ACCUSED, BEHIND, attributed
from kg.graph import status
from kg.model import Attack, Claim, Entity, Extraction
from kg.model.renaming import rewritten_claim, rewritten_mention
from kg.model.shards import Shard, shard_of, write_shard
from kg.scale import said
from kg.scale.copies import Copy, copies
from kg.scale.engine import Engine, Key, Parts
from kg.scale.events import Happened, happened
from kg.scale.said import Job
from kg.scale.tables import Table, entities

_STEPS = 5

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """A shard, and the attacks that the reports of its documents became."""

    number: int
    attacks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that another document denies, or a denial of a claim in another one, as it is now."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Behind:
    """A claim about who is behind an attack, with the status that follows from all documents."""

    claim: Claim


def join(engine: Engine, shards: Parts, job: Job, told: Told) -> list[Shard]:
    """The files that were written, sorted; rows of `shards` are the numbers of those that hold documents."""
    told("Joining", 0, _STEPS)
    rows, ids = entities(engine, shards, job)
    told("Joining", 1, _STEPS)
    known = Table(job, ids)
    events = happened(engine, shards, rows, known)
    told("Joining", 2, _STEPS)
    copied = copies(engine, shards, job)
    told("Joining", 3, _STEPS)
    shared = engine.share(known)
    ready = engine.group([(shards, _number), (events, _by_report)], _ready, shared)
    claims = engine.group([(ready, _by_key)], _disputed, shared)
    attacks = engine.group([(events, _attack), (claims, _about)], _attributed)
    told("Joining", 4, _STEPS)
    said_ = engine.group([(ready, _by_number), (claims, _by_doc), (copied, _by_copy)], _documents, shared)
    met = engine.group([(rows, _by_id), (attacks, _by_id)], _things, shared)
    found = [*engine.pick(said_, _file), *engine.pick(met, _file)]
    told("Joining", _STEPS, _STEPS)
    return sorted(found, key=lambda shard: shard.file)


def _number(number: int, known: Table) -> Iterable[tuple[Key, None]]:
    del known
    yield number, None


def _by_report(row: Happened, known: Table) -> Iterable[tuple[Key, tuple[str, str]]]:
    for report, document in row.documents:
        yield shard_of(document, known.job.shards), (report, row.event.attack.id)


def _ready(key: int, found: list[tuple[str, str] | None], known: Table) -> Iterable[Ready]:
    del known
    yield Ready(key, dict(sorted(one for one in found if one is not None)))


def _claims(extraction: Extraction, known: Table, attacks: Mapping[str, str]) -> list[Claim]:
    claims = (rewritten_claim(claim, known.ids) for claim in extraction.claims)
    return [rewritten_claim(claim, attacks) for claim in claims]


def _by_key(row: Ready, known: Table) -> Iterable[tuple[Key, Claim]]:
    for extraction in said.read(known.job.out, row.number):
        for claim in _claims(extraction, known, row.attacks):
            yield repr(status.key(claim)), claim


def _disputed(key: Key, found: list[Claim], known: Table) -> Iterable[Changed | Behind]:
    """What one group changes, and who is said to be behind an attack."""
    del key, known
    before = sorted(found, key=lambda claim: claim.id)
    for old, new in zip(before, status.dispute(before), strict=True):
        if new != old:
            yield Changed(new)
        if new.relation in (*BEHIND, *ACCUSED):
            yield Behind(new)


def _attack(row: Happened, shared: object) -> Iterable[tuple[Key, Attack]]:
    del shared
    yield row.event.attack.id, row.event.attack


def _about(row: Changed | Behind, shared: object) -> Iterable[tuple[Key, Claim]]:
    del shared
    if isinstance(row, Behind):
        yield row.claim.object, row.claim


def _attributed(key: Key, found: list[Attack | Claim], shared: object) -> Iterable[Attack]:
    del key, shared
    claims = sorted((one for one in found if isinstance(one, Claim)), key=lambda claim: claim.id)
    return attributed([one for one in found if isinstance(one, Attack)], claims)


def _by_number(row: Ready, known: Table) -> Iterable[tuple[Key, Ready]]:
    del known
    yield row.number, row


def _by_doc(row: Changed | Behind, known: Table) -> Iterable[tuple[Key, Changed]]:
    if isinstance(row, Changed):
        yield shard_of(row.claim.doc, known.job.shards), row


def _by_copy(row: Copy, known: Table) -> Iterable[tuple[Key, Copy]]:
    yield shard_of(row.id, known.job.shards), row


def _documents(key: int, found: list[Ready | Changed | Copy], known: Table) -> Iterable[Shard]:
    """The shard's documents, mentions and claims, written."""
    attacks = next(row.attacks for row in found if isinstance(row, Ready))
    changed = {row.claim.id: row.claim for row in found if isinstance(row, Changed)}
    copied = {row.id: row.of for row in found if isinstance(row, Copy)}
    job, read = known.job, said.read(known.job.out, key)
    documents = [replace(one.document, copy_of=copied.get(one.document.id)) for one in read]
    claims = [claim for one in read for claim in _claims(one, known, attacks)]
    mentions = each_once((rewritten_mention(m, attacks) for one in read for m in one.mentions), known.ids)
    yield write_shard(job.out, "documents", key, job.style, documents)
    yield write_shard(job.out, "claims", key, job.style, [changed.get(one.id, one) for one in claims])
    yield write_shard(job.out, "mentions", key, job.style, mentions)


def _by_id(row: Entity | Attack, known: Table) -> Iterable[tuple[Key, Entity | Attack]]:
    yield shard_of(row.id, known.job.shards), row


def _things(key: int, found: list[Entity | Attack], known: Table) -> Iterable[Shard]:
    """The shard's attacks and entities, written; an attack that no register knows is an entity too."""
    attacks = [one for one in found if isinstance(one, Attack)]
    entities = {one.id: Entity(one.id, "Attack", one.name) for one in attacks}
    entities |= {one.id: one for one in found if isinstance(one, Entity)}
    yield write_shard(known.job.out, "entities", key, known.job.style, list(entities.values()))
    if attacks:
        yield write_shard(known.job.out, "attacks", key, known.job.style, attacks)


def _file(row: Shard, shared: object) -> Iterable[Shard]:
    del shared
    yield row
