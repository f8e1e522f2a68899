"""The whole story, for the tests of the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store


@pytest.fixture(scope="module")
def open_story(built: Path) -> Iterator[Store]:
    """The whole story in a folder, open for reading."""
    with open_store(built, write=False) as reader:
        yield reader


@pytest.fixture
def store(backend: str, open_story: Store) -> Store:
    """The whole story, open for reading."""
    return open_story
