"""The filters beside everything: which voices, relations, statuses, publishers, years and markings count.

What is chosen stands in the address. Links add and take away; what is typed or slid goes there by the name of
its field (assets/desk.js): `add-KEY` adds a value, `set-KEY` replaces it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg import schema
from kg.graph.status import STATUSES
from kg.views import marking
from kg.views.explorer import looks, parts
from kg.views.explorer.address import LENGTH, State
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import dcc, html
from kg.views.selection import Selection

_MOST = 400
"""Names that one list offers at most, those most talked of first."""

_LISTS = {
    "relation": "Relation",
    "without": "Without this voice",
    "bloc": "Without this state’s side",
    "as_told_by": "Only as told by",
    "publisher": "Publisher",
}
"""Filters that are lists to choose from."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What each list offers, as value and label, and the first and last year of publication."""

    lists: Mapping[str, tuple[tuple[str, str], ...]]
    first: int
    last: int


def layout() -> Part:
    """The empty frame."""
    return html.Details(
        [html.Summary("Filters"), html.Div(id="filter-fields")], open=True, id="filters", className="filters"
    )


def offered(index: Index) -> Offered:
    """What there is to choose from, in everything that was told."""
    relations = schema.load().relations
    told = index.told
    used = {edge.relation for edge in told.edges}
    counted = Counter(
        voice for claim in told.claims for voice in index.tellers(claim) if len(voice) <= LENGTH
    )
    speakers = sorted(counted, key=lambda one: (-counted[one], one))[:_MOST]
    voices = tuple((one, f"{parts.clip(told.name(one), 60)} ({counted[one]})") for one in speakers)
    states = [e for e in index.actors() if e.type == "State"][:_MOST]
    publishers = sorted({d.publisher for d in told.documents.values() if d.publisher})[:_MOST]
    dates = ((document.published or "")[:4] for document in told.documents.values())
    years = [int(year) for year in dates if year.isdecimal()]
    lists = {
        "relation": tuple((r.name, r.label) for r in relations.values() if r.name in used),
        "without": voices,
        "bloc": tuple((e.id, parts.clip(e.name, 60)) for e in states),
        "as_told_by": voices,
        "publisher": tuple((name, parts.clip(name, 60)) for name in publishers if len(name) <= LENGTH),
    }
    return Offered(lists, min(years, default=2000), max(years, default=2000))


def render(index: Index, left: Index, state: State) -> list[Part]:
    """The form for a state; `index` is everything, `left` what the filters leave."""
    found = index.offered
    fields = [_list(index, state, name, title, found.lists[name]) for name, title in _LISTS.items()]
    return [
        html.P(_summary(left, state), className="filtered", id="filtered"),
        *fields[:1],
        _links(state, "status", "Status", {one: f"{looks.SIGNS[one]} {one}" for one in STATUSES}),
        *fields[1:],
        _years(state, found),
        html.Div(
            [
                html.Label("Voices at least", htmlFor="set-voices"),
                dcc.Input(
                    id="set-voices",
                    name="set-voices",
                    type="text",
                    inputMode="numeric",
                    value=str(state.selection.voices or ""),
                    maxLength=3,
                ),
            ],
            className="field",
        ),
        _links(state, "max_tlp", "Marked at most", {one: one for one in marking.levels()}),
    ]


def _list(index: Index, state: State, name: str, title: str, options: tuple[tuple[str, str], ...]) -> Part:
    """Those chosen, each with a link that takes it away; and a field that offers the others."""
    chosen: tuple[str, ...] = getattr(state.selection, name)
    labels = dict(options)
    rows = []
    for one in chosen:
        rest = tuple(other for other in chosen if other != one)
        label = labels.get(one) or parts.clip(index.told.name(one), 60)
        away = parts.link(
            ["✕ ", html.Bdi(label)],
            state,
            title=f"Take {label} away",
            selection=replace(state.selection, **_changes(name, rest)),
        )
        rows.append(html.Li(away))
    return html.Div(
        [
            html.Label(title, htmlFor=f"add-{name}"),
            html.Ul(rows, className="chosen-ones") if rows else "",
            dcc.Input(
                id=f"add-{name}",
                name=f"add-{name}",
                type="text",
                list=f"offered-{name}",
                placeholder="any" if not rows else "add another",
                maxLength=LENGTH,
                autoComplete="off",
                value="",
            ),
            html.Datalist(
                [html.Option(label=label, value=value) for value, label in options], id=f"offered-{name}"
            ),
        ],
        className="field",
    )


def _changes(name: str, value: Any) -> dict[str, Any]:
    return {name: value}


def _links(state: State, name: str, title: str, options: Mapping[str, str]) -> Part:
    """A few values, each a link that chooses it or takes it away."""
    before = getattr(state.selection, name)
    chosen = before if isinstance(before, tuple) else (before,) if before else ()
    rows = []
    for value, label in options.items():
        on = value in chosen
        if isinstance(before, tuple):
            after: Any = tuple(one for one in options if (one in chosen) != (one == value))
        else:
            after = None if on else value
        link = parts.link(
            [html.Span("☑ " if on else "☐ ", **{"aria-hidden": "true"}), label],
            state,
            title=f"{'Do not choose' if on else 'Choose'} {label}",
            style="chosen" if on else "",
            selection=replace(state.selection, **_changes(name, after)),
        )
        rows.append(html.Li(link))
    return html.Div([html.P(title, className="label"), html.Ul(rows, className="choose")], className="field")


def _years(state: State, found: Offered) -> Part:
    """Two sliders: from which year on, up to which year."""
    sliders: list[Part] = []
    for key, title, otherwise in (("since", "From", found.first), ("as_of", "To", found.last)):
        date = getattr(state.selection, key)
        year = int(date[:4]) if date and date[:4].isdecimal() else otherwise
        sliders.append(
            html.Label(
                [
                    f"{title} ",
                    html.Span(date or str(otherwise), className="year"),
                    dcc.Input(
                        id=f"set-{key}",
                        name=f"set-{key}",
                        type="range",
                        min=found.first,
                        max=found.last,
                        step=1,
                        value=min(max(year, found.first), found.last),
                    ),
                ],
                htmlFor=f"set-{key}",
            )
        )
    return html.Div([html.P("Published", className="label"), *sliders], className="field years")


def _summary(left: Index, state: State) -> list[Part]:
    """What is left out at the moment, and how to take that back."""
    if not state.selection:
        return []
    told = f"Filtered: {parts.plural(len(left.told.claims), 'claim')} left. "
    return [told, parts.link("Show everything", state, selection=Selection())]
