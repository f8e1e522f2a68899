"""Attacks in own sentences of many kinds: when, where, by whom, how firmly, with what harm."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Document, Extraction

PROBES = Path(__file__).parent / "probes_attacks"


def cases(name: str) -> list[Any]:
    """The probes of one file; those that kg is known not to read yet are expected to fail."""
    rows = yaml.safe_load((PROBES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        pytest.param(
            row, id=row["text"][:60], marks=[pytest.mark.xfail(strict=False)] if row.get("open") else []
        )
        for row in rows
    ]


@cache
def _reader() -> Reader:
    return Reader(load())


def read(row: dict[str, Any]) -> Extraction:
    text = row["text"]
    document = Document(
        id="probe",
        file="probe.txt",
        start=0,
        end=len(text),
        sha256=sha256(text.encode()).hexdigest(),
        content=text,
        published=row["published"],
        genre="news",
    )
    return RulesExtractor().extract(_reader().read(document))


def check(row: dict[str, Any]) -> None:
    found = read(row)
    names = {one.id: one.name for one in found.entities}
    assert found.attacks or not {"date", "kind", "place"} & set(row)
    if "date" in row:
        assert found.attacks[0].date == row["date"]
    if "kind" in row:
        assert found.attacks[0].kind == row["kind"]
    if "place" in row:
        assert names.get(found.attacks[0].place or "") == row["place"]
    if "places" in row:
        assert [names.get(one.place or "") for one in found.attacks] == row["places"]
    behind = [c for c in found.claims if c.relation in {"PERPETRATED", "INVOLVED_IN"}]
    for name, modality in row.get("by", {}).items():
        said = {c.modality for c in behind if name in {c.subject, names[c.subject]}}
        assert said == {modality}
    if row.get("nobody"):
        assert not behind
    claimed = {c.subject for c in found.claims if c.relation == "CLAIMED_RESPONSIBILITY"}
    assert claimed == set(row.get("claimed", claimed))
    figures = [[f.measure, f.qualifier, f.value] for one in found.attacks for f in one.casualties]
    for figure in row.get("figures", []):
        assert figure in figures


@pytest.mark.parametrize("row", cases("dates"))
def test_when_an_attack_was(row: dict[str, Any]) -> None:
    check(row)


@pytest.mark.parametrize("row", cases("places"))
def test_where_an_attack_was(row: dict[str, Any]) -> None:
    check(row)


@pytest.mark.parametrize("row", cases("authors"))
def test_who_is_said_to_be_behind_an_attack(row: dict[str, Any]) -> None:
    check(row)


@pytest.mark.parametrize("row", cases("figures"))
def test_what_an_attack_cost(row: dict[str, Any]) -> None:
    check(row)
