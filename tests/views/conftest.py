"""A graph for the tests of what people read."""

from collections.abc import Iterator

import pytest

from kg.graph import Store, open_store
from tests.graph import story


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The whole story, and one superseded version, open for reading."""
    place = tmp_path_factory.mktemp("views") / "kg.graph"
    others = [extraction for extraction in story.all_four() if extraction.document.id != "wire-2"]
    with open_store(place, write=True) as writer:
        for last in (story.older_wire_2(), story.wire_2()):
            every = [*others, last]
            writer.write(every, story.join(every), extractor="rules", version="1")
    with open_store(place, write=False) as reader:
        yield reader
