"""Fixtures that every part of the suite shares."""

import contextlib
import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Document, Records
from tests.stores import backend, built, fresh, neo4j, place, written

__all__ = ["backend", "built", "fresh", "neo4j", "place", "written"]

if TYPE_CHECKING:
    from kg.mentions import Reader

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))


# Started in the background, the suite may have Ctrl-C ignored, and every process of it would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `real` are skipped with a clear word where the real documents are absent."""
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason=f"the real documents are not at {SHARED} (set KG_SHARED)")
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real documents, the gold standard and the outside sets."""
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample reports that ship with kg."""
    return ROOT / "seeds" / "documents"


@pytest.fixture(scope="session")
def sample_records(samples: Path) -> Records:
    """Everything that is read from the sample reports, read once."""
    from kg import pipeline

    return pipeline.extract([samples]).records


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """A reader with the register of known actors and the default parser, loaded once."""
    from kg.mentions import Reader, load

    actors = ROOT / "seeds" / "actors.yaml"
    return Reader(load(actors if actors.is_file() else ROOT / "tests" / "mentions" / "actors.yaml"))


@pytest.fixture(scope="session")
def report() -> "Callable[[str], Document]":
    """Makes a document out of a text."""

    def make(text: str, name: str = "report") -> Document:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(id=name, file=f"{name}.txt", start=0, end=len(text), sha256=sha256, content=text)

    return make
