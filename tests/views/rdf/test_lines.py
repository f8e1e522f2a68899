"""Lines come in their order and each once, whatever a graph holds; pages are read ahead in their order."""

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Store, open_store
from kg.graph.copying import put
from kg.graph.shape import Graph
from kg.views.rdf.ahead import ahead
from kg.views.rdf.canonical import blocks
from kg.views.rdf.content import Whole
from kg.views.rdf.forms import nquads, parsed
from kg.views.rdf.lines import literal, split
from kg.views.rdf.origin import FromGraph, FromStore
from tests.views.rdf.graphs import graphs
from tests.views.rdf.test_there_and_back import QUICK


@settings(QUICK, max_examples=10)
@given(graphs())
def test_lines_are_sorted_and_told_once_without_a_sort_of_the_whole(found: Graph) -> None:
    lines = split(piece for pieces in blocks(Whole(FromGraph(found))) for piece in pieces)
    assert lines == sorted(set(lines))
    assert any(f'triples> "{len(lines)}"^^' in line for line in lines)


@settings(QUICK, max_examples=200)
@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\\u0"\x1b\x7f\ufffe\uffff')))
)
def test_a_literal_is_as_in_canonical_nquads(text: str) -> None:
    line = f"<a:s> <a:p> {literal(text)} <a:g> .\n"
    (quad,) = parsed([line])
    assert quad.object.value == text  # type: ignore[union-attr]
    assert f"{quad} .\n" == line


def test_pages_come_in_order_with_what_was_asked_for_each() -> None:
    assert list(ahead(lambda key: key * 10, range(7))) == [(key, key * 10) for key in range(7)]
    assert list(ahead(str, [])) == []


def test_a_reader_that_fails_tells_so_and_leaves_python_as_it_was() -> None:
    def ask(key: int) -> int:
        if key == 3:
            raise ValueError("page 3")
        return key

    before = gc.isenabled(), sys.getswitchinterval(), threading.active_count()
    found = ahead(ask, range(9))
    assert next(found) == (0, 0)
    assert not gc.isenabled()
    with pytest.raises(ValueError, match="page 3"):
        list(found)
    assert (gc.isenabled(), sys.getswitchinterval(), threading.active_count()) == before


def test_whoever_stops_early_asks_for_few_pages_more() -> None:
    asked = []

    def ask(key: int) -> int:
        asked.append(key)
        return key

    found = ahead(ask, iter(range(1000)))
    assert next(found) == (0, 0)
    assert isinstance(found, Iterator)
    found.close()  # type: ignore[attr-defined]
    assert len(asked) <= 3
    assert gc.isenabled()


def test_a_store_that_is_read_once_gives_the_same_file(embedded_tale: Store, tmp_path: Path) -> None:
    found = embedded_tale.graph()
    nquads(Whole(FromGraph(found)), tmp_path / "graph.nq")
    put(found, tmp_path / "new.graph")
    with open_store(tmp_path / "new.graph", write=False, once=True) as store:
        nquads(Whole(FromStore(store)), tmp_path / "once.nq")
    assert (tmp_path / "once.nq").read_bytes() == (tmp_path / "graph.nq").read_bytes()
