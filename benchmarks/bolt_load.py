"""How fast kg loads a graph through Bolt, against a bare loop of the driver over the very same batches.

    python -m benchmarks --only bolt_load

Starts a Neo4j of its own (as the tests do: Java and Maven) and loads one made-up graph both ways in turn.
What kg does more is counted with it: the look whether the database is fit, the comparison with what is there,
a mark in every transaction, the full-text indexes. Rates are nodes and edges a second, the best of each way.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import made_up
from benchmarks.ratio import Ratio, seconds
from kg.graph import fulltext, open_store, statements
from kg.graph.cypher import batches
from kg.graph.shape import Graph, difference
from tests.neo4j.server import Missing, Neo4j, version

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

PROMISED = 0.8
"""The least ratio of the rates."""

_CLAIMS = 10_000
_ROUNDS = 3

_Batches = Sequence[tuple[str, list[dict[str, Any]]]]


def bare(server: Neo4j, parts: _Batches) -> None:
    """What a person would write: the batches, one managed transaction each."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(server.url, auth=("neo4j", server.password)) as driver,
        driver.session() as session,
    ):
        for text, batch in parts:
            session.execute_write(_write, text, batch)


def _write(transaction: "ManagedTransaction", text: str, batch: list[dict[str, Any]]) -> None:
    transaction.run(text, rows=batch).consume()


def ours(server: Neo4j, graph: Graph) -> None:
    """The same by kg."""
    with open_store(server.server, write=True) as store:
        store.put(graph)


def ratios(scale: float = 1.0) -> list[Ratio]:
    """The rates of a load; none where this machine lacks what a Neo4j needs."""
    claims = int(_CLAIMS * scale)
    graph = made_up.graph(claims)
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4j(Path(folder))
        try:
            server.prepare()
            server.start()
        except Missing as missing:
            print(f"not measured on a real Neo4j: {missing}", file=sys.stderr)
            return []
        try:
            plain, kg = compare(server, graph, _ROUNDS)
        finally:
            server.stop()
    size = len(graph.nodes) + len(graph.links)
    note = f"{claims:,} claims, {size:,} nodes and edges, beside a bare loop of the driver"
    name = f"load into Neo4j {version()}"
    return [Ratio(name, size / kg, size / plain, "/s", PROMISED, least=True, note=note)]


def compare(server: Neo4j, graph: Graph, rounds: int) -> tuple[float, float]:
    """The least seconds of the bare loop and of kg, which take turns in going first.

    Each runs once more before, since a server is slow at what it does for the first time.
    """
    parts = list(batches(difference(Graph(), graph)))
    ways: list[Callable[[], None]] = [lambda: bare(server, parts), lambda: ours(server, graph)]
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for way in (0, 1) if number % 2 else (1, 0):
            _clear(server)
            found = seconds(ways[way])
            if number:
                taken[way].append(found)
    return min(taken[0]), min(taken[1])


def _clear(server: Neo4j) -> None:
    """An empty database with the constraints, which both need, and without the full-text indexes."""
    server.wipe()
    for name in (fulltext.NAMES, fulltext.QUOTES):
        server.run(f"DROP INDEX {name} IF EXISTS")
    for statement in statements.constraints():
        server.run(statement)
    server.run("CALL db.awaitIndexes(600)")
