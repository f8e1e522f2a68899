"""What the words of a document stand for so far, and which of them a later word may refer to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kg.mentions.nominals import conjuncts, first_conjunct, is_head, is_plural, rivals, role, span
from kg.model import Anchor, Entity, Reading

_DISTANCE = 2.0
_SUBJECT, _OBJECT = 3.0, 1.0
_OFTEN = 0.1
"""Weights of a candidate: sentences between, its role, how often it was named (at most four times counts)."""


class Discourse:
    """The words of one document that stand for entities, filled while it is read from left to right.

    `stands` maps tokens to entities, `called` entities to the nouns used of them and where; `gender`
    is m or f where a word told it; `capitals` are states by the id of their capital; `extra` holds
    the anchors of words that are no names.
    """

    def __init__(self, tree: Reading, entity: Callable[[str], Entity], names: list[Anchor]) -> None:
        self.tree = tree
        self.entity = entity
        self.called: dict[str, dict[str, int]] = {}
        self.capitals: Mapping[str, str] = {}
        self.gender: dict[str, str] = {}
        self.stands: dict[int, tuple[str, ...]] = {anchor.token: anchor.entities for anchor in names}
        self.names = frozenset(self.stands)
        self.modifiers = {a.token for a in names if a.via == "demonym"}
        self.extra: dict[int, Anchor] = {}
        self._heads = frozenset(t.i for t in tree.tokens if is_head(t) and t.i not in self.modifiers)
        self._named: Counter[str] = Counter()

    def kind(self, entity_id: str) -> str:
        """The type of an entity."""
        return self.entity(entity_id).type

    def call(self, entity_id: str, noun: str, i: int) -> None:
        """Keep that an entity was called `noun` at token `i`."""
        nouns = self.called.setdefault(entity_id, {})
        nouns[noun] = min(i, nouns.get(noun, i))

    def note(self, i: int) -> None:
        """Count the entities of token `i` as named once more."""
        self._named.update(self.stands.get(i, ()))

    def resolve(self, i: int, entities: tuple[str, ...], via: str) -> None:
        """Let token `i` stand for `entities`; the anchor covers its phrase up to the token."""
        if entities and i not in self.stands:
            tokens = self.tree.tokens
            first = i if tokens[i].pos in {"PRON", "DET"} else span(self.tree, i)[0]
            self.stands[i] = entities
            self.extra[i] = Anchor(i, tokens[first].start, tokens[i].end, entities, via)

    def before(self, i: int, sentences: int) -> Iterator[int]:
        """The heads of noun phrases and pronouns with a meaning before token `i`, nearest first.

        At most `sentences` sentences back, and never what the verb of `i` has beside it.
        """
        tokens = self.tree.tokens
        barred = rivals(self.tree, i)
        earliest = tokens[i].sent - sentences
        for j in range(i - 1, -1, -1):
            if tokens[j].sent < earliest:
                return
            meant = j in self._heads or (j in self.stands and j not in self.modifiers)
            if meant and j not in barred and not self._inside(j, i):
                yield j

    def _inside(self, j: int, i: int) -> bool:
        """Whether word `j` is part of the phrase of `i` itself."""
        return any(above == i for above in self.tree.ancestors(j)) and self.tree.tokens[i].pos == "NOUN"

    def weight(self, j: int, i: int) -> float:
        """How likely the word at `j` is meant at `i`: near, subject, often named."""
        tokens = self.tree.tokens
        place = role(self.tree, j)
        score = _SUBJECT if place == "subject" else _OBJECT if place == "object" else 0.0
        score -= _DISTANCE * (tokens[i].sent - tokens[j].sent)
        times = max((self._named[e] for e in self.stands.get(j, ())), default=0)
        return score + _OFTEN * min(times, 4)

    def best(self, i: int, candidates: list[int]) -> int | None:
        """The likeliest of `candidates`, the nearest of several that are equally likely."""
        return max(candidates, key=lambda j: (self.weight(j, i), j), default=None)

    def group(self, j: int, i: int) -> tuple[str, ...]:
        """The entities of the whole coordination of `j`, as far as it stands before `i`."""
        found: dict[str, None] = {}
        for member in conjuncts(self.tree, first_conjunct(self.tree, j)):
            if member < i:
                found.update(dict.fromkeys(self.stands.get(member, ())))
        return tuple(found)

    def kinds(self, j: int) -> set[str]:
        """The types of the entities that token `j` stands for."""
        return {self.kind(entity) for entity in self.stands.get(j, ())}

    def plural(self, j: int) -> bool:
        """Whether token `j` is plural or belongs to a coordination."""
        members = list(conjuncts(self.tree, first_conjunct(self.tree, j)))
        return is_plural(self.tree.tokens[j]) or len(members) > 1 or len(self.stands.get(j, ())) > 1
