"""Near-copies in the graph: the link is stored, follows from all documents, and makes one voice of two."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.graph import open_store, status
from kg.model import Claim, Document, Extraction, Unnamed
from tests.graph import story


def build(place: Path, new: Sequence[Extraction], copies: dict[str, str]) -> bool:
    """Add documents to the graph at `place`, with these near-copies among them; whether anything changed."""
    with open_store(place, write=True) as store:
        kept = store.extractions(without={extraction.document.id for extraction in new})
        records = story.join([*kept, *new])
        documents = tuple(replace(one, copy_of=copies.get(one.id)) for one in records.documents)
        written = store.write(new, replace(records, documents=documents), extractor="rules", version="1")
        return bool(written)


def test_the_link_is_stored_and_is_no_part_of_what_was_extracted(tmp_path: Path) -> None:
    place = tmp_path / "copies.graph"
    build(place, story.all_four(), {"wire-2": "wire-1", "tribune-1": "gazette-1"})
    with open_store(place, write=False) as store:
        found = {document.id: document.copy_of for document in store.documents()}
        assert found == {"gazette-1": None, "tribune-1": "gazette-1", "wire-1": None, "wire-2": "wire-1"}
        assert store.extractions() == tuple(sorted(story.all_four(), key=lambda one: one.document.id))
        documents = [extraction.document for extraction in story.all_four()]
        assert store.unchanged(documents, "rules", "1") == {one.id for one in documents}


def test_the_link_of_an_old_document_changes_when_a_new_one_comes(tmp_path: Path) -> None:
    place = tmp_path / "copies.graph"
    build(place, [story.wire_2()], {})
    build(place, [story.wire()], {"wire-2": "wire-1"})
    assert not build(place, [story.wire()], {"wire-2": "wire-1"})
    with open_store(place, write=False) as store:
        assert [document.copy_of for document in store.documents()] == [None, "wire-1"]


@pytest.mark.parametrize(
    ("speakers", "voices"),
    [
        ([[], []], 1),
        ([[], [], []], 2),
        ([["norland"], ["norland"], ["norland"]], 1),
        ([["norland"], ["lena-orr"]], 2),
        ([[Unnamed("analysts")], [Unnamed("analysts")]], 1),
        ([[Unnamed("analysts")], [], [Unnamed("analysts")]], 3),
        ([["norland", "lena-orr"], ["norland"], []], 3),
    ],
)
def test_near_copies_are_one_voice(speakers: list[list[Any]], voices: int) -> None:
    documents = [Document(name, "f", 0, 0, "", "") for name in "abc"]
    documents[1] = replace(documents[1], copy_of="a")
    claims = [
        Claim(f"c{i}", "abc"[i], "sudria", "SUPPORTS", "hill-front", "…", 0, 1, asserted_by=tuple(asserters))
        for i, asserters in enumerate(speakers)
    ]
    (edge,) = status.edges(claims, documents)
    assert edge.voices == voices
    assert edge.claims == tuple(f"c{i}" for i in range(len(speakers)))
