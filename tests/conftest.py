"""Fixtures that every part of the suite shares."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))


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
