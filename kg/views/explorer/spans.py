"""Stretches of a text marked where they overlap: what stands between two borders is one piece."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text (in code points), what kind of thing it is, and what it belongs to."""

    start: int
    end: int
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the spans that cover them, longest first."""

    text: str
    start: int
    spans: tuple[Span, ...]


def pieces(text: str, base: int, spans: Iterable[Span]) -> Iterator[Piece]:
    """The text, cut at each border of a span; `base` is the place of its first character.

    >>> [(p.text, len(p.spans)) for p in pieces("abcdef", 10, [Span(11, 14, "x"), Span(13, 15, "y")])]
    [('a', 0), ('bc', 1), ('d', 2), ('e', 1), ('f', 0)]
    """
    end = base + len(text)
    inside = sorted(
        (s for s in spans if s.start < end and s.end > base and s.start < s.end),
        key=lambda s: (s.start, -s.end, s.kind, s.key),
    )
    borders = sorted({base, end, *(max(base, s.start) for s in inside), *(min(end, s.end) for s in inside)})
    open_: list[Span] = []
    waiting: Sequence[Span] = inside
    next_ = 0
    for start, stop in pairwise(borders):
        while next_ < len(waiting) and waiting[next_].start <= start:
            open_.append(waiting[next_])
            next_ += 1
        open_ = [span for span in open_ if span.end > start]
        covering = tuple(sorted(open_, key=lambda s: (s.start - s.end, s.kind, s.key)))
        yield Piece(text[start - base : stop - base], start, covering)
