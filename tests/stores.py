"""Where tests keep their graphs: a folder, or the database of a real server. One suite for both."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.graph import story

Address = str | Path
Fresh = Callable[[], Address]
"""Gives an address where no graph is; what an earlier call gave may be gone then."""


@pytest.fixture(params=["embedded"])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of store that a test runs on."""
    return str(request.param)


@pytest.fixture
def fresh(backend: str, tmp_path: Path) -> Fresh:
    """Makes addresses where no graph is."""
    made = iter(range(1000))

    def folder() -> Path:
        number = next(made)
        return tmp_path / (f"kg-{number}.graph" if number else "kg.graph")

    return folder


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
def written(backend: str, built: Path, place: Address) -> Address:
    """A graph of the whole story, to be changed by one test."""
    assert isinstance(place, Path)
    shutil.copytree(built, place)
    return place
