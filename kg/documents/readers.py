"""Formats of documents: one class a format, found by the ending of a file's name.

To add a format, write a class with `suffixes` and `pages` and put it into `READERS`. Where the format has
no text of its own that offsets could count in (HTML, PDF, JSON Lines), `Page.text` is the text that was
drawn out of it, and a file with several such texts gives several pages.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Protocol

from kg.documents.article import Page
from kg.documents.layout import split
from kg.errors import DocumentError

_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP, Office or e-book file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536
_CONTROL_SHARE = 100
"""Binary where more than one byte in a hundred is a control character that no text uses."""


class Reader(Protocol):
    """A format: the endings of its files, and how its bytes become pages."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings in small letters with their dot; an empty one for names without any."""
        ...

    def pages(self, data: bytes, where: str) -> Iterable[Page]:
        """The texts in the bytes of a file, with their articles; DocumentError at `where` if it has none."""
        ...


class TextReader:
    """Plain text in UTF-8, line ends as they are; a page of several articles is split by its layout."""

    suffixes = (".txt", ".text", "")

    def pages(self, data: bytes, where: str) -> Iterable[Page]:
        """The one text of the file."""
        text = _decoded(data, where)
        return [Page(text, split(text))]


READERS: tuple[Reader, ...] = (TextReader(),)


def reader_for(path: PurePath) -> Reader | None:
    """The reader of the format that the file's name tells, or None.

    >>> reader_for(PurePath("reports/one.TXT")) is not None, reader_for(PurePath("one.jpg"))
    (True, None)
    """
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def _decoded(data: bytes, where: str) -> str:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(f"this is {kind}, not text", where=where, hint="save its words as UTF-8 text")
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            raise DocumentError(f"this is {encoding}, not UTF-8", where=where, hint="save it as UTF-8")
    sample = data[:_SAMPLE]
    if b"\x00" in data or len(_CONTROLS.findall(sample)) * _CONTROL_SHARE > len(sample):
        raise DocumentError("this is binary data, not text", where=where, hint="save its words as UTF-8 text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"not UTF-8 text: byte 0x{data[error.start]:02X} at offset {error.start}, line {line}",
            where=where,
            hint="save it as UTF-8 (it may be Windows-1252 or another old encoding)",
        ) from error
