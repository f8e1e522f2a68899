"""What the tests of all readers share: files to read, and what became of one."""

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
