"""The real Neo4j Browser, served by a real server, in headless Chromium: style, saved queries, a drawn graph.

With KG_PICTURES set, the picture of docs/neo4j-browser.md is written anew.
"""

import base64
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import open_store
from kg.views import browser
from tests.maven import Missing
from tests.neo4j.server import Neo4j, jars, java
from tests.stores import lacking

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]

CHROMIUM = shutil.which("chromium")

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"

HAND_OVER = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name));
  return held;
}"""


class Serving(Neo4j):
    """A server that also serves its Browser, at `page`."""

    page = ""

    def prepare(self) -> None:
        super().prepare()
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{listener.getsockname()[1]}"
        file = self.home / "conf" / "neo4j.conf"
        settings = [line for line in file.read_text().splitlines() if "server.http.enabled" not in line]
        settings += ["server.http.enabled=true"]
        settings += [f"server.http.{which}_address={address}" for which in ("listen", "advertised")]
        file.write_text("\n".join(settings) + "\n")
        self.page = f"http://{address}/"


@pytest.fixture(scope="module")
def serving(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server with the graph of the sample reports."""
    from kg import pipeline

    try:
        java()
        folder = jars()
    except Missing as missing:
        lacking(str(missing))
    if not any(folder.glob("neo4j-browser-*.jar")):
        lacking(f"no Neo4j Browser in {folder}; delete that folder, and it is fetched anew")
    made = tmp_path_factory.mktemp("samples") / "kg.graph"
    pipeline.build([samples], str(made))
    server = Serving(tmp_path_factory.mktemp("neo4j"))
    server.prepare()
    server.start()
    try:
        with open_store(made, write=False) as embedded, open_store(server.server, write=True) as store:
            store.put(embedded.graph())
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def page(serving: Serving) -> Iterator[Any]:
    """The Browser's page, not connected yet; nothing but the server can be reached from it."""
    if CHROMIUM is None:
        lacking("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(40_000)
        page.route(
            "**/*",
            lambda route: route.continue_() if route.request.url.startswith(serving.page) else route.abort(),
        )
        page.goto(f"{serving.page}browser/")
        yield page
        chromium.close()


def drop(page: Any, name: str, content: bytes) -> None:
    """Drop a file into the window."""
    held = page.evaluate_handle(HAND_OVER, [base64.b64encode(content).decode(), name])
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(".filedrop", event, {"dataTransfer": held})


def run_saved(page: Any, title: str) -> None:
    page.locator("[data-testid^=scriptTitle]", has_text=title).first.click()
    page.click("[data-testid=editor-Run]")


def test_the_browser_draws_the_graph_with_its_statuses(page: Any, serving: Serving, tmp_path: Path) -> None:
    for field, words in (("username", "neo4j"), ("password", serving.password)):
        page.click(f"input[data-testid={field}]")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=:play start")

    files = browser.files({"name": "m23"})
    drop(page, browser.STYLE, files[browser.STYLE])
    page.wait_for_selector("[data-testid=exportGraSSButton]", state="attached")
    drop(page, browser.SAVED, files[browser.SAVED])
    page.click("[data-testid=navigationFavorites]")
    for folder in ("kg", "kg-pictures"):
        assert page.locator(f"[data-testid=savedScriptsFolder-{folder}]").count() == 1
        page.click(f"[data-testid=expandFolder-{folder}]")
    titles = page.locator("[data-testid^=scriptTitle]")
    assert titles.count() == len(browser.scripts({}))

    run_saved(page, ":params")
    page.wait_for_selector("[data-testid=rawParamData]")
    run_saved(page, "Picture: around an actor")
    page.wait_for_selector("g.node")
    page.click("[data-testid=navigationFavorites]")
    page.wait_for_timeout(3000)  # the layout comes to rest

    with open_store(serving.server, write=False) as store:
        edges = store.read(
            "MATCH (:Entity {id: 'm23'})-[r]-(:Entity) WHERE r.status IS NOT NULL RETURN r"
        ).rows
    drawn = page.locator("g.relationship text").all_text_contents()
    assert len(drawn) == len(edges) > 0
    for row in edges:
        assert any(text.startswith(row["r"]["status"]) for text in drawn)
    assert any("M23" in text for text in page.locator("g.node text").all_text_contents())
    colours = set(
        page.eval_on_selector_all("g.node circle.b-outline", "all => all.map(c => c.getAttribute('fill'))")
    )
    assert len(colours) >= 2

    target = PICTURES if os.environ.get("KG_PICTURES") else tmp_path
    target.mkdir(exist_ok=True)
    page.locator("[data-testid=frame]").first.screenshot(path=target / "neo4j-browser.png")
    assert (target / "neo4j-browser.png").stat().st_size > 10_000
