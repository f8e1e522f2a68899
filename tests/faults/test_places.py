"""Full disks, folders that can't be written, two at once, signals: a clear word, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import made_up
from kg import pipeline
from kg.model import jsonl
from tests.faults import killing
from tests.faults.killing import Task, copied

pytestmark = [pytest.mark.slow, pytest.mark.fault]

KG = Path(sys.executable).with_name("kg")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records, a graph of a few of them with a judgement, and files to be replaced."""
    root = tmp_path_factory.mktemp("prepared")
    some = made_up.extractions(80)
    jsonl.write(pipeline.joined(some[:2]), root / "few")
    jsonl.write(pipeline.joined(some), root / "all")
    pipeline.load(root / "few", root / "kg.graph")
    (root / "judgements.jsonl").write_bytes(b"")
    (root / "out.nq").write_bytes(b"what was exported last week\n")
    return root


def kg(*words: str | Path, here: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(KG), *map(str, words)], capture_output=True, text=True, cwd=here, timeout=killing.PATIENCE
    )


def refused(done: subprocess.CompletedProcess[str], word: str) -> None:
    """It ended with code 1 and one sentence that says what is wrong."""
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("Error: "), done.stderr
    assert word in done.stderr.lower()
    assert "Traceback" not in done.stderr


WRITING = {
    "load": ("load", "{root}/all", "--graph", "{here}/kg.graph"),
    "load-new": ("load", "{root}/all", "--graph", "{here}/new.graph"),
    "export": ("export", "nquads", "--whole", "--out", "{here}/out.nq", "--graph", "{here}/kg.graph"),
    "csv": ("export", "csv", "--out", "{here}/tables", "--graph", "{root}/kg.graph"),
    "backup": ("backup", "{here}/new.kg.gz", "--graph", "{root}/kg.graph"),
    "copy": ("copy", "{root}/kg.graph", "{here}/to.graph"),
    "extract": ("extract", "{root}/report.txt", "--out", "{here}/records"),
    "review": ("review", "reject", "c-report-000000-0", "--who", "ana", "--graph", "{here}/kg.graph"),
}


def words(name: str, root: Path, here: Path) -> list[str]:
    return [word.replace("{root}", str(root)).replace("{here}", str(here)) for word in WRITING[name]]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of some megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("a small disk takes the rights of root to mount")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("name", sorted(WRITING))
def test_a_full_disk(name: str, root: Path, small: Path) -> None:
    (root / "report.txt").write_text("Norland accused Iran of arming Hezbollah. Iran denied it.\n")
    for origin in ("kg.graph", "judgements.jsonl", "out.nq"):
        copied(root / origin)(small)
    before = killing.state(small)
    filled = small / "ballast"
    with filled.open("wb", buffering=0) as file:
        try:
            while file.write(b"\x00" * 65536):
                pass
        except OSError:
            pass
    refused(kg(*words(name, root, small), here=root), "space")
    filled.unlink()
    assert killing.state(small) == before
    done = kg(*words(name, root, small), here=root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(WRITING))
def test_a_folder_that_is_read_only(name: str, root: Path, small: Path) -> None:
    (root / "report.txt").write_text("Norland accused Iran of arming Hezbollah. Iran denied it.\n")
    for origin in ("kg.graph", "judgements.jsonl", "out.nq"):
        copied(root / origin)(small)
    before = killing.state(small)
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    refused(kg(*words(name, root, small), here=root), "read-only")
    subprocess.run(["mount", "-o", "remount,rw", small], check=True)
    assert killing.state(small) == before


def test_two_builds_at_once(root: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Norland accused Iran of arming Hezbollah. Iran denied it.\n")
    command = [str(KG), "build", "reports", "--graph", "kg.graph"]
    both = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=killing.PATIENCE)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 1]), told
    if codes == [0, 1]:
        assert any("in use by another process" in words for words in told), told
    assert kg("verify", "--graph", "kg.graph", here=tmp_path).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kg.graph", "reports"]


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "Interrupted."), (signal.SIGTERM, 143, "")]
)
@pytest.mark.parametrize("there", [False, True])
def test_a_signal_with_the_store_open(
    number: signal.Signals, code: int, word: str, there: bool, root: Path
) -> None:
    origins = [root / "all", *([root / "kg.graph"] if there else [])]
    task = Task("signal", copied(*origins), ("load", "{here}/all", "--graph", "{here}/kg.graph"))
    whole = killing.undisturbed(task)
    for part in (0.3, 0.7)[: killing.POINTS]:
        with killing.folder(task) as here:
            with killing.running(task, here) as (process, touched):
                os.read(touched, 1)
                try:
                    process.wait(whole.seconds * part)
                except subprocess.TimeoutExpired:
                    process.send_signal(number)
                out, _ = process.communicate(timeout=killing.PATIENCE)
            if process.returncode != 0:  # else it was quicker than before
                assert (process.returncode, out.decode().strip()) == (code, word)
                assert killing.state(here) == whole.before
            killing.again(task, here)
            assert killing.state(here) == whole.after


_YESTERDAY = """
import sys, time
time.time, time.time_ns = lambda: 978307200.0, lambda: 978307200 * 10**9
sys.argv = ["kg", *sys.argv[1:]]
from kg.cli.entry import main
main()
"""


@pytest.mark.parametrize("there", [False, True])
def test_a_clock_that_went_back(there: bool, root: Path) -> None:
    """Files are of the year 2100, and Python's clock shows 2001."""
    origins = [root / "all", *([root / "kg.graph", root / "judgements.jsonl"] if there else [])]
    task = Task("clock", copied(*origins), ("load", "{here}/all", "--graph", "{here}/kg.graph"))
    whole = killing.undisturbed(task)
    with killing.folder(task) as here:
        for path in [here, *here.rglob("*")]:
            os.utime(path, (4_102_444_800, 4_102_444_800))
        for _ in range(2):
            words = [sys.executable, "-c", _YESTERDAY, *task.argv(here)]
            done = subprocess.run(words, capture_output=True, text=True, timeout=killing.PATIENCE)
            assert done.returncode == 0, done.stderr
            assert killing.state(here) == whole.after
        assert "has these records already" in done.stderr


def test_ctrl_c_ends_the_workers_too(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(40):
        said = f"Norland accused the Front {number} of arming Hezbollah. Iran denied it.\n" * 200
        (tmp_path / "reports" / f"{number}.txt").write_text(said)
    command = [str(KG), "build", "reports", "--graph", "kg.graph", "--jobs", "2"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        until = time.monotonic() + killing.PATIENCE
        while len(workers(process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(2)
        inside = workers(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
        out, told = process.communicate(timeout=killing.PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert told.endswith("Interrupted.\n")
    assert "Traceback" not in told
    assert inside
    assert not [one for one in inside if Path(f"/proc/{one}/exe").exists()]
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def workers(process: int) -> list[int]:
    """The processes that a process has started."""
    place = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in place.read_text().split()] if place.exists() else []
