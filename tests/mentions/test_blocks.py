from collections.abc import Callable

import pytest

from kg.mentions.blocks import blocks
from kg.model import Document

Report = Callable[[str], Document]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(document.content[b.start : b.end].strip(), b.kind) for b in blocks(document)]


def test_a_headline_a_dateline_and_paragraphs(report: Report) -> None:
    document = report("Rebels deny attack\n\nKABUL: The rebels denied it on Friday.\nNobody else spoke.\n")
    assert kinds(document) == [
        ("Rebels deny attack", "title"),
        ("KABUL:", "heading"),
        ("The rebels denied it on Friday.", "prose"),
        ("Nobody else spoke.", "prose"),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "[Kabul]",
        "KABUL (Agency) -",
        "MOSCOW, March 3 (Agency) --",
        "Bogotá (Agency) —",
        "SAN FOO, 3 JAN 90 --",
    ],
)
def test_datelines(report: Report, dateline: str) -> None:
    assert kinds(report(f"{dateline} The rebels denied it.")) == [
        (dateline, "heading"),
        ("The rebels denied it.", "prose"),
    ]


def test_lines_of_a_text_broken_at_a_width_are_one_paragraph(report: Report) -> None:
    line = "The rebels of the north denied on Friday that they had attacked"
    document = report(f"   {line}\n{line}\n{line}.\n\n   {line}\n{line}\n{line}.\n")
    assert [kind for _, kind in kinds(document)] == ["prose", "prose"]


def test_a_banner_in_capitals_is_taken_out_of_the_text(report: Report) -> None:
    document = report("The rebels denied it. STORY GOES ON BELOW THIS They spoke on Friday.")
    assert kinds(document) == [
        ("The rebels denied it.", "prose"),
        ("STORY GOES ON BELOW THIS", "heading"),
        ("They spoke on Friday.", "prose"),
    ]


@pytest.mark.parametrize("text", ["Iran denied it. " * 9_000, "x" * 120_001, f"{'word ' * 30_000}end"])
def test_a_line_without_end_is_cut_into_what_the_parser_can_hold(report: Report, text: str) -> None:
    found = blocks(report(text))
    assert len(found) > 1
    assert max(block.end - block.start for block in found) <= 10_000
    assert "".join("".join(text[block.start : block.end].split()) for block in found) == "".join(text.split())
    assert all(text[block.end - 1] in " .x" for block in found[:-1])
