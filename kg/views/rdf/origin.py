"""The rows of a whole graph, a page at a time: out of a store, or out of a graph at hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from kg.graph import Store
from kg.graph.shape import Graph, NodeKey, Properties


class Rows(Protocol):
    """Properties of nodes and links, in any order; a document goes by its key, all others by id."""

    def documents(self) -> Iterable[Properties]:
        """Key, id, hash, start, marking and whether superseded of all versions of documents."""
        ...

    def claim_documents(self) -> dict[str, str]:
        """The key of the document of each claim."""
        ...

    def claims(self, ids: Sequence[str]) -> Iterable[Properties]:
        """The Claim nodes with these ids."""
        ...

    def texts(self, keys: Sequence[str]) -> Iterable[Properties]:
        """The Document nodes with these keys."""
        ...

    def namings(self, keys: Sequence[str]) -> Iterable[tuple[str, str, Properties]]:
        """Document, entity and properties of the MENTIONS links of these documents."""
        ...

    def reports(self, keys: Sequence[str]) -> Iterable[tuple[str, Properties, str | None]]:
        """Document, AttackReport node and event of these documents."""
        ...

    def publishers(self, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Document and publisher (an entity) of these documents."""
        ...

    def entity_ids(self) -> Iterable[str]:
        """The ids of all entities."""
        ...

    def entities(self, ids: Sequence[str]) -> Iterable[tuple[Sequence[str], Properties]]:
        """Labels and properties of the Entity nodes with these ids."""
        ...

    def figures(self) -> Iterable[tuple[str, str, Properties]]:
        """Attack, document and properties of all Figure nodes."""
        ...


_DOCUMENTS = """
MATCH (d:Document)
RETURN d.key AS key, d.id AS id, d.sha256 AS sha256, d.start AS start, d.tlp AS tlp,
  d.superseded AS superseded
"""

_CLAIM_IDS = "MATCH (c:Claim) RETURN c.doc AS doc, collect(c.id) AS ids"
"""A row for each document: one for each claim would take more memory than all else."""

_FORMER = "MATCH (c:Claim)-[:QUOTED_FROM]->(d:Document) WHERE d.superseded RETURN c.id AS id, d.key AS key"

_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN properties(c) AS row"

_TEXTS = "UNWIND $ids AS id MATCH (d:Document {key: id}) RETURN properties(d) AS row"

_NAMINGS = """
UNWIND $ids AS id MATCH (d:Document {key: id})-[m:MENTIONS]->(e:Entity)
RETURN d.key AS key, e.id AS entity, properties(m) AS row
"""

_REPORTS = """
UNWIND $ids AS id MATCH (r:AttackReport)-[:REPORTED_IN]->(d:Document {key: id})
OPTIONAL MATCH (r)-[:REPORT_OF]->(e:Entity)
RETURN d.key AS key, properties(r) AS row, e.id AS event
"""

_PUBLISHERS = """
UNWIND $ids AS id MATCH (d:Document {key: id})-[:PUBLISHED_BY]->(e:Entity)
RETURN d.key AS key, e.id AS entity
"""

_ENTITY_IDS = "MATCH (e:Entity) RETURN e.id AS id"

_ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN labels(e) AS labels, properties(e) AS row"

_FIGURES = """
MATCH (f:Figure)-[:QUOTED_FROM]->(d:Document)
MATCH (f)-[:FIGURE_OF]->(a:Entity)
RETURN a.id AS attack, d.key AS key, properties(f) AS row
"""


class FromStore:
    """The rows of a store's graph, by questions that every store answers alike."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _read(self, text: str, ids: Sequence[str] | None = None) -> Sequence[Properties]:
        return self._store.read(text, {} if ids is None else {"ids": list(ids)}).rows

    def _ask(self, text: str, ids: Sequence[str] | None = None) -> Iterator[Properties]:
        for row in self._read(text, ids):
            yield {name: _present(value) for name, value in row.items()}

    def documents(self) -> Iterable[Properties]:
        """What is told of all versions of documents."""
        return self._ask(_DOCUMENTS)

    def claim_documents(self) -> dict[str, str]:
        """The key of the document of each claim: its id, but for versions that count no more."""
        found = {claim: row["doc"] for row in self._ask(_CLAIM_IDS) for claim in row["ids"]}
        keys: dict[str, str] = {}
        for row in self._ask(_FORMER):
            found[row["id"]] = keys.setdefault(row["key"], row["key"])
        return found

    def claims(self, ids: Sequence[str]) -> Iterable[Properties]:
        """The Claim nodes."""
        return (_present(row["row"]) for row in self._read(_CLAIMS, ids))

    def texts(self, keys: Sequence[str]) -> Iterable[Properties]:
        """The Document nodes."""
        return (row["row"] for row in self._ask(_TEXTS, keys))

    def namings(self, keys: Sequence[str]) -> Iterable[tuple[str, str, Properties]]:
        """The MENTIONS links."""
        return ((row["key"], row["entity"], _present(row["row"])) for row in self._read(_NAMINGS, keys))

    def reports(self, keys: Sequence[str]) -> Iterable[tuple[str, Properties, str | None]]:
        """The AttackReport nodes."""
        return ((row["key"], row["row"], row["event"]) for row in self._ask(_REPORTS, keys))

    def publishers(self, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The publishers."""
        return ((row["key"], row["entity"]) for row in self._ask(_PUBLISHERS, keys))

    def entity_ids(self) -> Iterable[str]:
        """The ids of all entities."""
        return [row["id"] for row in self._ask(_ENTITY_IDS)]

    def entities(self, ids: Sequence[str]) -> Iterable[tuple[Sequence[str], Properties]]:
        """The Entity nodes."""
        return ((row["labels"], row["row"]) for row in self._ask(_ENTITIES, ids))

    def figures(self) -> Iterable[tuple[str, str, Properties]]:
        """The Figure nodes."""
        return ((row["attack"], row["key"], row["row"]) for row in self._ask(_FIGURES))


def _present(value: Any) -> Any:
    """A map without what is None; an engine may tell absent properties so."""
    if isinstance(value, dict) and None in value.values():
        return {name: item for name, item in value.items() if item is not None}
    return value


class FromGraph:
    """The rows of a graph at hand."""

    def __init__(self, graph: Graph) -> None:
        self._nodes = graph.nodes
        self._links: dict[tuple[str, NodeKey], list[tuple[NodeKey, Properties]]] = defaultdict(list)
        for (kind, start, end), properties in graph.links.items():
            if kind in ("QUOTED_FROM", "MENTIONS", "REPORT_OF", "PUBLISHED_BY", "FIGURE_OF"):
                self._links[kind, start].append((end, properties))
            elif kind == "REPORTED_IN":
                self._links[kind, end].append((start, properties))

    def _of(self, label: str) -> Iterator[Properties]:
        return (node.properties for key, node in self._nodes.items() if key[0] == label)

    def _ends(self, kind: str, key: NodeKey) -> list[str]:
        return [end[1] for end, _ in self._links.get((kind, key), ())]

    def documents(self) -> Iterable[Properties]:
        """What is told of all versions of documents."""
        return self._of("Document")

    def claim_documents(self) -> dict[str, str]:
        """The key of the document of each claim."""
        return {row["id"]: self._ends("QUOTED_FROM", ("Claim", row["id"]))[0] for row in self._of("Claim")}

    def claims(self, ids: Sequence[str]) -> Iterable[Properties]:
        """The Claim nodes."""
        return (self._nodes["Claim", identity].properties for identity in ids)

    def texts(self, keys: Sequence[str]) -> Iterable[Properties]:
        """The Document nodes."""
        return (self._nodes["Document", key].properties for key in keys)

    def namings(self, keys: Sequence[str]) -> Iterable[tuple[str, str, Properties]]:
        """The MENTIONS links."""
        for key in keys:
            for end, row in self._links.get(("MENTIONS", ("Document", key)), ()):
                yield key, end[1], row

    def reports(self, keys: Sequence[str]) -> Iterable[tuple[str, Properties, str | None]]:
        """The AttackReport nodes."""
        for key in keys:
            for report, _ in self._links.get(("REPORTED_IN", ("Document", key)), ()):
                events = self._ends("REPORT_OF", report)
                yield key, self._nodes[report].properties, events[0] if events else None

    def publishers(self, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The publishers."""
        return ((key, end) for key in keys for end in self._ends("PUBLISHED_BY", ("Document", key)))

    def entity_ids(self) -> Iterable[str]:
        """The ids of all entities."""
        return (row["id"] for row in self._of("Entity"))

    def entities(self, ids: Sequence[str]) -> Iterable[tuple[Sequence[str], Properties]]:
        """The Entity nodes."""
        for identity in ids:
            node = self._nodes["Entity", identity]
            yield node.labels, node.properties

    def figures(self) -> Iterable[tuple[str, str, Properties]]:
        """The Figure nodes."""
        for row in self._of("Figure"):
            key = ("Figure", row["id"])
            yield self._ends("FIGURE_OF", key)[0], self._ends("QUOTED_FROM", key)[0], row
