"""The network tab: what stands around an actor, drawn, with the same content as a table beside it."""

from typing import Any

import dash_ag_grid
import dash_cytoscape

from kg.graph.status import Edge
from kg.views.explorer import looks, parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.surroundings import Surroundings, around, places
from kg.views.explorer.tags import html

Elements = list[dict[str, Any]]

_START = 24
"""Rows of the lists on the page without an actor."""


def layout(taking: Part) -> Part:
    """The empty tab: a picture, what can be taken away, a legend, a table; `fill` gives their content."""
    return html.Section(
        [
            html.Div(id="start"),
            html.Div(
                [
                    html.Div(id="network-head"),
                    html.Div(
                        dash_cytoscape.Cytoscape(
                            id="graph",
                            layout={"name": "preset", "fit": True, "padding": 40},
                            stylesheet=looks.STYLESHEET,
                            elements=[],
                            minZoom=0.15,
                            maxZoom=3,
                            boxSelectionEnabled=False,
                            style={"width": "100%", "height": "100%"},
                        ),
                        className="picture",
                        role="img",
                        id="picture",
                        **{"aria-describedby": "table-title"},
                    ),
                    html.P(id="left-out", className="left-out"),
                    taking,
                    legend(),
                    html.H2("The same as a table", id="table-title"),
                    table("edges", _columns()),
                ],
                id="network-body",
            ),
        ],
        id="network",
        **{"aria-label": "Network"},
    )


def table(name: str, columns: list[dict[str, Any]], **options: Any) -> Part:
    """A table of AG Grid that shows every value as text."""
    return dash_ag_grid.AgGrid(
        id=name,
        columnDefs=columns,
        rowData=[],
        defaultColDef={
            "resizable": True,
            "sortable": True,
            "flex": 1,
            "minWidth": 92,
            "wrapText": True,
            "autoHeight": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions={
            "domLayout": "autoHeight",
            "animateRows": False,
            "ensureDomOrder": True,
            "pagination": True,
            "paginationPageSize": 20,
            "paginationPageSizeSelector": False,
            "suppressColumnVirtualisation": True,
            "enableCellTextSelection": True,
            **options,
        },
        dangerously_allow_code=False,
        style={"width": "100%"},
    )


def linked(name: str, title: str, **more: Any) -> dict[str, Any]:
    """A column whose cells are links: the row's `links` has address and change for it (assets/desk.js)."""
    return {"field": name, "headerName": title, "cellRenderer": "KgLink", **more}


def _columns() -> list[dict[str, Any]]:
    return [
        linked("subject", "Who", minWidth=125),
        linked("relation", "is said to", minWidth=120),
        linked("object", "whom or what", minWidth=125),
        {"field": "status", "headerName": "Status", "minWidth": 135},
        {"field": "voices", "headerName": "Voices", "maxWidth": 110},
        {"field": "support", "headerName": "Said to give", "minWidth": 120},
        {"field": "said_by", "headerName": "Said by", "flex": 2, "minWidth": 150},
        {"field": "denied_by", "headerName": "Denied by", "minWidth": 120},
        {"field": "published", "headerName": "Published", "minWidth": 120},
    ]


def legend() -> Part:
    """What shapes and lines mean, in words."""
    lines = [
        ("own", "solid: an actor’s own claim, an admission or a finding"),
        ("alleged", f"dashed: {looks.SIGNS['alleged']} alleged, {looks.SIGNS['unattributed']} unattributed"),
        ("disputed", f"dashed with a bar at its beginning: {looks.SIGNS['disputed']} disputed"),
        ("denied", f"faint: {looks.SIGNS['denied']} only denials are known"),
        ("joined", "dotted: joined by kg, said by nobody"),
    ]
    shown = [
        html.Li([html.Span(className=f"sample {name}", **{"aria-hidden": "true"}), words])
        for name, words in lines
    ]
    kinds = [
        html.Li([html.Span(className=f"kind {name}", **{"aria-hidden": "true"}), name])
        for name in looks.SHAPES
    ]
    return html.Details(
        [
            html.Summary("Legend"),
            html.Ul(
                [
                    *shown,
                    html.Li("thicker: more voices"),
                    html.Li("red: alleged support, direction or authorship"),
                    html.Li("double rim: more neighbours, shown at a click"),
                ],
                className="legend lines",
            ),
            html.Ul(kinds, className="legend kinds"),
        ],
        open=True,
        className="legend-box",
    )


def drawn(index: Index, whole: Index, state: State) -> tuple[Surroundings, dict[str, tuple[int, int]]]:
    """What is drawn of `index`, and where: at the same places whatever is filtered out of `whole`."""
    found = around(index, state.actor, state.hops, state.opened)
    before = dict(places(around(whole, state.actor, state.hops, state.opened)))
    missing = [node for node in found.nodes if node not in before]
    if missing:  # nodes that had no room before something was filtered out
        before |= {k: v for k, v in places(found).items() if k in missing}
    return found, before


def fill(desk: Desk, state: State) -> tuple[Part, Elements, Part, list[dict[str, Any]], Part, str]:
    """Head, elements of the picture, what is left out, rows of the table, start page, the picture's name."""
    index, whole = desk.selected(state.selection), desk.whole()
    if index is None or whole is None or state.actor not in whole.told.entities:
        return [], [], "", [], start(desk, state), ""
    found, where = drawn(index, whole, state)
    name = parts.clip(index.told.name(state.actor))
    rows = [row(index, state, edge) for edge in found.edges]
    told = f"{name} with {len(found.parents)} others and {parts.plural(len(found.edges), 'edge')}"
    return _head(index, state), elements(index, state, found, where), left_out(found), rows, [], told


def _head(index: Index, state: State) -> Part:
    hops = [
        parts.link(
            str(number),
            state,
            title=f"Show what is up to {parts.plural(number, 'hop')} away",
            style="chosen" if state.hops == number else "",
            hops="" if number == 1 else number,
            opened=(),
        )
        for number in (1, 2, 3)
    ]
    back = parts.link("close what was opened", state, opened=()) if state.opened else ""
    return html.Div(
        [
            html.H2(["Around ", html.Bdi(parts.clip(index.told.name(state.actor)))]),
            html.P(["Hops: ", *parts.several(hops, " "), " ", back], className="hops"),
        ],
        className="head",
    )


def elements(index: Index, state: State, found: Surroundings, where: dict[str, tuple[int, int]]) -> Elements:
    """Nodes and edges as the picture takes them."""
    drawn: Elements = []
    for node in found.nodes:
        entity = index.told.entities.get(node)
        kind = entity.type if entity else ""
        marks = [kind, "centre" if node == found.centre else "", "more" if node in found.hidden else ""]
        drawn.append(
            {
                "group": "nodes",
                "data": {"id": node, "label": parts.clip(index.told.name(node), 44)},
                "position": {"x": where[node][0], "y": where[node][1]},
                "classes": " ".join(filter(None, marks)),
            }
        )
    for edge in found.edges:
        chosen = " chosen" if (edge.subject, edge.relation, edge.object) == state.edge else ""
        drawn.append(
            {
                "group": "edges",
                "data": {
                    "id": f"{edge.subject} {edge.relation} {edge.object}",
                    "source": edge.subject,
                    "target": edge.object,
                    "relation": edge.relation,
                    "label": looks.phrase(edge),
                    "width": looks.width(edge.voices),
                },
                "classes": looks.classes(index, edge) + chosen,
            }
        )
    return drawn


def left_out(found: Surroundings) -> str:
    """A clear word about what the picture does not show."""
    number = sum(found.hidden.values())
    told = []
    if found.hidden:
        told.append(
            f"Double rim: {parts.plural(len(found.hidden), 'node')} with neighbours that are not shown "
            f"({number:,} in all); a click on a node shows them, those with most voices first."
        )
    if found.left_out:
        told.append(f"{parts.plural(found.left_out, 'edge')} between the nodes are too many to draw.")
    return " ".join(told)


def row(index: Index, state: State, edge: Edge) -> dict[str, Any]:
    """An edge as a row of a table."""
    key = (edge.subject, edge.relation, edge.object)
    dates = " to ".join(dict.fromkeys(d for d in (edge.first_published, edge.last_published) if d))
    return {
        "id": " ".join(key),
        "subject": parts.clip(index.told.name(edge.subject)),
        "relation": parts.relation(edge.relation),
        "object": parts.clip(index.told.name(edge.object)),
        "status": f"{looks.SIGNS[edge.status]} {edge.status}",
        "voices": edge.voices,
        "support": parts.clip(", ".join(edge.support), 200),
        "said_by": parts.clip(", ".join(map(index.told.name, edge.asserted_by)), 300) or "the document",
        "denied_by": parts.clip(", ".join(map(index.told.name, edge.denied_by)), 300),
        "published": dates,
        "links": {
            "subject": way(state, tab="network", actor=edge.subject, opened=()),
            "relation": way(state, edge=key),
            "object": way(state, tab="network", actor=edge.object, opened=()),
        },
    }


def way(state: State, **changes: Any) -> dict[str, str]:
    """Where a cell leads: the whole address, and the change."""
    return {"href": state.to(**changes), "go": parts.change(state, **changes)}


def start(desk: Desk, state: State) -> Part:
    """What stands there before an actor was chosen: of whom most is told, and what is in dispute."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    actors = [entity for entity in index.actors() if entity.type != "Person"][:_START]
    disputed = sorted(
        (e for e in index.told.edges if e.status == "disputed"),
        key=lambda e: (-e.voices, e.subject, e.object),
    )[:_START]
    return [
        html.H2("Look an actor up, or begin here"),
        parts.empty("What kg shows was said by somebody, somewhere. It is not thereby so.") if actors else "",
        html.Div(
            [
                html.Section(
                    [
                        html.H3("Much is told of"),
                        html.Ul(
                            [
                                html.Li(
                                    [
                                        parts.actor(index, state, one.id),
                                        f" {one.type}, {parts.plural(index.claims[one.id], 'claim')}",
                                    ]
                                )
                                for one in actors
                            ]
                        ),
                    ]
                ),
                html.Section(
                    [
                        html.H3("In dispute"),
                        html.Ul([_disputed(index, state, edge) for edge in disputed])
                        if disputed
                        else parts.empty("Nothing within the chosen filters."),
                    ]
                ),
            ],
            className="columns",
        ),
    ]


def _disputed(index: Index, state: State, edge: Edge) -> Part:
    words = [
        html.Bdi(parts.clip(index.told.name(edge.subject))),
        f" {parts.relation(edge.relation)} ",
        html.Bdi(parts.clip(index.told.name(edge.object))),
    ]
    key = (edge.subject, edge.relation, edge.object)
    return html.Li(
        [
            parts.link(words, state, title="Show every claim", actor=edge.subject, opened=(), edge=key),
            " ",
            parts.status(edge.status),
            f" {parts.plural(edge.voices, 'voice')}",
        ]
    )
