"""Every known name in a text: an automaton over all aliases, with checks of word boundaries and of case."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from kg.mentions.found import Found
from kg.mentions.register import Actor, Register
from kg.mentions.spelling import Folded, collapse, fold, key
from kg.schema.files import lexicon

_ACRONYM_LENGTH = 7
_HYPHENATED = re.compile(r"[-–]([A-Z]{1,4})(?![\w-])")
_TITLE_CASE_ACRONYM = 4
"""British newspapers write Isis and Nato; shorter ones would be mistaken for words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An alias as the register writes it, with its actor and form."""

    alias: str
    actor: str
    form: str


def patterns(actor: Actor) -> Iterator[Pattern]:
    """All names of an actor, each once with its first form."""
    seen: set[str] = set()
    for form, names in (
        ("adjective", actor.adjectives),
        ("people", actor.demonyms),
        ("name", (actor.name, *actor.aliases, *actor.short)),
        ("metonym", actor.metonyms),
    ):
        for name in names:
            if name not in seen:
                seen.add(name)
                yield Pattern(name, actor.id, form)


def spellings(alias: str) -> set[str]:
    """The keys under which an alias is found: with and without apostrophes and a leading article.

    >>> sorted(spellings("al-Qa'ida")), sorted(spellings("the Kremlin"))
    (['al qa ida', "al qa'ida", 'al qaida'], ['kremlin'])
    """
    plain = key(alias)
    found = {plain}
    if plain.startswith("the "):
        bare = plain.removeprefix("the ")
        found = {bare} if alias[0] == "t" else {plain, bare} if " " in bare else {plain}
    return found | {key(spelling.replace("'", gap)) for spelling in found for gap in ("", " ")}


class Aliases:
    """The aliases of a register, ready to be looked for in texts."""

    def __init__(self, register: Register) -> None:
        table: dict[str, list[Pattern]] = {}
        for actor in register.actors.values():
            for pattern in patterns(actor):
                for spelling in spellings(pattern.alias):
                    table.setdefault(spelling, []).append(pattern)
        table = {spelling: found for spelling, found in table.items() if not _wordy(spelling, table)}
        self._table = table
        self._automaton = ahocorasick.Automaton()
        for spelling, found in table.items():
            self._automaton.add_word(spelling, (len(spelling), tuple(found)))
        if table:
            self._automaton.make_automaton()

    def lookup(self, name: str) -> tuple[str, ...]:
        """The ids of the actors that have this name."""
        return tuple(dict.fromkeys(pattern.actor for pattern in self._table.get(key(name), ())))

    def _is_part(self, text: str, start: int, end: int) -> bool:
        """Whether an acronym goes on after a hyphen: "IS" in "IS-KP" is not the name, "US" in "US-UK" is."""
        match = _HYPHENATED.match(text, end)
        if match is None or not text[start:end].isupper():
            return False
        return key(match[1]) not in self._table

    def spelled(self, words: str, actor: str) -> str:
        """The spelling of `words` that the register has for an actor, else `words` as they are."""
        found = (pattern.alias for pattern in self._table.get(key(words), ()) if pattern.actor == actor)
        return next(found, words)

    def find(self, text: str, case: str = "mixed") -> list[tuple[Found, ...]]:
        """The names in `text` in the order of their ends; several at one place where actors share the alias.

        `case` is mixed, upper or lower: in text without case an alias need not agree in case.
        """
        if not len(self._automaton):
            return []
        folded = collapse(text)
        found: list[tuple[Found, ...]] = []
        for last, (length, candidates) in self._automaton.iter(folded.text):
            first = last + 1 - length
            if not _bounded(folded, first, last + 1):
                continue
            start, end = folded.origin(first), folded.origin(last) + 1
            words = text[start:end]
            if "\n\n" in words or self._is_part(text, start, end):
                continue
            opens = opens_sentence(text, start)
            names = dict.fromkeys(
                Found(start, end, p.actor, p.form) for p in candidates if fits(p.alias, words, case, opens)
            )
            if names:
                found.append(tuple(names))
        return found


def _wordy(spelling: str, table: Mapping[str, object]) -> bool:
    """Whether a name is another one with a small class word after it, which is no part of a mention."""
    first, _, last = spelling.rpartition(" ")
    return last in lexicon("groups")["class_nouns"] and first in table


def _bounded(folded: Folded, first: int, end: int) -> bool:
    text = folded.text
    before = text[first - 1] if first else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@#" or after.isalnum() or after == "_":
        return False
    return not (after == "." and end + 1 < len(text) and text[end + 1].isalnum() and text[end - 1] != ".")


def opens_sentence(text: str, start: int) -> bool:
    """Whether what begins at `start` opens a sentence, a line or a quotation."""
    before = text[:start].rstrip(" \t\"'“”‘’([")
    return not before or before[-1] in ".!?:\n"


def fits(alias: str, words: str, case: str = "mixed", opens_sentence: bool = False) -> bool:
    """Whether `words` may stand for `alias` as far as capital letters tell.

    >>> fits("IS", "is"), fits("Haqqani network", "Haqqani Network"), fits("Taliban", "TALIBAN")
    (False, True, True)
    >>> fits("ISIS", "Isis"), fits("RAW", "Raw"), fits("United Front", "united front")
    (True, False, False)
    """
    wanted = fold(alias).split()
    if case != "mixed":
        return len(wanted) > 1 or wanted[0] not in lexicon("names")["small_words"]
    there = _cased(words)
    expected = _cased(alias)
    if len(there) < len(expected):
        expected = expected[len(expected) - len(there) :]
    single = len(expected) == 1
    return all(_word_fits(a, b, single and not opens_sentence) for a, b in zip(expected, there, strict=False))


def _cased(words: str) -> list[str]:
    flat = fold(words)
    spaced = "".join(" " if f == " " else c for f, c in zip(flat, words, strict=True))
    return spaced.split()


def _word_fits(alias: str, word: str, title_allowed: bool) -> bool:
    if not alias[0].isupper():
        return True
    letters = [char for char in alias if char.isalpha()]
    if 1 < len(letters) <= _ACRONYM_LENGTH and all(char.isupper() for char in letters):
        if word.rstrip("s").isupper():
            return True
        return title_allowed and len(letters) >= _TITLE_CASE_ACRONYM and word.istitle()
    if 1 < len(letters) <= _ACRONYM_LENGTH and sum(char.isupper() for char in letters) > 1:
        return word.isupper() or word == alias  # LeT, not the verb
    return word[0].isupper()
