"""Attacks of several documents -> one attack an event, with the reasons for every join.

Pairs of reports are weighed (kg.entities.likeness) and joined from the strongest on, unless a report on one
side contradicts one on the other. A report without a date that fits two different events joins neither.
The result does not depend on the order of the documents.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities.likeness import Report, conflict
from kg.entities.names import slug
from kg.entities.near import near
from kg.entities.pairs import Pairs, pair
from kg.model import Attack, Entity, Responsibility
from kg.model.edtf import precision
from kg.model.places import depth

_WEAK_KINDS = ("attack", "operation", "raid", "siege", "killing")
_NUMBERS = re.compile(r"(?:-[0-9]+)+$")

NONE = Pairs()


def join_attacks(
    reports: Sequence[Attack],
    entities: Mapping[str, Entity],
    *,
    published: Mapping[str, str | None] | None = None,
    actors: Mapping[str, Iterable[str]] | None = None,
    judged: Pairs = NONE,
) -> tuple[Attack, ...]:
    """One attack for each event that `reports` (document-local attacks) speak of, sorted by id.

    `entities` are the places, targets and known attacks that the reports name; `published` maps a document
    to its date, `actors` a report's id to those said to be behind it. `joined` of an attack holds the ids
    of its reports, `join_reasons` why they were taken for one event. `judged` are the reports that a person
    has joined or kept apart.
    """
    known = known_attacks(entities.values())
    ready = [
        Report(
            attack=attack,
            published=(published or {}).get(attack.documents[0]) if attack.documents else None,
            actors=frozenset((actors or {}).get(attack.id, ())),
            register=known.get(attack.name),
        )
        for attack in sorted(reports, key=lambda attack: attack.id)
    ]
    found = events(ready, entities, judged)
    ids = numbered([(event.attack.id, event.register) for event in found], taken(entities.values()))
    attacks = (replace(event.attack, id=own) for event, own in zip(found, ids, strict=True))
    return tuple(sorted(attacks, key=lambda attack: attack.id))


@dataclass(frozen=True, slots=True)
class Event:
    """An attack under the id that it would like to have, and its id in the register, if it is known there."""

    attack: Attack
    register: str | None = None


def events(
    reports: Sequence[Report], entities: Mapping[str, Entity], judged: Pairs = NONE
) -> tuple[Event, ...]:
    """The events that `reports` speak of, in the order of their first report.

    Reports of which none is near any other group's (see `near`) can be given group by group.
    """
    ready = sorted(reports, key=lambda report: report.id)
    return tuple(_one(members, reasons, entities) for members, reasons in _clusters(ready, entities, judged))


def known_attacks(entities: Iterable[Entity]) -> dict[str, str]:
    """The ids of the attacks that the register knows, by name."""
    found = sorted((e for e in entities if e.type == "Attack" and e.known), key=lambda e: e.id)
    return {entity.name: entity.id for entity in found}


def taken(entities: Iterable[Entity]) -> set[str]:
    """The ids that no event may get."""
    return {entity.id for entity in entities if not (entity.type == "Attack" and entity.known)}


def numbered(wanted: Iterable[tuple[str, str | None]], taken: set[str]) -> list[str]:
    """An id for each event, given the one it would like and that in the register, in order of first reports.

    An id that is taken gets a number. Of two events that a person keeps apart, though both go by one known
    name, the first has its id. Ids that differ in more than a number at their end never meet (`stem`).

    >>> numbered([("harbour-bombing", None), ("harbour-bombing", None)], {"harbour-bombing"})
    ['harbour-bombing-2', 'harbour-bombing-3']
    """
    gone = set(taken)
    ids: list[str] = []
    for own, register in wanted:
        known = register if register and register not in gone else None
        ids.append(known or _free(own, gone))
        gone.add(ids[-1])
    return ids


def stem(attack: str) -> str:
    """The id without the numbers at its end: ids with different stems can't be mistaken for one another.

    >>> stem("harbour-bombing-2024-03-22-2"), stem("harbour")
    ('harbour-bombing', 'harbour')
    """
    return _NUMBERS.sub("", attack)


def _clusters(
    reports: Sequence[Report], entities: Mapping[str, Entity], judged: Pairs
) -> list[tuple[list[Report], tuple[str, ...]]]:
    """Reports of one event together, with the reasons, in the order of their first report."""
    pairs = near(reports, entities)
    partners: dict[str, list[tuple[Report, int]]] = {report.id: [] for report in reports}
    for one, other, found in pairs:
        partners[one.id].append((other, found.points))
        partners[other.id].append((one, found.points))
    home, reasons = _judged(reports, judged)
    ranked = sorted(pairs, key=lambda pair: (-(pair[2].points - pair[2].needed), pair[0].id, pair[1].id))
    for one, other, found in ranked:
        left, right = home[one.id], home[other.id]
        if left is right or any(conflict(a, b, entities) for a in left for b in right):
            continue
        if any(pair(a.id, b.id) in judged.apart for a in left for b in right):
            continue
        rivals = [
            home[rival.id]
            for undated, match in ((one, other), (other, one))
            if undated.attack.date is None and not undated.register
            for rival, points in partners[undated.id]
            if rival is not match and points >= found.points
        ]
        if any(_is_other_event(rival, left, right, entities) for rival in rivals):
            continue
        union = sorted([*left, *right], key=lambda report: report.id)
        reason = f"{one.id} and {other.id}: {'; '.join(found.reasons)}"
        together = sorted({*reasons[left[0].id], *reasons[right[0].id], reason})
        for report in union:
            home[report.id] = union
            reasons[report.id] = together
    firsts = sorted({members[0].id for members in home.values()})
    return [(home[first], tuple(reasons[first])) for first in firsts]


def _judged(reports: Sequence[Report], judged: Pairs) -> tuple[dict[str, list[Report]], dict[str, list[str]]]:
    """Each report with those that a person has joined it with, and the reason; the others alone."""
    home = {report.id: [report] for report in reports}
    reasons: dict[str, list[str]] = {report.id: [] for report in reports}
    for group in judged.groups:
        members = [report for report in reports if report.id in group]
        for report in members if len(members) > 1 else ():
            home[report.id] = members
            reasons[report.id] = [f"{', '.join(one.id for one in members)}: judged to be one"]
    return home, reasons


def _is_other_event(
    rival: list[Report], left: list[Report], right: list[Report], entities: Mapping[str, Entity]
) -> bool:
    """Whether an event that fits a report without a date as well is not the one it is about to join."""
    if rival is left or rival is right:
        return False
    return any(conflict(a, b, entities) for a in rival for b in (*left, *right))


def _one(members: Sequence[Report], reasons: tuple[str, ...], entities: Mapping[str, Entity]) -> Event:
    """The attack that the reports speak of: the most exact place and date, all figures."""
    attacks = [report.attack for report in members]
    register = next((report.register for report in members if report.register), None)
    dated = sorted(
        (a for a in attacks if a.date), key=lambda a: (precision(a.date or ""), bool(a.date_note), a.id)
    )
    place = _place(attacks, entities)
    kind = _kind(attacks)
    date = dated[0].date if dated else None
    attack = Attack(
        id=wanted(kind, place, date, attacks[0]),
        name=entities[register].name if register else _name(kind, place, date, entities),
        kind=kind,
        date=date,
        date_note=dated[0].date_note if dated else None,
        place=place,
        targets=tuple(sorted({target for attack in attacks for target in attack.targets})),
        victims=tuple(dict.fromkeys(victim for attack in attacks for victim in attack.victims)),
        casualties=tuple(
            sorted(
                (f for attack in attacks for f in attack.casualties),
                key=lambda f: (f.doc, f.start, f.end, f.id),
            )
        ),
        claim_of_responsibility=_unclaimed(attacks),
        documents=tuple(sorted({document for attack in attacks for document in attack.documents})),
        mentions=tuple(
            sorted((m for attack in attacks for m in attack.mentions), key=lambda m: (m.doc, m.start, m.end))
        ),
        joined=tuple(report.id for report in members),
        join_reasons=reasons,
    )
    return Event(attack, register)


def _place(attacks: Sequence[Attack], entities: Mapping[str, Entity]) -> str | None:
    places = sorted({attack.place for attack in attacks if attack.place})
    return max(places, key=lambda place: (depth(entities, place), _is_local(entities, place)), default=None)


def _is_local(entities: Mapping[str, Entity], place: str) -> bool:
    return place in entities and entities[place].type != "State"


def _kind(attacks: Sequence[Attack]) -> str:
    """The kind that most reports give; a general word counts only where no report says more."""
    kinds = [attack.kind for attack in attacks]
    telling = [kind for kind in kinds if kind not in _WEAK_KINDS] or kinds
    return min(set(telling), key=lambda kind: (-telling.count(kind), kind == "attack", kind))


def wanted(kind: str, place: str | None, date: str | None, first: Attack) -> str:
    """The readable id that an event would like: place, kind, date; for want of both target or document.

    `first` is its first report.
    """
    day = date.split("/")[0].rstrip("~?%") if date else None
    where = place or next(iter(sorted(first.targets)), None)
    if where is None and day is None:
        where = slug(first.documents[0]) if first.documents else slug(first.id)
    return "-".join(part for part in (where, slug(kind), day) if part)


def _free(wanted: str, taken: set[str]) -> str:
    number = 2
    free = wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _name(kind: str, place: str | None, date: str | None, entities: Mapping[str, Entity]) -> str:
    words = kind[0].upper() + kind[1:]
    if place is not None:
        words += f", {entities[place].name if place in entities else place}"
    return f"{words}, {date}" if date else words


def _unclaimed(attacks: Sequence[Attack]) -> Responsibility | None:
    """The documents that say that nobody has claimed it."""
    said = [attack.claim_of_responsibility for attack in attacks if attack.claim_of_responsibility]
    if not said:
        return None
    documents = tuple(sorted({document for one in said for document in one.docs}))
    return Responsibility(None, documents, tuple(quote for one in said for quote in one.quotes))
