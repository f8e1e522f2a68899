"""What a noun itself stands for: through a copula, an apposition, a title before a name, a list."""

from kg.claims.frames_clauses import SUBJECTS
from kg.claims.frames_syntax import Syntax

_COPULAS = frozenset({"be", "become", "remain", "form", "constitute", "represent"})
_TITLE = ("compound", "amod", "nmod")


class Selves:
    """Asks of a noun such as "leader" or "branch" which tokens name its bearer."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._reading = syntax.reading

    def of(self, i: int, depth: int = 0) -> list[int]:
        """The tokens that the noun at `i` says something of; empty when nobody is named."""
        if self._reading.anchor(i):
            return [i, *self._beside(i)]
        token = self._syntax.token(i)
        named = self.titled(i)
        if named is not None:
            return [named]
        own = [c for c in self._syntax.kids(i, "appos") if self._syntax.reading.anchor(c)]
        own += self._listed(i)
        own += [] if own else self._syntax.astray(i) or self._run_on(i)
        if own or depth > 3:
            return own
        return self._above(i, token.dep, token.head, depth)

    def _beside(self, i: int) -> list[int]:
        """The name right before ", the political wing of X", if of another kind than the noun's own."""
        first = self._syntax.edges(i)[0]
        if self._syntax.token(i).dep != "appos" or first < 2 or self._syntax.token(first - 1).text != ",":
            return []
        return [first - 2] if self._syntax.kind(first - 2) not in {None, self._syntax.kind(i)} else []

    def titled(self, i: int) -> int | None:
        """The name that the title at `i` stands before ("spokesman N", "Prime Minister N"), or None."""
        token = self._syntax.token(i)
        if token.dep in {"compound", "nmod", "amod"} and token.head > i and self._reading.anchor(token.head):
            return token.head
        return None

    def title(self, i: int) -> str:
        """The words of an office: "deputy prime minister"."""
        first = i
        while first > 0:
            before = self._syntax.token(first - 1)
            joined = before.head in {i, self._syntax.token(i).head} and before.dep in _TITLE
            if not joined or before.anchor is not None or (before.tag in {"VBN", "JJ"} and before.ent_type):
                break
            first -= 1
        return self._reading.words(self._syntax.token(first).start, self._syntax.token(i).end)

    def _listed(self, i: int) -> list[int]:
        listing = self._syntax.lexicon.lists["listing"]
        return [j for name, below in self._syntax.prepositions(i).items() if name in listing for j in below]

    def _run_on(self, i: int) -> list[int]:
        """A name that the parser joined to a title with "and": "agent and specialist N"."""
        joined = [c for c in self._syntax.kids(i, "conj") if self._syntax.kind(c) == "Person"]
        return [c for c in joined if self._syntax.token(c - 1).pos in {"NOUN", "PROPN"}]

    def _above(self, i: int, dep: str, head: int, depth: int) -> list[int]:
        if dep in {"attr", "oprd", "acomp", "xcomp", "amod"}:
            return self._predicated(i, dep, head)
        if dep == "ccomp" and self._syntax.token(i).pos == "ADJ":  # "they hold X responsible"
            return self._syntax.kids(i, *SUBJECTS)
        if dep == "appos":
            return [head]
        if dep == "nsubj" and self._syntax.lemma(head) == "be":
            return [c for c in self._syntax.kids(head, "attr") if self._reading.anchor(c)]
        if dep == "conj" and not self._reading.anchor(head):
            return self.of(head, depth + 1)
        if dep == "pobj":
            return self._as(head) if self._syntax.lemma(head) in {"as", "like"} else self._one_of(head, depth)
        if dep in {"prep", "advmod", "advcl"}:
            return self._predicated(i, dep, head)
        return []

    def _predicated(self, i: int, dep: str, head: int) -> list[int]:
        """The subject of a copula, or the object of "call", "make"; for an adjective its noun."""
        if not self._syntax.is_verb(head):
            return [head] if dep in {"amod", "prep", "acl"} else []
        slots = self._syntax.slots(head)
        lemma = self._syntax.lemma(head)
        if dep == "oprd" and slots.get("obj"):
            return slots["obj"]
        if dep == "xcomp" and slots.get("obj") and self._syntax.lexicon.holds("object_control", lemma):
            return slots["obj"]
        if dep in {"prep", "advmod", "advcl"} and lemma not in _COPULAS:
            return []
        own = self._syntax.kids(i, *SUBJECTS)
        return own or slots.get("subj", []) or slots.get("obj", [])

    def _as(self, preposition: int) -> list[int]:
        """The object of the verb, else its subject: "described X as a proxy", "acts as a proxy"."""
        head = self._syntax.token(preposition).head
        if not self._syntax.is_verb(head):
            return [head]
        slots = self._syntax.slots(head)
        if self._syntax.lemma(head) in {"succeed", "replace", "follow"}:
            return [*slots.get("subj", []), *slots.get("obj", [])]
        return slots.get("obj", []) or slots.get("subj", [])

    def _one_of(self, preposition: int, depth: int) -> list[int]:
        """Who is among those of the kind: "X is among the backers of Y", "X, one of the backers of Y"."""
        above = self._syntax.token(preposition).head
        if self._syntax.lemma(preposition) == "of":
            one = self._syntax.lemma(above) in {"one", "two", "three", "both", "some", "many", "kind", "sort"}
            return self.of(above, depth + 1) if one else []
        if (
            self._syntax.lemma(preposition) not in {"among", "amongst"}
            or self._syntax.lemma(above) not in _COPULAS
        ):
            return []
        return self._syntax.kids(above, *SUBJECTS, "attr")
