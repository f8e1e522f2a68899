"""Near-copies of new documents among those that a graph has, found by an index of sketches.

`kg.documents.copies` says what near-copies are; here the same groups follow for a few new documents from what
they have in common with others, without reading these.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf

from kg.documents.copies import OFTEN, SKETCH, WORTH, Text, alike, enough, meeting, rank
from kg.model import Document

Entry = tuple[str, ...]
_Told = tuple[str, ...]
"""Last day on which a document may have been published, its id, how many sequences it has, the last of the
sketch where that is not all of them."""


class Apart(Exception):  # noqa: N818 - a state of the graph, in which all documents have to be compared
    """A new document may take a link away from others."""


def entries(document: Document) -> Iterator[Entry]:
    """A document in the index: by its sketch, and by its whole text."""
    yield from _told(document)
    yield "text", whole(document), document.id


def _told(document: Document) -> Iterator[Entry]:
    """For each sequence of the sketch when the document was published, its id, and how much the sketch is."""
    text = Text(document)
    if text.sketch:
        day, size = rank(document)[0].isoformat(), len(text.sequences())
        last = f"{text.sketch[-1]:x}" if size > SKETCH else ""
        for sequence in text.sketch:
            yield "words", f"{sequence:x}", day, document.id, str(size), last


def member(document: Document) -> Iterator[Entry]:
    """A near-copy in the index, by the one it is a copy of."""
    if document.copy_of is not None:
        yield "copy", document.copy_of, document.id


def whole(document: Document) -> str:
    """What is equal for equal texts."""
    return hashlib.sha256(document.content.strip().encode("utf-8", "backslashreplace")).hexdigest()[:32]


def keys(documents: Iterable[Document]) -> tuple[set[str], set[str]]:
    """The keys of the documents among `words` and `text`."""
    found = [entry for document in documents for entry in entries(document)]
    return {e[1] for e in found if e[0] == "words"}, {e[1] for e in found if e[0] == "text"}


def near(
    new: Sequence[Document],
    words: Mapping[str, Iterable[Entry]],
    roots: Callable[[set[str]], Mapping[str, str]],
    texts: Callable[[set[str]], Mapping[str, Document]],
) -> set[frozenset[str]]:
    """The pairs of near-copies, at least one of them new, that are found by their sketches.

    `words` are the entries of the documents in the graph for each sequence of the new ones. `roots` gives,
    for ids of such documents, the one each is a copy of, else itself; `texts` the documents with their texts.
    Apart if a pair of old ones that are copies of each other would be compared no more.
    """
    ours = {document.id: document for document in new}
    mine: dict[str, set[_Told]] = defaultdict(set)
    for document in new:
        for _, key, *told in _told(document):
            mine[key].add(tuple(told))
    met: Counter[frozenset[str]] = Counter()
    common: Counter[frozenset[str]] = Counter()
    lost: set[frozenset[str]] = set()
    sizes: dict[str, tuple[int, float]] = {}
    for key, own in mine.items():
        old = set(words.get(key, ()))
        sizes.update((name, (int(size), int(last, 16) if last else inf)) for _, name, size, last in old | own)
        both = [name for _, name, *_ in sorted(old | own)]
        shared = {frozenset((one, other)) for _, one, *_ in own for other in both if one != other}
        common.update(shared)
        if len(both) <= OFTEN:
            met.update(shared)
        else:
            met.update({pair for pair in _pairs(both) if not pair.isdisjoint(ours)})
            lost |= _pairs([name for _, name, *_ in sorted(old)]) - _pairs(both)
    known = roots({name for pair in lost for name in pair}) if lost else {}
    if any(len({known[name] for name in pair}) == 1 for pair in lost):
        raise Apart
    worth = {pair for pair, count in met.items() if count >= WORTH}
    sequences = {name: Text(document).sequences() for name, document in ours.items()}
    possible = {pair for pair in worth if _possible(pair, common[pair], sizes, sequences)}
    others = {name for pair in possible for name in pair} - ours.keys()
    read = texts(others) if others else {}
    sequences |= {name: Text(document).sequences() for name, document in read.items()}
    return {pair for pair in possible if alike(*(sequences[name] for name in sorted(pair)))}


def _possible(
    pair: frozenset[str],
    common: int,
    sizes: Mapping[str, tuple[int, float]],
    sequences: Mapping[str, frozenset[int]],
) -> bool:
    """Whether two documents can be near-copies, given what their sketches have in common.

    As far as both sketches reach this is all; beyond that there can be no more than one of them has.
    """
    (one, last), (other, also) = (sizes[name] for name in pair)
    reach = min(last, also)
    beyond = [sum(each > reach for each in sequences[name]) for name in pair if name in sequences]
    return enough(one, other, common + min(beyond))


def _pairs(ranked: Sequence[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in meeting(ranked)}


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
