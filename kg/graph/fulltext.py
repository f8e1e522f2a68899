"""Full-text indexes of a server that has them: on the names of entities and on the quotes of claims.

The analyzer takes texts apart as Unicode does and puts them into lower case; it leaves out no word. What is
asked for is put together here out of letters and digits only, so that no operator of the index's own query
language can get in.
"""

import re
from collections.abc import Sequence
from unicodedata import category

NAMES = "entity_names"
QUOTES = "claim_quotes"

_ANALYZER = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"

INDEXES = (
    f"CREATE FULLTEXT INDEX {NAMES} IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases] {_ANALYZER}",
    f"CREATE FULLTEXT INDEX {QUOTES} IF NOT EXISTS FOR (n:Claim) ON EACH [n.quote] {_ANALYZER}",
)
"""The statements that make them."""

ONLINE = "SHOW FULLTEXT INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"

NAMED = f"""
CALL db.index.fulltext.queryNodes('{NAMES}', $text) YIELD node
RETURN node.id AS id ORDER BY id
"""

QUOTED = f"""
CALL db.index.fulltext.queryNodes('{QUOTES}', $text) YIELD node
WITH node WHERE node.counts
RETURN node.id AS id ORDER BY coalesce(node.published, '') DESC, id LIMIT $limit
"""

_INSIDE = "\0"
"""Stands for what a word goes on with, whatever it is: accents, vowel signs, soft hyphens."""

_SINGLE = "[\u2e80-\u2fff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Characters of scripts without spaces that are each a word of the indexes."""

_BETWEEN = "['’‘.:·‧․﹒．＇：﹕︓·՟״]|(?<=[\u05d0-\u05ea])\"|(?<=\\d)[,;،؍٬\u037e։⁄，；](?=\\d)"
"""What may stand within a word: apostrophes, full stops, the comma of a figure."""

_JOINS = (
    "٫\u202f‿⁀⁔︳︴﹍﹎﹏＿\u02c2-\u02c5\u02d2-\u02d7\u02de\u02df"
    "\u02e5-\u02eb\u02ed\u02ef-\u02ff\u055a-\u055c\u055e\u058a\u05f3"
)
"""What is no letter but goes with letters."""

_WORD = re.compile(
    rf"{_SINGLE}{_INSIDE}*|(?!{_SINGLE})[\w{_JOINS}](?:(?!{_SINGLE})[\w{_JOINS}{_INSIDE}]"
    rf"|(?:{_BETWEEN}){_INSIDE}*(?=(?!{_SINGLE})\w))*"
)
"""A word as Unicode has it (UAX 29), or a longer one: never does it begin within a word of an index."""

_BEGINNING = re.compile(
    r"(?:(?=[\0-\u07f7\u0900-\u097f\u1e00-\u1fff])[^\W_])+|[\u3041-\u3096\u4e00-\u9fa5\uac00-\ud7a3]"
)
"""What of a word every index has in one piece, however old its tables: else nothing is asked by this word."""

_ASKED = 64
"""Words that an index is asked for at most; the others are looked for in what it finds."""


def words(text: str) -> list[str]:
    """The words of a text in lower case.

    >>> words("Jama'at-ul-Ahrar's (JuA) 3,000 men; “M23”.")
    ["jama'at", 'ul', "ahrar's", 'jua', '3,000', 'men', 'm23']
    """
    small = _lower(text)
    return [small[found.start() : found.end()] for found in _WORD.finditer(_shape(small))]


def _lower(text: str) -> str:
    """Each character by itself in lower case, as the indexes have it: the same length, no final sigma."""
    return text.lower() if text.isascii() else "".join(char.lower()[0] for char in text)


def _shape(text: str) -> str:
    """The text with what every word goes on with made one character, and with no figures but digits."""
    text = text.replace(_INSIDE, " ")  # one of its own is no part of a word
    return text if text.isascii() else "".join(map(_kind, text))


def _kind(char: str) -> str:
    kind = category(char)
    if kind[0] == "M" or (kind == "Cf" and char != "\u200b"):  # but the space without a width
        return _INSIDE
    return " " if kind == "No" else char


def asked(found: Sequence[str]) -> str:
    """The index's query for texts in which words begin as these do; it finds more than those with the words.

    >>> asked(["m23", "ahrar's", "3,000"])
    'm23* AND ahrar* AND 3*'
    """
    begun = (_BEGINNING.match(word) for word in found[:_ASKED])
    return " AND ".join(f"{word[: start.end()]}*" for word, start in zip(found, begun, strict=False) if start)
