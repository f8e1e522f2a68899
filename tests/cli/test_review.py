"""`kg review`: by subcommands, by keys, and in a real terminal."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg import pipeline
from kg.cli.entry import group
from kg.graph import open_store
from tests.graph import story

KG = Path(sys.executable).with_name("kg")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story as kg itself joins it, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "g"
    said = [*story.all_four(), story.border()]
    with open_store(folder, write=True) as store:
        store.write(said, pipeline.joined(said), extractor="rules", version="1")
    return folder


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "g")
    return tmp_path / "g"


def review(graph: Path, *words: str, keys: str | None = None, code: int = 0) -> Result:
    done = CliRunner(env={"KG_WHO": "ana"}).invoke(
        group, ["review", *words, "--graph", str(graph)], input=keys
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done


def rows(graph: Path, *words: str, code: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(review(graph, *words, "--format", "json", code=code).stdout)[
        "rows"
    ]
    return found


def lines(graph: Path) -> list[dict[str, Any]]:
    path = graph.with_name("judgements.jsonl")
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def said(graph: Path) -> Sequence[tuple[Any, ...]]:
    """What the lines say: about, one, other, decision."""
    return [(line["about"], line["one"], line.get("other"), line["decision"]) for line in lines(graph)]


def test_the_list_shows_what_is_left_with_reasons(graph: Path) -> None:
    found = {row["item"]: row for row in rows(graph, "list")}
    doubtful = found["claim:gazette-1-c4"]
    assert (doubtful["score"], doubtful["because"]) == (50.0, "confidence 0.5; one sentence")
    assert rows(graph, "list", "--kind", "entity") == []
    shown = review(graph, "show", "claim:gazette-1-c4").stdout
    assert ">>Some analysts say that the Sudrian Service may be paying the Coast Column.<<" in shown
    assert "SUPPORTS Coast Column (alleged), said by “Some analysts”" in shown


def test_decisions_are_lines_and_can_be_undone(graph: Path) -> None:
    with open_store(graph, write=False) as store:
        before = store.graph()
    review(graph, "same", "River Band", "HF", "--why", "one flag")
    review(graph, "reject", "wire-2-c2", "wire-1-c2")
    review(graph, "correct", "border-1-c1", "object=+Group:Delta Band", "valid=")
    assert said(graph) == [
        ("entity", "hill-front", "river-band", "same"),
        ("claim", "wire-2-c2", None, "rejected"),
        ("claim", "wire-1-c2", None, "rejected"),
        ("claim", "border-1-c1", None, "corrected"),
    ]
    assert {line["who"] for line in lines(graph)} == {"ana"}
    history = rows(graph, "show", "border-1-c1")
    changed = {"what": "claim", "field": "object", "read": "river-band", "now": "delta-band"}
    assert changed.items() <= history[2].items()
    verified = CliRunner().invoke(group, ["verify", "--graph", str(graph)])
    assert (verified.exit_code, verified.stderr) == (0, "The graph is whole.\n")
    review(graph, "undo", *(line["id"] for line in lines(graph)))
    with open_store(graph, write=False) as store:
        assert store.graph() == before
    assert {row["holds"] for row in rows(graph, "list", "--judged") if row["about"] != "judgement"} == {False}
    assert "taken back already" in review(graph, "undo", lines(graph)[0]["id"], code=1).stderr


@pytest.mark.slow
def test_every_other_subcommand_writes_its_line(graph: Path) -> None:
    review(graph, "different", "Norland", "Sudria")
    review(graph, "unsure", "port-police", "norland")
    review(graph, "different", "gazette-1~attack-1", "tribune-1~attack-1")
    review(graph, "accept", "wire-1-c1")
    review(graph, "link", "gazette-1-c2", "gazette-1-c4")
    review(graph, "rate", "publisher", "the hill gazette", "b")
    review(graph, "rate", "asserter", "Norland", "D")
    review(graph, "rate", "claim", "wire-1-c1", "4")
    assert said(graph) == [
        ("entity", "norland", "sudria", "different"),
        ("entity", "port-police", "norland", "unsure"),
        ("attack", "gazette-1~attack-1", "tribune-1~attack-1", "different"),
        ("claim", "wire-1-c1", None, "accepted"),
        ("denial", "gazette-1-c2", "gazette-1-c4", "denies"),
        ("publisher", "Hill Gazette", None, "B"),
        ("asserter", "norland", None, "D"),
        ("credibility", "wire-1-c1", None, "4"),
    ]
    assert review(graph, "check").stderr.startswith("All judgements")
    assert "whole" in CliRunner().invoke(group, ["verify", "--graph", str(graph)]).stderr


@pytest.mark.slow
def test_what_is_wrong_is_told(graph: Path) -> None:
    assert "did you mean" in review(graph, "same", "Norlnd", "Sudria", code=1).stderr
    assert "no field 'subjct'" in review(graph, "correct", "wire-1-c1", "subjct=Norland", code=1).stderr
    assert "no claim c-9 counts" in review(graph, "reject", "c-9", code=1).stderr
    assert "Hill Gazette" in review(graph, "rate", "publisher", "Hill Gazete", "B", code=1).stderr
    assert (
        "of credibility one can't say 'B'" in review(graph, "rate", "claim", "wire-1-c1", "B", code=1).stderr
    )
    assert "nothing was judged" in review(graph, "show", "nobody", code=1).stderr
    assert lines(graph) == []
    nameless = CliRunner().invoke(group, ["review", "reject", "wire-1-c1", "--graph", str(graph)])
    assert "--who" in nameless.output
    outside = CliRunner().invoke(group, ["review", "--graph", str(graph), "list"], standalone_mode=False)
    assert "give --graph after list" in str(outside.exception)


@pytest.mark.slow
def test_contradictions_and_what_has_no_effect_are_checked(graph: Path) -> None:
    review(graph, "reject", "wire-1-c1")
    assert "line 1 says rejected" in review(graph, "accept", "wire-1-c1", code=1).stderr
    review(graph, "accept", "wire-1-c1", "--anyway")
    with graph.with_name("judgements.jsonl").open("a") as file:
        file.write('{"about": "claim", "one": "c-gone", "decision": "rejected"}\n')
    review(graph, "apply")
    found = {row["check"]: row for row in rows(graph, "check", code=1)}
    assert "lines 1 and 2 contradict each other" in found["contradiction"]["what"]
    assert found["without effect"]["where"].endswith("judgements.jsonl:3")
    with graph.with_name("judgements.jsonl").open("a") as file:
        file.write("{\n")
    assert "judgements.jsonl:4: not a line of JSON" in review(graph, "check", code=1).stderr


def test_verify_tells_what_is_not_obeyed(graph: Path) -> None:
    lines_ = [
        {"about": "claim", "one": "wire-1-c1", "decision": "rejected"},
        {"about": "entity", "one": "hill-front", "other": "river-band", "decision": "same"},
        {"about": "credibility", "one": "wire-1-c2", "decision": "2"},
    ]
    path = graph.with_name("other.jsonl")
    path.write_text("".join(json.dumps(line) + "\n" for line in lines_), "utf-8")
    words = ["verify", "--graph", str(graph), "--judgements", str(path), "--format", "json"]
    done = CliRunner().invoke(group, words)
    told = {
        (row["where"], row["what"]) for row in json.loads(done.stdout)["rows"] if row["check"] == "judgement"
    }
    assert told == {
        ("wire-1-c1", "is rejected and counts"),
        ("river-band", "is judged to be the same as hill-front and stands apart"),
        ("wire-1-c2", "has not the credibility 2 that it was given"),
    }


@pytest.mark.slow
def test_keys_decide_pass_undo_and_end(graph: Path) -> None:
    done = review(graph, "--kind", "claim", keys="xya guess\naq")
    assert done.stdout == ""
    assert "1 to judge." in done.stderr
    assert "1 decided." in done.stderr
    assert said(graph) == [("claim", "gazette-1-c4", None, "accepted")]
    assert lines(graph)[0]["why"] == "a guess"
    review(graph, "undo", lines(graph)[0]["id"])
    done = review(graph, "--kind", "claim", keys="c\nzn")
    assert "Nothing was decided yet." in done.stderr
    done = review(graph, "--kind", "claim", keys="cobject=Hill Front\n")
    assert said(graph)[-1] == ("claim", "gazette-1-c4", None, "corrected")
    assert "Nothing is left to judge." in review(graph, "--kind", "claim", keys="").stderr


@pytest.mark.slow
def test_a_terminal(graph: Path) -> None:
    """In a real terminal: the keys are read without a line's end, nothing goes to stdout."""
    ours, theirs = pty.openpty()
    words = [str(KG), "review", "--graph", str(graph), "--who", "ana", "--kind", "claim"]
    shown = b""
    with subprocess.Popen(words, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE) as process:
        os.close(theirs)
        for _ in range(60):
            if select.select([ours], [], [], 1)[0]:
                try:
                    shown += os.read(ours, 4096)
                except OSError:  # the other end is closed: the command has ended
                    break
            elif b"q quit" in shown:
                os.write(ours, b"r")  # again: what is typed before the terminal is set up is lost
        else:
            process.kill()
        out, _ = process.communicate(timeout=20)
    os.close(ours)
    assert (process.returncode, out) == (0, b"")
    assert b"Written." in shown
    assert b"1 decided." in shown
    assert said(graph) == [("claim", "gazette-1-c4", None, "rejected")]
