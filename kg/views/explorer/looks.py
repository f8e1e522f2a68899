"""How entities, statuses and edges look: shape and line tell what a colour tells, and a word stands beside.

A line is solid only for an actor's own claim, an admission or a finding; dotted hops were joined by kg.
"""

from typing import Any

from kg import schema
from kg.graph.status import STATUSES, Edge
from kg.schema.grass import entity_colours
from kg.views.cells import safe
from kg.views.explorer.index import Index

SHAPES = {
    "Group": "ellipse",
    "State": "rectangle",
    "Agency": "round-rectangle",
    "Organisation": "diamond",
    "Person": "triangle",
    "Population": "octagon",
    "Location": "pentagon",
    "Attack": "star",
    "Publication": "rhomboid",
}
"""The shape of a node by its type; another type of the schema gets the last one."""

SIGNS = {"claimed": "●", "alleged": "◐", "unattributed": "○", "disputed": "≠", "denied": "✕"}
"""A sign that stands before a status, for those who see no colours."""

MEANINGS = {
    "claimed": "an actor says it of its own deed",
    "alleged": "somebody says it, or it comes with a hedge",
    "unattributed": "a document says it in its own voice",
    "disputed": "somebody denies it",
    "denied": "only denials are known",
}

_INK, _SPONSORSHIP, _OTHER = "#1f2933", "#9b1c1c", "#52606d"

STYLESHEET: list[dict[str, Any]] = [
    {
        "selector": "node",
        "style": {
            "label": "data(label)",
            "width": 46,
            "height": 46,
            "font-size": 15,
            "font-family": "system-ui, sans-serif",
            "color": _INK,
            "text-valign": "bottom",
            "text-margin-y": 5,
            "text-wrap": "wrap",
            "text-max-width": 130,
            "text-background-color": "#ffffff",
            "text-background-opacity": 0.85,
            "text-background-padding": 2,
            "border-width": 2,
            "border-color": "#52606d",
            "background-color": "#d9d9d9",
        },
    },
    {"selector": "node.centre", "style": {"width": 66, "height": 66, "font-size": 18, "font-weight": "bold"}},
    {"selector": "node.more", "style": {"border-style": "double", "border-width": 5}},
    {
        "selector": "edge",
        "style": {
            "curve-style": "bezier",
            "control-point-step-size": 88,
            "width": "data(width)",
            "line-color": _OTHER,
            "target-arrow-color": _OTHER,
            "target-arrow-shape": "triangle",
            "arrow-scale": 1.1,
            "label": "data(label)",
            "font-size": 12,
            "font-family": "system-ui, sans-serif",
            "color": _INK,
            "text-wrap": "wrap",
            "text-max-width": 190,
            "text-background-color": "#ffffff",
            "text-background-opacity": 0.9,
            "text-background-padding": 2,
            "min-zoomed-font-size": 6,
        },
    },
    {"selector": "edge.symmetric", "style": {"target-arrow-shape": "none"}},
    {
        "selector": "edge.sponsorship",
        "style": {"line-color": _SPONSORSHIP, "target-arrow-color": _SPONSORSHIP},
    },
    {
        "selector": "edge.alleged, edge.unattributed",
        "style": {"line-style": "dashed", "line-dash-pattern": [9, 5]},
    },
    {
        "selector": "edge.disputed",
        "style": {
            "line-style": "dashed",
            "line-dash-pattern": [9, 5],
            "source-arrow-shape": "tee",
            "source-arrow-color": _INK,
        },
    },
    {
        "selector": "edge.denied",
        "style": {"line-style": "dashed", "line-dash-pattern": [2, 7], "line-opacity": 0.55},
    },
    {"selector": "edge.own", "style": {"line-style": "solid"}},
    {"selector": "edge.joined", "style": {"line-style": "dotted"}},
    {
        "selector": "edge:selected, edge.chosen",
        "style": {"overlay-color": "#0b63ce", "overlay-opacity": 0.18, "overlay-padding": 6},
    },
    {"selector": "node:selected", "style": {"border-color": "#0b63ce", "border-width": 5}},
    *(
        {
            "selector": f"node.{name}",
            "style": {
                "shape": SHAPES.get(name, "rhomboid"),
                "background-color": colours["color"],
                "border-color": colours["border-color"],
            },
        }
        for name, colours in entity_colours(schema.load()).items()
    ),
]


def firm(index: Index, edge: Edge) -> bool:
    """Whether an edge is drawn solid: an actor's own claim, an admission or a finding that nobody denies."""
    if edge.status in ("disputed", "denied"):
        return False
    acts = {index.told.by_id[claim].act for claim in edge.claims}
    return edge.status == "claimed" or not acts.isdisjoint({"admits", "finds"})


def classes(index: Index, edge: Edge) -> str:
    """The classes of a drawn edge: its status first, always."""
    relation = schema.load().relations[edge.relation]
    found = [edge.status]
    found += ["sponsorship"] if relation.sponsorship else []
    found += ["symmetric"] if relation.symmetric else []
    found += ["own"] if firm(index, edge) else []
    return " ".join(found)


def width(voices: int) -> float:
    """How thick an edge is drawn.

    >>> width(1), width(100)
    (2.0, 7.0)
    """
    return min(7.0, 1.0 + voices)


def phrase(edge: Edge) -> str:
    """What an edge says, in words, with its status and what is said to be given."""
    support = f"\n{safe(', '.join(edge.support)[:120])}" if edge.support else ""
    return f"{schema.load().relations[edge.relation].label} · {SIGNS[edge.status]} {edge.status}{support}"


def ordered(statuses: object) -> list[str]:
    """Those of the statuses that are given, in the order in which they are decided."""
    return [status for status in STATUSES if status in statuses]  # type: ignore[operator]
