"""What kg reads in the sample reports, kept for a person to review; apart from what is right (tests/gold).

A change of the extractor changes these files: look at the difference, then write them anew with
`KG_GOLDEN=write .venv/bin/pytest -n 0 tests/golden`.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.model import Attack, Claim, Records, Unnamed

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def records(samples: Path) -> Records:
    return pipeline.extract([samples]).records


def claim_row(claim: Claim) -> dict[str, Any]:
    voices = [voice.unnamed if isinstance(voice, Unnamed) else voice for voice in claim.asserted_by]
    return {
        "doc": claim.doc,
        "claim": f"{claim.subject} {'NOT ' * (claim.polarity == 'negative')}{claim.relation} {claim.object}",
        "status": claim.status,
        "says": voices,
        "modality": claim.modality,
        "hedge": claim.hedge,
        "denied_by": sorted({denial.entity for denial in claim.denied_by}),
        "quote": claim.quote,
    }


def attack_row(attack: Attack) -> dict[str, Any]:
    return {
        "attack": attack.id,
        "date": attack.date,
        "place": attack.place,
        "documents": attack.documents,
        "perpetrators": [f"{one.entity}: {one.status}" for one in attack.perpetrators],
        "figures": [
            f"{one.doc}: {one.measure} {one.qualifier} {one.value} {one.of or ''}"
            for one in attack.casualties
        ],
    }


def check(name: str, rows: Iterable[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path = HERE / name
    if os.environ.get("KG_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == text.splitlines()


def test_claims_of_the_sample_reports(records: Records) -> None:
    check("claims.jsonl", map(claim_row, records.claims))


def test_attacks_of_the_sample_reports(records: Records) -> None:
    check("attacks.jsonl", map(attack_row, records.attacks))
