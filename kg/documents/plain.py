"""Plain text."""

import re
from collections.abc import Iterable

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


class TextReader:
    """Plain text in UTF-8, line ends as they are; a page of several articles is split by its layout."""

    suffixes = (".txt", ".text", "")
    largest = 20_000_000

    def recognises(self, data: bytes) -> bool:  # noqa: ARG002 - every format is asked alike
        """Always: what is nothing else is text."""
        return True

    def pages(self, data: bytes, where: str) -> Iterable[Page]:
        """The one text of the file."""
        text = _decoded(data, where)
        return [Page(text, split(text))]


def refuse_binary(data: bytes, where: str, expected: str = "text") -> None:
    """DocumentError at `where` if the bytes are of a kind that is not `expected`."""
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise _other(f"this is {kind}, not {expected}", where)
    sample = data[:_SAMPLE]
    if b"\x00" in data or len(_CONTROLS.findall(sample)) * _CONTROL_SHARE > len(sample):
        raise _other(f"this is binary data, not {expected}", where)


def _other(message: str, where: str) -> DocumentError:
    return DocumentError(message, where=where, hint="save its words as UTF-8 text")


def _decoded(data: bytes, where: str) -> str:
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            raise DocumentError(f"this is {encoding}, not UTF-8", where=where, hint="save it as UTF-8")
    refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"not UTF-8 text: byte 0x{data[error.start]:02X} at offset {error.start}, line {line}",
            where=where,
            hint="save it as UTF-8 (it may be Windows-1252 or another old encoding)",
        ) from error
