"""There and back with the sample reports, the real documents and a made-up graph of 100 000 claims."""

import tracemalloc
from pathlib import Path

import pytest

from benchmarks import made_up
from kg import pipeline
from kg.graph import open_store
from kg.graph.shape import Graph
from kg.views.rdf import forms
from kg.views.rdf.content import Whole
from kg.views.rdf.origin import FromGraph
from kg.views.rdf.validate import validate
from tests.views.rdf.test_there_and_back import there_and_back


def built(folder: Path, place: Path) -> Graph:
    pipeline.build([folder], place)
    with open_store(place, write=False) as store:
        return store.graph()


@pytest.mark.slow
def test_the_sample_reports_come_back(samples: Path, tmp_path: Path) -> None:
    there_and_back(built(samples, tmp_path / "kg.graph"), tmp_path)


@pytest.mark.slow
@pytest.mark.real
def test_the_real_documents_come_back(shared: Path, tmp_path: Path) -> None:
    there_and_back(built(shared / "seeds", tmp_path / "kg.graph"), tmp_path)


@pytest.mark.slow
@pytest.mark.real
def test_an_export_of_the_real_documents_is_valid(shared: Path, tmp_path: Path) -> None:
    found = built(shared / "seeds", tmp_path / "kg.graph")
    forms.turtle(Whole(FromGraph(found)), tmp_path / "out.ttl")
    assert list(validate(tmp_path / "out.ttl")) == []


@pytest.mark.slow
def test_a_hundred_thousand_claims_come_back(tmp_path: Path) -> None:
    there_and_back(made_up.graph(100_000), tmp_path)


@pytest.mark.slow
def test_a_larger_file_takes_no_more_memory_to_validate(tmp_path: Path) -> None:
    peaks = []
    for claims in (1500, 6000):
        forms.nquads(Whole(FromGraph(made_up.graph(claims))), tmp_path / "out.nq")
        tracemalloc.start()
        assert list(validate(tmp_path / "out.nq")) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
