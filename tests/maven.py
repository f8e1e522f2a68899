"""Jars that tests need, fetched by Maven when they are first asked for."""

import hashlib
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Missing(Exception):  # noqa: N818 - a state of the machine
    """What a test needs and this machine has not."""


def fetched(pom: Path, name: str, *settings: str) -> Path:
    """The folder of the jars that `pom` asks for; Missing if they can't be fetched.

    It is below build/ and named after `name` and the pom's hash, so that a changed pom fetches anew.
    """
    digest = hashlib.sha256(pom.read_bytes()).hexdigest()[:8]
    folder = ROOT / "build" / f"{name}-{digest}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("no Maven on this machine")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    command = [
        maven,
        "--batch-mode",
        "--quiet",
        f"--file={pom}",
        *settings,
        "-DincludeScope=runtime",
        f"-DoutputDirectory={part}",
        "dependency:copy-dependencies",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or not part.is_dir():
        raise Missing(f"Maven can't fetch {name}: {(done.stdout + done.stderr).strip()[-500:]}")
    part.rename(folder)
    return folder
