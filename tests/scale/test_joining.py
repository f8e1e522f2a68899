"""Joining group by group gives the bytes that joining all at once gives."""

from pathlib import Path

import pytest

from kg import pipeline
from kg.scale.engine import Local
from tests.scale.worlds import extractions, job, joined, lines


@pytest.mark.parametrize(("seed", "number", "buckets", "style"), [(1, 7, 3, "jsonl"), (8, 40, 5, "parquet")])
def test_shards_hold_what_one_process_makes(
    seed: int, number: int, buckets: int, style: str, tmp_path: Path
) -> None:
    found = extractions(seed)
    whole = pipeline.joined(found)
    assert lines(joined(found, job(tmp_path, number, style), Local(buckets, seed))) == lines(whole)
    # Else the worlds would be too tame to tell anything.
    assert any(claim.denied_by for claim in whole.claims)
    assert any(len(attack.documents) > 1 for attack in whole.attacks)
    assert any(attack.id.endswith("-2") for attack in whole.attacks)
    assert any(attack.perpetrators for attack in whole.attacks)
    assert any(document.copy_of for document in whole.documents)
    assert whole.renamed
