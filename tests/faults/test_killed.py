"""A command that is killed leaves what was there, or what it was to make; the next run makes it whole."""

import functools
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import made_up
from kg import pipeline
from kg.entities.judgements import Judgement
from kg.graph import open_store
from kg.model import jsonl
from kg.views import backup
from kg.views.rdf import export
from tests.faults import killing
from tests.faults.killing import POINTS, Task, Undisturbed, copied

pytestmark = [pytest.mark.slow, pytest.mark.fault]

CLAIMS = 120

REPORTS = {
    "gazette.txt": "Norland accused Iran of arming Hezbollah. Iran denied the charge on Tuesday.\n",
    "tribune.txt": "Rwanda finances M23 rebels, officials in Kinshasa said. Rwanda rejects this.\n",
}

GRAPH = ("--graph", "{here}/kg.graph")


@functools.cache
def prepared() -> Path:
    """Records, documents, graphs and files of them, made once a process."""
    root = Path(_folder.name)
    some = made_up.extractions(CLAIMS)
    for name, part in (("few", some[:5]), ("all", some)):
        jsonl.write(pipeline.joined(part), root / name)
    (root / "reports").mkdir()
    for name, text in REPORTS.items():
        (root / "reports" / name).write_text(text, encoding="utf-8")
    old = root / "old" / "kg.graph"
    old.parent.mkdir()
    pipeline.load(root / "few", old)
    pipeline.judge([Judgement("claim", "c-report-000000-0", "accepted", who="ana")], old)
    whole = root / "whole" / "kg.graph"
    whole.parent.mkdir()
    pipeline.load(root / "all", whole)
    with open_store(whole, write=False) as store:
        export.whole(store, "nquads", root / "whole.nq.gz")
        backup.write(store, b"", root / "whole.kg.gz")
    (root / "out.nq").write_bytes(b"what was exported last week\n")
    return root


_folder = tempfile.TemporaryDirectory(prefix="kg-fault-prepared-")


def tasks() -> dict[str, Task]:
    """Every command that writes, on a new place and, where that matters, on what is there."""
    root = prepared()
    old = (root / "old" / "kg.graph", root / "old" / "judgements.jsonl")
    reject = ("review", "reject", "c-report-000001-1", "--who", "ben", "--why", "other words", *GRAPH)
    found = [
        Task("build", copied(root / "reports"), ("build", "{here}/reports", *GRAPH)),
        Task("build-more", copied(root / "reports", *old), ("build", "{here}/reports", *GRAPH)),
        Task("load", copied(root / "all"), ("load", "{here}/all", *GRAPH)),
        Task("load-more", copied(root / "all", *old), ("load", "{here}/all", *GRAPH)),
        Task("review", copied(*old), reject),
        Task(
            "export",
            copied(root / "whole" / "kg.graph", root / "out.nq"),
            ("export", "nquads", "--whole", "--out", "{here}/out.nq", *GRAPH),
        ),
        Task("import", copied(root / "whole.nq.gz"), ("import", "{here}/whole.nq.gz", *GRAPH)),
        Task(
            "import-over",
            copied(root / "whole.nq.gz", old[0]),
            ("import", "{here}/whole.nq.gz", "--replace", *GRAPH),
        ),
        Task("copy", copied(root / "whole" / "kg.graph"), ("copy", "{here}/kg.graph", "{here}/to.graph")),
        Task("backup", copied(root / "whole" / "kg.graph"), ("backup", "{here}/new.kg.gz", *GRAPH)),
        Task("restore", copied(root / "whole.kg.gz"), ("restore", "{here}/whole.kg.gz", *GRAPH)),
    ]
    return {task.name: task for task in found}


NAMES = (
    "build",
    "build-more",
    "load",
    "load-more",
    "review",
    "export",
    "import",
    "import-over",
    "copy",
    "backup",
    "restore",
)


@functools.cache
def whole(name: str) -> Undisturbed:
    return killing.undisturbed(tasks()[name])


def cases() -> Iterator[object]:
    for name in NAMES:
        for number in range(POINTS):
            yield pytest.param(name, number, id=f"{name}-{number}")


@pytest.mark.parametrize(("name", "number"), list(cases()))
def test_killed(name: str, number: int) -> None:
    task, wanted = tasks()[name], whole(name)
    with killing.folder(task) as here:
        where = killing.kill(task, here, number, wanted)
        if number % 4 < 2:  # else the next run is the first to open what was left
            for what, now in killing.seen(here).items():
                assert now in (wanted.before.get(what), wanted.after.get(what)), f"{what}, killed {where}"
        killing.again(task, here)
        after = killing.state(here)
        assert sorted(after) == sorted(wanted.after), f"killed {where}"
        assert [n for n in after if after[n] != wanted.after[n]] == [], f"killed {where}"


def test_no_judgement_of_two_is_lost_where_one_writer_is_killed() -> None:
    task = tasks()["review"]
    wanted = whole("review")
    other = replace(task, words=tuple(w.replace("000001-1", "000002-2") for w in task.words))
    for number in range(POINTS):
        with killing.folder(task) as here:
            where = killing.kill(task, here, number, wanted)
            killing.again(other, here)
            killing.again(task, here)
            lines = (here / "judgements.jsonl").read_bytes().splitlines()
            assert len(lines) == 3, f"killed {where}"
            assert killing.state(here)["kg.graph"] != wanted.after["kg.graph"]
