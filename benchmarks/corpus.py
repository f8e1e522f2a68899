"""Made-up articles of any number with the claims they make, so that what is read out of them can be checked.

Conflicts, towns and groups are invented, so that no real actor is accused of anything here. The same seed
gives the same articles; a few groups are in most of them, as in real reports.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_FIRST = ("Bel", "Dor", "Kar", "Lum", "Mor", "Nor", "Osk", "Per", "Sel", "Tar", "Ulm", "Vel", "Zan")
_SECOND = ("adia", "avia", "enia", "istan", "ova", "uria", "onia", "asia", "emba", "ugu")
_SHAPES = (
    "{} Liberation Front",
    "Free {} Army",
    "{} People's Movement",
    "{} Resistance Brigades",
    "United {} Council",
    "{} Salvation Army",
)
_SUPPORT = (
    "{a} supplied {b} with rifles and mortars.",
    "{a} trained hundreds of fighters of {b}.",
    "Money from {a} kept {b} alive through the winter.",
    "{b} received weapons and money from {a}.",
    "{a} has sheltered the leaders of {b} for years.",
)
_ACCUSED = (
    "{c} accused {a} of arming {b}.",
    "According to {c}, {a} finances {b}.",
    "{c} said that {a} had provided {b} with explosives.",
    '"{a} is sponsoring {b}," {c} said in a statement.',
)
_DENIED = (
    "{a} denied that it had ever supported {b}.",
    "{a} rejected the accusation that it funds {b}.",
)
_FILLER = (
    "Rain fell on the market of {p} for most of the week, and the road to the coast stayed closed.",
    "Teachers in {p} said that classes would begin again once the roof of the school had been mended.",
    "The price of bread in {p} has doubled since the spring, shopkeepers said.",
    "A delegation of farmers travelled to {p} to ask for seed and for a new well.",
    "Two buses left {p} in the morning with families who want to spend the feast with relatives.",
    "The council of {p} will meet again after the harvest to speak about the bridge.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of an article: names of the ends, and of the one who says so ("" for the article itself)."""

    subject: str
    relation: str
    object: str
    asserter: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article in the form that `kg build` reads, and what it claims."""

    name: str
    text: str
    claims: tuple[Told, ...]


def articles(number: int, *, sentences: int = 12, seed: int = 1) -> Iterator[Article]:
    """`number` articles of `sentences` sentences, about a third of which make a claim."""
    dice = random.Random(seed)
    groups = _groups(max(12, number // 5), dice)
    weights = [rank**-0.8 for rank in range(1, len(groups) + 1)]
    for position in range(number):
        yield _article(position, groups, weights, sentences, dice)


def write(folder: Path, number: int, *, sentences: int = 12, seed: int = 1) -> int:
    """Puts the articles into `folder`, one file each; the number of words in them."""
    folder.mkdir(parents=True, exist_ok=True)
    words = 0
    for article in articles(number, sentences=sentences, seed=seed):
        (folder / f"{article.name}.txt").write_text(article.text, encoding="utf-8")
        words += len(article.text.split())
    return words


def _groups(number: int, dice: random.Random) -> list[str]:
    places = [first + second for first in _FIRST for second in _SECOND]
    names = [shape.format(place) for place in places for shape in _SHAPES]
    dice.shuffle(names)
    if number > len(names):
        names += [f"{name} of {place}" for place in places for name in names[: len(places)]]
    return names[:number]


def _article(
    position: int, groups: Sequence[str], weights: Sequence[float], sentences: int, dice: random.Random
) -> Article:
    place = dice.choice(_FIRST) + dice.choice(_SECOND)
    lines: list[str] = []
    claims: list[Told] = []
    for _ in range(sentences):
        if dice.random() < 0.35:
            line, claim = _claim(groups, weights, dice)
            claims.append(claim)
            lines.append(line)
        else:
            lines.append(dice.choice(_FILLER).format(p=place))
    day = f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    head = f"publisher: {place} Courier\npublished: {day}\ngenre: news\n\n"
    body = "\n\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))
    return Article(f"article-{position:06}", f"{head}Notes from {place}\n\n{body}\n", tuple(claims))


def _claim(groups: Sequence[str], weights: Sequence[float], dice: random.Random) -> tuple[str, Told]:
    a, b, c = _three(groups, weights, dice)
    kind = dice.random()
    pattern = dice.choice(_DENIED if kind < 0.15 else _ACCUSED if kind < 0.6 else _SUPPORT)
    names = {"a": f"the {a}", "b": f"the {b}", "c": f"the {c}"}
    line = pattern.format(**names)
    line = line[0].upper() + line[1:] if line[0] != '"' else f'"The{line[4:]}'
    asserter = a if kind < 0.15 else c if kind < 0.6 else ""
    return line, Told(a, "SUPPORTS", b, asserter, denied=kind < 0.15)


def _three(groups: Sequence[str], weights: Sequence[float], dice: random.Random) -> list[str]:
    found: list[str] = []
    while len(found) < 3:
        one = dice.choices(groups, weights)[0]
        if one not in found:
            found.append(one)
    return found
