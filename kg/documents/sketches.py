"""Near-copies of new documents among those that a graph has, found by an index of sketches.

`kg.documents.copies` says what near-copies are; here the same groups follow for a few new documents from what
they have in common with others, without reading these.
"""

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import inf

from kg.documents.copies import OFTEN, SKETCH, WORTH, Text, alike, enough, rank
from kg.model import Document

Entry = tuple[str, ...]

_MONTH = len("2024-03")


class Apart(Exception):  # noqa: N818 - a state of the graph, in which all documents have to be compared
    """A new document may take a link away from others."""


def entries(documents: Iterable[Document]) -> Iterator[Entry]:
    """Documents in the index: by the sequences of their sketches, by whole texts, and as near-copies."""
    words: dict[str, list[Entry]] = defaultdict(list)
    for document in documents:
        yield from of_text(document)
        for key, told in sketch(document).items():
            words[key].append(told)
    for key, found in words.items():
        yield from listed(key, found) if are_few(len(found)) else spread(key, found)


def of_text(document: Document) -> Iterator[Entry]:
    """A document by its whole text, and by the one it is a near-copy of."""
    yield "text", whole(document), document.id
    if document.copy_of is not None:
        yield "copy", document.copy_of, document.id


def are_few(documents: int) -> bool:
    """Whether so many documents that have a sequence are all compared with each other."""
    return documents <= OFTEN


def listed(key: str, found: Iterable[Entry]) -> Iterator[Entry]:
    """The documents that have a sequence, where these are few."""
    return (("words", key, *told) for told in found)


def spread(key: str, found: Iterable[Entry]) -> Iterator[Entry]:
    """The documents that have a sequence, where these are many: by the month in which they were published.

    Each is compared with its neighbours only, so that a few months are all that has to be looked at.
    """
    yield "words", key
    for told in found:
        yield "month", key, told[0][:_MONTH]
        yield "often", chapter(key, told[0]), *told


def chapter(key: str, day: str) -> str:
    """The key among `often` of a sequence and a month."""
    return f"{key} {day[:_MONTH]}"


def months(days: Iterable[str], known: Iterable[str]) -> set[str]:
    """Of the `known` months those in which neighbours of documents of these days can be."""
    ordered = sorted(known)
    found: set[str] = set()
    for month in {day[:_MONTH] for day in days}:
        place = bisect_left(ordered, month)
        after = place + (month in ordered[place : place + 1])
        found.update(ordered[max(place - 1, 0) : after + 1])
    return found


def sketch(document: Document) -> dict[str, Entry]:
    """The values of a document's entries for each sequence of its sketch.

    They are the last day on which it may have been published, its id, how many sequences it has, and the last
    one of the sketch where that is not all of them.
    """
    text = Text(document)
    if text.sketch:
        day, size = rank(document)[0].isoformat(), len(text.sequences())
        last = f"{text.sketch[-1]:x}" if size > SKETCH else ""
        return {f"{sequence:x}": (day, document.id, str(size), last) for sequence in text.sketch}
    return {}


def whole(document: Document) -> str:
    """What is equal for equal texts."""
    return hashlib.sha256(document.content.strip().encode("utf-8", "backslashreplace")).hexdigest()[:32]


def near(
    new: Sequence[Document],
    mine: Mapping[str, Collection[Entry]],
    words: Mapping[str, Collection[Entry]],
    often: Container[str],
    roots: Callable[[set[str]], Mapping[str, str]],
    texts: Callable[[set[str]], Mapping[str, Document]],
) -> set[frozenset[str]]:
    """The pairs of near-copies, at least one of them new, that are found by their sketches.

    `mine` are the entries of the new documents for each of their sequences, `words` those of documents in the
    graph, for the sequences `often` of those that can be neighbours. `roots` gives, for ids of such
    documents, the one each is a copy of, else itself; `texts` the documents with their texts.
    Apart if a pair of old ones that are copies of each other would be compared no more.
    """
    ours = {document.id: document for document in new}
    found = _Met({name: Counter() for name in ours})
    for key, own in mine.items():
        found.add(own, words.get(key, ()), many=key in often)
    known = roots({name for pair in found.lost for name in pair}) if found.lost else {}
    if any(len({known[name] for name in pair}) == 1 for pair in found.lost):
        raise Apart
    sequences = {name: Text(document).sequences() for name, document in ours.items()}
    possible = {pair for name in ours for pair in found.possible(name, sequences[name])}
    others = {name for pair in possible for name in pair} - ours.keys()
    read = texts(others) if others else {}
    sequences |= {name: Text(document).sequences() for name, document in read.items()}
    return {pair for pair in possible if alike(*(sequences[name] for name in sorted(pair)))}


@dataclass(slots=True)
class _Met:
    """Which documents each new one meets by how many sequences, those left out that many documents have.

    `often`: how many of these a new one has. `sizes`: how many sequences a document has, how far its sketch
    reaches. `lost`: pairs of old documents that may meet no more.
    """

    counts: dict[str, Counter[str]]
    often: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, tuple[str, str]] = field(default_factory=dict)
    lost: set[frozenset[str]] = field(default_factory=set)

    def add(self, own: Collection[Entry], old: Collection[Entry], *, many: bool) -> None:
        """A sequence that new documents have, and old ones too, by their entries; `many`: and yet others."""
        if are_few(len(old) + len(own)) and not many:
            self._measure((*old, *own))
            names = [name for _, name, *_ in (*old, *own)]
            for _, name, *_ in own:
                self.counts[name].update(names)
            return
        self.often.update(name for _, name, *_ in own)
        ranked = sorted((*old, *own))
        beside, apart = _neighbours([name for _, name, *_ in ranked], self.counts)
        for one, other in beside:
            self.counts[one][other] += 1
        near_ = {name for pair in beside for name in pair}
        self._measure([entry for entry in ranked if entry[1] in near_])
        every = combinations([name for _, name, *_ in old], 2)
        self.lost |= apart if many else set(map(frozenset, every))

    def _measure(self, entries: Iterable[Entry]) -> None:
        for _, name, size, last in entries:
            self.sizes[name] = size, last

    def possible(self, new: str, sequences: frozenset[int]) -> Iterator[frozenset[str]]:
        """The pairs of a new document with others that may be near-copies.

        As far as the sketches of both reach they have no more in common than is counted, and beyond that no
        more than the new one has there.
        """
        size, last = _reach(self.sizes.get(new, ("0", "")))
        for other, count in self.counts[new].items():
            if other != new and count >= WORTH:
                others, theirs = _reach(self.sizes[other])
                reach = min(last, theirs)
                beyond = sum(each > reach for each in sequences)
                if enough(size, others, count + self.often[new] + beyond):
                    yield frozenset((new, other))


def _reach(told: tuple[str, str]) -> tuple[int, float]:
    """How many sequences a document has, and how far its sketch reaches, as its entries tell."""
    size, last = told
    return int(size), int(last, 16) if last else inf


def _neighbours(
    ranked: Sequence[str], new: Container[str]
) -> tuple[list[tuple[str, str]], set[frozenset[str]]]:
    """Each new document with those next to it, and the pairs of old ones that new ones come between."""
    beside: list[tuple[str, str]] = []
    apart: set[frozenset[str]] = set()
    before: str | None = None
    between = False
    for one, other in pairwise(ranked):
        beside += [(one, other)] * (one in new) + [(other, one)] * (other in new)
    for name in ranked:
        if name in new:
            between = True
        else:
            if between and before is not None:
                apart.add(frozenset((before, name)))
            before, between = name, False
    return beside, apart


def equal(new: Sequence[Document], texts: Mapping[str, Iterable[Entry]]) -> set[frozenset[str]]:
    """The pairs of documents, at least one of them new, that have the same text; `texts`: entries (id)."""
    same: dict[str, set[str]] = defaultdict(set)
    for document in new:
        same[whole(document)].add(document.id)
    for key, others in texts.items():
        same[key].update(name for (name,) in others)
    return {frozenset(pair) for names in same.values() for pair in combinations(sorted(names), 2)}


def regrouped(
    pairs: Iterable[frozenset[str]], groups: Iterable[Iterable[str]], documents: Mapping[str, Document]
) -> dict[str, str | None]:
    """Of which document each one in `pairs` and `groups` is a copy now.

    `groups` are those that there were, all of each; `documents` tell when each was published.
    """
    home: dict[str, set[str]] = {}
    for together in [*map(set, groups), *map(set, pairs)]:
        joined = set().union(together, *(home[name] for name in together if name in home))
        home.update(dict.fromkeys(joined, joined))
    found: dict[str, str | None] = {}
    for name, group in home.items():
        first = min(group, key=lambda one: rank(documents[one]))
        found[name] = None if name == first else first
    return found
