"""A graph moved between stores, either way, is the same afterwards."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.entry import group
from kg.errors import StoreError
from kg.graph import Address, Server, open_store
from kg.graph.copying import copy
from tests.graph import story
from tests.graph.test_store import build, dump
from tests.neo4j.server import Neo4j
from tests.stores import holding


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder with a superseded and a withdrawn version beside the story."""
    folder = tmp_path / "whole.graph"
    story.tell(folder)
    with open_store(folder, write=True) as store:
        store.withdraw({"wire-1"}, story.join(store.extractions(without={"wire-1"})))
    return folder


@pytest.mark.slow
def test_there_and_back_again(whole: Path, place: Address, tmp_path: Path) -> None:
    expected = dump(whole)
    assert copy(whole, place).created["Document"] == 6
    assert dump(place) == expected
    back = tmp_path / "back.graph"
    assert copy(place, back)
    assert dump(back) == expected
    assert not copy(place, back)


@pytest.mark.slow
def test_another_graph_is_kept_unless_it_is_to_be_replaced(whole: Path, written: Address) -> None:
    before = dump(written)
    with pytest.raises(StoreError, match="another graph is there; give another place, or --replace"):
        copy(whole, written)
    assert dump(written) == before
    assert copy(whole, written, replace=True)
    assert dump(written) == dump(whole)
    build(written, [story.wire_2()])


def test_the_command(whole: Path, place: Address) -> None:
    password = place.password if isinstance(place, Server) else None
    to = place.url if isinstance(place, Server) else str(place)
    for told in ("nodes and edges written", "The same graph is there already"):
        done = CliRunner().invoke(group, ["copy", str(whole), to], env={"KG_NEO4J_PASSWORD": password})
        assert done.exit_code == 0
        assert told in done.output
    missing = CliRunner().invoke(group, ["copy", str(whole.with_name("none")), to])
    assert missing.exit_code == 1
    assert "no graph here" in missing.output


@pytest.mark.neo4j
def test_each_end_has_its_own_user_and_database(neo4j: Neo4j, tmp_path: Path) -> None:
    written = holding(neo4j, "story", story.write)
    assert isinstance(written, Server)
    about = {"KG_NEO4J_PASSWORD": written.password, "KG_NEO4J_TO_PASSWORD": "wrong"}
    out = CliRunner().invoke(group, ["copy", written.url, str(tmp_path / "copy.graph")], env=about)
    assert out.exit_code == 0, out.output
    refused = CliRunner().invoke(group, ["copy", str(tmp_path / "copy.graph"), written.url], env=about)
    assert refused.exit_code == 1
    assert "refuses the user or the password" in refused.output
    nowhere = ["copy", written.url, written.url, "--to-database", "letters"]
    gone = CliRunner().invoke(group, nowhere, env={"KG_NEO4J_PASSWORD": written.password})
    assert gone.exit_code == 1
    assert "(database letters): no such database" in gone.output
