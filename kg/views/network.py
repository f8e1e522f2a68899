"""A parcel as a networkx graph in which claims are nodes: as GraphML, and as node-link JSON.

    graph(parcel)      a MultiDiGraph: claims, entities, documents, attacks, and links to claims
    told(graph)        the records back

No edge joins two actors: whoever draws the file sees a claim between them, with its status in the label. The
attributes of a node are the fields of its record. GraphML has no lists and XML not every character: there a
text that begins with `json:` is JSON, and every other text is itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import DocumentError
from kg.graph import Exported
from kg.model import Claim
from kg.views import carried, writing
from kg.views.account import heading
from kg.views.parcel import Parcel
from kg.views.projection import Told

_JSON = "json:"

_UNSAFE = re.compile(r"^json:|^$|^\s|\s$|[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, or does not give back as it was."""

_OWN = ("kind", "label", "marking")
"""Attributes of a node beside the fields of its record."""

_MARKED = "Claims are nodes here. No claim is a fact: its status tells who says it and whether it is denied."


def graphml(parcel: Parcel, out: Path) -> Exported:
    """Write GraphML, for Gephi, yEd, Cytoscape and networkx."""
    made = graph(parcel)
    for _, about in made.nodes(data=True):
        about.update({key: _packed(value) for key, value in about.items()})
    nx.relabel_nodes(made, {name: _text(name) for name in made if _UNSAFE.search(name)}, copy=False)
    with writing.file(out) as file:
        # The plain writer: the other one depends on whether lxml happens to be installed.
        nx.write_graphml_xml(made, file)
        file.write(b"\n")
    return _exported(parcel, made, out)


def node_link(parcel: Parcel, out: Path) -> Exported:
    """Write node-link JSON, for D3 and networkx."""
    made = graph(parcel)
    with writing.file(out) as file:
        file.write(carried.packed(nx.node_link_data(made, edges="edges")).encode() + b"\n")
    return _exported(parcel, made, out)


def _exported(parcel: Parcel, made: Any, out: Path) -> Exported:
    return Exported(
        f"{len(parcel.told.claims)} claims as nodes, {len(made)} nodes and {made.size()} links in {out}."
    )


def graph(parcel: Parcel) -> Any:
    """The parcel as a MultiDiGraph; lists and maps are attributes as they are."""
    found = nx.MultiDiGraph(tlp=parcel.highest, note=_MARKED)
    for kind, name, label, marking, record in _nodes(parcel):
        about = {key: value for key, value in carried.plain(record).items() if key != "id"}
        about = {f"kg_{key}" if key in _OWN else key: value for key, value in about.items()}
        found.add_node(f"{kind}/{name}", **about, **dict(zip(_OWN, (kind, label, marking), strict=True)))
    links = (
        (start, kind, end) for start, kind, end in _links(parcel.told) if start in found and end in found
    )
    for number, (start, kind, end) in enumerate(sorted(set(links))):
        found.add_edge(start, end, f"e{number}", type=kind)
    return found


def _nodes(parcel: Parcel) -> Iterator[tuple[str, str, str, str, Any]]:
    told = parcel.told
    for claim in told.claims:
        yield "claim", claim.id, heading(told, claim), parcel.label(claim), claim
    for entity in told.entities.values():
        yield "entity", entity.id, entity.name, parcel.of_entities[entity.id], entity
    for document in told.documents.values():
        yield "document", document.id, document.title or document.id, parcel.of_document(document), document
    for attack in told.attacks.values():
        marking = parcel.of_entities.get(attack.id, parcel.default_tlp)
        yield "attack", attack.id, attack.name, marking, attack


def _links(told: Told) -> Iterator[tuple[str, str, str]]:
    """From claims to what they are about, and from attacks; never from actor to actor."""
    for claim in told.claims:
        for kind, end in _ends(claim):
            yield f"claim/{claim.id}", kind, end
    for attack in told.attacks.values():
        start = f"attack/{attack.id}"
        yield start, "IS", f"entity/{attack.id}"
        for document in attack.documents:
            yield start, "REPORTED_IN", f"document/{document}"


def _ends(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "SUBJECT", f"entity/{claim.subject}"
    yield "OBJECT", f"entity/{claim.object}"
    yield "QUOTED_FROM", f"document/{claim.doc}"
    for asserter in claim.asserted_by:
        if isinstance(asserter, str):
            yield "ASSERTED_BY", f"entity/{asserter}"
    for kind, name in (("REPORTED_BY", claim.reported_by), ("REPORTED_THROUGH", claim.reported_in)):
        if name is not None:
            yield kind, f"entity/{name}"
    for denial in claim.denied_by:
        yield "DENIED_BY", f"entity/{denial.entity}"
    for other in claim.denies:
        yield "DENIES", f"claim/{other}"


def _text(text: str) -> str:
    return _JSON + carried.ascii_packed(text) if _UNSAFE.search(text) else text


def _packed(value: Any) -> Any:
    if isinstance(value, list | dict):
        return _JSON + carried.ascii_packed(value)
    return _text(value) if isinstance(value, str) else value


def _unpacked(value: Any, where: str) -> Any:
    plain = isinstance(value, str) and value.startswith(_JSON)
    return carried.unpacked(value.removeprefix(_JSON), where) if plain else value


def told(made: Any, where: str = "graph") -> Told:
    """The records of a graph as `graph` makes it; DocumentError if one is none."""
    parts: dict[str, list[Any]] = defaultdict(list)
    kinds: dict[str, tuple[str, Any]] = {
        kind.__name__.lower(): (name, kind) for name, kind in carried.KINDS.items()
    }
    for name, about in made.nodes(data=True):
        if about.get("kind") not in kinds:
            raise DocumentError("a node that kg did not write", where=where, hint="export it anew")
        part, kind = kinds[about["kind"]]
        whole = {key.removeprefix("kg_"): value for key, value in about.items() if key not in _OWN}
        whole["id"] = str(name).partition("/")[2]
        parts[part].append(carried.record(whole, kind, where))
    return carried.told(parts)


def from_graphml(data: bytes, where: str = "graph") -> Any:
    """The MultiDiGraph of a GraphML file that kg wrote, lists and maps as they were."""
    read = nx.read_graphml(BytesIO(data), edge_key_type=str, force_multigraph=True)
    found = nx.MultiDiGraph(**{key: value for key, value in read.graph.items() if "default" not in key})
    for name, about in read.nodes(data=True):
        found.add_node(
            _unpacked(name, where), **{key: _unpacked(value, where) for key, value in about.items()}
        )
    for start, end, key, about in read.edges(keys=True, data=True):
        found.add_edge(_unpacked(start, where), _unpacked(end, where), key, **about)
    return found
