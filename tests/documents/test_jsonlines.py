"""JSON Lines: an article a line; wrong lines are named and cost nothing but themselves."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read, text_of
from kg.errors import DocumentError
from kg.model.jsonl import to_lines
from tests.documents.conftest import Save, one, why

FERRY = "The harbour master stopped a ferry on Monday. Nobody was hurt, the company said."
STRIKE = "Dockers walked out for a second day. The union blamed the ministry for the delay."
FULL: dict[str, Any] = {
    "text": f"Ferry stopped at sea\n\n{FERRY}",
    "title": "Ferry stopped at sea",
    "publisher": "The Harbour Post",
    "author": ["Lena Orr", "J. Sel"],
    "published": "2025-06-11T09:30:00+02:00",
    "url": "https://harbour.example/ferry",
    "language": "en-GB",
    "genre": "news",
    "tlp": "green",
    "crawled_by": {"left": "alone"},
}


def lines(*articles: Any) -> str:
    return "".join(json.dumps(article) + "\n" for article in articles)


def test_an_article_has_what_its_line_tells(save: Save) -> None:
    document = one(save("feed.jsonl", lines(FULL)))
    assert (document.id, document.file, document.start) == ("feed", "feed.jsonl", 0)
    assert document.content == FULL["text"]
    assert document.content[document.title_start : document.title_end] == document.title == FULL["title"]
    assert document.content[document.body_start :] == FERRY
    assert (document.publisher, document.author) == ("The Harbour Post", "Lena Orr, J. Sel")
    assert (document.published, document.url) == ("2025-06-11", "https://harbour.example/ferry")
    assert (document.language, document.genre, document.tlp) == ("en", "news", "TLP:GREEN")


def test_a_title_outside_the_text_has_no_place(save: Save) -> None:
    document = one(
        save("feed.ndjson", lines({"text": FERRY, "title": "Ferry held", "author": "", "url": None}))
    )
    assert (document.title, document.title_start, document.body_start) == ("Ferry held", None, 0)
    assert (document.author, document.url) == (None, None)


def test_articles_are_numbered_by_line_and_wrong_lines_named(save: Save) -> None:
    wrong: list[Any] = [["no object"], {"text": 5}, {"text": "x", "published": "soon"}, {"text": "\x00"}]
    text = lines({"text": FERRY}) + "\n{broken\n" + lines(*wrong, {"text": STRIKE, "tlp": "white"})
    path = save("feed.jsonl", "\ufeff" + text + lines({"text": STRIKE}))
    documents, skipped = read([path])
    assert [document.id for document in documents] == ["feed#1", "feed#9"]
    assert [left_out.path.rpartition(":")[2] for left_out in skipped] == ["3", "4", "5", "6", "7", "8"]
    for left_out, said in zip(
        skipped,
        ("not JSON", "not a JSON object", "no `text`", "'soon' is no date", "binary", "'white'"),
        strict=True,
    ):
        assert said in left_out.reason
    assert [text_of(path, number) for number in (1, 9)] == [FERRY, STRIKE]
    with pytest.raises(DocumentError, match="it has several texts; give the number behind #"):
        text_of(path)
    with pytest.raises(DocumentError, match="it has no text of number 2"):
        text_of(path, 2)


def test_the_only_article_keeps_its_number_while_a_wrong_line_stands_beside_it(save: Save) -> None:
    path = save("feed.jsonl", "{\n" + lines({"text": FERRY}))
    assert [document.id for document in read([path])[0]] == ["feed#2"]
    assert text_of(path) == FERRY


def test_a_meta_file_marks_all_articles_or_one(save: Save) -> None:
    path = save("feed.jsonl", lines({"text": FERRY, "tlp": "clear"}, {"text": STRIKE}))
    save("feed.meta.yaml", "tlp: amber\narticles:\n  2: {genre: opinion}\n")
    documents, skipped = read([path])
    assert skipped == ()
    assert [(document.tlp, document.genre) for document in documents] == [
        ("TLP:AMBER", "unknown"),
        ("TLP:AMBER", "opinion"),
    ]


def test_a_foreign_article_is_left_out_with_its_number(save: Save) -> None:
    french = (
        "Le capitaine du port a arrêté un ferry lundi. Personne n'a été blessé, a dit la compagnie lundi."
    )
    documents, skipped = read([save("feed.jsonl", lines({"text": french}, {"text": FERRY}))])
    assert [document.id for document in documents] == ["feed#2"]
    assert skipped[0].path.endswith("feed.jsonl#1")


def test_documents_of_an_earlier_run_come_back_as_they_were(save: Save, tmp_path: Path) -> None:
    first = f"Post 1\n11-06-2025\n- News\nFerry held\n{FERRY}\n\n\n"
    page = first + f"Post 2\n12-06-2025\n- News\nDocks shut\n{STRIKE}\n"
    save("texts/page.txt", page)
    save("texts/page.meta.yaml", "tlp: green\n")
    documents, _ = read([tmp_path / "texts"])
    assert len(documents) == 2
    kept = [replace(document, copy_of="another") for document in documents]
    path = save("documents.jsonl", b"".join(to_lines(kept)))
    assert read([path]) == (documents, ())
    with pytest.raises(DocumentError, match="offsets of its documents count in other files"):
        text_of(path)
    again, skipped = read([path, tmp_path / "texts"])
    assert (again, skipped) == (documents, ())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"content": "Other words."}, "its offsets"),
        ({"sha256": "0" * 64}, "its `sha256`"),
        ({"start": 5}, "its offsets"),
        ({"title_start": 10_000}, "its offsets"),
        ({"body_start": -1}, "its offsets"),
        ({"id": ""}, "no name"),
        ({"id": "a\u202eb\n"}, "no name"),
        ({"published": "soon"}, "no date"),
        ({"start": "0"}, "not a record"),
    ],
)
def test_a_record_that_is_not_whole_is_left_out(save: Save, change: dict[str, Any], complaint: str) -> None:
    document = one(save("ferry.txt", FERRY))
    record = json.loads(next(iter(to_lines([document])))) | change
    assert complaint in why(save("documents.jsonl", lines(record))).reason


def test_a_meta_file_corrects_no_record(save: Save) -> None:
    document = one(save("ferry.txt", FERRY))
    path = save("documents.jsonl", b"".join(to_lines([document])))
    save("documents.meta.yaml", "tlp: green\n")
    assert "corrects no record" in why(path).reason


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"not json\n", "no line holds an article: not JSON"),
        (b"[" * 200_000, "no line holds an article: not JSON"),
        (b'{"text": "\\ud800 lone"}', "not JSON"),
        (b'{"text": "caf\xe9"}', "not JSON"),
        (b'{"id": "c-1", "relation": "SUPPORTS"}', "it has no `text`"),
        (b"%PDF-1.7", "this is a PDF file, not JSON Lines"),
        (b'{"text": "a"}\x00\x00', "binary data"),
        (b'{"text": "' + b"x" * 1_500_000 + b'"}', "too long"),
    ],
)
def test_what_holds_no_article_is_left_out_in_one_sentence(
    save: Save, content: bytes, complaint: str
) -> None:
    assert complaint in why(save("feed.jsonl", content)).reason


def test_of_very_many_wrong_lines_the_number_is_told(save: Save) -> None:
    documents, skipped = read([save("feed.jsonl", lines({"text": FERRY}) + "{\n" * 5_000)])
    assert len(documents) == 1
    assert len(skipped) == 21
    assert any(left_out.reason == "4980 more lines hold no article" for left_out in skipped)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), max_size=5))
def test_quotes_of_any_text_are_found_in_the_text_of_its_line(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text(lines(*({"text": text, "language": "en"} for text in texts)), encoding="utf-8")
    documents, _ = read([path])
    for document in documents:
        number = int(document.id.partition("#")[2] or 1)
        assert text_of(path, number) == texts[number - 1]
        assert document.content == texts[number - 1][document.start : document.end]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(FULL)) | st.text(max_size=9), inner, max_size=6)
        ),
        max_leaves=12,
    )
)
def test_whatever_a_line_holds_it_is_read_or_left_out(tmp_path: Path, thing: Any) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(json.dumps(thing).encode())
    documents, skipped = read([path])
    assert len(documents) + len(skipped) == 1
