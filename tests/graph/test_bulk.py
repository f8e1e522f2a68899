"""The engine's bulk loader makes the same graph as statements do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import made_up
from kg.errors import StoreError
from kg.graph import Store, build, bulk, embedded, open_store, rows, statements
from kg.graph.cypher import CypherStore
from kg.graph.rows import Stored
from kg.graph.shape import Changes, Graph, difference
from kg.views import queries
from tests.graph import story


class ByStatements(embedded.EmbeddedStore):
    """A store that writes a new graph as it changes one that is there."""

    def _load(self, changes: Changes) -> None:
        CypherStore._apply(self, changes)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same graph by the loader and by statements, both read from their folders."""
    folder = tmp_path_factory.mktemp("both")
    graph = everything()
    for kind, name in ((embedded.EmbeddedStore, "loaded"), (ByStatements, "stated")):
        store = kind(folder / name, folder / name, write=True)
        store.put(graph)
        store.close()
    with (
        open_store(folder / "loaded", write=False) as one,
        open_store(folder / "stated", write=False) as other,
    ):
        assert one.graph() == graph
        yield one, other


def everything() -> Graph:
    """A story with all kinds of nodes and links, some conflicts made up, and values that are awkward."""
    found = [*story.all_four(), *made_up.extractions(60)]
    stored = [Stored(rows.ordered(one), "made up", "1") for one in found]
    graph = build.graph(sorted(stored, key=lambda one: one.document.id), story.join(found))
    claim = next(node for key, node in sorted(graph.nodes.items()) if key[0] == "Claim")
    graph.add(claim.labels, claim.properties | {"note": "\0\u202e\U0001f600", "big": 2**53 + 1, "half": 0.5})
    return graph


def in_order(found: Any) -> list[str]:
    return sorted(map(repr, found))


def test_the_same_graph(both: tuple[Store, Store]) -> None:
    one, other = both
    assert one.graph() == other.graph() == everything()
    assert one.counts() == other.counts()


def test_the_same_rows_for_every_question(both: tuple[Store, Store]) -> None:
    one, other = both
    texts = [query.text for query in queries.catalogue().values() if not query.parameters]
    texts += [
        statements.DOCUMENTS,
        statements.all_nodes("Claim"),
        "MATCH (n:Claim)-[r]-(m) RETURN n.id, type(r), m",
    ]
    texts += ["MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity) RETURN a, c.start + 1, b"]
    for text in texts:
        found, wanted = one.read(text), other.read(text)
        assert found.columns == wanted.columns
        assert in_order(found.rows) == in_order(wanted.rows)


def test_the_same_types_and_indexes(both: tuple[Store, Store]) -> None:
    def told(store: Any) -> list[Any]:
        own = False
        schema = store._database.get_java_database().getSchema()
        return sorted(
            (
                str(kind.getName()),
                str(kind.getClass()),
                sorted(str(above.getName()) for above in kind.getSuperTypes()),
                len(kind.getBuckets(own)),
                sorted(str(name) for name in kind.getPropertyNames()),
                sorted(
                    (str(index.getPropertyNames()), index.isUnique()) for index in kind.getAllIndexes(not own)
                ),
            )
            for kind in schema.getTypes()
        )

    assert told(both[0]) == told(both[1])


def test_what_is_loaded_can_be_changed(tmp_path: Path) -> None:
    before = everything()
    with open_store(tmp_path / "kg.graph", write=True) as store:
        store.put(before)
        after = Graph(dict(before.nodes), {k: v for k, v in before.links.items() if k[0] != "OBJECT"})
        store.put(after)
        assert store.graph() == after
    with open_store(tmp_path / "kg.graph", write=True) as store:
        store.put(before)
    with open_store(tmp_path / "kg.graph", write=False) as store:
        assert store.graph() == before


def test_a_value_that_fits_nowhere_leaves_nothing(tmp_path: Path) -> None:
    graph = everything()
    for value in (2**63, "\ud800"):
        graph.add(("UnnamedSource",), {"id": "x", "words": value})
        with (
            pytest.raises(StoreError, match="the engine gave up"),
            open_store(tmp_path / "kg.graph", write=True) as store,
        ):
            store.put(graph)
        assert not list(tmp_path.iterdir())


def test_what_the_loader_loses_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_links", lambda *_: None)
    with (
        pytest.raises(StoreError, match="not kept all"),
        open_store(tmp_path / "kg.graph", write=True) as store,
    ):
        store.put(everything())
    assert not list(tmp_path.iterdir())


def test_a_difference_from_nothing_is_everything() -> None:
    graph = everything()
    changes = difference(Graph(), graph)
    assert {node.key: node for node in changes.create_nodes} == graph.nodes
    assert dict(changes.create_links) == graph.links
    assert list(changes.create_links) == sorted(changes.create_links)


def test_a_change_that_no_transaction_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    with open_store(tmp_path / "kg.graph", write=True) as store:
        store.put(before)
    monkeypatch.setattr(embedded, "_MOST", 100)
    with open_store(tmp_path / "kg.graph", write=True) as store:
        with pytest.raises(
            StoreError, match=r"too much for one change \([0-9,]+ nodes and edges, 100 at most\)"
        ):
            store.put(Graph())
        assert store.graph() == before
