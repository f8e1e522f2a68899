"""RDF files read back as things: each with all that is told of it, whatever the order in the files.

What comes in is put into the order in which an export writes it, on disk where it is much, so that
things can be made one after another and compared with what an export would write.
"""

import gzip
import heapq
import re
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyoxigraph

from kg.errors import DocumentError
from kg.schema import terms
from kg.views.rdf.lines import decoded

FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""What can be read, by ending; `.gz` may follow."""

KINDS = ("claim", "document", "entity", "figure", "run", "void")
"""What the names of things begin with, in the order of their lines."""

_KIND = re.compile(f"{re.escape(terms.IDS)}({'|'.join(KINDS)})(?![^/:])")

OTHER = "other"

_CHUNK = 50_000
"""Lines kept in memory at a time."""


class Foreign(DocumentError):  # noqa: N818 - what the file is, not what went wrong
    """The file holds something that kg does not write."""

    def __init__(self, told: str, where: str) -> None:
        super().__init__(
            told, where=where, hint="give a file that `kg export --whole` wrote; nothing was changed"
        )


@dataclass(slots=True)
class Sorted:
    """Lines put in order, each once; `spill` to disk when they are many."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    parts: list[Path] = field(default_factory=list)
    last: str = ""
    in_order: bool = True
    """Whether what is on disk is in order, part after part, up to `last`: so our own files are read."""

    def add(self, line: str) -> None:
        """Take a line in."""
        self.lines.append(line)
        if len(self.lines) >= _CHUNK:
            self.spill()

    def spill(self) -> None:
        """Put what is in memory on disk, in order."""
        path = self.folder / f"{id(self)}-{len(self.parts)}"
        self.lines.sort()
        self.in_order = self.in_order and self.last <= self.lines[0]
        self.last = self.lines[-1]
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(self.lines)
        self.parts.append(path)
        self.lines = []

    def __iter__(self) -> Iterator[str]:
        with ExitStack() as stack:
            files: list[Iterator[str]] = []
            for part in self.parts:
                opened = stack.enter_context(part.open(encoding="utf-8", newline="\n"))
                files.append(cast("Iterator[str]", opened))
            rest = sorted(self.lines)
            files.append(iter(rest))
            in_order = self.in_order and (not rest or self.last <= rest[0])
            last = ""
            for line in chain.from_iterable(files) if in_order else heapq.merge(*files):
                if line != last:
                    yield line
                    last = line


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a kind with an id, and of each subject that begins with its name what is told of it.

    A literal is told by its text alone, a link by its IRI.
    """

    iri: str
    told: dict[str, dict[str, list[str]]]

    def parts(self, rest: str = "") -> dict[str, list[str]]:
        """What is told of the thing itself, or of the part of it with the name `rest`."""
        return self.told.get(self.iri + rest, {})

    def many(self, curie: str, rest: str = "") -> list[str]:
        """All values of a property, sorted."""
        return sorted(self.parts(rest).get(terms.expand(curie), ()))

    def one(self, curie: str, rest: str = "") -> str | None:
        """The value of a property, if there is one; DocumentError if there are several."""
        found = self.parts(rest).get(terms.expand(curie), ())
        if len(found) > 1:
            raise Foreign(f"{curie} has {len(found)} values", self.iri + rest)
        return found[0] if found else None

    def need(self, curie: str, rest: str = "") -> str:
        """The value of a property; DocumentError if there is none, or several."""
        found = self.one(curie, rest)
        if found is None:
            raise Foreign(f"{curie} is missing", self.iri + rest)
        return found

    def number(self, curie: str, rest: str = "") -> int | None:
        """A whole number, if there is one."""
        text = self.one(curie, rest)
        try:
            return None if text is None else int(text)
        except ValueError as error:
            raise Foreign(f"{curie} is no number", self.iri + rest) from error

    def flag(self, curie: str) -> bool:
        """A truth value; an absent one is false."""
        return self.one(curie) == "true"

    def word(self, curie: str) -> str | None:
        """The word of the property's vocabulary, if there is one."""
        iri = self.one(curie)
        return None if iri is None else of_kind(iri, f"{terms.NS}{terms.VOCABULARIES[curie]}/")

    def numbered(self, curie: str) -> list[str]:
        """The names of this thing's own parts that a property links to, in the order of their numbers."""
        ends = [iri.removeprefix(self.iri) for iri in self.many(curie) if iri.startswith(f"{self.iri}:")]
        return sorted(ends, key=lambda end: int(end.rpartition(":")[2]) if end[-1].isdecimal() else -1)


def of_kind(iri: str, prefix: str) -> str:
    """The id in a name that begins with `prefix`; DocumentError for any other name."""
    if not iri.startswith(prefix):
        raise Foreign("this is no name that kg writes here", iri)
    try:
        return decoded(iri.removeprefix(prefix))
    except UnicodeDecodeError as error:
        raise Foreign("this is no name that kg writes", iri) from error


def entity_of(iri: str) -> str:
    """The id of an entity."""
    return of_kind(iri, f"{terms.IDS}entity/")


class Files:
    """The statements of files, without the names of graphs, by the kinds of the things they are about.

    What kg does not name is of the kind OTHER if `lenient` is set, else an error.
    """

    def __init__(self, folder: Path, *, lenient: bool = False) -> None:
        self.kinds = {kind: Sorted(folder) for kind in (*KINDS, OTHER)}
        self.lenient = lenient

    def add(self, path: Path) -> None:
        """Take in a file; DocumentError if it can't be read or is about things that kg does not name."""
        form = form_of(path)
        try:
            with _opened(path) as file:
                for quad in pyoxigraph.parse(cast("IO[bytes]", file), form):
                    self._statement(quad, path)
        except (SyntaxError, ValueError, EOFError, zlib.error) as error:
            raise DocumentError(
                f"it can't be read to its end ({_reason(error)})",
                where=_where(path, error),
                hint="it may be cut off or of another format; nothing was changed",
            ) from error
        except OSError as error:
            told = error.strerror or str(error)
            raise DocumentError(f"it can't be read ({told})", where=str(path), hint="give another") from error

    def _statement(self, quad: pyoxigraph.Quad, path: Path) -> None:
        subject = quad.subject
        named = isinstance(subject, pyoxigraph.NamedNode) and not isinstance(
            quad.object, pyoxigraph.BlankNode
        )
        kind = kind_of(subject.value) if isinstance(subject, pyoxigraph.NamedNode) and named else OTHER
        if kind == OTHER and not self.lenient:
            told = (
                f"it tells of {subject}, which kg does not name" if named else "it has nodes without a name"
            )
            raise Foreign(told, str(path))
        self.kinds[kind].add(f"{quad.triple} .\n")

    def groups(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """The things of a kind by their names, each with its lines."""
        if kind == OTHER:
            yield from ((name, list(group)) for name, group in groupby(self.kinds[kind], key=_root))
            return
        name = ""
        heads: tuple[str, ...] = ("\n",)
        group: list[str] = []
        for line in self.kinds[kind]:
            if not line.startswith(heads):
                if group:
                    yield name, group
                name, group = _root(line), []
                heads = (f"<{name}>",) if kind == "run" else (f"<{name}>", f"<{name}:")
            group.append(line)
        if group:
            yield name, group

    def things(self, kind: str) -> Iterator[Thing]:
        """The things of a kind, by their names."""
        for name, group in self.groups(kind):
            told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for quad in pyoxigraph.parse("".join(group), pyoxigraph.RdfFormat.N_TRIPLES, lenient=True):
                subject, value = quad.subject, quad.object
                if isinstance(subject, pyoxigraph.NamedNode) and not isinstance(value, pyoxigraph.Triple):
                    told[subject.value][quad.predicate.value].append(value.value)
            yield Thing(name, {subject: dict(found) for subject, found in told.items()})

    def lines(self) -> Iterator[str]:
        """All statements in order."""
        for kind in KINDS:
            yield from self.kinds[kind]


def kind_of(iri: str) -> str:
    """What the name of a thing begins with; OTHER for what kg does not name.

    >>> kind_of(f"{terms.IDS}claim/c-1:quote"), kind_of("https://example.org/claim")
    ('claim', 'other')
    """
    found = _KIND.match(iri)
    return found[1] if found else OTHER


def bare(line: str) -> str:
    r"""A line of an export without the name of its graph, as `Files.lines` gives it.

    >>> bare('<a:s> <a:p> "x" <a:g> .\n')
    '<a:s> <a:p> "x" .\n'
    """
    return f"{line[: line.rindex(' <')]} .\n"


def paths(given: Path) -> list[Path]:
    """The file, or the files of the folder that can be read, sorted; DocumentError if there is none."""
    if not given.is_dir():
        form_of(given)
        return [given]
    found = sorted(path for path in given.iterdir() if _ending(path) in FORMATS)
    if not found:
        raise DocumentError("no RDF files here", where=str(given), hint=f"give {', '.join(FORMATS)}")
    return found


def read(given: Sequence[Path], folder: Path, *, lenient: bool = False) -> Files:
    """The statements of the files; `folder` is for what does not fit into memory."""
    files = Files(folder, lenient=lenient)
    for path in given:
        files.add(path)
    return files


def workshop() -> tempfile.TemporaryDirectory[str]:
    """A folder for what does not fit into memory, gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="kg-")


def form_of(path: Path) -> pyoxigraph.RdfFormat:
    """The format of a file by its ending; DocumentError for one that is not read."""
    ending = _ending(path)
    if ending not in FORMATS:
        raise DocumentError(
            "no RDF file that kg reads", where=str(path), hint=f"give {', '.join(FORMATS)}, or these with .gz"
        )
    return FORMATS[ending]


def _ending(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if path.name.endswith(".gz") else path.open("rb")


def _root(line: str) -> str:
    """The name of the thing that a line is about."""
    subject = line[1 : line.index(">")]
    head = len(terms.IDS)
    if subject.startswith("run/", head):
        return subject
    return subject[:head] + subject[head:].partition(":")[0]


def _reason(error: BaseException) -> str:
    return " ".join(str(getattr(error, "msg", None) or error).split())


def _where(path: Path, error: BaseException) -> str:
    line = getattr(error, "lineno", None)
    return f"{path}:{line}" if line else str(path)
