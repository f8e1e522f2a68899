"""Words between quotation marks, as they stand in print, on the wire and in machine-rewritten text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.quotations import paragraphs, spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said: "We left." Then he sat.', ["We left."]),
        ("“We left,” she said. “We ran.”", ["We left,", "We ran."]),
        ("He called it 'a long night' and left.", ["a long night"]),
        ("The fighters' camp and the guards' house stood empty.", []),
        ("It is the group's third raid; it's over.", []),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("«We left», he said.", ["We left"]),
        ("” We left at noon,” he said.", [" We left at noon,"]),
        ("“We left at noon.\n\n“We came back at night.”", ["We left at noon.", "We came back at night."]),
        ("“We left at noon.\n\nNobody came back.", []),
        ("'We left the camp at noon,' the report read. 'We came back,' it said.",
         ["We left the camp at noon,", "We came back,"]),
        ("She wrote: “He said ‘go’ and we went.”", ["He said ‘go’ and we went."]),
        ("The '90s were hard.", []),
        ("", []),
    ],
)  # fmt: skip
def test_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end, _, _ in spans(text)] == quoted


def test_a_quotation_that_runs_on_says_so() -> None:
    assert [continued for *_, continued in spans("“One.\n\n“Two.\n\n“Three.”")] == [True, True, False]


def test_lines_are_paragraphs_only_where_they_are_long() -> None:
    assert len(paragraphs("THE FIRST LINE\nGOES ON HERE.\n\nTHE SECOND.")) == 2
    assert len(paragraphs("A long line. " * 20 + "\nAnother one.")) == 2


@given(st.text(alphabet="ab. ,\n'\"“”‘’«»-", max_size=200))
def test_any_text_gives_ordered_spans_inside_one_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    end = 0
    for first, last, number, _ in spans(text):
        assert end <= first <= last
        assert blocks[number][0] <= first
        assert last <= blocks[number][1]
        end = last


def test_a_text_of_marks_alone_is_read_in_a_moment() -> None:
    assert isinstance(spans(" 'a" * 50_000), list)
    assert isinstance(spans('"' * 100_000), list)
