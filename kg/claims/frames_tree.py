"""The dependency tree of a reading as frames see it: words of the lexicon, prepositions, names set off."""

from kg.claims import frames_lexicon
from kg.claims.frames_lexicon import Lexicon
from kg.model import Reading, Token

Filled = dict[str, list[int]]
"""Token indexes by slot: subj, obj, iobj, attr, that, or a preposition."""

_PREPOSITIONAL = frozenset({"ADP", "SCONJ", "VERB", "ADV", "PART"})


class Tree:
    """The tokens of one reading, and what hangs on them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lexicon: Lexicon = frames_lexicon.load()
        self._edges: list[tuple[int, int]] | None = None

    def token(self, i: int) -> Token:
        """The token at index `i`."""
        return self.reading.tokens[i]

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of token `i` in one of the given relations, in text order."""
        return [c for c in self.reading.children(i) if self.token(c).dep in deps]

    def lemma(self, i: int) -> str:
        """The lower-case lemma of token `i`, mended where the model gets it wrong ("bases")."""
        token = self.token(i)
        return self.lexicon.lemmas.get(token.text.lower(), token.lemma.lower())

    def is_verb(self, i: int) -> bool:
        """Whether token `i` is a verb, also one that the tagger took for an adjective or a noun."""
        token = self.token(i)
        if token.pos in {"VERB", "AUX"} or token.tag in {"VBN", "VBG", "VBD", "VBP", "VBZ", "VB"}:
            return True
        if token.tag in {"NN", "NNS"} and self.kids(i, "nsubj") and self.kids(i, "dobj"):
            return True
        return (
            token.tag == "JJ"
            and token.dep in {"advcl", "conj", "acl"}
            and self._base(token.text.lower()) is not None
        )

    def _base(self, participle: str) -> str | None:
        """The verb of a participle that was tagged as an adjective ("armed"), if the lexicon has it."""
        if not participle.endswith("ed"):
            return None
        stems = (participle[:-2], participle[:-1], participle[:-3], participle[:-3] + "y")
        return next((stem for stem in stems if stem in self.lexicon.verbs), None)

    def lemmas(self, i: int) -> list[str]:
        """The keys under which a verb may stand in the lexicon: with its particle first."""
        base = self.lemma(i)
        if self.token(i).tag == "JJ":
            base = self._base(base) or base
        particles = [self.lemma(c) for c in self.kids(i, "prt")]
        particles += [self.lemma(c) for c in self.kids(i, "advmod", "acomp", "oprd") if c == i + 1]
        return [f"{base} {particle}" for particle in particles] + [base]

    def alternative(self, tokens: list[int]) -> bool:
        """Whether "or" joins the members of one of these phrases."""
        return any(self.lemma(c) in {"or", "nor"} for i in tokens for c in self.kids(i, "cc", "preconj"))

    def kind(self, i: int) -> str | None:
        """The type of the entity that token `i` stands for, or None."""
        anchor = self.reading.anchor(i)
        return self.reading.entities[anchor.entities[0]].type if anchor else None

    def edges(self, i: int) -> tuple[int, int]:
        """The first and the last token of the phrase under token `i`; worked out once for all tokens."""
        if self._edges is None:
            tokens = self.reading.tokens
            order = [token.i for token in tokens if token.head == token.i]
            for j in order:
                order.extend(self.reading.children(j))
            found = [(token.i, token.i) for token in tokens]
            for j in reversed(order):
                head = tokens[j].head
                found[head] = (min(found[head][0], found[j][0]), max(found[head][1], found[j][1]))
            self._edges = found
        return self._edges[i]

    def prepositions(self, i: int) -> Filled:
        """What hangs on token `i` by prepositions, by preposition; "from inside X" counts under both."""
        found: Filled = {}
        away = [p for c in self.kids(i, "advmod") for p in self.kids(c, "prep")]
        for c in (*self.reading.children(i), *self._adjacent(i), *self._between(i), *away):
            if self.token(c).dep in {"prep", "dative", "agent"} and self.token(c).pos in _PREPOSITIONAL:
                self._prep(c, [self._name(c)], found)
        return found

    def _name(self, p: int) -> str:
        """The preposition's lemma; "such as" is one preposition."""
        before = {self.lemma(c) for c in self.reading.children(p)}
        if self.lemma(p) == "as" and "such" in before:
            return "such as"
        return "together with" if self.lemma(p) == "with" and "together" in before else self.lemma(p)

    def _between(self, noun: int) -> list[int]:
        """Between whom a subject is, told after its verb: "fighting resumed on Friday between X and Y"."""
        token = self.token(noun)
        if token.pos != "NOUN" or token.dep not in {"nsubj", "nsubjpass"} or token.anchor is not None:
            return []
        return [c for c in self.kids(token.head, "prep") if self.lemma(c) == "between" and c > token.head]

    def _adjacent(self, noun: int) -> list[int]:
        """A preposition right after a noun's phrase that the parser hung on the verb above it."""
        token = self.token(noun)
        if token.pos not in {"NOUN", "PROPN"} or token.anchor is not None or token.head == noun:
            return []
        after = self.edges(noun)[1] + 1
        if after >= len(self.reading.tokens) or self.token(after).sent != token.sent:
            return []
        close = self.token(after)
        if close.dep not in {"prep", "dative"} or close.head not in self.reading.ancestors(noun):
            return []
        return [after] if self.is_verb(close.head) else []

    def _prep(self, p: int, names: list[str], found: Filled) -> None:
        for c in self.reading.children(p):
            dep = self.token(c).dep
            if dep in {"pobj", "pcomp"}:
                held = self.run_on(c)
                for name in names:
                    found.setdefault(name, []).append(c if held is None else held)
            elif dep == "prep" and len(names) < 3:
                self._prep(c, [*names, self.lemma(c)], found)
            elif dep == "conj" and self.token(c).pos == "ADP" and c > p:  # "to A and to B"
                self._prep(c, [self._name(c)], found)

    def deep(self, noun: int, preposition: str) -> list[int]:
        """What a preposition brings that hangs on a noun further inside: "the attack on X in Y by Z"."""
        found = []
        for j in self.reading.subtree(noun):
            if j <= noun or self.lemma(j) != preposition or self.token(j).dep not in {"prep", "agent"}:
                continue
            between = [k for k in self.reading.ancestors(j) if noun < k < j]
            if not any(self.is_verb(k) for k in between):
                found += self.kids(j, "pobj")
        return found

    def run_on(self, i: int) -> int | None:
        """The place or body that the parser joined to the person's name after it: "president of X N"."""
        before = i - 2 if i > 1 and self.token(i - 1).text == "," else i - 1
        if self.kind(i) != "Person" or before < 0 or self.token(before).head != i:
            return None
        return before if self.kind(before) not in {None, "Person", "Attack"} else None

    def astray(self, i: int) -> list[int]:
        """Names that the parser hung on the name before them in a phrase: "the chief of the X, N, …"."""
        below = [j for c in self.kids(i, "prep") for j in self.kids(c, "pobj")]
        return [j for j in below if self.run_on(j) is not None] + [
            c
            for j in below
            for c in self.kids(j, "appos", "conj")
            if self.kind(j) and self.kind(c) not in {None, self.kind(j)} and self._set_off(c)
        ]

    def _set_off(self, i: int) -> bool:
        """Whether a comma stands right before the name and "and" does not follow it."""
        first = self.edges(i)[0]
        before = first - 1 if self.token(first - 1).pos != "DET" else first - 2
        return before >= 0 and self.token(before).text == "," and not self.kids(i, "cc")

    def whole(self, i: int) -> int | None:
        """The relational noun above "of X", to which what follows X belongs: "a branch of X that …"."""
        token = self.token(i)
        if token.dep != "pobj" or self.lemma(token.head) != "of":
            return None
        noun = self.token(token.head).head
        senses = self.lexicon.nouns.get(self.lemma(noun), ())
        return noun if any("self" in sense.subject for sense in senses) else None

    def _modified(self, i: int) -> int | None:
        """The noun that a modifier before it belongs to."""
        last = None
        for j in self.reading.ancestors(i):
            if j < i or self.token(j).pos not in {"NOUN", "PROPN"}:
                break
            last = j
            if self.token(j).dep not in {"compound", "nmod"}:
                break
        return last
