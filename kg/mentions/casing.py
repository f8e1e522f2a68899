"""Text in capitals or in small letters with its case restored; every character keeps its place.

Known names keep the register's case, acronyms stay capital, words that no English word list has are taken
for names, and so are the words that an acronym in brackets stands for.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from kg.mentions.acronyms import is_acronym, stands_for
from kg.mentions.runs import official_titles
from kg.mentions.shapes import heads
from kg.mentions.spelling import fold
from kg.schema.files import lexicon

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z0-9-]{1,9})[)\]]")
_DATED = re.compile(r"\.? \d")
_VOWELS = frozenset("aeiouy")
_LONGEST_CONSONANTS = 5
_WORDS_OF_A_NAME = 12
_ENOUGH, _SHARE = 4, 0.9
_ENOUGH_SMALL = 40


def case_of(text: str) -> str:
    """mixed, upper or lower: whether capital letters tell anything in `text`.

    >>> case_of("REBELS ATTACK ARMY BASE NEAR SAN FOO"), case_of("Rebels attack army base")
    ('upper', 'mixed')
    """
    words = _WORD.findall(text)
    letters = [char for char in text if char.isalpha()]
    capital = sum(char.isupper() for char in letters)
    if len(words) >= _ENOUGH and capital >= _SHARE * len(letters):
        return "upper"
    return "lower" if len(words) >= _ENOUGH_SMALL and capital == 0 else "mixed"


def restored(text: str, names: Iterable[tuple[int, int, str]], is_word: Callable[[str], bool]) -> str:
    """`text` in the case of ordinary prose; `names` are places of known names with their usual spelling."""
    small = [char.lower() if len(char.lower()) == 1 else char for char in text]
    shouted = text.upper() == text
    acronyms = {m[1] for m in _BRACKETED.finditer(text) if not is_word(m[1].lower())} if shouted else set()
    explained = _explained(text) if shouted else set()
    words = list(_WORD.finditer(text))
    capital = {
        m.start() for m in words if _opens(text, m.start()) or m.start() in explained or _is_name(m, is_word)
    }
    _spread(text, words, capital)
    for match in words:
        start, end = match.span()
        word = match.group()
        if word.upper() in acronyms or (shouted and _is_initials(word.lower(), is_word)):
            small[start:end] = list(word.upper() if len(word.upper()) == len(word) else word)
        elif start in capital and len(text[start].upper()) == 1:
            small[start] = text[start].upper()
    for start, end, name in names:
        if len(name) == end - start and fold(name) == fold(text[start:end]):
            small[start:end] = list(name)
        elif shouted:
            small[start:end] = list(_titled(text[start:end]))
    return "".join(small)


def _titled(words: str) -> str:
    title = words.title()
    return title if len(title) == len(words) else words


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“”‘’([")
    return not before or before[-1] in ".!?:" or before.endswith(("\n\n", "--"))


def _is_name(match: re.Match[str], is_word: Callable[[str], bool]) -> bool:
    word = match.group().lower()
    if word in lexicon("names")["calendar"]:
        return True
    if word[:3] in lexicon("names")["months"] and _DATED.match(match.string, match.end()) is not None:
        return True
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare == "i" or (bare.isalpha() and not is_word(fold(bare)))


def _spread(text: str, words: list[re.Match[str]], capital: set[int]) -> None:
    """Capitals for class words after a name, and for titles before one: "President X", "X Battalion"."""
    for before, after in pairwise(words):
        if text[before.end() : after.start()] != " ":
            continue
        name = before.start() in capital and not _opens(text, before.start())
        if name and fold(after.group()) in heads():
            capital.add(after.start())
    for before, after in reversed(list(pairwise(words))):
        near = text[before.end() : after.start()] == " " and after.start() in capital
        if near and fold(before.group()) in official_titles():
            capital.add(before.start())


def _is_initials(word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word in capitals is an acronym: no vowel, or full stops inside."""
    if "." in word:
        return all(len(part) == 1 for part in word.split(".") if part)
    few = 1 < len(word) <= _LONGEST_CONSONANTS and not _VOWELS & set(word)
    return few and word.isalpha() and not is_word(word)


def _explained(text: str) -> set[int]:
    """Where the words begin that an acronym in brackets after them stands for."""
    found: set[int] = set()
    for match in _BRACKETED.finditer(text):
        if not is_acronym(match[1]):
            continue
        words = list(_WORD.finditer(text, max(0, match.start() - 150), match.start()))[-_WORDS_OF_A_NAME:]
        for first in range(len(words) - 2, -1, -1):
            name = text[words[first].start() : match.start()].strip()
            if stands_for(match[1], _titled(name)) and "." not in name:
                small = lexicon("names")["small_in_names"]
                found.update(w.start() for w in words[first:] if w.group().lower() not in small)
                break
    return found
