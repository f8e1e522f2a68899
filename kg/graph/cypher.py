"""What every store that speaks Cypher does alike: an adapter adds how to open it, ask it and commit."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from typing import Any

from kg.errors import StoreError
from kg.graph import build, restore, rows, statements
from kg.graph.rows import Stored
from kg.graph.shape import LABELS, Changes, Graph, LinkKey, Node, NodeKey, difference, id_name
from kg.graph.store import Counts, Params, Table, Written
from kg.model import Document, Extraction, Records

BATCH = 5000
"""Rows a statement writes at a time."""

_Row = dict[str, Any]


class CypherStore(ABC):
    """A store by way of Cypher statements; see `kg.graph.store.Store` for what each method promises."""

    def __init__(self, address: str) -> None:
        self._address = address

    @property
    def address(self) -> str:
        """Where the graph is."""
        return self._address

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    @abstractmethod
    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of one reading statement."""

    @abstractmethod
    def _ask(self, text: str, params: Params) -> list[_Row]:
        """The rows of a statement of ours; StoreError if it fails."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Callable[[str, Params], list[_Row]]]:
        """A function that runs a writing statement of ours; all of them are kept at the end, or none."""

    def documents(self) -> tuple[Document, ...]:
        """The documents that count, sorted by id."""
        found = [restore.document(row["properties"]) for row in self._ask(statements.DOCUMENTS, {})]
        return tuple(sorted(found, key=lambda document: document.id))

    def unchanged(self, documents: Sequence[Document], extractor: str, version: str) -> frozenset[str]:
        """Ids of those of `documents` that the graph has exactly, read by that extractor."""
        reader = (extractor, version)
        known: dict[str, Document] = {}
        for row in self._ask(statements.DOCUMENTS, {}):
            properties = row["properties"]
            if (properties["extractor"], properties["extractor_version"]) == reader:
                document = restore.document(properties)
                known[document.id] = document
        return frozenset(document.id for document in documents if known.get(document.id) == document)

    def extractions(self, without: Collection[str] = ()) -> tuple[Extraction, ...]:
        """What was extracted from each document that counts, sorted by id."""
        live, _ = restore.stored(self._graph())
        return tuple(stored.extraction for stored in live if stored.document.id not in without)

    def write(self, new: Sequence[Extraction], records: Records, *, extractor: str, version: str) -> Written:
        """Add or replace the documents of `new` and set the graph to `records`, in one transaction."""
        before = self._graph()
        old_live, old_superseded = restore.stored(before)
        live = {stored.document.id: stored for stored in old_live}
        superseded = {(s.document.id, s.document.sha256): s for s in old_superseded}
        fates: dict[str, list[str]] = {"added": [], "superseded": [], "renewed": []}
        for extraction in new:
            document = extraction.document
            fates[_fate(live.get(document.id), document)].append(document.id)
            old = live.get(document.id)
            if old:
                superseded[document.id, old.document.sha256] = old
            live[document.id] = Stored(rows.ordered(extraction), extractor, version)
            superseded.pop((document.id, document.sha256), None)
        after = build.graph(_by_id(live.values()), records, _by_id(superseded.values()))
        changes = difference(before, after)
        self._apply(changes)
        return Written(
            **{fate: tuple(sorted(ids)) for fate, ids in fates.items()},
            created=_tally(changes.create_nodes, changes.create_links),
            changed=_tally(changes.change_nodes, changes.change_links),
            removed=_tally_keys(changes.remove_nodes, changes.remove_links),
        )

    def counts(self) -> Counts:
        """How much the graph holds."""
        params = {"types": statements.relations()}
        found = {
            what: {row["name"]: row["number"] for row in self._ask(text, params)}
            for what, text in statements.COUNTS.items()
        }
        return Counts(
            documents=found["documents"].get("false", 0),
            superseded=found["documents"].get("true", 0),
            entities=dict(sorted(found["entities"].items())),
            claims=dict(sorted(found["claims"].items())),
            edges=dict(sorted(found["edges"].items())),
            relations=dict(sorted(found["relations"].items())),
            attacks=found["entities"].get("Attack", 0),
            figures=found["figures"].get("figures", 0),
        )

    def _graph(self) -> Graph:
        """Everything that kg wrote."""
        graph = Graph()
        for label in LABELS:
            for row in self._ask(statements.all_nodes(label), {}):
                others = sorted(set(row["labels"]) - {label})
                graph.add((label, *others), row["properties"])
        for name, start, end in statements.link_kinds():
            for row in self._ask(statements.all_links(name, start, end), {}):
                graph.link(name, (start, row["start"]), (end, row["end"]), row["properties"])
        for row in self._ask(statements.EDGES, {"types": statements.relations()}):
            ends = ("Entity", row["start"]), ("Entity", row["end"])
            graph.link(row["type"], *ends, row["properties"])
        return graph

    def _apply(self, changes: Changes) -> None:
        with self._transaction() as run:
            for text, batch in _steps(changes):
                for i in range(0, len(batch), BATCH):
                    part = batch[i : i + BATCH]
                    result = run(text, {"rows": part})
                    if not result or result[0]["n"] != len(part):
                        raise StoreError(
                            "the graph was not as expected while it was written",
                            where=self.address,
                            hint="nothing was changed; run the command again",
                        )


def _fate(old: Stored | None, document: Document) -> str:
    if old is None:
        return "added"
    return "renewed" if old.document.sha256 == document.sha256 else "superseded"


def _by_id(found: Iterable[Stored]) -> list[Stored]:
    return sorted(found, key=lambda stored: (stored.document.id, stored.document.sha256))


def _steps(changes: Changes) -> Iterator[tuple[str, list[_Row]]]:
    """Statements with their rows, in the order in which they have to run."""
    yield from _grouped(statements.remove_links, changes.remove_links, _link_kind, _link_row)
    yield from _grouped(statements.remove_nodes, changes.remove_nodes, lambda key: key[0], _key_row)
    yield from _grouped(
        statements.create_nodes, changes.create_nodes, lambda node: node.labels, lambda node: node.properties
    )
    yield from _grouped(
        lambda node: statements.change_nodes(node.key),
        changes.change_nodes,
        lambda node: node.labels[0],
        _node_row,
    )
    for text, links in (
        (statements.create_links, changes.create_links),
        (statements.change_links, changes.change_links),
    ):
        properties = dict(links)
        for statement, batch in _grouped(text, [key for key, _ in links], _link_kind, lambda key: key):
            yield statement, [_link_row(key) | {"properties": properties[key]} for key in batch]


def _grouped(
    text: Callable[[Any], str],
    items: Sequence[Any],
    kind: Callable[[Any], Any],
    row: Callable[[Any], Any],
) -> Iterator[tuple[str, list[Any]]]:
    for _, group in groupby(sorted(items, key=kind), key=kind):
        found = list(group)
        yield text(found[0]), [row(item) for item in found]


def _link_kind(key: LinkKey) -> tuple[str, str, str]:
    return key[0], key[1][0], key[2][0]


def _link_row(key: LinkKey) -> _Row:
    return {"start": key[1][1], "end": key[2][1]}


def _key_row(key: NodeKey) -> _Row:
    return {"id": key[1]}


def _node_row(node: Node) -> _Row:
    return {"id": node.properties[id_name(node.labels[0])], "properties": node.properties}


def _tally(nodes: Iterable[Node], links: Iterable[tuple[LinkKey, Any]]) -> dict[str, int]:
    return _tally_keys((node.key for node in nodes), (key for key, _ in links))


def _tally_keys(nodes: Iterable[NodeKey], links: Iterable[LinkKey]) -> dict[str, int]:
    tally = Counter([key[0] for key in nodes]) + Counter([key[0] for key in links])
    return dict(sorted(tally.items()))
