"""How long the explorer takes to start, to paint and to answer a click, beside the bare store and query."""

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import made_up
from benchmarks.ratio import Ratio, seconds
from kg.graph import Store, open_store

_CLAIMS = 100_000
"""At full scale."""

_CLICKS = 40

_ROUNDS = 3
"""Goes at an edge after the first one."""

_EDGES = """
MATCH (a:Entity)-[r]->(b:Entity) WHERE r.status IS NOT NULL
RETURN a.id AS subject, type(r) AS relation, b.id AS object, size(r.claims) AS n
ORDER BY n DESC, subject, relation, object LIMIT $limit
"""

_CLAIMS_OF = """
MATCH (a:Entity {id: $subject})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity {id: $object})
WHERE c.counts AND c.relation = $relation
MATCH (c)-[:QUOTED_FROM]->(d:Document)
RETURN properties(c) AS claim, properties(d) AS document
"""

_OPEN = "from kg.graph import open_store\nwith open_store({!r}, write=False) as s: s.counts()"

_CHROMIUM = shutil.which("chromium")


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Start, first paint and clicks on a made-up graph."""
    made_up.keep(round(_CLAIMS * scale))
    with made_up.folder(round(_CLAIMS * scale)) as folder:
        return measured(folder)


def measured(folder: Path) -> list[Ratio]:
    """The same on a graph that is there."""
    found: list[Ratio] = []
    code = _OPEN.format(str(folder))
    bare = min(seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(2))
    with open_store(folder, write=False) as store:
        edges = store.read(_EDGES, {"limit": _CLICKS + 5}).rows
        for edge in edges[_CLICKS:]:  # to warm up
            _bare(store, edge)
        edges = edges[:_CLICKS]
        asked = [_goes(lambda e=edge: _bare(store, e)) for edge in edges]  # type: ignore[misc]
    began = seconds_of_start(folder)
    with began as (address, start):
        found.append(Ratio("kg serve until it listens", start, bare, "s", note="beside opening the store"))
        read = seconds(lambda: _until_read(address))
        found.append(Ratio("… until everything is read", start + read, bare, "s", note="beside the same"))
        if painted := _painted(address):
            found.append(Ratio("first paint in Chromium", painted, bare, "s", note="beside the same"))
        clicked = [_goes(lambda e=edge: _click(address, e)) for edge in edges]  # type: ignore[misc]
    for i, name in ((0, f"a click on an edge ({_claims(edges)} claims)"), (1, "the same again")):
        ours, theirs = median(one[i] for one in clicked), median(one[i] for one in asked)
        found.append(Ratio(name, ours, theirs, "s", 3.0, note="beside its bare query"))
    return found


def _claims(edges: tuple[dict[str, Any], ...]) -> str:
    numbers = [edge["n"] for edge in edges]
    return f"{min(numbers)} to {max(numbers)}"


def _goes(run: Any) -> tuple[float, float]:
    """The first go, and the shortest of the next."""
    return seconds(run), min(seconds(run) for _ in range(_ROUNDS))


def _bare(store: Store, edge: dict[str, Any]) -> int:
    return len(store.read(_CLAIMS_OF, {name: edge[name] for name in ("subject", "relation", "object")}).rows)


@contextmanager
def seconds_of_start(folder: Path) -> Iterator[tuple[str, float]]:
    """A running server: its address, and how long it took until it told that."""
    command = [Path(sys.executable).with_name("kg"), "serve", "--graph", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines: list[str] = []
        start = seconds(lambda: lines.append(process.stdout.readline()))  # type: ignore[union-attr]
        try:
            yield lines[0].partition("#")[0].strip(), start
        finally:
            process.terminate()
            process.wait(60)


def _ask(address: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{address}_dash-update-component",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Origin": address.rstrip("/")},
    )
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


def _until_read(address: str) -> None:
    while not _found(address):
        pass


def _found(address: str) -> bool:
    """Whether the search box finds somebody: everything is read then."""
    body = {
        "output": "found.children",
        "outputs": {"id": "found", "property": "children"},
        "inputs": [{"id": "look", "property": "value", "value": "actor"}],
        "changedPropIds": ["look.value"],
        "state": [{"id": "url", "property": "search", "value": ""}],
    }
    children = _ask(address, body)["response"]["found"]["children"]
    if not children:
        subprocess.run(["sleep", "0.1"], check=True)
    return bool(children)


def _click(address: str, edge: dict[str, Any]) -> None:
    search = f"?actor={edge['subject']}&edge={edge['subject']}&edge={edge['relation']}&edge={edge['object']}"
    body = {
        "output": "panel.children",
        "outputs": {"id": "panel", "property": "children"},
        "inputs": [
            {"id": "at-panel", "property": "data", "value": search},
            {"id": "reading", "property": "data", "value": 1},
        ],
        "changedPropIds": ["at-panel.data"],
        "state": [{"id": "url", "property": "search", "value": search}],
    }
    assert len(json.dumps(_ask(address, body))) > 1000


def _painted(address: str) -> float | None:
    """Seconds from asking for the page to what it shows first; None without a browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if _CHROMIUM is None:
        return None
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def paint() -> None:
            page.goto(address)
            page.wait_for_selector("#start li")

        taken = min(seconds(paint) for _ in range(2))
        browser.close()
    return taken


if __name__ == "__main__":
    from benchmarks.ratio import table

    given = sys.argv[1:]
    print("\n".join(table(measured(Path(given[0])) if given else ratios(0.1))))
