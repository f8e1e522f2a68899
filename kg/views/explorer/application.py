"""The page as a WSGI application: the frame, what fills it, and who may ask for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate
from flask import g

from kg.errors import KgError
from kg.views.explorer import (
    attacks,
    comparing,
    conflicting,
    documents,
    filters,
    frame,
    lookup,
    network,
    notice,
    panel,
    parts,
    reviewing,
    security,
    taking,
    tracing,
)
from kg.views.explorer.address import State as Shown
from kg.views.explorer.address import parse
from kg.views.explorer.desk import Desk
from kg.views.explorer.office import Office
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import html

Render = Callable[[Desk, Shown], Part]

TABS: dict[str, Render] = {
    "trace": tracing.render,
    "attacks": attacks.render,
    "compare": comparing.render,
    "conflicts": conflicting.render,
    "documents": documents.render,
}
"""What fills each tab beside the network."""

_PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>kg explorer</title>
    <link rel="icon" href="data:,">
    <script src="/assets/first.js" nonce="{nonce}"></script>
    {%css%}
  </head>
  <body>
    {%app_entry%}
    {%config%}
    {%scripts%}
    {%renderer%}
  </body>
</html>"""


class Page(Dash):
    """Dash with a page of our own, in which each answer has its own nonce."""

    def interpolate_index(self, *places: Any, **given: Any) -> str:
        """The page's HTML."""
        del places
        page = _PAGE.replace("{nonce}", g.nonce)
        for name in ("css", "app_entry", "config", "scripts", "renderer"):
            page = page.replace(f"{{%{name}%}}", str(given[name]))
        return page


def application(desk: Desk, access: security.Access, office: Office | None = None) -> Any:
    """The page's server, to be run by `kg.views.explorer.server.run`; without an office nobody can decide."""
    page: Any = Page(
        "kg",
        assets_folder=str(Path(__file__).with_name("assets")),
        assets_ignore="first.js",
        serve_locally=True,
        suppress_callback_exceptions=True,
        update_title="",
        title="kg explorer",
        add_log_handler=False,
    )
    page.layout = frame.layout(desk.address)
    _clientside(page)
    _content(page, desk)
    _filtering(page, desk)
    notice.register(page, desk, office)
    reviewing.register(page, desk, office, access)
    taking.register(page, desk)
    page.server.config["PROPAGATE_EXCEPTIONS"] = False
    page._setup_server()  # the hashes below are those of the page as it is then
    security.guard(page.server, access, list(page.csp_hashes()))
    return page.server


def _clientside(page: Any) -> None:
    """What happens in the browser alone: the address is taken apart for the page's regions, and changed."""
    page.clientside_callback(
        ClientsideFunction("kg", "apart"),
        *(Output(f"at-{region}", "data") for region in frame.REGIONS),
        Input("url", "search"),
        *(State(f"at-{region}", "data") for region in frame.REGIONS),
    )
    page.clientside_callback(
        ClientsideFunction("kg", "node"),
        Output("done", "data"),
        Input("graph", "tapNode"),
        prevent_initial_call=True,
    )
    page.clientside_callback(
        ClientsideFunction("kg", "edge"),
        Output("done", "data", allow_duplicate=True),
        Input("graph", "tapEdgeData"),
        prevent_initial_call=True,
    )
    page.clientside_callback(
        ClientsideFunction("kg", "shown"),
        Output("done", "data", allow_duplicate=True),
        Input("content", "children"),
        Input("panel", "children"),
        prevent_initial_call=True,
    )


def _content(page: Any, desk: Desk) -> None:
    def drawn(at: str | None, reading: int | None, search: str) -> tuple[Any, ...]:
        state = _whole(at, search)
        if state is None or reading is None:
            raise PreventUpdate
        return network.fill(desk, state)

    page.callback(
        Output("network-head", "children"),
        Output("graph", "elements"),
        Output("left-out", "children"),
        Output("edges", "rowData"),
        Output("start", "children"),
        Output("picture", "aria-label"),
        Input("at-network", "data"),
        Input("reading", "data"),
        State("url", "search"),
    )(told(drawn, 6))

    def filled(at: str | None, reading: int | None, search: str) -> Part:
        state = _whole(at, search)
        if reading is None:
            raise PreventUpdate
        return TABS[state.tab](desk, state) if state is not None and state.tab in TABS else []

    page.callback(
        Output("content", "children"),
        Input("at-content", "data"),
        Input("reading", "data"),
        State("url", "search"),
    )(told(filled, 1))

    def beside(at: str | None, reading: int | None, search: str) -> Part:
        if at is None or reading is None:
            raise PreventUpdate
        return panel.render(desk, parse(search))

    page.callback(
        Output("panel", "children"),
        Input("at-panel", "data"),
        Input("reading", "data"),
        State("url", "search"),
    )(told(beside, 1))

    def found(text: str | None, search: str) -> Part:
        return lookup.render(desk, parse(search), text)

    page.callback(
        Output("found", "children"),
        Input("look", "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )(told(found, 1))


def _whole(at: str | None, search: str) -> Shown | None:
    """The state, or None where the region is not on the page."""
    return parse(search) if at else None


def _filtering(page: Any, desk: Desk) -> None:
    def shown(at: str | None, reading: int | None, search: str) -> Part:
        index = desk.whole()
        if at is None or reading is None or index is None:
            raise PreventUpdate
        state = parse(search)
        try:
            left = desk.selected(state.selection) or index
        except KgError as error:
            wrong = html.P(parts.clip(str(error), 600), className="filtered", id="filtered")
            return [wrong, *filters.render(index, index, state)[1:]]
        return filters.render(index, left, state)

    page.callback(
        Output("filter-fields", "children"),
        Input("at-filters", "data"),
        Input("reading", "data"),
        State("url", "search"),
    )(shown)


def told(function: Callable[..., Any], outputs: int) -> Callable[..., Any]:
    """The same function, whose errors are told in the first of its outputs."""

    def careful(*given: Any) -> Any:
        try:
            return function(*given)
        except KgError as error:
            message = parts.empty(parts.clip(str(error), 600))
            return message if outputs == 1 else [message, *[no_update] * (outputs - 1)]

    return careful
