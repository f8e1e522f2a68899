"""N-Quads lines: names of things, literals, and the lines of one thing collected and sorted.

A thing's name begins with what it is and its id, percent-encoded (`…/id/claim/c-1`); what belongs to it alone
goes by its name, a colon and more (`…/id/claim/c-1:quote`). Since the letters of an id sort either before
`:` and `>` or after both, the lines of one thing stay together when all lines are sorted, and things sort
by their names with a colon. So a sorted file is written thing by thing. A `#` would slow rdflib down.

Lines are those of canonical N-Quads: one blank between the terms, only what must be is escaped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

import msgspec

from kg.model import edtf
from kg.schema import terms

P = {one.curie: f" <{one.iri}> " for one in terms.PROPERTIES}
"""Properties as they stand in a line, with the blanks around them."""

TYPE = f" <{terms.PREFIXES['rdf']}type> "
SHARED = f"{terms.IDS}graph/shared"
"""The graph of what belongs to no document: entities, attacks, runs, the description of the whole."""

CLAIMS = f"{terms.IDS}claim/"
"""Where the names of claims begin."""

XSD = terms.PREFIXES["xsd"]
PACKED = f"^^<{terms.PREFIXES['rdf']}JSON>"
INTEGER = f"^^<{XSD}integer>"
"""Types of literals as they stand in a line."""

_RARE = re.compile(r"[\ufffe\uffff]")
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_encode = msgspec.json.Encoder().encode
"""Writes texts as N-Quads does, but for a few characters, and ten times as fast as a table."""

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_PLAIN = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*")


def encoded(text: str) -> str:
    """An id as part of a name; `decoded` is the way back.

    >>> encoded("c-1"), encoded("news/2#1"), encoded("..")
    ('c-1', 'news%2F2%231', '%2E%2E')
    """
    if _PLAIN.fullmatch(text):
        return text
    # A name of dots alone would be taken for a step up.
    return quote(text, safe="") if text.strip(".") else "%2E" * len(text)


def decoded(text: str) -> str:
    """The id behind a part of a name."""
    return unquote(text, errors="strict")


def name(kind: str, *parts: str) -> str:
    """The IRI of a thing of a kind, with the parts of its id.

    >>> name("run", "rules", "1+2")
    'https://w3id.org/kg-claims/id/run/rules:1%2B2'
    """
    return f"{terms.IDS}{kind}/{':'.join(map(encoded, parts))}"


@lru_cache(maxsize=65536)
def entity(text: str) -> str:
    """The IRI of an entity."""
    return name("entity", text)


@lru_cache(maxsize=4096)
def concept(scheme: str, term: str) -> str:
    """The IRI of a word of a vocabulary."""
    return terms.concept(scheme, term)


@lru_cache(maxsize=4096)
def word(curie: str, term: str) -> str:
    """A property and a word of its vocabulary as they stand in a line."""
    return f"{P[curie]}<{concept(terms.VOCABULARIES[curie], term)}>"


def double(number: float) -> str:
    """A number that is not whole as it stands in a line, as the shortest text that gives it back.

    >>> double(0.5).partition("^")[0]
    '"0.5"'
    """
    return f'"{number!r}"^^<{XSD}double>'


def literal(text: str) -> str:
    r"""A text as it stands in a line.

    >>> literal('say "no"\n')
    '"say \\"no\\"\\n"'
    """
    shown = _encode(text).decode()
    # JSON has other words for the rest of the control characters, and none for these three.
    if "\\u00" in shown or "\x7f" in shown or (not text.isascii() and _RARE.search(text)):
        return f'"{text.translate(_ESCAPES)}"'
    return shown


@lru_cache(maxsize=16384)
def date(text: str) -> str:
    """A date as it stands in a line, typed by how exact it is; EDTF where XML Schema has no type for it.

    >>> date("2024-03").rpartition("#")[2], date("2014/..").rpartition("/")[2]
    ('gYearMonth>', 'EDTF>')
    """
    if _DATE.fullmatch(text) and edtf.bounds(text):
        kind = ("gYear", "gYearMonth", "date")[text.count("-")]
        return f'"{text}"^^<{XSD}{kind}>'
    return f"{literal(text)}^^<{terms.EDTF}>"


@dataclass(frozen=True, slots=True)
class Place:
    """A version of a document: id, hash of its text, where it begins in its file, and its names."""

    id: str
    sha256: str
    start: int
    iri: str
    graph: str


def place(doc: str, sha256: str, start: int) -> Place:
    """The place of a version; the start of its hash in the name keeps versions apart.

    >>> place("r#1", "ab" * 32, 0).iri
    'https://w3id.org/kg-claims/id/document/r%231@abababababab'
    """
    iri = f"{terms.IDS}document/{encoded(doc)}@{sha256[:12]}"
    return Place(doc, sha256, start, iri, f"{iri}:graph")


def split(pieces: Iterable[str]) -> list[str]:
    r"""The lines in pieces of one or more lines each.

    >>> split(["a\nb\n", "c\n"])
    ['a\n', 'b\n', 'c\n']
    """
    return [f"{line}\n" for line in "".join(pieces).split("\n")[:-1]]


class Lines(NamedTuple):
    """Sorted lines, each once, in pieces of one or more; and how many lines they are."""

    pieces: list[str]
    number: int


@dataclass(slots=True)
class Block:
    """The lines of one thing and of what belongs to it alone, all of them in one graph, in pieces."""

    iri: str
    graph: str
    lines: list[str] = field(default_factory=list)
    end: str = ""

    def __post_init__(self) -> None:
        self.end = f" <{self.graph}> .\n"

    def type(self, subject: str, iri: str) -> None:
        """That the subject is of a class."""
        self.lines.append(f"<{subject}>{TYPE}<{iri}>{self.end}")

    def link(self, subject: str, curie: str, iri: str) -> None:
        """A link to another thing."""
        self.lines.append(f"<{subject}>{P[curie]}<{iri}>{self.end}")

    def word(self, subject: str, curie: str, term: str | None) -> None:
        """A link to a word of the property's vocabulary, if there is one."""
        if term is not None:
            self.lines.append(f"<{subject}>{word(curie, term)}{self.end}")

    def text(self, subject: str, curie: str, text: str | None) -> None:
        """A text, if there is one; an empty one is one."""
        if text is not None:
            self.lines.append(f"<{subject}>{P[curie]}{literal(text)}{self.end}")

    def number(self, subject: str, curie: str, number: int | None) -> None:
        """A whole number, if there is one."""
        if number is not None:
            self.lines.append(f'<{subject}>{P[curie]}"{number}"{INTEGER}{self.end}')

    def flag(self, subject: str, curie: str, *, flag: bool) -> None:
        """A truth value."""
        self.lines.append(f'<{subject}>{P[curie]}"{"true" if flag else "false"}"^^<{XSD}boolean>{self.end}')

    def date(self, subject: str, curie: str, text: str | None) -> None:
        """A date, if there is one."""
        if text is not None:
            self.lines.append(f"<{subject}>{P[curie]}{date(text)}{self.end}")

    def json(self, subject: str, curie: str, text: str | None) -> None:
        """A list or map that RDF has no form for, as the text of its JSON, if there is one."""
        if text is not None:
            self.lines.append(f"<{subject}>{P[curie]}{literal(text)}{PACKED}{self.end}")

    def sorted(self) -> Lines:
        """The lines in their order, each once."""
        lines = sorted(set(split(self.lines)))
        return Lines(lines, len(lines))
