"""Frames of names that belong to other names: "Y's bureau", "the bureau of Y", "N of the council"."""

from collections.abc import Mapping

from kg.claims.frames_build import Builder
from kg.claims.frames_lexicon import Meaning
from kg.claims.frames_types import End, Frame
from kg.model import Anchor

_BODIES = frozenset({"Agency"})
_WHOLES = frozenset({"State", "Group", "Agency"})
_EMPLOYERS = frozenset({"Group", "Agency", "Organisation"})
PART = Meaning("belonging", "PART_OF", _BODIES, _WHOLES)
MEMBER = Meaning("belonging", "MEMBER_OF", frozenset({"Person"}), _EMPLOYERS)
BRANCH = Meaning("belonging", "AFFILIATE_OF", frozenset({"Group"}), frozenset({"Group"}))
LEADER = Meaning("belonging", "LEADS", frozenset({"Person"}), frozenset({"Group", "Organisation"}))
PRESENT = Meaning("belonging", "OPERATES_IN", frozenset({"Group"}), frozenset({"State", "Location"}))


class Belonging:
    """Finds the frames of names joined by a genitive, "of" or "in"."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._syntax = builder.syntax
        self._ends = builder.ends

    def find(self) -> list[Frame]:
        """Agencies of states and groups, persons of organisations, groups in places."""
        found: list[Frame] = []
        persons = self._nested_persons()
        for anchor in self._syntax.reading.anchors:
            i = anchor.token
            if anchor.via == "described":
                bands = [End(entity, i, i) for entity in anchor.entities]
                leaders = self._build.pairs(self._inside(anchor, persons), bands)
                found += self._build.frames(LEADER, leaders, i, "belonging")
            if anchor.via not in {"name", "metonym"}:
                continue
            named = [End(entity, i, i) for entity in anchor.entities]
            below = self._ends.of(self._syntax.prepositions(i).get("of", []))
            owners = self._ends.of(self._syntax.kids(i, "poss")) + below
            found += self._build.frames(PART, self._build.pairs(named, owners), i, "belonging")
            possessors = self._ends.of(self._syntax.kids(i, "poss"))
            found += self._build.frames(BRANCH, self._build.pairs(named, possessors), i, "belonging")
            found += self._build.frames(MEMBER, self._build.pairs(named, below), i, "belonging")
            found += self._build.frames(LEADER, self._build.pairs(owners, named), i, "belonging")
            if i + 1 < len(self._syntax.reading.tokens) and self._syntax.token(i + 1).head == i:
                inside = self._ends.of(self._syntax.prepositions(i).get("in", []))
                found += self._build.frames(PRESENT, self._build.pairs(named, inside), i, "belonging")
        return found

    def _nested_persons(self) -> dict[int, End]:
        """Persons whose names stand within longer ones, by the tokens with which they begin."""
        reading = self._syntax.reading
        starts = {m.start: m.entity for m in reading.mentions if m.nested}
        return {
            token.i: End(starts[token.start], token.i, token.i)
            for token in (reading.tokens if starts else ())
            if token.start in starts and reading.entities[starts[token.start]].type == "Person"
        }

    def _inside(self, anchor: Anchor, persons: Mapping[int, End]) -> list[End]:
        """The persons whose names stand within the words of a band: "the men of Foo"."""
        tokens = self._syntax.reading.tokens
        place = self._syntax.reading.sentences[tokens[anchor.token].sent]
        return [
            persons[i]
            for i in range(place.first, place.last)
            if i in persons and anchor.start <= tokens[i].start and tokens[i].end <= anchor.end
        ]
