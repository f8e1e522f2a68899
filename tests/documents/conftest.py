"""What the tests of all readers share: files to read, and what became of one."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.documents import read
from kg.model import Document, Skipped

Save = Callable[[str, str | bytes], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a file below the test's folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def damaged(data: bytes, seed: int, cuts: int, signs: bytes) -> bytes:
    """The bytes with some of them cut out and some of `signs` put in, at `cuts` places."""
    chance, found = random.Random(seed), bytearray(data)
    for _ in range(cuts):
        place = chance.randrange(len(found))
        found[place : place + chance.randrange(9)] = bytes(chance.choices(signs, k=chance.randrange(9)))
    return bytes(found)


def one(path: Path) -> Document:
    """The one document in a file that has nothing else."""
    documents, skipped = read([path])
    assert skipped == ()
    (document,) = documents
    return document


def why(path: Path) -> Skipped:
    """Why nothing of a file was read."""
    documents, skipped = read([path])
    assert documents == ()
    (left_out,) = skipped
    return left_out
