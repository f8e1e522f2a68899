"""The compare tab: what two sides say of each other and of the world, mutual accusations first."""

from itertools import groupby

from kg.views import compare
from kg.views.compare import Compared
from kg.views.explorer import parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.forms import asking
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part, key_of
from kg.views.explorer.tags import html

_MOST = 200


def render(desk: Desk, state: State) -> Part:
    """The question, and both sides' claims by how they stand to one another."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    fields = {"one": ("One side", state.one), "other": ("The other side", state.other)}
    form = asking(index, "Compare two sides", fields, "A state stands for its agencies, officials and media")
    if not (state.one and state.other):
        return [form]
    found = compare.compare(index.told, *compare.sides_of(index.told, state.one, state.other))
    if not found.found:
        return [form, parts.empty("Neither side says anything within the chosen filters.")]
    members = [
        html.Li([html.Strong(html.Bdi(parts.clip(name))), f": {parts.clip(', '.join(side), 400)}"])
        for name, side in zip(found.sides, found.members, strict=True)
    ]
    sections = [
        html.Section(
            [
                html.H3(name[0].upper() + name[1:]),
                html.Ol([html.Li(_row(index, state, one), className="pair alone") for one in rows]),
            ]
        )
        for name, rows in groupby(found.found[:_MOST], key=lambda one: one.section)
    ]
    left = len(found.found) - _MOST
    more = parts.empty(f"{left} more are not shown.") if left > 0 else ""
    return [
        form,
        html.Details([html.Summary("Who is counted to each side"), html.Ul(members)]),
        *sections,
        more,
    ]


def _row(index: Index, state: State, one: Compared) -> list[Part]:
    words = [
        html.Bdi(parts.clip(one.subject)),
        f" {parts.relation(one.relation)} ",
        html.Bdi(parts.clip(one.object)),
    ]
    denied = f" · denied by {parts.clip(', '.join(one.denied_by), 200)}" if one.denied_by else ""
    return [
        html.P(
            [
                html.Strong(
                    parts.link(words, state, title="Show every claim", edge=key_of(index, one.claims[0]))
                ),
                " ",
                parts.status(one.status),
            ]
        ),
        html.P(
            f"Claimed by {'both' if one.side == 'both' else parts.clip(one.side)}: "
            f"{parts.clip(', '.join(one.said_by), 200)}{denied}",
            className="how",
        ),
        html.Blockquote(html.Span(parts.clip(one.quote, 600), className="quote"), **parts.LANGUAGE),
        html.P(
            f"{parts.clip(', '.join(one.documents), 200)} · {one.first_published or 'undated'}",
            className="origin",
        ),
    ]
