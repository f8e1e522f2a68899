"""The ten questions of docs/rdf.md: every engine gives the same rows, and the same as the graph itself."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.graph import Store, open_store
from kg.views.rdf import forms
from kg.views.rdf.content import Whole
from kg.views.rdf.origin import FromStore
from tests.jena import jars
from tests.maven import Missing
from tests.neo4j.server import java
from tests.views.rdf import asking
from tests.views.rdf.test_safe import NAIVE, naive

QUESTIONS = tuple(asking.questions())


def files(store: Store, folder: Path) -> Path:
    """The N-Quads file of a graph, with the Turtle file beside it."""
    forms.nquads(Whole(FromStore(store)), folder / "out.nq")
    forms.turtle(Whole(FromStore(store)), folder / "out.ttl")
    return folder / "out.nq"


@pytest.fixture(scope="module")
def tale(embedded_tale: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return files(embedded_tale, tmp_path_factory.mktemp("tale"))


def rows(found: Sequence[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """Rows without an order, values as texts."""
    return sorted(
        sorted((name, "" if value is None else str(value)) for name, value in row.items()) for row in found
    )


def check(engine: str, path: Path, store: Store, actor: str, names: Sequence[str] = QUESTIONS) -> int:
    """Put questions to an engine and to the graph; how many rows there were."""
    ask = asking.ENGINES[engine](path)
    total = 0
    for name in names:
        question = asking.questions()[name]
        expected = store.read(question.cypher.replace("m23", actor)).rows
        assert rows(ask(question.text.replace("m23", actor))) == rows(expected), name
        total += len(expected)
    return total


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_an_answer(embedded_tale: Store, tale: Path, name: str) -> None:
    assert check("pyoxigraph", tale, embedded_tale, "hill-front", [name])


def test_rdflib_answers_as_the_graph_does(embedded_tale: Store, tale: Path) -> None:
    assert check("rdflib", tale, embedded_tale, "hill-front") > 20


@pytest.fixture(scope="module")
def jena() -> None:
    try:
        java()
        jars()
    except Missing as missing:
        if os.environ.get("KG_NEO4J_REQUIRED"):
            pytest.fail(str(missing))
        pytest.skip(f"{missing}: not tried on Apache Jena")


@pytest.mark.jena
def test_jena_answers_as_the_graph_does(jena: None, embedded_tale: Store, tale: Path) -> None:
    assert check("jena", tale, embedded_tale, "hill-front") > 20


@pytest.mark.jena
def test_jena_answers_the_naive_question_with_no(jena: None, tale: Path) -> None:
    ask = asking.ENGINES["jena"](tale)
    assert [ask(text) for text in naive()] == [[{"ask": "false"}]] * len(NAIVE)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["rdflib", "pyoxigraph"])
def test_the_sample_reports_give_the_same_rows(samples: Path, tmp_path: Path, engine: str) -> None:
    pipeline.build([samples], tmp_path / "kg.graph")
    with open_store(tmp_path / "kg.graph", write=False) as store:
        assert check(engine, files(store, tmp_path), store, "m23") > 100
