"""Which entities a phrase stands for: names, carriers of names, coordinations, lists, relatives."""

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.frames_syntax import Syntax
from kg.claims.frames_types import End
from kg.model import Reading

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BEFORE_PLACES = ("compound", "nmod", "amod")
_MODIFIERS = ("compound", "nmod", "amod", "poss", "nummod")
_DEPTH = 30
MOST_ENDS = 40
"""Of a longer list only the first so many names count: pairs of long lists grow without bound."""
_SOME = frozenset({"a", "an", "every", "each", "some", "many", "another", "any", "this", "that"})
_INSIDE = ("in", "inside", "near")
_CARRIERS = {
    "of_states": frozenset({"State", "Agency", "Population"}),
    "of_groups": frozenset({"Group", "Organisation", "Person", "Agency", "Population"}),
    "of_places": frozenset({"State", "Location"}),
    "of_causes": frozenset({"State", "Group", "Organisation", "Person"}),
}
_GOVERNMENT = frozenset({"government", "regime", "state", "authority", "administration", "leadership"})


class Ends:
    """Asks of any phrase of one reading which entities it stands for."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.reading: Reading = syntax.reading
        self._lexicon = syntax.lexicon

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

    def _joined(self, i: int) -> list[int]:
        """The heads of all members of the coordination that starts at token `i`, in text order."""
        found = [i]
        for j in found:
            for c in self.syntax.kids(j, "conj"):
                genitive = self.syntax.kids(c, "case") and not self.syntax.kids(j, "case")
                if (not self.syntax.is_verb(c) or self.reading.anchor(c)) and not genitive:
                    found.append(c)
        return sorted(found)

    def _list_read_as_apposition(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        """In "A, B and C" the parser may hang B on A as an apposition: taken if B is joined on with "and"."""
        mine = self.reading.anchor(i)
        for c in self.syntax.kids(i, "appos"):
            other = self.reading.anchor(c)
            if not mine or not other or set(mine.entities) & set(other.entities):
                continue
            if self.syntax.kids(c, "conj", "cc") or self._particular(c):
                yield from self._phrase(c, seen)

    def _likewise(self, i: int) -> list[int]:
        """Who is set beside a name between commas: "A, like B, …", "A, along with B, …"."""
        found = []
        head = self.syntax.token(i).head
        for c in (*self.syntax.kids(i, "prep"), *self.syntax.kids(head, "prep")):
            apart = c > 1 and self.syntax.token(c - 1).text == "," and c - 2 == i
            if apart and self.syntax.lemma(c) in {"like", "along", "alongside"}:
                below = [c, *self.syntax.kids(c, "prep")]
                found += [j for p in below for j in self.syntax.kids(p, "pobj") if self.reading.anchor(j)]
        return found

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

    def _particular(self, i: int) -> bool:
        """Whether "particularly", "including" … stands before the name at `i`."""
        return any(
            self.syntax.lemma(c) in self._lexicon.lists["listing"]
            for c in self.syntax.kids(i, "advmod", "prep")
        )

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

    def _lists(self, i: int) -> bool:
        """Whether a class is listed right after it: "countries including A and B"."""
        listing = self._lexicon.lists["listing"]
        plural = self.syntax.token(i).tag == "NNS"
        return plural and any(
            c > i and self.syntax.lemma(c) in listing for c in self.syntax.kids(i, "prep", "acl")
        )

    def _some(self, i: int) -> bool:
        """Whether a demonym means some people, not the country: "every Peruvian", "two Peruvians"."""
        words = {self.syntax.token(c).text.lower() for c in self.syntax.kids(i, "det")}
        return bool(words & _SOME) or bool(self.syntax.kids(i, "nummod"))

    def _antecedent(self, i: int, seen: frozenset[int]) -> Iterator[End]:
        for j in self.reading.ancestors(i):
            if self.syntax.token(j).dep == "relcl":
                head = self.syntax.token(j).head
                yield from self._phrase(self._whole(head, j), seen)
                return

    def _whole(self, head: int, clause: int) -> int:
        """The first member of the coordination before a plural relative clause ("A and B, who are …")."""
        token = self.syntax.token(head)
        plural = {"VBP", "VB"} & {self.syntax.token(clause).tag} or any(
            self.syntax.token(c).text.lower() in {"are", "were", "have"}
            for c in self.syntax.kids(clause, "aux", "auxpass")
        )
        if plural and token.dep == "conj" and token.tag not in {"NNS", "NNPS"}:
            while self.syntax.token(head).dep == "conj":
                head = self.syntax.token(head).head
        return head

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

    def _called(self, i: int) -> list[int]:
        """The name that a common noun is given: "a movement known as X", "the group calling itself X"."""
        found = []
        for c in self.syntax.kids(i, "acl", "relcl"):
            if self._lexicon.holds("naming", self.syntax.lemma(c)):
                slots = self.syntax.slots(c)
                found += [j for name in ("as", "attr", "iobj") for j in slots.get(name, [])]
        return found

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

    def _members(self, c: int) -> list[int]:
        """What "including" or "consisting of" lists."""
        slots = self.syntax.slots(c) if self.syntax.token(c).dep in {"acl", "advcl"} else {}
        return [*self.syntax.kids(c, "pobj"), *slots.get("obj", []), *slots.get("of", [])]

    def _below(self, i: int, *deps: str) -> list[int]:
        """Modifiers after noun `i`, also those that the parser hung on a noun inside its phrase."""
        found = [c for c in self.syntax.kids(i, *deps) if c > i]
        inside = [j for c in self.syntax.kids(i, "prep") for j in self.syntax.kids(c, "pobj")]
        return found + [c for j in inside if not self.reading.anchor(j) for c in self.syntax.kids(j, *deps)]

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

    def _run_on(self, i: int) -> int | None:
        """The name before ", a group that …", which the parser took for one more object of the verb."""
        token = self.syntax.token(i)
        first = min([i, *self.syntax.kids(i, "det", *_BEFORE_PLACES)])
        if token.dep not in {"dobj", "npadvmod"} or first < 2 or first == i:
            return None
        comma = self.syntax.token(first - 1).text == "," and self.syntax.token(first).pos == "DET"
        before = token.dep != "dobj" or len(self.syntax.kids(token.head, "dobj")) > 1
        return first - 2 if comma and before and self.reading.anchor(first - 2) else None

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

    def _after(self, i: int, fits: set[str]) -> list[int]:
        """Names after a carrier: "fighters of X", "soldiers from X", "gunmen loyal to X"."""
        below = self.syntax.prepositions(i)
        found = [*below.get("of", []), *below.get("from", []), *below.get("by", [])]
        found += [j for name in ("within", "in", "inside") for j in below.get(name, []) if self._is_group(j)]
        for c in self.syntax.kids(i, "amod", "acl"):
            if c > i and self._lexicon.holds("loyalty", self.syntax.lemma(c)) and "of_groups" in fits:
                found += self.syntax.prepositions(c).get("to", [])
        return found

    def _fitting(self, i: int, carried: list[int], fits: set[str], seen: frozenset[int]) -> Iterator[End]:
        """Those entities of phrases that the carrier at `i` may stand for."""
        for j in carried:
            if j < i and self._leads_away(j, i):
                continue
            for end in self._phrase(j, seen):
                kind = self.reading.entities[end.entity].type
                if any(kind in _CARRIERS[name] for name in fits):
                    yield replace(end, head=i, named=False, level=self._level(i, kind) or end.level)

    def _leads_away(self, j: int, i: int) -> bool:
        """Whether modifier `j` of noun `i` is the first part of "X-backed"."""
        return j + 1 < i and self.syntax.token(j + 1).text in {"-", "–"}

    def _is_group(self, j: int) -> bool:
        anchor = self.reading.anchor(j)
        return anchor is not None and self.reading.entities[anchor.entities[0]].type in {"Group", "Agency"}

    def _level(self, i: int, kind: str) -> str | None:
        lemma = self.syntax.lemma(i)
        if self._lexicon.holds("elements", lemma) or any(
            self._lexicon.holds("elements", self.syntax.lemma(c)) for c in self.syntax.kids(i, "amod")
        ):
            return "elements"
        return "government" if kind == "State" and lemma in _GOVERNMENT else None
