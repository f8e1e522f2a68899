"""The filters beside everything: which voices, relations, statuses, publishers, years and markings count."""

from dataclasses import replace
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

LISTS = {
    "relation": "Relation",
    "without": "Without this voice",
    "bloc": "Without this state’s side",
    "as_told_by": "Only as told by",
    "publisher": "Publisher",
}
"""Filters that are lists to choose from."""

NAMES = (*LISTS, "status", "years", "voices", "max_tlp")
"""All filters in the order in which `values` gives and `chosen` takes them."""


def layout() -> Part:
    """The empty form; `options` and `values` fill it."""
    lists = [
        _field(name, title, dcc.Dropdown(id=f"filter-{name}", options=[], multi=True, placeholder="any"))
        for name, title in LISTS.items()
    ]
    status = dcc.Checklist(
        id="filter-status",
        options=[{"label": f"{looks.SIGNS[one]} {one}", "value": one} for one in STATUSES],
        value=[],
    )
    years = dcc.RangeSlider(id="filter-years", min=2000, max=2001, step=1, value=[2000, 2001], marks=None)
    voices = dcc.Input(id="filter-voices", type="number", min=0, max=99, step=1, value=None, debounce=True)
    tlp = dcc.Dropdown(
        id="filter-max_tlp",
        options=[{"label": one, "value": one} for one in marking.levels()],
        placeholder="any",
    )
    return html.Details(
        [
            html.Summary("Filters"),
            html.P(id="filtered", className="filtered"),
            *lists[:4],
            _field("status", "Status", status, group=True),
            lists[4],
            _field("years", "Published in the years", years, group=True),
            _field("voices", "Voices at least", voices),
            _field("max_tlp", "Marked at most", tlp),
        ],
        open=True,
        id="filters",
    )


def _field(name: str, title: str, control: Part, *, group: bool = False) -> Part:
    if group:
        return html.Fieldset([html.Legend(title), control], className="field")
    return html.Div([html.Label(title, htmlFor=f"filter-{name}"), control], className="field")


def options(index: Index) -> dict[str, list[dict[str, str]]]:
    """What each list offers."""
    relations = schema.load().relations
    told = index.told
    used = {edge.relation for edge in told.edges}
    asserters: dict[str, int] = {}
    for claim in told.claims:
        for voice in (one for one in index.tellers(claim) if len(one) <= LENGTH):
            asserters[voice] = asserters.get(voice, 0) + 1
    speakers = sorted(asserters, key=lambda one: (-asserters[one], one))[:_MOST]
    voices = [
        {"label": f"{parts.clip(told.name(one), 60)} ({asserters[one]})", "value": one} for one in speakers
    ]
    states = [e for e in index.actors() if e.type == "State"][:_MOST]
    publishers = sorted({d.publisher for d in told.documents.values() if d.publisher})[:_MOST]
    return {
        "relation": [{"label": r.label, "value": r.name} for r in relations.values() if r.name in used],
        "without": voices,
        "bloc": [{"label": parts.clip(e.name, 60), "value": e.id} for e in states],
        "as_told_by": voices,
        "publisher": [{"label": parts.clip(name, 60), "value": name} for name in publishers],
    }


def years(index: Index) -> tuple[int, int]:
    """The first and last year in which anything was published."""
    dates = ((d.published or "")[:4] for d in index.told.documents.values())
    found = [int(year) for year in dates if year.isdecimal()]
    return (min(found), max(found)) if found else (2000, 2001)


def values(state: State, span: tuple[int, int]) -> list[Any]:
    """What each control of the form shows for a state."""
    chosen = state.selection
    period = [_year(chosen.since, span[0]), _year(chosen.as_of, span[1])]
    lists = [list(getattr(chosen, name)) for name in LISTS]
    return [*lists, list(chosen.status), period, chosen.voices or None, chosen.max_tlp]


def _year(date: str | None, otherwise: int) -> int:
    return int(date[:4]) if date and date[:4].isdigit() else otherwise


def chosen(state: State, span: tuple[int, int], given: list[Any]) -> State:
    """The state with what the form says."""
    by_name = dict(zip(NAMES, given, strict=True))
    selection = state.selection
    changes: dict[str, Any] = {name: tuple(by_name[name] or ()) for name in (*LISTS, "status")}
    shown = values(state, span)[NAMES.index("years")]
    if by_name["years"] and list(by_name["years"]) != shown:
        first, last = by_name["years"]
        changes["since"] = str(first) if first > span[0] else None
        changes["as_of"] = str(last) if last < span[1] else None
    changes["voices"] = int(by_name["voices"] or 0)
    changes["max_tlp"] = by_name["max_tlp"] or None
    return replace(state, selection=replace(selection, **changes))


def summary(index: Index, state: State) -> list[Part]:
    """What is left out at the moment, and how to take that back."""
    if not state.selection:
        return []
    told = f"{parts.plural(len(index.told.claims), 'claim')} of what was said fits. "
    words = [parts.plural(len(_told(state.selection)), "filter"), " set: ", told]
    return [*words, parts.link("Show everything", state, selection=Selection())]


def _told(selection: Selection) -> list[str]:
    return [
        name for name in selection.__dataclass_fields__ if name != "default_tlp" and getattr(selection, name)
    ]
