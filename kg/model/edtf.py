"""EDTF dates (levels 0 and 1, as kg uses them): which days they cover, and how two of them relate.

`2024`, `2024-03`, `2024-03-22`, a decade `199X`, a season `2001-21` (spring) to `2001-24` (winter), an
interval `2014/2016` with an open end (`2014/..`, `../2016`), approximate `2014~`, uncertain `2014?`.
"""

import calendar
from datetime import date
from functools import lru_cache

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_ABOUT = 3
"""Days by which a day marked as approximate may be wrong."""
_LENGTHS = {"year": 4, "month": 7, "day": 10}


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date, date] | None:
    """The first and last day that `edtf` covers, or None where it is no date that kg writes.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("2014/..")[1].year
    9999
    """
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        start = bounds(first) if first not in ("", "..") else (date.min, date.min)
        end = bounds(last) if last not in ("", "..") else (date.max, date.max)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None
    plain = edtf.rstrip("~?%")
    try:
        low, high = _plain_bounds(plain)
    except ValueError:
        return None
    loose = edtf.endswith("~") and low == high
    return (_shifted(low, -_ABOUT), _shifted(high, _ABOUT)) if loose else (low, high)


def _shifted(day: date, days: int) -> date:
    """The day so many days later, held within the calendar."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def _plain_bounds(plain: str) -> tuple[date, date]:
    if len(plain) == _LENGTHS["year"] and plain.endswith("X"):
        return date(int(plain[:3]) * 10, 1, 1), date(int(plain[:3]) * 10 + 9, 12, 31)
    parts = plain.split("-")
    year = int(parts[0])
    if len(plain) == _LENGTHS["year"]:
        return date(year, 1, 1), date(year, 12, 31)
    if len(plain) == _LENGTHS["month"]:
        month = int(parts[1])
        first, last = _SEASONS.get(month, (month, month))
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    day = date.fromisoformat(plain)
    return day, day


def valid(edtf: str) -> bool:
    """Whether `edtf` is a date that kg writes.

    >>> [valid(d) for d in ("2024-03-22", "2024-13", "soon")]
    [True, False, False]
    """
    return bounds(edtf) is not None


def span_days(edtf: str) -> int:
    """How many days `edtf` covers: the fewer, the more precise.

    >>> span_days("2024-03-22"), span_days("2024-03"), span_days("2024")
    (1, 31, 366)
    """
    covered = bounds(edtf)
    return (covered[1] - covered[0]).days + 1 if covered else 3_652_059


def precision(edtf: str) -> int:
    """How exact a date is: 0 a day or two, 1 a week, 2 a month, 3 a season, 4 a year, 5 less.

    >>> [precision(d) for d in ("2024-03-22", "2024-02", "2024-03", "2024", "2014/..")]
    [0, 2, 2, 4, 5]
    """
    return sum(span_days(edtf) > limit for limit in (2, 7, 31, 92, 366))


def overlap(one: str, other: str, slack: int = 0) -> bool:
    """Whether the two dates can be the same day, `slack` days more or less.

    >>> overlap("2024-03-22", "2024-03"), overlap("2024-03-22", "2024-04"), overlap("2024", "2024-04")
    (True, False, True)
    """
    a, b = bounds(one), bounds(other)
    if a is None or b is None:
        return False
    return _shifted(a[0], -slack) <= b[1] and _shifted(b[0], -slack) <= a[1]


def narrower(one: str | None, other: str | None) -> str | None:
    """The more precise of two dates; the first where they are equally precise or one is missing.

    >>> narrower("2024", "2024-03-22"), narrower("2024-03", None)
    ('2024-03-22', '2024-03')
    """
    if one is None or other is None:
        return one if one is not None else other
    return other if precision(other) < precision(one) else one
