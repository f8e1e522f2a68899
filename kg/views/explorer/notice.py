"""The line under the header: how far the graph is read, how to fill an empty one, that it has changed."""

from typing import Any

from dash import Input, Output, State, no_update

from kg.views.explorer import parts
from kg.views.explorer.desk import Desk, Now
from kg.views.explorer.frame import POLL
from kg.views.explorer.office import Office, Work
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import html

_SOON = 700
"""Milliseconds between two looks while the graph is being read."""


def register(page: Any, desk: Desk, office: Office | None) -> None:
    """Ask from time to time how it stands; a new reading makes everything be drawn anew."""

    def ask(_: int, reading: int | None, shown: str | None, worked: int | None) -> tuple[Any, ...]:
        now, work = desk.now(), office.work() if office else Work()
        number = now.number if desk.whole() is not None else None
        changed = reading is not None and number != reading
        key = f"{now.stage} {now.message} {round(now.seconds)}"
        if changed:
            key = f"changed {number}"
        elif work.doing:
            key = f"{work.doing} {round(work.seconds)}"
        elif key == shown or (shown == f"changed {reading}" and now.stage == "ready"):
            key = shown or ""
        message: Any = no_update
        if key != shown:
            message = busy(work) if work.doing and not changed else words(desk, now, changed=changed)
        return (
            no_update if number == reading else number,
            message,
            key,
            _SOON if now.stage == "reading" or work.doing else POLL,
            no_update if work.number == worked else work.number,
            no_update if work.number == worked else parts.clip(work.told, 600),
        )

    page.callback(
        Output("reading", "data"),
        Output("notice", "children"),
        Output("notice", "data-key"),
        Output("poll", "interval"),
        Output("worked", "data"),
        Output("decided", "children", allow_duplicate=True),
        Input("poll", "n_intervals"),
        State("reading", "data"),
        State("notice", "data-key"),
        State("worked", "data"),
        prevent_initial_call="initial_duplicate",
    )(ask)


def busy(work: Work) -> Part:
    """What the line says while something takes its time."""
    told = f"{work.doing}: {round(work.seconds)} s so far."
    return html.P([told, " ", html.Progress(**{"aria-label": work.doing})])


def words(desk: Desk, now: Now, *, changed: bool = False) -> Part:
    """What the line says."""
    if changed:
        return html.P("The graph has changed: this page shows its new state.", className="changed")
    if now.stage == "reading":
        told = f"Reading the graph: {round(now.seconds)} s so far."
        return html.P([told, " ", html.Progress(**{"aria-label": "Reading the graph"})])
    if now.stage in ("absent", "empty"):
        return _help(desk, absent=now.stage == "absent")
    if now.stage == "failed":
        return html.P(["The graph can’t be read: ", parts.clip(now.message, 600)], className="failed")
    return []


def _help(desk: Desk, *, absent: bool) -> Part:
    begin = "There is no graph here yet" if absent else "The graph is empty"
    return html.Div(
        [
            html.H2(f"{begin}: {desk.address}"),
            html.P("Fill it in another terminal, then this page shows what was read:"),
            html.Pre(f"kg build FOLDER-OF-REPORTS --graph {parts.clip(desk.address, 300)}"),
            html.P("Reports may be text, web pages, PDF or JSON Lines. Records of kg go in by kg load."),
        ],
        className="help",
    )
