"""The attacks tab: what happened when, with the range of the figures and who is said to be behind it."""

from collections.abc import Iterable

from kg.graph.status import Edge
from kg.model import Attack
from kg.views import tolls
from kg.views.explorer import parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import html

_BEHIND = ("PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN")

_MOST = 300


def render(desk: Desk, state: State) -> Part:
    """All attacks in the order of time, or those with which the chosen actor is connected."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    found = sorted(index.told.attacks.values(), key=lambda a: (a.date or "9", a.name, a.id))
    own = [attack for attack in found if state.actor and _touches(index, attack, state.actor)]
    shown = own or found
    name = parts.clip(index.told.name(state.actor)) if own else ""
    head = f"{parts.plural(len(shown), 'attack')}{f' in which {name} is named' if own else ''}"
    most = max((high for attack in shown for _, high in _spans(index, attack)), default=1)
    years: dict[str, list[Part]] = {}
    for attack in shown[:_MOST]:
        years.setdefault((attack.date or "Undated")[: 7 if not attack.date else 4], []).append(
            _attack(index, state, attack, most)
        )
    return [
        html.H2(head),
        html.P(parts.link("Show all attacks", state, actor="")) if own else "",
        parts.empty("Figures are never added up or averaged: the range shows how far reports differ."),
        *(
            html.Section([html.H3(year), html.Ol([html.Li(one, className="attack") for one in rows])])
            for year, rows in years.items()
        ),
        parts.empty(f"{len(shown) - _MOST} more are not shown.") if len(shown) > _MOST else "",
    ]


def _touches(index: Index, attack: Attack, actor: str) -> bool:
    return any(actor in (edge.subject, edge.object) for edge in index.touching.get(attack.id, ()))


def _spans(index: Index, attack: Attack) -> list[tuple[int, int]]:
    found = tolls.versions(index.told, attack)
    return [(one.low, one.high if one.high is not None else one.low) for one in found if one.kind == "toll"]


def _attack(index: Index, state: State, attack: Attack, most: int) -> list[Part]:
    behind = [edge for edge in index.touching.get(attack.id, ()) if edge.relation in _BEHIND]
    place = [" · ", parts.actor(index, state, attack.place)] if attack.place else []
    kind = attack.kind.replace("_", " ")
    return [
        html.P(
            [
                html.Span(parts.clip(attack.date) or "undated", className="when"),
                " ",
                parts.actor(index, state, attack.id)
                if attack.id in index.told.entities
                else html.Strong(html.Bdi(parts.clip(attack.name))),
                f" · {kind}",
                *place,
            ]
        ),
        *_figures(index, attack, most),
        html.P(
            ["Said to be behind it: ", *parts.several((_edge(index, state, e) for e in behind), "; ")]
            if behind
            else "Nobody is named as being behind it.",
            className="how",
        ),
        html.P(_documents(index, state, attack), className="origin"),
    ]


def _figures(index: Index, attack: Attack, most: int) -> Iterable[Part]:
    versions = tolls.versions(index.told, attack)
    spans = _spans(index, attack)
    if spans:
        low, high = min(one[0] for one in spans), max(one[1] for one in spans)
        told = f"{low:,} killed" if low == high else f"{low:,} to {high:,} killed"
        bar = html.Span(
            html.Span(
                style={
                    "left": f"{100 * low / most:.1f}%",
                    "width": f"{max(0.8, 100 * (high - low) / most):.1f}%",
                }
            ),
            className="range",
            **{"aria-hidden": "true"},
        )
        yield html.P([bar, f" {told}, by {parts.plural(len(spans), 'version')}"])
    if len(versions) > 1:
        rows = [html.Li(f"{parts.clip(one.words, 200)} ({parts.clip(one.document)})") for one in versions]
        yield html.Details([html.Summary("Each version"), html.Ul(rows)])
    elif versions:
        yield html.P(
            f"{parts.clip(versions[0].words, 200)} ({parts.clip(versions[0].document)})", className="how"
        )


def _edge(index: Index, state: State, edge: Edge) -> Part:
    words = [html.Bdi(parts.clip(index.told.name(edge.subject), 80)), f" {parts.relation(edge.relation)}"]
    key = (edge.subject, edge.relation, edge.object)
    return html.Span(
        [parts.link(words, state, title="Show every claim", edge=key), " ", parts.status(edge.status)]
    )


def _documents(index: Index, state: State, attack: Attack) -> list[Part]:
    return [
        "In ",
        *parts.several(
            parts.link(parts.clip(doc), state, tab="documents", doc=doc, claim="")
            for doc in attack.documents
            if doc in index.told.documents
        ),
    ]
