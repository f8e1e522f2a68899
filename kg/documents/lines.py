"""Lines of a text, looked at no further than a given length: a hostile text is one long line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MANY_BLANKS = 8
_WINDOW = 4096
_BLANKS = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it; `next` is where the following line begins."""

    start: int
    end: int
    next: int

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.start >= self.end

    def words(self, text: str) -> str:
        """What stands on the line."""
        return text[self.start : self.end]


def line_at(text: str, position: int, longest: int) -> Line | None:
    """The line that begins at `position`, or None where it is longer than `longest` or the text is over."""
    if position >= len(text):
        return None
    end = text.find("\n", position, position + longest + 2)
    if end < 0:
        if position + longest + 2 < len(text):
            return None
        end = len(text)
    words = text[position:end]
    start = position + len(words) - len(words.lstrip())
    return Line(start, max(start, position + len(words.rstrip())), end + 1)


def line_before(text: str, position: int, longest: int) -> Line | None:
    """The line above the one that begins at `position`; None where there is none or it is too long."""
    if position < 1:
        return None
    floor = max(0, position - longest - 2)
    begin = text.rfind("\n", floor, position - 1) + 1
    if begin == 0 and floor > 0:
        return None
    return line_at(text, begin, longest)


def lines_from(text: str, position: int, longest: int) -> Iterator[Line]:
    """The lines from `position` on that hold something.

    Ends before a line longer than `longest` and after eight blank ones in a row.
    """
    line = line_at(text, position, longest)
    blanks = 0
    while line is not None and blanks < _MANY_BLANKS:
        if line.blank:
            blanks += 1
        else:
            yield line
            blanks = 0
        line = line_at(text, line.next, longest)


def skip_blanks(text: str, position: int, end: int) -> int:
    """Where the first word at or after `position` begins; `end` where there is none before it."""
    match = _BLANKS.match(text, position, end)
    return match.end() if match else position


def end_of_words(text: str, start: int, end: int) -> int:
    """Where the last word before `end` ends; `start` where there is none after it."""
    while end > start:
        window = max(start, end - _WINDOW)
        kept = len(text[window:end].rstrip())
        if kept:
            return window + kept
        end = window
    return start
