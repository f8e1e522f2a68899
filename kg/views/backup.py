"""A graph and its judgements in one file, and back: checked when read, the same bytes for the same graph.

The file is a gzipped tar of three members: `manifest.json` (format, counts, hashes), `graph.jsonl` (one node
or link a line, sorted) and `judgements.jsonl`. Members are read by these names only and never unpacked to a
path.
"""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from kg.errors import StoreError
from kg.graph import Store, Written, statements, upgrading
from kg.graph.shape import Graph, LinkKey, Node, NodeKey, Properties
from kg.views import writing

_MANIFEST, _GRAPH, _JUDGEMENTS = "manifest.json", "graph.jsonl", "judgements.jsonl"

_LARGEST = 64 << 30
"""Bytes of a member that are read at most: a small file must not unpack to more than any disk holds."""

_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the graph in today's shape, the judgements as bytes, the format it was of."""

    graph: Graph
    judgements: bytes
    format: int


def write(store: Store, judgements: bytes, out: Path) -> tuple[int, int]:
    """Write everything in `store` and its judgements to `out`; the number of nodes and of links.

    The graph may be in use: what is written is one state of it. `out` appears when it is complete.
    """
    graph = store.graph()
    lines = b"".join(_lines(graph))
    manifest = _encoder.encode(
        {
            "format": statements.FORMAT,
            "nodes": len(graph.nodes),
            "links": len(graph.links),
            _GRAPH: hashlib.sha256(lines).hexdigest(),
            _JUDGEMENTS: hashlib.sha256(judgements).hexdigest(),
        }
    )
    with writing.file(out) as raw, ExitStack() as stack:
        packed = raw if out.name.endswith(".gz") else stack.enter_context(_packed(raw))
        archive = stack.enter_context(tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT))
        for name, content in ((_MANIFEST, manifest), (_GRAPH, lines), (_JUDGEMENTS, judgements)):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return len(graph.nodes), len(graph.links)


def _packed(raw: BinaryIO) -> gzip.GzipFile:
    """Compressed, without time or name in the header; `writing.file` does so itself for names in .gz."""
    return gzip.GzipFile("", "wb", 6, raw, mtime=0)


def _lines(graph: Graph) -> Iterator[bytes]:
    for key in sorted(graph.nodes):
        node = graph.nodes[key]
        yield _encoder.encode(["n", list(node.labels), node.properties]) + b"\n"
    for name, start, end in sorted(graph.links):
        yield _encoder.encode(["l", name, start, end, graph.links[name, start, end]]) + b"\n"


def read(path: Path) -> Backup:
    """What the backup at `path` holds; StoreError if it is none, cut off, damaged or of an unknown format."""
    try:
        with gzip.open(path) as packed, tarfile.open(fileobj=packed, mode="r:") as archive:
            manifest = msgspec.json.decode(_member(archive, _MANIFEST))
            lines, judgements = _member(archive, _GRAPH), _member(archive, _JUDGEMENTS)
            while packed.read(1 << 20):  # to the checksum at the end
                pass
        for name, content in ((_GRAPH, lines), (_JUDGEMENTS, judgements)):
            if hashlib.sha256(content).hexdigest() != manifest[name]:
                raise StoreError(f"{name} in it is not what was written", where=str(path), hint=_ANOTHER)
        graph = _graph(lines)
        if (len(graph.nodes), len(graph.links)) != (manifest["nodes"], manifest["links"]):
            raise StoreError("nodes or links are missing in it", where=str(path), hint=_ANOTHER)
        found = int(manifest["format"])
    except FileNotFoundError as error:
        raise StoreError("no such file", where=str(path), hint="give a file of `kg backup`") from error
    except (
        tarfile.TarError,
        msgspec.DecodeError,
        OSError,
        EOFError,
        zlib.error,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        told = f"no whole backup ({type(error).__name__})"
        raise StoreError(told, where=str(path), hint=_ANOTHER) from error
    return Backup(upgrading.upgraded(graph, found, str(path)), judgements, found)


_ANOTHER = "give another file of `kg backup`"


def restore(store: Store, backup: Backup) -> Written:
    """Put the backup into an empty store; StoreError, and nothing changed, if another graph is there."""
    before = store.graph()
    if before.nodes and before != backup.graph:
        raise StoreError(
            "another graph is there", where=store.address, hint="restore to a new folder or database"
        )
    return store.put(backup.graph)


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.getmember(name)
    if not member.isfile() or member.size > _LARGEST:
        raise ValueError(f"{name} is no plain file")
    with cast("BinaryIO", archive.extractfile(member)) as file:
        return file.read()


def _graph(lines: bytes) -> Graph:
    graph = Graph()
    decoder = msgspec.json.Decoder(list[Any])
    for line in lines.splitlines():
        kind, *rest = decoder.decode(line)
        if kind == "n":
            labels, properties = rest
            node = Node(tuple(labels), cast("Properties", properties))
            graph.nodes[node.key] = node
        else:
            name, start, end, properties = rest
            key: LinkKey = (name, cast("NodeKey", tuple(start)), cast("NodeKey", tuple(end)))
            graph.links[key] = properties
    return graph
