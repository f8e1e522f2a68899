"""Numbers in a text with what they count and how they are bound, and the words of harm."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.claims.attack_context import NOMINAL, is_prose, lemma
from kg.model import Reading, Token
from kg.model.numbers import number
from kg.schema.files import lexicon

_LONGEST = 6
_LEAD = 4
_COMPARED = ("fewer", "less", "more", "longer", "one")
_SCALES = ("dozen", "score", "hundred", "thousand", "million")


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lexicon `figures.yaml`: words of harm with their measure, and the words that bound a number."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    acts: dict[str, str]
    states: dict[str, str]
    bounds: tuple[tuple[tuple[str, ...], str], ...]
    dying: frozenset[str]
    natural: frozenset[str]
    loose: frozenset[str]
    carried: frozenset[str]
    hospital: frozenset[str]
    losing: frozenset[str]
    claiming: frozenset[str]
    tolls: frozenset[str]
    reaching: frozenset[str]
    parts: frozenset[str]
    not_people: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts: token indexes `first` to `last`, `head` the noun (or the number)."""

    value: int
    qualifier: str
    first: int
    last: int
    head: int
    start: int
    of: str | None


@cache
def figure_words() -> FigureWords:
    """The word lists of casualty figures."""
    data: dict[str, Any] = lexicon("figures")
    bounds = [
        (tuple(phrase.split()), qualifier)
        for qualifier, phrases in data["bounds"].items()
        for phrase in phrases
    ]
    bounds.sort(key=lambda bound: (-len(bound[0]), bound[0]))
    maps: dict[str, Any] = {name: dict(data[name]) for name in ("verbs", "nouns", "acts", "states")}
    names = (
        "dying",
        "natural",
        "loose",
        "carried",
        "hospital",
        "losing",
        "claiming",
        "tolls",
        "reaching",
        "parts",
        "not_people",
        "persons",
    )
    sets: dict[str, Any] = {name: frozenset(data[name]) for name in names}
    return FigureWords(**maps, **sets, bounds=tuple(bounds))


def counts(reading: Reading) -> list[Count]:
    """The numbers of a reading that can count people, in text order."""
    dates = [(date.start, date.end) for date in reading.dates]
    found: list[Count] = []
    i = 0
    while i < len(reading.tokens):
        run = _run(reading, i) if is_prose(reading, reading.tokens[i]) else None
        if run is None:
            i += 1
            continue
        last, value = run
        count = _count(reading, i, last, value, dates)
        if count is not None:
            found.append(count)
        i = last + 1
    return found


def _run(reading: Reading, i: int) -> tuple[int, int] | None:
    """The last token and the value of the longest numeral that starts at token `i`."""
    first = reading.tokens[i]
    word = first.text.lower()
    plain = word.replace(",", "")
    if not plain.isdigit() and number(word) is None and word not in ("a", "an", "no"):
        return None
    if first.anchor is not None:
        return None
    if word == "no":
        following = reading.tokens[i + 1].text.lower() if i + 1 < len(reading.tokens) else ""
        return None if following in _COMPARED else (i, 0)
    best: tuple[int, int] | None = None
    limit = min(reading.sentences[first.sent].last, i + _LONGEST)
    for j in range(i, limit):
        if (
            j > i
            and reading.tokens[j].text.lower() not in ("-", "and", *_SCALES)
            and number(reading.tokens[j].text) is None
        ):
            break
        text = reading.words(first.start, reading.tokens[j].end)
        if j > i and (first.text[0].isdigit() or word in ("a", "an")) and not _is_scale(reading.tokens[j]):
            break
        value = number(text)
        if value is not None:
            best = j, value
    if best is None and word in ("a", "an"):
        return i, 1
    return best


def _is_scale(token: Token) -> bool:
    return token.text.lower() in _SCALES


def _count(reading: Reading, first: int, last: int, value: int, dates: list[tuple[int, int]]) -> Count | None:
    token = reading.tokens[last]
    start, end = reading.tokens[first].start, token.end
    if any(begin < end and start < finish for begin, finish in dates):
        return None
    head = _head(reading, first, last)
    if first > 0 and reading.tokens[first - 1].text.lower() == "not":
        return None
    after = reading.tokens[last + 1].text.lower() if last + 1 < len(reading.tokens) else ""
    if after.startswith(("%", "-year", "percent", "-", "per")) or lemma(head) in figure_words().not_people:
        return None
    article = reading.tokens[first].text.lower() in ("a", "an") and first == last
    if article and (lemma(head) not in figure_words().persons and not _demonym(reading, head)):
        return None
    if article and head.tag in ("NNS", "NNPS"):
        return None
    if value == 0 and lemma(head) not in figure_words().nouns and lemma(head) not in figure_words().persons:
        return None
    if head.pos == "NUM" and reading.tokens[first].text.isdigit() and len(reading.tokens[first].text) == 4:
        return None
    qualifier, begin = _bound(reading, first)
    return Count(value, qualifier, begin, max(last, head.i), head.i, start, _of(reading, head, first, last))


def _demonym(reading: Reading, head: Token) -> bool:
    anchor = reading.anchor(head.i)
    return anchor is not None and anchor.via == "demonym"


def _head(reading: Reading, first: int, last: int) -> Token:
    """The noun that the number counts, else the number itself."""
    inside = range(first, last + 1)
    for i in inside:
        token = reading.tokens[i]
        if token.head not in inside and token.dep in (
            "nummod",
            "det",
            "quantmod",
            "compound",
            "amod",
            "nmod",
            "neg",
        ):
            head = reading.tokens[token.head]
            if head.pos in NOMINAL or head.anchor is not None or head.pos in ("ADJ", "PRON"):
                return head
    for token in reading.tokens[last + 1 : last + _LEAD]:
        if token.pos in NOMINAL and token.tag in ("NNS", "NN") and token.dep != "compound":
            return token
        if token.pos not in ("ADJ", *NOMINAL) and token.tag not in ("VBN", "VBG"):
            break
    return reading.tokens[last]


def _bound(reading: Reading, first: int) -> tuple[str, int]:
    """How the words before the number bound it, and the first token of those words."""
    sentence = reading.sentences[reading.tokens[first].sent]
    low = max(sentence.first, first - _LEAD)
    before = [token.text.lower() for token in reading.tokens[low:first]]
    for phrase, qualifier in figure_words().bounds:
        if len(phrase) <= len(before) and tuple(before[-len(phrase) :]) == phrase:
            return qualifier, first - len(phrase)
    return "exact", first


def _of(reading: Reading, head: Token, first: int, last: int) -> str | None:
    """Whom the number counts, in plain words; "people" where the words are only of harm."""
    lexicon_words = figure_words()
    if head.pos == "NUM" or lemma(head) in lexicon_words.nouns:
        qualifiers = [
            reading.tokens[c].text
            for c in reading.children(head.i)
            if last < c < head.i and reading.tokens[c].dep in ("amod", "compound", "nmod")
        ]
        return " ".join(qualifiers) or "people"
    article = reading.tokens[first].text.lower() in ("a", "an")
    after = first if article else last
    keep = [j for j in reading.subtree(head.i) if after < j <= head.i]
    run = [j for j in keep if all(k in keep for k in range(j, head.i + 1))]
    if not run:
        return None
    text = " ".join(reading.words(reading.tokens[run[0]].start, head.end).split())
    return text.removeprefix("more ").removeprefix("other ").removeprefix("additional ")
