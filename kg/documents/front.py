"""The lines above the running text of a lone article: headline, publisher, byline, date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.documents import dateline
from kg.documents.article import Article
from kg.documents.lines import Line, line_at, lines_from, skip_blanks

_BYLINE = re.compile(r"[Bb]y:? +(?=[^\W\d_])")
_PREFIX = re.compile(r"[\s\ufeff]{0,8}[Dd]ate:?[ \t]{1,8}(?P<day>\d{4}-\d{2}-\d{2})(?=\s)")
_NO_HEADLINE_END = (".", ":", ";", ",", "…")
_CLOSING = "\"'”’)"
_BYLINE_LENGTH = 100
_HEADLINE = 160
"""Most characters of a byline and of a headline."""
_HEADLINE_WITHIN = 2_000
"""Code points from the start of an article within which a headline that was given is looked for."""
_LINES = 8
_NAME_WORDS = 4
"""Most words of a publisher's name, and fewer than any headline has that stands under one."""


def lone_article(text: str, start: int, end: int) -> Article:
    r"""The one article from `start` to `end`, with what its first lines tell.

    It may begin with a headline, a byline and a date line, each on a line of its own, or with
    `date 2025-06-11` before the first word.

    >>> lone_article(" date 2025-06-11 A ship sank.", 0, 29).published
    '2025-06-11'
    """
    whole = Article(start=start, end=end, body_start=_first_word(text, start, end))
    prefix = _PREFIX.match(text, start, end)
    if prefix is not None and (day := dateline.read(prefix["day"])):
        whole = replace(whole, published=day, body_start=_first_word(text, prefix.end(), end))
    front = _front(text, list(_candidates(text, whole.body_start, end)))
    body = skip_blanks(text, front.after, end)
    if front.after == 0 or body >= end:
        return whole
    title = front.title
    return replace(
        whole,
        body_start=body,
        title=title.words(text) if title else None,
        title_start=title.start if title else None,
        title_end=title.end if title else None,
        publisher=front.publisher.words(text) if front.publisher else None,
        author=front.author,
        published=front.published or whole.published,
    )


def retitled(text: str, article: Article, title: str) -> Article:
    """The article with the place of a headline given for it: a line of these words near its beginning.

    Where there is none, what was taken for the headline is running text again, so that no word is lost.
    """
    first = article.body_start if article.title_start is None else article.title_start
    until = min(article.end, article.start + _HEADLINE_WITHIN)
    for line in lines_from(text, article.start, _HEADLINE_WITHIN):
        if line.start >= until:
            break
        if line.words(text) == title:
            after = skip_blanks(text, line.end, article.end)
            begins = first if text[first : line.start].strip() else after
            return replace(article, title_start=line.start, title_end=line.end, body_start=begins)
    return replace(article, title_start=None, title_end=None, body_start=first)


def _first_word(text: str, position: int, end: int) -> int:
    """As `skip_blanks`, past a byte order mark too."""
    if text.startswith("\ufeff", position):
        position += 1
    return skip_blanks(text, min(position, end), end)


@dataclass(frozen=True, slots=True)
class _Front:
    """What has been read so far; `after` is where the line below begins, 0 while nothing was found."""

    title: Line | None = None
    publisher: Line | None = None
    author: str | None = None
    published: str | None = None
    after: int = 0


def _candidates(text: str, position: int, end: int) -> Iterator[Line]:
    for number, line in enumerate(lines_from(text, position, _HEADLINE)):
        if number >= _LINES or line.end > end:
            return
        yield line


def _front(text: str, lines: Sequence[Line]) -> _Front:
    """Headline, byline and date line in the order in which they come; stops at the running text."""
    front = _Front()
    for number, line in enumerate(lines):
        words = line.words(text)
        below = lines[number + 1].words(text) if number + 1 < len(lines) else ""
        if front.published is None and (day := dateline.read(words)):
            front = replace(front, published=day, after=line.next)
        elif front.author is None and front.after and _is_byline(words):
            front = replace(front, author=_BYLINE.sub("", words, count=1), after=line.next)
        elif not _is_headline(text, line, below):
            break
        elif front.title is None:
            front = replace(front, title=line, after=line.next)
        elif front.publisher is None and front.published and _is_publisher(text, front.title, line):
            front = replace(front, publisher=front.title, title=line, after=line.next)
        else:
            break
    return front


def _is_byline(words: str) -> bool:
    short = len(words) <= _BYLINE_LENGTH and not words.endswith(_NO_HEADLINE_END)
    return short and _BYLINE.match(words) is not None


def _is_headline(text: str, line: Line, below: str) -> bool:
    """Whether a line ends without a full stop and a blank line, a byline or a date line comes after it.

    The first line of a paragraph that was broken at a fixed width has none of these below it.
    """
    words = line.words(text).rstrip(_CLOSING)
    if words.endswith(_NO_HEADLINE_END) or not any(letter.isalpha() for letter in words):
        return False
    after = line_at(text, line.next, _HEADLINE)
    blank_below = after is not None and after.blank
    return blank_below or _is_byline(below) or dateline.read(below) is not None


def _is_publisher(text: str, first: Line, second: Line) -> bool:
    """Whether of two lines around a date the first is a publisher's name and the second the headline."""
    return len(first.words(text).split()) <= _NAME_WORDS < len(second.words(text).split())
