"""Lines of printed pages as running text: no running heads, paragraphs in one line, words in one piece."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_EDGE = 2
"""Lines at the top and at the bottom of a page among which running heads are looked for."""
_FEWEST_PAGES = 2
_SHARE = 3
"""A running head stands on at least two pages, and on every third page."""
_PAGE_NUMBER = re.compile(
    r"[-–— ]{0,4}(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/|\|) ?\d{1,4})?[-–— ]{0,4}", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_REST = re.compile(r"[^\W\d_]+")
_ENDED = re.compile(r"[.!?:…][\"'”’)\]\d]{0,4}$")
_ITEM = re.compile(r"(?:[•·▪*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
_LONGEST_WORD = 40
_FULL = 0.75
"""A line shorter than that part of the page's width ends a paragraph, or stands alone."""
_WIDE = 0.9
"""The width is the length of the line than which nine of ten lines are no longer."""


def running_text(pages: Sequence[Sequence[str]]) -> str:
    r"""The text of `pages`, each a sequence of lines, with a blank line between two paragraphs.

    >>> running_text([["Border shut", "A minister said that the raids across", "the river went on."]])
    'Border shut\n\nA minister said that the raids across the river went on.'
    """
    bare = list(_without_heads([[line.strip() for line in page] for page in pages]))
    lengths = sorted(len(line) for page in bare for line in page if line)
    width = lengths[int(len(lengths) * _WIDE)] if lengths else 0
    paragraphs = list(_paragraphs((line for page in bare for line in page), width))
    words = Counter(word for lines in paragraphs for line in lines for word in _WORD.findall(line.casefold()))
    return "\n\n".join(_joined(lines, words) for lines in paragraphs)


def _without_heads(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages without page numbers and the lines that stand at the edge of many, whatever their numbers."""
    edges = [_edge(page) for page in pages]
    often = Counter(
        key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in edge}
    )
    heads = {key for key, count in often.items() if count >= max(_FEWEST_PAGES, len(pages) / _SHARE)}
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        # The head of the first page stays: it may be the title, which the others repeat.
        repeated = edge[0 if number else _EDGE :]
        gone = {i for i in repeated if _key(page[i]) in heads} | {i for i in edge if _is_number(page[i])}
        yield [line for i, line in enumerate(page) if i not in gone]


def _is_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None


def _edge(page: Sequence[str]) -> list[int]:
    """The numbers of the first and the last lines that hold something."""
    full = [i for i, line in enumerate(page) if line]
    return [*full[:_EDGE], *full[_EDGE:][-_EDGE:]]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _paragraphs(lines: Iterable[str], width: int) -> Iterator[list[str]]:
    paragraph: list[str] = []
    gap = False
    for line in lines:
        if not line:
            gap = True
            continue
        if paragraph and (_ends(paragraph[-1], line, width) or (gap and not line[0].islower())):
            yield paragraph
            paragraph = []
        paragraph.append(line)
        gap = False
    if paragraph:
        yield paragraph


def _ends(line: str, below: str, width: int) -> bool:
    """Whether a paragraph ends between two lines: the first is short and ended, or the second starts anew."""
    if len(line) < width * _FULL:
        return _ENDED.search(line) is not None or not below[0].islower()
    return _ENDED.search(line) is not None and _ITEM.match(below) is not None


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    pieces = [lines[0]]
    for line in lines[1:]:
        cut, rest = _CUT.search(pieces[-1][-_LONGEST_WORD:]), _REST.match(line)
        if cut is None or rest is None:
            pieces.append(" ")
        elif _one_word(cut[1].casefold(), rest[0].casefold(), words):
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return "".join(pieces)


def _one_word(first: str, second: str, words: Counter[str]) -> bool:
    """Whether a hyphen at a line's end cuts one word, not two, going by the other words of the text."""
    if words[first + second]:
        return True
    # Each half was counted here once itself; "state-\nbacked" has both elsewhere, "accu-\nsed" neither.
    return words[first] < 2 or words[second] < 2
