"""Frames of attacks that have an anchor: where they happened and who carried them out."""

from kg.claims.frames_build import Builder
from kg.claims.frames_lexicon import Meaning
from kg.claims.frames_types import End, Frame

_ACTORS = frozenset({"Group", "State", "Agency", "Organisation", "Person", "Population"})
_PLACES = frozenset({"Location", "State", "Organisation", "Agency"})
_ATTACK = frozenset({"Attack"})
_BY_ITSELF = frozenset({"explode", "detonate", "go", "blow", "erupt"})
"""Verbs whose subject, without an object, is what went off: "the plane exploded"."""
OCCURRED = Meaning("attack", "OCCURRED_IN", _ATTACK, _PLACES)
PERPETRATED = Meaning("attack", "PERPETRATED", _ACTORS, _ATTACK)
INVOLVED = Meaning("attack", "INVOLVED_IN", _ACTORS, _ATTACK)


class Events:
    """Finds the frames of every word that stands for an attack."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._syntax = builder.syntax
        self._ends = builder.ends
        self._places = builder.syntax.lexicon.lists["places"]

    def find(self) -> list[Frame]:
        """The place and the authors of all attacks of the reading."""
        found: list[Frame] = []
        for anchor in self._syntax.reading.anchors:
            if self._syntax.reading.entities[anchor.entities[0]].type != "Attack":
                continue
            attacks = [End(entity, anchor.token, anchor.token) for entity in anchor.entities]
            verb = self._syntax.is_verb(anchor.token)
            places = self._verb_places(anchor.token) if verb else self._noun_places(anchor.token)
            pairs = self._places_of(anchor.token, attacks, places)
            found += self._build.frames(OCCURRED, pairs, anchor.token, "attack place")
            authors = self._verb_authors(anchor.token) if verb else self._noun_authors(anchor.token)
            meaning = INVOLVED if verb and self._only_planned(anchor.token) else PERPETRATED
            found += self._build.frames(
                meaning, self._build.pairs(authors, attacks), anchor.token, "attack author"
            )
        return found

    def _places_of(self, i: int, attacks: list[End], places: list[End]) -> list[tuple[End, End]]:
        """Each attack with its place: "attacks in A and B" are several, one here and one there."""
        several = self._syntax.token(i).tag == "NNS" and len(places) > 1
        if several and len(attacks) in {1, len(places)}:
            return list(zip(attacks, places, strict=False))
        return self._build.pairs(attacks, places)

    def _at(self, i: int, *, wide: bool) -> list[End]:
        """The first place that prepositions hang on token `i`; of a wide one no state or body is left out."""
        for name, tokens in self._syntax.prepositions(i).items():
            if name in self._places:
                found = [end for end in self._ends.of(tokens) if self._is_place(end, wide and name == "in")]
                if found:
                    return found
        return []

    def _is_place(self, end: End, wide: bool) -> bool:
        kind = self._ends.type(end)
        return end.named and (kind == "Location" or (wide and kind == "State"))

    def _verb_places(self, i: int) -> list[End]:
        return self._at(i, wide=True) or self._struck(i)

    def _struck(self, verb: int) -> list[End]:
        """Where what a verb strikes stands: "attacked a depot in X", "killed nine people in X"."""
        below = [j for j in self._syntax.slots(verb).get("obj", []) if self._is_target(j, verb)]
        return next((found for j in below if (found := self._at(j, wide=True))), [])

    def _inside(self, i: int) -> list[End]:
        """Where the target of an attack stands: "the bombing of a depot in X"."""
        below = self._syntax.prepositions(i)
        targets = [
            j for name in ("on", "of", "against") for j in below.get(name, []) if self._is_target(j, i)
        ]
        return next((found for j in targets if (found := self._at(j, wide=True))), [])

    def _told(self, i: int) -> list[End]:
        """Where a clause about the attack puts it: "the bomb that struck a depot in X"."""
        for c in self._syntax.kids(i, "relcl", "acl"):
            if self._syntax.is_verb(c) and self._syntax.kind(c) in {None, "Attack"}:
                return self._at(c, wide=True) or self._struck(c)
        return []

    def _is_target(self, j: int, i: int) -> bool:
        """Whether the noun at `j` after the attack at `i` is what was struck, no name or attack itself."""
        token = self._syntax.token(j)
        return j > i and token.pos in {"NOUN", "PROPN", "NUM"} and self._syntax.kind(j) is None

    def _noun_places(self, i: int) -> list[End]:
        found = self._at(i, wide=True) or self._inside(i) or self._told(i)
        if found:
            return found
        before = self._ends.of(self._syntax.kids(i, "compound", "nmod", "poss", "amod"))
        found = [end for end in before if self._ends.type(end) == "Location"]
        if found:
            return found
        for j in self._syntax.reading.ancestors(i):
            if self._syntax.is_verb(j):
                hit = i in self._syntax.slots(j).get("subj", [])
                return self._at(j, wide=True) or (self._struck(j) if hit else [])
            if self._syntax.kind(j) is not None:
                break
        return []

    def _only_planned(self, i: int) -> bool:
        """Whether the attack was only planned: "had plotted to bomb X"."""
        token = self._syntax.token(i)
        return token.dep == "xcomp" and self._syntax.lexicon.holds("plans", self._syntax.lemma(token.head))

    def _verb_authors(self, i: int) -> list[End]:
        slots = self._syntax.slots(i)
        by_itself = self._syntax.lemma(i) in _BY_ITSELF and not slots.get("obj")
        return [] if by_itself else self._ends.of(slots.get("subj", []))

    def _noun_authors(self, i: int) -> list[End]:
        below = self._syntax.prepositions(i)
        found = self._ends.of(below.get("by") or self._syntax.deep(i, "by"))
        if found:
            return found
        named = self._ends.of(self._syntax.kids(i, "poss", "compound", "nmod", "amod"))
        aimed = bool({"on", "against"} & set(below))
        return [end for end in named if self._is_author(end, aimed)]

    def _is_author(self, end: End, aimed: bool) -> bool:
        kind = self._ends.type(end)
        return kind in {"Group", "Agency"} or (aimed and kind in {"State", "Person"})
