"""The index by which a graph grows: what a new document can touch, found without reading everything.

An entry is a kind, a key and values, all text. Entries lie in buckets, a node `(:Key {id, entries})` each, by
kind and checksum of the key, so that their number has a bound however large the graph is. The index follows
from the documents as the graph does, but is no part of what `Store.graph` gives: a store that was filled
otherwise has none, and then all is read.

`basis` tells by which rules and judgements the graph was made. An index of another basis is worth nothing.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from kg.graph.shape import Changes, Node

Entry = tuple[str, ...]
"""Kind, key, values."""

_FEW = ("month", "publisher", "publishing", "renamed", "absent", "linked")
"""Kinds of which a graph has few entries, however large: they lie in 4,096 buckets, others in 65,536."""

LABEL = "Key"
BASIS = "basis"
ALL = f"MATCH (k:{LABEL}) RETURN k.id AS id, k.entries AS entries"
SOME = f"UNWIND $ids AS id MATCH (k:{LABEL} {{id: id}}) RETURN k.id AS id, k.entries AS entries"

_decoder = msgspec.json.Decoder(list[tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Index:
    """Entries in any order, and the basis; without a basis there is no index."""

    entries: Iterable[Entry] = ()
    basis: str = ""


NO_INDEX = Index()


def bucket(kind: str, key: str) -> str:
    """The id of the node in which the entries of a key are.

    >>> bucket("publisher", "group hill front"), bucket("name", "Group hill front")
    ('publisher f32', 'name a44f')
    """
    checksum = zlib.crc32(key.encode("utf-8", "backslashreplace"))
    return f"{kind} {checksum & 0xFFF:03x}" if kind in _FEW else f"{kind} {checksum & 0xFFFF:04x}"


def packed(index: Index) -> dict[str, str]:
    """What each node of the index holds; nothing for no index.

    >>> packed(Index([("name", "Group hill front", "hf")], "1"))
    {'name a44f': '[["Group hill front","hf"]]', 'basis': '1'}
    """
    if not index.basis:
        return {}
    buckets: dict[str, set[Entry]] = defaultdict(set)
    for kind, key, *values in index.entries:
        buckets[bucket(kind, key)].add((key, *values))
    return {name: text(found) for name, found in buckets.items()} | {BASIS: index.basis}


def text(entries: Iterable[Entry]) -> str:
    """The entries of one bucket, without their kind, as a node holds them: sorted."""
    return msgspec.json.encode(sorted(entries)).decode()


def unpacked(held: str) -> list[Entry]:
    """The entries of one bucket: keys and values."""
    return _decoder.decode(held)


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """What makes the nodes of one index out of those of another."""
    return Changes(
        remove_nodes=tuple((LABEL, name) for name in sorted(before.keys() - after.keys())),
        create_nodes=tuple(_node(name, after[name]) for name in sorted(after.keys() - before.keys())),
        change_nodes=tuple(
            _node(name, after[name])
            for name in sorted(after.keys() & before.keys())
            if before[name] != after[name]
        ),
    )


def _node(name: str, held: str) -> Node:
    return Node((LABEL,), {"id": name, "entries": held})


def both(one: Changes, other: Changes) -> Changes:
    """All that either changes, as one."""
    return Changes(
        remove_links=one.remove_links + other.remove_links,
        remove_nodes=one.remove_nodes + other.remove_nodes,
        create_nodes=one.create_nodes + other.create_nodes,
        change_nodes=one.change_nodes + other.change_nodes,
        create_links=one.create_links + other.create_links,
        change_links=one.change_links + other.change_links,
    )
