"""Trace, compare, conflicts and filtered questions on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.entry import group
from tests.graph import story


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The whole story with the fifth document in a folder."""
    folder: Path = tmp_path_factory.mktemp("traced") / "kg.graph"
    story.tell(folder)
    return str(folder)


def _kg(folder: str, *words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(group, [*words, "--graph", folder])
    assert result.exit_code == code, result.output
    return result


def test_a_trace_as_text_and_for_programs(folder: str) -> None:
    text = _kg(folder, "trace", "Sudria", "--to", "HF").stdout
    assert text.startswith("1. Sudria → Hill Front\n   asserted whole by ")
    assert "denied by Sudria (the accused), in Hill Gazette, 2023-05-04, gazette-1" in text
    rows = json.loads(_kg(folder, "trace", "Sudria", "HF", "--format", "json").stdout)["rows"]
    assert [(row["subject"], row["status"], row["weakest"]) for row in rows] == [("Sudria", "disputed", True)]
    assert rows[0]["denied"][0]["role"] == "the accused"
    assert "disputed" in _kg(folder, "trace", "State", "Group", "--format", "csv").stdout


def test_a_voice_taken_away_and_given_back_leaves_the_same(folder: str) -> None:
    words = ("trace", "Sudria", "HF")
    before = _kg(folder, *words).stdout
    without = _kg(folder, *words, "--without", "Norland", "--without", "Hill Gazette")
    assert without.stdout == ""
    assert "without what is said by Norland, Hill Gazette" in without.stderr
    assert "No chain" in without.stderr
    assert _kg(folder, *words).stdout == before


def test_two_sides_and_what_stands_against_each_other(folder: str) -> None:
    assert "Accuse each other" in _kg(folder, "compare", "Norland", "Sudria").stdout
    table = json.loads(_kg(folder, "compare", "Norland", "Sudria", "--format", "json").stdout)
    assert table["rows"][0]["section"] == "accuse each other"
    assert "figures: Old Port bombing" in _kg(folder, "conflicts", "--kind", "figures").stdout
    assert _kg(folder, "conflicts", "--as-of", "2020").stdout == ""


def test_a_question_with_a_filter(folder: str) -> None:
    words = ("query", "sponsors", "-p", "name=Hill Front", "--format", "json")
    every = {row["claim"] for row in json.loads(_kg(folder, *words).stdout)["rows"]}
    left = _kg(folder, *words, "--without", "Norland")
    claims = {row["claim"]: row["status"] for row in json.loads(left.stdout)["rows"]}
    assert every - {*claims} == {"gazette-1-c1", "tribune-1-c3"}
    assert claims == {"wire-2-c2": "disputed"}


def test_names_that_are_not_there_and_wrong_usage(folder: str) -> None:
    assert 'did you mean "Sudria"' in _kg(folder, "trace", "Sudrja", code=1).stderr
    assert 'did you mean "Norland"' in _kg(folder, "trace", "Sudria", "--without", "Norlund", code=1).stderr
    assert _kg(folder, "trace", "Sudria", "HF", "--to", "HF", code=2).stdout == ""
