"""Runs of capitalised words in a text, as names are written: "Center for Foo and Bar Studies"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.mentions.spelling import fold
from kg.schema.files import lexicon

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|['’.&‐-](?=[^\W_]))*\.?|\S")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLES = frozenset({"al ", "el ", "as ", "an ", "ar ", "at ", "ad ", "ul "})
"""The Arabic article before a letter of the sun or the moon; folded, its hyphen is a space."""
_ARTICLE_WORDS = frozenset({"The", "A", "An"})
_ABBREVIATION = 4
_LONGEST_RUN = 14
_CONNECTORS = frozenset({"of", "for", "the", "and", "de", "del", "la", "las", "los", "du", "des", "to"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its offsets in the text; `folded` is the word in lower case without accents.

    `possessive` tells that an apostrophe with or without s follows the word proper, which ends before it.
    """

    text: str
    start: int
    end: int
    folded: str
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter, or is an Arabic article with such a word."""
        letters = self.text
        if "-" in letters and self.folded.rpartition(" ")[2] in lexicon("names")["joined_words"]:
            return False
        if self.folded[:3] in _ARTICLES and len(letters) > 3 and not letters[0].isupper():
            letters = letters[3:]
        return letters[:1].isupper()


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """The words and signs of `text[start:end]`; possessive endings are no part of a word."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word, first, last = match.group(), match.start(), match.end()
        if first and text[first - 1] in "@#_":
            word = word.lower()
        if word.endswith(".") and len(word) > 1 and not _abbreviated(word):
            word, last = word[:-1], last - 1
        ending = _POSSESSIVE.search(word)
        possessive = ending is not None and len(word) > 2
        if ending is not None and possessive:
            last -= len(ending.group())
            word = word[: -len(ending.group())]
        elif text[last : last + 1] in {"'", "’"} and word.endswith("s"):
            possessive = True
        found.append(Piece(word, first, last, fold(word).rstrip("."), possessive))
    return found


def _abbreviated(word: str) -> bool:
    """Whether the full stop at the end belongs to the word: "U.S.", "Col.", "J."."""
    bare = word[:-1]
    title = fold(bare) in official_titles() and fold(bare) not in lexicon("groups")["heads"]["Group"]
    return "." in bare or len(bare) == 1 or (len(bare) <= _ABBREVIATION and title)


@cache
def official_titles() -> frozenset[str]:
    """Offices and ranks that are no part of a person's name, folded."""
    return frozenset(lexicon("titles")["official"])


@cache
def own_titles() -> frozenset[str]:
    """Honorifics that are part of a person's name, folded."""
    return frozenset(lexicon("titles")["own"])


@cache
def particles() -> frozenset[str]:
    """Small words inside names of persons, folded."""
    return frozenset(lexicon("titles")["particles"])


@cache
def function_words() -> frozenset[str]:
    """Words that a sentence begins with and that belong to no name, folded."""
    return frozenset(lexicon("titles")["function_words"])


def runs(
    words: Sequence[Piece], text: str, connectors: frozenset[str] = _CONNECTORS
) -> Iterator[list[Piece]]:
    """The longest sequences of capitalised words with only spaces and `connectors` between them."""
    current: list[Piece] = []
    pending: list[Piece] = []
    for word in words:
        last = (pending or current or [word])[-1]
        joined = not current or text[last.end : word.start].strip("'’s") in {" ", "\n"}
        broken = bool(current) and last.possessive and not _inside(current)
        broken = broken or (bool(current) and not pending and word.text in _ARTICLE_WORDS)
        if joined and not broken and word.capital and len(current) < _LONGEST_RUN:
            if not (not current and word.folded in function_words()):
                current += [*pending, word]
            pending = []
        elif joined and not broken and current and _connects(word, pending, connectors):
            pending.append(word)
        else:
            if current:
                yield current
            starts = word.capital and word.folded not in function_words()
            current, pending = ([word] if starts else []), []
    if current:
        yield current


def _connects(word: Piece, pending: Sequence[Piece], connectors: frozenset[str]) -> bool:
    """Whether a small word goes on inside a name; "the" only after another one ("of the")."""
    return word.folded in connectors and len(pending) < 3 and (word.folded != "the" or bool(pending))


def _inside(words: Sequence[Piece]) -> bool:
    """Whether a name may go on after a possessive: "Lord's Resistance Army", "People's Mujahedin"."""
    return bool(words) and words[-1].folded in lexicon("names")["possessives_in_names"]
