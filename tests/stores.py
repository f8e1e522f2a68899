"""Where tests keep their graphs: a folder, or the database of a real server. One suite for both."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from kg.graph import Address
from tests.graph import story
from tests.maven import Missing
from tests.neo4j.server import Neo4j, jars, java

Fresh = Callable[[], Address]
"""Gives an address where no graph is; on a server what an earlier call gave is gone then."""

_NEO4J = pytest.param("neo4j", marks=[pytest.mark.neo4j])


def lacking(what: str) -> NoReturn:
    """Skip a test that needs what this machine has not; fail with KG_NEO4J_REQUIRED set, as in CI."""
    if os.environ.get("KG_NEO4J_REQUIRED"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(params=["embedded", _NEO4J])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of store that a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A running server, started once."""
    try:
        java()
        jars()
    except Missing as missing:
        lacking(f"{missing}: not tried on a real Neo4j")
    server = Neo4j(tmp_path_factory.mktemp("neo4j"))
    server.prepare()
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.home / "data", ignore_errors=True)


@pytest.fixture
def fresh(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Fresh:
    """Makes addresses where no graph is."""
    made = iter(range(1000))

    def folder() -> Path:
        number = next(made)
        return tmp_path / (f"kg-{number}.graph" if number else "kg.graph")

    def database() -> Address:
        server: Neo4j = request.getfixturevalue("neo4j")
        server.wipe()
        return server.server

    return folder if backend == "embedded" else database


@pytest.fixture
def place(fresh: Fresh) -> Address:
    """An address where no graph is."""
    return fresh()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the whole story, to be copied."""
    folder = tmp_path_factory.mktemp("built") / "kg.graph"
    story.write(folder)
    return folder


@pytest.fixture
def written(place: Address, request: pytest.FixtureRequest) -> Address:
    """A graph of the whole story, to be changed by one test."""
    if isinstance(place, Path):
        shutil.copytree(request.getfixturevalue("built"), place)
    else:
        story.write(place)
    return place


def holding(server: Neo4j, name: str, make: Callable[[Address], None]) -> Address:
    """The server, with the graph that `make` writes in it; written again only where it has to be."""
    if server.holds != name:
        server.wipe()
        make(server.server)
        server.holds = name
    return server.server
