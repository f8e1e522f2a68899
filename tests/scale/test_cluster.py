"""A real Ray cluster of two workers, in a network namespace of its own: killed, gone on with, compared.

Each run is `kg extract --engine ray` in processes of its own, and has to write what one process writes.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import pipeline
from kg.model import jsonl, shards
from tests.scale.worlds import lines

pytestmark = [pytest.mark.ray]

UNSHARE = shutil.which("unshare")
KG = Path(sys.executable).with_name("kg")
APART = ("--net", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc")
PATIENCE = 240.0
"""Seconds for a run; the machine may be busy."""

NAMES = ("ünï cöde", "a'b\";--", "..dots", "-rf", "x" * 120, "per%2Fcent", "emoji-\U0001f600", "C# 1")


@pytest.fixture(scope="module", autouse=True)
def _namespaces() -> None:
    if (
        UNSHARE is None
        or subprocess.run([UNSHARE, *APART, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("network namespaces can't be made here (unshare)")
    pytest.importorskip("ray")


@pytest.fixture(scope="module")
def reports(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, and some more: with odd names, copies, one that stands twice, one that is empty."""
    folder = tmp_path_factory.mktemp("in") / "reports"
    shutil.copytree(samples, folder)
    (folder / "more").mkdir()
    whole = [path.read_text("utf-8") for path in sorted(samples.glob("*.txt"))]
    for name, text in zip(NAMES, whole, strict=False):
        (folder / "more" / f"{name}.txt").write_text(
            text + f"\nThis copy was printed for {len(name)}.\n", "utf-8"
        )
    (folder / "more" / "again.txt").write_text(whole[0], "utf-8")
    (folder / "more" / "empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(reports: Path) -> dict[str, bytes]:
    """What one process makes of them."""
    return lines(pipeline.extract([reports]).records)


@contextmanager
def running(*words: str | Path, command: Path = KG) -> Iterator[subprocess.Popen[str]]:
    """The command in namespaces of its own: what it leaves running ends with it."""
    assert UNSHARE is not None
    inside = 'ip link set lo up && exec "$0" "$@"'
    beside = tempfile.mkdtemp(prefix="kg-")  # paths of Ray's sockets must be short
    process = subprocess.Popen(
        [UNSHARE, *APART, "sh", "-c", inside, str(command), *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"TMPDIR": beside, "HOME": beside},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        shutil.rmtree(beside, ignore_errors=True)


def extract(reports: str | Path, out: Path, *words: str) -> tuple[str | Path, ...]:
    return ("extract", reports, "--out", out, "--engine", "ray", "--jobs", "2", "--shards", "6", *words)


def ended(process: subprocess.Popen[str], code: int) -> str:
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, told
    return told


def until(what: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, process.stdout and process.stdout.read()
        assert time.monotonic() < end
        time.sleep(0.05)


def notes(out: Path) -> list[Path]:
    """The shards that are done."""
    return sorted(out.glob("extractions/[0-9]*.json"))


def below(pid: int) -> list[tuple[int, str]]:
    """The processes that descend from one, with their command lines."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found, queue = [], [pid]
    for one in queue:
        queue.extend(parents.get(one, []))
        try:
            found.append((one, Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()))
        except OSError:
            continue
    return found


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The actors that are reading a shard now."""
    return [pid for pid, line in below(process.pid) if line.startswith("ray::_Worker.run")]


def test_a_worker_that_is_killed_is_replaced_and_nothing_differs(
    reports: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(*extract(reports, out)) as process:
        until(lambda: bool(notes(out) and workers(process)), process)
        victim = workers(process)[0]
        done = len(notes(out))
        os.kill(victim, signal.SIGKILL)
        told = ended(process, 1)
    assert done < 6
    assert "empty.txt" in told
    assert lines(shards.read(out)) == expected
    assert not list(out.rglob("*.part"))


def test_a_run_that_is_killed_is_gone_on_with(
    reports: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(*extract(f"file://{reports}", out, "--shard-format", "parquet")) as process:
        until(lambda: len(notes(out)) >= 2, process)
        driver = next(pid for pid, line in below(process.pid) if " extract " in line and str(KG) in line)
        os.kill(driver, signal.SIGKILL)
        process.wait(PATIENCE)
    before = {path: path.stat().st_mtime_ns for path in notes(out)}
    assert 2 <= len(before) < 6
    assert shards.manifest_of(out) is None
    with running(*extract(f"file://{reports}", out, "--shard-format", "parquet")) as process:
        ended(process, 1)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    records = shards.read(out)
    assert lines(records) == expected
    assert len({claim.id for claim in records.claims}) == len(records.claims)
    assert {path.suffix for path in out.glob("claims/*")} == {".parquet"}


def test_parquet_and_json_lines_are_read_and_the_graph_takes_the_shards(
    samples: Path, tmp_path: Path
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    texts = [path.read_text("utf-8") for path in sorted(samples.glob("*.txt"))[:6]]
    news = tmp_path / "in"
    news.mkdir()
    parquet.write_table(pa.table({"text": texts[:3]}), news / "rows.parquet")
    documents = pipeline.extract([samples]).records.documents[3:6]
    (news / "kept.jsonl").write_bytes(b"".join(jsonl.to_lines(documents)))
    out = tmp_path / "out"
    with running(*extract(news, out)) as process:
        ended(process, 0)
    assert lines(shards.read(out)) == lines(pipeline.extract([news]).records)
    pipeline.load(out, tmp_path / "a.graph")
    jsonl.write(shards.read(out), tmp_path / "five")
    assert pipeline.load(tmp_path / "five", tmp_path / "a.graph").written is not None


def test_nothing_listens_but_on_loopback(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    listening: set[str] = set()

    def looked() -> bool:
        inside = [pid for pid, line in below(process.pid) if "ray" in line]
        for table in ("tcp", "tcp6"):
            with contextlib.suppress(OSError, IndexError):  # it has ended since
                rows = Path(f"/proc/{inside[0]}/net/{table}").read_text().splitlines()[1:]
                listening.update(row.split()[1].rpartition(":")[0] for row in rows if row.split()[3] == "0A")
        return bool(notes(out))

    with running(*extract(samples, out)) as process:
        until(looked, process)
    assert listening
    # 127.0.0.1, also as an address of the newer kind, and ::1
    assert listening <= {
        "0100007F",
        "0000000000000000FFFF00000100007F",
        "00000000000000000000000001000000",
    }


DYING = """
import os, sys
from kg.errors import ExtractionError
from kg.scale.cluster import cluster
def work(row, shared):
    if row == 3:
        os._exit(1)
    open(os.path.join(shared, str(row)), "w").close()
    yield row
with cluster(2, 5) as engine:
    try:
        engine.work(engine.spread([0, 1, 2, 3, 4]), work, sys.argv[1], lambda done, total: None)
    except ExtractionError as error:
        print("told:", error)
"""


def test_a_shard_that_kills_its_process_every_time_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    with running("-c", DYING, tmp_path, command=Path(sys.executable)) as process:
        told = ended(process, 0)
    assert "told: part 3: its process died 4 times" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2", "4"]
