"""Commands killed at seeded points, and everything that a folder holds afterwards.

A point is either a touch of the work folder by Python (opening for writing, locking, renaming, removing: the
kill comes just before it), or a time after the first touch, for what the engine's Java or a server does.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kg.cli.entry import group
from kg.graph import open_store
from kg.graph.shape import Graph

POINTS = int(os.environ.get("KG_FAULT_POINTS", "2"))
"""Points a command is killed at; `make fault` takes more."""

SEED = int(os.environ.get("KG_FAULT_SEED", "1"))

PATIENCE = 120.0
"""Seconds that a command may take; more is a hang."""

_LAUNCHER = """
import os, signal, sys
here, told, stop, start = os.fsencode(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), True
seen = 0
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_DIRECTORY
def inside(name):
    return isinstance(name, (str, bytes, os.PathLike)) and os.fsencode(name).startswith(here)
def watch(event, args):
    global seen
    if event == "open":
        if not (inside(args[0]) and args[2] & WRITING):
            return
    elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"):
        if not inside(args[0]):
            return
    elif event not in ("fcntl.flock", "socket.connect"):
        return
    seen += 1
    if seen == stop:
        os.kill(os.getpid(), signal.SIGKILL)
    os.write(told, b".")
sys.addaudithook(watch)
sys.argv = ["kg", *sys.argv[4:]]
from kg.cli.entry import main
main()
"""

State = dict[str, bytes | Graph]
"""What a folder holds, by name: files by their bytes, graphs by all their nodes and links."""


@dataclass(frozen=True, slots=True)
class Task:
    """A command to be killed: `start` fills an empty work folder, {here} in `words` is that folder."""

    name: str
    start: Callable[[Path], None]
    words: tuple[str, ...]

    def argv(self, here: Path) -> list[str]:
        return [word.replace("{here}", str(here)) for word in self.words]


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a command does when nobody disturbs it: states, number of touches, seconds after the first."""

    before: State
    after: State
    touches: int
    seconds: float


@contextmanager
def running(task: Task, here: Path, stop: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command in a process of its own, and a descriptor that gets a byte at each touch."""
    (here / "tmp").mkdir(exist_ok=True)
    reading, writing = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, str(here), str(writing), str(stop), *task.argv(here)],
            pass_fds=(writing,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(here / "tmp")},
            cwd=here / "tmp",
        )
        os.close(writing)
        try:
            yield process, reading
        finally:
            process.kill()
            process.communicate()
    finally:
        os.close(reading)


def undisturbed(task: Task) -> Undisturbed:
    """Run the command to its end."""
    with folder(task) as here:
        before = state(here)
        with running(task, here) as (process, touched):
            touches = len(os.read(touched, 1))
            began = time.monotonic()
            while more := os.read(touched, 4096):
                touches += len(more)
            out, _ = process.communicate(timeout=PATIENCE)
            seconds = time.monotonic() - began
        assert process.returncode == 0, out.decode()
        return Undisturbed(before, state(here), touches, seconds)


@contextmanager
def folder(task: Task) -> Iterator[Path]:
    """A work folder as the command finds it."""
    with tempfile.TemporaryDirectory(prefix="kg-fault-") as name:
        here = Path(name).resolve()
        task.start(here)
        yield here


def kill(task: Task, here: Path, number: int, whole: Undisturbed) -> str:
    """Kill the command at its `number`th point; where that was, in words."""
    dice = random.Random(f"{SEED} {task.name} {number}")
    if number % 2 == 0:
        stop = dice.randint(1, whole.touches)
        with running(task, here, stop) as (process, _):
            process.communicate(timeout=PATIENCE)
        return f"before touch {stop} of {whole.touches}: {process.returncode}"
    delay = whole.seconds * dice.uniform(0.0 if number % 4 == 1 else 0.6, 1.05)
    with running(task, here) as (process, touched):
        os.read(touched, 1)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
    return f"{delay:.3f} s of {whole.seconds:.3f} s after the first touch: {process.returncode}"


def again(task: Task, here: Path) -> None:
    """Run the command to its end in this process."""
    done = CliRunner().invoke(group, task.argv(here), catch_exceptions=False)
    assert done.exit_code == 0, done.output


def state(here: Path) -> State:
    """What a work folder holds, but for its folder of temporary files."""
    found: State = {}
    for path in sorted(here.iterdir()):
        if path.suffix == ".graph":
            found[path.name] = graph(path)
        elif path.is_file():
            found[path.name] = path.read_bytes()
        elif path.name != "tmp":
            inside = sorted(file for file in path.rglob("*") if file.is_file())
            found |= {f"{path.name}/{file.relative_to(path)}": file.read_bytes() for file in inside}
            found[f"{path.name}/"] = b""
    return found


def graph(path: Path) -> Graph:
    """Everything in a graph."""
    with open_store(path, write=False) as store:
        return store.graph()


def seen(here: Path) -> State:
    """What of a folder counts for people: no part of anything that is still being made."""
    return {name: what for name, what in state(here).items() if ".part" not in name}


def copied(*origins: Path) -> Callable[[Path], None]:
    """A start: copies of files and folders."""

    def start(here: Path) -> None:
        for origin in origins:
            if origin.is_dir():
                shutil.copytree(origin, here / origin.name)
            else:
                shutil.copy(origin, here)

    return start
