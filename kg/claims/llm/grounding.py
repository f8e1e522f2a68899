"""Whether words that a model gives back stand in the article, and where."""

import unicodedata

_ALIKE = {
    "‘": "'", "’": "'", "‚": "'", "′": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
}  # fmt: skip


class Ground:
    r"""An article's words, searched exactly and then with white space and quotation marks made alike.

    >>> Ground("He said “no”,\ntwice.", 100).locate('said "no", twice')
    (103, 119)
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._plain, self._places = _plain(text)

    def locate(self, words: str) -> tuple[int, int] | None:
        """Offsets in the file of the first place where `words` stand, or None: then they were invented."""
        words = words.strip()
        if not words:
            return None
        at = self._text.find(words)
        if at >= 0:
            return self._start + at, self._start + at + len(words)
        plain, _ = _plain(words)
        at = self._plain.find(plain) if plain else -1
        if at < 0:
            return None
        return self._start + self._places[at], self._start + self._places[at + len(plain) - 1] + 1


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with white space as single blanks and typographic marks plain, and each character's place."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if not chars or chars[-1] == " ":
                continue
            alike = " "
        else:
            alike = _ALIKE.get(char, char)
        chars.append(alike)
        places.append(place)
    if chars and chars[-1] == " ":
        chars.pop()
        places.pop()
    return "".join(chars), places


def key(name: str) -> str:
    """A name in the form in which names are compared: case, articles, possessives and marks left out.

    >>> key("the  Al-Shabaab’s "), key("AL SHABAAB")
    ('al shabaab', 'al shabaab')
    """
    plain, _ = _plain(unicodedata.normalize("NFC", name))
    plain = plain.casefold().replace("'s ", " ").removesuffix("'s").removesuffix("'")
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)
