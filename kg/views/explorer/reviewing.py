"""The review tab: what kg could not settle, one question at a time, with who decides and why."""

from typing import Any

from dash import ALL, Input, Output, State, ctx
from dash.exceptions import PreventUpdate

from kg.entities.judgement_words import FIELDS
from kg.entities.judgements import Line
from kg.errors import KgError
from kg.graph.status import key
from kg.views import deciding
from kg.views.explorer import parts
from kg.views.explorer.address import State as Shown
from kg.views.explorer.address import parse
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Index
from kg.views.explorer.office import Office, Queue
from kg.views.explorer.parts import Part
from kg.views.explorer.security import Access
from kg.views.explorer.tags import dcc, html
from kg.views.queue import Item

_NEXT, _LAST = 30, 12

_NO_TOKEN = "The token is missing or wrong: open the address that `kg serve` printed, then decide."  # noqa: S105


def layout() -> Part:
    """The tab's frame, which stays while questions change: who decides, why, and what became of it."""
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.Label("Who (a pseudonym will do)", htmlFor="who"),
                            dcc.Input(
                                id="who",
                                type="text",
                                maxLength=100,
                                persistence=True,
                                persistence_type="local",
                            ),
                        ],
                        className="field",
                    ),
                    html.Div(
                        [
                            html.Label("Why", htmlFor="why"),
                            dcc.Input(id="why", type="text", maxLength=2000, autoComplete="off"),
                        ],
                        className="field wide",
                    ),
                ],
                className="row",
                id="author",
            ),
            html.P(id="decided", role="status"),
            html.Div(id="question"),
        ],
        id="review",
        **{"aria-label": "Review"},
    )


def register(page: Any, desk: Desk, office: Office | None, access: Access) -> None:
    """Fill the tab, and take decisions."""

    def asked(at: str | None, reading: int | None, worked: int | None, search: str) -> Part:
        del worked
        if not at or reading is None or parse(search).tab != "review":
            raise PreventUpdate
        if office is None:
            return parts.empty("Decisions can't be taken here: this graph is served for reading only.")
        return render(desk, office, parse(search), writable=access.writable)

    page.callback(
        Output("question", "children"),
        Input("at-content", "data"),
        Input("reading", "data"),
        Input("worked", "data"),
        State("url", "search"),
    )(asked)

    def decided(clicks: list[int | None], *given: Any) -> tuple[str, str]:
        if office is None or not any(clicks) or not ctx.triggered[0]["value"]:
            raise PreventUpdate
        if not access.may_write():
            return _NO_TOKEN, given[1] or ""
        try:
            return _take(office, str(ctx.triggered_id["key"]), *given), ""
        except KgError as error:
            return parts.clip(str(error), 600), given[1] or ""

    page.callback(
        Output("decided", "children"),
        Output("why", "value"),
        Input({"type": "decide", "key": ALL}, "n_clicks"),
        State("who", "value"),
        State("why", "value"),
        State({"type": "correct", "key": ALL}, "value"),
        prevent_initial_call=True,
    )(decided)


def _take(office: Office, asked: str, who: str | None, why: str | None, fields: list[str | None]) -> str:
    """Hand a decision to the office: `asked` is what was pressed, and about what."""
    who, why = (who or "").strip(), (why or "").strip()
    if not who:
        return "Say who you are first: a pseudonym will do."
    what, _, about = asked.partition(" ")
    if what == "undo":
        office.undo(about, who)
        return "Being taken back."
    found = office.queue()
    item = next((one for one in found.items if one.id == about), None) if found else None
    if item is None:
        return "That question is no longer open: somebody has judged it, or the graph has changed."
    if what == "correct":
        name, value = (fields[0] or "", fields[1] or "") if len(fields) == 2 else ("", "")
        if not name:
            return "Choose what to correct first."
        office.correct(item.one, name, value, deciding.Author(who, why))
    elif what in item.choices:
        office.decide(item.choices[what].judgements, who, why)
    return "Being written."


def render(desk: Desk, office: Office, state: Shown, *, writable: bool) -> Part:
    """The chosen question or the first, what comes next, and what was decided last."""
    found = office.queue()
    index = desk.whole()
    if found is None or index is None:
        return html.P(["Reading what there is to judge. ", html.Progress(**{"aria-label": "Reading"})])
    item = next((one for one in found.items if one.id == state.case), None)
    if item is None and found.items:
        item = found.items[0]
    return [
        html.H2(f"{parts.plural(len(found.items), 'question')} left"),
        _question(index, state, item, writable=writable)
        if item
        else parts.empty("Nothing is left to judge."),
        html.Div([_next(state, found, item), _last(found, writable=writable)], className="columns"),
    ]


def _question(index: Index, state: Shown, item: Item, *, writable: bool) -> Part:
    because = f"{item.kind} · score {item.score:g} · {parts.clip('; '.join(item.reasons), 400)}"
    found: list[Part] = [
        html.H3(html.Bdi(parts.clip(item.title, 300))),
        html.P(because, className="how"),
        *(html.P(parts.clip(line, 1500), className="line", **parts.LANGUAGE) for line in item.lines),
    ]
    claim = index.told.by_id.get(item.one)
    if claim:
        words = parts.link("Show its words beside", state, edge=key(claim), claim=claim.id)
        article = parts.link("in the article", state, tab="documents", doc=claim.doc, claim=claim.id)
        found.append(html.P([words, " · ", article], className="ways"))
    if writable:
        buttons = [
            html.Button(
                f"{choice.label} ({letter})",
                id={"type": "decide", "key": f"{letter} {item.id}"},
                type="button",
                **{"data-key": letter},
            )
            for letter, choice in item.choices.items()
        ]
        found.append(html.Div(buttons, className="choices"))
        if item.kind in ("claim", "denial"):
            found.append(_correcting(item))
    return html.Article(found, className="item", id="item")


def _correcting(item: Item) -> Part:
    names = [html.Option(label=name.replace("_", " "), value=name) for name in FIELDS]
    boxes = [
        html.Label(
            [
                html.Span(title),
                dcc.Input(
                    id={"type": "correct", "key": which},
                    type="text",
                    list="fields" if which == "field" else "",
                    autoComplete="off",
                ),
            ],
            className="field wide",
        )
        for which, title in (("field", "What"), ("value", "Its right value"))
    ]
    return html.Details(
        [
            html.Summary("Correct it"),
            html.Datalist(names, id="fields"),
            html.Div(
                [
                    *boxes,
                    html.Button(
                        "Correct",
                        id={"type": "decide", "key": f"correct {item.id}"},
                        type="button",
                        className="plain",
                    ),
                ],
                className="row",
            ),
        ]
    )


def _next(state: Shown, found: Queue, item: Item | None) -> Part:
    rows = [
        html.Li(
            [
                parts.link(html.Bdi(parts.clip(one.title, 140)), state, case=one.id),
                f" {one.kind}, {one.score:g}",
            ]
        )
        for one in found.items[:_NEXT]
        if one is not item
    ]
    more = f"{len(found.items) - _NEXT} more." if len(found.items) > _NEXT else ""
    return html.Section(
        [
            html.H3("Next"),
            html.Ol(rows) if rows else parts.empty("Nothing."),
            parts.empty(more) if more else "",
        ]
    )


def _last(found: Queue, *, writable: bool) -> Part:
    lines = sorted(found.ledger.active(), key=lambda line: -line.number)[:_LAST]
    rows = [html.Li(_judged(line, writable=writable)) for line in lines]
    return html.Section(
        [html.H3("Decided last"), html.Ol(rows) if rows else parts.empty("Nothing was decided yet.")]
    )


def _judged(line: Line, *, writable: bool) -> list[Part]:
    one = line.judgement
    about = f"{one.about} {one.one}{f' and {one.other}' if one.other else ''}: {one.decision}"
    told: list[Part] = [f"{parts.clip(about, 200)}, by {parts.clip(one.who) or 'nobody named'}"]
    told += [f" (“{parts.clip(one.why, 200)}”)"] if one.why else []
    if writable:
        told += [
            " ",
            html.Button(
                "undo", id={"type": "decide", "key": f"undo {one.id}"}, type="button", className="plain small"
            ),
        ]
    return told
