"""Versions that stand against one another."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Attack, Claim, Document, Figure
from kg.views.conflicts import as_table, as_text, conflicts
from kg.views.projection import Told, of_records
from kg.views.tolls import bounds, contradict, versions
from tests.graph import story

TALE = of_records(story.join([*story.all_four(), story.border()]))


def _with(*claims: Claim) -> Told:
    return replace(TALE, claims=tuple(sorted((*TALE.claims, *claims), key=lambda claim: claim.id)))


def _claim(number: int, triple: str, *voices: str, doc: str = "wire-1", **more: str) -> Claim:
    subject, relation, object_ = triple.split()
    claim = Claim(
        f"z{number}", doc, subject, relation, object_, "…", 0, 1, asserted_by=voices, status="alleged"
    )
    return replace(claim, **more)  # type: ignore[arg-type]


def _figure(
    doc: str, value: int, qualifier: str = "exact", measure: str = "killed", of: str | None = "people"
) -> Figure:
    return Figure(f"{doc}-{value}", doc, measure, value, qualifier, "…", value, value + 1, of)


def _toll(*figures: Figure, **copies: str) -> tuple[Told, Attack]:
    documents = {f.doc: Document(f.doc, "f", 0, 0, "", "", copy_of=copies.get(f.doc)) for f in figures}
    attack = Attack("x", "X", "bombing", casualties=figures, documents=tuple(sorted(documents)))
    return Told(documents=documents, attacks={"x": attack}), attack


@pytest.mark.parametrize(
    ("qualifier", "span"),
    [
        ("exact", (10, 10)),
        ("at_least", (10, None)),
        ("over", (11, None)),
        ("up_to", (0, 10)),
        ("around", (9, 11)),
    ],
)
def test_a_figure_as_a_range(qualifier: str, span: tuple[int, int | None]) -> None:
    assert bounds(_figure("d", 10, qualifier)) == span


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (_figure("a", 133), _figure("b", 140, "over"), True),
        (_figure("a", 140), _figure("b", 130, "over"), False),
        (_figure("a", 182), _figure("b", 137, measure="casualties"), True),
        (_figure("a", 100), _figure("b", 137, measure="casualties"), False),
        (_figure("a", 3), _figure("b", 5, measure="wounded"), False),
        (_figure("a", 3), _figure("b", 13, of="soldiers"), True),
        (_figure("a", 30), _figure("b", 13, of="soldiers"), False),
    ],
)
def test_which_figures_cannot_both_hold(one: Figure, other: Figure, against: bool) -> None:
    found = versions(*_toll(one, other))
    assert contradict(found[0], found[-1]) is against
    assert contradict(found[-1], found[0]) is against


def test_figures_of_near_copies_are_one_version() -> None:
    told, _ = _toll(_figure("a", 3), _figure("b", 3), _figure("c", 4), b="a")
    (found,) = conflicts(told)
    assert [version.documents for version in found.versions] == [("a",), ("c",)]
    assert conflicts(_toll(_figure("a", 3), _figure("b", 3))[0]) == ()


def test_the_figures_of_the_story() -> None:
    (found,) = conflicts(TALE, ["figures"])
    assert [(v.what, v.low, v.high, v.contradicts, v.said_by) for v in found.versions] == [
        ("12 killed", 12, 12, (2,), ("Port Police",)),
        ("at least 14 killed", 14, None, (1,), ("Port Police",)),
    ]


def test_rival_perpetrators_but_not_a_branch_and_its_whole_nor_two_named_together() -> None:
    attack = story.JOINED
    assert conflicts(TALE, ["perpetrators"]) == ()
    whole = _with(_claim(1, f"hill-front PERPETRATED {attack}", "norland"))
    assert conflicts(whole, ["perpetrators"]) == ()
    rival = _with(_claim(1, f"sudria INVOLVED_IN {attack}", "norland"))
    (found,) = conflicts(rival, ["perpetrators"])
    assert {v.what.split(" ")[0] for v in found.versions} == {"Coast", "Sudria"}
    assert found.versions[-1].contradicts == (1, 2)
    together = _with(_claim(1, f"river-band PERPETRATED {attack}", "port-police", doc="tribune-1"))
    (found,) = conflicts(together, ["perpetrators"])
    assert [v.contradicts for v in found.versions] == [(2,), (1,)]


def test_friend_and_foe_of_the_same() -> None:
    told = _with(_claim(1, "norland SUPPORTS hill-front", "sudria"))
    (found,) = conflicts(told, ["roles"])
    assert found.about == "Hill Front and Norland"
    past = _with(
        _claim(1, "norland SUPPORTS river-band", valid="1990"),
        _claim(2, "norland RIVAL_OF river-band", valid="2020"),
    )
    assert conflicts(past, ["roles"]) == ()


def test_a_claim_and_its_denial() -> None:
    found = conflicts(TALE, ["denials"])
    assert [one.about for one in found] == ["Sudria SUPPORTS Coast Column", "Sudria SUPPORTS Hill Front"]
    assert found[0].versions[1].what == "not so, says Sudria (the accused)"
    assert [version.status for version in found[0].versions] == ["disputed", "denied"]


def test_dates_that_cannot_both_hold() -> None:
    assert conflicts(TALE, ["dates"]) == ()
    told = _with(_claim(1, "norland CREATED river-band", "norland", valid="2021-03"))
    (found,) = conflicts(told, ["dates"])
    assert [version.what for version in found.versions] == ["2019", "2021-03"]
    agreed = _with(_claim(1, "norland CREATED river-band", "norland", valid="2019-03"))
    assert conflicts(agreed, ["dates"]) == ()


def test_text_and_table_never_leave_out_a_status() -> None:
    found = conflicts(TALE)
    assert all(row["status"] for row in as_table(found).rows)
    assert (
        "(1) 12 killed [12]: alleged, said by Port Police; gazette-1, 2023-05-04; stands against (2)"
        in as_text(found)
    )


@pytest.mark.real
@pytest.mark.slow
def test_the_figures_of_two_attacks_in_the_seeds(shared: Path) -> None:
    from kg import pipeline

    told = of_records(pipeline.extract(sorted((shared / "seeds").glob("00*.txt"))).records)
    figures = {one.about: [v.what for v in one.versions] for one in conflicts(told, ["figures"])}
    (crocus,) = [found for about, found in figures.items() if "Crocus" in about]
    assert crocus == ["around 137 casualties", "over 140 killed", "133 killed", "over 130 killed"]
    (kabul,) = [found for about, found in figures.items() if "Airport" in about]
    assert [one.partition(" (")[0] for one in kabul] == [
        "over 183 casualties, 13 casualties",
        "182 killed",
        "13 killed",
    ]
    assert "over 100 killed (civilians)" in kabul[2]
