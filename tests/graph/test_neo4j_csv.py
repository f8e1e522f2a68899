"""Files for `neo4j-admin database import`, proven by the real import."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import made_up
from kg import pipeline
from kg.cli.entry import group
from kg.errors import StoreError
from kg.graph import Table, build, open_store
from kg.graph.neo4j_csv import write
from kg.graph.rows import Stored
from kg.graph.shape import Graph
from kg.model import Extraction
from kg.views import queries
from kg.views.verify import verify
from tests.graph import story
from tests.neo4j.server import Neo4j
from tests.views.test_queries import ASKED

IDS = {"name": "actor-0", "a": "actor-0", "b": "actor-1", "document": "report-000000", "hops": "1"}
"""What the questions ask of a made-up graph."""


def graph(extractions: list[Extraction]) -> Graph:
    """The graph that a build makes of them."""
    return build.graph([Stored(one, "rules", "1") for one in extractions], pipeline.joined(extractions))


def odd() -> Graph:
    """A graph whose texts hold all that could lead an import astray."""
    words = 'a "quote", a comma;\r\na line\n\n\\n \\ ␟ \x1f\x1e tab\t, \x00 end \' “x” \U0001f600'
    where = story.document("wire-2", words + story.TEXTS["wire-2"], title="", author=" spaced ")
    said = story.wire_2().claims[0]
    said = replace(said, quote=words, start=0, end=len(words), reasons=("", "a\x1fb"), hedge="")
    found = story.extraction(where, ["norland", "sudria", "hill-front"], [said])
    entities = [replace(e, aliases=("",) if e.id == "sudria" else ()) for e in found.entities]
    return graph([replace(found, entities=tuple(entities))])


def imported(server: Neo4j, made: Graph, folder: Path) -> None:
    """Import a graph into a server that has no database yet, by the printed command line, and start it."""
    server.prepare()
    _, *words = shlex.split(write(made, folder).result)
    server.admin(*words)
    server.start()


@pytest.fixture
def other(tmp_path: Path, neo4j: Neo4j) -> Neo4j:
    """Another server, not started."""
    del neo4j  # where there can be none this one can't be either
    return Neo4j(tmp_path / "server")


@pytest.mark.neo4j
@pytest.mark.slow
def test_an_import_gives_the_graph(other: Neo4j, tmp_path: Path) -> None:
    extractions = [*story.all_four(), story.border()]
    made = graph(extractions)
    strange = odd()
    made.nodes |= {
        key: node for key, node in strange.nodes.items() if key not in made.nodes or key[0] == "Claim"
    }
    made.nodes["Entity", "sudria"] = strange.nodes["Entity", "sudria"]
    made.nodes["Document", "wire-2"] = strange.nodes["Document", "wire-2"]
    try:
        imported(other, made, tmp_path / "files")
        with open_store(other.server, write=False) as store:
            assert store.graph() == made
            assert queries.run(store, "mutual", {}).rows
        with open_store(other.server, write=True) as store:
            assert not store.put(made)
            assert store.put(graph(extractions))
            assert verify(store, pipeline.joined) == ()
    finally:
        other.stop()


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_hundred_thousand_claims(other: Neo4j, tmp_path: Path) -> None:
    made = graph(made_up.extractions(100_000))
    loaded = Neo4j(tmp_path / "loaded")
    loaded.prepare()
    try:
        loaded.start()
        with open_store(loaded.server, write=True) as store:
            store.put(made)
        expected = answers(loaded)
    finally:
        loaded.stop()
    assert any(table.rows for table in expected.values())
    try:
        imported(other, made, tmp_path / "files")
        assert answers(other) == expected
        with open_store(other.server, write=False) as store:
            assert store.graph() == made
    finally:
        other.stop()


def answers(server: Neo4j) -> dict[str, Table]:
    """The rows of every question on a server."""
    with open_store(server.server, write=False) as store:
        return {
            name: queries.run(store, name, {key: IDS.get(key, value) for key, value in asked.items()})
            for name, asked in ASKED.items()
        }


def test_the_files_of_odd_texts(tmp_path: Path) -> None:
    exported = write(odd(), tmp_path / "files")
    assert "--array-delimiter=U+001E" in exported.result
    lines = (tmp_path / "files" / "nodes-Claim.csv").read_bytes().split(b"\n", 1)
    assert b"id:ID(Claim)" in lines[0]
    assert b"start:long" in lines[0]
    assert b'"a ""quote"", a comma;\r\na line' in lines[1]
    mark = (tmp_path / "files" / "nodes-Graph.csv").read_text("utf-8")
    assert mark.startswith("id:ID(Graph),format:long,imported:string[],empty:string\n")


def test_the_command(built: Path, tmp_path: Path) -> None:
    words = ["export", "neo4j-csv", "--graph", str(built), "--out", str(tmp_path / "files")]
    done = CliRunner().invoke(group, words)
    assert done.exit_code == 0
    assert done.stdout.startswith("neo4j-admin database import full neo4j --multiline-fields=true")
    assert done.stdout.count("\n") == 1
    assert "nodes and" in done.stderr
    assert "files for `neo4j-admin" in CliRunner().invoke(group, ["export", "--help"]).output
    again = CliRunner().invoke(group, words)
    assert (again.exit_code, again.stdout) == (1, "")
    assert "the folder is not empty; give a new one by --out" in again.stderr


def test_an_empty_graph_is_exported_too(tmp_path: Path) -> None:
    exported = write(Graph(), tmp_path / "files")
    assert exported.told.startswith("0 nodes and 0 edges in ")
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["nodes-Graph.csv"]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear Lena")
    for folder, message in (
        (tmp_path / "full", "the folder is not empty"),
        (tmp_path / "full" / "letter.txt", "can't be written"),
        (tmp_path / "a,b", "no comma in a path"),
    ):
        with pytest.raises(StoreError, match=message):
            write(graph([story.wire()]), folder)


def test_texts_with_every_control_character_are_refused(tmp_path: Path) -> None:
    every = "".join(map(chr, [*range(1, 8), *range(28, 32)]))
    entity = replace(story.ENTITIES["sudria"], aliases=(every,))
    wire = replace(story.wire_2(), entities=(entity, *story.wire_2().entities[:2]))
    with pytest.raises(StoreError, match="every control character"):
        write(graph([wire]), tmp_path / "files")
    assert not (tmp_path / "files").exists()
