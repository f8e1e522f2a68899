"""The network as a picture to take away: SVG with legend and filters, every line with its status in words."""

import math
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from kg import schema
from kg.graph.status import Edge
from kg.schema.grass import entity_colours
from kg.views.cells import safe
from kg.views.explorer import looks
from kg.views.explorer.index import Index
from kg.views.explorer.surroundings import Place, Surroundings

_SIDES = {"Person": 3, "Population": 8, "Location": 5, "Organisation": 4, "Publication": 4}
"""Corners of the types that are drawn as regular polygons."""

_DASHES = {"alleged": "9 5", "unattributed": "9 5", "disputed": "9 5", "denied": "2 7"}

_MARGIN, _FOOT, _LINE = 130, 26, 18

_RADIUS = 23


def svg(index: Index, found: Surroundings, where: Mapping[str, Place], told: Sequence[str]) -> bytes:
    """The picture; `told` are lines that stand below it, such as the filters. Same input, same bytes."""
    xs, ys = [where[n][0] for n in found.nodes], [where[n][1] for n in found.nodes]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    width = max(620, max(xs) - left + _MARGIN)
    height = max(ys) - top + _MARGIN
    foot = [*_legend(), *told]
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{left} {top} {width} {height + _FOOT + _LINE * len(foot)}",
            "width": str(width),
            "height": str(height + _FOOT + _LINE * len(foot)),
            "font-family": "system-ui, DejaVu Sans, sans-serif",
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = safe(f"Around {index.told.name(found.centre)}")
    attributes = {"x": str(left), "y": str(top), "width": "100%", "height": "100%", "fill": "#ffffff"}
    ET.SubElement(root, "rect", attributes)
    pairs: dict[frozenset[str], int] = {}
    for edge in found.edges:
        ends = frozenset((edge.subject, edge.object))
        pairs[ends] = pairs.get(ends, 0) + 1
        _edge(root, index, edge, where, pairs[ends])
    for node in found.nodes:
        _node(root, index, node, where[node], centre=node == found.centre)
    for number, line in enumerate(foot):
        _text(root, (left + 12, top + height + _FOOT + _LINE * number), line, 12, "start")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _legend() -> list[str]:
    statuses = [f"{looks.SIGNS[name]} {name}: {told}" for name, told in looks.MEANINGS.items()]
    return [
        "Solid lines: an actor's own claim, an admission or a finding. Dashed lines: what is said by others;",
        "a bar at the beginning where it is disputed; faint where only denials are known; thicker by voices.",
        "; ".join(statuses[:3]),
        "; ".join(statuses[3:]),
        "What was said, not what is so.",
    ]


def _edge(root: ET.Element, index: Index, edge: Edge, where: Mapping[str, Place], number: int) -> None:
    (x1, y1), (x2, y2) = where[edge.subject], where[edge.object]
    length = math.hypot(x2 - x1, y2 - y1) or 1
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    # The second, third … edge of a pair swings out to one side and the other, as seen from the lesser id.
    side = (number // 2) * (1 if number % 2 else -1) * (1 if edge.subject < edge.object else -1)
    bend = 46 * side
    mx, my = (x1 + x2) / 2 - uy * bend * 2, (y1 + y2) / 2 + ux * bend * 2
    sx, sy, ex, ey = (
        x1 + ux * (_RADIUS + 4),
        y1 + uy * (_RADIUS + 4),
        x2 - ux * (_RADIUS + 10),
        y2 - uy * (_RADIUS + 10),
    )
    colour = "#9b1c1c" if schema.load().relations[edge.relation].sponsorship else "#52606d"
    line = ET.SubElement(
        root,
        "path",
        {
            "d": f"M{_n(sx)} {_n(sy)} Q{_n(mx)} {_n(my)} {_n(ex)} {_n(ey)}",
            "fill": "none",
            "stroke": colour,
            "stroke-width": _n(looks.width(edge.voices)),
            "opacity": "0.55" if edge.status == "denied" else "1",
        },
    )
    if not looks.firm(index, edge) and edge.status in _DASHES:
        line.set("stroke-dasharray", _DASHES[edge.status])
    if edge.status == "disputed":
        bar = f"M{_n(sx - uy * 9)} {_n(sy + ux * 9)} L{_n(sx + uy * 9)} {_n(sy - ux * 9)}"
        ET.SubElement(root, "path", {"d": bar, "stroke": "#1f2933", "stroke-width": "3"})
    if not schema.load().relations[edge.relation].symmetric:
        _arrow(root, (mx, my), (ex, ey), colour)
    lines = looks.phrase(edge).split("\n")
    lx, ly = (x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend
    for i, words in enumerate(lines):
        _text(root, (lx, ly + 13 * i - 6 * (len(lines) - 1)), words, 11, "middle", halo=True)


def _arrow(root: ET.Element, origin: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    angle = math.atan2(end[1] - origin[1], end[0] - origin[0])
    corners = [
        (end[0] + 8 * math.cos(angle), end[1] + 8 * math.sin(angle)),
        *((end[0] + 7 * math.cos(angle + turn), end[1] + 7 * math.sin(angle + turn)) for turn in (2.2, -2.2)),
    ]
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    ET.SubElement(root, "polygon", {"points": points, "fill": colour})


def _node(root: ET.Element, index: Index, node: str, place: Place, *, centre: bool) -> None:
    entity = index.told.entities.get(node)
    kind = entity.type if entity else ""
    colours = entity_colours(schema.load()).get(kind, {"color": "#d9d9d9", "border-color": "#a2a2a2"})
    style = {"fill": colours["color"], "stroke": colours["border-color"], "stroke-width": "2"}
    x, y = place
    radius = _RADIUS + 8 if centre else _RADIUS
    if kind in ("State", "Agency"):
        box = {"x": _n(x - radius), "y": _n(y - radius), "width": _n(2 * radius), "height": _n(2 * radius)}
        shape = ET.SubElement(root, "rect", {**box, **style, "rx": "9" if kind == "Agency" else "0"})
    elif kind in _SIDES or kind == "Attack":
        shape = ET.SubElement(root, "polygon", {"points": _corners(kind, x, y, radius), **style})
    else:
        shape = ET.SubElement(root, "circle", {"cx": _n(x), "cy": _n(y), "r": _n(radius), **style})
    ET.SubElement(shape, "title").text = safe(f"{kind}: {index.told.name(node)}")
    name = index.told.name(node)
    shown = name if len(name) <= 40 else f"{name[:39]}…"
    _text(root, (x, y + radius + 16), shown, 15 if centre else 13, "middle", halo=True)


def _corners(kind: str, x: float, y: float, radius: float) -> str:
    number = 10 if kind == "Attack" else _SIDES[kind]
    points = []
    for i in range(number):
        far = radius * (0.45 if kind == "Attack" and i % 2 else 1.05)
        angle = 2 * math.pi * i / number - math.pi / 2
        points.append(f"{_n(x + far * math.cos(angle))},{_n(y + far * math.sin(angle))}")
    return " ".join(points)


def _text(
    root: ET.Element, place: tuple[float, float], text: str, size: int, anchor: str, *, halo: bool = False
) -> None:
    attributes = {"x": _n(place[0]), "y": _n(place[1]), "font-size": str(size), "text-anchor": anchor}
    if halo:
        attributes |= {"stroke": "#ffffff", "stroke-width": "4", "paint-order": "stroke"}
    element = ET.SubElement(root, "text", {**attributes, "fill": "#1f2933"})
    element.text = safe(text)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
