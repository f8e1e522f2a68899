"""A page of `kg serve` in real headless Chromium, on the sample reports in either store."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Address, Server, open_store
from tests.neo4j.test_browser import CHROMIUM, SWITCHES
from tests.stores import holding, lacking

ROOT = Path(__file__).resolve().parents[2]

PICTURES = ROOT / "docs" / "pictures"

KG = str(Path(sys.executable).with_name("kg"))

AXE = "4.10.3"
"""The version of axe-core, which npm fetches into build/ for the tests only."""

_PATIENCE = 90
"""Seconds for a server to start on a busy machine."""

_EXPECTED = ("wheel sensitivity",)
"""What the browser's console may say: cytoscape warns of a default of its own wrapper."""


@dataclass
class Served:
    """A running `kg serve`: its address, its token, and how it is ended."""

    address: str
    process: "subprocess.Popen[str]"
    judgements: Path
    log: Path

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]

    @property
    def token(self) -> str:
        return self.address.partition("#token=")[2]

    def end(self) -> int:
        self.process.terminate()
        with self.process:  # closes its pipe too
            return self.process.wait(60)


def serve(graph: Address, folder: Path, *options: str) -> Served:
    """Start `kg serve` and wait until it tells its address."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ)
    place, beside = str(graph), folder
    if isinstance(graph, Server):
        place = graph.url
        environment |= {"KG_NEO4J_USER": graph.user, "KG_NEO4J_PASSWORD": graph.password or ""}
    elif isinstance(graph, Path):
        place, beside = graph.name, graph.parent  # pictures show the place: not that of this machine
    judgements, log = folder / "judgements.jsonl", folder / "serve.log"
    command = [KG, "serve", "--graph", place, "--judgements", str(judgements), *options]
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=environment, cwd=beside, text=True
        )
    assert process.stdout
    address = process.stdout.readline().strip()
    if not address:
        process.communicate(timeout=_PATIENCE)
    assert address.startswith("http://"), log.read_text()
    return Served(address, process, judgements, log)


@pytest.fixture(scope="session")
def sample_graph(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the sample reports, to be copied."""
    folder = tmp_path_factory.mktemp("sample") / "kg.graph"
    command = [KG, "build", str(samples), "--graph", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture
def graph(backend: str, sample_graph: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Address:
    """The graph of the sample reports, to be changed by one test."""
    if backend == "embedded":
        return Path(shutil.copytree(sample_graph, tmp_path / "kg.graph"))
    server = request.getfixturevalue("neo4j")

    def copy(place: Address) -> None:
        with open_store(sample_graph, write=False) as made, open_store(place, write=True) as store:
            store.put(made.graph())

    server.holds = None
    return holding(server, "samples", copy)


@pytest.fixture
def served(graph: Address, tmp_path: Path) -> Iterator[Served]:
    """A page that may be written to."""
    found = serve(graph, tmp_path / "served")
    yield found
    found.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        lacking("no Chromium on this machine")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page said and asked for that it should not have."""

    origin: str
    console: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def on(self, page: Any) -> None:
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _told(self, message: Any) -> None:
        if message.type in ("error", "warning") and not any(word in message.text for word in _EXPECTED):
            self.console.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.strangers.append(request.url)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.refused.append(f"{response.status} {response.url}")

    def clean(self) -> None:
        assert not self.console
        assert not self.strangers
        assert not self.refused


Open = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any) -> Iterator[Open]:
    """Opens a page, watched: at the end there was no error, no request to another host, nothing refused."""
    made: list[tuple[Any, Watch]] = []

    def page(served: Served, search: str = "", width: int = 1280, height: int = 900, **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(30_000)
        watch = Watch(served.page)
        found = context.new_page()
        watch.on(found)
        made.append((context, watch))
        found.goto(f"{served.page}{search}#token={served.token}" if served.token else served.page + search)
        found.wait_for_function("() => document.querySelector('#tab-network') && location.hash === ''")
        return found

    yield page
    for context, watch in made:
        context.close()
        watch.clean()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, fetched once."""
    folder = ROOT / "build" / f"axe-{AXE}"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None:
            lacking("no npm on this machine")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run([*command, f"axe-core@{AXE}"], capture_output=True, text=True)
        if done.returncode:
            lacking(f"npm can't fetch axe-core: {done.stderr[-300:]}")
    return script.read_text(encoding="utf-8")


def still(page: Any, selector: str) -> None:
    """Wait until something has come to rest: two looks in a row see the same."""
    page.wait_for_selector(selector)
    before = ""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        now = page.inner_html(selector)
        if now == before:
            return
        before = now
        page.wait_for_timeout(250)


def words(text: str) -> str:
    """A text in one line."""
    return re.sub(r"\s+", " ", text).strip()
