"""The whole story with a fifth document and one superseded version, for the tests of what people read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story
from tests.stores import holding


@pytest.fixture(scope="module")
def embedded_tale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """It in a folder, open for reading."""
    folder: Path = tmp_path_factory.mktemp("told") / "kg.graph"
    story.tell(folder)
    with open_store(folder, write=False) as reader:
        yield reader


@pytest.fixture
def store(backend: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """It, open for reading."""
    if backend == "embedded":
        yield request.getfixturevalue("embedded_tale")
    else:
        place = holding(request.getfixturevalue("neo4j"), "tale", story.tell)
        with open_store(place, write=False) as reader:
            yield reader
