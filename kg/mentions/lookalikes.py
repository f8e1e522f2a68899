"""Words that look like a known name and are written otherwise.

They stand in letters of another script, or are cut by characters that nobody sees. Such a name is not taken
for the known one; people are told of it.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.mentions.aliases import Aliases

# Letters of Cyrillic and Greek that are drawn like a Latin one, as the code charts show them.
_LIKE = str.maketrans(
    "аеорсухіјѕԁһԛԝӏкмтвАВЕКМНОРСТХУІЈЅԚԜӀ" + "αονρικυτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwlkmtbABEKMHOPCTXYIJSQWI" + "aovpikutABEZHIKMNOPTYX",
)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Words from `start` to `end` (offsets in the text) that look like `meant`, a name of `actor`."""

    start: int
    end: int
    text: str
    meant: str
    actor: str

    def told(self) -> str:
        """What is odd about the words, in one sentence.

        >>> Lookalike(0, 5, "Hаmas", "Hamas", "hamas").told()
        'looks like Hamas (hamas) and is not: U+0430 stands in it'
        """
        odd = [f"U+{ord(char):04X}" for char in dict.fromkeys(self.text) if _drawn(char) != char]
        return f"looks like {self.meant} ({self.actor}) and is not: {', '.join(odd)} stands in it"


def find(text: str, aliases: Callable[[], Aliases]) -> tuple[Lookalike, ...]:
    """The lookalikes in a text, in their order; names as the register spells them are none.

    `aliases` gives the register's names, and is asked only where a text has such characters. A Russian or
    Greek name is told only where every letter of it can be taken for a Latin one.
    """
    if text.isascii():
        return ()
    drawn = list(_letters(text))
    plain = "".join(char for _, char in drawn)
    if plain == text:
        return ()
    found = []
    for names in aliases().find(plain):
        first, last = names[0].start, names[0].end
        start, end = drawn[first][0], drawn[last - 1][0] + 1
        if text[start:end] != plain[first:last]:
            actor = min(name.entity for name in names)
            found.append(Lookalike(start, end, text[start:end], plain[first:last], actor))
    return tuple(one for one in found if not _inside(one, found))


def _inside(one: Lookalike, others: list[Lookalike]) -> bool:
    around = (o for o in others if o.start <= one.start and one.end <= o.end)
    return any((o.start, o.end) != (one.start, one.end) for o in around)


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Each character that can be seen, as the Latin letter that it looks like, with its offset."""
    for i, char in enumerate(text):
        drawn = char if char.isascii() else _drawn(char)
        if drawn:
            yield i, drawn


def _drawn(char: str) -> str:
    """What a character looks like: a Latin letter, itself, or nothing.

    >>> _drawn("а"), _drawn("Ｈ"), _drawn("é"), _drawn(chr(0x202E))
    ('a', 'H', 'é', '')
    """
    if unicodedata.category(char) == "Cf":
        return ""
    like = char.translate(_LIKE)
    if like == char and unicodedata.decomposition(char).startswith(("<font>", "<wide>")):
        like = unicodedata.normalize("NFKC", char)
    return like if len(like) == 1 else char
