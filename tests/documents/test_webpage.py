"""Web pages: the article and what the page says of it, and nothing else, whatever the page does."""

import logging
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read, text_of
from kg.documents.readers import READERS, reader_of
from kg.documents.webpage import HtmlReader
from tests.documents.conftest import Save, damaged, one, why

FIRST = "The harbour master stopped a ferry on Monday, officials said."
SECOND = "Norland accused Sudria of arming the Hill Front. Sudria “rejected” the charge — at once."
HEAD = """<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Lena Orr">
<meta property="article:published_time" content="2025-06-11T10:00:00Z">
<link rel="canonical" href="https://harbour.example/ferry">"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry stopped at sea | The Harbour Post</title>{HEAD}
<script>document.write("Sudria arms pirates")</script><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> <a href="/war">Sudria at war</a></nav>
<article><h1>Ferry stopped at sea</h1><p>{FIRST}</p>
<p>Norland accused <a href="/sudria">Sudria</a> of
arming the   Hill Front. Sudria &ldquo;rejected&rdquo; the charge &mdash; at once.</p>
<table><tr><td>Killed</td><td>12</td></tr></table></article>
<div id="comments"><p class="comment">Sudria arms everyone, writes a reader.</p></div>
<footer>Copyright The Harbour Post</footer></body></html>"""


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_the_article_is_drawn_out_with_what_the_page_says_of_it(save: Save) -> None:
    path = save("ferry.html", PAGE)
    document = one(path)
    assert document.content == f"Ferry stopped at sea\n\n{FIRST}\n\n{SECOND}"
    assert (document.id, document.file, document.start) == ("ferry", "ferry.html", 0)
    assert (document.title, document.publisher) == ("Ferry stopped at sea", "The Harbour Post")
    assert (document.author, document.published) == ("Lena Orr", "2025-06-11")
    assert document.url == "https://harbour.example/ferry"
    text = text_of(path)
    assert text[document.start : document.end] == document.content
    assert text[document.title_start : document.title_end] == document.title
    assert document.body_start is not None
    assert text[document.body_start :].startswith(FIRST)


def test_a_headline_that_only_the_head_has_stands_above_the_text(save: Save) -> None:
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    title = "<title>Ferry - stopped at sea · The Harbour Post</title>"
    document = one(save("ferry.htm", page(body, title + HEAD)))
    assert document.content == f"Ferry - stopped at sea\n\n{FIRST}\n\n{SECOND}"
    assert document.content[document.title_start : document.title_end] == "Ferry - stopped at sea"
    document = one(save("other.htm", page(body)))
    assert (document.title, document.body_start) == (None, 0)
    assert document.content == f"{FIRST}\n\n{SECOND}"


def test_a_meta_file_goes_before_the_page(save: Save) -> None:
    path = save("ferry.html", PAGE)
    save("ferry.meta.yaml", "publisher: The Coast Post\npublished: 2025-06-12\ntlp: green\n")
    document = one(path)
    assert (document.publisher, document.published, document.tlp) == (
        "The Coast Post",
        "2025-06-12",
        "TLP:GREEN",
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="soon"><meta name="author" content="">',
        '<meta property="article:published_time" content="2999-01-01">',
        '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="a b">',
        f'<meta property="og:site_name" content="{"x" * 5000}"><title>{"y " * 9000}</title>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": ' + "[" * 900 + "</script>",
    ],
)
def test_what_a_page_says_wrongly_of_itself_is_left_out(save: Save, head: str) -> None:
    document = one(save("ferry.html", page(f"<article><p>{FIRST}</p><p>{SECOND}</p></article>", head)))
    assert document.content == f"{FIRST}\n\n{SECOND}"
    assert (document.title, document.publisher, document.published, document.url) == (None,) * 4


def test_the_encoding_is_the_one_that_the_page_names(save: Save) -> None:
    body = f"<p>{FIRST} “It was a café”, the captain said.</p>"
    for number, (head, encoding) in enumerate(
        [
            ("", "utf-8"),
            ("", "utf-8-sig"),
            ('<META CHARSET="windows-1252">', "cp1252"),
            ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
            ("", "utf-16"),
        ]
    ):
        path = save(f"page{number}.html", page(body, head).encode(encoding))
        assert "“It was a café”, the captain" in one(path).content
    assert "the page is not UTF-8: byte 0x93" in why(save("a.html", page(body).encode("cp1252"))).reason


def test_no_page_reaches_the_network_or_the_screen(
    save: Save, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    body = f'<img src="http://a.example/x.png"><iframe src="http://a.example/"></iframe><p>{FIRST}</p>'
    doctype = '<!DOCTYPE html SYSTEM "http://a.example/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    document = one(save("ferry.html", doctype + page(f"{body}<p>&e; {SECOND}</p>")))
    assert "root:" not in document.content
    why(save("none.html", page("<p></p>")))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "the file is empty"),
        (page(""), "no article was found on this page"),
        (page("<script>Sudria arms pirates.</script>"), "no article was found"),
        (b"%PDF-1.7\n", "this is a PDF file, not a web page"),
        (page(FIRST).encode() + b"\x00", "binary data"),
        (page("<div>" * 300 + FIRST), "nested more than 250 deep"),
        (page("<div>" * 100_000 + FIRST), "nested more than 250 deep"),
        (page("<blockquote><ul><li>" * 50_000 + FIRST), "nested more than 250 deep"),
        (page(("<div>" * 200 + "</div>" * 200) * 100), "made of too many elements"),
        (page(f"<p>{FIRST * 17_000}</p>"), "too long"),
        (b"<p>" + b"x" * 20_000_000, "too large"),
    ],
)
def test_what_is_no_article_is_left_out_in_one_sentence(
    save: Save, content: str | bytes, complaint: str
) -> None:
    left_out = why(save("page.html", content))
    assert complaint in left_out.reason
    assert "\n" not in left_out.reason


@pytest.mark.parametrize(
    "nasty",
    [
        "<!--" * 20_000,
        "<" * 200_000,
        "&amp;lt;" * 50_000,
        "<b>" * 200,
        '<p class="' + "date author " * 20_000 + '">',
        '<time datetime="2020-01-01">x</time>' * 2_000,
        '<script type="application/ld+json">' + '{"@type":"NewsArticle","author":' * 20_000 + "</script>",
        "© 2020 by " * 20_000,
        "\u202e\u2066 " * 20_000,
        "<table><tr><td>" * 60,
    ],
)
def test_nasty_pages_end_soon(save: Save, nasty: str) -> None:
    documents, skipped = read([save("page.html", page(f"<p>{FIRST}</p>{nasty}<p>{SECOND}</p>"))])
    assert len(documents) + len(skipped) == 1


def test_bytes_without_a_name_are_known_by_their_beginning() -> None:
    for start in (
        "<!DOCTYPE HTML>",
        "\ufeff\n<html lang='en'>",
        "<?xml version='1.0'?><html>",
        "<!-- x --><p>",
    ):
        assert isinstance(reader_of(start.encode()), HtmlReader)
    for start in ("A ferry < a ship", "<Reuters> - ", ""):
        assert reader_of(start.encode()) is READERS[-1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_damaged_page_is_read_or_left_out(tmp_path: Path, seed: int, cuts: int) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(damaged(PAGE.encode(), seed, cuts, b'<>/"& =a-z\xe2'))
    documents, skipped = read([path])
    assert len(documents) + len(skipped) == 1
    for document in documents:
        assert text_of(path)[document.start : document.end] == document.content
