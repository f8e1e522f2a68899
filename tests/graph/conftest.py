"""Stores for the tests of the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A path where nothing is."""
    return tmp_path / "kg.graph"


@pytest.fixture
def written(place: Path) -> Path:
    """A graph of the whole story, to be changed by one test."""
    return story.write(place)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The whole story, open for reading."""
    with open_store(story.write(tmp_path_factory.mktemp("story") / "kg.graph"), write=False) as reader:
        yield reader
