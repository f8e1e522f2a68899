"""A command on a Neo4j that is killed leaves what was there, or nothing that is taken for whole."""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks import made_up
from kg import pipeline
from kg.errors import StoreError
from kg.graph import open_store
from kg.graph.shape import Graph
from kg.model import jsonl
from tests.faults import killing
from tests.faults.killing import Task, copied
from tests.neo4j.server import Neo4j

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.neo4j]

POINTS = max(2, killing.POINTS // 4)
"""Each takes as long as a server takes to be emptied and filled."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Commands by name, and what the server holds before and after each."""

    tasks: dict[str, Task]
    before: dict[str, Graph | None]
    after: Graph


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, neo4j: Neo4j) -> Iterator[Prepared]:
    root = tmp_path_factory.mktemp("prepared")
    some = made_up.extractions(150)
    for name, part in (("few", some[:5]), ("all", some)):
        jsonl.write(pipeline.joined(part), root / name)
        pipeline.load(root / name, root / f"{name}.graph")
    few, every = killing.graph(root / "few.graph"), killing.graph(root / "all.graph")
    to = ("--graph", neo4j.url)
    tasks = {
        "load": Task("load", copied(root / "all"), ("load", "{here}/all", *to)),
        "load-more": Task("load-more", copied(root / "all"), ("load", "{here}/all", *to)),
        "copy": Task("copy", copied(root / "all.graph"), ("copy", "{here}/all.graph", neo4j.url)),
    }
    neo4j.holds = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_NEO4J_PASSWORD", neo4j.password)
        yield Prepared(tasks, {"load": None, "load-more": few, "copy": None}, every)
    neo4j.wipe()
    shutil.rmtree(root)


def fill(neo4j: Neo4j, graph: Graph | None) -> None:
    neo4j.wipe()
    if graph is not None:
        with open_store(neo4j.server, write=True) as store:
            store.put(graph)


def shown(neo4j: Neo4j) -> Graph | None:
    """What everybody can read; None where there is nothing, or nothing whole."""
    try:
        with open_store(neo4j.server, write=False) as store:
            return store.graph()
    except StoreError:
        return None


def again(task: Task, here: Path) -> None:
    """Run the command to its end, once the server has noticed that the killed one is gone."""
    until = time.monotonic() + 30
    while True:
        try:
            return killing.again(task, here)
        except AssertionError as error:
            if "in use by another process" not in str(error) or time.monotonic() > until:
                raise


@pytest.mark.parametrize("name", ["load", "load-more", "copy"])
def test_killed(name: str, prepared: Prepared, neo4j: Neo4j) -> None:
    task = replace(
        prepared.tasks[name], start=_later(prepared.tasks[name].start, neo4j, prepared.before[name])
    )
    whole = killing.undisturbed(task)
    assert shown(neo4j) == prepared.after
    dice = random.Random(f"{killing.SEED} {name} on a server")
    for _ in range(POINTS):
        with killing.folder(task) as here:
            delay = whole.seconds * dice.uniform(0, 1)
            with killing.running(task, here) as (process, touched):
                os.read(touched, 1)
                time.sleep(delay)
                process.kill()
                process.communicate(timeout=killing.PATIENCE)
            where = f"killed {delay:.3f} s of {whole.seconds:.3f} s after it connected"
            assert shown(neo4j) in (prepared.before[name], prepared.after), where
            again(task, here)
            assert shown(neo4j) == prepared.after, where


def _later(start: Callable[[Path], None], neo4j: Neo4j, graph: Graph | None) -> Callable[[Path], None]:
    def both(here: Path) -> None:
        start(here)
        fill(neo4j, graph)

    return both
