"""The whole story, for the tests of the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story
from tests.stores import holding


@pytest.fixture(scope="module")
def embedded_story(built: Path) -> Iterator[Store]:
    """The whole story in a folder, open for reading."""
    with open_store(built, write=False) as reader:
        yield reader


@pytest.fixture
def store(backend: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The whole story, open for reading."""
    if backend == "embedded":
        yield request.getfixturevalue("embedded_story")
    else:
        place = holding(request.getfixturevalue("neo4j"), "story", story.write)
        with open_store(place, write=False) as reader:
            yield reader
