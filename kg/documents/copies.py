"""Near-copies: documents that print the same text, shortened or lightly edited, and count as one voice.

Two documents are near-copies where four fifths of the shorter one's sequences of four words stand in the
other one too, which is at most three times as long. On 1,300 wire reports of 1989 and 1990, 844,350 pairs,
the measure is .90 or more for seven pairs, all of them reprints; the next pair, two reports that quote the
same speech, has .63, and nearly all others have less than .15.

Everything here is a function of the documents alone, whatever their order: a graph that grows document by
document links the same ones as a graph made at once.
"""

import re
import zlib
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import TypeVar

from kg.model import Document, edtf

_WORDS = 4
"""Words of a sequence."""
_FEWEST = 30
"""Sequences of a text that can be told from a text of the same pattern; a shorter one has equals only."""
_SHARED = 0.8
_LONGER = 3
SKETCH = 64
"""Sequences of each text, those with the smallest checksums, by which pairs worth comparing are found. Two
near-copies have some 17 of them in common where one is three times as long as the other, else more."""
WORTH = 3
"""Common ones from which a pair is compared."""
OFTEN = 100
"""A sequence that more documents have is a formula of its publisher, or theirs is all one text: then it is
enough to compare each with the next."""
_HELD = 200_000
"""Sequences that are kept for the next comparison (14 MB): all of a few hundred reports, or those of the last
long ones. A publisher whose reports share their formulas has each compared with many."""
T = TypeVar("T")

_WORD = re.compile(r"\w+")


def linked(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents in the same order, `copy_of` set on near-copies and on no other one."""
    copies = {other: first for first, *others in groups(documents) for other in others}
    return tuple(replace(one, copy_of=copies.get(one.id)) for one in documents)


def groups(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Ids of documents that are near-copies of each other, each group with the one published first in front.

    Where two were published on the same day, or nobody knows when, the first is the first by id. A copy of a
    copy belongs to the group, though it may have too little in common with the first.

    >>> groups([])
    ()
    """
    ranked = sorted(documents, key=rank)
    texts = [Text(document) for document in ranked]
    same: dict[str, int] = {}
    first = [same.setdefault(one.content.strip(), number) for number, one in enumerate(ranked)]
    latest = _Latest(texts)
    for one, other in _worth_comparing(texts):
        roots = _root(first, one), _root(first, other)
        if roots[0] != roots[1] and alike(latest.sequences(one), latest.sequences(other)):
            first[max(roots)] = min(roots)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, document in enumerate(ranked):
        found[_root(first, number)].append(document.id)
    return tuple(tuple(ids) for _, ids in sorted(found.items()) if len(ids) > 1)


def rank(document: Document) -> tuple[date, str]:
    """Where a document comes among its copies: by the last day on which it may have been published.

    So a vague date goes before no exact one.
    """
    covered = edtf.bounds(document.published) if document.published else None
    return (covered[1] if covered else date.max, document.id)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number


class Text:
    """The running text of a document as what is compared: its sequences of words, by their checksums."""

    __slots__ = ("_document", "sketch")

    def __init__(self, document: Document) -> None:
        self._document = document
        sequences = self.sequences()
        self.sketch = sorted(sequences)[:SKETCH] if len(sequences) >= _FEWEST else []

    def sequences(self) -> frozenset[int]:
        """Worked out anew each time: those of all documents at once would fill the memory."""
        document = self._document
        body = 0 if document.body_start is None else document.body_start - document.start
        words = _WORD.findall(document.content[body:].casefold())
        shifted = [words[i:] for i in range(_WORDS)]
        return frozenset(zlib.crc32(" ".join(four).encode()) for four in zip(*shifted, strict=False))


class _Latest:
    """The sequences of texts, by their numbers; those asked for last are kept."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._held: OrderedDict[int, frozenset[int]] = OrderedDict()
        self._size = 0

    def sequences(self, number: int) -> frozenset[int]:
        if number in self._held:
            self._held.move_to_end(number)
            return self._held[number]
        found = self._held[number] = self._texts[number].sequences()
        self._size += len(found)
        while self._size > _HELD and len(self._held) > 1:
            self._size -= len(self._held.popitem(last=False)[1])
        return found


def _worth_comparing(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs that have some of their sketches in common, in a fixed order."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for sequence in text.sketch:
            having[sequence].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        common.update(meeting(numbers))
    return iter(sorted(pair for pair, count in common.items() if count >= WORTH))


def meeting(ranked: Sequence[T]) -> Iterator[tuple[T, T]]:
    """The pairs of documents, given by their rank, that one sequence brings together."""
    return combinations(ranked, 2) if len(ranked) <= OFTEN else pairwise(ranked)


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether texts with these sequences are near-copies."""
    return enough(len(one), len(other), len(one & other))


def enough(one: int, other: int, common: int) -> bool:
    """Whether texts with so many sequences, so many of them in common, are near-copies."""
    fewer, more = sorted((one, other))
    return more <= _LONGER * fewer and common >= _SHARED * fewer
