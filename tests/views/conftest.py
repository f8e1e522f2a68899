"""The whole story with a fifth document and one superseded version, for the tests of what people read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story


@pytest.fixture(scope="module")
def open_told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """It in a folder, open for reading."""
    folder: Path = tmp_path_factory.mktemp("told") / "kg.graph"
    story.tell(folder)
    with open_store(folder, write=False) as reader:
        yield reader


@pytest.fixture
def store(backend: str, open_told: Store) -> Store:
    """It, open for reading."""
    return open_told
