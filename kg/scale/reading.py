"""Files -> documents, by the shard in which they stand: what `kg.documents.read` does, in two rounds."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.documents.article import left_out
from kg.documents.files import File, shown
from kg.documents.reading import from_file, once, unique
from kg.errors import DocumentError
from kg.model import Document, Skipped
from kg.model.shards import shard_of
from kg.scale.addresses import Input, at_hand, renamed
from kg.scale.engine import Engine, Key, Parts

_LEFT_OUT = "left out"
"""A key that no digest is."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of a shard, sorted by id."""

    number: int
    documents: tuple[Document, ...]


def batches(engine: Engine, inputs: Sequence[Input], shards: int) -> Parts:
    """Rows of Batch and of Skipped."""
    read = engine.group([(engine.spread(inputs), _read)], _once)
    return engine.group([(read, _by_shard)], _unique, engine.share(shards))


def _read(one: Input, shared: object) -> Iterable[tuple[Key, Document | Skipped]]:
    """The documents of a file by the digest of their words: an article that stands in two is read once."""
    del shared
    for found in _found(one):
        if isinstance(found, Skipped):
            yield _LEFT_OUT, found
        else:
            yield hashlib.sha256(found.content.strip().encode()).hexdigest(), found


def _found(one: Input) -> list[Document | Skipped]:
    try:
        with at_hand(one) as file:
            documents, skipped = from_file(file)
            return [*documents, *renamed(skipped, file, one)]
    except DocumentError as error:
        path = one.path if isinstance(one, File) else one.file.path
        return [left_out(error, shown(path))]


def _once(key: Key, found: list[Document | Skipped], shared: object) -> Iterable[Document | Skipped]:
    del shared
    documents = [one for one in found if isinstance(one, Document)]
    return found if key == _LEFT_OUT else once(documents)


def _by_shard(found: Document | Skipped, shards: int) -> Iterable[tuple[Key, Document | Skipped]]:
    yield (_LEFT_OUT if isinstance(found, Skipped) else shard_of(found.id, shards)), found


def _unique(key: Key, found: list[Document | Skipped], shared: object) -> Iterable[Batch | Skipped]:
    del shared
    if not isinstance(key, int):
        yield from (one for one in found if isinstance(one, Skipped))
        return
    documents, clashing = unique([one for one in found if isinstance(one, Document)])
    yield Batch(key, tuple(sorted(documents, key=lambda one: one.id)))
    yield from clashing
