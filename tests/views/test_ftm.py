"""FollowTheMoney: only names of its model, no link between actors, and a word on what it cannot carry."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from kg.views import ftm, parcel
from kg.views.leaving import OPEN
from kg.views.projection import Told
from tests.views import worlds

THING = {
    "name",
    "alias",
    "country",
    "wikidataId",
    "summary",
    "description",
    "keywords",
    "sourceUrl",
    "publisher",
}

MODEL = {
    "Organization": THING,
    "PublicBody": THING,
    "Territory": THING,
    "Person": THING,
    "Address": THING | {"full"},
    "Event": THING | {"date"},
    "Note": THING | {"entity", "proof"},
    "Article": {"name", "title", "fileName", "author", "publisher", "publishedAt", "sourceUrl"},
    "Document": {"name", "title", "fileName"},
}
"""Properties that the published model has, of those that are used here."""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@given(worlds.worlds())
@settings(max_examples=8, deadline=None)
def test_the_names_are_those_of_the_model(tmp_path_factory: pytest.TempPathFactory, told: Told) -> None:
    out = tmp_path_factory.mktemp("ftm") / "ftm"
    ftm.write(parcel.of(told, OPEN), out)
    entities = {one["id"]: one for one in lines(out / "entities.ftm.json")}
    for one in entities.values():
        assert one["properties"].keys() <= MODEL[one["schema"]]
        assert all(
            value and isinstance(value, str) for values in one["properties"].values() for value in values
        )
        assert "name" in one["properties"]
        for prop in ("entity", "proof"):
            assert set(one["properties"].get(prop, ())) <= entities.keys()
        assert all(url.startswith("http") for url in one["properties"].get("sourceUrl", ()))
    statements = lines(out / "statements.json")
    told_again: dict[str, dict[str, list[str]]] = {}
    for one in statements:
        assert len(one) == 13
        told_again.setdefault(one["entity_id"], {}).setdefault(one["prop"], []).append(one["value"])
    assert told_again == {name: one["properties"] for name, one in entities.items()}
    assert len({one["id"] for one in statements}) == len(statements)


def test_a_claim_is_a_note_that_begins_with_its_status(tmp_path: Path) -> None:
    said = ftm.write(parcel.of(worlds.the_story(), OPEN), tmp_path / "ftm").told
    assert "cannot carry" in said
    assert "cannot carry" in (tmp_path / "ftm" / "LEFT-OUT.txt").read_text()
    entities = lines(tmp_path / "ftm" / "entities.ftm.json")
    assert {one["schema"] for one in entities} == {
        "Address",
        "Article",
        "Event",
        "Note",
        "Organization",
        "Person",
        "PublicBody",
        "Territory",
    }
    (note,) = [one for one in entities if one["id"] == ftm.proxy_id("claim", "wire-1-c1")]
    assert note["properties"]["name"] == ["disputed: Sudria supports Coast Column"]
    assert "Denied by Sudria." in note["properties"]["description"][0]
    event = next(one for one in entities if one["schema"] == "Event")
    assert event["properties"].keys() == {"name", "date", "summary"}
