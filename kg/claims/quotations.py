"""Words between quotation marks, also where marks are missing, straight, single or run over paragraphs."""

from bisect import bisect_right
from dataclasses import dataclass

from kg.model import Reading

_OPENING = "“„«"
_CLOSING = "”»"
_DOUBLE = '"'
_SINGLE = "'‘’"
_LONG_LINE = 120
"""A line longer than this shows that lines are paragraphs; text wrapped at less has blank lines between."""
_MARGIN = 5
"""How many characters of space may stand before the mark that opens a paragraph."""
_LONGEST = 2000
"""Words between single marks are no longer than this many characters: the mark was an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: offsets between the marks in the file, tokens, and the number of their paragraph.

    `continued`: no closing mark, and the next paragraph opens with a mark again: the same voice goes on.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    continued: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""First and last (exclusive) offset of each paragraph of `text`.

    >>> paragraphs("One.\n\nTwo.")
    [(0, 4), (6, 10)]
    """
    lines = text.split("\n")
    wrapped = max(map(len, lines)) <= _LONG_LINE and "\n\n" in text
    found: list[tuple[int, int]] = []
    place = 0
    fresh = True
    for line in lines:
        end = place + len(line)
        if not line.strip():
            fresh = True
        elif fresh or not wrapped:
            found.append((place, end))
            fresh = False
        else:
            found[-1] = (found[-1][0], end)
        place = end + 1
    return found


def spans(text: str) -> list[tuple[int, int, int, bool]]:
    """Start, end, paragraph number and whether it goes on, of all words in quotation marks in `text`.

    >>> spans('He said: "We did." Then he left.')
    [(10, 17, 0, False)]
    """
    found: list[tuple[int, int, int, bool]] = []
    blocks = paragraphs(text)
    for number, (first, last) in enumerate(blocks):
        following = text[blocks[number + 1][0] :][:4].lstrip() if number + 1 < len(blocks) else ""
        goes_on = following[:1] in _OPENING + _DOUBLE if following else False
        found.extend(
            (start, end, number, continued) for start, end, continued in _in_block(text, first, last, goes_on)
        )
    return found


def _in_block(text: str, first: int, last: int, goes_on: bool) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    opened: int | None = None
    german = False
    closing = _single_ends(text, first, last)
    place = first
    while place < last:
        mark = text[place]
        if mark == "“" and german and opened is not None:
            found.append((opened, place, False))
            opened, german = None, False
        elif mark in _OPENING or (mark == _DOUBLE and (opened is None or _opens(text, place, first))):
            sure = mark in _OPENING or opened is not None or _may_open(text, place, first)
            opened, german = (place + 1 if sure else None), mark == "„"
        elif mark in _CLOSING or mark == _DOUBLE:
            if opened is not None:
                found.append((opened, place, False))
                opened = None
            elif not text[max(first, place - _MARGIN) : place].strip() and place - first < _MARGIN:
                opened = place + 1
        elif mark in _SINGLE and opened is None and _opens(text, place, first):
            end = _single_end(text, place + 1, closing)
            if end is not None:
                found.append((place + 1, end, False))
                place = end
        place += 1
    if opened is not None and goes_on:
        found.append((opened, last, True))
    return found


def _opens(text: str, place: int, first: int) -> bool:
    """A mark after a space, bracket or dash and before a word opens."""
    before = text[place - 1] if place > first else " "
    after = text[place + 1 : place + 2]
    word = after.isalnum() or (bool(after) and after in "[(…$")
    return (before.isspace() or before in "([{—–-:") and word


def _may_open(text: str, place: int, first: int) -> bool:
    start = place - first < _MARGIN and not text[first:place].strip()
    return start or _opens(text, place, first)


def _single_ends(text: str, first: int, last: int) -> tuple[list[int], list[int]]:
    """Where single marks may close: surely, and where a plural possessive is as likely ("groups' camp")."""
    sure: list[int] = []
    doubtful: list[int] = []
    for place in range(first + 1, last):
        if text[place] not in "'’":
            continue
        after = text[place + 1 : place + 2]
        if after.isalnum() or text[place - 1].isspace():
            continue
        possessive = text[place - 1] == "s" and after == " " and text[place + 2 : place + 3].islower()
        (doubtful if possessive else sure).append(place)
    return sure, doubtful


def _single_end(text: str, start: int, closing: tuple[list[int], list[int]]) -> int | None:
    """Where the single quotation from `start` closes; a doubtful place only if there is no sure one."""
    if text[start : start + 1].isdigit():
        return None
    for places in closing:
        number = bisect_right(places, start)
        if number < len(places) and places[number] - start <= _LONGEST:
            return places[number]
    return None


def find(reading: Reading) -> tuple[Quotation, ...]:
    """The quotations of a reading in text order, as offsets in the file and token indexes."""
    base = reading.document.start
    found: list[Quotation] = []
    i = 0
    tokens = reading.tokens
    for start, end, paragraph, continued in spans(reading.document.content):
        while i < len(tokens) and tokens[i].start < base + start:
            i += 1
        last = i
        while last < len(tokens) and tokens[last].end <= base + end:
            last += 1
        if last > i:
            found.append(Quotation(base + start, base + end, i, last, paragraph, continued))
    return tuple(found)
