"""Attacks of several documents -> one attack an event, with the reasons for every join.

Pairs of reports are weighed (kg.entities.likeness) and joined from the strongest on, unless a report on one
side contradicts one on the other. A report without a date that fits two different events joins neither.
The result does not depend on the order of the documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.entities.likeness import Likeness, Report, conflict, likeness
from kg.entities.names import slug
from kg.model import Attack, Entity, Responsibility
from kg.model.edtf import precision
from kg.model.places import depth, outer

_WEAK_KINDS = ("attack", "operation", "raid", "siege", "killing")
_MONTH = len("2024-03")


def join_attacks(
    reports: Sequence[Attack],
    entities: Mapping[str, Entity],
    *,
    published: Mapping[str, str | None] | None = None,
    actors: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Attack, ...]:
    """One attack for each event that `reports` (document-local attacks) speak of, sorted by id.

    `entities` are the places, targets and known attacks that the reports name; `published` maps a document
    to its date, `actors` a report's id to those said to be behind it. `joined` of an attack holds the ids
    of its reports, `join_reasons` why they were taken for one event.
    """
    known = {e.name: e.id for e in entities.values() if e.type == "Attack" and e.known}
    ready = [
        Report(
            attack=attack,
            published=(published or {}).get(attack.documents[0]) if attack.documents else None,
            actors=frozenset((actors or {}).get(attack.id, ())),
            register=known.get(attack.name),
        )
        for attack in sorted(reports, key=lambda attack: attack.id)
    ]
    clusters = _clusters(ready, entities)
    taken = {entity.id for entity in entities.values() if not (entity.type == "Attack" and entity.known)}
    attacks: list[Attack] = []
    for members, reasons in clusters:
        attack = _one(members, reasons, entities, taken)
        taken.add(attack.id)
        attacks.append(attack)
    return tuple(sorted(attacks, key=lambda attack: attack.id))


def _clusters(
    reports: list[Report], entities: Mapping[str, Entity]
) -> list[tuple[list[Report], tuple[str, ...]]]:
    """Reports of one event together, with the reasons, in the order of their first report."""
    pairs = _pairs(reports, entities)
    home = {report.id: [report] for report in reports}
    reasons: dict[str, list[str]] = {report.id: [] for report in reports}
    ranked = sorted(pairs, key=lambda pair: (-(pair[2].points - pair[2].needed), pair[0].id, pair[1].id))
    for one, other, found in ranked:
        left, right = home[one.id], home[other.id]
        if left is right or any(conflict(a, b, entities) for a in left for b in right):
            continue
        if _is_ambiguous(one, other, found, home, entities):
            continue
        union = sorted([*left, *right], key=lambda report: report.id)
        reason = f"{one.id} and {other.id}: {'; '.join(found.reasons)}"
        together = sorted({*reasons[left[0].id], *reasons[right[0].id], reason})
        for report in union:
            home[report.id] = union
            reasons[report.id] = together
    firsts = sorted({members[0].id for members in home.values()})
    return [(home[first], tuple(reasons[first])) for first in firsts]


def _pairs(reports: list[Report], entities: Mapping[str, Entity]) -> list[tuple[Report, Report, Likeness]]:
    """The pairs that have points enough and nothing against them.

    Only reports that share a place, a country, a month, a target, an actor or a name are looked at.
    """
    blocks: dict[str, list[Report]] = {}
    for report in reports:
        for key in _keys(report, entities):
            blocks.setdefault(key, []).append(report)
    seen: set[tuple[str, str]] = set()
    found: list[tuple[Report, Report, Likeness]] = []
    for key in sorted(blocks):
        for one, other in combinations(blocks[key], 2):
            if (one.id, other.id) in seen:
                continue
            seen.add((one.id, other.id))
            alike = likeness(one, other, entities)
            if alike.enough and not conflict(one, other, entities):
                found.append((one, other, alike))
    return found


def _keys(report: Report, entities: Mapping[str, Entity]) -> set[str]:
    attack = report.attack
    keys = {f"target {target}" for target in attack.targets}
    if report.register:
        keys.add(f"name {report.register}")
    if attack.place:
        keys |= {f"place {place}" for place in (attack.place, *outer(entities, attack.place))}
    if attack.date and len(attack.date) >= _MONTH:
        keys.add(f"month {attack.date[:_MONTH]}")
    return keys


def _is_ambiguous(
    one: Report,
    other: Report,
    found: Likeness,
    home: Mapping[str, list[Report]],
    entities: Mapping[str, Entity],
) -> bool:
    """Whether a report without a date fits another event as well, which is not the same as this one."""
    for undated, match in ((one, other), (other, one)):
        if undated.attack.date is not None or undated.register:
            continue
        for rival in {id(members): members for members in home.values()}.values():
            if rival is home[match.id] or rival is home[undated.id]:
                continue
            if any(conflict(undated, report, entities) for report in rival):
                continue
            if not any(conflict(a, b, entities) for a in rival for b in home[match.id]):
                continue
            if any(likeness(undated, report, entities).points >= found.points for report in rival):
                return True
    return False


def _one(
    members: list[Report], reasons: tuple[str, ...], entities: Mapping[str, Entity], taken: set[str]
) -> Attack:
    """The attack that the reports speak of: the most exact place and date, all figures."""
    attacks = [report.attack for report in members]
    register = next((report.register for report in members if report.register), None)
    dated = sorted(
        (a for a in attacks if a.date), key=lambda a: (precision(a.date or ""), bool(a.date_note), a.id)
    )
    place = _place(attacks, entities)
    kind = _kind(attacks)
    date = dated[0].date if dated else None
    return Attack(
        id=register or _free(_id(kind, place, date, attacks[0]), taken),
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


def _id(kind: str, place: str | None, date: str | None, first: Attack) -> str:
    """A readable id: place, kind, date; for want of both the target or the document."""
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
