"""Text in capitals or in small letters with its case restored; every character keeps its place.

Known names keep the register's case, acronyms stay capital, words that no English word list has are taken
for names, and so are the words that an acronym in brackets stands for.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from kg.mentions.acronyms import is_acronym, stands_for
from kg.mentions.runs import official_titles
from kg.mentions.shapes import heads
from kg.mentions.spelling import fold
from kg.schema.files import lexicon

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z0-9-]{1,9})[)\]]")
_CAPITAL = re.compile(r"(?<![\w.-])[A-Z][a-z]+(?![\w-])")
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


def settled(text: str, names: Iterable[tuple[int, int]]) -> str:
    """`text` with words of attacks in small letters where prose gives them a capital that means nothing.

    Text out of upper-case wire is often restored by word lists that lack them ("gunmen Strafed the bus"). A
    deed is no name in any case; a fighter or a weapon is none after a small word. `names` are left alone.
    """
    taken = list(names)
    small = list(text)
    for match in _CAPITAL.finditer(text):
        word, start = match.group().lower(), match.start()
        opens = _opens(text, start)
        free = word in _deeds() or (word in _things() and text[:start].rstrip().rpartition(" ")[2].islower())
        if free and not opens and not any(first <= start < last for first, last in taken):
            small[start] = small[start].lower()
    return "".join(small)


@cache
def _deeds() -> frozenset[str]:
    """The forms of the verbs of attacks that end in -ed or -ing."""
    kinds = lexicon("attacks")["kinds"].values()
    verbs = {verb.partition(" ")[0] for kind in kinds for verb in kind["verbs"]}
    verbs |= set(lexicon("attacks")["firing"]) | set(lexicon("attacks")["harm"])
    return frozenset(form for verb in verbs for form in _forms(verb))


def _forms(verb: str) -> list[str]:
    """The past and the participle of a verb, with and without a doubled last letter.

    >>> _forms("strafe"), _forms("rob")
    (['strafed', 'strafing'], ['robed', 'robing', 'robbed', 'robbing'])
    """
    stem = verb.removesuffix("e")
    found = [f"{stem}ed", f"{stem}ing"]
    doubled = len(verb) > 2 and verb[-1] not in _VOWELS | {"w", "x"} and verb[-2] in _VOWELS
    return found + ([f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"] if doubled else [])


@cache
def _things() -> frozenset[str]:
    """Words for fighters and weapons, singular and plural."""
    words = {word for key in ("combatants", "weapons", "attackers") for word in lexicon("attacks")[key]}
    return frozenset(words | {f"{word}s" for word in words})


def _titled(words: str) -> str:
    title = words.title()
    return title if len(title) == len(words) else words


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“”‘’([")
    return not before or before[-1] in ".!?:" or before.endswith(("\n\n", "--"))


def _is_name(match: re.Match[str], is_word: Callable[[str], bool]) -> bool:
    word = match.group().lower()
    if word in _deeds() or word in _things():
        return False
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
