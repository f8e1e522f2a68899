"""The attacks that new documents report, joined with those of the graph that they can be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.entities import indexed
from kg.entities.attacks import Event, events, numbered, taken, wanted
from kg.entities.likeness import Report
from kg.entities.near import blocks, near
from kg.entities.perpetrators import actors
from kg.graph.index import Entry
from kg.graph.part import Part, own_and_across
from kg.growing.cast import Cast
from kg.growing.reach import sure
from kg.model import Attack, Entity, Extraction

_MOST = 400
"""Reports that are compared with each other; more are compared no faster than all."""

_SPARE = 5
"""Numbers behind an id that are looked at beyond those which are needed."""


@dataclass(slots=True)
class Events:
    """Attacks that new documents report, as they are now and were before, by id; ids of their reports.

    Who is behind them is not told yet.
    """

    after: dict[str, Attack] = field(default_factory=dict)
    before: dict[str, Attack] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    gone: set[Entry] = field(default_factory=set)
    entries: set[Entry] = field(default_factory=set)


def joined(part: Part, cast: Cast, new: Sequence[Extraction]) -> Events:
    """The attacks of new documents with those of the graph; Further if one would be called otherwise."""
    register = part.known_attacks(attack.name for one in new for attack in one.attacks)
    fresh = [report for one in new for report in indexed.told(one, register)]
    return _Joining(part, cast, fresh).events() if fresh else Events()


class _Joining:
    """Finds all reports that are near the new ones, and near those; used once."""

    def __init__(self, part: Part, cast: Cast, fresh: Sequence[Report]) -> None:
        self._part = part
        self._cast = cast
        self._fresh = fresh
        self._reports = {report.id: report for report in fresh}
        self._homes: dict[str, str] = {}
        self._seen: set[str] = set()

    def events(self) -> Events:
        members = self._members()
        entities = self._entities()
        found = events([self._reports[name] for name in members], entities)
        old = {self._homes[name] for name in members if name in self._homes}
        before = self._part.attacks(old)
        sure(before.keys() == old, "a report of no attack")
        sure(
            all(set(one.joined) <= members for one in before.values()), "an attack is not as its reports say"
        )
        result = Events(before=before)
        known = {e.id for e in entities.values() if e.type == "Attack" and e.known}
        for event, name in zip(found, self._named(found, before, known), strict=True):
            attack = replace(event.attack, id=name)
            stays = all(self._homes.get(local, name) == name for local in attack.joined)
            sure(stays, "an attack gets another id")
            result.after[name] = attack
            result.ids.update(dict.fromkeys(attack.joined, name))
            result.entries.update(indexed.liked(attack, self._reports[attack.joined[0]].attack, known))
        for attack in before.values():
            result.gone.update(indexed.liked(attack, self._reports[attack.joined[0]].attack, known))
        for report in self._fresh:
            result.entries.update(indexed.blocked(report, entities))
            result.entries.update(indexed.absent(report, entities))
        return result

    def _members(self) -> set[str]:
        """The new reports and all that are near one of them, or near one that is."""
        members = {report.id for report in self._fresh}
        todo = list(self._fresh)
        while todo:
            for report in todo:
                self._read(self._candidates(report))
            pairs = [(a.id, b.id) for a, b, _ in near(self._ranked(), self._entities())]
            before, size = set(members), -1
            while size != len(members):
                size = len(members)
                for pair in pairs:
                    if not members.isdisjoint(pair):
                        members.update(pair)
            todo = [self._reports[name] for name in sorted(members - before)]
        return members

    def _ranked(self) -> list[Report]:
        return [self._reports[name] for name in sorted(self._reports)]

    def _entities(self) -> Mapping[str, Entity]:
        """Everything that the reports name, with what it lies in."""
        ids: set[str] = set()
        for report in self._reports.values():
            ids |= {*report.attack.targets, *report.actors}
            ids |= {name for name in (report.attack.place, report.register) if name}
        return self._cast.entities(ids)

    def _candidates(self, report: Report) -> set[str]:
        """Nodes of the reports of the graph that a report may be near."""
        found: dict[str, list[str]] = {}
        for block in blocks(report, self._entities()):
            found.setdefault(indexed.digest(block), []).append(block)
        own = indexed.flags(report)
        return {
            node
            for key, entries in self._part.entries("block", found).items()
            for node, other in entries
            if any(indexed.may_meet(block, own, other) for block in found[key])
        }

    def _read(self, nodes: set[str]) -> None:
        new = nodes - self._seen
        self._seen |= new
        sure(len(self._seen) <= _MOST, "too many reports to compare")
        rows = self._part.reports(new) if new else []
        sure(len(rows) == len(new), "a report is missing")
        documents = {document for _, document, _ in rows}
        dates = self._part.documents(documents)
        claims = [own_and_across(row) for row in self._part.claims_of(documents)] if documents else []
        behind = actors(replace(own, subject=across.subject) for own, across in claims)
        register = self._part.known_attacks({attack.name for attack, _, _ in rows}) if rows else {}
        named = {name for attack, _, _ in rows for name in (attack.place, *attack.targets) if name}
        sure(not self._part.entries("renamed", named), "an attack names what was taken into another one")
        for attack, document, joined_ in rows:
            published = dates[document].published
            report = indexed.report(attack, published, behind.get(attack.id, ()), register)
            sure(report.id not in self._reports, "two reports have one id")
            self._reports[report.id] = report
            self._homes[report.id] = joined_

    def _named(self, found: Sequence[Event], before: Mapping[str, Attack], known: Iterable[str]) -> list[str]:
        """The ids of events, among all that would like the same; Further if others have to give way."""
        bases = {event.attack.id for event in found}
        bases |= {
            wanted(one.kind, one.place, one.date, self._reports[one.joined[0]].attack)
            for name, one in before.items()
            if name not in set(known)
        }
        rest = [
            (first, base, name)
            for base, entries in self._part.entries("wanted", bases).items()
            for first, name in entries
            if name not in before
        ]
        asking: list[tuple[str, str, str | None, str | None]] = [
            (event.attack.joined[0], event.attack.id, event.register, None) for event in found
        ]
        asking += [(first, base, None, name) for first, base, name in rest]
        asking.sort(key=lambda one: one[0])
        spare = len(asking) + _SPARE
        possible = {f"{base}-{number}" for base in bases for number in range(2, spare)} | bases
        own = [entity for name, entity in self._cast.entities(possible).items() if name in possible]
        given = numbered([(base, register) for _, base, register, _ in asking], taken(own))
        ids: dict[str, str] = {}
        for (first, _, register, name), now in zip(asking, given, strict=True):
            sure(now in possible or now == register, "too many attacks with one id")
            sure(name in (None, now), "an attack gets another id")
            ids[first] = now
        return [ids[event.attack.joined[0]] for event in found]
