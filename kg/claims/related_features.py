"""What two mentions in one sentence are judged by: their types, the way between them, the words around.

No word of a name is among it: names stand as their types. A feature says either something of the two
together, or what the one is that would be the subject (S) and what the one that would be the object (O), so
that "X armed Y" and "Y, armed by X" look alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.claims import frames_lexicon
from kg.claims.frames_types import Frame
from kg.model import Anchor, Reading, Token

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "PART", "SCONJ"})
_OPEN = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_SKIPPED = frozenset({"det", "aux", "auxpass", "punct", "cc", "case", "mark"})
_ALIKE = {
    "nsubjpass": "obj",
    "dobj": "obj",
    "csubj": "nsubj",
    "csubjpass": "obj",
    "dative": "prep",
    "agent": "by",
}
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_MOST_BETWEEN = 25
_AROUND = 3
_SHORT = 5
"""Between mentions up to so many words apart the words are kept in their order."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of different entities in one sentence, in the order of the text."""

    one: Anchor
    other: Anchor
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way through the tree from one mention to another: tokens upwards, the top, tokens downwards.

    `up` begins at the first mention, `down` at the second; the top is in neither.
    """

    up: tuple[int, ...]
    top: int
    down: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Features of a pair: of both together, with the first mention as the subject, with the second as it."""

    both: frozenset[str]
    forth: frozenset[str]
    back: frozenset[str]


class Sentences:
    """The features of the pairs of one reading; what concerns one word is worked out once."""

    def __init__(self, reading: Reading, told: Iterable[Frame] = ()) -> None:
        """`told` are the relations that the rules have found."""
        self.reading = reading
        self._frames: dict[tuple[int, str], list[tuple[str, str, Frame]]] = {}
        for frame in told:
            ends = (("subject", frame.subject, frame.object), ("object", frame.object, frame.subject))
            for role, entity, other in ends:
                self._frames.setdefault((frame.sentence, entity), []).append((role, other, frame))
        self._words: dict[int, str] = {}
        self._ups: dict[int, tuple[int, ...]] = {}
        self._told: dict[int, tuple[str, ...]] = {}

    def way(self, pair: Pair) -> Way | None:
        """The way between the mentions; None where the tree does not join them."""
        up, down = self._up(pair.one.token), self._up(pair.other.token)
        there = set(down)
        top = next((k for k in up if k in there), None)
        return None if top is None else Way(up[: up.index(top)], top, down[: down.index(top)])

    def _up(self, i: int) -> tuple[int, ...]:
        found = self._ups.get(i)
        if found is None:
            found = self._ups[i] = (i, *self.reading.ancestors(i))
        return found

    def kind(self, entity: str) -> str:
        """The type of an entity."""
        return self.reading.entities[entity].type

    def word(self, i: int) -> str:
        """The lemma of a token in small letters; of a name its type."""
        found = self._words.get(i)
        if found is None:
            found = self._words[i] = self._word(i)
        return found

    def _word(self, i: int) -> str:
        token = self.reading.tokens[i]
        anchor = self.reading.anchor(i)
        if anchor is not None and (kind := self.kind(anchor.entities[0])) != "Attack":
            return kind.upper()
        if token.pos == "PROPN":
            return "NAME"
        if token.pos in {"NUM", "SYM", "X"}:
            return "NUMBER"
        return frames_lexicon.load().lemmas.get(token.text.lower(), token.lemma.lower())

    def features(self, pair: Pair, way: Way | None) -> Judged:
        """All features of a pair; `way` is the one between its mentions."""
        first, second = self.kind(pair.first), self.kind(pair.second)
        both: set[str] = {f"types {min(first, second)} {max(first, second)}"}
        both.update(self._around(pair))
        forth, back = {f"types {first}>{second}"}, {f"types {second}>{first}"}
        if way is None:
            both.add("no way")
        else:
            both.update(self._on_way(way))
            for found, types, ends in (
                (forth, f"{first}>{second}", (way.up, way.down)),
                (back, f"{second}>{first}", (way.down, way.up)),
            ):
                found.update(self._directed(way.top, types, *ends))
        for found, names in ((forth, ("S", "O")), (back, ("O", "S"))):
            found.update(self._ordered(pair, names, first, second))
            found.update(self._told_of(pair, names, way))
        return Judged(frozenset(both), frozenset(forth), frozenset(back))

    def _on_way(self, way: Way) -> Iterator[str]:
        tokens, top = self.reading.tokens, way.top
        yield f"length {min(8, len(way.up) + len(way.down))}"
        yield f"top {tokens[top].pos} {tokens[top].dep}"
        for name in self._told_by(top):
            yield f"top {name}"
        inner = (*way.up[1:], *way.down[1:])
        for k in inner:
            for name in self._told_by(k):
                yield f"way {name}"
        on = {top, *way.up, *way.down}
        for k in (top, *inner):
            for c in self.reading.children(k):
                if c not in on and tokens[c].dep not in _SKIPPED:
                    yield from self._hanging(c)
        above = tokens[top].head
        if above != top:
            yield f"above {self.word(above)} {tokens[top].dep}"

    def _hanging(self, c: int) -> Iterator[str]:
        """What hangs on a word of the way: objects of light verbs, particles, prepositions with nouns."""
        dep = _ALIKE.get(self.reading.tokens[c].dep, self.reading.tokens[c].dep)
        for name in self._told_by(c):
            yield f"on {dep} {name}"
        if dep in {"prep", "by"}:
            for o in self.reading.children(c):
                yield f"on {self.word(c)} {self.word(o)}"

    def _directed(self, top: int, types: str, mine: tuple[int, ...], other: tuple[int, ...]) -> Iterator[str]:
        """What the way says with one end as the subject."""
        shape = f"{self._side(mine)}|{self._side(other)}"
        yield f"shape {shape}"
        yield f"shape {shape} {types}"
        for name in self._told_by(top):
            yield f"top {name} {types}"
            yield f"top {name} {shape}"
        for side, path in (("S", mine[1:]), ("O", other[1:])):
            for k in path:
                for name in self._told_by(k):
                    yield f"{side} {name}"
                    yield f"way {name} {types}"

    def _side(self, path: tuple[int, ...]) -> str:
        """The relations on one side of the top, from the mention upwards; joined words count as the first."""
        names: list[str] = []
        for k in path:
            token = self.reading.tokens[k]
            if token.dep == "pobj":
                names.append(self.word(token.head))
            elif token.dep not in _PREPOSITIONS:
                names.append(_ALIKE.get(token.dep, token.dep))
        plain = [
            name for n, name in enumerate(names) if name not in {"conj", "appos"} or len(names) == 1 or not n
        ]
        return "<".join(plain[:5])

    def _around(self, pair: Pair) -> Iterator[str]:
        """The words between the mentions, before and after them."""
        tokens, i, j = self.reading.tokens, pair.one.token, pair.other.token
        inside = range(i + 1, min(j, i + 1 + _MOST_BETWEEN))
        yield f"far {min(6, (j - i) // 4)}"
        yield f"names between {min(3, sum(tokens[k].anchor is not None for k in inside))}"
        for k in inside:
            for name in self._told_by(k):
                yield f"between {name}"
        sent = tokens[i].sent
        for side, start, step in (("before", i, -1), ("after", j, 1)):
            for far in range(1, _AROUND + 1):
                k = start + far * step
                if not 0 <= k < len(tokens) or tokens[k].sent != sent:
                    yield f"{side} {far} END"
                    break
                for name in self._told_by(k):
                    yield f"{side} {name}"
                if far == 1:
                    yield f"{side} 1 {self.word(k)}"

    def _ordered(self, pair: Pair, names: tuple[str, str], first: str, second: str) -> Iterator[str]:
        """The words between in their order, and those at the mentions, with who would be the subject."""
        tokens, i, j = self.reading.tokens, pair.one.token, pair.other.token
        inside = range(i + 1, min(j, i + 1 + _MOST_BETWEEN))
        last = names[0]
        for k in inside:
            if tokens[k].pos in _CONTENT or tokens[k].anchor is not None:
                word = self.word(k)
                yield f"two {last} {word}"
                last = word
            for name in self._told_by(k):
                if name[0] == "*":
                    yield f"{names[0]} {name} {names[1]}"
        yield f"two {last} {names[1]}"
        if len(inside) <= _SHORT:
            words = " ".join(self.word(k) for k in inside)
            yield f"words {names[0]} {words} {names[1]}"
            yield f"words {names[0]} {first} {words} {names[1]} {second}"
        for name, k in zip(names, (i, j), strict=True):
            yield from self._at(name, k)

    def _told_of(self, pair: Pair, names: tuple[str, str], way: Way | None) -> Iterator[str]:
        """What the rules say of either with others, and how many others of its kind stand between the two."""
        sent = self.reading.tokens[pair.one.token].sent
        on = {way.top, *way.up, *way.down} if way else set()
        for name, entity in zip(names, (pair.first, pair.second), strict=True):
            for role, other, frame in self._frames.get((sent, entity), ()):
                if other not in {pair.first, pair.second}:
                    yield f"{name} told {role} {frame.relation}"
                    if frame.trigger in on:
                        yield f"{name} told {role} here"
        kinds = [self.kind(pair.first), self.kind(pair.second)]
        between = [
            self.kind(anchor.entities[0])
            for anchor in self.reading.anchors
            if pair.one.token < anchor.token < pair.other.token
            and not {pair.first, pair.second} & set(anchor.entities)
        ]
        for name, kind in zip(names, kinds, strict=True):
            yield f"{name} others {min(3, between.count(kind))}"

    def _at(self, name: str, i: int) -> Iterator[str]:
        tokens = self.reading.tokens
        yield f"{name} as {_ALIKE.get(tokens[i].dep, tokens[i].dep)}"
        if tokens[i].dep in _MODIFIERS:
            yield f"{name} of {self.word(tokens[i].head)}"
        if i and tokens[i - 1].sent == tokens[i].sent:
            yield f"{name} after {self.word(i - 1)}"
        if i + 1 < len(tokens):
            yield f"{name} then {self.word(i + 1)}"
            if tokens[i + 1].text in {"-", "–"} and i + 2 < len(tokens):
                yield f"{name} hyphen {self.word(i + 2)}"

    def _told_by(self, i: int) -> tuple[str, ...]:
        """A word that is no name, and the families of the lexicon that it belongs to, marked with a star."""
        found = self._told.get(i)
        if found is None:
            token, word = self.reading.tokens[i], self.word(i)
            if token.pos in _OPEN and not word.isupper():
                found = (word, *_families(word, _kind(token)))
            else:
                found = (word,) if token.pos in _CONTENT or word.isupper() else ()
            self._told[i] = found
        return found


def _kind(token: Token) -> str:
    return "verb" if token.tag.startswith("VB") or token.pos == "VERB" else "noun"


@cache
def _families(lemma: str, kind: str) -> tuple[str, ...]:
    """The families and relations that the lexicon has for a word, marked with a star."""
    lexicon = frames_lexicon.load()
    senses = [sense.meaning for sense in lexicon.verbs.get(lemma, ())] if kind == "verb" else []
    if not senses:
        nouns = (*lexicon.nouns.get(lemma, ()), *lexicon.adjectives.get(lemma, ()))
        senses = [sense.meaning for sense in nouns]
    return tuple(sorted({f"*{one.family}" for one in senses} | {f"*{one.relation}" for one in senses}))
