"""Near-copies of new documents among those that a graph has, found by an index of sketches.

`kg.documents.copies` says what near-copies are; here the same groups follow for a few new documents from what
they have in common with others, without reading these.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.documents.copies import WORTH, Text, alike, meeting, rank
from kg.model import Document

Entry = tuple[str, ...]
_Ranked = tuple[str, str]
"""Last day on which a document may have been published, and its id."""


class Apart(Exception):  # noqa: N818 - a state of the graph, in which all documents have to be compared
    """A new document may take a link away from others."""


def entries(document: Document) -> Iterator[Entry]:
    """A document in the index: by its sketch, and by its whole text."""
    day = rank(document)[0].isoformat()
    for sequence in Text(document).sketch:
        yield "words", f"{sequence:x}", day, document.id
    yield "text", whole(document), document.id


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


def meetings(
    new: Sequence[Document],
    words: Mapping[str, Iterable[Entry]],
    roots: Callable[[set[str]], Mapping[str, str]],
) -> set[frozenset[str]]:
    """The pairs of documents, at least one of them new, that are worth comparing.

    `words` are the entries (day, id) of the documents in the graph for each sequence of the new ones. `roots`
    gives, for ids of such documents, the one each is a copy of, else itself. Apart if a pair of old ones that
    are copies of each other would be compared no more.
    """
    mine: dict[str, list[_Ranked]] = defaultdict(list)
    for document in new:
        for kind, key, *values in entries(document):
            if kind == "words":
                mine[key].append((values[0], values[1]))
    ids = {document.id for document in new}
    common: Counter[frozenset[str]] = Counter()
    for key, own in mine.items():
        old = sorted((day, name) for day, name in words.get(key, ()))
        after = _pairs(sorted([*old, *own]))
        lost = _pairs(old) - after
        known = roots({name for pair in lost for name in pair}) if lost else {}
        if any(len({known[name] for name in pair}) == 1 for pair in lost):
            raise Apart
        common.update(pair for pair in after if pair & ids)
    return {pair for pair, count in common.items() if count >= WORTH}


def _pairs(ranked: Sequence[_Ranked]) -> set[frozenset[str]]:
    return {frozenset((one[1], other[1])) for one, other in meeting(ranked)}


def copies(pairs: Iterable[frozenset[str]], documents: Mapping[str, Document]) -> set[frozenset[str]]:
    """Those of the pairs that are near-copies; `documents` with their texts, by id."""
    sequences: dict[str, frozenset[int]] = {}
    for name in {name for pair in pairs for name in pair}:
        sequences[name] = Text(documents[name]).sequences()
    return {pair for pair in pairs if alike(*(sequences[name] for name in sorted(pair)))}


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
