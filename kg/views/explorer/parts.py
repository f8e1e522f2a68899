"""Small pieces of a page: links that keep the rest of the address, statuses, names, quotes; all as text."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from kg import schema
from kg.graph.status import key
from kg.model import Claim, Document
from kg.views.cells import safe
from kg.views.explorer.address import State
from kg.views.explorer.index import Index
from kg.views.explorer.looks import MEANINGS, SIGNS
from kg.views.explorer.spans import Span, pieces
from kg.views.explorer.tags import html

Part = Any
"""A component of Dash, a text, or a list of them."""

NAME, QUOTE = 120, 4000
"""Characters of a name and of a quote that are shown at most."""

LANGUAGE = {"dir": "auto"}


def clip(text: str | None, most: int = NAME) -> str:
    r"""A text that is safe to show, with a word about what was cut off.

    >>> clip("abc"), clip("abcdef", 3), clip("a\u202eb")
    ('abc', 'abc… (6 characters)', 'a�b')
    """
    text = text or ""
    return safe(text) if len(text) <= most else f"{safe(text[:most])}… ({len(text):,} characters)"


def link(children: Part, state: State, title: str = "", style: str = "", **changes: Any) -> Part:
    """A link that changes something of the address and leaves the rest as it is when it is clicked.

    `href` holds the whole address, for another window; `data-go` the change, for this one (assets/desk.js).
    """
    return html.A(
        children,
        href=state.to(**changes),
        className=style or None,
        title=title or None,
        **{"data-go": change(state, **changes)},
    )


def change(state: State, **changes: Any) -> str:
    """What a link changes: keys with their values, keys to be left out with an empty one."""
    pairs: list[tuple[str, str]] = []
    flat = dict(changes)
    chosen = flat.pop("selection", None)
    if chosen is not None:
        before = state.selection
        for name in chosen.__dataclass_fields__:
            if getattr(chosen, name) != getattr(before, name):
                flat[name] = getattr(chosen, name)
    for name, value in flat.items():
        values = value if isinstance(value, tuple) else (value,)
        pairs += [(name, str(each)) for each in values if each not in (None, "")] or [(name, "")]
    return urlencode(pairs)


def status(name: str) -> Part:
    """A status with its sign and what it means."""
    return html.Span(
        [html.Span(SIGNS.get(name, ""), **{"aria-hidden": "true"}), f" {name}"],
        className=f"status {name}",
        title=MEANINGS.get(name, ""),
    )


def actor(index: Index, state: State, entity: str) -> Part:
    """An entity's name as a link to its surroundings; an unnamed speaker's words as they are."""
    found = index.told.entities.get(entity)
    if found is None:
        return html.Bdi(clip(entity))
    return link(
        html.Bdi(clip(found.name)),
        state,
        title=f"{found.type}: show what stands around it",
        style="actor",
        tab="network",
        actor=entity,
        opened=(),
    )


def key_of(index: Index, claim: str) -> tuple[str, str, str]:
    """Subject, relation and object of the edge that a claim is about."""
    return key(index.told.by_id[claim])


def several(items: Iterable[Part], word: str = ", ") -> list[Part]:
    """Parts with a word between them."""
    found: list[Part] = []
    for item in items:
        found += [word, item] if found else [item]
    return found


def relation(name: str, *, negative: bool = False) -> str:
    """A relation in words.

    >>> relation("SUPPORTS"), relation("SUPPORTS", negative=True)
    ('supports', 'does not stand in “supports” to')
    """
    known = schema.load().relations.get(name)
    label = known.label if known else name
    return f"does not stand in “{label}” to" if negative else label


def origin(document: Document | None, doc: str) -> list[Part]:
    """Publisher, date and title of a document, as far as they are known."""
    if document is None:
        return [html.Bdi(clip(doc))]
    told = [document.publisher or "unnamed publisher", document.published or "undated"]
    parts = several([html.Bdi(clip(one)) for one in told], " · ")
    if document.title:
        parts += [" · ", html.Cite(html.Bdi(clip(document.title)))]
    return parts


def quote(claim: Claim, before: str = "", after: str = "") -> Part:
    """A claim's words with its hedge marked, in the words around them."""
    text = claim.quote[:QUOTE]
    cues = [Span(cue.start, cue.end, "hedge") for cue in claim.hedge_cues]
    words = [
        html.Mark(safe(p.text), className="hedge", title=f"hedge: the claim is {claim.modality}")
        if p.spans
        else safe(p.text)
        for p in pieces(text, claim.start, cues)
    ]
    cut = [f"… ({len(claim.quote):,} characters; the article has all)"] if len(claim.quote) > QUOTE else []
    return html.Blockquote(
        [
            html.Span(safe(before), className="around"),
            html.Span([*words, *cut], className="quote"),
            html.Span(safe(after), className="around"),
        ],
        **LANGUAGE,
    )


def facts(pairs: Mapping[str, Part]) -> Part:
    """A list of names with values; empty values are left out."""
    rows = [(html.Dt(name), html.Dd(value)) for name, value in pairs.items() if value not in (None, "", [])]
    return html.Dl([part for row in rows for part in row], className="facts")


def empty(*words: Part) -> Part:
    """A sentence that stands where there is nothing to show."""
    return html.P(list(words), className="empty")


def plural(number: int, word: str) -> str:
    """A number with its word.

    >>> plural(1, "voice"), plural(1200, "voice")
    ('1 voice', '1,200 voices')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"
