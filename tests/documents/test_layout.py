"""Articles told by layout: pages of several, the head of a lone one, and texts made to break it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import dateline
from kg.documents.article import Article
from kg.documents.layout import split

FERRY = "The harbour master stopped a ferry on Monday. Nobody was hurt, the company said."
STRIKE = "Dockers walked out for a second day. The union blamed the ministry for the delay."
PAGE = f"""Latest news with #Harbour


The Harbour Post
11-06-2025
- Politics
- The Harbour Post
Ferry stopped at sea
{FERRY}
&w=3840&q=100)

Delta Wire
04-05-2025
- Business
- Delta Wire
Dockers walk out again
{STRIKE}
"""


def words(text: str, article: Article) -> str:
    return text[article.body_start : article.end]


def test_a_page_is_split_at_its_heads() -> None:
    first, second = split(PAGE)
    assert PAGE[first.start :].startswith("The Harbour Post\n")
    assert (first.publisher, first.published, first.title) == (
        "The Harbour Post",
        "2025-06-11",
        "Ferry stopped at sea",
    )
    assert words(PAGE, first) == FERRY
    assert (second.publisher, second.published) == ("Delta Wire", "2025-05-04")
    assert words(PAGE, second) == STRIKE
    for article in (first, second):
        assert PAGE[article.title_start : article.title_end] == article.title


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_are_counted_as_they_stand(newline: str) -> None:
    page = PAGE.replace("\n", newline)
    first, second = split(page)
    assert words(page, first) == FERRY
    assert words(page, second) == STRIKE
    assert page[second.start : second.start + 10] == "Delta Wire"


def test_the_rest_of_a_page_address_belongs_to_no_article() -> None:
    page = PAGE.rstrip() + "\n\nimage/?url=https%3A%2F%2Fpost.example%2Fa.jpg\n&w=640&q=75)\n"
    assert words(page, split(page)[1]) == STRIKE


def test_an_article_above_the_first_head_is_kept() -> None:
    text = "\n".join([FERRY] * 6) + "\n\n" + PAGE.partition("\n\n\n")[2]
    assert len(split(text)) == 3
    assert split(text)[0].start == 0


def test_a_head_without_its_publisher_in_the_rubrics_needs_a_blank_line_above() -> None:
    head = "Delta Wire\n04-05-2025\n- Business\nDockers walk out again\n"
    apart = f"Page\n\n{head}{STRIKE}\n\n{head}{STRIKE}\n"
    assert [article.publisher for article in split(apart)] == ["Delta Wire"] * 2
    inside = f"{FERRY}\n{head}{STRIKE}\n"
    assert len(split(inside)) == 1


@pytest.mark.parametrize(
    "middle",
    [
        "11-06-2025\n",
        "The Post\n11-06-2025\nMore of it.\n",
        "It was seen last on:\n11-06-2025\n- by night\n",
        "The Post\n31-02-2025\n- News\n- The Post\nTitle\n",
        "- The Post\n11-06-2025\n- News\n",
    ],
)
def test_a_date_line_alone_does_not_split_an_article(middle: str) -> None:
    text = f"{FERRY}\n{middle}{STRIKE}\n"
    assert len(split(text)) == 1


def test_a_head_without_text_does_not_swallow_the_next_article() -> None:
    page = "A Post\n11-06-2025\n- A Post\n\nB Post\n12-06-2025\n- B Post\nTitle\nWords."
    first, second = split(page)
    assert (first.title, words(page, first)) == (None, "")
    assert (second.publisher, second.title, words(page, second)) == ("B Post", "Title", "Words.")


def test_month_first_where_the_page_leaves_no_other_reading() -> None:
    text = PAGE.replace("11-06-2025", "06-11-2025").replace("04-05-2025", "05-24-2025")
    assert [article.published for article in split(text)] == ["2025-06-11", "2025-05-24"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11-06-2025", "2025-06-11"),
        ("11/06/2025", "2025-06-11"),
        ("11.6.2025", "2025-06-11"),
        ("2025-06-11", "2025-06-11"),
        ("2025-06-11T08:30", "2025-06-11"),
        ("11 June 2025", "2025-06-11"),
        ("11th June, 2025", "2025-06-11"),
        ("Wed, June 11, 2025 08:30 AM UTC", "2025-06-11"),
        ("Published on 11 Sept. 2025", "2025-09-11"),
        ("06-13-2025", "2025-06-13"),
        ("31-02-2025", None),
        ("11-06/2025", None),
        ("June 2025", None),
        ("on 11 June 2025 it rained", None),
        ("", None),
    ],
)
def test_dates_that_fill_a_line(line: str, day: str | None) -> None:
    assert dateline.read(line) == day


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Ferry stopped at sea\n\n", ("Ferry stopped at sea", None, None, None)),
        ("Ferry stopped at sea\n\n11 June 2025\n\n", ("Ferry stopped at sea", None, None, "2025-06-11")),
        (
            "Ferry stopped at sea\nBy Lena Orr\nWednesday, June 11, 2025\n",
            ("Ferry stopped at sea", None, "Lena Orr", "2025-06-11"),
        ),
        (
            "Harbour Post\n11-06-2025\nFerry is stopped at sea again\n\n",
            ("Ferry is stopped at sea again", "Harbour Post", None, "2025-06-11"),
        ),
        (" date 2025-06-11 ", (None, None, None, "2025-06-11")),
        ("Date: 2025-06-11\n", (None, None, None, "2025-06-11")),
        ("11 June 2025\nFerry stopped at sea\n\n", ("Ferry stopped at sea", None, None, "2025-06-11")),
        ("\ufeff", (None, None, None, None)),
        ("\n\n", (None, None, None, None)),
        ("The ferry which the company had sent\nfor repairs did not return.\n\n", (None, None, None, None)),
        ("A ferry sank.\n\n", (None, None, None, None)),
        ("date 2025-13-11 ", (None, None, None, None)),
    ],
)
def test_the_head_of_a_lone_article(head: str, expected: tuple[str | None, ...]) -> None:
    text = head + FERRY + "\n" + STRIKE + "\n"
    (article,) = split(text)
    assert (article.title, article.publisher, article.author, article.published) == expected
    assert (article.start, article.end) == (0, len(text))
    if any(expected) or not head.strip("\ufeff\n"):
        assert text[article.body_start :].startswith(FERRY)


def test_a_text_that_is_nothing_but_a_head_is_running_text() -> None:
    (article,) = split("Ferry stopped at sea\n\n11 June 2025\n")
    assert article.body_start == 0
    assert article.title is None


_PIECES = st.sampled_from(
    [
        "The Post",
        "11-06-2025",
        "2025-06-11",
        "06-13-2025",
        "- The Post",
        "- Politics",
        "•",
        "- ",
        "",
        "   ",
        "Ferry stopped at sea",
        FERRY,
        "By Lena Orr",
        "&w=1&q=2)",
        "date 2025-06-11 ",
        "\ufeff",
        "x" * 400,
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=40).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda newline: newline.join(lines))
    ),
)


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_articles_lie_in_order_inside_the_text(text: str) -> None:
    articles = split(text)
    assert articles
    for article in articles:
        assert 0 <= article.start <= article.body_start <= article.end <= len(text)
        if article.title is not None:
            assert article.title_start is not None
            assert article.title_end is not None
            assert article.start <= article.title_start < article.title_end <= article.body_start
            assert text[article.title_start : article.title_end] == article.title
        if article.publisher is not None:
            assert article.publisher in text[article.start : article.body_start]
    for one, other in pairwise(articles):
        assert one.end <= other.start


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([FERRY, STRIKE]), min_size=1, max_size=8))
def test_as_many_articles_as_heads(bodies: list[str]) -> None:
    heads = [
        f"Post {i}\n{i + 1:02}-06-2025\n- News\n- Post {i}\nTitle {i}\n{body}\n\n\n"
        for i, body in enumerate(bodies)
    ]
    page = "Latest news\n\n" + "".join(heads)
    articles = split(page)
    assert [words(page, article) for article in articles] == bodies
    assert [article.published for article in articles] == [f"2025-06-{i + 1:02}" for i in range(len(bodies))]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000_000,
        " " * 20_000_000,
        "\n" * 20_000_000,
        "2025 " * 400_000,
        "11-06-2025\n" * 100_000,
        "P\n11-06-2025\n- P\nT\n\n" * 30_000,
        "P\n11-06-2025\n- P\nT\nwords\n" + "a=b\n" * 500_000,
        "P\n11-06-2025\n- P\nT\nwords\n" + "=" * 10_000_000,
        ("P\n11-06-2025\n- P\n" + " " * 1000 + "\n") * 3000,
        "By " * 1_000_000,
    ],
    ids=["line", "blanks", "empty", "years", "dates", "heads", "debris", "debris line", "padded", "bylines"],
)
def test_a_hostile_text_takes_no_longer_than_its_length_asks(text: str) -> None:
    begin = time.perf_counter()
    assert split(text)
    assert time.perf_counter() - begin < 10
