"""The whole story once for all tests of RDF."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests.graph import story


@pytest.fixture(scope="session")
def embedded_tale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """It in a folder, open for reading."""
    folder: Path = tmp_path_factory.mktemp("told-once") / "kg.graph"
    story.tell(folder)
    with open_store(folder, write=False) as reader:
        yield reader
