"""What of a document the parser gets: the headline and the running text, nothing of the lines above it."""

from kg.mentions.blocks import blocks
from kg.model import Document

TEXT = "The sea was calm. The ferry was not."


def words(content: str, body: str, title: str | None = None) -> list[tuple[str, str]]:
    start = 7
    place = None if title is None else start + content.index(title)
    document = Document(
        id="a",
        file="a.txt",
        start=start,
        end=start + len(content),
        sha256="",
        content=content,
        title_start=place,
        title_end=None if place is None or title is None else place + len(title),
        body_start=start + content.index(body),
    )
    return [(block.kind, content[block.start : block.end]) for block in blocks(document)]


def test_a_date_before_the_first_word_is_not_read() -> None:
    assert words(f" date 2025-06-11 {TEXT}\n", TEXT) == [("prose", TEXT)]


def test_publisher_date_and_rubrics_are_not_read() -> None:
    head = "The Post\n11-06-2025\n- News\n- The Post\nFerry stopped at sea\n"
    assert words(head + TEXT, TEXT, "Ferry stopped at sea") == [
        ("title", "Ferry stopped at sea"),
        ("prose", TEXT),
    ]


def test_a_date_line_below_the_headline_is_not_read() -> None:
    content = f"Ferry stopped at sea\n\nWednesday, June 11, 2025\n\n{TEXT}"
    assert words(content, TEXT, "Ferry stopped at sea") == [
        ("title", "Ferry stopped at sea"),
        ("prose", TEXT),
    ]
