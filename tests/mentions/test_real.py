"""Names and links on the annotated reports: exact spans, page headers left out."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.mentions import Reader
from kg.mentions.spelling import slug
from kg.model import Document, Reading

Spans = dict[tuple[str, int, int], str]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def documents(
    folder: Path, texts: Callable[[str], Path], wanted: Callable[[str], bool]
) -> Iterable[Document]:
    for record in lines(folder / "documents.jsonl"):
        name, file = str(record["id"]), str(record["file"])
        if wanted(name):
            start, end = int(str(record["start"])), int(str(record["end"]))
            title_start, title_end = record.get("title_start"), record.get("title_end")
            content = texts(file).read_bytes().decode("utf-8")[start:end]
            yield Document(
                id=name,
                file=file,
                start=start,
                end=end,
                sha256="",
                content=content,
                title_start=title_start if isinstance(title_start, int) else None,
                title_end=title_end if isinstance(title_end, int) else None,
                body_start=title_end if isinstance(title_end, int) else start,
            )


def scores(readings: Iterable[Reading], folder: Path) -> tuple[float, float]:
    """F1 of exact spans, and the share of them that are linked to the right entity."""
    entities = {str(record["id"]): record for record in lines(folder / "entities.jsonl")}
    ours: Spans = {}
    known: dict[str, bool] = {}
    read: set[str] = set()
    for reading in readings:
        read.add(reading.document.id)
        known.update((entity.id, entity.known) for entity in reading.entities.values())
        for m in reading.mentions:
            if not m.described:
                ours[m.doc, m.start, m.end] = m.entity
    gold: Spans = {
        (str(m["doc"]), int(str(m["start"])), int(str(m["end"]))): str(m["entity"])
        for m in lines(folder / "mentions.jsonl")
        if m["doc"] in read
    }
    both = gold.keys() & ours.keys()
    right = sum(_same(entities[gold[span]], ours[span], known[ours[span]]) for span in both)
    return 2 * len(both) / (len(gold) + len(ours)), right / len(both)


def _same(wanted: dict[str, object], entity: str, known: bool) -> bool:
    names = [str(wanted["name"]), *map(str, wanted.get("aliases") or ())]  # type: ignore[call-overload]
    equivalents = wanted.get("equivalents") or []
    assert isinstance(equivalents, list)
    return entity in {wanted["id"], *equivalents} or (not known and entity in {slug(name) for name in names})


@pytest.mark.real
def test_names_and_links_on_the_seed_reports(reader: Reader, shared: Path) -> None:
    found = documents(shared / "gold", lambda file: shared / "seeds" / file, lambda _: True)
    f1, linked = scores(reader.pipe(found), shared / "gold")
    assert f1 >= 0.92
    assert linked >= 0.95


@pytest.mark.real
@pytest.mark.parametrize("name", ["wikinews", "wikipedia"])
def test_names_and_links_on_other_conflicts(reader: Reader, shared: Path, name: str) -> None:
    folder = shared / "dev" / name
    odd = documents(
        folder, lambda file: folder / "texts" / Path(file).name, lambda doc: int(doc[3:]) % 2 == 1
    )
    f1, linked = scores(reader.pipe(odd), folder)
    assert f1 >= 0.92
    assert linked >= 0.93
