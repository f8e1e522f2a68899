"""Who may ask the page's server for what, and that hostile words stay words."""

import json
from typing import Any

import pytest

from kg.graph import NoGraph
from kg.model import Claim, Denial, Document, Entity, Unnamed
from kg.views.explorer import documents, lookup, network, panel, server
from kg.views.explorer.address import State
from kg.views.explorer.application import application
from kg.views.explorer.desk import Article, Desk, Now
from kg.views.explorer.index import Index
from kg.views.explorer.security import TOKEN, Access
from kg.views.projection import Told
from kg.views.selection import Selection

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "safe\u202egnp.exe\u2066",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "{{7*7}} ${7*7}",
    "=cmd|' /C calc'!A0",
    "A" * 100_000,
)
"""Names, quotes and titles as somebody might write them to harm a reader."""


def refused() -> Any:
    raise NoGraph("nowhere")


class Still(Desk):
    """A desk on plain data, which opens nothing."""

    def __init__(self, told: Told, text: str = "") -> None:
        super().__init__(refused, "nowhere")
        self.index = Index(told)
        self.text = text

    def now(self) -> Now:
        return Now("ready", 1)

    def whole(self) -> Index | None:
        return self.index

    def selected(self, selection: Selection) -> Index | None:
        return self.index

    def article(self, doc: str) -> Article | None:
        mention = json.dumps([{"start": 0, "end": 3, "entity": "a"}])
        return Article(self.text, 0, (mention,))

    def texts(self, docs: Any) -> dict[str, Article]:
        return {doc: Article(self.text, 0) for doc in docs}


def told(name: str) -> Told:
    """Everything that is text is hostile."""
    end = min(len(name), 50_000)
    denial = Denial("b", "d", name, 0, end)
    said = Claim(
        "c", "d", "a", "SUPPORTS", "b", name, 0, len(name), asserted_by=("a", Unnamed(name)),
        hedge=name, denied_by=(denial,), status="disputed",
        qualifiers={"support": [name]},
    )  # fmt: skip
    entities = {
        "a": Entity("a", "State", name, aliases=(name,), known=True),
        "b": Entity("b", "Group", name, known=True),
    }
    document = Document("d", "d.txt", 0, len(name), "", "", title=name, publisher=name, author=name, url=name)
    return Told((said,), entities, {"d": document})


@pytest.fixture
def client() -> Any:
    """What a browser on loopback talks to."""
    return application(Still(Told()), Access(token="secret")).test_client()


def ask(client: Any, headers: dict[str, str]) -> int:
    found = client.post("/_dash-update-component", headers=headers, json={})
    return int(found.status_code)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8050", "localhost.evil.example", ""]
)
def test_another_name_of_the_host_is_refused(client: Any, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1", "[::1]:9"])
def test_names_of_this_machine_are_served_with_a_strict_policy(client: Any, host: str) -> None:
    found = client.get("/", headers={"Host": host})
    assert found.status_code == 200
    policy = found.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "Set-Cookie" not in found.headers
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    page = found.get_data(as_text=True)
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_each_page_has_a_nonce_of_its_own(client: Any) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://localhost", "http://localhost:1"]
)
def test_only_pages_of_this_server_may_ask(client: Any, origin: str | None) -> None:
    headers = {"Host": "localhost"} | ({"Origin": origin} if origin else {})
    assert ask(client, headers) == 403


def test_elsewhere_than_on_loopback_everything_needs_the_token() -> None:
    access = server.access("192.0.2.7", writable=False)
    client = application(Still(Told()), access).test_client()
    headers = {"Host": "192.0.2.7:8050", "Origin": "http://192.0.2.7:8050"}
    assert ask(client, headers) == 401
    assert ask(client, headers | {TOKEN: "wrong"}) == 401
    assert ask(client, headers | {TOKEN: access.token}) not in (401, 403)
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/assets/../application.py",
        "/assets/%2e%2e/application.py",
        "/assets/..%2fdesk.py",
        "/x",
    ],
)
def test_paths_do_not_leave_the_page(client: Any, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 404
    assert b"import" not in found.data


def test_a_request_has_a_greatest_size(client: Any) -> None:
    headers = {"Origin": "http://localhost", "Content-Type": "application/json"}
    found = client.post("/_dash-update-component", headers=headers, data=b"x" * 3_000_000)
    assert found.status_code == 413


def test_a_token_is_asked_for_before_writing() -> None:
    access = Access(token="secret")
    app = application(Still(Told()), access)
    for given, allowed in ((None, False), ("wrong", False), ("sécret", False), ("secret", True)):
        headers = {TOKEN: given} if given else {}
        with app.test_request_context("/", headers=headers):
            assert access.may_write() is allowed
    with app.test_request_context("/", headers={TOKEN: "secret"}):
        assert not Access(token="secret", writable=False).may_write()


def texts(part: Any) -> list[Any]:
    """Every property of every component."""
    if isinstance(part, list | tuple):
        return [one for each in part for one in texts(each)]
    if hasattr(part, "to_plotly_json"):
        plain = part.to_plotly_json()
        return [plain["type"], *[one for each in plain["props"].values() for one in texts(each)]]
    return [part]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(name: str) -> None:
    desk = Still(told(name), name)
    state = State(actor="a", edge=("a", "SUPPORTS", "b"), doc="d")
    shown = [
        panel.render(desk, state),
        panel.render(desk, State(actor="a")),
        documents.render(desk, state),
        documents.render(desk, State()),
        lookup.render(desk, state, name[:20]),
        network.start(desk, state),
        *network.fill(desk, state),
    ]
    for value in texts(shown):
        assert value not in ("DangerouslyAllowHtml", "Markdown", "Iframe", "Script")
        if isinstance(value, str):
            assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in value)
    links = [part for part in _components(shown) if type(part).__name__ == "A"]
    assert links
    for link in links:
        assert link.href.startswith("?")
    article = len(name) * 2  # in the article, and once more where a part of it is a claim's words
    assert sum(len(value) for value in texts(shown) if isinstance(value, str)) < article + 60_000


def _components(part: Any) -> list[Any]:
    if isinstance(part, list | tuple):
        return [one for each in part for one in _components(each)]
    if hasattr(part, "to_plotly_json"):
        props = part.to_plotly_json()["props"].values()
        return [part, *[one for each in props for one in _components(each)]]
    return []
