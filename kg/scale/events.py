"""Attacks across documents: reports meet in blocks, those that are near hang together, each group is joined.

What `kg.entities.join_attacks` does with all reports at once. Reports that hang together by no pair that is
near have nothing to do with each other, so that each group can be joined by itself; only the numbers at the
end of ids that two events would both like to have are given in this process.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.entities import attacks, near
from kg.entities.join import rewritten_attack
from kg.entities.likeness import Report
from kg.entities.perpetrators import actors
from kg.model import Entity, Extraction
from kg.model.renaming import rewritten_claim
from kg.scale import said
from kg.scale.engine import Engine, Key, Parts, components
from kg.scale.tables import Table, table

_DEFINITE = 8
"""Characters of a quote that tell whether an attack is spoken of as known (`kg.entities.likeness`)."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and the document of each of its reports."""

    event: attacks.Event
    documents: tuple[tuple[str, str], ...]

    @property
    def first(self) -> str:
        """The id of its first report, which is that of no other event."""
        return self.event.attack.joined[0]


def happened(engine: Engine, shards: Parts, rows: Parts, known: Table) -> Parts:
    """Rows of attacks with their own ids, and of `Happened` under the same; `rows` are the entities."""
    shared = engine.share(known)
    named = engine.pick(engine.group([(shards, _named)], _once, shared), _itself)
    known = table(engine, rows, known.job, known.ids, named)
    shared = engine.share(known)
    edges = engine.pick(engine.group([(shards, _by_block)], _near, shared), _itself)
    together = engine.share((known, components(edges)))
    found = engine.group([(shards, _by_component)], _events, together)
    return engine.group([(found, _by_first)], _with_id, engine.share(_ids(engine, found, rows)))


def _ids(engine: Engine, found: Parts, rows: Parts) -> dict[str, str]:
    """The ids of events that don't get the one that they would like, by their first report."""
    wanted = sorted(engine.pick(found, _wish))
    stems = frozenset(attacks.stem(own) for _, own, _ in wanted)
    taken = set(engine.pick(rows, _taken, engine.share(stems)))
    ids = attacks.numbered([(own, register or None) for _, own, register in wanted], taken)
    return {first: new for (first, own, _), new in zip(wanted, ids, strict=True) if own != new}


def reports(extraction: Extraction, known: Table) -> list[Report]:
    """The attacks that a document tells of, with what helps to recognise them."""
    if not extraction.attacks:
        return []
    behind = actors(rewritten_claim(claim, known.ids) for claim in extraction.claims)
    return [
        Report(
            attack=rewritten_attack(attack, known.ids),
            published=extraction.document.published,
            actors=frozenset(behind.get(attack.id, ())),
            register=known.known.get(attack.name),
        )
        for attack in extraction.attacks
    ]


def _reports(number: int, known: Table) -> Iterable[Report]:
    for extraction in said.read(known.job.out, number):
        yield from reports(extraction, known)


def _named(number: int, known: Table) -> Iterable[tuple[Key, None]]:
    names: set[str] = set()
    for report in _reports(number, known):
        names |= {*report.attack.targets, *report.actors}
        names |= {report.attack.place} if report.attack.place else set()
    return ((name, None) for name in names)


def _once(key: Key, found: list[None], shared: object) -> Iterable[Key]:
    del found, shared
    yield key


def _by_block(number: int, known: Table) -> Iterable[tuple[Key, Report]]:
    for report in _reports(number, known):
        slim = _slim(report)
        for key in near.blocks(report, known.entities):
            yield key, slim


def _slim(report: Report) -> Report:
    """The report without the words that no comparison looks at: it is sent to many blocks."""
    attack = report.attack
    figures = tuple(replace(f, quote="", of=None, asserted_by=()) for f in attack.casualties)
    mentions = tuple(replace(one, quote=one.quote[:_DEFINITE]) for one in attack.mentions)
    slim = replace(attack, casualties=figures, mentions=mentions, victims=(), claim_of_responsibility=None)
    return replace(report, attack=slim)


def _near(key: Key, found: list[Report], known: Table) -> Iterable[tuple[str, str]]:
    if len(found) > 1:
        ordered = sorted(found, key=lambda report: report.id)
        for one, other, _ in near.near_in(str(key), ordered, known.entities):
            yield one.id, other.id


def _by_component(number: int, shared: tuple[Table, Mapping[str, str]]) -> Iterable[tuple[Key, Report]]:
    known, home = shared
    for report in _reports(number, known):
        yield home.get(report.id, report.id), report


def _events(key: Key, found: list[Report], shared: tuple[Table, Mapping[str, str]]) -> Iterable[Happened]:
    del key
    documents = {report.id: report.attack.documents[0] for report in found}
    for event in attacks.events(found, shared[0].entities):
        yield Happened(event, tuple((name, documents[name]) for name in event.attack.joined))


def _wish(row: Happened, shared: object) -> Iterable[tuple[str, str, str]]:
    del shared
    yield row.first, row.event.attack.id, row.event.register or ""


def _taken(entity: Entity, stems: frozenset[str]) -> Iterable[str]:
    return attacks.taken([entity]) if attacks.stem(entity.id) in stems else []


def _by_first(row: Happened, shared: object) -> Iterable[tuple[Key, Happened]]:
    del shared
    yield row.first, row


def _with_id(key: Key, found: list[Happened], ids: Mapping[str, str]) -> Iterable[Happened]:
    del key
    for one in found:
        attack = replace(one.event.attack, id=ids.get(one.first, one.event.attack.id))
        yield replace(one, event=replace(one.event, attack=attack))


def _itself(row: object, shared: object) -> Iterable[object]:
    del shared
    yield row
