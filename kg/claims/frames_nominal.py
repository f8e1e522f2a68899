"""Frames of nouns and adjectives: "X's support for Y", "X, a branch of Y", "launched an attack on Y"."""

from dataclasses import replace
from itertools import combinations, permutations

from kg.claims.frames_around import Around
from kg.claims.frames_build import Builder
from kg.claims.frames_lexicon import NounSense
from kg.claims.frames_self import Selves
from kg.claims.frames_types import End, Frame
from kg.model import Value

Candidates = list[tuple[str, list[End]]]
"""For one end of a noun: the slots that may fill it, each with the entities in it, best first."""

_HYPHENS = frozenset({"-", "–"})
_NOMINAL = frozenset({"pobj", "dobj", "appos", "attr", "nsubj", "csubj", "nsubjpass"})
_BEFORE = ("poss", "compound", "nmod", "amod", "npadvmod")


def _is_mod(candidate: tuple[str, list[End]]) -> bool:
    return candidate[0] == "mod"


class Nominal:
    """Finds the frames of every relational noun and adjective of one reading."""

    def __init__(self, builder: Builder) -> None:
        self._build = builder
        self._syntax = builder.syntax
        self._ends = builder.ends
        self._lexicon = builder.syntax.lexicon
        self._selves = Selves(builder.syntax)
        self._around = Around(builder.syntax)

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
        before = [self._syntax.token(j).text.lower() for j in range(max(0, i - 2), i)]
        if before and before[-1] in _HYPHENS and i > 1:
            return self._lexicon.nouns.get(self._compound(i), ())
        words = self._syntax.token(i).text.split()
        if len(words) > 1 and words[-1].islower():  # "the Foo chapter" is one name
            lemma = words[-1]
        if self._syntax.token(i).tag == "VBG":
            lemma = self._syntax.token(i).text.lower()
        if len(self._syntax.reading.tokens) > i + 2 and self._syntax.token(i + 1).text in _HYPHENS:
            joined = f"{lemma}-{self._syntax.lemma(i + 2)}"
            if self._syntax.token(i + 2).head == i and joined in self._lexicon.nouns:
                return self._lexicon.nouns[joined]
        for key in (" ".join([*before, lemma]), " ".join([*before[-1:], lemma]), lemma):
            if key in self._lexicon.nouns:
                return self._lexicon.nouns[key]
        return ()

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
            tokens = self._tokens(i, slot, sense)
            members = [] if self._syntax.alternative(tokens) else self._ends.of(tokens)
            pairs = list(permutations(members, 2) if sense.mutual else combinations(members, 2))
            found = self._build.frames(sense.meaning, pairs, i, "nominal", **extra)
            if found and (slot not in {"self", "light"} or not self._filled(i, sense)):
                return found
        bare = (
            sense.only_light
            and not self._around.verbs.get(i)
            and not self._around.by_phrase(i, sense, "object")
        )
        if bare or (sense.series and self._is_event(i)) or (sense.goods and not self._goods(i)):
            return []
        subjects, objects = self._candidates(i, sense, "subject"), self._candidates(i, sense, "object")
        for name, below in subjects:
            for other, above in objects:
                if name == other and name not in {"light", "phrase"}:
                    continue
                if sense.role and (min(len(below), len(above)) > 1 or self._civic(i, sense, above)):
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

    def _civic(self, i: int, sense: NounSense, wholes: list[End]) -> bool:
        """Whether the office is one in a country, not that of its head: "the Peruvian opposition leader"."""
        if sense.meaning.relation != "LEADS" or all(self._ends.type(end) != "State" for end in wholes):
            return False
        first = min([i - 1, *self._syntax.kids(i, *_BEFORE)])
        return any(
            self._lexicon.holds("civic", self._syntax.lemma(j)) for j in range(max(first, i - 4, 0), i)
        )

    def _is_event(self, i: int) -> bool:
        return self._syntax.kind(i) == "Attack"

    def _filled(self, i: int, sense: NounSense) -> bool:
        return any(ends for _, ends in self._candidates(i, sense, "object"))

    def _name(self, slot: str) -> str:
        return {"light": "light verb", "phrase": "phrase", "self": "role"}.get(slot, "nominal")

    def _candidates(self, i: int, sense: NounSense, role: str) -> Candidates:
        slots = sense.subject if role == "subject" else sense.object
        found = [(slot, self._held(i, slot, sense)) for slot in slots]
        if sense.only_light:
            found.sort(key=_is_mod)
        by_verb = self._ends.of(self._around.by_light_verb(i, sense, role, slots))
        if not by_verb and role == "subject":
            verbs = [verb for verb, kind in self._around.verbs.get(i, ()) if sense.light.get(kind) == role]
            by_verb = self._ends.of([j for verb in verbs for j in self._syntax.performers(verb)])
        if role == "object" and sense.meaning.relation == "SUPPORTS":
            found.append(("vital", self._ends.of(self._around.vital_to(i))))
        found.append(("light", by_verb))
        found.append(("phrase", self._ends.of(self._around.by_phrase(i, sense, role))))
        if role == "subject":
            found.append(("accused", self._ends.of(self._around.accused(i))))
        return [(slot, ends) for slot, ends in found if ends]

    def _held(self, i: int, slot: str, sense: NounSense) -> list[End]:
        """The entities in a slot; a title in the singular speaks of one name alone."""
        if slot == "home":
            return (
                self._homes(i, sense) if self._selves.titled(i) is not None or slot == sense.object[0] else []
            )
        tokens = self._tokens(i, slot, sense)
        single = self._selves.titled(i) is not None and self._syntax.token(i).tag not in {"NNS", "NNPS"}
        if slot == "self" and single:
            return self._ends.alone(tokens)
        found = self._ends.of(tokens)
        return found or (self._ends.last_attack(i) if slot == "last" else [])

    def _homes(self, i: int, sense: NounSense) -> list[End]:
        """What persons with an office belong to, where the document names it elsewhere: "President N"."""
        entities = self._syntax.reading.entities
        persons = [end for slot in sense.subject for end in self._held(i, slot, sense)]
        homes = [(entities[end.entity].parent, end) for end in persons if self._ends.type(end) == "Person"]
        return [replace(end, entity=home) for home, end in homes if home in entities]

    def _tokens(self, i: int, slot: str, sense: NounSense) -> list[int]:
        """The tokens in a slot of noun `i`."""
        if slot == "self":
            return self._selves.of(i)
        if slot == "light":
            return self._around.by_light_verb(i, sense, "subject", ())
        if slot == "mod":
            return self._before(i, sense)
        if slot == "where":
            return self._where(i)
        if slot == "beholder":
            return self._around.beholder(i)
        found = self._syntax.prepositions(i).get(slot, [])
        if self._syntax.lemma(i) == slot:
            found = found + self._syntax.kids(i, "pobj")
        found = found or self._further(i, slot, sense)
        if not found and self._syntax.token(i).dep == "acomp":
            found = self._syntax.prepositions(self._syntax.token(i).head).get(slot, [])
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

    def _further(self, i: int, slot: str, sense: NounSense) -> list[int]:
        """What a slot has through the goods ("arms from X") or through a participle ("talks involving X")."""
        goods = self._syntax.prepositions(i).get("of", []) if sense.goods else []
        found = [j for k in goods for j in self._syntax.prepositions(k).get(slot, [])]
        said = [c for c in self._syntax.kids(i, "acl") if self._syntax.lemma(c) == slot]
        return found or [j for c in said for j in self._syntax.slots(c).get("obj", [])]

    def _where(self, i: int) -> list[int]:
        """The place of those whom nobody names: "attacks on police in X"."""
        below = self._syntax.prepositions(i)
        aimed = [j for name in ("on", "against") for j in below.get(name, [])]
        if not aimed or self._is_event(i) or self._ends.of(aimed):
            return []
        return below.get("in") or self._syntax.deep(i, "in")

    def _before(self, i: int, sense: NounSense) -> list[int]:
        """Names before the noun; for a title those before the person's name too ("Taliban spokesman N")."""
        found = self._syntax.kids(i, *_BEFORE)
        head = self._syntax.token(i).head
        if self._selves.titled(i) is not None or self._syntax.token(i).dep in {"compound", "nmod"}:
            found += [c for c in self._syntax.kids(head, *_BEFORE) if c < i]
        if not found and self._syntax.token(i).dep == "conj":
            found = [c for c in self._syntax.kids(head, *_BEFORE) if c < head]
        found = [c for c in found if not self._hyphenated(c)]
        if self._syntax.token(i).dep == "conj" and self._own_pronoun(i):
            found.append(head)
        if sense.demonym:
            found = [c for c in found if self._is_demonym(c)]
        return found

    def _own_pronoun(self, i: int) -> bool:
        """Whether "its" before noun `i` points at the name that the noun is joined to: "X and its ally"."""
        owners = self._syntax.kids(i, "poss")
        return any(
            self._syntax.token(c).tag == "PRP$" and self._syntax.token(c).anchor is None for c in owners
        )

    def _hyphenated(self, c: int) -> bool:
        following = self._syntax.token(c + 1).text if c + 1 < len(self._syntax.reading.tokens) else ""
        return following in _HYPHENS

    def _is_demonym(self, c: int) -> bool:
        anchor = self._syntax.reading.anchor(c)
        return anchor is not None and (anchor.via == "demonym" or self._syntax.token(c).pos == "ADJ")

    def _goods(self, i: int) -> set[str]:
        """The kinds of support that the goods after "of" are: "the flow of arms"."""
        below = self._syntax.prepositions(i).get("of", [])
        words = [self._syntax.lemma(k) for j in below for k in (j, *self._syntax.kids(j, "conj"))]
        senses = [sense for word in words for sense in self._lexicon.nouns.get(word, ())]
        return {kind for sense in senses for kind in sense.meaning.support} - {"unspecified"}

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
            kinds = {kind for kind in map(self._lexicon.kinds.get, words) if kind}
            kinds |= set(sense.meaning.support) | self._around.carried(i) | self._goods(i)
            said = any(kind == "say" for _, kind in self._around.verbs.get(i, ()))
            extra["support"] = sorted(kinds - {"unspecified"}) or ["political" if said else "unspecified"]
        return extra
