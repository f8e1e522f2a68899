"""Backups of earlier formats come back in today's shape, as whole as a graph that was built today.

`formats/format-N.kg.gz` was written by the kg of that format: the sample reports with one of them in two
versions, one withdrawn, and a judgement of four kinds each. Such a file is never written anew.
"""

from functools import partial
from pathlib import Path

import pytest

from kg import pipeline
from kg.entities import judgements
from kg.entities.settled import Settled, settle
from kg.graph import build, open_store, restore
from kg.views import backup, verify

FORMATS = sorted((Path(__file__).parent / "formats").glob("format-*.kg.gz"))


def settled(found: backup.Backup, folder: Path) -> Settled:
    """What the judgements in a backup come to."""
    path = folder / "judgements.jsonl"
    path.write_bytes(found.judgements)
    return settle(judgements.read(path))


@pytest.mark.parametrize("saved", FORMATS, ids=lambda path: path.name)
def test_an_earlier_graph_is_the_one_that_its_documents_make_today(saved: Path, tmp_path: Path) -> None:
    found = backup.read(saved)
    assert saved.name == f"format-{found.format}.kg.gz"
    live, old = restore.stored(found.graph)
    assert (len(live), len(old)) == (15, 2)
    decided = settled(found, tmp_path)
    assert (len(decided.claims), len(decided.ratings), len(decided.attacks.groups)) == (1, 1, 1)
    joined = pipeline.joined([stored.extraction for stored in live], decided)
    assert found.graph == build.graph(live, joined, old)


@pytest.mark.parametrize("saved", FORMATS, ids=lambda path: path.name)
def test_an_earlier_graph_is_restored_whole(saved: Path, tmp_path: Path) -> None:
    found = backup.read(saved)
    with open_store(tmp_path / "kg.graph", write=True) as store:
        backup.restore(store, found)
        assert store.graph() == found.graph
        join = partial(pipeline.joined, settled=settled(found, tmp_path))
        assert verify.verify(store, join) == ()
