"""What an analyst does on the page, in real headless Chromium, on both stores."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Address, open_store
from tests.explorer.conftest import PICTURES, Open, Served, serve, still, words
from tests.explorer.hostile import ONE, write

pytestmark = pytest.mark.browser

EDGE = "?actor=m23&edge=rwanda&edge=SUPPORTS&edge=m23"


def test_look_up_read_filter_and_reload(served: Served, opened: Open) -> None:
    page = opened(served)
    page.wait_for_selector("#start li")
    assert page.evaluate("document.activeElement.id") == "look"

    page.keyboard.type("march 23")
    page.wait_for_selector("#found a")
    assert "M23" in page.inner_text("#found li >> nth=0")
    assert "claim" in page.inner_text("#found li >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?actor=m23")
    page.wait_for_selector("#edges .ag-row")

    page.locator("#edges a", has_text="supports").first.click()
    page.wait_for_selector("#panel .pair")
    panel = words(page.inner_text("#panel"))
    assert "disputed" in panel
    assert "Denied" in panel
    assert "the accused" in panel
    assert page.locator("#panel mark.hedge", has_text="accused").count() > 0

    page.locator("#panel a", has_text="In the article").first.click()
    page.wait_for_selector("#content mark.chosen")
    marked = words("".join(page.locator("#content mark.chosen").all_inner_texts()))
    quotes = page.locator("#panel blockquote .quote").all_inner_texts()
    assert any(words(quote) == marked for quote in quotes)
    page.wait_for_function(
        """() => {
            const place = document.querySelector('#content mark.chosen').getBoundingClientRect();
            return place.top >= 0 && place.bottom <= innerHeight;
        }"""
    )

    page.go_back()
    page.wait_for_selector("#edges .ag-row")
    assert "tab=documents" not in page.url
    assert "actor=m23" in page.url

    before = words(page.inner_text("#panel .standing"))
    for _ in range(4):  # each of those who say so
        still(page, "#panel")
        links = page.locator("#panel .said a", has_text="without")
        if not links.count():
            break
        links.first.click()
        page.wait_for_function("() => location.search.includes('without=')")
        page.wait_for_timeout(400)
    still(page, "#panel")
    after = words(page.inner_text("#panel"))
    assert "disputed" in before
    assert words(page.locator("#panel .standing, #panel .empty").first.inner_text()) != before
    assert "Filtered" in page.inner_text("#filtered")

    address = page.url
    again = opened(served, address.removeprefix(served.page))
    still(again, "#panel")
    assert words(again.inner_text("#panel")) == after
    assert again.url == address


def test_the_picture_has_the_statuses_of_the_table_and_stays_as_it_is(served: Served, opened: Open) -> None:
    page = opened(served, "?actor=m23")
    page.wait_for_selector("#edges .ag-row")
    drawn = "document.querySelector('#graph')._cyreg.cy"
    page.wait_for_function(f"() => {drawn}.edges().length > 0")
    labels = page.evaluate(
        f"() => {drawn}.edges().map(e => [e.id(), e.data('label'), e.style('line-style')])"
    )
    table = {row["id"]: row for row in rows(page)}
    assert {name for name, *_ in labels} == set(table)
    for name, label, line in labels:
        status = table[name]["status"]
        assert status in label
        assert (line == "solid") == ("claimed" in status)

    places = f"() => Object.fromEntries({drawn}.nodes().map(n => [n.id(), n.position()]))"
    before = page.evaluate(places)
    more = page.evaluate(f"() => {drawn}.nodes('.more')[0].id()")
    page.evaluate(f"(id) => {{ {drawn}.getElementById(id).emit('tap'); }}", more)
    page.wait_for_url(f"**opened={more}**")
    page.wait_for_function(f"(n) => {drawn}.nodes().length > n", arg=len(before))
    after = page.evaluate(places)
    assert {name: after[name] for name in before} == before
    page.evaluate(f"(id) => {{ {drawn}.getElementById(id).emit('tap'); }}", more)
    page.wait_for_function(f"(n) => {drawn}.nodes().length === n", arg=len(before))
    assert "opened" not in page.url


def rows(page: Any) -> list[dict[str, Any]]:
    """The rows of the table beside the picture."""
    text = "dash_ag_grid.getApi('edges')"
    found: list[dict[str, Any]] = page.evaluate(
        f"() => {{ const all = []; {text}.forEachNode(n => {{ all.push(n.data); }}); return all; }}"
    )
    return found


def test_the_other_tabs(served: Served, opened: Open) -> None:
    page = opened(served, "?tab=trace")
    page.fill("#ask-start", "India")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chain")
    assert "start=India" in page.url
    told = words(page.inner_text("#content"))
    assert "nobody asserts it whole" in told
    assert "weakest hop" in told

    for tab, expected in (
        ("attacks", "killed"),
        ("conflicts", "stands against"),
        ("documents", "Near-copy of"),
    ):
        page.click(f"#tab-{tab}")
        page.wait_for_function(
            "(w) => document.querySelector('#content').innerText.includes(w)", arg=expected
        )
    page.click("#tab-compare")
    page.fill("#ask-one", "Rwanda")
    page.fill("#ask-other", "Congo")
    page.keyboard.press("Enter")
    page.wait_for_selector("#content .empty, #content .pair")
    page.fill("#ask-other", "Democratic Republic of the Congo")
    page.keyboard.press("Enter")
    page.wait_for_selector("#content .pair")
    assert "Accuse each other" in page.inner_text("#content")
    page.click("#tab-documents")
    page.locator("#content a", has_text="Congo accuses").click()
    page.wait_for_selector("article mark")
    page.locator("article mark a").first.click()
    page.wait_for_selector("#panel .pair")


def test_a_pair_is_judged_the_graph_changes_and_it_is_taken_back(
    served: Served, opened: Open, graph: Address
) -> None:
    def attacks() -> int:
        with open_store(graph, write=False) as store:
            found: int = store.read("MATCH (a:Attack) RETURN count(*) AS n").rows[0]["n"]
            return found

    before = attacks()
    page = opened(served, "?tab=review")
    page.wait_for_selector("#item button")
    if "one attack" not in page.inner_text("#item h3"):
        page.locator("#question li a", has_text="one attack").first.click()
        page.wait_for_function("() => document.querySelector('#item h3').innerText.includes('one attack')")
    question = page.inner_text("#item h3")
    page.locator("#item button", has_text="same").click()
    page.wait_for_function("() => document.querySelector('#decided').innerText.includes('who you are')")
    page.fill("#who", "ana")
    page.fill("#why", "one bus, one day")
    page.locator("#item button", has_text="same").click()
    page.wait_for_function("() => document.querySelector('#decided').innerText.includes('obeys')")
    (line,) = served.judgements.read_text().splitlines()
    decided = json.loads(line)
    assert (decided["about"], decided["decision"], decided["who"]) == ("attack", "same", "ana")
    assert attacks() == before - 1
    other = "(q) => document.querySelector('#item h3') && document.querySelector('#item h3').innerText !== q"
    page.wait_for_function(other, arg=question)

    page.locator("button", has_text="undo").first.click()
    page.wait_for_function("() => document.querySelector('#decided').innerText.includes('Taken back')")
    assert attacks() == before
    assert len(served.judgements.read_text().splitlines()) == 2


def test_who_has_no_token_decides_nothing(served: Served, chromium: Any) -> None:
    page = chromium.new_page()
    try:
        page.goto(f"{served.page}?tab=review")
        page.wait_for_selector("#item button")
        page.fill("#who", "mallory")
        page.locator("#item button").first.click()
        page.wait_for_function("() => document.querySelector('#decided').innerText.includes('token')")
    finally:
        page.close()
    assert not served.judgements.exists()


def test_a_change_underneath_is_noticed(served: Served, opened: Open, graph: Address) -> None:
    from kg import pipeline

    page = opened(served, "?tab=documents")
    page.wait_for_selector("#content .ag-row")
    assert "16 documents" in page.inner_text("#content")
    pipeline.retract(["marawi-inquiry"], graph)
    page.wait_for_function("() => document.querySelector('#notice').innerText.includes('has changed')")
    page.wait_for_function("() => document.querySelector('#content').innerText.includes('15 documents')")


def test_what_can_be_taken_away(served: Served, opened: Open) -> None:
    page = opened(served, "?actor=m23")
    page.wait_for_selector("#edges .ag-row")
    beginnings = {
        "SVG": b"<?xml",
        "PNG": b"\x89PNG",
        "CSV": b"subject,relation",
        "Turtle": b"@prefix",
        "HTML": b"<!DOCTYPE html>",
    }
    for name, beginning in beginnings.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        content = Path(waiting.value.path()).read_bytes()
        assert content[:20].lower().startswith(beginning.lower()), name
        if name in ("SVG", "CSV", "HTML"):
            assert b"disputed" in content


@pytest.mark.parametrize("width", [400, 1280, 1920])
@pytest.mark.parametrize(
    "tab", ["", "network", "trace", "attacks", "conflicts", "documents", "article", "review"]
)
def test_axe_finds_nothing_serious(calm: Served, opened: Open, axe: str, tab: str, width: int) -> None:
    search = {
        "": "",
        "network": EDGE,
        "trace": "?tab=trace&start=India",
        "article": "?tab=documents&doc=goma-rwanda-m23",
    }.get(tab, f"?tab={tab}")
    page = opened(calm, search, width=width, bypass_csp=True)
    ready = {"": "#start li", "network": "#panel .pair", "review": "#question"}.get(tab, "#content *")
    still(page, ready)
    page.wait_for_timeout(500)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert not serious
    if width == 400:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="module")
def calm(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A page that nobody writes to, for the tests that only look."""
    found = serve(sample_graph, tmp_path_factory.mktemp("calm"), "--read-only")
    yield found
    found.end()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Served]:
    """A page whose every name means harm."""
    write(tmp_path / "kg.graph")
    found = serve(tmp_path / "kg.graph", tmp_path / "served", "--read-only")
    yield found
    found.end()


def test_hostile_words_are_shown_as_words(hostile: Served, opened: Open) -> None:
    for search, ready in (
        ("?actor=one&edge=one&edge=SUPPORTS&edge=other", "#panel .pair"),
        ("?tab=documents", "#content .ag-row"),
        ("?tab=documents&doc=report", "article mark"),
        ("?tab=conflicts", "#content *"),
        ("?tab=trace&start=one", ".chain"),
    ):
        page = opened(hostile, search)
        still(page, ready)
        assert page.evaluate("() => window.harmed") is None
        assert page.locator("#main img, #panel img, #main script, #panel script").count() == 0
    page.fill("#look", "onerror")
    page.wait_for_selector("#found a")
    assert ONE in page.inner_text("#found")


def test_everything_can_be_reached_by_keys(calm: Served, opened: Open) -> None:
    page = opened(calm)
    page.wait_for_selector("#start li")
    page.keyboard.type("rwan")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#found') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "look"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?actor=*")
    page.wait_for_selector("#panel a")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#panel li') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**edge=**")


def test_pictures_for_the_readme(calm: Served, opened: Open, tmp_path: Path) -> None:
    target = PICTURES if os.environ.get("KG_PICTURES") else tmp_path
    target.mkdir(exist_ok=True)
    for name, search, ready in (
        ("network", EDGE, "#panel .pair"),
        ("article", "?tab=documents&doc=goma-rwanda-m23", "article mark"),
        ("trace", "?tab=trace&start=India", ".chain"),
    ):
        page = opened(calm, search, height=800)
        still(page, ready)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(800)
        file = target / f"explorer-{name}.png"
        page.screenshot(path=file, animations="disabled")
        assert 20_000 < file.stat().st_size < 400_000
