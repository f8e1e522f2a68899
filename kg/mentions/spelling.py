"""Text made comparable: one case, one dash, one quotation mark, no accents, and the way back."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

DASHES = "-‐‑‒–—―−﹣－"
APOSTROPHES = "'’‘`´ʼʻʿʾ‛＇"
_GAPS = re.compile(r" {2,}")
_POSSESSIVE = re.compile(r"['’]s?$")
# Letters that have no canonical decomposition, in the spelling that English newspapers use.
_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ŋ": "n", "ħ": "h", "ə": "e"}
_SLUG_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


class _Table(dict[int, str]):
    """A translation table that is filled while it is used; every value is one character long."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in DASHES or char.isspace():
            value = " "
        elif char in APOSTROPHES:
            value = "'"
        else:
            base = unicodedata.normalize("NFD", char)[0].lower()
            value = _LETTERS.get(base, base) if len(base) == 1 else char
        self[code] = value
        return value


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` in lower case without accents, dashes and spaces alike a space; every character stays in place.

    >>> fold("Şemdinli–Raúl’s")
    "semdinli raul's"
    """
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with runs of spaces made one, and the way from its offsets back to those of the text."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset in the original text of the character at `offset`."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def collapse(text: str) -> Folded:
    """`text` folded, with every run of spaces and dashes as one space.

    >>> folded = collapse("State —  Khorasan")
    >>> folded.text, folded.origin(6)
    ('state khorasan', 9)
    """
    flat = fold(text)
    pieces, starts, shifts, done, length = [], [0], [0], 0, 0
    for gap in _GAPS.finditer(flat):
        pieces.append(flat[done : gap.start() + 1])
        length += gap.start() + 1 - done
        done = gap.end()
        starts.append(length)
        shifts.append(done - length)
    pieces.append(flat[done:])
    return Folded("".join(pieces), tuple(starts), tuple(shifts))


def key(name: str) -> str:
    """The form under which a name is looked up.

    >>> key("Islamic State — Khorasan  Province")
    'islamic state khorasan province'
    """
    return _GAPS.sub(" ", fold(name)).strip()


def slug(name: str) -> str:
    """A readable ASCII id for a name, the same in every document; a possessive ending is not part of it.

    >>> slug("Free Idel-Ural’s Şemdinli Brigades")
    'free-idel-urals-semdinli-brigades'
    """
    text = "".join(_SLUG_LETTERS.get(char, char) for char in _POSSESSIVE.sub("", name).lower())
    flat = unicodedata.normalize("NFKD", fold(text)).replace("'", "")
    plain = re.sub(r"[^a-z0-9]+", "-", flat).strip("-")
    return plain or "name-" + "-".join(f"{ord(char):x}" for char in name.strip()[:12])
