"""The search box: actors by name and alias, then claims by the words of their quotes."""

from kg.graph.status import key
from kg.model import Claim
from kg.views.explorer import looks, parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Found, Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import html

_ENTITIES, _QUOTES = 9, 5


def render(desk: Desk, state: State, text: str | None) -> Part:
    """Suggestions for what has been typed so far."""
    text = (text or "").strip()
    index = desk.selected(state.selection)
    if not text or index is None:
        return []
    found = index.find(text, _ENTITIES)
    quoted = index.quoted(text, _QUOTES)
    if not found and not quoted:
        return html.P("Nothing begins with these words.", className="empty")
    rows = [html.Li(_entity(state, one)) for one in found]
    rows += [html.Li(_quote(index, state, claim)) for claim in quoted]
    return html.Ul(rows)


def _entity(state: State, one: Found) -> Part:
    also = (
        [" ", html.Span(f"“{parts.clip(one.by, 60)}”", className="also")] if one.by != one.entity.name else []
    )
    return parts.link(
        [
            html.Span(className=f"kind {one.entity.type}", **{"aria-hidden": "true"}),
            html.Bdi(parts.clip(one.entity.name, 80)),
            *also,
            html.Span(f"{one.entity.type} · {parts.plural(one.claims, 'claim')}", className="about"),
        ],
        state,
        tab="network",
        actor=one.entity.id,
        opened=(),
        edge=(),
    )


def _quote(index: Index, state: State, claim: Claim) -> Part:
    said = parts.relation(claim.relation, negative=claim.polarity == "negative")
    about = f"{index.told.name(claim.subject)} {said} {index.told.name(claim.object)}"
    return parts.link(
        [
            html.Q(parts.clip(claim.quote, 110), **parts.LANGUAGE),
            html.Span(
                f"{parts.clip(about)} · {looks.SIGNS.get(claim.status, '')} {claim.status}", className="about"
            ),
        ],
        state,
        tab="network",
        actor=claim.subject,
        opened=(),
        edge=key(claim),
        claim=claim.id,
    )
