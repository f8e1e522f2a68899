"""Pictures of a dossier as SVG: who stands on either side of an actor, and what was said when.

Plain SVG without script, font or anything loaded from elsewhere; every line bears its status in words, so
that no picture shows an allegation as if it were settled. The same input gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from kg.views.cells import safe

Side = Sequence["Line"]

DASHES = {
    "claimed": "",
    "alleged": "7 4",
    "unattributed": "7 4",
    "disputed": "2 4",
    "denied": "1 6",
}
"""How a line is drawn by its status: solid only for what an actor says of itself."""

STATUS_COLOURS = {
    "claimed": "#1B5E20",
    "alleged": "#B26A00",
    "unattributed": "#5D4037",
    "disputed": "#8E1B1B",
    "denied": "#6B6B6B",
}
"""Colours of a status, dark enough on white for small letters; a word always stands beside them."""

_WIDTH, _ROW, _BOX, _MIDDLE = 1000, 46, 220, 180
_LETTERS = 30
_TALLEST = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture: the other end's name, the relation in words, the status and the voices."""

    name: str
    label: str
    status: str
    voices: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A year or month of the timeline: how many claims of each status were published in it, what happened."""

    name: str
    claims: Mapping[str, int]
    events: int = 0


def surroundings(actor: str, left: Side, right: Side) -> ET.Element:
    """An actor in the middle; lines that lead to it on the left, lines that lead away on the right."""
    height = max(len(left), len(right), 1) * _ROW + 30
    svg = _svg(_WIDTH, height, f"{actor} and who is said to stand beside it")
    centre = (_WIDTH - _MIDDLE) / 2
    tall = max(40, min(_TALLEST, height - 30))
    _box(svg, (centre, (height - tall) / 2, _MIDDLE, tall), actor, strong=True)
    for number, line in enumerate(left):
        _row(svg, line, 15 + number * _ROW, leftwards=True)
    for number, line in enumerate(right):
        _row(svg, line, 15 + number * _ROW, leftwards=False)
    return svg


def timeline(periods: Sequence[Period]) -> ET.Element:
    """A bar a period, cut by status from the firmest at the bottom; a diamond where attacks are dated."""
    height, base = 210, 160
    svg = _svg(_WIDTH, height, "Claims by the time of their publication, cut by status")
    most = max((sum(period.claims.values()) for period in periods), default=0) or 1
    step = (_WIDTH - 60) / max(len(periods), 1)
    every = -(-len(periods) // 20) or 1
    for number, period in enumerate(periods):
        x, y = 40 + number * step, float(base)
        for status, colour in STATUS_COLOURS.items():
            if count := period.claims.get(status, 0):
                tall = 130 * count / most
                y -= tall
                bar = _rect(svg, (x, y, max(step - 3, 1), tall), fill=colour)
                ET.SubElement(bar, "title").text = f"{period.name}: {count} {status}"
        if period.events:
            mark = ET.SubElement(
                svg, "path", d=f"M{_n(x)} {base + 12}l6 -6l6 6l-6 6z", fill="none", stroke="#333"
            )
            ET.SubElement(mark, "title").text = f"{period.name}: {period.events} attacks"
        if number % every == 0:
            _text(svg, (x, base + 34), period.name, size=11)
    _rect(svg, (40, base, _WIDTH - 60, 1), fill="#333")
    _text(svg, (34, 30), str(most), size=11, anchor="end")
    _text(svg, (34, base), "0", size=11, anchor="end")
    for number, (status, colour) in enumerate(STATUS_COLOURS.items()):
        _rect(svg, (40 + number * 150, height - 10, 10, 10), fill=colour)
        _text(svg, (56 + number * 150, height - 1), status, size=12)
    _text(svg, (56 + 5 * 150, height - 1), "◇ attacks dated then", size=12)
    return svg


def _row(svg: ET.Element, line: Line, y: float, *, leftwards: bool) -> None:
    box = 10 if leftwards else _WIDTH - 10 - _BOX
    _box(svg, (box, y, _BOX, _ROW - 14), line.name)
    inner = (_WIDTH - _MIDDLE) / 2
    start, end = (10 + _BOX, inner) if leftwards else (inner + _MIDDLE, _WIDTH - 10 - _BOX)
    middle = y + (_ROW - 14) / 2
    drawn = ET.SubElement(
        svg,
        "line",
        {
            "x1": _n(start),
            "x2": _n(end - 7),
            "y1": _n(middle),
            "y2": _n(middle),
            "stroke": STATUS_COLOURS.get(line.status, "#333"),
            "stroke-width": _n(1.5 + 0.5 * min(line.voices, 6)),
        },
    )
    if DASHES.get(line.status):
        drawn.set("stroke-dasharray", DASHES[line.status])
    ET.SubElement(
        svg,
        "path",
        d=f"M{_n(end - 8)} {_n(middle - 4)}l8 4l-8 4z",
        fill=STATUS_COLOURS.get(line.status, "#333"),
    )
    voices = f"{line.voices} voice{'' if line.voices == 1 else 's'}"
    denied = ", denied" if line.denied and line.status not in ("denied", "disputed") else ""
    centre = (start + end) / 2
    _text(svg, (centre, middle - 6), line.label, size=11, anchor="middle")
    _text(svg, (centre, middle + 13), f"{line.status}{denied} · {voices}", size=11, anchor="middle")


def _svg(width: int, height: int, title: str) -> ET.Element:
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": "100%",
            "role": "img",
            "font-family": "system-ui, sans-serif",
        },
    )
    ET.SubElement(svg, "title").text = safe(title)
    return svg


def _box(
    svg: ET.Element, place: tuple[float, float, float, float], text: str, *, strong: bool = False
) -> None:
    x, y, width, height = place
    fill, stroke = ("#20364B", "#20364B") if strong else ("#FFFFFF", "#555555")
    _rect(svg, place, fill=fill, stroke=stroke, rx="5")
    shown = _text(
        svg,
        (x + width / 2, y + height / 2 + 4),
        text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…",
        size=13,
        anchor="middle",
    )
    shown.set("fill", "#FFFFFF" if strong else "#1A1A1A")
    ET.SubElement(shown, "title").text = safe(text)


def _rect(svg: ET.Element, place: tuple[float, float, float, float], **attributes: str) -> ET.Element:
    x, y, width, height = (_n(value) for value in place)
    return ET.SubElement(svg, "rect", {"x": x, "y": y, "width": width, "height": height, **attributes})


def _text(
    svg: ET.Element, place: tuple[float, float], text: str, *, size: int, anchor: str = "start"
) -> ET.Element:
    element = ET.SubElement(
        svg,
        "text",
        {"x": _n(place[0]), "y": _n(place[1]), "font-size": str(size), "text-anchor": anchor},
    )
    element.text = safe(text)
    return element


def _n(value: float) -> str:
    """A number in the shortest form, to a tenth of a unit.

    >>> _n(12.0), _n(1 / 3)
    ('12', '0.3')
    """
    return f"{value:.1f}".removesuffix(".0")
