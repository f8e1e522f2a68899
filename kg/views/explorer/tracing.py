"""The trace tab: chains of alleged sponsorship, hop by hop, with the weakest one marked."""

from dash.development.base_component import Component

from kg.views import selection as selecting
from kg.views import trace
from kg.views.explorer import looks, parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Desk
from kg.views.explorer.forms import asking
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part, key_of
from kg.views.explorer.tags import html
from kg.views.heard import Denied, Said
from kg.views.trace import Chain, Hop

_HOPS, _MOST = 4, 12


def render(desk: Desk, state: State) -> Part:
    """The question, and the chains that answer it."""
    whole = desk.whole()
    if whole is None:
        return []
    form = asking(
        whole,
        "Trace alleged sponsorship",
        {"start": ("From", state.start), "end": ("To (or nothing)", state.end)},
        "Names, aliases, or a kind of entity such as Group",
    )
    if not state.start:
        told = "Chains go from states and agencies to groups and attacks. Nobody need assert a whole one."
        return [form, parts.empty(told)]
    chosen = selecting.named(whole.told, state.selection)
    asked = trace.asked(whole.told, state.start, state.end or None, _HOPS, _MOST)
    found = trace.trace(whole.told, asked, chosen)
    if not found.chains:
        return [
            form,
            parts.empty("No chain: nobody in these documents tells of one within the chosen filters."),
        ]
    more = "There are more chains than are shown." if found.more else ""
    rows = [html.Li(_chain(whole, state, chain), className="chain") for chain in found.chains]
    head = html.H2(f"{parts.plural(len(rows), 'chain')}, the best attested first")
    return [form, head, html.Ol(rows, className="chains"), parts.empty(more) if more else ""]


def _chain(index: Index, state: State, chain: Chain) -> list[Component]:
    whole = (
        ["Asserted whole by ", *parts.several(html.Bdi(parts.clip(one)) for one in chain.whole), "."]
        if chain.whole
        else ["Joined by kg; nobody asserts it whole."]
    )
    times = {
        "overlap": "The times of its hops overlap.",
        "do not overlap": "The times of its hops do not overlap.",
        "unknown": "When all its hops held is not told.",
    }[chain.times]
    joined = "" if chain.whole else " joined"
    boxes: list[Part] = [html.Span(html.Bdi(parts.clip(chain.path[0], 60)), className="box")]
    for position, (hop, name) in enumerate(zip(chain.hops, chain.path[1:], strict=True)):
        weakest = " weakest" if position == chain.weakest and len(chain.hops) > 1 else ""
        boxes += [
            html.Span(_label(hop), className=f"hop{joined} {hop.status}{weakest}"),
            html.Span(html.Bdi(parts.clip(name, 60)), className="box"),
        ]
    hops = [
        html.Li(_hop(index, state, hop, weakest=i == chain.weakest and len(chain.hops) > 1))
        for i, hop in enumerate(chain.hops)
    ]
    return [
        html.P(boxes, className="path"),
        html.P([html.Strong(whole), " ", times], className="whole"),
        html.Ol(hops, className="hops-of"),
    ]


def _label(hop: Hop) -> str:
    """What stands on a hop's line: read in the direction of the chain, its status always with it."""
    if not hop.alleges:
        return f"(has as a part) · {hop.status}"
    return f"{parts.relation(hop.relation)} · {looks.SIGNS.get(hop.status, '')} {hop.status}"


def _hop(index: Index, state: State, hop: Hop, *, weakest: bool) -> list[Part]:
    words: list[Part] = [
        html.Bdi(parts.clip(hop.subject)),
        f" {parts.relation(hop.relation)} ",
        html.Bdi(parts.clip(hop.object)),
    ]
    if hop.claims:
        words = [parts.link(words, state, title="Show every claim", edge=key_of(index, hop.claims[0]))]
    found: list[Part] = [html.P([html.Strong(words), " ", *_standing(hop), _weak() if weakest else ""])]
    if hop.said:
        found.append(
            html.P(["Said by ", *parts.several((_said(one) for one in hop.said), "; ")], className="how")
        )
    denials = [*hop.denied, *hop.elsewhere]
    if denials:
        found.append(
            html.P(["Denied by ", *parts.several(map(_denied, denials), "; ")], className="how against")
        )
    if hop.quote:
        document = index.told.documents.get(hop.document or "")
        found += [
            html.Blockquote(html.Span(parts.clip(hop.quote, 600), className="quote"), **parts.LANGUAGE),
            html.P(parts.origin(document, hop.document or ""), className="origin"),
        ]
    return found


def _standing(hop: Hop) -> list[Part]:
    if hop.status == "register":
        return [html.Span("known from the register, said in no document", className="status")]
    dates = " to ".join(dict.fromkeys(date for date in (hop.first, hop.last) if date))
    kinds = f"{parts.clip(', '.join(hop.support), 200)} · " if hop.support else ""
    counted = f" {kinds}{parts.plural(hop.voices, 'voice')}, {parts.plural(len(hop.publishers), 'publisher')}"
    return [parts.status(hop.status), counted, f" · {dates}" if dates else ""]


def _weak() -> Part:
    return html.Span(" weakest hop", className="weak")


def _said(one: Said) -> Part:
    hedge = f" (“{parts.clip(one.hedge, 60)}”)" if one.hedge else ""
    partisan = " (partisan)" if one.partisan else ""
    return html.Span([html.Bdi(parts.clip(one.speaker, 80)), f"{partisan}, {one.how}{hedge}"])


def _denied(one: Denied) -> Part:
    of = f", of: {parts.clip(one.of)} (does not name this one)" if one.of else ""
    return html.Span([html.Bdi(parts.clip(one.by, 80)), f" ({one.role}), in {parts.clip(one.document)}{of}"])
