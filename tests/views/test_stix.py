"""STIX: both of the standard's own tools take every bundle, nothing draws an edge, all comes back."""

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stix2
from hypothesis import Phase, given, settings
from stix2validator import ValidationOptions, validate_string

from kg.errors import DocumentError
from kg.views import parcel, stix
from kg.views.leaving import OPEN
from kg.views.projection import Told
from tests.views import worlds


def bundle(told: Told, folder: Path) -> str:
    """The bundle's text as it stands in the file."""
    out = folder / "bundle.json"
    stix.write(parcel.of(told, OPEN), out)
    return out.read_text(encoding="utf-8")


def complaints(text: str) -> list[Any]:
    """What the strict validator says against a bundle; it prints as it goes."""
    with contextlib.redirect_stdout(io.StringIO()):
        result = validate_string(text, ValidationOptions(version="2.1", strict=True))
    return [str(error) for error in result.errors]


def empty(value: Any) -> Iterator[Any]:
    """Nulls and empty lists, which STIX does not know."""
    if value is None or value in ([], {}):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from empty(one)


@given(worlds.worlds())
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_both_tools_take_it_and_it_comes_back(tmp_path_factory: pytest.TempPathFactory, told: Told) -> None:
    text = bundle(told, tmp_path_factory.mktemp("stix"))
    assert complaints(text) == []
    assert len(stix2.parse(text).objects) == len(json.loads(text)["objects"])
    assert stix.read(text.encode()) == told
    assert not list(empty(json.loads(text)))


def test_no_object_links_two_actors_but_the_notes(tmp_path: Path) -> None:
    text = bundle(worlds.the_story(), tmp_path)
    assert complaints(text) == []
    objects = json.loads(text)["objects"]
    assert {one["type"] for one in objects} == {
        "extension-definition",
        "grouping",
        "identity",
        "incident",
        "marking-definition",
        "note",
    }
    for one in objects:
        if one["type"] == "note":
            assert one["abstract"].split(":")[0] in (
                "alleged",
                "claimed",
                "denied",
                "disputed",
                "unattributed",
            )
            assert one["content"].startswith(one["abstract"])
    (accused,) = [one for one in objects if one.get("abstract") == "disputed: Sudria supports Coast Column"]
    assert "Denied by Sudria." in accused["content"]
    (denial,) = [
        one for one in objects if one.get("abstract") == "denied: NOT (Sudria supports Coast Column)"
    ]
    assert accused["id"] in denial["object_refs"]
    assert accused["modified"] == "2023-06-01T00:00:00.000Z"
    assert accused["created"] == "2023-06-01T00:00:00.000Z"


def test_every_object_of_kg_carries_its_marking(tmp_path: Path) -> None:
    objects = {one["id"]: one for one in json.loads(bundle(worlds.the_story(), tmp_path))["objects"]}
    clear = objects[stix.stix_id("note", "wire-2-c1")]
    (label,) = clear["object_marking_refs"]
    assert objects[label]["name"] == "TLP:CLEAR"
    unmarked = objects[stix.stix_id("note", "gazette-1-c1")]
    assert objects[unmarked["object_marking_refs"][0]]["name"] == "TLP:AMBER"


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\x00", b"[]", b'{"type": "bundle"}', b'{"type": "bundle", "objects": 3}', b"[" * 100_000],
)
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        stix.read(data)


@pytest.mark.parametrize("claim", [3, {}, {"id": 3}, {"id": "c", "doc": [], "qualifiers": 3}])
def test_a_record_that_is_none_is_refused_and_others_are_passed_over(claim: object) -> None:
    extension = {stix.EXTENSION: {"kg_claim": claim}}
    objects = [3, {"extensions": 3}, {"type": "note", "extensions": extension}]
    text = json.dumps({"type": "bundle", "objects": objects})
    if isinstance(claim, dict):
        with pytest.raises(DocumentError):
            stix.read(text.encode())
    else:
        assert stix.read(text.encode()) == Told()
