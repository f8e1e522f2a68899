"""Near-copies across shards: texts meet by sequences of words, and those that share enough are compared.

What `kg.documents.linked` does with all documents at once, by the rules of `kg.documents.copies`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.documents.copies import WORTH, Text, alike, meeting, rank
from kg.model.shards import shard_of
from kg.scale import said
from kg.scale.engine import Engine, Key, Parts, components
from kg.scale.said import Job

Rank = tuple[date, str]
"""Where a document comes among its copies, and its id."""

_GAP = "\x1f"


@dataclass(frozen=True, slots=True)
class Copy:
    """A document, and the one that it is a near-copy of."""

    id: str
    of: str


def copies(engine: Engine, shards: Parts, job: Job) -> Parts:
    """A row of `Copy` for each document that is one."""
    shared = engine.share(job)
    met = engine.group([(shards, _by_sequence)], _pairs, shared)
    worth = engine.group([(met, _by_pair)], _often)
    texts = engine.group([(shards, _itself), (worth, _by_shard)], _texts, shared)
    edges = list(engine.pick(engine.group([(texts, _by_pair)], _alike), _row))
    ranks = {ends[1]: ends for pair in edges for ends in pair}
    home = components((one[1], other[1]) for one, other in edges)
    first: dict[str, Rank] = {}
    for name, root in home.items():
        first[root] = min(ranks[name], first.get(root, ranks[name]))
    return engine.spread([Copy(n, first[r][1]) for n, r in sorted(home.items()) if first[r][1] != n])


def _by_sequence(number: int, job: Job) -> Iterable[tuple[Key, Rank]]:
    for extraction in said.read(job.out, number):
        where = rank(extraction.document)
        for sequence in Text(extraction.document).sketch:
            yield sequence, where


Pair = tuple[Rank, Rank]


def _pairs(key: Key, found: list[Rank], shared: object) -> Iterable[tuple[Pair, None]]:
    del key, shared
    return ((pair, None) for pair in meeting(sorted(found)))


def _by_pair(row: tuple[Pair, frozenset[int] | None], shared: object) -> Iterable[tuple[Key, object]]:
    del shared
    (one, other), _ = row
    yield f"{one[1]}{_GAP}{other[1]}", row


def _often(key: Key, found: list[tuple[Pair, None]], shared: object) -> Iterable[Pair]:
    del key, shared
    return [found[0][0]] if len(found) >= WORTH else []


def _itself(number: int, job: Job) -> Iterable[tuple[Key, None]]:
    del job
    yield number, None


def _by_shard(pair: Pair, job: Job) -> Iterable[tuple[Key, tuple[str, Pair]]]:
    for _, name in pair:
        yield shard_of(name, job.shards), (name, pair)


def _texts(key: Key, found: list[tuple[str, Pair] | None], job: Job) -> Iterable[tuple[Pair, frozenset[int]]]:
    """The sequences of the documents that are to be compared, for each comparison."""
    wanted = [one for one in found if one is not None]
    if not wanted or not isinstance(key, int):
        return
    documents = {one.document.id: one.document for one in said.read(job.out, key)}
    for name, pair in wanted:
        yield pair, Text(documents[name]).sequences()


def _alike(key: Key, found: list[tuple[Pair, frozenset[int]]], shared: object) -> Iterable[Pair]:
    del key, shared
    (pair, one), (_, other) = found
    return [pair] if alike(one, other) else []


def _row(row: Pair, shared: object) -> Iterable[Pair]:
    del shared
    yield row
