"""The five real files: nine documents, where and what the gold standard says they are."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.documents import read
from kg.model import Document

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def documents(shared: Path) -> tuple[Document, ...]:
    documents, skipped = read([shared / "seeds"])
    assert skipped == ()
    return documents


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_nine_documents_are_found_where_they_are(
    documents: tuple[Document, ...], gold: list[dict[str, Any]]
) -> None:
    places = [(one.file, one.start, one.end) for one in documents]
    assert places == [(one["file"], one["start"], one["end"]) for one in gold]


@pytest.mark.parametrize("field", ["title", "title_start", "title_end", "publisher", "published", "url"])
def test_their_heads_are_read(
    documents: tuple[Document, ...], gold: list[dict[str, Any]], field: str
) -> None:
    assert [getattr(one, field) for one in documents] == [one.get(field) for one in gold]


def test_their_ids_are_the_stems_with_a_number(documents: tuple[Document, ...]) -> None:
    numbers = [one.id.removeprefix(Path(one.file).stem) for one in documents]
    assert numbers == ["", "", "", "#1", "#2", "#3", "#4", "#5", ""]


def test_their_running_text_begins_with_a_sentence(documents: tuple[Document, ...]) -> None:
    for one in documents:
        assert one.body_start is not None
        words = one.content[one.body_start - one.start :]
        assert words[0].isupper()
        assert "date 20" not in words[:20]


def test_the_development_texts_give_one_document_each(shared: Path) -> None:
    for name, number in (("wikinews", 12), ("wikipedia", 10)):
        folder = shared / "dev" / name / "texts"
        documents, skipped = read([folder])
        assert skipped == ()
        assert [one.id for one in documents] == sorted(path.stem for path in folder.glob("*.txt"))
        assert len(documents) == number
        assert all(one.title for one in documents)
