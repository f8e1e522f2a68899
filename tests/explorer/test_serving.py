"""`kg serve` from its start to its end: an address, a page that waits for a graph, an orderly end."""

import json
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kg.graph import open_store
from tests.explorer.conftest import Open, Served, serve

pytestmark = pytest.mark.browser

_QUESTION = {
    "output": "found.children",
    "outputs": {"id": "found", "property": "children"},
    "inputs": [{"id": "look", "property": "value", "value": "m23"}],
    "changedPropIds": ["look.value"],
    "state": [{"id": "url", "property": "search", "value": ""}],
}


def asked(served: Served, **headers: str) -> int:
    """The status of the answer to a question that a page asks."""
    origin = served.page.rstrip("/")
    given = {"Content-Type": "application/json", "Origin": origin} | headers
    request = urllib.request.Request(
        f"{served.page}_dash-update-component", json.dumps(_QUESTION).encode(), given
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_page_without_a_graph_tells_how_to_make_one_and_sees_it_come(
    sample_graph: Path, tmp_path: Path, opened: Open
) -> None:
    place = tmp_path / "kg.graph"
    served = serve(place, tmp_path / "served", "--read-only")
    try:
        page = opened(served)
        page.wait_for_selector("#notice .help")
        assert "kg build" in page.inner_text("#notice")
        shutil.copytree(sample_graph, tmp_path / "made")
        (tmp_path / "made").rename(place)
        page.wait_for_selector("#start li")
        page.wait_for_selector("#notice .help", state="detached")
        page.context.close()
    finally:
        served.end()


def test_it_ends_in_an_orderly_way_and_others_use_the_graph_meanwhile(
    sample_graph: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copytree(sample_graph, tmp_path / "kg.graph"))
    served = serve(place, tmp_path / "served")
    assert asked(served) == 200
    assert asked(served, Origin="http://evil.example") == 403
    with open_store(place, write=False) as store:
        assert store.counts().documents == 16
    assert served.end() == 143
    with open_store(place, write=True) as store:
        assert store.counts().documents == 16


def test_on_another_address_the_token_is_needed_and_nobody_writes(sample_graph: Path, tmp_path: Path) -> None:
    served = serve(sample_graph, tmp_path / "served", "--host", "0.0.0.0")
    try:
        served.address = served.address.replace("0.0.0.0", "127.0.0.1")
        assert asked(served) == 401
        assert asked(served, **{"X-KG-Token": "wrong"}) == 401
        assert asked(served, **{"X-KG-Token": served.token}) == 200
        with open_store(sample_graph, write=False) as store:  # shared by readers
            assert store.counts().documents == 16
    finally:
        served.end()


def test_a_port_that_is_taken_is_told(sample_graph: Path, tmp_path: Path) -> None:
    served = serve(sample_graph, tmp_path / "served", "--read-only")
    port = served.page.rstrip("/").rpartition(":")[2]
    try:
        with pytest.raises(AssertionError, match="give another --port"):
            serve(sample_graph, tmp_path / "second", "--read-only", "--port", port)
    finally:
        served.end()
