"""Persons: full names after titles or seen by the parser, then single names that refer back to them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

from kg.mentions.aliases import Aliases
from kg.mentions.draft import Draft
from kg.mentions.found import Found, Names, overlaps
from kg.mentions.runs import Piece, function_words, official_titles, own_titles, particles, runs
from kg.mentions.shapes import heads
from kg.mentions.spelling import fold, slug
from kg.model import Entity
from kg.schema.files import lexicon

_ALIKE = 75
"""How alike (rapidfuzz ratio) two spellings of one part of a name are at least: Laden, Ladin."""
_JOINTS = re.compile(r"[\s–-]+")
_GOES_ON = re.compile(r"(?: (?:bin|ibn|al|ben|ould|ul|ur)(?: |-)[A-Z][\w'’-]+){1,4}")
_SHORTEST = 3
_FAMILY = frozenset({"bin", "ibn", "al", "el", "ul", "de", "van", "von", "ould", "ben"})


@cache
def _before_names() -> frozenset[str]:
    return frozenset(lexicon("titles")["before_names"])


def parts(name: str) -> list[str]:
    """The folded words of a person's name without honorifics and particles.

    >>> parts("Sheikh Tamim bin Hamad al-Thani")
    ['tamim', 'hamad', 'thani']
    """
    words = [word for word in _JOINTS.split(fold(name).replace("'", "")) if word]
    while len(words) > 1 and words[0] in own_titles():
        words.pop(0)
    return [word for word in words if word not in particles()] or words


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, as parts, are spellings of one: word by word alike, one of them exactly or closely.

    >>> same_person(["ali", "laden"], ["ali", "ladin"]), same_person(["ali", "laden"], ["omar", "laden"])
    (True, False)
    """
    if len(one) != len(other) or len(one) < 2:
        return False
    ratios = [fuzz.ratio(a, b) for a, b in zip(one, other, strict=True)]
    near = all(a[0] == b[0] or ratio >= 80 for a, b, ratio in zip(one, other, ratios, strict=True))
    return near and min(ratios) >= _ALIKE


class Persons:
    """The persons of one document: whom each name means."""

    def __init__(self, draft: Draft, aliases: Aliases) -> None:
        self._draft = draft
        self._aliases = aliases
        self._names: dict[tuple[str, ...], str] = {}
        for name in draft.outer():
            if draft.kind(name.entity) == "Person":
                self._note(draft.text(name), name.entity)
                self._note(draft.entity(name.entity).name, name.entity)

    def _note(self, name: str, entity: str) -> None:
        if len(words := parts(name)) > 1:
            self._names.setdefault(tuple(words), entity)

    def full(self, start: int, end: int) -> Found:
        """The person whose name of two words or more stands from `start` to `end`."""
        text = " ".join(self._draft.content[start:end].split())
        words = parts(text)
        known = [i for i in self._aliases.lookup(text) if self._draft.register[i].type == "Person"]
        entity = known[0] if len(known) == 1 else self._names.get(tuple(words)) or self._alike(words)
        if entity is None:
            entity = self._draft.place(slug(text), "Person")
            self._draft.introduce(Entity(id=entity, type="Person", name=text))
        self._note(text, entity)
        return Found(start, end, entity)

    def _alike(self, words: Sequence[str]) -> str | None:
        return next((entity for known, entity in self._names.items() if same_person(known, words)), None)

    def short(self, word: str) -> set[str]:
        """The persons whose last name, else whose first name, `word` is."""
        wanted = parts(word)
        last = {e for name, e in self._names.items() if list(name[-len(wanted) :]) == wanted}
        return last or {e for name, e in self._names.items() if name[0] == wanted[0] and len(wanted) == 1}

    def references(self) -> list[Found]:
        """Every later use of a person's name, in full or one word of it, with whom it means."""
        draft, found = self._draft, []
        taken = draft.outer()
        for block in draft.blocks:
            words = draft.pieces(block)
            for run in runs(words, draft.content, particles()):
                name = bare(run, taken)
                if not name or len(name[-1].text) < _SHORTEST:
                    continue
                start = _with_particles(draft.content, words, name[0])
                if overlaps(Found(start, name[-1].end, ""), taken) or name[-1].text in draft.peoples:
                    continue
                entity = self._whom(draft.content[start : name[-1].end], start)
                if entity is not None:
                    found.append(Found(start, name[-1].end, entity, "short"))
        return found

    def _whom(self, name: str, start: int) -> str | None:
        words = parts(name)
        if len(words) > 1:
            return self._names.get(tuple(words)) or self._alike(words)
        return self._nearest(self.short(name), start)

    def _nearest(self, candidates: set[str], start: int) -> str | None:
        """Of several persons of one surname, the one named in full last before `start`."""
        if len(candidates) < 2:
            return next(iter(candidates), None)
        before = [n for n in self._draft.outer() if n.entity in candidates and n.start < start]
        return before[-1].entity if before else None


def bare(run: Sequence[Piece], known: Names) -> list[Piece]:
    """A run without the titles, small words and known names before it, cut where a known name follows."""
    name = list(run)
    while name and (name[0].folded in official_titles() or not name[0].capital or _covered(name[0], known)):
        name.pop(0)
    return _until_known(name, known)


def _covered(word: Piece, known: Names) -> bool:
    return bool(known.at(word.start, word.end))


def _with_particles(content: str, words: Sequence[Piece], first: Piece) -> int:
    """Where a surname begins together with the small words before it: "bin Laden", "al Thani"."""
    number = next(n for n, word in enumerate(words) if word.start == first.start)
    start = first.start
    for word in reversed(words[:number]):
        alone = word.folded in _FAMILY and word.text[0].islower() and content[word.end : start] == " "
        if not alone:
            break
        start = word.start
    return start


def find_titled(draft: Draft, aliases: Aliases) -> None:
    """Add to `draft` the full names that a title announces, and the later uses of all persons so far."""
    draft.add(_longer(draft))
    persons = Persons(draft, aliases)
    spans = titled(draft)
    draft.add([persons.full(*span) for span in spans if _is_full(draft, span)])
    draft.add(persons.references())


def _longer(draft: Draft) -> list[Found]:
    """Known persons whose name goes on in the text: "Sheikh X" in "Sheikh X bin Y al Z"."""
    found = []
    for name in draft.outer():
        if draft.kind(name.entity) == "Person":
            match = _GOES_ON.match(draft.content, name.end)
            if match is not None:
                found.append(Found(name.start, match.end(), name.entity))
    return found


def titled(draft: Draft) -> list[tuple[int, int]]:
    """Where persons' names stand after titles in `draft`."""
    found: list[tuple[int, int]] = []
    for block in draft.blocks:
        words = draft.pieces(block)
        found.extend(_titled(draft, words))
    return found


def settle(draft: Draft, aliases: Aliases, spans: Iterable[tuple[int, int]]) -> None:
    """Add persons named at `spans` to `draft`: full names first, then later uses, then single words left."""
    persons = Persons(draft, aliases)
    ordered = sorted(set(spans))
    draft.add([persons.full(*span) for span in ordered if _is_full(draft, span)])
    draft.add(persons.references())
    alone = [Found(*span, "") for span in ordered if not _is_full(draft, span)]
    draft.add([persons.full(n.start, n.end) for n in alone if not overlaps(n, draft.outer())])
    draft.add(persons.references())


def _is_full(draft: Draft, span: tuple[int, int]) -> bool:
    words = fold(draft.content[span[0] : span[1]]).split()
    return len(parts(" ".join(words))) > 1 or (len(words) > 1 and words[0] in own_titles())


def _titled(draft: Draft, words: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where persons' names stand after titles: "President X Y", "spokesman X", "President of Z X Y"."""
    known = draft.outer()
    for run in runs(words, draft.content, particles()):
        name = bare(run, known)
        if not name:
            continue
        before = run[: next(n for n, word in enumerate(run) if word.start == name[0].start)]
        announced = (
            any(word.folded in _before_names() for word in before)
            or _announced(draft, words, run[0])
            or (name[0].folded in own_titles() and len(name) > 1)
            or any(_office_of(draft, word) for word in before)
        )
        odd = any(word.folded in heads() or word.folded in function_words() for word in name)
        if announced and not odd:
            yield name[0].start, name[-1].end


def _announced(draft: Draft, words: Sequence[Piece], first: Piece) -> bool:
    """Whether the word before a run is a title written small: "spokesman Zabihullah Mujahid"."""
    number = next((n for n, word in enumerate(words) if word.start == first.start), 0)
    if not number or draft.content[words[number - 1].end : first.start] != " ":
        return False
    return words[number - 1].folded in _before_names()


def _office_of(draft: Draft, word: Piece) -> bool:
    """Whether the words before a state make it part of an office: "President of Ukraine"."""
    before = fold(draft.content[max(0, word.start - 30) : word.start]).split()
    return len(before) > 1 and before[-1] in {"of", "to"} and before[-2] in _before_names()


def _until_known(name: Sequence[Piece], known: Names) -> list[Piece]:
    kept: list[Piece] = []
    for word in name:
        if _covered(word, known) or (kept and word.folded in function_words()):
            break
        kept.append(word)
        if word.possessive:
            break
    while kept and not kept[-1].capital:
        kept.pop()
    return kept
