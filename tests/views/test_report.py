"""A dossier shows nothing without its status, and whatever stands in a name or quote as text."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from kg.model import Attack, Entity, Figure
from kg.views.drawing import Line, surroundings
from kg.views.pages import Block, Grid, Heading, Paragraph, Picture, Statement, as_html, as_markdown
from kg.views.report import figures, report
from tests.views.saying import claim, paper, told

HOSTILE = '</style><script>alert("1")</script>\u202e\x00\x1b[31m<b>| *x* [y](javascript:z)'

RAID = Attack(
    "x-raid",
    "Raid",
    "raid",
    date="2023-12-30",
    casualties=(
        Figure("f1", "d1", "killed", 137, "exact", "137", 0, 3),
        Figure("f2", "d2", "killed", 140, "over", "over 140", 0, 8),
    ),
)
TALE = told(
    [
        claim("s-arda SUPPORTS g-front", "d1", "s-borun", hedge="may"),
        claim("NOT s-arda SUPPORTS g-front", "d2", "s-arda"),
        claim("g-front PERPETRATED x-raid", "d2"),
    ],
    [paper("d1", publisher=HOSTILE), paper("d2")],
    [RAID],
    [Entity("s-borun", "State", HOSTILE)],
)


class Tags(HTMLParser):
    """The names of all elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


@pytest.fixture(scope="module")
def page() -> str:
    return as_html("Front", report(TALE, "g-front"))


def test_hostile_names_are_shown_as_text(page: str) -> None:
    tags = Tags(page).found
    assert not tags & {"script", "b", "a", "img", "link", "iframe", "onload", "href", "src"}
    assert "&lt;script&gt;" in page
    assert not {"\u202e", "\x00", "\x1b"} & set(page)


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_every_edge_bears_its_status(page: str) -> None:
    assert "disputed" in page
    assert "unattributed" in page
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert "disputed · 1 voice" in drawn


def test_figures_stand_side_by_side() -> None:
    assert figures(RAID, "killed") == "137-140: 137 (1 doc.); over 140 (1 doc.)"
    assert figures(RAID, "wounded") == ""


def test_the_same_report_is_the_same_page(page: str) -> None:
    assert as_html("Front", report(TALE, "g-front")) == page


def test_markdown_acts_on_nothing_in_a_name() -> None:
    text = as_markdown(report(TALE, "g-front"))
    assert "<script" not in text.replace("\\<script", "")
    assert "](javascript" not in text
    assert text.startswith("# Front\n")


def test_a_page_of_every_block() -> None:
    drawn = surroundings("A", [Line("B", "supports", "denied", 1, denied=True)], [])
    blocks: list[Block] = [
        Heading(2, "T"),
        Paragraph("p"),
        Grid(("a_b",), [{"a_b": 1}]),
        Grid(("a",), [], "None."),
        Picture(drawn, "words"),
        Statement("said", ["by somebody"]),
    ]
    text = as_markdown(blocks)
    assert text.splitlines()[4:7] == ["| a b |", "| --- |", "| 1 |"]
    assert "> said\n\n- by somebody" in text
    assert Tags(as_html("t", blocks)).found >= {"h2", "p", "table", "svg", "blockquote", "li"}
    assert "denied · 1 voice" in ET.tostring(drawn, encoding="unicode")
