"""Files that are seen when they are complete, or not at all."""

import errno
import gzip
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.views import writing

FULL = OSError(errno.ENOSPC, "No space left on device")


def half_written(target: Path, fault: BaseException) -> None:
    with writing.file(target) as out:
        out.write(b"half")
        raise fault


def half_filled(target: Path) -> None:
    with writing.folder(target) as part:
        (part / "half").write_text("half")
        raise FULL


def test_a_file_replaces_the_old_one_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with writing.file(target) as out:
        out.write(b"new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_gzip_by_ending_has_no_time_and_no_name(tmp_path: Path) -> None:
    for name in ("one.nq.gz", "two.nq.gz"):
        with writing.file(tmp_path / name) as out:
            out.write(b"line\n" * 1000)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.nq.gz", "two.nq.gz"))
    assert one == two
    assert gzip.decompress(one) == b"line\n" * 1000
    assert b"one" not in one


@pytest.mark.parametrize("fault", [FULL, KeyboardInterrupt()])
def test_a_fault_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, fault: BaseException) -> None:
    target = tmp_path / "out.nq.gz"
    target.write_bytes(b"old")
    with pytest.raises((StoreError, KeyboardInterrupt)):
        half_written(target, fault)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_in_one_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(StoreError, match="No space left"), writing.file(Path("/dev/full")) as out:
        out.write(b"x" * 10_000)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"can't be written.*give another"),
        writing.file(tmp_path / "no" / "f"),
    ):
        pass


def test_a_folder_appears_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with writing.folder(target) as part:
        (part / "a").write_text("a")
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["a"]
    with pytest.raises(StoreError, match="something is there"), writing.folder(target):
        pass
    with pytest.raises(StoreError, match="No space left"):
        half_filled(tmp_path / "other")
    assert list(tmp_path.iterdir()) == [target]
