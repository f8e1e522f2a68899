"""What every store that speaks Cypher does alike: an adapter adds how to open it, ask it and commit."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from kg.errors import StoreError
from kg.graph import build, restore, rows, statements
from kg.graph.index import ALL, NO_INDEX, Index, both, packed
from kg.graph.index import changes as index_changes
from kg.graph.part import Part
from kg.graph.rows import Stored
from kg.graph.shape import LABELS, Changes, Graph, LinkKey, Node, NodeKey, difference, id_name
from kg.graph.store import Counts, Params, Table, Written
from kg.model import Document, Extraction, Records

BATCH = 5000
"""Rows a statement writes at a time."""

_Row = dict[str, Any]

Run = Callable[[str, Params], list[_Row]]
"""Runs one statement with its values and gives its rows."""


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
    def _transact(self, work: Callable[[Run], None]) -> None:
        """Call `work` with a function that runs our writing statements; all of them are kept, or none."""

    def documents(self, *, withdrawn: bool = False) -> tuple[Document, ...]:
        """The documents that count, sorted by id; or the withdrawn versions, sorted by id and hash."""
        statement = statements.WITHDRAWN if withdrawn else statements.DOCUMENTS
        found = [restore.document(row["properties"]) for row in self._ask(statement, {})]
        return tuple(sorted(found, key=lambda document: (document.id, document.sha256)))

    def unchanged(self, documents: Sequence[Document], extractor: str, version: str) -> frozenset[str]:
        """Ids of those of `documents` that the graph has exactly, read by that extractor."""
        reader = (extractor, version)
        known: dict[str, Document] = {}
        for properties in self.part().whole(document.id for document in documents).values():
            if (properties["extractor"], properties["extractor_version"]) == reader:
                document = restore.own(restore.document(properties))
                known[document.id] = document
        return frozenset(document.id for document in documents if known.get(document.id) == document)

    def extractions(
        self, without: Collection[str] = (), again: Collection[str] = ()
    ) -> tuple[Extraction, ...]:
        """What was extracted from each document that counts, sorted by id."""
        live, old = restore.stored(self.graph())
        found = [stored for stored in live if stored.document.id not in without]
        return tuple(stored.extraction for stored in _by_id([*found, *_withdrawn(old, again)]))

    def write(
        self,
        new: Sequence[Extraction],
        records: Records,
        *,
        extractor: str,
        version: str,
        index: Index = NO_INDEX,
    ) -> Written:
        """Add or replace the documents of `new` and set the graph to `records`."""
        before = self.graph()
        old_live, old_superseded = restore.stored(before)
        live = {stored.document.id: stored for stored in old_live}
        superseded = {_version(stored): stored for stored in old_superseded}
        fates: dict[str, str] = {}
        for extraction in new:
            document = extraction.document
            old = live.get(document.id)
            fates[document.id] = _fate(old, document)
            if old:
                superseded[_version(old)] = old
            live[document.id] = Stored(rows.ordered(extraction), extractor, version)
            superseded.pop(_version(live[document.id]), None)
        after = build.graph(_by_id(live.values()), records, _by_id(superseded.values()))
        written = self._set(before, after, build.with_publishing(index, records.entities, after))
        return replace(
            written,
            added=_of_fate(fates, "added"),
            superseded=_of_fate(fates, "superseded"),
            renewed=_of_fate(fates, "renewed"),
        )

    def withdraw(self, ids: Collection[str], records: Records, *, again: Collection[str] = ()) -> Written:
        """Let the documents `ids` count no more, and withdrawn versions with the keys `again` count again."""
        before = self.graph()
        old_live, old = restore.stored(before)
        back = {_version(stored) for stored in _withdrawn(old, again)}
        live = [stored for stored in old_live if stored.document.id not in ids]
        live += [replace(stored, withdrawn=False) for stored in old if _version(stored) in back]
        gone = [replace(stored, withdrawn=True) for stored in old_live if stored.document.id in ids]
        gone += [stored for stored in old if _version(stored) not in back]
        written = self._set(before, build.graph(_by_id(live), records, _by_id(gone)))
        return replace(written, withdrawn=tuple(sorted(ids)))

    def put(self, graph: Graph) -> Written:
        """Make the store hold exactly `graph`."""
        return self._set(self.graph(), graph)

    def part(self) -> Part:
        """A reader of the graph for one that is about to `change` it."""
        return Part(self._ask)

    def change(self, changes: Changes, index: Changes) -> Written:
        """Change what `changes` says and nothing else, and the index too."""
        self._apply(both(changes, index))
        return _written(changes)

    def _set(self, before: Graph, after: Graph, index: Index = NO_INDEX) -> Written:
        """Write what differs between the graph as it is and as it shall be; without `index` there is none."""
        changes = difference(before, after)
        held = {row["id"]: row["entries"] for row in self._ask(ALL, {})}
        self._apply(both(changes, index_changes(held, packed(index))))
        return _written(changes)

    def having(self, words: Sequence[str], limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of entities by whose names, and of claims in whose quotes, all of `words` may begin a word."""
        params = {"words": list(words), "limit": limit}
        named, quoted = self._ask(statements.NAMED, params), self._ask(statements.QUOTED, params)
        return tuple(row["id"] for row in named), tuple(row["id"] for row in quoted)

    def counts(self) -> Counts:
        """How much the graph holds."""
        params = {"types": statements.relations()}
        found = {
            what: {row["name"]: row["number"] for row in self._ask(text, params)}
            for what, text in statements.COUNTS.items()
        }
        return Counts(
            documents=found["documents"].get("live", 0),
            superseded=found["documents"].get("superseded", 0),
            withdrawn=found["documents"].get("withdrawn", 0),
            entities=dict(sorted(found["entities"].items())),
            claims=dict(sorted(found["claims"].items())),
            edges=dict(sorted(found["edges"].items())),
            relations=dict(sorted(found["relations"].items())),
            attacks=found["entities"].get("Attack", 0),
            figures=found["figures"].get("figures", 0),
        )

    def graph(self) -> Graph:
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
        def work(run: Run) -> None:
            for text, batch in batches(changes):
                self._write_batch(run, text, batch)

        self._transact(work)

    def _write_batch(self, run: Run, text: str, batch: Sequence[_Row]) -> None:
        result = run(text, {"rows": batch})
        if not result or result[0]["n"] != len(batch):
            raise StoreError(
                "the graph was not as expected while it was written",
                where=self.address,
                hint="nothing was changed; run the command again",
            )


def _written(changes: Changes) -> Written:
    return Written(
        created=_tally(changes.create_nodes, changes.create_links),
        changed=_tally(changes.change_nodes, changes.change_links),
        removed=_tally_keys(changes.remove_nodes, changes.remove_links),
    )


def _fate(old: Stored | None, document: Document) -> str:
    if old is None:
        return "added"
    return "renewed" if old.document.sha256 == document.sha256 else "superseded"


def _of_fate(fates: Mapping[str, str], fate: str) -> tuple[str, ...]:
    return tuple(sorted(document for document, found in fates.items() if found == fate))


def _version(stored: Stored) -> tuple[str, str]:
    return stored.document.id, stored.document.sha256


def _withdrawn(old: Iterable[Stored], keys: Collection[str]) -> list[Stored]:
    """The withdrawn documents that have one of the keys."""
    return [s for s in old if s.withdrawn and rows.document_key(s.document, superseded=True) in keys]


def _by_id(found: Iterable[Stored]) -> list[Stored]:
    return sorted(found, key=lambda stored: (stored.document.id, stored.document.sha256))


def batches(changes: Changes) -> Iterator[tuple[str, list[_Row]]]:
    """Statements with `BATCH` rows each at most, in the order in which they have to run."""
    for text, found in _steps(changes):
        for i in range(0, len(found), BATCH):
            yield text, found[i : i + BATCH]


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
