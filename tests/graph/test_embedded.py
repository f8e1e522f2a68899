"""The folder: who may have it open, what is found in it, and what a crash leaves."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import open_store
from tests.graph import story

HOLDER = """
import sys, time
from kg.graph import open_store
with open_store(sys.argv[1], write=sys.argv[2] == "write") as store:
    if sys.argv[2] == "write":
        store._database.begin()
        store._run("CREATE (n:Claim {id: 'half'})", {})
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def backend() -> str:
    """The kind of store that all of this is about."""
    return "embedded"


def hold(place: Path, mode: str, cwd: Path) -> subprocess.Popen[str]:
    """Another process that has the graph open; a writer is in the middle of a transaction."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place), mode],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
    )
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    return process


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    """Exit code and output of a process after a signal."""
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def claims(place: Path) -> int:
    with open_store(place, write=False) as store:
        return int(store.read("MATCH (c:Claim) RETURN count(c) AS n").rows[0]["n"])


def test_a_writer_is_alone_and_ends_cleanly_when_told_to(written: Path, tmp_path: Path) -> None:
    writer = hold(written, "write", tmp_path)
    for write in (True, False):
        with pytest.raises(StoreError, match="in use by another process"), open_store(written, write=write):
            pass
    assert ended(writer, signal.SIGTERM) == (143, "", "")
    assert claims(written) == 12
    assert {path.name for path in tmp_path.iterdir()} == {"kg.graph"}


def test_readers_share_and_keep_writers_out(written: Path, tmp_path: Path) -> None:
    reader = hold(written, "read", tmp_path)
    assert claims(written) == 12
    with pytest.raises(StoreError, match="in use by another process"), open_store(written, write=True):
        pass
    assert ended(reader, signal.SIGINT)[0] in (1, 130, -signal.SIGINT)


def test_a_killed_writer_leaves_the_graph_as_it_was(written: Path, tmp_path: Path) -> None:
    writer = hold(written, "write", tmp_path)
    assert ended(writer, signal.SIGKILL)[0] == -signal.SIGKILL
    assert claims(written) == 12
    with open_store(written, write=True) as store:
        assert store.counts().documents == 4


def test_a_build_that_fails_leaves_no_graph(place: Path) -> None:
    def write_and_fail() -> None:
        with open_store(place, write=True) as store:
            extractions = story.all_four()
            store.write(extractions, story.join(extractions), extractor="rules", version="1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert list(place.parent.iterdir()) == []


def test_a_killed_first_build_is_swept_away_by_the_next(place: Path, tmp_path: Path) -> None:
    writer = hold(place, "write", tmp_path)
    assert not place.exists()
    with pytest.raises(StoreError, match="in use by another process"), open_store(place, write=True):
        pass
    ended(writer, signal.SIGKILL)
    with open_store(place, write=True) as store:
        store.write([], story.join([]), extractor="rules", version="1")
    assert [path.name for path in tmp_path.iterdir()] == ["kg.graph"]


def test_nothing_written_makes_no_graph(place: Path) -> None:
    with open_store(place, write=True) as store:
        assert store.documents() == ()
    assert not place.exists()


def test_an_empty_folder_becomes_a_graph(place: Path) -> None:
    place.mkdir()
    with open_store(place, write=True) as store:
        store.write([story.wire_2()], story.join([story.wire_2()]), extractor="rules", version="1")
    assert claims(place) == 2


def test_where_no_graph_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph here; make one with `kg build`"):
        open_store(tmp_path / "absent", write=False).__enter__()


@pytest.mark.parametrize("write", [True, False])
def test_what_is_no_graph_is_left_alone(tmp_path: Path, write: bool) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear Lena")
    for path in (tmp_path / "letters", tmp_path / "letters" / "a.txt"):
        with pytest.raises(StoreError, match="not a graph of kg"):
            open_store(path, write=write).__enter__()
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("MATCH (g:Graph) SET g.format = 0", "of another version of kg"),
        ("MATCH (g:Graph) DELETE g", "not one of kg"),
    ],
)
def test_a_graph_of_another_kind_is_not_touched(written: Path, statement: str, message: str) -> None:
    with open_store(written, write=True) as store:
        store._run(statement, {})  # type: ignore[attr-defined]
    for write in (True, False):
        with pytest.raises(StoreError, match=message):
            open_store(written, write=write).__enter__()


def test_a_damaged_graph_is_an_error_with_a_way_out(written: Path) -> None:
    for path in written.iterdir():
        path.write_bytes(b"\x00" * 100)
    with pytest.raises(StoreError) as caught:
        open_store(written, write=False).__enter__()
    assert caught.value.hint == "build it anew in another folder"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't be put here"):
        open_store(tmp_path / "file" / "kg.graph", write=True).__enter__()


def test_importing_the_graph_starts_nothing() -> None:
    code = (
        "import sys, kg.graph, kg.graph.embedded, kg.graph.status\n"
        "print([m for m in ('jpype', 'arcadedb_embedded', 'neo4j', 'rapidfuzz') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_closing_twice_does_nothing(written: Path) -> None:
    with open_store(written, write=False) as store:
        store.close()
        store.close()
