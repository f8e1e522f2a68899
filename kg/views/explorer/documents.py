"""The documents tab: all articles, and one article with every mention and claim marked in its text."""

import json
from typing import Any

from kg.graph.status import key
from kg.model import Claim, Document
from kg.views.cells import safe
from kg.views.explorer import looks, parts
from kg.views.explorer.address import State
from kg.views.explorer.desk import Article, Desk
from kg.views.explorer.index import Index
from kg.views.explorer.network import linked, table, way
from kg.views.explorer.parts import Part
from kg.views.explorer.spans import Piece, Span, pieces
from kg.views.explorer.tags import html

_LONGEST = 200_000
"""Characters of an article that are shown at most."""


def render(desk: Desk, state: State) -> Part:
    """The article that the address names, or all of them."""
    index = desk.selected(state.selection)
    if index is None:
        return []
    if not state.doc:
        return _all(index, state)
    article = desk.article(state.doc)
    document = index.told.documents.get(state.doc)
    back = parts.link("All documents", state, style="back", doc="", claim="")
    if article is None or document is None:
        return [back, parts.empty("There is no such document within the chosen filters.")]
    return [back, *_one(index, state, document, article)]


def _all(index: Index, state: State) -> Part:
    rows = [_row(index, state, document) for document in index.told.documents.values()]
    columns: list[dict[str, Any]] = [
        linked("title", "Title", flex=3),
        {"field": "publisher", "headerName": "Publisher", "flex": 2},
        {"field": "published", "headerName": "Published", "minWidth": 125},
        {"field": "genre", "headerName": "Genre", "minWidth": 105},
        {"field": "claims", "headerName": "Claims", "maxWidth": 120},
        {"field": "tlp", "headerName": "Marking", "minWidth": 130},
        {"field": "copy_of", "headerName": "Near-copy of", "minWidth": 110},
    ]
    grid = table("documents-table", columns)
    grid.rowData = rows
    return [html.H2(parts.plural(len(rows), "document")), grid]


def _row(index: Index, state: State, document: Document) -> dict[str, Any]:
    return {
        "title": parts.clip(document.title or document.id),
        "publisher": parts.clip(document.publisher),
        "published": parts.clip(document.published),
        "genre": document.genre,
        "claims": len(index.in_document.get(document.id, ())),
        "tlp": parts.clip(document.tlp) or "unmarked",
        "copy_of": parts.clip(document.copy_of),
        "links": {"title": way(state, tab="documents", doc=document.id, claim="")},
    }


def _one(index: Index, state: State, document: Document, article: Article) -> list[Part]:
    claims = index.in_document.get(document.id, ())
    spans = [Span(c.start, c.end, "claim", c.id) for c in claims]
    spans += [Span(m["start"], m["end"], "mention", m["entity"]) for m in _mentions(article)]
    spans += [
        Span(d.start, d.end, "denial", c.id) for c in claims for d in c.denied_by if d.doc == document.id
    ]
    text = article.content[:_LONGEST]
    byid = {claim.id: claim for claim in claims}
    words = [_piece(index, state, piece, byid) for piece in pieces(text, article.start, spans)]
    cut = len(article.content) - len(text)
    return [
        html.H2(html.Bdi(parts.clip(document.title or document.id, 300))),
        parts.facts(
            {
                "Publisher": parts.clip(document.publisher),
                "Author": parts.clip(document.author),
                "Published": parts.clip(document.published),
                "Address": parts.clip(document.url, 300),
                "Language, genre": f"{parts.clip(document.language)}, {document.genre}",
                "Marking": parts.clip(document.tlp) or "unmarked",
                "Near-copy of": parts.link(
                    parts.clip(document.copy_of), state, doc=document.copy_of, claim=""
                )
                if document.copy_of
                else "",
            }
        ),
        html.P(
            [
                html.Mark("words of a claim", className="claim"),
                " ",
                html.Span("a name", className="mention"),
                " ",
                html.Mark("words of a denial", className="denial"),
            ],
            className="key",
        ),
        html.Article(words, className="text", **parts.LANGUAGE),
        parts.empty(f"{cut:,} more characters are not shown.") if cut else "",
        html.H3(parts.plural(len(claims), "claim")),
        html.Ol([html.Li(_claim(index, state, claim)) for claim in claims], className="claims-of"),
    ]


def _mentions(article: Article) -> list[dict[str, Any]]:
    return [mention for packed in article.mentions for mention in json.loads(packed)]


def _piece(index: Index, state: State, piece: Piece, claims: dict[str, Claim]) -> Part:
    text: Part = safe(piece.text)
    kinds = {span.kind for span in piece.spans}
    names = [
        index.told.entities[s.key]
        for s in piece.spans
        if s.kind == "mention" and s.key in index.told.entities
    ]
    if names:
        told = "; ".join(f"{entity.type}: {parts.clip(entity.name)}" for entity in names)
        text = html.Span(text, className=f"mention {names[-1].type}", title=told)
    said = [claims[s.key] for s in piece.spans if s.kind == "claim"]
    if said:
        inner = next((claim for claim in said if claim.id == state.claim), said[-1])
        chosen = " chosen" if inner.id == state.claim else ""
        text = html.Mark(
            parts.link(text, state, title=told_in(index, inner), edge=key(inner), claim=inner.id),
            className=f"claim {inner.status}{chosen}",
        )
    elif "denial" in kinds:
        text = html.Mark(text, className="denial", title="words of a denial")
    return text


def told_in(index: Index, claim: Claim) -> str:
    """A claim in one line: what it says, and its status."""
    negative = claim.polarity == "negative"
    subject, object_ = (parts.clip(index.told.name(end), 60) for end in (claim.subject, claim.object))
    return (
        f"{subject} {parts.relation(claim.relation, negative=negative)} {object_}: "
        f"{looks.SIGNS.get(claim.status, '')} {claim.status}"
    )


def _claim(index: Index, state: State, claim: Claim) -> Part:
    return [
        parts.link(
            told_in(index, claim), state, title="Show it in the text", edge=key(claim), claim=claim.id
        ),
        f" ({claim.modality})",
    ]
