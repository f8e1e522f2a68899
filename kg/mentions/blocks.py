"""A document cut into blocks that the parser gets one by one: paragraphs, headlines, datelines, banners."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Document

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BANNER = re.compile(r"(?:(?<=\s)|^)(?:[A-Z][A-Z'’]*\s+){3,}[A-Z][A-Z'’]+(?=\s|$)")
# "[Islamabad] ", "KABUL: ", "MOSCOW, March 3 (Xinhua) -- ", "GAZA (Reuters) - "
_DATELINE = re.compile(
    r"\s*(?:\[[^\]\n]{2,40}\]"
    r"|[A-Z][A-Z.'’ /-]{2,40}(?:,[^:()\n]{2,30})?(?:\s?\([^)\n]{2,30}\))?\s?(?::|[—–]|--?(?=\s))"
    r"|[A-Z][\w.'’ /-]{2,30}(?:,[^:()\n]{2,30})?\s\([A-Z][^)\n]{1,30}\)\s?(?:[—–]|--?))\s*"
)
# "[Report] [Text] " of a monitoring service, "[Foo Bar] " before what a speaker says
_TAGS = re.compile(r"\s*(?:\[[^\]\n]{1,80}\]\s*){1,4}")
_HEADING_WORDS = 16
_LONGEST = 10_000
"""Characters of a block at most; no paragraph of a report comes near it, and time goes by its square."""
_WRAPPED = (45, 100)
"""Lengths of the lines of a text that was broken at a fixed width."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Document.content`, and its kind: prose, title or heading."""

    start: int
    end: int
    kind: str = "prose"


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in order; what stands above its text beside the headline belongs to none."""
    content = document.content
    title = _title(document)
    lines = list(_text_lines(document, title))
    if _is_wrapped([end - start for start, end in lines]):
        lines = _joined(content, lines)
    found: list[Block] = []
    for number, (start, end) in enumerate(lines):
        if _overlaps(title, start, end):
            found.append(Block(start, end, "title"))
        elif _is_heading(content[start:end]):
            first = number == 0 and title is None and len(lines) > 1
            found.append(Block(start, end, "title" if first else "heading"))
        else:
            found.extend(_parts(content, start, end))
    return [piece for block in found for piece in _pieces(content, block)]


def _pieces(content: str, block: Block) -> Iterator[Block]:
    """The block, or what the parser can hold of it at a time: cut behind a sentence, else behind a word."""
    start = block.start
    while block.end - start > _LONGEST:
        stretch = content[start : start + _LONGEST]
        sentence = max(stretch.rfind(mark) for mark in (". ", "? ", "! ", "\n")) + 1
        end = start + (sentence or stretch.rfind(" ") + 1 or _LONGEST)
        yield Block(start, end, block.kind)
        start = end + len(content[end : block.end]) - len(content[end : block.end].lstrip())
    if start < block.end:
        yield Block(start, block.end, block.kind)


def _text_lines(document: Document, title: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """The lines that hold something: the headline, and those of the running text."""
    body = 0 if document.body_start is None else document.body_start - document.start
    for match in _LINE.finditer(document.content):
        start, end = match.span()
        if not match.group().strip():
            continue
        if _overlaps(title, start, end):
            yield start, end
        elif end > body:
            yield max(start, body), end


def _overlaps(title: tuple[int, int] | None, start: int, end: int) -> bool:
    return title is not None and start < title[1] and end > title[0]


def _title(document: Document) -> tuple[int, int] | None:
    if document.title_start is None or document.title_end is None:
        return None
    return document.title_start - document.start, document.title_end - document.start


def _is_wrapped(lengths: list[int]) -> bool:
    if len(lengths) < 4:
        return False
    inside = sum(_WRAPPED[0] <= length <= _WRAPPED[1] for length in lengths)
    return inside * 10 > len(lengths) * 6 and max(lengths) <= _WRAPPED[1] + 20


def _joined(content: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines put together to paragraphs: cut at an empty line, an indent or a short last line."""
    paragraphs: list[tuple[int, int]] = []
    for start, end in lines:
        if paragraphs:
            before = paragraphs[-1]
            gap = content[before[1] : start]
            last = content[before[0] : before[1]].rpartition("\n")[2].rstrip()
            ended = len(last) < _WRAPPED[0] and last.endswith((".", '"', "”"))
            if gap.count("\n") < 2 and not ended and not content[start:end].startswith(("   ", "\t")):
                paragraphs[-1] = (before[0], end)
                continue
        paragraphs.append((start, end))
    return paragraphs


def _is_heading(line: str) -> bool:
    words = _WORD.findall(line)
    if not words or len(words) > _HEADING_WORDS:
        return False
    return line.rstrip().rstrip("\"'”’)")[-1:] not in {".", "!", "?", ":", ";", ","} or len(words) < 3


def _parts(content: str, start: int, end: int) -> list[Block]:
    """A paragraph without its dateline and the banners in capitals that a web page left in it."""
    found: list[Block] = []
    dateline = _DATELINE.match(content, start, end)
    if dateline is not None and dateline.end() < end:
        found.append(Block(start, dateline.end(), "heading"))
        start = dateline.end()
    tags = _TAGS.match(content, start, end)
    if tags is not None and tags.end() < end:
        found.append(Block(start, tags.end(), "heading"))
        start = tags.end()
    paragraph = content[start:end]
    done = 0
    if paragraph.upper() != paragraph:
        for banner in _BANNER.finditer(paragraph):
            if banner.start() > done:
                found.append(Block(start + done, start + banner.start()))
            found.append(Block(start + banner.start(), start + banner.end(), "heading"))
            done = banner.end()
    if done < len(paragraph):
        found.append(Block(start + done, end))
    return found
