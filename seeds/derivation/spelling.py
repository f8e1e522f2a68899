"""How names are made comparable and turned into ids."""

import re
import unicodedata
from typing import Any


def slug(name: str) -> str:
    """A readable id: ASCII letters and digits, joined by hyphens.

    >>> slug("Côte d'Ivoire (north)")
    'cote-divoire-north'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = re.sub(r"['’‘`´]", "", plain.encode("ascii", "ignore").decode().lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def key(name: str) -> str:
    """The form under which spellings count as one: case, accents, hyphens and apostrophes do not matter.

    >>> key("Al‑Qa’ida") == key("al qa'ida")
    True
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-‐‑‒–—―]", " ", re.sub(r"['’‘`´ʼʻʿʾ]", "'", plain)).split())


def unique(values: list[str], *without: str) -> list[str]:
    """The values once each, in their order, without some; of two spellings the one with fewer capitals.

    >>> unique(["a", "b", "a"], "b"), unique(["Haqqani Network", "Haqqani network"])
    (['a'], ['Haqqani network'])
    """
    best: dict[str, str] = {}
    for value in values:
        if value and value not in without:
            known = best.setdefault(key(value), value)
            if capitals(value) < capitals(known):
                best[key(value)] = value
    taken = {key(name): capitals(name) for name in without}
    return [v for k, v in best.items() if capitals(v) < taken.get(k, 99)]


def capitals(name: str) -> int:
    """How many capital letters a name has."""
    return sum(c.isupper() for c in name)


def listed(value: Any) -> list[str]:
    """A list out of nothing, one value or a list."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
