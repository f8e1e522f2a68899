"""Casualty figures: measure, number, bound, of whom; totals of a year belong to no attack."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.claims import figures
from kg.claims.rules import RulesExtractor
from kg.mentions import Reader
from kg.model import Document, Figure, Unnamed

Numbers = Callable[[str], list[tuple[str, str, int, str | None]]]


@pytest.fixture(scope="session")
def numbers(reader: Reader, report: Callable[[str], Document]) -> Numbers:
    def run(text: str) -> list[tuple[str, str, int, str | None]]:
        found = [one.figure for one in figures.find(reader.read(report(text)))]
        assert all(text[f.start : f.end] == f.quote for f in found)
        return [(f.measure, f.qualifier, f.value, f.of) for f in found]

    return run


@pytest.fixture(scope="session")
def told(reader: Reader, report: Callable[[str], Document]) -> Callable[[str], list[Figure]]:
    def run(text: str) -> list[Figure]:
        document = replace(report(text), published="2014-05-24")
        extraction = RulesExtractor().extract(reader.read(document))
        return [figure for attack in extraction.attacks for figure in attack.casualties]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed over 140 people.", ("killed", "over", 140, "people")),
        ("The blast killed more than 1,200 people.", ("killed", "over", 1200, "people")),
        ("The blast left at least 20 people dead.", ("killed", "at_least", 20, "people")),
        ("The blast left at least 20 dead.", ("killed", "at_least", 20, "people")),
        ("The blast wounded about 35 civilians.", ("wounded", "around", 35, "civilians")),
        ("The blast killed as many as thirty-five soldiers.", ("killed", "up_to", 35, "soldiers")),
        ("The blast killed up to 30 militants.", ("killed", "up_to", 30, "militants")),
        ("The blast killed no fewer than two dozen worshippers.", ("killed", "at_least", 24, "worshippers")),
        ("The blast claimed 12 lives.", ("killed", "exact", 12, "lives")),
        ("The blast caused the death of at least 50 people.", ("killed", "at_least", 50, "people")),
        ("The blast caused 137 casualties.", ("casualties", "exact", 137, "people")),
        ("The death toll rose to 58.", ("killed", "exact", 58, "people")),
        ("The number of fatalities stands at 16.", ("killed", "exact", 16, "people")),
        ("The ministry put the dead at 44.", ("killed", "exact", 44, "people")),
        ("The army put the dead at 978 militants.", ("killed", "exact", 978, "militants")),
        ("Three police officers were shot dead.", ("killed", "exact", 3, "police officers")),
        ("Seven passengers died.", ("killed", "exact", 7, "passengers")),
        ("Nine villagers lost their lives.", ("killed", "exact", 9, "villagers")),
        ("Four officers were taken to hospital.", ("wounded", "exact", 4, "officers")),
        ("The killing of two priests shocked the town.", ("killed", "exact", 2, "priests")),
        ("The killing of a priest shocked the town.", ("killed", "exact", 1, "priest")),
        ("The raid produced no casualties.", ("casualties", "exact", 0, "people")),
        ("No soldiers were injured.", ("wounded", "exact", 0, "soldiers")),
        ("The group killed and injured 119 civilians.", ("casualties", "exact", 119, "civilians")),
    ],
)
def test_a_figure_has_measure_bound_number_and_people(
    numbers: Numbers, text: str, expected: tuple[str, str, int, str]
) -> None:
    assert numbers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The blast wounded dozens.",
        "The blast killed a large number of people.",
        "A 17-year-old girl was seen.",
        "The blast destroyed 12 houses.",
        "Prices rose by 20 percent.",
        "They were arrested on 12 May.",
        "One of the wounded was flown out.",
        "The group has 3,000 fighters.",
    ],
)
def test_what_counts_no_harmed_people_is_no_figure(numbers: Numbers, text: str) -> None:
    assert numbers(text) == []


def test_lists_and_parts_are_figures_of_their_own(numbers: Numbers) -> None:
    assert numbers("The blast killed 13 servicemen and over 100 civilians.") == [
        ("killed", "exact", 13, "servicemen"),
        ("killed", "over", 100, "civilians"),
    ]
    assert numbers("The blast killed at least 18 people, including 10 soldiers and 8 civilians.") == [
        ("killed", "at_least", 18, "people"),
        ("killed", "exact", 10, "soldiers"),
        ("killed", "exact", 8, "civilians"),
    ]
    assert numbers("The raid left 23 people dead and 146 injured.") == [
        ("killed", "exact", 23, "people"),
        ("wounded", "exact", 146, "people"),
    ]


def test_the_dead_are_told_apart(numbers: Numbers) -> None:
    assert numbers("The blast killed 28 people. The army said 20 of the dead were soldiers.")[1][:3] == (
        "killed",
        "exact",
        20,
    )
    assert [n[2] for n in numbers("They put the dead at 978 militants, 168 soldiers and 47 civilians.")] == [
        978,
        168,
        47,
    ]
    assert [n[:3] for n in numbers("The blast killed 92 soldiers; a doctor put the figure at 98.")] == [
        ("killed", "exact", 92),
        ("killed", "exact", 98),
    ]


def test_a_person_named_as_killed_counts_as_one(told: Callable[[str], list[Figure]]) -> None:
    text = "Khalid Karim was murdered in Kano on Friday. Karim's murder shocked the town."
    assert [(f.value, f.of) for f in told(text)] == [(1, "Khalid Karim")]


def test_totals_and_series_belong_to_no_attack(told: Callable[[str], list[Figure]]) -> None:
    text = (
        "A bomb exploded in Kano on Friday. Attacks have killed 1,200 people since 2009. "
        "In 2013 the group killed 300 civilians."
    )
    assert told(text) == []


def test_a_later_sentence_counts_for_the_attack_spoken_of(told: Callable[[str], list[Figure]]) -> None:
    text = "A bomb exploded in Kano on Friday. Nine people died, police said. The toll later rose to eleven."
    assert [(f.value, f.asserted_by) for f in told(text)] == [(9, (Unnamed("police"),)), (11, ())]


def test_a_figure_repeated_in_other_words_counts_once(told: Callable[[str], list[Figure]]) -> None:
    text = "A bomb killed 12 students in Kano on Friday. The blast killed 12 people."
    assert [f.value for f in told(text)] == [12, 12]
    text = "A bomb killed 12 students in Kano on Friday. The blast killed 12 students."
    assert [f.value for f in told(text)] == [12]
