"""The grammatical slots that stand in a verb's own clause, before anything is understood."""

from kg.claims.frames_tree import Filled, Tree

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_PARTICIPIAL = frozenset(
    {"acl", "amod", "advcl", "relcl", "ROOT", "xcomp", "pcomp", "nmod", "compound", "oprd"}
)
_HYPHENS = frozenset({"-", "–", "‑"})
_RECEIVERS = frozenset({"Group", "State"})
_NAMES = {"dobj": "obj", "attr": "attr", "oprd": "attr", "ccomp": "that", "xcomp": "that", "dative": "iobj"}


class Clauses(Tree):
    """The clauses of one reading: passives turned round, the receiver found, "X-backed" taken apart."""

    def passive(self, i: int) -> bool:
        """Whether the verb is in the passive: with its auxiliary, or a bare past participle as a modifier."""
        if self.kids(i, "nsubjpass", "auxpass", "csubjpass"):
            return True
        token = self.token(i)
        if token.tag == "JJ" and token.dep in {"advcl", "acl"}:
            return i < token.head or token.dep == "acl"
        if token.dep == "conj":
            return self._shares_passive(i)
        has = any(self.lemma(c) in {"have", "having", "'ve", "’ve"} for c in self.kids(i, "aux"))
        return token.tag == "VBN" and not has and not self.kids(i, "nsubj") and token.dep in _PARTICIPIAL

    def _shares_passive(self, i: int) -> bool:
        """Whether a joined participle shares the passive auxiliary of the first one."""
        token = self.token(i)
        if token.dep != "conj" or token.tag not in {"VBN", "VBD"} or self.kids(i, "nsubj", "dobj"):
            return False
        head = self.token(token.head)
        return head.tag in {"VBN", "JJ"} and self.passive(head.i)

    def own(self, i: int) -> Filled:
        """The slots that hang on verb `i` itself."""
        found = self.prepositions(i)
        passive = self.passive(i)
        if passive and "by" in found:
            found["subj"] = found["by"]
        for c in self.reading.children(i):
            dep = self.token(c).dep
            if dep in SUBJECTS:
                found.setdefault("obj" if passive else "subj", []).append(c)
            elif dep in _NAMES and not (dep == "dative" and self.token(c).pos == "ADP"):
                found.setdefault("iobj" if passive and dep == "dobj" else _NAMES[dep], []).append(c)
        if self.kids(i, "expl") and "attr" in found:
            found["subj"] = found["attr"]
        self._two_objects(found)
        self._receiver(i, found)
        self._hyphen(i, found)
        if self.token(i).dep in {"amod", "nmod", "compound"} and self.token(i).head > i:
            found["before"] = [self.token(i).head]
        return found

    def _two_objects(self, found: Filled) -> None:
        """Takes the second of two direct objects for the receiver: "the money that X gave Y"."""
        objects = found.get("obj", [])
        if len(objects) == 2 and self.token(objects[0]).tag in {"WDT", "WP"} and "iobj" not in found:
            found["iobj"] = [objects.pop()]

    def _receiver(self, i: int, found: Filled) -> None:
        """Takes a name before what is given for the receiver: the parser joins both in "gave the X camps"."""
        if "iobj" in found or self.passive(i) or "give" not in self.lexicon.light.get(self.lemma(i), ()):
            return
        for j in found.get("obj", []):
            for c in self.kids(j, "compound", "nmod"):
                anchor = self.reading.anchor(c)
                listed = c > 0 and self.token(c - 1).pos == "DET" and "to" not in found
                if anchor is not None and anchor.via == "name" and listed and self.kind(c) in _RECEIVERS:
                    found["iobj"] = [c]

    def _hyphen(self, i: int, found: Filled) -> None:
        """Fills the slots of "X-backed": the name is the agent or the place, the noun after it the object."""
        if (
            i < 2
            or self.token(i).tag not in {"VBN", "VBD", "JJ", "VBG"}
            or self.token(i - 1).text not in _HYPHENS
        ):
            return
        if self.reading.anchor(i - 2) is None:
            return
        head = self._modified(i)
        if head is not None:
            found["obj"] = [head]
            place = self.lexicon.holds("hyphen_place", self.lemma(i))
            for name in ("in",) if place else ("subj", "with", "to", "by"):
                found[name] = [i - 2]
