"""Near-copies: the same text edited or cut is one voice; the same news in other words is not."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import copies, linked
from kg.documents.copies import groups
from kg.model import Document

WORDS = [
    f"{first}{second}{third}" for first in "bdfgk" for second in "aeiou" for third in ("l", "m", "n", "r")
]
FOOTER = "All rights reserved. No part of this page may be printed again without the leave of its publisher."


def prose(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def document(name: str, words: Sequence[str], published: str | None = None, head: str = "") -> Document:
    content = head + " ".join(words)
    return Document(
        name, f"{name}.txt", 7, 7 + len(content), "", content, body_start=7 + len(head), published=published
    )


def edited(words: Sequence[str], places: int, seed: int = 0) -> list[str]:
    """The words with some replaced, spread evenly."""
    found = list(words)
    for i in range(places):
        found[(2 * i + 1) * len(words) // (2 * places)] = f"edit{seed}x{i}"
    return found


@pytest.mark.parametrize(
    ("words", "copy"),
    [
        (prose(1), True),
        ([word.upper() + "," for word in prose(1)], True),
        (edited(prose(1), 5), True),
        (prose(1)[:45], True),
        ([*prose(2, 60), *prose(1), *prose(3, 60)], True),
        (edited(prose(1), 12), False),
        (prose(1)[:30], False),
        ([*prose(2, 150), *prose(1), *prose(3, 150)], False),
        ([*prose(1)[:60], *prose(2, 60)], False),
        (list(reversed(prose(1))), False),
    ],
)
def test_what_is_a_near_copy(words: list[str], copy: bool) -> None:
    documents = [document("a", prose(1)), document("b", words)]
    assert groups(documents) == ((("a", "b"),) if copy else ())


def test_headlines_and_bylines_do_not_count() -> None:
    documents = [document(name, prose(1), head=" ".join(prose(i + 5, 90))) for i, name in enumerate("ab")]
    assert groups(documents) == (("a", "b"),)
    heads_alone = [document(name, prose(i), head=" ".join(prose(9, 900))) for i, name in enumerate("ab")]
    assert groups(heads_alone) == ()


def test_short_texts_are_copies_only_of_their_equals() -> None:
    texts = [prose(1, 30), edited(prose(1, 30), 1), prose(1, 30), []]
    documents = [document(name, words) for name, words in zip("abcd", texts, strict=True)]
    assert groups(documents) == (("a", "c"),)


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ((None, None, None), "a"),
        (("2024-03-02", "2024-03-01", None), "b"),
        (("2024", "2024-03", "2024-03-30"), "c"),
        (("2024-03", "2024-03-31", "2024-03-31"), "a"),
        (("soon", "9999", "2024"), "c"),
    ],
)
def test_the_one_published_first_is_the_one_that_was_copied(dates: Sequence[str | None], first: str) -> None:
    documents = [
        document(name, edited(prose(1), 3, seed), day)
        for seed, (name, day) in enumerate(zip("abc", dates, strict=True))
    ]
    others = sorted(set("abc") - {first})
    assert [{found[0], *found[1:]} for found in groups(documents)] == [{"a", "b", "c"}]
    assert groups(documents)[0][0] == first
    assert {one.id: one.copy_of for one in linked(documents)} == {first: None} | dict.fromkeys(others, first)


def test_a_copy_of_a_copy_has_the_same_origin() -> None:
    cut, edges = prose(1, 200), prose(2, 60)
    chain = [cut, cut[60:], [*cut[60:], *edges], [*cut[130:], *edges]]
    documents = [document(name, words) for name, words in zip("abcd", chain, strict=True)]
    assert groups([documents[0], documents[3]]) == ()
    assert groups(documents) == (("a", "b", "c", "d"),)


def test_links_of_an_earlier_run_are_worked_out_anew() -> None:
    a, b = document("a", prose(1), "2024-02"), replace(document("b", prose(1)), copy_of="gone")
    assert [one.copy_of for one in linked([b])] == [None]
    assert [one.copy_of for one in linked([b, a])] == ["a", None]
    earlier = document("c", prose(1), "2024-01")
    assert [one.copy_of for one in linked([*linked([a, b]), earlier])] == ["c", "c", None]


def test_a_footer_that_all_pages_have_makes_no_copies() -> None:
    documents = [document(f"d{i:03}", [*prose(i, 60), *FOOTER.split()]) for i in range(150)]
    assert groups(documents) == ()


def test_a_text_that_very_many_print_is_one_group() -> None:
    documents = [document(f"d{i:03}", edited(prose(1), 3, i)) for i in range(150)]
    (found,) = groups(documents)
    assert found == tuple(one.id for one in documents)


def test_texts_that_are_not_kept_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [document(f"{i}-{place}", edited(prose(i), place)) for i in range(4) for place in range(4)]
    found = groups(documents)
    assert len(found) == 4
    monkeypatch.setattr(copies, "_HELD", 150)
    assert groups(documents) == found


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 10),
            st.integers(40, 120),
            st.sampled_from([None, "2024", "2024-03-01", "2024-03-02"]),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_groups_depend_on_the_documents_alone(
    made: list[tuple[int, int, int, str | None]], chance: random.Random
) -> None:
    documents = [
        document(f"d{i}", edited(prose(text)[:length], edits, i), day)
        for i, (text, edits, length, day) in enumerate(made)
    ]
    expected = groups(documents)
    shuffled = list(documents)
    chance.shuffle(shuffled)
    assert groups(shuffled) == expected
    ids = [name for found in expected for name in found]
    assert len(ids) == len(set(ids))
    texts = {one.id: text for one, (text, *_) in zip(documents, made, strict=True)}
    assert all(len({texts[name] for name in found}) == 1 for found in expected)
    for one in linked(shuffled):
        assert one.copy_of is None or one.copy_of in {found[0] for found in expected}


@pytest.mark.real
def test_only_reprints_are_linked_among_many_wire_reports(shared: Path) -> None:
    lines = (shared / "muc4" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    found = [one for one in map(json.loads, lines) if one["set"] == "DEV"]
    documents = [document(one["doc"], [one["text_truecased"]]) for one in found]
    assert len(documents) == 1300
    assert [len(group) for group in groups(documents)] == [2] * 7
