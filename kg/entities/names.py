"""Names in a form that can be compared."""

import re
import unicodedata

from kg.schema.files import lexicon

_ARTICLES = ("the ", "a ", "an ")
_BREAKS = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """The name without case, accents, punctuation and article: equal for spellings of one name.

    >>> plain("The Al-Noor  Brigade"), plain("al Noor brigade")
    ('al noor brigade', 'al noor brigade')
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = _BREAKS.sub(" ", letters.replace("'", "").replace("’", "")).strip()
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text


def slug(text: str) -> str:
    """Lower-case words joined by hyphens, for ids.

    >>> slug("Suicide bombing"), slug("Şemdinli")
    ('suicide-bombing', 'semdinli')
    """
    return plain(text).replace(" ", "-")


def initials(name: str) -> str:
    """The first letters of the words of a name that count, in capitals.

    >>> initials("Free Army of the North")
    'FAN'
    """
    small = lexicon("entities")["small"]
    return "".join(word[0] for word in plain(name).split() if word not in small).upper()
