"""The data package: described by the standard's rules, safe in a spreadsheet, and everything comes back."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from kg.errors import DocumentError, StoreError
from kg.views import datapackage, parcel
from kg.views.leaving import OPEN
from kg.views.projection import Told
from tests.views import worlds


@given(worlds.worlds())
@settings(max_examples=15, deadline=None)
def test_it_comes_back_and_no_cell_is_a_formula(tmp_path_factory: pytest.TempPathFactory, told: Told) -> None:
    out = tmp_path_factory.mktemp("csv") / "package"
    datapackage.write(parcel.of(told, OPEN), out)
    assert datapackage.read(out) == told
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            types = fields(out, path.stem)
            for row in csv.DictReader(file):
                for column, cell in row.items():
                    assert types[column] != "string" or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_carriage_return_in_a_text_is_no_end_of_a_row(tmp_path: Path) -> None:
    told = worlds.the_story()
    odd = replace(told.claims[0], quote="one\rtwo", hedge="\r")
    told = replace(told, claims=(odd, *told.claims[1:]))
    datapackage.write(parcel.of(told, OPEN), tmp_path / "package")
    assert datapackage.read(tmp_path / "package") == told


def fields(out: Path, name: str) -> dict[str, str]:
    return {field["name"]: field["type"] for field in resource(out, name)["schema"]["fields"]}


def resource(out: Path, name: str) -> dict[str, Any]:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    (found,) = [one for one in package["resources"] if one["name"] == name]
    return dict(found)


def test_the_description_fits_the_files(tmp_path: Path) -> None:
    out = tmp_path / "package"
    told = worlds.the_story()
    datapackage.write(parcel.of(told, OPEN), out)
    for name in ("claims", "entities", "documents", "attacks"):
        about = resource(out, name)
        data = (out / about["path"]).read_bytes()
        assert about["bytes"] == len(data)
        assert about["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = list(csv.DictReader(data.decode().splitlines()))
        assert list(rows[0]) == list(fields(out, name))
        for key in about["schema"].get("foreignKeys", ()):
            known = getattr(told, key["reference"]["resource"])
            assert {row[key["fields"]] for row in rows} <= known.keys()
    lines = (out / "claims.csv").read_text(encoding="utf-8").splitlines()
    (row,) = [one for one in csv.DictReader(lines) if one["id"] == "wire-1-c1"]
    assert (row["status"], row["polarity"], row["says"], row["denies_it"], row["marking"]) == (
        "disputed",
        "positive",
        "Lena Orr",
        "Sudria",
        "TLP:AMBER",
    )


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    with pytest.raises(StoreError, match="already"):
        datapackage.write(parcel.of(Told(), OPEN), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    "text", ["id\n\xff", "id,doc\nc1", "id,start\nc,x\n", 'id,asserted_by\nc,"[1]"\n', "\0", "id,id\na,b\n"]
)
def test_what_is_no_package_is_refused(tmp_path: Path, text: str) -> None:
    for name in ("entities", "documents", "attacks"):
        (tmp_path / f"{name}.csv").write_text("id\n")
    (tmp_path / "claims.csv").write_bytes(text.encode("latin-1"))
    if text == "\0":
        assert datapackage.read(tmp_path) == Told()
    else:
        with pytest.raises(DocumentError):
            datapackage.read(tmp_path)
