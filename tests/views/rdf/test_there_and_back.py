"""A graph goes out as RDF and comes back with nothing lost, in every format that is read."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kg.errors import DocumentError
from kg.graph import Store, open_store, restore
from kg.graph.copying import put
from kg.graph.shape import Graph
from kg.views.rdf import forms
from kg.views.rdf.content import Whole
from kg.views.rdf.origin import FromGraph, FromStore
from kg.views.rdf.restoring import graph
from tests.views.rdf.graphs import graphs

QUICK = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink such a graph takes minutes
)

READ = {"nquads": "out.nq", "turtle": "out.ttl", "trig": "out.trig", "jsonld": "out"}


def written(found: Graph, form: str, folder: Path) -> Path:
    """The file or folder that the graph is exported to."""
    folder.mkdir(exist_ok=True)
    out = folder / READ[form]
    forms.FORMS[form](Whole(FromGraph(found)), out, None)
    return out


def same(one: Path, other: Path) -> bool:
    if one.is_file():
        return one.read_bytes() == other.read_bytes()
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def there_and_back(found: Graph, folder: Path) -> None:
    """Every format gives the graph back, and the graph that came back the same bytes."""
    for form in READ:
        first = written(found, form, folder / f"{form}-1")
        back = graph(first)
        assert back == found
        assert same(first, written(back, form, folder / f"{form}-2"))


@pytest.fixture(scope="module")
def tale(embedded_tale: Store) -> Graph:
    return embedded_tale.graph()


def test_the_story_comes_back(tale: Graph, tmp_path: Path) -> None:
    there_and_back(tale, tmp_path)


def test_nothing_that_a_build_needs_is_lost(tale: Graph, tmp_path: Path) -> None:
    back = graph(written(tale, "nquads", tmp_path))
    assert restore.stored(back) == restore.stored(tale)


@settings(QUICK, max_examples=4)
@given(graphs())
def test_awkward_graphs_come_back(tmp_path_factory: pytest.TempPathFactory, found: Graph) -> None:
    there_and_back(found, tmp_path_factory.mktemp("awkward"))


@pytest.mark.slow
@settings(QUICK, max_examples=400)
@given(graphs())
def test_many_awkward_graphs_come_back(tmp_path_factory: pytest.TempPathFactory, found: Graph) -> None:
    there_and_back(found, tmp_path_factory.mktemp("awkward"))


def test_the_canonical_file_is_sorted_and_has_names_only(tale: Graph, tmp_path: Path) -> None:
    lines = written(tale, "nquads", tmp_path).read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert not any("_:" in line.partition('"')[0] for line in lines)
    # What another writer makes of them is the same: the lines are canonical.
    assert [f"{quad} .\n" for quad in forms.parsed(lines)] == lines
    assert f'triples> "{len(lines)}"^^' in "".join(lines)


def test_a_store_gives_the_same_bytes_as_its_graph(store: Store, tmp_path: Path) -> None:
    forms.nquads(Whole(FromStore(store)), tmp_path / "store.nq")
    forms.nquads(Whole(FromStore(store)), tmp_path / "again.nq.gz")
    graph_file = written(store.graph(), "nquads", tmp_path)
    assert (tmp_path / "store.nq").read_bytes() == graph_file.read_bytes()
    assert gzip.decompress((tmp_path / "again.nq.gz").read_bytes()) == graph_file.read_bytes()


def test_an_imported_graph_is_the_one_in_the_store(store: Store, tmp_path: Path) -> None:
    forms.trig(Whole(FromStore(store)), tmp_path / "out.trig")
    put(graph(tmp_path / "out.trig"), tmp_path / "new.graph")
    with open_store(tmp_path / "new.graph", write=False) as other:
        assert other.graph() == store.graph()


@pytest.fixture
def lines(tale: Graph, tmp_path: Path) -> list[str]:
    return written(tale, "nquads", tmp_path).read_text(encoding="utf-8").splitlines(keepends=True)


def refused(text: str, folder: Path, match: str, name: str = "bad.nq") -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=match) as caught:
        graph(path)
    assert caught.value.where
    assert caught.value.hint


def test_a_file_that_is_cut_off_is_refused(lines: list[str], tmp_path: Path) -> None:
    whole = "".join(lines)
    refused(whole[: len(whole) // 2], tmp_path, "can't be read to its end")
    refused("".join(lines[: len(lines) // 2]), tmp_path, "cut off")
    short = [line for line in lines if "claim/gazette-1-c1>" not in line.split()[0]]
    refused("".join(short), tmp_path, "it is cut off|missing")
    packed = gzip.compress(whole.encode())
    (tmp_path / "cut.nq.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(DocumentError, match="can't be read to its end"):
        graph(tmp_path / "cut.nq.gz")


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    refused('<https://example.org/a> <https://example.org/p> "b" .\n', tmp_path, "which kg does not name")
    refused("[] a <https://example.org/B> .", tmp_path, "without a name", "bad.ttl")
    refused("{", tmp_path, "can't be read", "bad.jsonld")
    refused("", tmp_path, "no export of kg")
    with pytest.raises(DocumentError, match="no RDF file"):
        graph(tmp_path / "notes.docx")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="no RDF files here"):
        graph(tmp_path / "empty")


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ('ns/format> "1"', 'ns/format> "2"', "version 2"),
        ('ns/scope> "whole"', 'ns/scope> "selection"', "a selection"),
        (
            '"Norland accused Sudria of arming',
            '"Norland accused Sudria of paying',
            "does not have these words",
        ),
        ("ns/status/disputed", "ns/status/unattributed", "would not|should"),
        ("id/entity/sudria>", "id/entity/sud ria>", "can't be read"),
        ("id/entity/sudria>", "id/entity/%FF>", "no name that kg writes"),
        ('ns/known> "true"', 'ns/known> "maybe"', "would not|should"),
        ("ns/claimSubject>", "ns/claimSubjects>", "missing|would not"),
        ('"{\\"', '"{', "packed value"),
    ],
)
def test_a_file_that_was_changed_is_refused(
    lines: list[str], tmp_path: Path, old: str, new: str, match: str
) -> None:
    text = "".join(lines)
    assert old in text
    refused(text.replace(old, new, 1 if "entity" not in old else -1), tmp_path, match)


def test_an_edge_that_somebody_put_in_is_refused(lines: list[str], tmp_path: Path) -> None:
    base = "https://w3id.org/kg-claims/"
    edge = f"<{base}id/entity/norland> <{base}ns/relation/SUPPORTS> <{base}id/entity/sudria> .\n"
    refused("".join([*lines, edge]), tmp_path, "it says what kg would not.*relation/SUPPORTS")


def test_the_order_of_a_file_and_its_doubles_do_not_matter(
    lines: list[str], tale: Graph, tmp_path: Path
) -> None:
    (tmp_path / "mixed.nq").write_text("".join([*reversed(lines), *lines]), encoding="utf-8")
    assert graph(tmp_path / "mixed.nq") == tale
