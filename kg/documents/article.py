"""What a reader of a format hands over: a text, and where the articles stand in it."""

from dataclasses import dataclass

from kg.errors import DocumentError
from kg.model import Document, Skipped


@dataclass(frozen=True, slots=True)
class Article:
    """An article in a text: its span, where its running text begins, and what its head says of it.

    Offsets are code points in the text, ends exclusive. `title` is `text[title_start:title_end]` where
    these are given. `published` is an EDTF date.
    """

    start: int
    end: int
    body_start: int
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    genre: str | None = None
    tlp: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its articles. What offsets count from: the file's own text for plain text files.

    `number` is that of the one article in it, where the file has a number for each (its line).
    """

    text: str
    articles: tuple[Article, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A document that an earlier `kg extract` wrote: it keeps its id, its file and its offsets there."""

    document: Document
    number: int


Found = Page | Record | Skipped
"""What a reader finds in a file; Skipped is a part of the file that is no article."""


def left_out(error: DocumentError, where: str) -> Skipped:
    """What was not read because of an error, which happened at `where` unless it says so itself."""
    return Skipped(error.where or where, error.message + (f"; {error.hint}" if error.hint else ""))
