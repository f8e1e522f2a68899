"""Beside the network: every claim of an edge in its words, with who says it and the denials opposite."""

from collections.abc import Mapping
from dataclasses import replace

from kg import schema
from kg.graph.status import Edge, speaker
from kg.model import Claim, Denial, Entity
from kg.model.standing import support
from kg.views import voices
from kg.views.explorer import parts
from kg.views.explorer.address import LENGTH, State
from kg.views.explorer.desk import Article, Desk
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import html
from kg.views.why import paragraph

_MOST = 60
"""Claims that are shown at once."""


def render(desk: Desk, state: State) -> Part:
    """What the panel shows: the chosen edge, else the actor in the middle."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    if len(state.edge) == 3:
        return _edge(desk, index, state)
    entity = index.told.entities.get(state.actor)
    return _actor(index, state, entity) if entity and state.tab == "network" else []


def _edge(desk: Desk, index: Index, state: State) -> Part:
    subject, relation, object_ = state.edge
    edge = index.edges.get((subject, relation, object_))
    close = parts.link("Close", state, style="close", title="Close this panel", edge=())
    heading = html.H2(
        [
            parts.actor(index, state, subject),
            f" {parts.relation(relation)} ",
            parts.actor(index, state, object_),
        ]
    )
    if edge is None:
        return [close, heading, parts.empty("Nothing is said of this within the chosen filters.")]
    claims = [index.told.by_id[claim] for claim in edge.claims]
    denials = [index.told.by_id[claim] for claim in edge.denials]
    texts = desk.texts({claim.doc for claim in [*claims, *denials][:_MOST]})
    opposite = {(d.doc, d.start, d.end) for claim in claims for d in claim.denied_by}
    rest = [claim for claim in denials if (claim.doc, claim.start, claim.end) not in opposite]
    return [
        close,
        heading,
        html.P([parts.status(edge.status), " ", _meaning(edge)], className="standing"),
        _about(index, edge),
        html.H3(f"{parts.plural(len(claims), 'claim')}"),
        html.Ol(
            [_row(index, state, edge, c, texts) for c in _sorted(index, claims)[:_MOST]], className="claims"
        ),
        parts.empty(f"{len(claims) - _MOST} more are not shown here.") if len(claims) > _MOST else "",
        *_others(index, state, edge, rest, texts),
    ]


def _meaning(edge: Edge) -> str:
    accusing = schema.load().relations[edge.relation].sponsorship
    told = {
        "disputed": "said by some and denied by others",
        "denied": "only denials are known",
        "claimed": "said by the one it is about",
        "alleged": "said by others, or with a hedge",
        "unattributed": "written without naming who says so",
    }[edge.status]
    return f"{told}. What was said, not what is so." if accusing else f"{told}."


def _about(index: Index, edge: Edge) -> Part:
    counted = voices.independence(index.told, edge)
    how = [
        html.Li([html.Bdi(parts.clip(one.speaker)), f": {parts.clip(one.told)}" if one.told else ""])
        for one in counted[:_MOST]
    ]
    dates = " to ".join(dict.fromkeys(d for d in (edge.first_published, edge.last_published) if d))
    return parts.facts(
        {
            "Voices": html.Details(
                [html.Summary(f"{parts.plural(edge.voices, 'voice')}, counted so"), html.Ul(how)]
            ),
            "Said to give": parts.clip(", ".join(edge.support), 200),
            "Published": dates,
            "In": f"{parts.plural(len(edge.documents), 'document')} of "
            f"{parts.plural(len(edge.publishers), 'publisher')}",
        }
    )


def _sorted(index: Index, claims: list[Claim]) -> list[Claim]:
    def when(claim: Claim) -> tuple[str, str, int, str]:
        document = index.told.documents.get(claim.doc)
        return (document and document.published) or "9", claim.doc, claim.start, claim.id

    return sorted(claims, key=when)


def _row(index: Index, state: State, edge: Edge, claim: Claim, texts: Mapping[str, Article]) -> Part:
    against = [_denial(index, state, edge, denial) for denial in claim.denied_by]
    chosen = " chosen" if claim.id == state.claim else ""
    return html.Li(
        [
            html.Div(_claim(index, state, edge, claim, texts), className="said"),
            html.Div([html.H4("Denied"), *against] if against else [], className="denied-by"),
        ],
        className=f"pair{chosen}" if against else f"pair alone{chosen}",
    )


def _claim(index: Index, state: State, edge: Edge, claim: Claim, texts: Mapping[str, Article]) -> list[Part]:
    article = texts.get(claim.doc)
    before, after = "", ""
    if article:
        start = claim.start - article.start
        before, after = paragraph(article.content, start, claim.end - article.start)
    kinds = ", ".join(support(claim))
    how = [claim.modality]
    how += [f"hedge “{parts.clip(claim.hedge)}”"] if claim.hedge else []
    how += [parts.clip(kinds)] if kinds else []
    how += [claim.act] if claim.act else []
    how += [f"reviewed: {claim.review}"] if claim.review != "machine" else []
    return [
        html.P([html.Strong(_asserters(index, state, edge, claim)), " ", parts.status(claim.status)]),
        html.P(" · ".join(how), className="how"),
        parts.quote(claim, before, after),
        html.P([*parts.origin(index.told.documents.get(claim.doc), claim.doc)], className="origin"),
        html.P(_ways(index, state, claim), className="ways"),
    ]


def _asserters(index: Index, state: State, edge: Edge, claim: Claim) -> list[Part]:
    if not claim.asserted_by:
        document = index.told.documents.get(claim.doc)
        publisher = document.publisher if document else None
        return [
            f"{parts.clip(publisher)}, in its own voice" if publisher else "The document, in its own voice"
        ]
    found: list[Part] = []
    for asserter in claim.asserted_by:
        found += [", "] if found else []
        name = speaker(asserter)
        found.append(parts.actor(index, state, name))
        shows = index.sides.shows(name, edge.subject, edge.claims) if isinstance(asserter, str) else ()
        if shows:
            found += [" ", _partisan(index, state, shows)]
    return found


def _partisan(index: Index, state: State, shows: tuple[str, ...]) -> Part:
    first = index.told.by_id[shows[0]]
    return parts.link(
        "partisan",
        state,
        style="mark-partisan",
        title=f"Rival or accuser of the accused, as {parts.plural(len(shows), 'claim')} tell: see the first",
        edge=parts.key_of(index, first.id),
        claim=first.id,
    )


def _ways(index: Index, state: State, claim: Claim) -> list[Part]:
    found = [
        parts.link(
            "In the article",
            state,
            title="Show the paragraph in the whole article",
            tab="documents",
            doc=claim.doc,
            claim=claim.id,
        )
    ]
    for voice in index.tellers(claim):
        without = state.selection.without
        if voice not in without and len(voice) <= LENGTH:
            chosen = replace(state.selection, without=(*without, voice))
            name = "without this voice" if len(claim.asserted_by) < 2 else f"without {index.told.name(voice)}"
            found += [" · ", parts.link(parts.clip(name), state, selection=chosen)]
    return found


def _denial(index: Index, state: State, edge: Edge, denial: Denial) -> Part:
    role = index.sides.denier_role(denial.entity, edge.subject, edge.object)
    text = html.Blockquote(parts.clip(denial.quote, parts.QUOTE), **parts.LANGUAGE)
    return html.Div(
        [
            html.P([html.Strong(parts.actor(index, state, denial.entity)), f" ({role})"]),
            text,
            html.P(parts.origin(index.told.documents.get(denial.doc), denial.doc), className="origin"),
            html.P(
                parts.link("In the article", state, tab="documents", doc=denial.doc, claim=""),
                className="ways",
            ),
        ],
        className="denial",
    )


def _others(
    index: Index, state: State, edge: Edge, denials: list[Claim], texts: Mapping[str, Article]
) -> list[Part]:
    if not denials:
        return []
    rows = [
        html.Li(_claim(index, state, edge, claim, texts), className="pair alone") for claim in denials[:_MOST]
    ]
    return [html.H3("Denials"), html.Ol(rows, className="claims")]


def _actor(index: Index, state: State, entity: Entity) -> Part:
    edges = index.touching.get(entity.id, ())
    rows = [
        html.Li(
            [
                parts.link(
                    [
                        html.Bdi(parts.clip(index.told.name(edge.subject))),
                        f" {parts.relation(edge.relation)} ",
                        html.Bdi(parts.clip(index.told.name(edge.object))),
                    ],
                    state,
                    title="Show every claim",
                    edge=(edge.subject, edge.relation, edge.object),
                ),
                " ",
                parts.status(edge.status),
                f" {parts.plural(edge.voices, 'voice')}",
            ]
        )
        for edge in edges[:_MOST]
    ]
    more = f"{len(edges) - _MOST} more in the table." if len(edges) > _MOST else ""
    return [
        html.H2(html.Bdi(parts.clip(entity.name))),
        parts.facts(
            {
                "Kind": entity.type,
                "Also called": parts.clip(", ".join(entity.aliases[:12]), 400),
                "Belongs to": parts.actor(index, state, entity.parent) if entity.parent else "",
                "Country": parts.actor(index, state, entity.country) if entity.country else "",
                "Claims": f"{index.claims.get(entity.id, 0):,}",
            }
        ),
        html.H3("What is said of it"),
        html.Ul(rows, className="edges") if rows else parts.empty("Nothing within the chosen filters."),
        parts.empty(more) if more else "",
    ]
