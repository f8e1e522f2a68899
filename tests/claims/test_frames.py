"""Relations in invented sentences, by construction; the table is frames.txt."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.claims import attacks, frames
from kg.claims.frames import Frame
from kg.mentions import Reader, load
from kg.model import Document, Reading

HERE = Path(__file__).parent


def table() -> list[Any]:
    """Every sentence of the table with its construction and expected frames."""
    rows, group = [], ""
    for line in (HERE / "frames.txt").read_text(encoding="utf-8").splitlines():
        text, arrow, expected = line.partition(" =>")
        if arrow:
            wanted = {frame.strip() for frame in expected.split(";") if frame.strip()}
            rows.append(pytest.param(text, wanted, id=f"{group}: {text[:70]}"))
        elif line.startswith("## "):
            group = line.removeprefix("## ")
    return rows


@cache
def reader() -> Reader:
    return Reader(load(HERE / "frame_actors.yaml"))


def read(text: str) -> Reading:
    document = Document(id="t", file="t.txt", start=0, end=len(text), sha256="0", content=text)
    return attacks.find(reader().read(document)).reading


def written(frame: Frame, *, kinds: bool) -> str:
    """A frame in the notation of the table."""
    line = f"{frame.subject} {frame.relation} {frame.object}"
    line = re.sub(r"t~attack-\d+", "ATTACK", line)
    support = [kind for kind in frame.qualifiers.get("support") or [] if kind != "unspecified"]  # type: ignore[union-attr]
    if kinds and support:
        line += f" [{' '.join(support)}]"
    return f"not {line}" if frame.negated else line


@pytest.mark.parametrize(("text", "wanted"), table())
def test_a_sentence_gives_exactly_its_relations(text: str, wanted: set[str]) -> None:
    found = {written(frame, kinds=True) for frame in frames.find(read(text))}
    assert found == wanted
