"""A page of headings, tables, pictures, statements, as self-contained HTML or Markdown.

The HTML carries no script and loads nothing; every text goes through an element tree, so that markup in a
name or a quote is shown as text. Control characters and direction overrides are replaced.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from kg.views.cells import plain, safe

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:66rem;margin:2rem auto;padding:0 1rem}
body{color:#1a1a1a;background:#fff}
h2{margin-top:2.2rem;border-bottom:1px solid #bbb}h3{margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
td,th{padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e3e3}
blockquote{margin:.2rem 0 .1rem;padding:.1rem .8rem;border-left:3px solid #888}
.notes{margin:.1rem 0 1rem;padding-left:1.2rem;color:#444;font-size:.88rem}
svg{max-width:100%;height:auto}
@media print{body{max-width:none;margin:0;font-size:11pt}h2,h3{break-after:avoid}
blockquote,tr,svg,.notes{break-inside:avoid}}
"""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; an empty one is told by `empty` in words."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, object]]
    empty: str = "Nothing."


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the words that stand for it where it can't be shown."""

    svg: ET.Element
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a document, and notes on them: who says it, who denies it, where it is written."""

    quote: str
    notes: Sequence[str] = field(default_factory=tuple)


Block = Heading | Paragraph | Grid | Picture | Statement


def as_html(title: str, blocks: Sequence[Block]) -> str:
    """The page as one HTML file."""
    page = ET.Element("html", lang="en")
    head = ET.SubElement(page, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width,initial-scale=1")
    ET.SubElement(head, "title").text = safe(title)
    ET.SubElement(head, "style").text = _STYLE
    body = ET.SubElement(page, "body")
    for block in blocks:
        body.append(_element(block))
    return f"<!doctype html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


def _element(block: Block) -> ET.Element:
    if isinstance(block, Picture):
        figure = ET.Element("figure")
        figure.append(block.svg)
        ET.SubElement(figure, "figcaption").text = safe(block.words)
        return figure
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Statement):
        division = ET.Element("div")
        ET.SubElement(division, "blockquote").text = safe(block.quote)
        notes = ET.SubElement(division, "ul", {"class": "notes"})
        for note in block.notes:
            ET.SubElement(notes, "li").text = safe(note)
        return division
    element = ET.Element(f"h{block.level}" if isinstance(block, Heading) else "p")
    element.text = safe(block.text)
    return element


def _table(grid: Grid) -> ET.Element:
    if not grid.rows:
        nothing = ET.Element("p")
        nothing.text = grid.empty
        return nothing
    table = ET.Element("table")
    top = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for column in grid.columns:
        ET.SubElement(top, "th", scope="col").text = column.replace("_", " ")
    body = ET.SubElement(table, "tbody")
    for row in grid.rows:
        line = ET.SubElement(body, "tr")
        for column in grid.columns:
            ET.SubElement(line, "td").text = safe(plain(row.get(column)))
    return table


def as_markdown(blocks: Sequence[Block]) -> str:
    """The page as Markdown (CommonMark with tables); a picture is its words."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield _escaped(block.text)
    elif isinstance(block, Picture):
        yield f"*{_escaped(block.words)}*"
    elif isinstance(block, Statement):
        yield f"> {_escaped(block.quote)}"
        yield ""
        yield from (f"- {_escaped(note)}" for note in block.notes)
    elif not block.rows:
        yield _escaped(block.empty)
    else:
        yield f"| {' | '.join(_escaped(column.replace('_', ' ')) for column in block.columns)} |"
        yield f"|{' --- |' * len(block.columns)}"
        for row in block.rows:
            yield f"| {' | '.join(_escaped(plain(row.get(column))) for column in block.columns)} |"


def _escaped(text: str) -> str:
    r"""Text in one line, in which Markdown finds nothing to act upon.

    >>> _escaped("<b>*a*\n[b](c)")
    '\\<b\\>\\*a\\* \\[b\\]\\(c\\)'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(safe(text).split()))
