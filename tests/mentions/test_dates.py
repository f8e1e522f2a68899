"""Dates: EDTF with the precision of the words, relative ones by the date of publication, no clock."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import documents
from kg.mentions import Reader
from kg.mentions.date_words import find as find_words
from kg.model import DateMention, Document
from kg.model.edtf import bounds, narrower, overlap, valid

SUNDAY = "2024-03-24"


@pytest.fixture(scope="session")
def dated(
    small_reader: Reader, report: Callable[[str], Document]
) -> Callable[[str, str | None], list[DateMention]]:
    def read(text: str, published: str | None) -> list[DateMention]:
        reading = small_reader.read(replace(report(text), published=published))
        for mention in reading.dates:
            assert reading.words(mention.start, mention.end) == mention.text
        return list(reading.dates)

    return read


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("The town was shelled on 26 August 2021.", "2021-08-26"),
        ("The town was shelled on August 26, 2021.", "2021-08-26"),
        ("The town was shelled on the 26th of August 2021.", "2021-08-26"),
        ("The town was shelled on Thursday, August 26, 2021.", "2021-08-26"),
        ("The town was shelled on 2021-08-26.", "2021-08-26"),
        ("The town was shelled on 26/08/2021.", "2021-08-26"),
        ("The town was shelled on 03.04.2021.", "2021-04-03"),
        ("The town was shelled in late March 2021.", "2021-03"),
        ("The town was shelled in late March.", "2024-03"),
        ("The town was shelled at the beginning of January.", "2024-01"),
        ("The town was shelled in December.", "2023-12"),
        ("The town was shelled last October.", "2023-10"),
        ("The town was shelled in May of last year.", "2023-05"),
        ("The town was shelled on Friday night.", "2024-03-22"),
        ("The town was shelled on Sunday.", "2024-03-24"),
        ("The town was shelled last Sunday.", "2024-03-17"),
        ("The town was shelled yesterday.", "2024-03-23"),
        ("The town was shelled last night.", "2024-03-23"),
        ("The town was shelled last year.", "2023"),
        ("The town was shelled last month.", "2024-02"),
        ("The town was shelled last week.", "2024-03-11/2024-03-17"),
        ("The town was shelled three days ago.", "2024-03-21"),
        ("The town was shelled two weeks ago.", "2024-03-10~"),
        ("The town was shelled two months ago.", "2024-01"),
        ("The town was shelled in 2019.", "2019"),
        ("The town was shelled in early 2019.", "2019"),
        ("The town was shelled in the spring of 2019.", "2019-21"),
        ("The town was shelled in the 1990s.", "199X"),
        ("The town has been shelled since 2014.", "2014/.."),
        ("The town has been shelled since late March.", "2024-03/.."),
        ("The town was shelled until June 2020.", "../2020-06"),
        ("The town was shelled between 2014 and 2016.", "2014/2016"),
        ("The town was shelled from 2 to 5 people a day in 2014–2016.", "2014/2016"),
        ("The leaders will meet on Monday.", "2024-03-25"),
        ("The leaders will meet in May.", "2024-05"),
    ],
)
def test_words_give_their_own_precision(
    dated: Callable[[str, str | None], list[DateMention]], words: str, edtf: str
) -> None:
    assert [mention.edtf for mention in dated(words, SUNDAY)] == [edtf]


@pytest.mark.parametrize(
    "words",
    [
        "The town was shelled in recent months.",
        "They may march on the capital.",
        "2000 people fled the town.",
        "A 17-year-old girl fled the town.",
        "The rate rose to 3.5 in the town.",
        "They won $2000 in the town.",
    ],
)
def test_vague_words_and_counts_are_no_dates(
    dated: Callable[[str, str | None], list[DateMention]], words: str
) -> None:
    assert dated(words, SUNDAY) == []


@pytest.mark.parametrize(
    "words",
    ["The town was shelled on Monday.", "The town was shelled in March.", "It was shelled last year."],
)
def test_relative_words_stay_unread_without_a_date_of_publication(
    dated: Callable[[str, str | None], list[DateMention]], words: str
) -> None:
    assert dated(words, None) == []


def test_a_month_takes_the_year_of_the_narrative(
    dated: Callable[[str, str | None], list[DateMention]],
) -> None:
    found = dated("The raid was on 9 October 2016. The toll stood at 16 as of October 12.", "2024-03-24")
    assert [mention.edtf for mention in found] == ["2016-10-09", "2016-10-12"]
    found = dated("Reports surfaced in 2010. In October the ships left.", None)
    assert [mention.edtf for mention in found] == ["2010", "2010-10"]


def test_days_are_counted_from_the_day_named_before(
    dated: Callable[[str, str | None], list[DateMention]],
) -> None:
    found = dated(
        "The raid was on 9 October 2016. Two days later the town fell. The next day it burned.", None
    )
    assert [mention.edtf for mention in found] == ["2016-10-09", "2016-10-11", "2016-10-12"]
    found = dated("He was shot two days before the siege of 9 October 2016.", None)
    assert [mention.edtf for mention in found] == ["2016-10-07", "2016-10-09"]


def test_a_garbled_month_keeps_both_readings(
    dated: Callable[[str, str | None], list[DateMention]],
) -> None:
    (mention,) = dated("Two people were killed in Might 2017 in the north.", None)
    assert (mention.edtf, mention.alternate) == ("2017", "2017-05")


def test_capitals_are_read(dated: Callable[[str, str | None], list[DateMention]]) -> None:
    found = dated("BOGOTA, 17 FEB 90 -- THE TOWN WAS SHELLED IN MAY 1989. THEY MAY RETURN.", None)
    assert [mention.edtf for mention in found] == ["1990-02-17", "1989-05"]


@pytest.mark.real
def test_the_real_reports_have_the_dates_that_people_read(reader: Reader, shared: Path) -> None:
    read, _ = documents.read([shared / "seeds"])
    found = {(r.document.id.split("_")[0], m.edtf) for r in reader.pipe(read) for m in r.dates}
    assert {("001", "2021-08-26"), ("001", "2022-12"), ("002", "2024-03-22"), ("002", "2024-01")} <= found


@given(st.text(alphabet="0123456789 -/.abcMJunemarchSundylt,'", max_size=200))
def test_any_text_is_read_without_overlap(text: str) -> None:
    found = find_words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_long_hostile_text_is_read_quickly() -> None:
    for text in ("1 " * 50_000, "early " * 20_000, "on the " * 20_000, "19" * 50_000, "May 2017 " * 20_000):
        find_words(text)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_every_shorter_form_of_a_day_overlaps_it(day: object, length: int) -> None:
    iso = str(day)
    assert valid(iso[:length])
    assert overlap(iso, iso[:length])
    assert narrower(iso[:length], iso) == iso


def test_bounds_of_open_and_approximate_dates() -> None:
    assert bounds("soon") is None
    assert bounds("2016/2014") is None
    assert overlap("2024-03-10~", "2024-03-12")
    assert not overlap("2024-03-10~", "2024-03-20")
    assert overlap("../2016", "2014")
    assert not overlap("2017", "../2016")
