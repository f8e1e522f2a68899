"""Whether a graph is what it says: quotes, hashes, everything computed, and queries/checks."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import growing, schema
from kg.errors import StoreError
from kg.graph import Store, index, restore
from kg.graph import build as building
from kg.graph.rows import Stored
from kg.graph.shape import ENDS, LABELS, Graph, difference
from kg.model import Extraction, Records
from kg.model.quotes import is_in, placed
from kg.views import queries

Join = Callable[[Sequence[Extraction]], Records]
"""How extractions become records: `kg.pipeline.joined`."""

_MEND = "is not as the documents make it: `kg review apply` takes the index off, the next build makes it anew"

_SHOWN = 5
"""Values of a row of a check that are shown with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what kind, where (an id, or ids), and what is wrong."""

    check: str
    where: str
    what: str


def verify(store: Store, join: Join, basis: str = "") -> tuple[Finding, ...]:
    """Everything that is wrong with the graph, in a fixed order; empty if it is whole.

    Checked are the hash of each text, each quote against its text, every node and edge against what follows
    from the documents, and the statements of queries/checks/; also the index beside the graph, if it was made
    by the rules `basis` (`kg.pipeline.joining.basis`): one of other rules is not read.
    """
    graph = store.graph()
    findings = list(_checks(store))
    try:
        live, old = restore.stored(graph)
    except (StoreError, KeyError, TypeError) as error:
        return (*findings, Finding("records", store.address, f"they can't be read back ({error})"))
    for stored in (*live, *old):
        findings += texts(stored)
    if live or old:
        findings += _followed(store, graph, (live, old), join, basis)
    return tuple(findings)


def _checks(store: Store) -> Iterator[Finding]:
    known = known_words()
    for query in queries.checks().values():
        table = queries.ask(store, query, {p.name: known[p.name] for p in query.parameters})
        for row in table.rows:
            values = list(row.items())[:_SHOWN]
            told = ", ".join(f"{name}: {_shown(value)}" for name, value in values[1:])
            yield Finding(query.name, _shown(values[0][1]), f"{query.title}. {told}".strip())


def known_words() -> Mapping[str, list[str]]:
    """The values of the parameters that checks can have: what the schema knows."""
    known = schema.load()
    return {
        "relations": list(known.relations),
        "symmetric": [name for name, relation in known.relations.items() if relation.symmetric],
        "types": list(known.entity_types),
        "labels": [*LABELS, index.LABEL, "Graph", *known.entity_types],
        "links": list(ENDS),
    }


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def texts(stored: Stored) -> Iterator[Finding]:
    """What is wrong with a document's text and the quotes from it."""
    document, extraction = stored.document, stored.extraction
    if hashlib.sha256(document.content.encode("utf-8", "replace")).hexdigest() != document.sha256:
        yield Finding("hash", document.id, "the text is not the one of its hash")
    if document.end - document.start != len(document.content):
        yield Finding("hash", document.id, "the text is not as long as its place in the file")
    own = Records(
        (document,), extraction.mentions, extraction.entities, extraction.claims, extraction.attacks
    )
    for one in placed(own):
        if one.doc != document.id or not is_in(document, one):
            yield Finding("quote", one.record, f"{one.doc} does not have these words at {one.start}")


def _followed(
    store: Store, graph: Graph, said: tuple[Sequence[Stored], Sequence[Stored]], join: Join, basis: str
) -> Iterator[Finding]:
    """Where the graph, or its index, is not what follows from `said`: documents that count, and others."""
    extractions = [stored.extraction for stored in said[0]]
    try:
        records = join(extractions)
        expected = building.graph(said[0], records, said[1])
    except StoreError as error:
        yield Finding("computed", error.where or "", error.message)
        return
    yield from _computed(graph, expected)
    held = {row["id"]: row["entries"] for row in store.read(index.ALL).rows}
    if basis and held.get(index.BASIS) == basis:
        own = growing.indexed(extractions, records, basis)
        yield from _indexed(held, index.packed(building.with_publishing(own, records.entities, expected)))


def _indexed(held: Mapping[str, str], expected: Mapping[str, str]) -> Iterator[Finding]:
    """Where the index by which a graph grows is not that of its documents."""
    changes = index.changes(held, expected)
    for key in (
        *changes.remove_nodes,
        *(node.key for node in (*changes.create_nodes, *changes.change_nodes)),
    ):
        yield Finding("index", key[1], _MEND)


def _computed(graph: Graph, expected: Graph) -> Iterator[Finding]:
    """Where the graph differs from the one that follows from its documents."""
    changes = difference(graph, expected)
    for links, told in (
        (changes.remove_links, "nothing says so"),
        ([key for key, _ in changes.create_links], "is missing"),
        ([key for key, _ in changes.change_links], "is not as its claims make it"),
    ):
        for name, start, end in links:
            yield Finding("computed", f"{start[1]} {name} {end[1]}", told)
    for nodes, told in (
        (changes.remove_nodes, "nothing says so"),
        ([node.key for node in changes.create_nodes], "is missing"),
        ([node.key for node in changes.change_nodes], "is not as its documents make it"),
    ):
        for label, identity in nodes:
            yield Finding("computed", f"{label} {identity}", told)
