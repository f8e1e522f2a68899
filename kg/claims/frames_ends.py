"""Which entities a phrase stands for: names, carriers of names, coordinations, lists, relatives."""

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.frames_phrases import Phrases
from kg.claims.frames_types import End

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BEFORE_PLACES = ("compound", "nmod", "amod")
_MODIFIERS = ("compound", "nmod", "amod", "poss", "nummod")
_DEPTH = 30
MOST_ENDS = 40
"""Of a longer list only the first so many names count: pairs of long lists grow without bound."""
_INSIDE = ("in", "inside", "near")
_CARRIERS = {
    "of_states": frozenset({"State", "Agency", "Population"}),
    "of_groups": frozenset({"Group", "Organisation", "Person", "Agency", "Population"}),
    "of_places": frozenset({"State", "Location"}),
    "of_causes": frozenset({"State", "Group", "Organisation", "Person"}),
}


class Ends(Phrases):
    """Asks of any phrase of one reading which entities it stands for."""

    def of(self, tokens: list[int]) -> list[End]:
        """The entities of several phrases, in text order, each once."""
        found: dict[str, End] = {}
        for i in tokens:
            for end in self._phrase(i, frozenset()):
                found.setdefault(end.entity, end)
        return list(found.values())[:MOST_ENDS]

    def alone(self, tokens: list[int]) -> list[End]:
        """The entities of the head words of phrases, without what "and" joins to them."""
        return [end for i in tokens for end in self._head(i, frozenset({i}))]

    def beside(self, tokens: list[int]) -> list[End]:
        """The names before nouns that are no names: "X's treatment of …" gives X."""
        plain = [i for i in tokens if self.reading.anchor(i) is None]
        return self.of(
            [
                c
                for i in plain
                for c in self.syntax.kids(i, "poss", "amod", "compound")
                if self.reading.anchor(c)
            ]
        )

    def carried(self, tokens: list[int]) -> list[End]:
        """The entities that phrases carry without being them: "an X airstrike", "X troops"."""
        found: dict[str, End] = {}
        for i in tokens:
            for end in self._carried(i, frozenset({i})):
                found.setdefault(end.entity, end)
        return list(found.values())

    def last_attack(self, i: int) -> list[End]:
        """The attack spoken of last before token `i`, in its sentence or the two before it."""
        for anchor in reversed(self.reading.anchors):
            near = self.reading.tokens[i].sent - self.reading.tokens[anchor.token].sent
            if anchor.token < i and 0 <= near < 3 and self.syntax.kind(anchor.token) == "Attack":
                return [End(anchor.entities[0], anchor.token, anchor.token)]
        return []

    def type(self, end: End) -> str:
        """The entity type of an end."""
        return self.reading.entities[end.entity].type

    def _phrase(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        if i in seen or len(seen) > _DEPTH:
            return
        for j in self._joined(i):
            inner = seen | {i, j}
            yield from self._head(j, inner)
            if self.reading.anchor(j):
                yield from self._list_read_as_apposition(j, inner)
                for c in self._likewise(j):
                    yield from self._phrase(c, inner)

    def _list_read_as_apposition(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """In "A, B and C" the parser may hang B on A as an apposition: taken if B is joined on with "and"."""
        mine = self.reading.anchor(i)
        for c in self.syntax.kids(i, "appos"):
            other = self.reading.anchor(c)
            if not mine or not other or set(mine.entities) & set(other.entities):
                continue
            if self.syntax.kids(c, "conj", "cc") or self._particular(c):
                yield from self._phrase(c, seen)

    def left(self, tokens: list[int]) -> list[End]:
        """The groups that somebody left: "deserters from X", "a breakaway faction of X"."""
        found = [
            j
            for i in tokens
            if self._lexicon.holds("leavers", self.syntax.lemma(i))
            or {"breakaway", "dissident", "disaffected", "disgruntled", "former"}
            & {self.syntax.lemma(c) for c in self.syntax.kids(i, "amod", "compound")}
            for name in ("from", "of", "within")
            for j in self.syntax.prepositions(i).get(name, [])
        ]
        return self.of(found)

    def _head(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """The entities of the phrase's head word alone, before "and"."""
        anchor = self.reading.anchor(i)
        if anchor is not None and anchor.via == "demonym" and self._some(i):
            return
        if anchor is not None and anchor.via == "coreference" and self._lists(i):
            listed = list(self._listed(i, seen))
            if listed:
                yield from listed
                return
        if anchor is not None:
            for entity in anchor.entities:
                level = self._level(i, self.reading.entities[entity].type)
                yield End(entity, i, i, named=anchor.via != "described", level=level)
            return
        token = self.syntax.token(i)
        if token.text.lower() in _RELATIVE and token.tag in {"WDT", "WP", "WP$", "IN", "DT"}:
            yield from self._antecedent(i, seen)
        elif token.pos in {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"} or token.dep in {
            "pobj",
            "nsubj",
            "dobj",
        }:
            yield from self._common(i, seen)

    def _antecedent(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        for j in self.reading.ancestors(i):
            if self.syntax.token(j).dep == "relcl":
                head = self.syntax.token(j).head
                yield from self._phrase(self._whole(head, j), seen)
                return

    def _common(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """A common noun: what its apposition, its list or the name that it carries stands for."""
        ways = (
            self._apposition,
            self._listed,
            self._carried,
            self._partitive,
            self._bearer,
            self._included,
        )
        for way in ways:
            found = list(way(i, seen))
            if found:
                yield from found
                return

    def _apposition(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        for c in (*self.syntax.kids(i, "appos"), *self.syntax.astray(i), *self._called(i)):
            if self.reading.anchor(c):
                yield from self._phrase(c, seen)

    def _listed(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        listing = self._lexicon.lists["listing"]
        for name, below in self.syntax.prepositions(i).items():
            if name in listing:
                for j in below:
                    yield from self._phrase(j, seen)
        head = self.syntax.token(i).head
        apart = (
            [c for c in self.syntax.kids(head, "advcl", "prep") if c > i] if self.syntax.is_verb(head) else []
        )
        for c in (*self._below(i, "acl", "prep"), *apart):
            if self.syntax.lemma(c) in listing:
                for j in self._members(c):
                    if j != i:
                        yield from self._phrase(j, seen)

    def _bearer(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """The name that a common noun is an apposition or a complement of: "X, a militia armed by …"."""
        token = self.syntax.token(i)
        following, beside_comma = i + 1, self._run_on(i)
        named = token.dep in {"compound", "nmod"} and self._lexicon.holds("of_groups", self.syntax.lemma(i))
        if (token.dep == "appos" or named) and self.reading.anchor(token.head):
            yield from self._head(token.head, seen)
        elif beside_comma is not None:
            yield from self._head(beside_comma, seen)
        elif token.dep == "attr" and self.syntax.lemma(token.head) in {"be", "become", "remain"}:
            for j in self.syntax.slots(token.head).get("subj", []):
                yield from self._phrase(j, seen)
        elif following < len(self.reading.tokens) and self.reading.anchor(following):
            beside = self.syntax.token(following)
            if (beside.head, beside.dep) == (token.head, token.dep):
                yield from self._head(following, seen)

    def _included(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """The names that a class includes: "groups backed by X include A and B"."""
        token = self.syntax.token(i)
        if token.dep == "nsubj" and token.tag == "NNS" and self.syntax.lemma(token.head) in {"include", "be"}:
            for j in self.syntax.kids(token.head, "dobj", "attr"):
                if self.reading.anchor(j):
                    yield from self._phrase(j, seen)

    def _partitive(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        if not self._lexicon.holds("partitives", self.syntax.lemma(i)):
            return
        for j in self.syntax.prepositions(i).get("of", []):
            yield from self._phrase(j, seen)

    def _carried(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """The entity whose people a noun names: "Iranian troops", "fighters of the X"."""
        lemma = self.syntax.lemma(i)
        fits = {kind for kind in _CARRIERS if self._lexicon.holds(kind, lemma)}
        if not fits:
            return
        modifiers = _MODIFIERS if fits != {"of_places"} else _BEFORE_PLACES
        carried = list(self.syntax.kids(i, *modifiers))
        carried += [j for c in carried if not self.reading.anchor(c) for j in self.syntax.kids(c, *modifiers)]
        carried += self._after(i, fits)
        found = list(self._fitting(i, carried, fits, seen)) or list(self._led(i, seen))
        if not found and "of_places" in fits:
            below = self.syntax.prepositions(i)
            inside = [j for name in _INSIDE for j in below.get(name, [])]
            found = [replace(end, inside=True) for end in self._fitting(i, inside, {"of_places"}, seen)]
        yield from found

    def _led(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """Who leads the coalition, force or raid that a noun names: "an X-led coalition"."""
        for c in self.syntax.kids(i, "amod"):
            if (
                self.syntax.token(c).text.lower() == "led"
                and c > 1
                and self.syntax.token(c - 1).text in {"-", "–"}
            ):
                yield from (replace(end, head=i, named=False) for end in self._head(c - 2, seen))

    def _fitting(self, i: int, carried: list[int], fits: set[str], seen: frozenset[int]) -> Iterator[End]:
        """Those entities of phrases that the carrier at `i` may stand for."""
        for j in carried:
            if j < i and self._leads_away(j, i):
                continue
            for end in self._phrase(j, seen):
                kind = self.reading.entities[end.entity].type
                if any(kind in _CARRIERS[name] for name in fits):
                    yield replace(end, head=i, named=False, level=self._level(i, kind) or end.level)
