"""Which pairs of reports are worth weighing: those that could reach the points that a join needs.

Points come from few sources (see kg.entities.likeness). Where one report has no date, five are needed. One
place that is no state, one person as target or one name bring three or more: such reports are all compared.
A state, an area around, a body, an actor bring two at most; with the kind and "the attack" that makes four.
So the two must share something else: another of these, a figure, or the time at which they were told of.
Reports that share only one of these and the time must also be of one kind, or one area and "the attack".
What is left out can reach no join, so that the result is that of comparing all with all.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from kg.entities.likeness import (
    CLOSE_DAYS,
    NEWS_DAYS,
    Report,
    family,
    is_presupposed,
)
from kg.model import Entity
from kg.model.edtf import bounds
from kg.model.places import depth, outer

_ANY = "any"
_PRESUPPOSED = "presupposed "
"""Blocks in which one of the two has to speak of the attack as known."""
_DATED = "& dated "
_LONGEST = 10_000
"""Stretches of one date at most."""


def undated_pairs(reports: Sequence[Report], entities: Mapping[str, Entity]) -> set[tuple[int, int]]:
    """Indexes of the pairs, at least one of which has no date, that could have points enough."""
    blocks: dict[str, list[int]] = {}
    for index, report in enumerate(reports):
        for key in undated_keys(report, entities):
            blocks.setdefault(key, []).append(index)
    undated = [report.attack.date is None for report in reports]
    known = [undated[i] and is_presupposed(report) for i, report in enumerate(reports)]
    return {
        (i, j) if i < j else (j, i)
        for key, members in blocks.items()
        for i, j in undated_in(key, members, undated, known)
    }


def undated_in(
    key: str, members: Sequence[int], undated: Sequence[bool], known: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """The pairs of one block: which of all reports have no date, and of these, speak of what is known."""
    first = [i for i in members if (known if key.startswith(_PRESUPPOSED) else undated)[i]]
    rest = sorted(set(members) - set(first))
    if _DATED in key:  # a stretch of time in which a report without a date meets those with one
        return product(first, (i for i in rest if not undated[i]))
    return chain(combinations(first, 2), product(first, rest))


def undated_keys(report: Report, entities: Mapping[str, Entity]) -> set[str]:
    """The blocks of a report: by what brings three points or more, and by two things that bring less."""
    attack = report.attack
    persons = {t for t in attack.targets if t in entities and entities[t].type == "Person"}
    areas = {attack.place, *outer(entities, attack.place)} if attack.place else set()
    weak = {f"area {area}" for area in areas}
    weak |= {f"actor {actor}" for actor in report.actors}
    weak |= {f"target {target}" for target in attack.targets if target not in persons}
    figures = {f"figure {f.measure} {f.value}" for f in attack.casualties if f.value > 1}
    keys = {f"person {target}" for target in persons}
    keys |= {f"name {report.register}"} if report.register else set()
    keys |= {f"spot {attack.place}"} if attack.place and not _is_state(entities, attack.place) else set()
    keys |= {f"{one} & {other}" for one in weak for other in weak if one < other and _differ(one, other)}
    keys |= {f"{one} & {other}" for one in weak for other in figures}
    times, kind = _times(report), family(attack.kind)
    wide = {f"area {area}" for area in areas if depth(entities, area) > 0}
    keys |= {f"{_PRESUPPOSED}{one} & {time}" for one in wide for time in times}
    if kind != _ANY:
        keys |= {f"{one} & {time} & {kind}" for one in wide for time in times}
        keys |= {f"{_PRESUPPOSED}{one} & {time} & {kind}" for one in weak for time in times}
    return keys


def _is_state(entities: Mapping[str, Entity], place: str) -> bool:
    return place in entities and entities[place].type == "State"


def _differ(one: str, other: str) -> bool:
    """Whether two keys are of different sources of points: of each source only one thing counts."""
    return one.split(" ", 1)[0] != other.split(" ", 1)[0]


def _times(report: Report) -> set[str]:
    """The stretches of time in which a report was told of, or, if it has a date, its attack was."""
    found = _stretches(report.published, NEWS_DAYS, "dated")
    if report.attack.date is None:
        return found | _stretches(report.published, CLOSE_DAYS, "undated")
    return _stretches(report.attack.date.split("/")[0].rstrip("~"), NEWS_DAYS, "dated")


def _stretches(edtf: str | None, days: int, name: str) -> set[str]:
    """Names of the stretches of `days` that dates at most so far from this one share with it."""
    covered = bounds(edtf) if edtf else None
    if covered is None:
        return set()
    first, last = (day.toordinal() // days for day in covered)
    return {f"{name} {number}" for number in range(first, min(last, first + _LONGEST) + 2)}
