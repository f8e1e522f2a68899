"""The whole demo in a network namespace of its own, in which no address can be reached."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.schema.files import folder

pytestmark = pytest.mark.slow

UNSHARE = shutil.which("unshare")
KG = Path(sys.executable).with_name("kg")

ASKING = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"


def apart(*words: str) -> subprocess.CompletedProcess[str]:
    """The command's result, run without any network."""
    assert UNSHARE is not None
    return subprocess.run(
        [UNSHARE, "--net", "--map-root-user", *words], capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module", autouse=True)
def _namespaces() -> None:
    if UNSHARE is None or apart("true").returncode:
        pytest.skip("network namespaces can't be made here (unshare)")


def test_the_namespace_has_no_network() -> None:
    done = apart(sys.executable, "-c", ASKING)
    assert done.returncode != 0
    assert "unreachable" in done.stderr


def test_the_demo_needs_no_network(tmp_path: Path) -> None:
    graph = str(tmp_path / "demo.graph")
    built = apart(str(KG), "build", str(folder("seeds") / "documents"), "--graph", graph)
    assert built.returncode == 0, built.stderr
    asked = apart(str(KG), "query", "sponsors", "-p", "name=M23", "--graph", graph)
    assert asked.returncode == 0, asked.stderr
    assert "Rwanda" in asked.stdout
    told = apart(str(KG), "why", "Rwanda", "SUPPORTS", "M23", "--graph", graph)
    assert told.returncode == 0, told.stderr
    assert "denied by" in told.stdout
