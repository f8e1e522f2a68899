"""Articles in a plain text, told by the layout of their heads alone, never by the names in them.

A page of several articles, as a news site's page on a topic prints them, has a head before each:

    The Harbour Post          a short line: the publisher
    11-06-2025                a line that is nothing but a date
    - Politics                rubrics in a list; the publisher again among them
    - The Harbour Post
    Ferry stopped at sea      the headline, and then the running text

What stands above the first head ("Latest news with #Harbour") belongs to no article.
"""

import re
from dataclasses import dataclass

from kg.documents import dateline
from kg.documents.article import Article
from kg.documents.front import lone_article
from kg.documents.lines import Line, end_of_words, line_at, line_before, lines_from, skip_blanks

_BULLET = re.compile(r"[-–•*·][ \t]+(?=\S)")
_DEBRIS = re.compile(r"[^\s=&%?/]*[=&%?/]\S*")
_NO_NAME_END = (".", ":", ";", ",", "…")
_NAME = 80
_TITLE = 300
"""Most characters of a publisher's or a rubric's line, and of a headline."""
_BULLETS = 12
_PREAMBLE = 400
"""A text this long above the first head is an article of its own; a page's heading is shorter."""


def split(text: str) -> tuple[Article, ...]:
    r"""The articles of `text` in order; a single one that spans all of it where it is no such page.

    >>> [(a.start, a.end, a.body_start) for a in split("One report.\n")]
    [(0, 12, 0)]
    """
    heads = _heads(text)
    if not heads:
        return (lone_article(text, 0, len(text)),)
    ends = [*(head.start for head in heads[1:]), len(text)]
    articles = [_article(text, head, end) for head, end in zip(heads, ends, strict=True)]
    preamble = _trimmed(text, 0, heads[0].start)
    if preamble >= _PREAMBLE:
        articles.insert(0, lone_article(text, 0, preamble))
    return tuple(articles)


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    publisher: str
    published: str
    after: int


def _heads(text: str) -> list[_Head]:
    found: list[_Head] = []
    for date in dateline.find(text):
        head = _head(text, date)
        if head is not None and (not found or head.start >= found[-1].after):
            found.append(head)
    return found


def _head(text: str, date: dateline.DateLine) -> _Head | None:
    """The head around a date line: a name above it, and rubrics below.

    Rubrics that do not repeat the name prove it only where the name begins a paragraph.
    """
    publisher = line_before(text, date.start, _NAME)
    if publisher is None or publisher.blank:
        return None
    name = publisher.words(text)
    if name.endswith(_NO_NAME_END) or _BULLET.match(name):
        return None
    rubrics, after = _rubrics(text, date.next)
    if not rubrics or not (name.casefold() in rubrics or _begins_paragraph(text, publisher)):
        return None
    return _Head(publisher.start, name, date.day, min(after, len(text)))


def _rubrics(text: str, position: int) -> tuple[list[str], int]:
    """The list below a date line in small letters, and where it ends."""
    rubrics: list[str] = []
    while len(rubrics) < _BULLETS:
        line = line_at(text, position, _NAME)
        bullet = _BULLET.match(text, line.start, line.end) if line else None
        if line is None or bullet is None:
            break
        rubrics.append(text[bullet.end() : line.end].casefold())
        position = line.next
    return rubrics, position


def _begins_paragraph(text: str, line: Line) -> bool:
    begin = text.rfind("\n", max(0, line.start - _NAME), line.start) + 1
    above = line_before(text, begin, _NAME)
    return begin == 0 or (above is not None and above.blank)


def _article(text: str, head: _Head, until: int) -> Article:
    title = next(lines_from(text, head.after, _TITLE), None)
    if title is not None and title.end > until:
        title = None
    end = _trimmed(text, title.end if title else head.after, until)
    return Article(
        start=head.start,
        end=end,
        body_start=skip_blanks(text, title.end if title else head.after, end),
        title=title.words(text) if title else None,
        title_start=title.start if title else None,
        title_end=title.end if title else None,
        publisher=head.publisher,
        published=head.published,
    )


def _trimmed(text: str, start: int, end: int) -> int:
    """Where what began at `start` ends: before blank lines and what is left of page addresses."""
    while True:
        end = end_of_words(text, start, end)
        begin = text.rfind("\n", max(start, end - _TITLE), end) + 1
        if begin == 0 or not _DEBRIS.fullmatch(text, begin, end):
            return end
        end = begin
