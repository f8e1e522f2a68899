"""How fast kg loads a graph through Bolt, against a bare loop of the driver over the very same batches.

    .venv/bin/python -m benchmarks.bolt_load --claims 20000

Starts a Neo4j of its own (as the tests do: Java and Maven), loads one made-up graph both ways in turn, and
prints the median rates in nodes and edges a second with their ratio. What kg does more is counted with it:
the look whether the database is fit, the comparison with what is there, a mark in every transaction, the
full-text indexes. Ends with exit code 1 where the ratio is below what was promised.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.made_up import extractions
from kg import pipeline
from kg.graph import build, fulltext, open_store, statements
from kg.graph.cypher import batches
from kg.graph.rows import Stored
from kg.graph.shape import Graph, difference
from tests.neo4j.server import Missing, Neo4j, version

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

PROMISED = 0.8
"""The least ratio of the rates."""

_Batches = Sequence[tuple[str, list[dict[str, Any]]]]


def made(claims: int) -> Graph:
    """The graph that a build makes of `claims` made-up claims."""
    told = extractions(claims)
    return build.graph([Stored(one, "rules", "1") for one in told], pipeline.joined(told))


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


def compare(server: Neo4j, graph: Graph, rounds: int) -> tuple[float, float]:
    """The median seconds of the bare loop and of kg, which take turns in going first."""
    parts = list(batches(difference(Graph(), graph)))
    ways: list[Callable[[], None]] = [lambda: bare(server, parts), lambda: ours(server, graph)]
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for way in (0, 1) if number % 2 else (1, 0):
            _clear(server)
            started = perf_counter()
            ways[way]()
            taken[way].append(perf_counter() - started)
            _tell(f"round {number + 1}: {('bare', 'kg')[way]} {taken[way][-1]:.1f} s")
    return median(taken[0]), median(taken[1])


def _clear(server: Neo4j) -> None:
    """An empty database with the constraints, which both need, and without the full-text indexes."""
    server.wipe()
    for name in (fulltext.NAMES, fulltext.QUOTES):
        server.run(f"DROP INDEX {name} IF EXISTS")
    for statement in statements.constraints():
        server.run(statement)
    server.run("CALL db.awaitIndexes(600)")


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


def main() -> int:
    """Run the comparison and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000, help="claims of the made-up graph")
    parser.add_argument("--rounds", type=int, default=3, help="times that each way is run")
    asked = parser.parse_args()
    graph = made(asked.claims)
    size = len(graph.nodes) + len(graph.links)
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4j(Path(folder))
        try:
            server.prepare()
            server.start()
        except Missing as missing:
            _tell(str(missing))
            return 1
        try:
            ours(server, made(400))  # what only the first load takes: classes, plans of statements
            plain, kg = compare(server, graph, asked.rounds)
        finally:
            server.stop()
    ratio = plain / kg
    print(
        f"Neo4j {version()}, {asked.claims} claims, {size} nodes and edges: bare loop {size / plain:.0f}/s, "
        f"kg {size / kg:.0f}/s, ratio {ratio:.2f} (at least {PROMISED})"
    )
    return 0 if ratio >= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main())
