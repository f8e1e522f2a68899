"""Stores for the tests of the graph."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A path where nothing is."""
    return tmp_path / "kg.graph"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the whole story, to be copied."""
    return story.write(tmp_path_factory.mktemp("built") / "kg.graph")


@pytest.fixture
def written(built: Path, place: Path) -> Path:
    """A graph of the whole story, to be changed by one test."""
    shutil.copytree(built, place)
    return place


@pytest.fixture(scope="module")
def store(built: Path) -> Iterator[Store]:
    """The whole story, open for reading."""
    with open_store(built, write=False) as reader:
        yield reader
