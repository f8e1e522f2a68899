"""What the clause around a noun adds to it: light verbs ("provided support"), phrases, accusations."""

from kg.claims.frames_lexicon import NounSense, Slots
from kg.claims.frames_syntax import Syntax
from kg.model import Token

_OF_NOUNS = frozenset({"with", "under", "without"})
_LIKE = {"say": "do", "give with": "give"}
_RUSHES = frozenset({"come", "go", "rush", "spring", "fly", "run", "hurry", "hasten", "turn"})
"""With these, "to the aid of X" says that the subject of the clause gives it."""
_FLOW = frozenset({"from", "to", "into"})


class Around:
    """Asks of a relational noun which ends its verb or its phrase bring.

    `verbs` has, for every noun that a light verb has as its object, those verbs with their kinds.
    """

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._lexicon = syntax.lexicon
        self.verbs = self._light_verbs()

    def by_light_verb(self, i: int, sense: NounSense, role: str, slots: Slots) -> list[int]:
        """What the light verbs of noun `i` bring for one of its ends: their subject or their prepositions."""
        found: list[int] = []
        for verb, kind in self.verbs.get(i, ()):
            if sense.light_verbs and self._syntax.lemma(verb) not in sense.light_verbs:
                continue
            held = self._syntax.slots(verb)
            plain = _LIKE.get(kind, kind)
            if kind == "flow" and role == "object" and self._syntax.lemma(verb) == "reach":
                found += held.get("obj", [])
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

    def accused(self, i: int) -> list[int]:
        """Who is accused of what the noun says: "accused X of ties to Y", "charged with membership in Y"."""
        token = self._first(i)
        above = self._syntax.token(token.head).head
        if token.dep != "pobj" or not self._lexicon.holds("accusers", self._syntax.lemma(above)):
            return []
        return self._syntax.slots(above).get("obj", []) if self._syntax.is_verb(above) else []

    def by_phrase(self, i: int, sense: NounSense, role: str) -> list[int]:
        """The subject of the clause, or the noun, that a phrase such as "with support from X" belongs to."""
        token = self._first(i)
        if token.dep != "pobj":
            return []
        above = self._syntax.token(token.head).head
        given = sense.phrase.get(self._syntax.lemma(token.head))
        if given and self._syntax.lemma(token.head) == "to":
            given = "subject" if self._syntax.lemma(above) in _RUSHES else None
        if given != role:
            return []
        if self._syntax.is_verb(above):
            doer = sense.doer and self._syntax.passive(above)
            below = self._syntax.slots(above).get("subj", []) if doer else self._syntax.surface(above)
            return [*below, above] if self._syntax.kind(above) == "Attack" else below
        return [above] if self._syntax.lemma(token.head) in _OF_NOUNS else []

    def vital_to(self, i: int) -> list[int]:
        """Whom the noun helps by its predicate: "support from X was vital to Y"."""
        token = self._syntax.token(i)
        if token.dep != "nsubj" or self._syntax.lemma(token.head) not in {"be", "remain", "become", "prove"}:
            return []
        below = [self._syntax.prepositions(c) for c in self._syntax.kids(token.head, "acomp", "attr")]
        return [j for found in below for name in ("to", "for") for j in found.get(name, [])]

    def beholder(self, i: int) -> list[int]:
        """Who sees somebody as what noun `i` says: "X regards Y as a threat"."""
        token = self._syntax.token(i)
        above = self._syntax.token(token.head).head if self._syntax.lemma(token.head) == "as" else token.head
        if token.dep not in {"pobj", "oprd"} or not self._lexicon.holds(
            "beholders", self._syntax.lemma(above)
        ):
            return []
        return self._syntax.slots(above).get("subj", [])

    def carried(self, i: int) -> set[str]:
        """The kinds of support that the verb above a phrase names: "flies fighters in support of X"."""
        token = self._first(i)
        above = self._syntax.token(token.head).head
        if token.dep != "pobj" or self._syntax.lemma(token.head) != "in" or not self._syntax.is_verb(above):
            return set()
        words = [self._syntax.lemma(j) for j in self._themes(self._syntax.slots(above).get("obj", []))]
        goods = {
            kind
            for word in words
            for noun in self._lexicon.nouns.get(word, ())
            for kind in noun.meaning.support
        }
        own = self._lexicon.verbs.get(self._syntax.lemma(above), ())
        return goods | {kind for verb in own for kind in verb.meaning.support}

    def _first(self, i: int) -> Token:
        """The first member of the coordination that noun `i` belongs to."""
        token = self._syntax.token(i)
        while token.dep == "conj" and token.head < token.i:
            token = self._syntax.token(token.head)
        return token

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
        found = [self._noun(i) for i in tokens]
        for i in found:
            lemma = self._syntax.lemma(i)
            below = self._syntax.kids(i, "conj")
            if lemma not in self._lexicon.nouns or self._lexicon.holds("partitives", lemma):
                below = below + self._syntax.prepositions(i).get("of", [])
            found.extend(j for j in below if j not in found)
        return found

    def _noun(self, i: int) -> int:
        """The noun that a relative pronoun stands for; another token as it is."""
        token = self._syntax.token(i)
        if token.text.lower() not in {"which", "that"} or token.pos not in {"PRON", "DET"}:
            return i
        ancestors = self._syntax.reading.ancestors(i)
        clause = next((j for j in ancestors if self._syntax.token(j).dep == "relcl"), None)
        return i if clause is None else self._syntax.token(clause).head
