"""Frames of verbs: "X backs Y", "Y is backed by X", "X-backed Y", "allows Y to operate"."""

from collections.abc import Callable
from itertools import combinations, permutations

from kg.claims.frames_build import Builder
from kg.claims.frames_clauses import SUBJECTS
from kg.claims.frames_lexicon import Slots, VerbSense
from kg.claims.frames_tree import Filled
from kg.claims.frames_types import End, Frame


class Verbal:
    """Finds the frames of every verb of one reading."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._syntax = builder.syntax
        self._ends = builder.ends
        self._lexicon = builder.syntax.lexicon

    def find(self) -> list[Frame]:
        """The frames of all verbs, and the accusations that no other relation expresses."""
        found: list[Frame] = []
        later: list[Frame] = []
        for token in self._syntax.reading.tokens:
            if self._syntax.is_verb(token.i):
                for sense in self._senses(token.i):
                    (later if sense.fallback else found).extend(self._frames(token.i, sense))
        return found + later

    def _senses(self, i: int) -> tuple[VerbSense, ...]:
        for key in self._syntax.lemmas(i):
            if key in self._lexicon.verbs:
                return self._lexicon.verbs[key] + self._lexicon.verbs["*"]
        return self._lexicon.verbs["*"]

    def _frames(self, i: int, sense: VerbSense) -> list[Frame]:
        slots = self._syntax.slots(i)
        if not self._applies(i, sense, slots):
            return []
        higher = self._attached_higher(i, slots)
        first = higher if self._syntax.whole(self._syntax.token(i).head) is not None else []
        for filled in (*first, slots, *higher):
            found = self._filled(i, sense, filled)
            if found:
                return [self._kinds(frame, slots) for frame in found]
        return []

    def _applies(self, i: int, sense: VerbSense, slots: Filled) -> bool:
        """Whether the verb has what this meaning of it needs."""
        objects = {self._syntax.lemma(j) for j in slots.get("obj", [])}
        below = {self._syntax.lemma(j) for tokens in slots.values() for j in tokens}
        if (sense.needs and sense.needs not in slots) or (
            sense.needs_object and not sense.needs_object & objects
        ):
            return False
        if (sense.needs_in and not sense.needs_in & below) or (
            sense.head and self._syntax.lemma(self._syntax.token(i).head) not in sense.head
        ):
            return False
        return not sense.unnamed or self._unnamed(i, slots)

    def _unnamed(self, i: int, slots: Filled) -> bool:
        """Whether the verb has an object that names nobody, and is no single attack with a place."""
        objects = slots.get("obj", [])
        named = any(self._syntax.reading.anchor(j) for j in objects) or self._ends.of(objects)
        return bool(objects) and not named and self._syntax.kind(i) != "Attack"

    def _attached_higher(self, i: int, slots: Filled) -> list[Filled]:
        """The slots again with another noun above in the place of the one that the clause hangs on."""
        near = self._syntax.token(i).head
        pronouns = {c for c in self._syntax.reading.children(i) if self._syntax.token(c).tag in {"WDT", "WP"}}
        return [
            {
                name: [other if j == near or j in pronouns else j for j in tokens]
                for name, tokens in slots.items()
            }
            for other in self._syntax.others(i)
        ]

    def _filled(self, i: int, sense: VerbSense, slots: Filled) -> list[Frame]:
        construction = "passive" if self._syntax.passive(i) else "active"
        found: list[Frame] = []
        for subject, object_ in sense.frames:
            if subject == object_:
                pairs = self._among(slots, subject, needed=bool(sense.needs_object))
            elif object_ == ("last",):
                pairs = self._build.pairs(self._of(slots, subject, sense), self._last(i, slots))
            elif object_ == ("obj",) and self._reciprocal(slots):
                pairs = list(permutations(self._of(slots, subject, sense), 2))
            else:
                pairs = self._build.pairs(self._of(slots, subject, sense), self._of(slots, object_, sense))
            found += self._build.frames(sense.meaning, self._respectively(i, pairs), i, construction)
            if found and not sense.every:
                break
        return found

    def _respectively(self, i: int, pairs: list[tuple[End, End]]) -> list[tuple[End, End]]:
        """Of all pairs those in the same places, where "respectively" says so: "A and B arm C and D …"."""
        subjects = list(dict.fromkeys(subject.entity for subject, _ in pairs))
        objects = list(dict.fromkeys(object_.entity for _, object_ in pairs))
        if len(subjects) < 2 or len(subjects) != len(objects):
            return pairs
        sentence = self._syntax.reading.sentences[self._syntax.token(i).sent]
        words = (self._syntax.token(j) for j in range(sentence.first, sentence.last))
        if not any(word.text.lower() == "respectively" for word in words):
            return pairs
        return [(s, o) for s, o in pairs if subjects.index(s.entity) == objects.index(o.entity)]

    def _reciprocal(self, slots: Filled) -> bool:
        """Whether the object is "each other" or "one another"."""
        for i in slots.get("obj", []):
            before = self._syntax.token(i - 1).text.lower() if i else ""
            if (before, self._syntax.token(i).text.lower()) in {("each", "other"), ("one", "another")}:
                return True
        return False

    def _theirs(self, objects: list[int]) -> bool:
        """Whether an object belongs to the members of the subject together: "coordinated their advance"."""
        return any(
            self._syntax.token(c).text.lower() == "their"
            for i in objects
            for c in self._syntax.kids(i, "poss")
        )

    def _among(self, slots: Filled, names: Slots, *, needed: bool) -> list[tuple[End, End]]:
        """Pairs of the members of one coordination: "A and B clashed"; `needed`: an object belongs to it."""
        if slots.get("obj") and "obj" not in names and not (needed or self._theirs(slots["obj"])):
            return []
        if self._syntax.alternative([i for name in names for i in slots.get(name, [])]):
            return []
        return list(combinations([end for name in names for end in self._ends.of(slots.get(name, []))], 2))

    def _last(self, i: int, slots: Filled) -> list[End]:
        """The attack spoken of last, where the verb does not say which: "officials blamed X"."""
        told = {"for", "over", "on", "of"} & set(slots)
        return [] if told else self._ends.last_attack(i)

    def _of(self, slots: Filled, names: Slots, sense: VerbSense) -> list[End]:
        for name in names:
            tokens = self._in_slot(slots, name.rstrip("*^%"))
            if name == "that":
                tokens = [
                    j
                    for verb in tokens
                    if self._syntax.is_verb(verb) and {"any", self._syntax.lemma(verb)} & sense.complement
                    for j in self._syntax.kids(verb, *SUBJECTS) or slots.get("obj", [])
                ]
            found = (
                self._ends.alone(tokens)
                if name == "obj" and self._before(slots, tokens)
                else self._way(name)(tokens)
            )
            if name == "subj" and found and {self._ends.type(end) for end in found} == {"Attack"}:
                found = self._ends.carried(self._antecedents(tokens)) or found
            if found:
                return found
        return []

    def _in_slot(self, slots: Filled, name: str) -> list[int]:
        """The tokens of a slot; "obj.of" is what "of" brings to the object ("does the bidding of X")."""
        outer, _, inner = name.partition(".")
        if inner:
            below = [self._syntax.prepositions(i).get(inner, []) for i in slots.get(outer, [])]
            return [j for tokens in below for j in tokens]
        return slots.get(name) or self._beside_object(slots, name)

    def _before(self, slots: Filled, objects: list[int]) -> bool:
        """Whether the verb is a participle before its noun: it says nothing of what "and" joins to that."""
        return bool(objects) and slots.get("before") == objects

    def _way(self, name: str) -> Callable[[list[int]], list[End]]:
        """How to read a slot: "in*" by a carrier, "obj^" by a name before it, "subj%" by who left it."""
        ways = {"*": self._ends.carried, "^": self._ends.beside, "%": self._ends.left}
        return ways.get(name[-1], self._ends.of)

    def _antecedents(self, tokens: list[int]) -> list[int]:
        """The nouns that relative pronouns stand for; other tokens as they are."""
        found = []
        for i in tokens:
            clause = next(
                (j for j in self._syntax.reading.ancestors(i) if self._syntax.token(j).dep == "relcl"), None
            )
            relative = self._syntax.token(i).tag in {"WDT", "WP"} and clause is not None
            found.append(self._syntax.token(clause).head if relative and clause is not None else i)
        return found

    def _beside_object(self, slots: Filled, name: str) -> list[int]:
        """What the preposition brings that the parser hung on the object: "link A to B"."""
        if name == "of":
            return []
        objects = slots.get("obj", [])
        objects = objects + [j for i in objects for j in self._syntax.prepositions(i).get("of", [])]
        return [j for i in objects for j in self._syntax.prepositions(i).get(name, [])]

    def _kinds(self, frame: Frame, slots: Filled) -> Frame:
        """Support "with weapons": the kinds that the goods name take the place of "unspecified"."""
        if frame.relation != "SUPPORTS" or frame.qualifiers.get("support") != ["unspecified"]:
            return frame
        kinds = sorted(
            {
                kind
                for name in ("with", "for")
                for i in slots.get(name, [])
                for j in (i, *self._syntax.kids(i, "conj"))
                for noun in self._lexicon.nouns.get(self._syntax.lemma(j), ())
                for kind in noun.meaning.support
            }
            - {"unspecified"}
        )
        if kinds:
            frame.qualifiers["support"] = kinds
        return frame
