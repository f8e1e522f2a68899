"""Which reports of attacks are near each other: the pairs that a join is made of, found block by block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, combinations, product

from kg.entities.blocks import undated_in, undated_keys, undated_pairs
from kg.entities.likeness import Likeness, Report, conflict, is_presupposed, likeness
from kg.model import Entity
from kg.model.edtf import bounds, precision, span_days
from kg.model.places import outer

_DAILY = "day "
_MONTHLY = "month "
_DATED_KEYS = (_DAILY, _MONTHLY, "target ", "actor ", "name ", "place ")
"""How the blocks begin in which reports with a date meet (see `_keys`)."""
_DAY = timedelta(days=1)
_NIGHT = 2
"""Days that a date covers at most which is told by the day."""


def near(
    reports: Sequence[Report], entities: Mapping[str, Entity], short: int = 0
) -> list[tuple[Report, Report, Likeness]]:
    """The pairs that have points enough, or at most `short` too few, and nothing against them.

    Only reports that share a place, a country, a target, an actor or a name are looked at, of those with
    an exact date only the ones of one month, of those that tell the day only the ones of one night, and of
    those without a date only what could have points enough (see kg.entities.blocks); where points may be
    missing, all of these.
    """
    pairs = undated_pairs(reports, entities) if short == 0 else set()
    return _weighed(pairs | _dated_pairs(reports, entities, undated=short > 0), reports, entities, short)


def near_in(
    block: str, reports: Sequence[Report], entities: Mapping[str, Entity]
) -> list[tuple[Report, Report, Likeness]]:
    """Those pairs of reports that all stand in one of `blocks` which are `near` and meet there.

    A pair that meets in several blocks is found in each.
    """
    undated = [report.attack.date is None for report in reports]
    known = [undated[i] and is_presupposed(report) for i, report in enumerate(reports)]
    pairs = set(undated_in(block, range(len(reports)), undated, known))
    if block.startswith(_DATED_KEYS):
        dated = [i for i, without in enumerate(undated) if not without]
        pairs.update(_dated_in(block, dated, [exactness(report) for report in reports]))
    return _weighed({(i, j) if i < j else (j, i) for i, j in pairs}, reports, entities, 0)


def _weighed(
    pairs: Iterable[tuple[int, int]], reports: Sequence[Report], entities: Mapping[str, Entity], short: int
) -> list[tuple[Report, Report, Likeness]]:
    found: list[tuple[Report, Report, Likeness]] = []
    for one, other in sorted(pairs):
        a, b = reports[one], reports[other]
        alike = likeness(a, b, entities)
        if alike.points + short >= alike.needed and not conflict(a, b, entities):
            found.append((a, b, alike))
    return found


def blocks(report: Report, entities: Mapping[str, Entity]) -> set[str]:
    """Names of the blocks in which a report meets every one that it can be `near`, where all do not meet.

    `near_in` each block finds, together, the pairs that comparing all would find.
    """
    keys = set(undated_keys(report, entities))
    return keys if report.attack.date is None else keys | _keys(report, entities)


def _dated_pairs(
    reports: Sequence[Report], entities: Mapping[str, Entity], *, undated: bool
) -> set[tuple[int, int]]:
    """Indexes of the pairs that share something, both with a date; those without one too if `undated`."""
    blocks: dict[str, list[int]] = {}
    for index, report in enumerate(reports):
        if undated or report.attack.date is not None:
            for key in _keys(report, entities):
                blocks.setdefault(key, []).append(index)
    exact = [exactness(report) for report in reports]
    return {pair for key, members in blocks.items() for pair in _dated_in(key, members, exact)}


def _dated_in(key: str, members: Sequence[int], exact: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of one block: others than those of two reports that meet in a narrower one, if they can."""
    wide = [i for i in members if meet(key, exact[i], exact[i])]
    narrow = [i for i in members if not meet(key, exact[i], exact[i])]
    pairs = chain(combinations(wide, 2), product(wide, narrow))
    return ((i, j) if i < j else (j, i) for i, j in pairs)


def exactness(report: Report) -> str:
    """How exact the date of a report is: "day", "month" or "vague".

    What the register names is "month" at best: names, not days, tell it from others (see `conflict`).
    """
    if not _months(report):
        return "vague"
    return "day" if not report.register and span_days(report.attack.date or "") <= _NIGHT else "month"


def meet(key: str, one: str, other: str) -> bool:
    """Whether two reports with a date, of this exactness, are compared because they share this block."""
    if key.startswith(_DAILY):
        return True
    if key.startswith(_MONTHLY):
        return not one == other == "day"
    return "vague" in (one, other)


def _keys(report: Report, entities: Mapping[str, Entity]) -> set[str]:
    """The blocks in which a report meets others: by what it names, and by that and the month or day."""
    attack = report.attack
    keys = {f"target {target}" for target in attack.targets} | {f"actor {actor}" for actor in report.actors}
    if report.register:
        keys.add(f"name {report.register}")
    if attack.place:
        keys |= {f"place {place}" for place in (attack.place, *outer(entities, attack.place))}
    times = {f"{_MONTHLY}{month}" for month in _months(report)} | {f"{_DAILY}{day}" for day in _days(report)}
    return keys | {f"{time} {key}" for time in times for key in keys}


def _months(report: Report) -> set[str]:
    """The months of an exact date, those of the day before and after it too: a night has two dates."""
    covered = bounds(report.attack.date) if report.attack.date else None
    if covered is None or precision(report.attack.date or "") > precision("2024-03"):
        return set()
    low, high = covered
    near = (low - min(_DAY, low - low.min), low, high, high + min(_DAY, high.max - high))
    return {day.isoformat()[: len("2024-03")] for day in near}


def _days(report: Report) -> set[str]:
    """The days that a report tells, if it does, and the one after: a night has two dates."""
    covered = bounds(report.attack.date) if report.attack.date else None
    if covered is None or exactness(report) != "day":
        return set()
    low, high = covered
    days = ((high - low).days + 1) + (high < high.max)
    return {(low + number * _DAY).isoformat() for number in range(days)}
