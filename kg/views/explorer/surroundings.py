"""Who stands around an actor, as far as a picture can hold it, and where each of them is drawn."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.status import Edge
from kg.views.explorer.index import Index

NODES, EDGES = 90, 220
"""Nodes and edges of a picture at most: with more nobody reads it."""

_PER_NODE = 40
"""Neighbours that one node brings at most."""

_WIDE, _TALL = 132, 74
"""Room that a node and its name take, in units of the picture."""

_RING = 230

Place = tuple[int, int]


@dataclass(slots=True)
class Surroundings:
    """Nodes in the order in which they came, each with the node that brought it; and the edges among them.

    `hidden` maps a node to the number of its neighbours that are not shown, `left_out` counts edges among
    the nodes that are too many.
    """

    centre: str
    parents: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    left_out: int = 0

    @property
    def nodes(self) -> tuple[str, ...]:
        """The centre first."""
        return (self.centre, *self.parents)


def around(index: Index, centre: str, hops: int, opened: Sequence[str] = ()) -> Surroundings:
    """What is up to `hops` away from an entity, and the neighbours of those `opened` in their order."""
    found = Surroundings(centre)
    ring = [centre]
    for _ in range(hops):
        ring = [new for node in ring for new in _open(index, found, node)]
    for node in opened:
        if node == centre or node in found.parents:
            _open(index, found, node)
    shown = set(found.nodes)
    inner = {
        (e.subject, e.relation, e.object): e
        for node in found.nodes
        for e in index.touching.get(node, ())
        if e.subject in shown and e.object in shown
    }
    reached = {(node, parent) for node, parent in found.parents.items()}
    ranked = sorted(
        inner.values(),
        key=lambda e: (
            centre not in (e.subject, e.object),
            (e.subject, e.object) not in reached and (e.object, e.subject) not in reached,
            -e.voices,
            e.subject,
            e.relation,
            e.object,
        ),
    )
    found.edges, found.left_out = ranked[:EDGES], max(0, len(ranked) - EDGES)
    for node in found.nodes:
        others = {_other(e, node) for e in index.touching.get(node, ())} - shown
        if others:
            found.hidden[node] = len(others)
    return found


def _open(index: Index, found: Surroundings, node: str) -> list[str]:
    """Bring a node's neighbours in, those with most voices first; the new ones."""
    new: list[str] = []
    shown = {found.centre, *found.parents}
    for edge in index.touching.get(node, ()):
        other = _other(edge, node)
        if other in shown:
            continue
        if len(shown) >= NODES or len(new) >= _PER_NODE:
            break
        shown.add(other)
        new.append(other)
    entities = index.told.entities
    new.sort(
        key=lambda one: (entities[one].type, entities[one].name, one) if one in entities else ("", "", one)
    )
    for one in new:
        found.parents[one] = node
    return new


def _other(edge: Edge, node: str) -> str:
    return edge.object if edge.subject == node else edge.subject


def places(found: Surroundings) -> Mapping[str, Place]:
    """Where each node is drawn: the centre in the middle, neighbours around, what they bring further out.

    Nodes are placed in the order in which they came and never moved again, so that a picture stays as it was
    when something is added to it. Whole numbers, the same on every machine.

    >>> places(Surroundings("a", {"b": "a"}))["b"]
    (0, -230)
    """
    placed: dict[str, Place] = {found.centre: (0, 0)}
    brought: dict[str, list[str]] = {}
    for node, parent in found.parents.items():
        brought.setdefault(parent, []).append(node)
    for parent in found.nodes:
        children = brought.get(parent, [])
        if parent == found.centre:
            _ring(children, placed)
        else:
            _fan(parent, found.parents[parent], children, placed)
    return placed


def _ring(children: list[str], placed: dict[str, Place]) -> None:
    """Around the centre, on two ellipses where one has no room."""
    number = len(children)
    rings = 1 if number <= 14 else 2
    radius = max(_RING, round(number * _WIDE / rings / 2 / math.pi / 1.15))
    for i, node in enumerate(children):
        angle = 2 * math.pi * i / number - math.pi / 2
        far = radius + (120 if rings == 2 and i % 2 else 0)
        placed[node] = round(far * 1.35 * math.cos(angle)), round(far * math.sin(angle))


def _fan(parent: str, origin: str, children: list[str], placed: dict[str, Place]) -> None:
    """Away from where the parent came from, wherever there is room."""
    x, y = placed[parent]
    ox, oy = placed[origin]
    middle = math.atan2(y - oy, (x - ox) / 1.35)
    spread = min(math.radians(220), math.radians(34) * max(0, len(children) - 1))
    for i, node in enumerate(children):
        share = i / (len(children) - 1) - 0.5 if len(children) > 1 else 0.0
        angle = middle + spread * share
        for step in range(60):
            far = 170 + 26 * step
            place = round(x + far * 1.35 * math.cos(angle)), round(y + far * math.sin(angle))
            if all(abs(place[0] - px) >= _WIDE or abs(place[1] - py) >= _TALL for px, py in placed.values()):
                break
        placed[node] = place
