"""Lines that are nothing but a date, as an EDTF day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.documents.lines import Line, line_at

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:(?:published|updated|posted|date)(?: on)?:? {1,3})?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? {1,3})?"
    r"(?:(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y1>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m3>" + _MONTH + r"),?[ -](?P<y3>\d{4})"
    r"|(?P<m4>" + _MONTH + r") (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4}))"
    r"(?:[ ,T]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,4})?)?"
)
_WHOLE = re.compile(_DATE, re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_LONGEST = 60
_MONTHS_A_YEAR = len(_MONTHS)
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is nothing but a date: where it begins, where the next line begins, the day."""

    start: int
    next: int
    day: str


def find(text: str) -> list[DateLine]:
    r"""The date lines of `text` in order.

    Days written in figures are read day first. One page has one order, though: where some line makes
    sense with the month first only, and none with the day first only, all of them are read that way.

    >>> [line.day for line in find("06-12-2025\n")], [line.day for line in find("06-12-2025\n06-13-2025\n")]
    (['2025-12-06'], ['2025-06-12', '2025-06-13'])
    """
    found = list(_matches(text))
    figures = [(int(match["a"]), int(match["b"])) for _, match in found if match["a"]]
    day_first = any(a > _MONTHS_A_YEAR >= b for a, b in figures)
    order = MONTH_FIRST if not day_first and any(b > _MONTHS_A_YEAR >= a for a, b in figures) else DAY_FIRST
    lines = [(line, _day(match, order)) for line, match in found]
    return [DateLine(line.start, line.next, day) for line, day in lines if day]


def read(words: str) -> str | None:
    """The day that `words` name, or None where they are anything else than one date.

    Figures are read day first, and month first only where that alone makes sense.

    >>> read("11-06-2025"), read("Wednesday, January 23, 2019"), read("31-02-2025")
    ('2025-06-11', '2019-01-23', None)
    """
    match = _WHOLE.fullmatch(words)
    return _day(match, DAY_FIRST) if match else None


def _matches(text: str) -> Iterator[tuple[Line, re.Match[str]]]:
    """Lines and their dates, sought by the year: most of a long text is never looked at twice."""
    done = 0
    for year in _YEAR.finditer(text):
        begin = text.rfind("\n", max(0, year.start() - _LONGEST), year.start()) + 1
        if year.start() < done or (begin == 0 and year.start() > _LONGEST):
            continue
        line = line_at(text, begin, _LONGEST)
        match = _WHOLE.fullmatch(text, line.start, line.end) if line else None
        if line is not None and match is not None:
            done = line.next
            yield line, match


def _day(match: re.Match[str], order: str) -> str | None:
    if match["a"]:
        day, month = int(match["a"]), int(match["b"])
        if order == MONTH_FIRST or month > _MONTHS_A_YEAR:
            day, month = month, day
        year = int(match["y1"])
    elif match["y2"]:
        year, month, day = int(match["y2"]), int(match["m2"]), int(match["d2"])
    else:
        word, number = (match["m3"], match["d3"]) if match["m3"] else (match["m4"], match["d4"])
        year, day = int(match["y3"] or match["y4"]), int(number)
        month = _MONTHS.index(word[:3].lower()) + 1
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
