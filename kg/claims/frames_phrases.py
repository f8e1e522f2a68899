"""What stands around a noun in a phrase: who is joined to it, set beside it, listed after it."""

from kg.claims.frames_syntax import Syntax
from kg.model import Reading

_SOME = frozenset({"a", "an", "every", "each", "some", "many", "another", "any", "this", "that"})
_GOVERNMENT = frozenset({"government", "regime", "state", "authority", "administration", "leadership"})
_BEFORE_PLACES = ("compound", "nmod", "amod")


class Phrases:
    """Asks of the nouns of one reading what their phrases hold."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.reading: Reading = syntax.reading
        self._lexicon = syntax.lexicon

    def _joined(self, i: int) -> list[int]:
        """The heads of all members of the coordination that starts at token `i`, in text order."""
        found = [i]
        for j in found:
            for c in self.syntax.kids(j, "conj"):
                genitive = self.syntax.kids(c, "case") and not self.syntax.kids(j, "case")
                if (not self.syntax.is_verb(c) or self.reading.anchor(c)) and not genitive:
                    found.append(c)
        return sorted(found)

    def _likewise(self, i: int) -> list[int]:
        """Who is set beside a name between commas: "A, like B, …", "A, along with B, …"."""
        found = []
        head = self.syntax.token(i).head
        for c in (*self.syntax.kids(i, "prep"), *self.syntax.kids(head, "prep")):
            apart = c > 1 and self.syntax.token(c - 1).text == "," and c - 2 == i
            if apart and self.syntax.lemma(c) in {"like", "along", "alongside"}:
                below = [c, *self.syntax.kids(c, "prep")]
                found += [j for p in below for j in self.syntax.kids(p, "pobj") if self.reading.anchor(j)]
        return found

    def _particular(self, i: int) -> bool:
        """Whether "particularly", "including" … stands before the name at `i`."""
        return any(
            self.syntax.lemma(c) in self._lexicon.lists["listing"]
            for c in self.syntax.kids(i, "advmod", "prep")
        )

    def _lists(self, i: int) -> bool:
        """Whether a class is listed right after it: "countries including A and B"."""
        listing = self._lexicon.lists["listing"]
        plural = self.syntax.token(i).tag == "NNS"
        return plural and any(
            c > i and self.syntax.lemma(c) in listing for c in self.syntax.kids(i, "prep", "acl")
        )

    def _some(self, i: int) -> bool:
        """Whether a demonym means some people, not the country: "every Peruvian", "two Peruvians"."""
        words = {self.syntax.token(c).text.lower() for c in self.syntax.kids(i, "det")}
        return bool(words & _SOME) or bool(self.syntax.kids(i, "nummod"))

    def _whole(self, head: int, clause: int) -> int:
        """The first member of the coordination before a plural relative clause ("A and B, who are …")."""
        token = self.syntax.token(head)
        plural = {"VBP", "VB"} & {self.syntax.token(clause).tag} or any(
            self.syntax.token(c).text.lower() in {"are", "were", "have"}
            for c in self.syntax.kids(clause, "aux", "auxpass")
        )
        if plural and token.dep == "conj" and token.tag not in {"NNS", "NNPS"}:
            while self.syntax.token(head).dep == "conj":
                head = self.syntax.token(head).head
        return head

    def _called(self, i: int) -> list[int]:
        """The name that a common noun is given: "a movement known as X", "the group calling itself X"."""
        found = []
        for c in self.syntax.kids(i, "acl", "relcl"):
            if self._lexicon.holds("naming", self.syntax.lemma(c)):
                slots = self.syntax.slots(c)
                found += [j for name in ("as", "attr", "iobj") for j in slots.get(name, [])]
        return found

    def _members(self, c: int) -> list[int]:
        """What "including" or "consisting of" lists."""
        slots = self.syntax.slots(c) if self.syntax.token(c).dep in {"acl", "advcl"} else {}
        return [*self.syntax.kids(c, "pobj"), *slots.get("obj", []), *slots.get("of", [])]

    def _below(self, i: int, *deps: str) -> list[int]:
        """Modifiers after noun `i`, also those that the parser hung on a noun inside its phrase."""
        found = [c for c in self.syntax.kids(i, *deps) if c > i]
        inside = [j for c in self.syntax.kids(i, "prep") for j in self.syntax.kids(c, "pobj")]
        return found + [c for j in inside if not self.reading.anchor(j) for c in self.syntax.kids(j, *deps)]

    def _run_on(self, i: int) -> int | None:
        """The name before ", a group that …", which the parser took for one more object of the verb."""
        token = self.syntax.token(i)
        first = min([i, *self.syntax.kids(i, "det", *_BEFORE_PLACES)])
        if token.dep not in {"dobj", "npadvmod"} or first < 2 or first == i:
            return None
        comma = self.syntax.token(first - 1).text == "," and self.syntax.token(first).pos == "DET"
        before = token.dep != "dobj" or len(self.syntax.kids(token.head, "dobj")) > 1
        return first - 2 if comma and before and self.reading.anchor(first - 2) else None

    def _after(self, i: int, fits: set[str]) -> list[int]:
        """Names after a carrier: "fighters of X", "soldiers from X", "gunmen loyal to X"."""
        below = self.syntax.prepositions(i)
        found = [*below.get("of", []), *below.get("from", []), *below.get("by", [])]
        found += [j for name in ("within", "in", "inside") for j in below.get(name, []) if self._is_group(j)]
        for c in self.syntax.kids(i, "amod", "acl"):
            if c > i and self._lexicon.holds("loyalty", self.syntax.lemma(c)) and "of_groups" in fits:
                found += self.syntax.prepositions(c).get("to", [])
        return found

    def _leads_away(self, j: int, i: int) -> bool:
        """Whether modifier `j` of noun `i` is the first part of "X-backed"."""
        return j + 1 < i and self.syntax.token(j + 1).text in {"-", "–"}

    def _is_group(self, j: int) -> bool:
        anchor = self.reading.anchor(j)
        return anchor is not None and self.reading.entities[anchor.entities[0]].type in {"Group", "Agency"}

    def _level(self, i: int, kind: str) -> str | None:
        lemma = self.syntax.lemma(i)
        if self._lexicon.holds("elements", lemma) or any(
            self._lexicon.holds("elements", self.syntax.lemma(c)) for c in self.syntax.kids(i, "amod")
        ):
            return "elements"
        return "government" if kind == "State" and lemma in _GOVERNMENT else None
