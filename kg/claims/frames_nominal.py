"""Frames of nouns and adjectives: "X's support for Y", "X, a branch of Y", "launched an attack on Y"."""

from itertools import combinations

from kg.claims.frames_build import Builder
from kg.claims.frames_lexicon import NounSense
from kg.claims.frames_self import Selves
from kg.claims.frames_types import End, Frame
from kg.model import Value

Candidates = list[tuple[str, list[End]]]
"""For one end of a noun: the slots that may fill it, each with the entities in it, best first."""

_HYPHENS = frozenset({"-", "–"})
_NOMINAL = frozenset({"pobj", "dobj", "appos", "attr", "nsubj", "csubj", "nsubjpass"})
_OF_NOUNS = frozenset({"with", "under", "without"})
_FLOW = frozenset({"from", "to", "into"})
_BEFORE = ("poss", "compound", "nmod", "amod", "npadvmod")


class Nominal:
    """Finds the frames of every relational noun and adjective of one reading."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._syntax = builder.syntax
        self._ends = builder.ends
        self._lexicon = builder.syntax.lexicon
        self._selves = Selves(builder.syntax)
        self._light = self._light_verbs()

    def find(self) -> list[Frame]:
        """The frames of all nouns and adjectives."""
        found: list[Frame] = []
        for token in self._syntax.reading.tokens:
            if token.pos in {"NOUN", "PROPN"} or token.dep in _NOMINAL:
                for sense in self._senses(token.i):
                    found.extend(self._frames(token.i, sense))
            elif token.pos in {"ADJ", "VERB", "ADP", "ADV", "SCONJ"}:
                for sense in self._lexicon.adjectives.get(self._syntax.lemma(token.i), ()):
                    found.extend(self._frames(token.i, sense))
        return found

    def _senses(self, i: int) -> tuple[NounSense, ...]:
        lemma = self._syntax.lemma(i)
        before = self._syntax.token(i - 1).text.lower() if i else ""
        if before in _HYPHENS and i > 1:
            return self._lexicon.nouns.get(self._compound(i), ())
        if self._syntax.token(i).tag == "VBG":
            lemma = self._syntax.token(i).text.lower()
        return self._lexicon.nouns.get(f"{before} {lemma}") or self._lexicon.nouns.get(lemma, ())

    def _compound(self, i: int) -> str:
        """The whole of a word with hyphens that ends at token `i`: "under-secretary-general"."""
        word, first = self._syntax.lemma(i), i
        while first > 1 and self._syntax.token(first - 1).text in _HYPHENS:
            first -= 2
            word = f"{self._syntax.token(first).text.lower()}-{word}"
        return word

    def _frames(self, i: int, sense: NounSense) -> list[Frame]:
        if sense.role and self._within_title(i):
            return []
        extra = self._qualifiers(i, sense)
        for slot in sense.both:
            members = self._ends.of(self._tokens(i, slot, sense))
            found = self._build.frames(sense.meaning, list(combinations(members, 2)), i, "nominal", **extra)
            if found and (slot not in {"self", "light"} or not self._filled(i, sense)):
                return found
        bare = sense.only_light and not self._light.get(i) and not self._by_phrase(i, sense, "object")
        if bare or (sense.series and self._is_event(i)):
            return []
        subjects, objects = self._candidates(i, sense, "subject"), self._candidates(i, sense, "object")
        for name, below in subjects:
            for other, above in objects:
                if name == other and name not in {"light", "phrase"}:
                    continue
                found = self._build.frames(
                    sense.meaning, self._build.pairs(below, above), i, self._name(name), **extra
                )
                if found:
                    return found
        return []

    def _within_title(self, i: int) -> bool:
        """Whether the noun is only the first part of a title: "chief" in "the chief negotiator of X"."""
        head = self._syntax.token(i).head
        senses = self._lexicon.nouns.get(self._syntax.lemma(head), ())
        modifier = self._syntax.token(i).dep in {"compound", "amod", "nmod"}
        return modifier and head > i and any(sense.role for sense in senses)

    def _is_event(self, i: int) -> bool:
        return self._syntax.kind(i) == "Attack"

    def _filled(self, i: int, sense: NounSense) -> bool:
        return any(ends for _, ends in self._candidates(i, sense, "object"))

    def _name(self, slot: str) -> str:
        return {"light": "light verb", "phrase": "phrase", "self": "role"}.get(slot, "nominal")

    def _candidates(self, i: int, sense: NounSense, role: str) -> Candidates:
        slots = sense.subject if role == "subject" else sense.object
        found = [(slot, self._held(i, slot, sense)) for slot in slots]
        by_verb = self._ends.of(self._by_light_verb(i, sense, role, slots))
        if not by_verb and role == "subject":
            verbs = [verb for verb, kind in self._light.get(i, ()) if sense.light.get(kind) == role]
            by_verb = self._ends.of([j for verb in verbs for j in self._syntax.performers(verb)])
        found.append(("light", by_verb))
        found.append(("phrase", self._ends.of(self._by_phrase(i, sense, role))))
        if role == "subject":
            found.append(("accused", self._ends.of(self._accused(i))))
        return [(slot, ends) for slot, ends in found if ends]

    def _held(self, i: int, slot: str, sense: NounSense) -> list[End]:
        """The entities in a slot; a title in the singular speaks of one name alone."""
        tokens = self._tokens(i, slot, sense)
        single = self._selves.titled(i) is not None and self._syntax.token(i).tag not in {"NNS", "NNPS"}
        if slot == "self" and single:
            return self._ends.alone(tokens)
        found = self._ends.of(tokens)
        return found or (self._last_attack(i) if slot == "last" else [])

    def _last_attack(self, i: int) -> list[End]:
        """The attack spoken of last before token `i`, in its sentence or the two before it."""
        reading = self._syntax.reading
        for anchor in reversed(reading.anchors):
            near = reading.tokens[i].sent - reading.tokens[anchor.token].sent
            if anchor.token < i and 0 <= near < 3 and self._syntax.kind(anchor.token) == "Attack":
                return [End(anchor.entities[0], anchor.token, anchor.token)]
        return []

    def _tokens(self, i: int, slot: str, sense: NounSense) -> list[int]:
        """The tokens in a slot of noun `i`."""
        if slot == "self":
            return self._selves.of(i)
        if slot == "light":
            return self._by_light_verb(i, sense, "subject", ())
        if slot == "mod":
            return self._before(i, sense)
        found = self._syntax.prepositions(i).get(slot, [])
        if self._syntax.lemma(i) == slot:
            found = found + self._syntax.kids(i, "pobj")
        named = self._selves.titled(i)
        if not found and slot == "by":
            found = self._syntax.deep(i, "by")
        if not found and named is not None:
            found = self._syntax.prepositions(named).get(slot, [])
        if not found:
            found = [
                j for c in self._syntax.kids(i, "conj") for j in self._syntax.prepositions(c).get(slot, [])
            ]
        return found

    def _before(self, i: int, sense: NounSense) -> list[int]:
        """Names before the noun; for a title those before the person's name too ("Taliban spokesman N")."""
        found = self._syntax.kids(i, *_BEFORE)
        head = self._syntax.token(i).head
        if self._selves.titled(i) is not None or self._syntax.token(i).dep in {"compound", "nmod"}:
            found += [c for c in self._syntax.kids(head, *_BEFORE) if c < i]
        if not found and self._syntax.token(i).dep == "conj":
            found = [c for c in self._syntax.kids(head, *_BEFORE) if c < head]
        found = [c for c in found if not self._hyphenated(c)]
        if sense.demonym:
            found = [c for c in found if self._is_demonym(c)]
        return found

    def _hyphenated(self, c: int) -> bool:
        following = self._syntax.token(c + 1).text if c + 1 < len(self._syntax.reading.tokens) else ""
        return following in _HYPHENS

    def _is_demonym(self, c: int) -> bool:
        anchor = self._syntax.reading.anchor(c)
        return anchor is not None and (anchor.via == "demonym" or self._syntax.token(c).pos == "ADJ")

    def _light_verbs(self) -> dict[int, list[tuple[int, str]]]:
        """For every noun that a light verb has as its object: those verbs and their kinds."""
        found: dict[int, list[tuple[int, str]]] = {}
        for token in self._syntax.reading.tokens:
            if not self._syntax.is_verb(token.i):
                continue
            slots = self._syntax.slots(token.i)
            for key in self._syntax.lemmas(token.i):
                for kind in self._lexicon.light.get(key, ()):
                    for noun in self._themes(slots.get("subj" if kind == "flow" else "obj", [])):
                        found.setdefault(noun, []).append((token.i, kind))
                    for noun in self._themes(slots.get("with", [])) if kind == "give" else ():
                        found.setdefault(noun, []).append((token.i, "give with"))
            for name, tokens in slots.items():
                for kind in self._lexicon.light.get(f"{self._syntax.lemma(token.i)} {name}", ()):
                    for noun in self._themes(tokens):
                        found.setdefault(noun, []).append((token.i, kind))
        return found

    def _themes(self, tokens: list[int]) -> list[int]:
        """The nouns of a phrase: through "and", "a series of …" and relative pronouns."""
        found: list[int] = []
        for i in tokens:
            if self._syntax.token(i).text.lower() in {"which", "that"} and self._syntax.token(i).pos in {
                "PRON",
                "DET",
            }:
                clause = next(
                    (j for j in self._syntax.reading.ancestors(i) if self._syntax.token(j).dep == "relcl"),
                    None,
                )
                if clause is not None:
                    found.append(self._syntax.token(clause).head)
                continue
            found.append(i)
            found += self._themes(self._syntax.kids(i, "conj"))
            if self._syntax.lemma(i) not in self._lexicon.nouns or self._lexicon.holds(
                "partitives", self._syntax.lemma(i)
            ):
                found += self._themes(self._syntax.prepositions(i).get("of", []))
        return found

    def _by_light_verb(self, i: int, sense: NounSense, role: str, slots: tuple[str, ...]) -> list[int]:
        found: list[int] = []
        for verb, kind in self._light.get(i, ()):
            if sense.light_verbs and self._syntax.lemma(verb) not in sense.light_verbs:
                continue
            held = self._syntax.slots(verb)
            plain = kind.split()[0]
            if kind == "flow":
                found += [j for slot in slots for j in held.get(slot, []) if slot in _FLOW]
            if plain not in sense.light:
                continue
            if sense.light[plain] == role:
                found += held.get("subj", [])
                continue
            if kind == "give with":
                found += held.get("obj", [])
            found += held.get("iobj", []) if kind == "give" else []
            found += [j for slot in slots for j in held.get(slot, []) if slot not in {"self", "mod", "of"}]
        return found

    def _accused(self, i: int) -> list[int]:
        """Who is accused of what the noun says: "accused X of ties to Y", "charged with membership in Y"."""
        token = self._syntax.token(i)
        if token.dep == "conj":
            return self._accused(token.head)
        above = self._syntax.token(token.head).head
        if token.dep != "pobj" or not self._lexicon.holds("accusers", self._syntax.lemma(above)):
            return []
        return self._syntax.slots(above).get("obj", []) if self._syntax.is_verb(above) else []

    def _by_phrase(self, i: int, sense: NounSense, role: str) -> list[int]:
        """The subject of the clause, or the noun, that a phrase such as "with support from X" belongs to."""
        token = self._syntax.token(i)
        if token.dep == "conj":
            return self._by_phrase(token.head, sense, role)
        if token.dep != "pobj" or sense.phrase.get(self._syntax.lemma(token.head)) != role:
            return []
        above = self._syntax.token(token.head).head
        if self._syntax.is_verb(above):
            return self._syntax.surface(above)
        return [above] if self._syntax.lemma(token.head) in _OF_NOUNS else []

    def _qualifiers(self, i: int, sense: NounSense) -> dict[str, Value]:
        extra: dict[str, Value] = {}
        words = [self._syntax.lemma(c) for c in self._syntax.kids(i, "amod", "compound", "nmod")]
        words += [
            self._syntax.lemma(j)
            for c in self._syntax.kids(i, "amod", "compound")
            for j in self._syntax.kids(c, "conj")
        ]
        if sense.role:
            extra["role"] = self._selves.title(i)
            head = self._syntax.token(i).head
            words += [self._syntax.lemma(c) for c in self._syntax.kids(head, "amod", "compound") if c < i]
            if any(self._lexicon.holds("past", word) for word in words):
                extra["tense"] = "former"
        if sense.meaning.relation == "SUPPORTS":
            kinds = {kind for kind in map(self._lexicon.kinds.get, words) if kind} | set(
                sense.meaning.support
            )
            extra["support"] = sorted(kinds - {"unspecified"}) or ["unspecified"]
        return extra
