"""Attacks: joined rightly, with date, place, perpetrators and figures."""

from dataclasses import replace
from typing import Any

import pytest

from kg.evaluate.attacks import Cell, b_cubed, merged
from kg.model import Figure, Perpetrator, Records
from tests.evaluate.conftest import Case


def split(case: Case) -> Records:
    """The bombing as two attacks, one a document."""
    whole = case.attack("depot-bombing")
    parts = [
        replace(
            whole,
            id=f"depot-bombing-{doc}",
            mentions=tuple(one for one in whole.mentions if one.doc == doc),
            casualties=tuple(one for one in whole.casualties if one.doc == doc),
        )
        for doc in ("a_01", "b_02")
    ]
    return replace(case.records, attacks=(*parts, case.attack("convoy-ambush")))


def joined(case: Case) -> Records:
    """Both attacks as one."""
    one, other = case.attack("depot-bombing"), case.attack("convoy-ambush")
    return replace(case.records, attacks=(replace(one, mentions=one.mentions + other.mentions),))


def test_one_attack_split_in_two(case: Case) -> None:
    scores = case.score(split(case))
    assert scores.attacks == {"convoy-ambush": True, "depot-bombing": False}
    assert scores.value("attacks.b_cubed_precision") == 1.0
    assert scores.value("attacks.b_cubed_recall") == pytest.approx(2 / 3)
    assert scores.measures["figures.recall"].right == 3
    assert scores.measures["figures.on_attack"].right in {1, 2}


def test_two_attacks_joined_into_one(case: Case) -> None:
    scores = case.score(joined(case))
    assert scores.attacks == {"convoy-ambush": False, "depot-bombing": False}
    assert scores.value("attacks.b_cubed_recall") == 1.0
    assert scores.value("attacks.b_cubed_precision") == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_cells_by_hand() -> None:
    cells = (Cell("x", "1", "a"), Cell("x", "2", "a"), Cell("y", "1", "b"), Cell("z", "1", None))
    assert merged(cells) == {"x": True, "y": True, "z": False}
    assert b_cubed(cells) == (1.0, 1.0)
    assert b_cubed(()) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date": "2021-05"}, {"attacks.date"}),
        ({"date": None}, {"attacks.date"}),
        ({"place": "sorrel"}, set()),  # the next larger place
        ({"place": "halden"}, {"attacks.place"}),
        ({"perpetrators": ()}, {"attacks.perpetrators.f1", "attacks.perpetrator_status"}),
        (
            {"perpetrators": (Perpetrator("lake-militia", "alleged", ("a_01",)),)},
            {"attacks.perpetrators.f1", "attacks.perpetrator_status"},
        ),
        (
            {"perpetrators": (Perpetrator("reed-front", "claimed", ("a_01",)),)},
            {"attacks.perpetrator_status"},
        ),
        ({"casualties": ()}, {"figures.f1", "figures.on_attack", "figures.from_totals"}),
    ],
)
def test_details(case: Case, changes: dict[str, object], expected: set[str]) -> None:
    assert case.moved(case.with_attack("depot-bombing", **changes)) == expected


@pytest.mark.parametrize("wrong", [{"value": 13}, {"qualifier": "exact"}, {"measure": "wounded"}])
def test_a_figure_needs_measure_bound_and_value(case: Case, wrong: dict[str, Any]) -> None:
    first, *rest = case.attack("depot-bombing").casualties
    scores = case.score(case.with_attack("depot-bombing", casualties=(replace(first, **wrong), *rest)))
    assert scores.value("figures.recall") == pytest.approx(2 / 3)
    assert scores.value("figures.precision") == pytest.approx(2 / 3)


def test_a_yearly_total_is_no_figure_of_an_attack(case: Case) -> None:
    total = case.gold.aggregates[0]
    figure = Figure("f", "a_01", "killed", 800, "exact", "killed 800 people", total.start, total.end)
    attack = case.attack("depot-bombing")
    records = case.with_attack("depot-bombing", casualties=(*attack.casualties, figure))
    scores = case.score(records)
    assert scores.value("figures.precision") == pytest.approx(3 / 4)
    assert scores.measures["figures.from_totals"].right == 1
