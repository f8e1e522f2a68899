"""A backup is one state of the graph, comes back whole, and says so when it is not."""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli.entry import group
from kg.errors import StoreError
from kg.graph import open_store, statements
from kg.views import backup
from tests.graph import story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "kg.graph"
    story.tell(folder)
    return folder


@pytest.fixture(scope="module")
def saved(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("saved") / "one.kg.gz"
    with open_store(told, write=False) as store:
        backup.write(store, b"{}\n", out)
    return out


def test_what_comes_back_is_what_was_there(told: Path, saved: Path, tmp_path: Path) -> None:
    with open_store(told, write=False) as store:
        before = store.graph()
    found = backup.read(saved)
    assert (found.graph, found.judgements, found.format) == (before, b"{}\n", statements.FORMAT)
    with open_store(tmp_path / "again.graph", write=True) as store:
        backup.restore(store, found)
        assert store.graph() == before
        backup.restore(store, found)


def test_the_same_graph_gives_the_same_bytes(told: Path, saved: Path, tmp_path: Path) -> None:
    with open_store(told, write=False) as store:
        backup.write(store, b"{}\n", tmp_path / "two.kg.gz")
    assert (tmp_path / "two.kg.gz").read_bytes() == saved.read_bytes()


def test_any_name_will_do(told: Path, saved: Path, tmp_path: Path) -> None:
    with open_store(told, write=False) as store:
        backup.write(store, b"{}\n", tmp_path / "monday")
    assert backup.read(tmp_path / "monday") == backup.read(saved)


@pytest.mark.parametrize("part", [0, 10, 0.3, 0.7, -9])
def test_a_file_that_was_cut_off_is_refused(saved: Path, tmp_path: Path, part: float) -> None:
    data = saved.read_bytes()
    end = int(len(data) * part) if isinstance(part, float) else part
    (tmp_path / "cut").write_bytes(data[:end])
    with pytest.raises(StoreError, match="no whole backup"):
        backup.read(tmp_path / "cut")


def test_a_file_that_was_changed_is_refused(saved: Path, tmp_path: Path) -> None:
    data = gzip.decompress(saved.read_bytes())
    (tmp_path / "changed").write_bytes(gzip.compress(data.replace(b"Norland", b"Nordlan", 1)))
    with pytest.raises(StoreError, match="not what was written"):
        backup.read(tmp_path / "changed")


def test_a_backup_of_a_later_version_is_refused(told: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, open_store(told, write=False) as store:
        patch.setattr(statements, "FORMAT", statements.FORMAT + 1)
        backup.write(store, b"", tmp_path / "later")
    with pytest.raises(StoreError, match="later kg"):
        backup.read(tmp_path / "later")


def test_another_graph_is_not_overwritten(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.graph"
    story.tell(other)
    with open_store(other, write=True) as store:
        first = store.documents()[0].id
        store.withdraw([first], pipeline.joined(store.extractions(without=[first])))
        with pytest.raises(StoreError, match="another graph is there"):
            backup.restore(store, backup.read(saved))


def test_the_commands_carry_judgements_too(told: Path, tmp_path: Path) -> None:
    beside = told.parent / "judgements.jsonl"
    beside.touch()
    out, again = tmp_path / "b.kg.gz", tmp_path / "new" / "kg.graph"
    again.parent.mkdir()
    done = CliRunner().invoke(group, ["backup", str(out), "--graph", str(told)])
    assert (done.exit_code, done.stdout) == (0, "")
    done = CliRunner().invoke(group, ["restore", str(out), "--graph", str(again)])
    assert done.exit_code == 0, done.stderr
    with open_store(told, write=False) as one, open_store(again, write=False) as other:
        assert one.graph() == other.graph()
