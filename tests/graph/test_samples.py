"""The sample reports, read by the real stages: nothing is lost in the graph, whatever the order."""

from pathlib import Path

import pytest

from kg import documents, entities, pipeline
from kg.graph import open_store
from kg.graph.rows import ordered
from kg.model import Extraction
from tests.graph.test_store import dump

# The same is held on fewer documents in tests/test_pipeline.py; this one takes half a minute.
pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def extractions(samples: Path) -> list[Extraction]:
    """What the rules extractor finds in each sample."""
    found, skipped = documents.read([samples])
    assert not skipped
    read, failed = pipeline.claims_of(found)
    assert not failed
    return list(read)


def _build(place: Path, new: list[Extraction]) -> None:
    with open_store(place, write=True) as store:
        kept = store.extractions(without={extraction.document.id for extraction in new})
        store.write(new, entities.join([*kept, *new]), extractor="rules", version="1")


def test_the_order_of_real_documents_makes_no_difference(
    extractions: list[Extraction], tmp_path: Path
) -> None:
    together, singly = tmp_path / "together.graph", tmp_path / "singly.graph"
    _build(together, extractions)
    # The last three one by one: the more documents, the longer the test and the same the case.
    _build(singly, extractions[:-3])
    for extraction in reversed(extractions[-3:]):
        _build(singly, [extraction])
    assert dump(together) == dump(singly)
    with open_store(together, write=True) as store:
        back = store.extractions()
        assert back == tuple(sorted(map(ordered, extractions), key=lambda x: x.document.id))
        assert entities.join(back) == entities.join(extractions)
        assert not store.write(extractions, entities.join(extractions), extractor="rules", version="1")
        assert store.counts().claims
