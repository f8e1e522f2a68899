"""Frames of attacks that have an anchor: where they happened and who carried them out."""

from kg.claims.frames_build import Builder
from kg.claims.frames_lexicon import Meaning
from kg.claims.frames_types import End, Frame

_ACTORS = frozenset({"Group", "State", "Agency", "Organisation", "Person", "Population"})
_PLACES = frozenset({"Location", "State", "Organisation", "Agency"})
_ATTACK = frozenset({"Attack"})
OCCURRED = Meaning("attack", "OCCURRED_IN", _ATTACK, _PLACES)
PERPETRATED = Meaning("attack", "PERPETRATED", _ACTORS, _ATTACK)


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
            found += self._build.frames(
                PERPETRATED, self._build.pairs(authors, attacks), anchor.token, "attack author"
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
        return self._at(i, wide=True)

    def _noun_places(self, i: int) -> list[End]:
        found = self._at(i, wide=True)
        if found:
            return found
        before = self._ends.of(self._syntax.kids(i, "compound", "nmod", "poss", "amod"))
        found = [end for end in before if self._ends.type(end) == "Location"]
        if found:
            return found
        for j in self._syntax.reading.ancestors(i):
            if self._syntax.is_verb(j):
                return self._at(j, wide=True)
            if self._syntax.kind(j) is not None:
                break
        return []

    def _verb_authors(self, i: int) -> list[End]:
        return self._ends.of(self._syntax.slots(i).get("subj", []))

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
