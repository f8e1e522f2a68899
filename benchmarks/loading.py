"""How fast a new graph gets into a folder, beside the engine's own bulk loader fed with the same rows."""

import shutil
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks import made_up
from benchmarks.ratio import Ratio, seconds, table
from kg.graph import jvm, open_store, statements
from kg.graph.shape import Graph, LinkKey, Node, NodeKey, Properties

PROMISED = 0.8

_CLAIMS = 10_000
_ROUNDS = 3
"""Runs of each; the shortest counts, since the Java machine is slow at what it does for the first time."""

_BUFFERED = 100_000
"""Links that the loader gathers before it writes."""


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Nodes and links a second, graphs at hand."""
    graph = made_up.graph(round(_CLAIMS * scale))
    jvm.start()
    with tempfile.TemporaryDirectory() as place:
        ours, bare = compare(graph, Path(place), _ROUNDS)
    size = len(graph.nodes) + len(graph.links)
    note = "beside the engine's bulk loader by its own Python package"
    return [Ratio("load into a new folder", size / ours, size / bare, "/s", PROMISED, least=True, note=note)]


def compare(graph: Graph, place: Path, rounds: int) -> tuple[float, float]:
    """The least seconds of kg and of the engine's loader, in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for way, load in enumerate((by_kg, by_engine)):
            folder = place / f"{number}-{way}"
            taken[way].append(seconds(lambda load=load, folder=folder: load(graph, folder)))  # type: ignore[misc]
            shutil.rmtree(folder)
    return min(taken[0]), min(taken[1])


def by_kg(graph: Graph, folder: Path) -> None:
    """Opened, compared with what is there (nothing), written, closed, moved."""
    with open_store(folder, write=True) as store:
        store.put(graph)


def by_engine(graph: Graph, folder: Path) -> None:
    """The loop that the engine's package documents, with the same constraints."""
    from arcadedb_embedded import create_database

    with create_database(str(folder)) as database:
        for statement in statements.constraints():
            database.command("opencypher", statement)
        _types(database, graph)
        with database.graph_batch(batch_size=_BUFFERED) as loader:
            places = _nodes(loader, graph.nodes.values())
            _links(loader, places, graph.links)


def _type(labels: Iterable[str]) -> str:
    return "~".join(sorted(labels))


def _types(database: Any, graph: Graph) -> None:
    for labels in sorted({node.labels for node in graph.nodes.values()}):
        for label in labels:
            database.command("sql", f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
        if len(labels) > 1:
            database.command("sql", f"CREATE VERTEX TYPE `{_type(labels)}` EXTENDS {', '.join(labels)}")
    for name in sorted({key[0] for key in graph.links}):
        database.command("sql", f"CREATE EDGE TYPE `{name}`")


def _nodes(loader: Any, nodes: Iterable[Node]) -> dict[NodeKey, str]:
    places: dict[NodeKey, str] = {}
    for labels, group in groupby(sorted(nodes, key=lambda node: node.labels), key=lambda node: node.labels):
        found = list(group)
        made = loader.create_vertices(_type(labels), [node.properties for node in found])
        places.update(zip((node.key for node in found), made, strict=True))
    return places


def _links(loader: Any, places: dict[NodeKey, str], links: dict[LinkKey, Properties]) -> None:
    for name, group in groupby(sorted(links), key=lambda key: key[0]):
        keys = list(group)
        rows = [links[key] for key in keys]
        ends = [places[key[1]] for key in keys], [places[key[2]] for key in keys]
        loader.new_edges(ends[0], name, ends[1], rows if any(rows) else None)


if __name__ == "__main__":
    print("\n".join(table(ratios(0.5))))
