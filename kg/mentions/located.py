"""Names that no register has and that are used as places: "in X", "the village of X", "40 km north of X"."""

import re
from functools import cache

from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.schema.files import lexicon

_LOOK = 48
_TRUST = frozenset(
    {"believe", "confidence", "faith", "interest", "trust", "succeed", "vest", "invest", "role"}
)
"""What stands before "in" where it opens no place."""


def is_place(draft: Draft, start: int, end: int) -> bool:
    """Whether the words around a name tell that it is a place."""
    if draft.content[start:end].isupper():
        return _is_dateline(draft, start, end)  # else an acronym
    before, after = draft.content[max(0, start - _LOOK) : start], draft.content[end : end + _LOOK]
    if _of_place().search(before) or _place_after().match(after):
        return True
    if _IN.search(before) is not None and _is_within(draft, start, end):
        return True
    return _is_taken(draft, start, end)


def _is_taken(draft: Draft, start: int, end: int) -> bool:
    """Whether the name is what a verb of capture or of a blast has as object: "entered X", "X was rocked"."""
    token = draft.head(Found(start, end, ""))
    if token is None or draft.tree.tokens[token].dep not in {"dobj", "nsubjpass"}:
        return False
    return (
        draft.tree.tokens[draft.tree.tokens[token].head].lemma.lower() in lexicon("names")["done_to_places"]
    )


def _is_dateline(draft: Draft, start: int, end: int) -> bool:
    """Whether the name, in capitals, opens a paragraph before a date or a dash: "X, May 9 - …"."""
    text = draft.document.content
    opens = not text[:start].strip(" ") or text[:start].rstrip(" ").endswith("\n")
    return opens and text[start:end].isupper() and _DATELINE.match(text, end) is not None


def _is_within(draft: Draft, start: int, end: int) -> bool:
    """Whether the name hangs on a preposition of place, and that on no word of trust."""
    token = draft.head(Found(start, end, ""))
    if token is None:
        return False
    tokens = draft.tree.tokens
    while tokens[token].dep == "conj":
        token = tokens[token].head
    preposition = tokens[tokens[token].head]
    return tokens[token].dep == "pobj" and tokens[preposition.head].lemma.lower() not in _TRUST


_DATELINE = re.compile(
    r",? ?(?:\([^)]*\))?,? ?(?:[A-Z][\w.]*,? )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)?[^\w]{0,3}[-–—]"
)
_IN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|between|(?:in|near|between) \w+ and) (?:the )?$"
)


@cache
def _of_place() -> re.Pattern[str]:
    """What tells a place before a name: "the village of", "north of", "the mayor of"."""
    words = "|".join(sorted(lexicon("names")["before_places"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words}) of $", re.IGNORECASE)


@cache
def _place_after() -> re.Pattern[str]:
    """What tells a place after a name: "district", ", a village", ", the capital"."""
    kinds = "|".join(sorted(lexicon("names")["kinds_of_places"], key=len, reverse=True))
    return re.compile(rf"(?:,? (?:an?|the) (?:[a-z-]+ ){{0,2}}| )(?:{kinds})\b", re.IGNORECASE)
