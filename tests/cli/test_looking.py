"""The commands that rank, compare times and write dossiers: same filters, no row without its status."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import rank as rank_command
from kg.cli import selecting
from kg.cli.entry import group
from kg.graph.status import STATUSES
from kg.views import marking, rank
from tests.graph import story


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("looking") / "kg.graph"
    story.tell(folder)
    return str(folder)


def run(*words: str) -> Result:
    return CliRunner().invoke(group, words)


def rows(*words: str) -> list[dict[str, Any]]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return found


def test_kinds_of_ranking_are_those_of_the_view() -> None:
    assert tuple(rank.KINDS) == rank_command.KINDS


def test_what_options_offer_is_what_the_views_know() -> None:
    assert selecting._STATUSES == STATUSES
    assert tuple(f"TLP:{one}" for one in selecting._MARKINGS) == marking.levels()


def test_a_voice_left_out_does_not_count(graph: str) -> None:
    whole = rows("rank", "sponsors", "--graph", graph)
    less = rows("rank", "sponsors", "--graph", graph, "--without", "Norland")
    assert {row["actor"]: row["score"] for row in whole}["Sudria"] > next(
        (row["score"] for row in less if row["actor"] == "Sudria"), 0
    )


@pytest.mark.parametrize("words", [("timeline", "hill front"), ("first", "sudria")])
def test_every_row_bears_a_status(graph: str, words: tuple[str, ...]) -> None:
    found = rows(*words, "--graph", graph)
    assert found
    assert all(row["status"] for row in found)


def test_coverage_tells_of_publishers(graph: str) -> None:
    assert {"publisher", "country", "genre", "year", "language"} <= {
        row["by"] for row in rows("coverage", "--graph", graph)
    }


def test_nothing_is_new_beside_itself(graph: str) -> None:
    assert rows("diff", graph, "--graph", graph) == []
    assert rows("diff", "1900", "--graph", graph)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_dossier_names_its_filters(graph: str, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"front.{ending}"
    result = run("report", "Hill Front", "--graph", graph, "--out", str(out), "--without", "Norland")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "without what is said by Norland" in out.read_text(encoding="utf-8")


def test_a_dossier_keeps_claims_about_persons_at_home(graph: str, tmp_path: Path) -> None:
    out = tmp_path / "front.md"
    counted = []
    for option in (), ("--include-unreviewed-persons",):
        assert run("report", "Hill Front", "--graph", graph, "--out", str(out), *option).exit_code == 0
        page = out.read_text(encoding="utf-8")
        assert ("claims about persons count only" in page) is not bool(option)
        counted += re.findall(r"^\| claims \| (\d+) \|", page, re.MULTILINE)
    assert int(counted[0]) == int(counted[1]) - 1  # what J. Sel is said to do


def test_a_dossier_of_another_form_is_refused(graph: str, tmp_path: Path) -> None:
    result = run("report", "Hill Front", "--graph", graph, "--out", str(tmp_path / "x.doc"))
    assert result.exit_code == 1
    assert "give .html or .md" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_unknown_actor_is_named(graph: str) -> None:
    result = run("timeline", "Hil Front", "--graph", graph)
    assert result.exit_code == 1
    assert "Hill Front" in result.stderr
