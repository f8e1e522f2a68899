"""docker-compose.yml and the Dockerfile, as far as they can be checked without a container engine."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from kg import __version__
from kg.cli.entry import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(found["services"])


def instructions() -> Iterator[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, in order."""
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def test_compose_file_is_what_the_specification_allows() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    pytest.importorskip("check_jsonschema")
    done = subprocess.run([*check, str(ROOT / "docker-compose.yml")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_checker_refuses_a_wrong_file(tmp_path: Path) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    pytest.importorskip("check_jsonschema")
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text("services: {neo4j: {imagine: neo4j}}", encoding="utf-8")
    done = subprocess.run([*check, str(wrong)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "imagine" in done.stdout


def test_server_is_pinned_and_reachable_from_this_machine_only(services: dict[str, Any]) -> None:
    server = services["neo4j"]
    assert re.fullmatch(r"neo4j:5\.26\.\d+-community", server["image"])
    assert server["ports"]
    assert all(port.startswith("127.0.0.1:") for port in server["ports"])
    assert not any("ports" in service for name, service in services.items() if name != "neo4j")


def test_server_of_the_tests_is_the_one_of_the_compose_file(services: dict[str, Any]) -> None:
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<neo4j\.version>(.+?)</neo4j\.version>", pom)
    assert version
    assert services["neo4j"]["image"] == f"neo4j:{version[1]}-community"


def test_no_password_stands_in_a_file_and_none_is_needed_but_one() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = dict(re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE))
    assert settings["NEO4J_PASSWORD"] == ""
    assert set(re.findall(r"(?<!\$)\$\{(\w+)", text)) == set(settings)
    assert text.count("${NEO4J_PASSWORD:?") == text.count("${NEO4J_PASSWORD")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".env" in ignored


def test_loader_runs_a_command_that_there_is_on_documents_that_are_in_the_image(
    services: dict[str, Any],
) -> None:
    command, documents = services["kg"]["command"]
    assert command in COMMANDS
    copied = [rest.split() for word, rest in instructions() if word == "COPY"]
    assert [documents, f"/home/kg/{documents}"] in copied
    assert services["kg"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_image_runs_as_a_user_without_rights() -> None:
    words = [(word, rest) for word, rest in instructions() if word in ("USER", "ENTRYPOINT", "CMD")]
    assert [word for word, _ in words] == ["USER", "ENTRYPOINT", "CMD"]
    assert words[0][1] != "root"
    assert json.loads(words[1][1]) == ["kg"]


def allowed() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def test_every_copied_path_exists_and_reaches_the_engine() -> None:
    for word, rest in instructions():
        if word != "COPY" or rest.startswith("--from"):
            continue
        for path in rest.split()[:-1]:
            assert (ROOT / path).exists(), path
            assert any(fnmatch(path.split("/")[0], pattern) for pattern in allowed()), path


def test_pinned_packages_are_in_the_list_of_hashes() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==", constraints, re.MULTILINE))
    for word, rest in instructions():
        if word == "RUN" and "--require-hashes" in rest:
            options = shlex.split(rest.split("--require-hashes")[1])
            wanted = [name for name in options if not name.startswith("-") and not name.endswith(".txt")]
            assert set(wanted) <= pinned
            assert options[-2:] == ["-c", "constraints.txt"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the Dockerfile's own commands make out of the files that it copies, and no others."""
    place = tmp_path_factory.mktemp("image")
    for word, rest in instructions():
        if word == "COPY" and rest.startswith(("--from", "seeds/documents")):
            continue
        if word == "COPY":
            for path in rest.split()[:-1]:
                into = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
                into(ROOT / path, place / path)
        elif word == "RUN" and not re.search(r"-m venv|pip install|useradd", rest):
            own = re.sub(r"^(/tools/bin/)?python\b", shlex.quote(sys.executable), rest)
            subprocess.run(["/bin/sh", "-ec", own], cwd=place, check=True, capture_output=True)
    assert (place / "runtime.txt").read_text(encoding="utf-8").count("\n") >= 10
    (made,) = (place / "dist").glob("*.whl")
    return made


def test_wheel_of_the_image_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    run = "import kg.cli.entry, sys; sys.argv[0] = 'kg'; kg.cli.entry.main()"
    where = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)}
    for arguments, said in ((["--version"], __version__), (["query"], "sponsors")):
        done = subprocess.run(
            [sys.executable, "-P", "-c", run, *arguments],
            cwd=tmp_path,
            env=where,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
