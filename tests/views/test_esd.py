"""The table of external support: years from the words alone, letters, who alleges and who denies."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import Claim, Document, Unnamed
from kg.views import esd, parcel
from kg.views.leaving import OPEN
from tests.views import worlds

PAPER = Document("paper-0", "p.txt", 0, 100, "0" * 64, "", publisher="Hill Gazette", published="2023-05-04")


def said(number: int, *kinds: str, **more: Any) -> Claim:
    base = Claim(
        f"c{number}", "paper-0", "sudria", "SUPPORTS", "front", "words", number * 10, number * 10 + 5
    )
    support = {"support": list(kinds)} if kinds else {}
    return replace(base, **{"qualifiers": support, "asserted_by": ("norland",), "status": "alleged", **more})


def rows(claims: list[Claim], folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The dated and the undated rows."""
    told = worlds.told([PAPER], claims)
    esd.write(parcel.of(told, OPEN), folder / "esd")
    return (read(folder / "esd" / "support.csv"), read(folder / "esd" / "support-undated.csv"))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_for_each_year_that_the_words_give(tmp_path: Path) -> None:
    claims = [said(1, "weapons", valid="2015/2016"), said(2, "funding", valid="2016-03"), said(3, "training")]
    dated, undated = rows(claims, tmp_path)
    assert [(row["year"], row["ext_w"], row["ext_f"], row["claims"]) for row in dated] == [
        ("2015", "1", "0", "c1"),
        ("2016", "1", "1", "c1 c2"),
    ]
    assert [(row["ext_t"], row["claims"]) for row in undated] == [("1", "c3")]
    assert "year" not in undated[0]
    assert dated[0]["publishers"] == "Hill Gazette"


def test_who_alleges_and_who_denies_stand_in_the_row(tmp_path: Path) -> None:
    denial = said(2, asserted_by=("sudria",), polarity="negative", status="denied")
    other = said(3, "weapons", asserted_by=(Unnamed("=officials"),), valid="2015", level="elements")
    dated, undated = rows([said(1, "weapons"), denial, other], tmp_path)
    (row,) = undated
    assert (row["supporter"], row["recipient"], row["status"], row["ext_alleged"]) == (
        "Sudria",
        "Hill Front",
        "disputed",
        "1",
    )
    assert (row["alleged_by"], row["denied_by"], row["denials"]) == ("Norland", "Sudria", "c2")
    (row,) = dated
    assert (row["alleged_by"], row["denied_by"], row["ext_elements"]) == ("“=officials”", "Sudria", "1")
    assert (row["ext_nonstate"], row["actor_nonstate"]) == ("0", "1")


def test_what_a_document_says_in_its_own_voice_is_not_alleged_only(tmp_path: Path) -> None:
    own = said(1, "weapons", asserted_by=(), status="unattributed", valid="2015")
    dated, _ = rows([own], tmp_path)
    assert (dated[0]["ext_alleged"], dated[0]["status"]) == ("0", "unattributed")


def test_kinds_that_have_two_letters_leave_both_open(tmp_path: Path) -> None:
    dated, _ = rows([said(1, "troops", "political", valid="2015"), said(2, valid="2016")], tmp_path)
    assert [(row["ext_x"], row["ext_p"], row["ext_troops"], row["ext_o"], row["ext_u"]) for row in dated] == [
        ("NA", "NA", "1", "1", "0"),
        ("0", "0", "0", "0", "1"),
    ]


@pytest.mark.parametrize(
    ("valid", "expected"),
    [
        ("2017~", (2017,)),
        ("../2016", (2016,)),
        ("2001-24", (2001,)),
        ("2016/2015", ()),
        ("soon", ()),
        ("", ()),
        ("/", ()),
        ("0001/9999", ()),
    ],
)
def test_years(valid: str, expected: tuple[int, ...]) -> None:
    assert esd.years(valid) == expected


def test_other_relations_and_mere_denials_are_no_rows(tmp_path: Path) -> None:
    denial = said(1, asserted_by=("sudria",), polarity="negative", status="denied", valid="2015")
    assert rows([denial, said(2, relation="RIVAL_OF")], tmp_path) == ([], [])
