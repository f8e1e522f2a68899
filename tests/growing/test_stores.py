"""Graphs grow alike in the stores, fall back to joining all anew, and lose no index that they could trust."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from kg.entities.settled import UNJUDGED, Settled
from kg.graph import Address, Store, open_store
from kg.graph.cypher import CypherStore, Run
from kg.growing import Further, grown
from kg.model import Extraction, Rating
from kg.pipeline import joining
from kg.views.verify import verify
from tests.graph import story
from tests.stores import Fresh


def build(place: Address, new: Sequence[Extraction], settled: Settled = UNJUDGED) -> None:
    """Add documents as the pipeline does."""
    with open_store(place, write=True) as store:
        joining.write(store, new, "rules", "1", settled)


def held(place: Address) -> tuple[object, dict[str, str]]:
    """The graph and its index."""
    with open_store(place, write=False) as store:
        rows = store.read("MATCH (k:Key) RETURN k.id AS id, k.entries AS entries").rows
        return store.graph(), {row["id"]: row["entries"] for row in rows}


def whole(store: Store, new: Sequence[Extraction]) -> str:
    """Why documents can't be added without reading all; empty if they can, and then they are."""
    try:
        grown(store, new, extractor="rules", version="1", basis=joining.basis())
    except Further as reason:
        return str(reason)
    return ""


def _run(statement: str, run: Run) -> None:
    run(statement, {})


def test_documents_one_by_one_give_the_graph_and_the_index_of_all(place: Address, fresh: Fresh) -> None:
    build(place, story.all_four())
    expected = held(place)
    other = fresh()
    build(other, story.all_four()[:2])
    for extraction in story.all_four()[2:]:
        build(other, [extraction])
    assert held(other) == expected


def test_a_document_is_added_without_reading_all(place: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    build(place, story.all_four()[:3])
    with open_store(place, write=True) as store:
        monkeypatch.setattr(type(store), "graph", lambda _: pytest.fail("all was read"))
        assert whole(store, [story.wire_2()]) == ""


def test_all_is_read_where_a_part_is_not_enough(place: Address) -> None:
    build(place, story.all_four())
    with open_store(place, write=True) as store:
        assert whole(store, [story.wire()]) == "another version of a document"
        records = joining.joined(store.extractions())
        store.write((), records, extractor="rules", version="1")
        assert whole(store, [story.wire_2()]) == "made by other rules or judgements"
    assert held(place)[1] == {}
    build(place, ())
    assert held(place)[1]


def test_a_graph_that_obeys_judgements_has_no_index(place: Address) -> None:
    build(place, story.all_four())
    build(place, (), replace(UNJUDGED, ratings=(Rating("asserter", "norland", "C"),)))
    graph, index = held(place)
    assert index == {}
    build(place, ())
    assert held(place)[0] != graph
    assert held(place)[1]


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (k:Key) WHERE k.id STARTS WITH 'about ' WITH k ORDER BY k.id LIMIT 1 SET k.entries = '[]'",
        "MATCH (k:Key) WHERE k.id STARTS WITH 'entity ' WITH k ORDER BY k.id LIMIT 1 DELETE k",
        "CREATE (k:Key {id: 'absent 000', entries: '[[\"nobody\"]]'})",
    ],
)
def test_an_index_that_is_not_that_of_the_documents_is_found(place: Address, damage: str) -> None:
    build(place, story.all_four())
    with open_store(place, write=True) as store:
        assert isinstance(store, CypherStore)
        assert verify(store, joining.joined, joining.basis()) == ()
        store._transact(partial(_run, damage))
        assert verify(store, joining.joined) == ()
        assert verify(store, joining.joined, "other rules") == ()
        (finding,) = verify(store, joining.joined, joining.basis())
        assert finding.check == "index"
        assert "kg review apply" in finding.what
        store.write((), joining.joined(store.extractions()), extractor="", version="")
        assert verify(store, joining.joined, joining.basis()) == ()
    build(place, ())
    with open_store(place, write=False) as store:
        assert verify(store, joining.joined, joining.basis()) == ()
