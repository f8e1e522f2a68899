"""What README and docs show, made by running it: `shown(command)` runs in a folder with a fresh graph."""

import atexit
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def _folder() -> Path:
    """A new folder with a graph of the sample reports in it, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="kg-docs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "tests").symlink_to(ROOT / "tests")
    _run("kg build seeds/documents", folder)
    return folder


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    program = Path(sys.executable).with_name(words[0])
    return subprocess.run([program, *words[1:]], cwd=folder, text=True, capture_output=True, check=True)  # noqa: S603


def shown(command: str, *, lines: int | None = None) -> None:
    """Print a block with the command and what it writes to stdout; at most `lines` lines of it."""
    text = _run(command, _folder()).stdout.rstrip("\n")
    rows = [row.rstrip() for row in text.split("\n")]
    if lines is not None and len(rows) > lines:
        rows = [*rows[:lines], "…"]
    print("```console")  # noqa: T201
    print(f"$ {command}", *rows, sep="\n")  # noqa: T201
    print("```")  # noqa: T201
