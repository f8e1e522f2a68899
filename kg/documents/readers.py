"""Formats of documents: one class a format, found by the ending of a file's name, or by its first bytes.

To add a format, write a module with a class that has what `Reader` asks for, and put it into `READERS`.
Where the format has no text of its own that offsets could count in (HTML, PDF, JSON Lines), `Page.text` is
the text that was drawn out of it, the same for the same bytes every time; `kg.documents.text_of` gives it.
A library that takes long to import is imported inside `pages`.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Protocol

from kg.documents.article import Found
from kg.documents.jsonlines import JsonLinesReader
from kg.documents.parquet import ParquetReader
from kg.documents.pdf import PdfReader
from kg.documents.plain import TextReader
from kg.documents.webpage import HtmlReader


class Reader(Protocol):
    """A format: the endings of its files, and how its bytes become pages."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings in small letters with their dot; an empty one for names without any."""
        ...

    @property
    def largest(self) -> int:
        """Most bytes of a file that is still read."""
        ...

    def recognises(self, data: bytes) -> bool:
        """Whether bytes that have no name look like this format."""
        ...

    def pages(self, data: bytes, where: str) -> Iterable[Found]:
        """The texts in the bytes of a file, with their articles; DocumentError at `where` if it has none.

        No other error may come out, whatever the bytes are.
        """
        ...


READERS: tuple[Reader, ...] = (
    PdfReader(),
    HtmlReader(),
    ParquetReader(),
    JsonLinesReader(),
    TextReader(),
)
"""The first that recognises nameless bytes reads them; text is the last, since it takes everything."""


def reader_for(path: PurePath) -> Reader | None:
    """The reader of the format that the file's name tells, or None.

    >>> reader_for(PurePath("reports/one.TXT")) is not None, reader_for(PurePath("one.jpg"))
    (True, None)
    """
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def reader_of(data: bytes) -> Reader:
    """The reader of the format that the bytes themselves tell.

    >>> type(reader_of(b'{"text": "A ship sank."}')).__name__, type(reader_of(b"A ship sank.")).__name__
    ('JsonLinesReader', 'TextReader')
    """
    return next(reader for reader in READERS if reader.recognises(data))
