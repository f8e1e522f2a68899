"""Armed bodies that a text blames without naming them: "the drug mafias", "the armed forces".

A body that references have settled ("the army" of the one state spoken of) stays what it is. What is left
becomes a described actor of its own document, so that an accusation against it is not lost.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from kg.claims.attack_context import lemma
from kg.claims.attack_words import words
from kg.model import Anchor, Entity, Reading, Token

_BEFORE = ("compound", "amod", "nmod")
_OF = ("of", "from")
_NAMING = ("call", "name", "know", "style", "dub")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def described(reading: Reading, sentences: Collection[int]) -> Reading:
    """The reading with an anchor on every unnamed body in `sentences` (those that speak of attacks)."""
    found = {
        token.i: token for token in reading.tokens if token.sent in sentences and _is_body(reading, token)
    }
    if not found:
        return reading
    entities = dict(reading.entities)
    anchors = {anchor.token: anchor for anchor in reading.anchors}
    for token in found.values():
        first, phrase = _phrase(reading, token)
        key = _NOT_IN_IDS.sub("-", f"{reading.document.id} {phrase}".lower()).strip("-")
        kind = "Agency" if _is_of_state(phrase) else "Group"
        entities[key] = Entity(key, kind, phrase, described=True)
        anchors[token.i] = Anchor(token.i, first.start, token.end, (key,), "described")
    ordered = tuple(anchors[i] for i in sorted(anchors))
    position = {anchor.token: number for number, anchor in enumerate(ordered)}
    return replace(
        reading,
        tokens=tuple(replace(token, anchor=position.get(token.i)) for token in reading.tokens),
        anchors=ordered,
        entities=entities,
    )


def _is_of_state(phrase: str) -> bool:
    """Whether the phrase ends in a service of a state: "armed forces", "the army"."""
    text = phrase.lower()
    return any(text == one or text.endswith(f" {one}") for one in words().lists["services"])


def _is_body(reading: Reading, token: Token) -> bool:
    if token.anchor is not None or token.pos not in ("NOUN", "PROPN") or token.dep in _BEFORE:
        return False
    below = [reading.tokens[c] for c in reading.children(token.i)]
    if any(child.anchor is not None and child.dep in (*_BEFORE, "poss") for child in below):
        return False
    if any(_names(reading, child) for child in below):
        return False
    before = {child.text.lower() for child in below if child.i < token.i and child.dep in _BEFORE}
    determined = {child.text.lower() for child in below if child.dep in ("det", "poss")}
    if determined & {"a", "an", "any", "no", "every", "each"}:
        return False
    if lemma(token) in words().lists["bodies"]:
        return bool(before & words().lists["body_adjectives"])
    if lemma(token) in words().lists["plain_bodies"]:
        return True
    return bool(determined) and _is_of_state(_phrase(reading, token)[1])


def _names(reading: Reading, child: Token) -> bool:
    """Whether what hangs on the noun names whose it is: "of X", "from X", "called X", an apposition."""
    if child.dep in ("acl", "relcl"):
        called = lemma(child) in _NAMING
        return called and any(reading.tokens[j].anchor is not None for j in reading.subtree(child.i))
    if child.dep == "prep" and child.text.lower() in _OF:
        below = [reading.tokens[j] for j in reading.children(child.i)]
        return any(token.dep == "pobj" and token.anchor is not None for token in below)
    return child.dep == "appos" and child.anchor is not None


def _phrase(reading: Reading, token: Token) -> tuple[Token, str]:
    """The first token of the noun with the words that qualify it, and these words."""
    first = token.i
    while first > 0 and _belongs(reading, first - 1, token.i):
        first -= 1
    start = reading.tokens[first]
    return start, " ".join(reading.words(start.start, token.end).split())


def _belongs(reading: Reading, i: int, last: int) -> bool:
    """Whether the word before a phrase belongs to it: it qualifies one of its words, or is a hyphen."""
    before = reading.tokens[i]
    hyphen = before.text == "-" and i > 0 and reading.tokens[i - 1].end == before.start
    return hyphen or (
        (before.dep in _BEFORE or reading.tokens[i + 1].text == "-") and i < before.head <= last
    )
