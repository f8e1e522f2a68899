"""A reading out of a draft: tokens and sentences after the parse, mentions and anchors at the end."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.mentions.mending import mended
from kg.mentions.parsing import Parse, Word
from kg.model import Anchor, Mention, Reading, Sentence, Token

_LABELS = {
    "Group": "ORG",
    "Agency": "ORG",
    "Organisation": "ORG",
    "State": "GPE",
    "Location": "LOC",
    "Person": "PERSON",
    "Population": "NORP",
    "Publication": "WORK_OF_ART",
    "Attack": "EVENT",
}
_VIA = {"adjective": "demonym", "people": "demonym", "metonym": "metonym", "described": "described"}


def tree(draft: Draft, parses: Sequence[tuple[Parse, Sequence[Found]]]) -> Reading:
    """The tokens and sentences of a draft, from the parses of its blocks and the names there."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block, (parse, names) in zip(draft.blocks, parses, strict=True):
        base = len(tokens)
        whole = mended(parse, lambda word: draft.content[word.start : word.end])
        for word in whole.words:
            if word.opens or not sentences or len(tokens) == base:
                _close(sentences, tokens)
                sentences.append(Sentence(len(sentences), len(tokens), len(tokens), 0, 0, 0, block.kind))
            tokens.append(_token(draft, word, len(tokens), base, len(sentences) - 1, names))
    _close(sentences, tokens)
    return Reading(document=draft.document, tokens=tuple(tokens), sentences=tuple(sentences))


def _close(sentences: list[Sentence], tokens: Sequence[Token]) -> None:
    if not sentences:
        return
    last = sentences[-1]
    inside = tokens[last.first :]
    root = next((token.i for token in inside if token.head == token.i), last.first)
    sentences[-1] = replace(last, last=len(tokens), start=inside[0].start, end=inside[-1].end, root=root)


def _token(draft: Draft, word: Word, i: int, base: int, sent: int, names: Sequence[Found]) -> Token:
    shift = draft.document.start
    text = draft.document.content[word.start : word.end]
    known = names[word.name] if word.name is not None else None
    return Token(
        i=i,
        text=text,
        start=word.start + shift,
        end=word.end + shift,
        lemma=text if known is not None else word.lemma,
        pos=word.pos,
        tag=word.tag,
        dep=word.dep,
        head=base + word.head,
        sent=sent,
        ent_type=_LABELS[draft.kind(known.entity)] if known is not None else word.label,
    )


def mention_id(doc: str, start: int, end: int, entity: str) -> str:
    """The id of a mention: a hash of its place and what it names.

    >>> mention_id("000", 46, 59, "islamic-state")
    'm-938ff458dcb18d12'
    """
    text = "\x1f".join((doc, str(start), str(end), entity))
    return f"m-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """The mentions of a draft, sorted by place."""
    shift, doc = draft.document.start, draft.document.id
    return tuple(
        Mention(
            id=mention_id(doc, name.start + shift, name.end + shift, name.entity),
            doc=doc,
            start=name.start + shift,
            end=name.end + shift,
            text=draft.original(name),
            entity=name.entity,
            metonym=name.form == "metonym",
            demonym=name.form in {"adjective", "people"},
            nested=name.nested,
            ellipsis=name.form == "ellipsis",
            described=name.form == "described",
        )
        for name in sorted(draft.names, key=lambda name: (name.start, -name.end, name.entity))
    )


def reading(draft: Draft, extra: Iterable[Anchor] = ()) -> Reading:
    """The reading of a draft; `extra` are anchors of words that name nothing, and give way to names."""
    anchors = {anchor.token: anchor for anchor in extra}
    named = {anchor.token: anchor for anchor in reversed(name_anchors(draft))}
    anchors.update(named)
    ordered = tuple(anchors[token] for token in sorted(anchors))
    number = {anchor.token: n for n, anchor in enumerate(ordered)}
    ids = {name.entity for name in draft.names} | {e for anchor in ordered for e in anchor.entities}
    return Reading(
        document=draft.document,
        tokens=tuple(replace(t, anchor=number[t.i]) if t.i in number else t for t in draft.tree.tokens),
        sentences=draft.tree.sentences,
        anchors=ordered,
        mentions=mentions(draft),
        entities={entity_id: draft.entity(entity_id) for entity_id in sorted(ids)},
    )


def name_anchors(draft: Draft) -> list[Anchor]:
    """One anchor for each name that lies inside no other, on the head token of its words."""
    shift = draft.document.start
    found = []
    for name in draft.outer():
        token = draft.head(name)
        if token is not None:
            via = _VIA.get(name.form, "name")
            found.append(Anchor(token, name.start + shift, name.end + shift, (name.entity,), via))
    return found
