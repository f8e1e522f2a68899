"""What can be taken away of what a page shows: picture, table, RDF of the selection, dossier.

What is taken away may be passed on: the rules of `kg export` hold for all of it, so that it can be less than
the page shows.
"""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from kg.errors import KgError, QueryError
from kg.views import cells, dossier, parcel
from kg.views.explorer import network, parts, picture
from kg.views.explorer.address import State as Shown
from kg.views.explorer.address import parse
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import dcc, html
from kg.views.leaving import PERSONS, Terms, leaving
from kg.views.selection import described, named, select

_KINDS = {
    "svg": "Picture (SVG)",
    "png": "Picture (PNG)",
    "csv": "Table (CSV)",
    "ttl": "RDF (Turtle)",
    "html": "Dossier (HTML)",
}

_COLUMNS = (
    "subject",
    "relation",
    "object",
    "status",
    "voices",
    "support",
    "said_by",
    "denied_by",
    "published",
)


def layout() -> Part:
    """The buttons."""
    buttons = [
        html.Button(title, id={"type": "take", "what": what}, type="button", className="plain small")
        for what, title in _KINDS.items()
    ]
    return html.Div(
        [
            html.Span("Take away: ", id="take-label"),
            *buttons,
            html.Span(id="taken", role="status"),
            dcc.Store(id="drawn"),
        ],
        className="take",
        role="group",
        **{"aria-labelledby": "take-label"},
    )


def register(page: Any, desk: Desk) -> None:
    """Hand out what is asked for."""

    def take(clicks: list[int | None], search: str) -> tuple[Any, Any, str]:
        if not any(clicks) or not ctx.triggered[0]["value"]:
            raise PreventUpdate
        what = str(ctx.triggered_id["what"])
        state = parse(search)
        try:
            content = made(desk, state, what)
        except KgError as error:
            return no_update, no_update, parts.clip(str(error), 300)
        name = f"{'-'.join(filter(str.isalnum, state.actor.split('-'))) or 'network'}.{what}"
        if what == "png":
            return no_update, {"svg": content.decode(), "name": name}, ""
        return dcc.send_bytes(content, name), no_update, ""

    page.callback(
        Output("download", "data"),
        Output("drawn", "data"),
        Output("taken", "children"),
        Input({"type": "take", "what": ALL}, "n_clicks"),
        State("url", "search"),
        prevent_initial_call=True,
    )(take)
    page.clientside_callback(
        ClientsideFunction("kg", "png"),
        Output("done", "data", allow_duplicate=True),
        Input("drawn", "data"),
        prevent_initial_call=True,
    )


def made(desk: Desk, state: Shown, what: str) -> bytes:
    """The bytes of one thing to take away; QueryError where nothing of the actor may leave."""
    whole = desk.whole()
    if whole is None or state.actor not in whole.told.entities:
        raise PreventUpdate
    selection = named(whole.told, state.selection)
    terms = Terms(selection.max_tlp, selection.default_tlp)
    if what == "ttl":
        from kg.views.rdf.export import packed

        own = replace(selection, actor=(state.actor,))
        return _file(what, lambda out: packed(parcel.of(whole.told, terms, own), "turtle", out))
    left = leaving(whole.told, terms)
    index = Index(select(left, replace(selection, max_tlp=None)))
    if state.actor not in index.told.entities:
        kept = state.actor not in left.entities
        told = "nothing of it may leave" if kept else "nothing is left of it with these filters"
        hint = PERSONS if kept else "take some away"
        raise QueryError(told, where=whole.told.name(state.actor), hint=hint)
    filters = [*described(left, selection), PERSONS]
    if what == "html":
        return _file(what, lambda out: dossier.write(index.told, state.actor, out, "; ".join(filters)))
    found, where = network.drawn(index, Index(left), state)
    if what == "csv":
        return cells.as_csv(_COLUMNS, [network.row(index, state, edge) for edge in found.edges]).encode()
    hidden = sum(found.hidden.values()) + found.left_out
    more = [f"Not shown: {parts.plural(hidden, 'neighbour')} further out."] if hidden else []
    return picture.svg(index, found, where, [*filters, *more])


def _file(what: str, write: Callable[[Path], object]) -> bytes:
    """The bytes of what is written into a file."""
    with tempfile.TemporaryDirectory(prefix="kg-take-") as folder:
        out = Path(folder) / f"taken.{what}"
        write(out)
        return out.read_bytes()
