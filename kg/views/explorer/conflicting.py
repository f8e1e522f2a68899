"""The conflicts tab: what cannot all hold, version beside version; nothing is decided here."""

from itertools import groupby

from kg.views.conflicts import Conflict, Version
from kg.views.explorer import parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part, key_of
from kg.views.explorer.tags import html

_TITLES = {
    "figures": "Figures that disagree",
    "perpetrators": "Rival perpetrators",
    "roles": "Roles that contradict each other",
    "denials": "Said and denied",
    "dates": "Dates that cannot both hold",
}

_MOST = 150


def render(desk: Desk, state: State) -> Part:
    """All conflicts within the chosen filters, kind by kind."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    found = index.conflicts
    if not found:
        return parts.empty("Nothing contradicts anything within the chosen filters.")
    left = len(found) - _MOST
    return [
        html.H2(parts.plural(len(found), "conflict")),
        *(
            html.Section(
                [
                    html.H3(_TITLES.get(kind, kind)),
                    html.Ol([html.Li(_conflict(index, state, one), className="conflict") for one in rows]),
                ]
            )
            for kind, rows in groupby(found[:_MOST], key=lambda one: one.kind)
        ),
        parts.empty(f"{left} more are not shown.") if left > 0 else "",
    ]


def _conflict(index: Index, state: State, one: Conflict) -> list[Part]:
    about = (
        parts.actor(index, state, one.entity)
        if one.entity
        else html.Strong(html.Bdi(parts.clip(one.about, 300)))
    )
    rows = [html.Li(_version(index, state, version), className="version") for version in one.versions]
    return [html.P(about), html.Ol(rows, className="versions")]


def _version(index: Index, state: State, one: Version) -> list[Part]:
    known = next((claim for claim in one.claims if claim in index.told.by_id), None)
    what: Part = html.Bdi(parts.clip(one.what, 300))
    if known:
        what = parts.link(what, state, title="Show every claim", edge=key_of(index, known), claim=known)
    against = f" · stands against {', '.join(map(str, one.contradicts))}" if one.contradicts else ""
    said = parts.clip(", ".join(one.said_by), 200) or "the document in its own voice"
    standing = [" ", parts.status(one.status)] if one.status else []
    return [
        html.P([f"{one.number}. ", html.Strong(what), *standing, against]),
        html.P(f"Said by {said}", className="how"),
        html.Blockquote(html.Span(parts.clip(one.quote, 500), className="quote"), **parts.LANGUAGE),
        html.P(
            [
                *parts.several(
                    parts.link(parts.clip(doc), state, tab="documents", doc=doc, claim=known or "")
                    for doc in one.documents
                ),
                f" · {one.published or 'undated'}",
            ],
            className="origin",
        ),
    ]
