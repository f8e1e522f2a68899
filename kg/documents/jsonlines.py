"""JSON Lines: one article a line, or the documents.jsonl of an earlier `kg extract`.

    {"text": "A ship sank.", "title": "Ship lost", "publisher": "The Harbour Post", "published": "2025-06-11"}

`text` holds the words; the offsets of an article's records count in it, and its title may stand in it.
`title`, `publisher`, `author` (or a list of names), `published`, `url`, `language`, `genre` and `tlp` are
those of a meta file. Other fields are left alone.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec

from kg.documents import values
from kg.documents.article import Article, Found, Page, Record, left_out
from kg.documents.front import lone_article, retitled
from kg.documents.plain import refuse_binary
from kg.errors import DocumentError
from kg.model import Document, Skipped

_MARK = b"\xef\xbb\xbf"
_WORDS = "text"
_KEYS = tuple(key for key in values.KEYS if key != _WORDS)
_TERMS = ("published", "url", "language", "genre", "text", "tlp")
_WRONG_LINES = 20
"""Wrong lines that are named one by one; of more, their number is told."""
_LONGEST_NAME = 500
_HINT = 'write one article a line, as {"text": "…", "title": "…"}'


class JsonLinesReader:
    """An article a line. A wrong line is left out with its number, the others are read."""

    suffixes = (".jsonl", ".ndjson")
    largest = 200_000_000

    def recognises(self, data: bytes) -> bool:
        """Whether the first line is a JSON object."""
        line = data.removeprefix(_MARK).lstrip().partition(b"\n")[0]
        try:
            return line.startswith(b"{") and bool(_object(line))
        except DocumentError:
            return False

    def pages(self, data: bytes, where: str) -> Iterable[Found]:
        """The articles; DocumentError if there is none."""
        refuse_binary(data, where, "JSON Lines")
        right: list[Found] = []
        wrong: list[Skipped] = []
        for number, line in enumerate(io.BytesIO(data.removeprefix(_MARK)), start=1):
            if not line.strip():
                continue
            try:
                right.append(found(_object(line), number))
            except DocumentError as error:
                wrong.append(left_out(error, f"{where}:{number}"))
        if not right:
            first = wrong[0] if wrong else Skipped(where, "the file is empty")
            raise DocumentError("no line holds an article: " + first.reason, where=first.path)
        return [*right, *told(wrong, where, "lines")]


def told(wrong: list[Skipped], where: str, what: str) -> list[Skipped]:
    """What of a file was left out: the first ones by name, of more their number; `what` is lines or rows."""
    more = len(wrong) - _WRONG_LINES
    return (
        wrong if more < 1 else [*wrong[:_WRONG_LINES], Skipped(where, f"{more} more {what} hold no article")]
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        loaded = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(f"not JSON ({error})", hint=_HINT) from error
    if not isinstance(loaded, dict):
        raise DocumentError("not a JSON object", hint=_HINT)
    return loaded


def found(loaded: dict[str, Any], number: int) -> Page | Record:
    """The article, or the document of an earlier run, that an object holds; DocumentError if none."""
    if "content" in loaded and "sha256" in loaded:
        return Record(_document(loaded), number)
    words = loaded.get(_WORDS)
    if not isinstance(words, str) or not words.strip():
        raise DocumentError("it has no `text`", hint=_HINT)
    if "\x00" in words:
        raise DocumentError("its `text` is binary data", hint=_HINT)
    return Page(words, (_article(words, loaded),), number)


def _article(text: str, loaded: dict[str, Any]) -> Article:
    given = {key: loaded[key] for key in _KEYS if loaded.get(key) not in (None, "", [])}
    author = given.get("author")
    if isinstance(author, list) and all(isinstance(name, str) for name in author):
        given["author"] = ", ".join(author)
    checked: dict[str, Any] = dict(values.checked(given))
    article = lone_article(text, 0, len(text))
    title = checked.pop("title", None)
    if title is not None and title != article.title:
        article = replace(retitled(text, article, title), title=title)
    return replace(article, **checked)


def _document(loaded: dict[str, Any]) -> Document:
    """The document of a record, if the record is whole."""
    try:
        document = msgspec.convert(loaded, Document)
    except msgspec.ValidationError as error:
        raise DocumentError(f"not a record of a document ({error})", hint=_HINT) from error
    names = (document.id, document.file)
    if not all(name.isprintable() and 0 < len(name) <= _LONGEST_NAME for name in names):
        raise DocumentError("its `id` or `file` is no name", hint=_HINT)
    title, body = (document.title_start, document.title_end), document.body_start
    inside = [document.start, *(place for place in (*title, body) if place is not None), document.end]
    whole = len(document.content) == document.end - document.start
    if not whole or not all(document.start <= place <= document.end for place in inside):
        raise DocumentError("its offsets are not those of its `content`", hint="extract it again")
    if hashlib.sha256(document.content.encode()).hexdigest() != document.sha256:
        raise DocumentError("its `sha256` is not that of its `content`", hint="extract it again")
    terms: dict[str, Any] = dict(values.checked({key: getattr(document, key) for key in _TERMS}))
    return replace(document, copy_of=None, **terms)
