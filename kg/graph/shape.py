"""The graph as plain data: nodes and links with properties that every engine stores, and what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = dict[str, Any]
"""Text, numbers, truth values and lists of texts; no maps, no mixed lists, nothing that is None."""

NodeKey = tuple[str, str]
"""A node's first label and its id (a Document's is its `key`)."""

LinkKey = tuple[str, NodeKey, NodeKey]
"""A link's type, where it starts, where it ends; there is one at most."""

ENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "SUBJECT": (("Claim", "Entity"),),
    "OBJECT": (("Claim", "Entity"),),
    "ASSERTED_BY": (
        ("Claim", "Entity"),
        ("Claim", "UnnamedSource"),
        ("Figure", "Entity"),
        ("Figure", "UnnamedSource"),
    ),
    "REPORTED_BY": (("Claim", "Entity"),),
    "REPORTED_THROUGH": (("Claim", "Entity"),),
    "DENIED_BY": (("Claim", "Entity"),),
    "DENIES": (("Claim", "Claim"),),
    "QUOTED_FROM": (("Claim", "Document"), ("Figure", "Document")),
    "FIGURE_OF": (("Figure", "Entity"),),
    "REPORTED_IN": (("AttackReport", "Document"),),
    "REPORT_OF": (("AttackReport", "Entity"),),
    "MENTIONS": (("Document", "Entity"),),
    "PUBLISHED_BY": (("Document", "Entity"),),
    "SUPERSEDES": (("Document", "Document"),),
    "TOOK_PLACE_IN": (("Entity", "Entity"),),
}
"""The link types beside the relations of the schema, and between which first labels they run."""

LABELS = ("Document", "Entity", "UnnamedSource", "Claim", "Figure", "AttackReport")
"""First labels of all nodes; an Entity's second label is its type."""


def id_name(label: str) -> str:
    """The property that identifies a node with the first label `label`.

    A document's id is shared by its versions, so that its nodes go by `key`.

    >>> id_name("Document"), id_name("Claim")
    ('key', 'id')
    """
    return "key" if label == "Document" else "id"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its labels (the first identifies it, together with its id), and its properties."""

    labels: tuple[str, ...]
    properties: Properties

    @property
    def key(self) -> NodeKey:
        """First label and id."""
        label = self.labels[0]
        return label, self.properties[id_name(label)]


@dataclass(slots=True)
class Graph:
    """Nodes and links by their keys."""

    nodes: dict[NodeKey, Node] = field(default_factory=dict)
    links: dict[LinkKey, Properties] = field(default_factory=dict)

    def add(self, labels: tuple[str, ...], properties: Mapping[str, Any]) -> NodeKey:
        """Put a node in, leaving out properties that are None; a node with the same key is replaced."""
        node = Node(labels, {name: value for name, value in properties.items() if value is not None})
        self.nodes[node.key] = node
        return node.key

    def link(
        self, name: str, start: NodeKey, end: NodeKey, properties: Mapping[str, Any] | None = None
    ) -> None:
        """Put a link in, leaving out properties that are None."""
        kept = {key: value for key, value in (properties or {}).items() if value is not None}
        self.links[name, start, end] = kept


@dataclass(frozen=True, slots=True)
class Changes:
    """What makes one graph out of another, in the order in which it has to be done."""

    remove_links: tuple[LinkKey, ...] = ()
    remove_nodes: tuple[NodeKey, ...] = ()
    create_nodes: tuple[Node, ...] = ()
    change_nodes: tuple[Node, ...] = ()
    create_links: tuple[tuple[LinkKey, Properties], ...] = ()
    change_links: tuple[tuple[LinkKey, Properties], ...] = ()


def difference(before: Graph, after: Graph) -> Changes:
    """What has to be done to `before` so that it is `after`; all parts sorted.

    A node whose labels differ is removed with its links and made anew, since engines cannot be trusted to
    relabel under a unique constraint. Links of a removed node go with it and are not listed.
    """
    if not before.nodes:  # a new graph may be large: no sets of all its keys
        return Changes(
            create_nodes=_sorted(after.nodes.values()), create_links=tuple(sorted(after.links.items()))
        )
    removed = {key for key, node in before.nodes.items() if _labels(after, key) != node.labels}
    created = [node for key, node in after.nodes.items() if _labels(before, key) != node.labels]
    changed = [
        node
        for key, node in after.nodes.items()
        if key in before.nodes and key not in removed and before.nodes[key].properties != node.properties
    ]
    kept = {
        key: value for key, value in before.links.items() if key[1] not in removed and key[2] not in removed
    }
    return Changes(
        remove_links=tuple(sorted(kept.keys() - after.links.keys())),
        remove_nodes=tuple(sorted(removed)),
        create_nodes=_sorted(created),
        change_nodes=_sorted(changed),
        create_links=tuple((key, after.links[key]) for key in sorted(after.links.keys() - kept.keys())),
        change_links=tuple(
            (key, after.links[key])
            for key in sorted(after.links.keys() & kept.keys())
            if kept[key] != after.links[key]
        ),
    )


def _labels(graph: Graph, key: NodeKey) -> tuple[str, ...] | None:
    node = graph.nodes.get(key)
    return node.labels if node else None


def _sorted(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: node.key))
