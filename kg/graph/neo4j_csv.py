"""The graph as files for `neo4j-admin database import full`, and the command line that reads them.

Each file begins with its header. Texts are quoted, also empty ones; what is absent is an empty field. Items
of a list are parted by a control character that no item contains. The import takes an empty list for an
absent one: it is written as a list of another such character, and kg puts that right when it first opens the
graph (`kg.graph.imported`), when it also makes the constraints, which no import brings.
"""

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph import statements
from kg.graph.shape import Graph, LinkKey, Properties, id_name
from kg.graph.store import Exported, Store

_DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c", "\x02", "\x03", "\x04", "\x05", "\x06", "\x07")
"""Characters to choose the two from: none of them belongs into a text."""

_BUFFER = 4 * 1024 * 1024
"""The import's own size of what it reads at a time, in bytes: no record may be longer than half of that."""

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]"}

_Link = tuple[LinkKey, Properties]


@dataclass(frozen=True, slots=True)
class _Marks:
    """The two control characters: between items of a list, and for an empty list."""

    between: str
    empty: str


def export(store: Store, folder: Path) -> Exported:
    """Write what the store holds as files into a folder; the result is the command line that imports them."""
    return write(store.graph(), folder)


def write(graph: Graph, folder: Path) -> Exported:
    """Write the files into `folder` (made if missing, refused if anything is in it); nothing else is touched.

    StoreError if the folder can't be written, or texts hold all the characters that could part list items.
    """
    marks = _marks(graph)
    if "," in str(folder.resolve()):
        raise StoreError("the import takes no comma in a path", where=str(folder), hint="give another --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError("the folder is not empty", where=str(folder), hint="give a new one by --out")
        writer = _Writer(folder, marks)
        writer.nodes(graph)
        writer.links(graph)
        writer.mark()
    except OSError as error:
        told = error.strerror or str(error)
        raise StoreError(
            f"the files can't be written ({told})", where=str(folder), hint="give another --out"
        ) from error
    return Exported(f"{len(graph.nodes)} nodes and {len(graph.links)} edges in {folder}.", writer.command())


class _Writer:
    """Writes the files of one export and keeps what the command line needs."""

    def __init__(self, folder: Path, marks: _Marks) -> None:
        self.folder = folder
        self.marks = marks
        self.arguments: list[str] = []
        self.lists: set[str] = set()
        self.longest = 0

    def nodes(self, graph: Graph) -> None:
        """One file for each set of labels."""
        groups: dict[tuple[str, ...], list[Properties]] = defaultdict(list)
        for node in graph.nodes.values():
            groups[node.labels].append(node.properties)
        for labels in sorted(groups):
            key = id_name(labels[0])
            rows = sorted(groups[labels], key=lambda row: str(row[key]))
            columns = _columns(rows, labels)
            header = [f"{n}:ID({labels[0]})" if n == key else f"{n}:{columns[n]}" for n in columns]
            lines = ([row.get(name) for name in columns] for row in rows)
            name = f"nodes-{'-'.join(labels)}.csv"
            self._file(name, header, lines)
            self.arguments.append(f"--nodes={':'.join(labels)}={self._path(name)}")
            self.lists |= {f"node {labels[0]} {name}" for name in columns if columns[name] == "string[]"}

    def links(self, graph: Graph) -> None:
        """One file for each type and its ends' first labels."""
        groups: dict[tuple[str, str, str], list[_Link]] = defaultdict(list)
        for key, properties in graph.links.items():
            groups[key[0], key[1][0], key[2][0]].append((key, properties))
        for kind, start, end in sorted(groups):
            found = sorted(groups[kind, start, end], key=lambda link: link[0])
            columns = _columns([properties for _, properties in found], (kind,))
            header = [f":START_ID({start})", f":END_ID({end})", *(f"{n}:{columns[n]}" for n in columns)]
            lines = ([k[1][1], k[2][1], *(row.get(name) for name in columns)] for k, row in found)
            name = f"edges-{kind}-{start}-{end}.csv"
            self._file(name, header, lines)
            self.arguments.append(f"--relationships={kind}={self._path(name)}")
            self.lists |= {f"edge {kind} {name}" for name in columns if columns[name] == "string[]"}

    def mark(self) -> None:
        """The node that tells a graph of kg, with what is left to do."""
        header = ["id:ID(Graph)", "format:long", "imported:string[]", "empty:string"]
        row = ["kg", statements.FORMAT, sorted(self.lists), self.marks.empty]
        self._file("nodes-Graph.csv", header, [row])
        self.arguments.append(f"--nodes=Graph={self._path('nodes-Graph.csv')}")

    def command(self) -> str:
        """One line to run where the server is, before it has a database of that name."""
        size = max(_BUFFER, 2 * self.longest + 1024)
        settings = [
            "--multiline-fields=true",
            f"--array-delimiter=U+{ord(self.marks.between):04X}",
            f"--read-buffer-size={size}",
        ]
        return shlex.join(["neo4j-admin", "database", "import", "full", "neo4j", *settings, *self.arguments])

    def _path(self, name: str) -> str:
        return str((self.folder / name).resolve())

    def _file(self, name: str, header: Iterable[str], rows: Iterable[list[Any]]) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(header) + "\n")
            for row in rows:
                line = ",".join(_field(value, self.marks) for value in row)
                self.longest = max(self.longest, len(line.encode("utf-8", "surrogatepass")))
                file.write(line + "\n")


def _field(value: Any, marks: _Marks) -> str:
    """A value as it stands in a file.

    >>> marks = _Marks("|", "~")
    >>> [_field(value, marks) for value in (None, "", 'a "b', 3, True, ["a", "b"], [], [""])]
    ['', '""', '"a ""b"', '3', 'true', '"a|b"', '"~"', '"~|~"']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        items = value if any(value) or len(value) > 1 else [marks.empty] * (len(value) + 1)
        value = marks.between.join(items)
    if isinstance(value, str):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return repr(value)


def _columns(rows: Iterable[Mapping[str, Any]], where: tuple[str, ...]) -> dict[str, str]:
    """The names of all properties, sorted, with their types in the words of the import."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name, value in row.items():
            found[name].add(_TYPES[type(value)])
    for name, types in found.items():
        if len(types) > 1:
            raise StoreError(f"the property {name!r} has values of several types", where=":".join(where))
    return {name: next(iter(found[name])) for name in sorted(found)}


def _marks(graph: Graph) -> _Marks:
    """Two characters that no item of any list contains."""
    used: set[str] = set()
    for item in _items(graph):
        used.update(character for character in _DELIMITERS if character in item)
    free = [character for character in _DELIMITERS if character not in used]
    if len(free) < 2:
        raise StoreError("the texts hold every control character that could part the items of a list")
    return _Marks(free[0], free[1])


def _items(graph: Graph) -> Iterator[str]:
    rows = [node.properties for node in graph.nodes.values()]
    for row in (*rows, *graph.links.values()):
        for value in row.values():
            if isinstance(value, list):
                yield from value
