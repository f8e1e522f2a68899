"""A graph that holds a selection and nothing else, so that every prepared question can be asked of it.

It lives in a folder of its own for as long as it is asked. Making it takes about as long as loading the
selected part would; a selection for a trace, a comparison or an export needs none.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg import schema
from kg.graph import Store, open_store, rows
from kg.graph.shape import Graph, LinkKey, Node, Properties
from kg.views.projection import Told


@contextmanager
def opened(store: Store, told: Told) -> Iterator[Store]:
    """A store with the part of `store` that `told`, a selection of it, is about."""
    part = graph(store.graph(), told)
    with tempfile.TemporaryDirectory(prefix="kg-selection-") as place:
        folder = Path(place) / "kg.graph"
        with open_store(folder, write=True) as writer:
            writer.put(part)
        with open_store(folder, write=False) as reader:
            yield reader


def graph(whole: Graph, told: Told) -> Graph:
    """What a whole graph holds of a selection; statuses, denials and edges are those of the selection.

    Superseded documents and claims that do not count are left out.
    """
    part = Graph()
    figures = {figure.id for attack in told.attacks.values() for figure in attack.casualties}
    for node in whole.nodes.values():
        kept = _node(node, told, figures)
        if kept is not None:
            part.nodes[kept.key] = kept
    relations = schema.load().relations
    for key, properties in whole.links.items():
        name, start, end = key
        if name not in relations and start in part.nodes and end in part.nodes and _holds(key, told):
            part.links[key] = properties
    heard = {end for name, _, end in part.links if name == "ASSERTED_BY"}
    for voice in [node for node in part.nodes if node[0] == "UnnamedSource" and node not in heard]:
        del part.nodes[voice]
    for edge in told.edges:
        part.link(edge.relation, ("Entity", edge.subject), ("Entity", edge.object), rows.edge_row(edge))
    return part


def _node(node: Node, told: Told, figures: Collection[str]) -> Node | None:
    """The node as the selection has it, or None."""
    label, name = node.key
    match label:
        case "Document":
            return _document(node, told)
        case "Entity":
            return _entity(node, told) if name in told.entities else None
        case "Claim":
            return _claim(node, told)
        case "Figure":
            return node if name in figures else None
        case "AttackReport":
            return node if node.properties["doc"] in told.documents and "@" not in name else None
    return node


def _document(node: Node, told: Told) -> Node | None:
    document = told.documents.get(node.properties["id"])
    if document is None or node.properties["superseded"]:
        return None
    return _with(node, {"copy_of": document.copy_of})


def _entity(node: Node, told: Told) -> Node:
    attack = told.attacks.get(node.properties["id"])
    return _with(node, rows.attack_row(attack)) if attack else node


def _claim(node: Node, told: Told) -> Node | None:
    claim = told.by_id.get(node.properties["id"])
    if claim is None:
        return None
    row = rows.claim_row(claim, claim, counts=True, published=node.properties.get("published"))
    own = ("status_in_document", "in_document")
    return _with(node, {name: value for name, value in row.items() if name not in own})


def _with(node: Node, properties: Properties) -> Node:
    """The node with other values for some properties; None takes one away."""
    merged = node.properties | properties
    return Node(node.labels, {name: value for name, value in merged.items() if value is not None})


def _holds(key: LinkKey, told: Told) -> bool:
    """Whether a link still says what the claim at its start says."""
    name, (label, start), (other, end) = key
    claim = told.by_id.get(start) if label == "Claim" else None
    if claim is None:
        return True
    if name == "ASSERTED_BY" and other == "Entity":
        return end in claim.asserted_by
    if name == "ASSERTED_BY":
        words = [rows.unnamed_row(text, claim.doc)["id"] for text in rows.speakers(claim.asserted_by)[1]]
        return end in words
    if name == "DENIED_BY":
        return any(denial.entity == end for denial in claim.denied_by)
    return name != "DENIES" or end in claim.denies
