"""How far two reports of attacks speak for one event, and what speaks against it.

Points: the day 3, the month 2, the year 1; one place 3 (named premises 5), a place inside the other 2, the
same country 1; actor, target, figure and kind 1 each. A report without a date gains from being published
soon after the other's date. `JOIN` points are needed, `JOIN_UNDATED` where no two dates agree. The points
were set on the development documents; every join keeps its reasons, so that a person can review it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.model import Attack, Entity
from kg.model.edtf import overlap, span_days
from kg.model.places import apart, depth, holds
from kg.schema.files import lexicon

JOIN = 4
JOIN_UNDATED = 5
_YEAR = 366
_MONTH = 31
NEWS_DAYS = 60
CLOSE_DAYS = 14
_DEFINITE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)

_ANY = "any"
_MIXED = frozenset({"bombing", "shooting", "stabbing", "vehicle", "killing", "strike"})


@dataclass(frozen=True, slots=True)
class Report:
    """An attack as one document tells it, with what helps to recognise it."""

    attack: Attack
    published: str | None = None
    actors: frozenset[str] = frozenset()
    register: str | None = None
    """Id of the attack in the register of known actors, where the words are its name."""

    @property
    def id(self) -> str:
        """The document-local id."""
        return self.attack.id


@dataclass(slots=True)
class Likeness:
    """Points and reasons for taking two reports as one event; `needed` points make them one."""

    points: int = 0
    needed: int = JOIN
    reasons: list[str] = field(default_factory=list)

    def add(self, points: int, reason: str) -> None:
        """Counts `points` for `reason`."""
        self.points += points
        self.reasons.append(reason)

    @property
    def enough(self) -> bool:
        """Whether the two are one event, if nothing speaks against it."""
        return self.points >= self.needed


def conflict(one: Report, other: Report, entities: Mapping[str, Entity]) -> bool:
    """Whether the two cannot be one event: told apart by a document, by day, place, kind or victim."""
    a, b = one.attack, other.attack
    if set(a.documents) & set(b.documents):
        return True
    if one.register or other.register:
        return one.register != other.register and bool(one.register and other.register)
    if not _kinds_fit(a.kind, b.kind):
        return True
    if a.date and b.date and not overlap(a.date, b.date, slack=_slack(a, b)):
        return True
    if a.place and b.place and apart(entities, a.place, b.place):
        return True
    return _other_persons(a, b, entities)


@cache
def family(kind: str) -> str:
    """The family of a kind of attack (`attacks.yaml`); kinds of one family can be one event.

    >>> family("suicide bombing"), family("incident")
    ('bombing', 'any')
    """
    data = lexicon("attacks")
    entry = data["kinds"].get(kind)
    return str(entry["family"] if entry else data["families"].get(kind, _ANY))


def _slack(a: Attack, b: Attack) -> int:
    """A night attack at one place may bear the dates of two days."""
    exact = a.date is not None and b.date is not None and span_days(a.date) == span_days(b.date) == 1
    return 1 if exact and a.place == b.place and a.place is not None else 0


def _kinds_fit(a: str, b: str) -> bool:
    one, other = family(a), family(b)
    if "plot" in (one, other):
        return one == other
    return one == other or _ANY in (one, other) or (one in _MIXED and other in _MIXED)


def _other_persons(a: Attack, b: Attack, entities: Mapping[str, Entity]) -> bool:
    """Whether each killed a person of its own."""
    persons = [
        {t for t in attack.targets if t in entities and entities[t].type == "Person"}
        if family(attack.kind) == "killing"
        else set()
        for attack in (a, b)
    ]
    return bool(persons[0]) and bool(persons[1]) and not persons[0] & persons[1]


def likeness(one: Report, other: Report, entities: Mapping[str, Entity]) -> Likeness:
    """The points and reasons for taking the two reports as one event; symmetric."""
    found = Likeness()
    if one.register and one.register == other.register:
        found.add(JOIN_UNDATED, f"both call it {entities[one.register].name}")
        return found
    _compare_dates(one, other, found)
    _compare_places(one.attack, other.attack, entities, found)
    _compare_rest(one, other, entities, found)
    return found


def _compare_dates(one: Report, other: Report, found: Likeness) -> None:
    a, b = one.attack.date, other.attack.date
    if a and b:
        days = max(span_days(a), span_days(b))
        if days <= 2:
            found.add(
                3, f"same day: {min(a, b)}" if a == b else f"days of one night: {min(a, b)} and {max(a, b)}"
            )
        elif days <= _MONTH:
            found.add(2, f"dates that fit: {min(a, b)} and {max(a, b)}" if a != b else f"same month: {a}")
        elif days <= _YEAR:
            found.add(1, f"dates that fit: {min(a, b)} and {max(a, b)}")
        return
    found.needed = JOIN_UNDATED
    _compare_publication(one, other, found)


def _compare_publication(one: Report, other: Report, found: Likeness) -> None:
    """Of two reports one has no date: news are told of soon after they happened."""
    undated, dated = (one, other) if one.attack.date is None else (other, one)
    if undated.published is None:
        return
    if dated.attack.date is not None:
        if overlap(undated.published, f"{dated.attack.date.split('/')[0].rstrip('~')}", slack=NEWS_DAYS):
            found.add(2, f"told of on {undated.published}, soon after {dated.attack.date}")
        else:
            found.points -= 2
    elif dated.published is not None:
        near = overlap(undated.published, dated.published, slack=CLOSE_DAYS)
        first, last = sorted((undated.published, dated.published))
        if near:
            found.add(2, f"both told of at the same time: {first} and {last}")
        elif not overlap(first, last, slack=NEWS_DAYS):
            found.points -= 2


def _compare_places(a: Attack, b: Attack, entities: Mapping[str, Entity], found: Likeness) -> None:
    if a.place is None or b.place is None:
        return
    names = {place: entities[place].name if place in entities else place for place in (a.place, b.place)}
    if a.place == b.place:
        state = a.place in entities and entities[a.place].type == "State"
        points = 1 if state else (5 if is_premises(entities, a.place) else 3)
        found.add(points, f"same place: {names[a.place]}")
        return
    inner, outer = (a.place, b.place) if holds(entities, b.place, a.place) else (b.place, a.place)
    if holds(entities, outer, inner):
        points = 2 if depth(entities, outer) > 0 else 1
        found.add(points, f"{names[inner]} lies in {names[outer]}")


def _compare_rest(one: Report, other: Report, entities: Mapping[str, Entity], found: Likeness) -> None:
    a, b = one.attack, other.attack
    shared = sorted(one.actors & other.actors)
    if shared:
        found.add(1, f"both name {_name(entities, shared[0])} as being behind it")
    targets = sorted(set(a.targets) & set(b.targets))
    persons = [t for t in targets if t in entities and entities[t].type == "Person"]
    if targets:
        found.add(3 if persons else 1, f"same target: {_name(entities, (persons or targets)[0])}")
    figures = {(f.measure, f.value) for f in a.casualties if f.value > 1}
    alike = sorted(figures & {(f.measure, f.value) for f in b.casualties})
    if alike:
        found.add(1, f"both count {alike[0][1]} {alike[0][0]}")
    if family(a.kind) == family(b.kind) != _ANY:
        found.add(1, f"same kind: {min(a.kind, b.kind)}")
    if found.needed == JOIN_UNDATED and any(is_presupposed(r) for r in (one, other) if r.attack.date is None):
        found.add(1, "spoken of as an attack that readers know")


def is_premises(entities: Mapping[str, Entity], place: str) -> bool:
    """Whether the place is a building or ground with a name of its own: an airport, a hall."""
    record = entities.get(place)
    words = record.name.lower().split() if record is not None else []
    return len(words) > 1 and words[-1] in lexicon("attacks")["facilities"]


def _name(entities: Mapping[str, Entity], entity: str) -> str:
    return entities[entity].name if entity in entities else entity


def is_presupposed(report: Report) -> bool:
    """Whether the document speaks of the attack as known from the start: "the attack on …"."""
    quotes = [mention.quote for mention in report.attack.mentions]
    return bool(quotes) and all(_DEFINITE.match(quote) for quote in quotes)
