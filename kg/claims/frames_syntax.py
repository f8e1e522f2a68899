"""The grammatical slots of a verb: who does it, to whom, with which prepositions; passives turned round.

Understood subjects are filled in: of infinitives, participles, gerunds, relative clauses and joined verbs.
"""

from kg.claims.frames_clauses import SUBJECTS, Clauses
from kg.claims.frames_tree import Filled
from kg.model import Reading

_DEPTH = 8


class Syntax(Clauses):
    """The clauses of one reading; slots are worked out once per verb."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._slots: dict[int, Filled] = {}
        self._busy: set[int] = set()

    def slots(self, i: int) -> Filled:
        """The filled slots of verb `i`; an understood subject or object is included."""
        if i in self._slots:
            return self._slots[i]
        if i in self._busy or len(self._busy) > _DEPTH:
            return {}
        self._busy.add(i)
        found = self.own(i)
        self._understood(i, found)
        self._shared(i, found)
        self._busy.discard(i)
        self._slots[i] = found
        return found

    def surface(self, i: int) -> list[int]:
        """The grammatical subject of verb `i`, own or understood: in a passive what the deed is done to."""
        return self.slots(i).get("obj" if self.passive(i) else "subj", [])

    def performers(self, i: int) -> list[int]:
        """Who does what verb `i` says where its own subject is no actor: "X issued a video declaring war"."""
        token = self.token(i)
        return self._of_report(i, token.head) if token.dep == "acl" and token.tag == "VBG" else []

    def others(self, i: int) -> list[int]:
        """Nouns further up that a participle or relative clause may belong to, if not to the nearest one."""
        token = self.token(i)
        if token.dep not in {"acl", "relcl"}:
            return []
        j = token.head
        if self.token(j).dep == "advcl":
            return self.surface(self.token(j).head)[:1]
        found = self._of_report(i, j) if token.tag == "VBG" else []
        while self.token(j).dep in {"pobj", "conj", "appos"} and len(found) < 2:
            above = self.token(j).head
            if self.token(j).dep == "pobj":
                above = self.token(above).head
            if above >= j or self.is_verb(above) or self.token(above).pos == "ADP":
                break
            found.append(above)
            j = above
        return found

    def _of_report(self, i: int, noun: int) -> list[int]:
        """Who does what a text says: "reports of X moving in", "X issued a video declaring war"."""
        close = [j for j in self.prepositions(noun).get("of", []) if self.edges(j)[1] == i - 1]
        return (close or self.owner(noun))[:1]

    def _understood(self, i: int, found: Filled) -> None:
        token = self.token(i)
        missing = "obj" if self.passive(i) else "subj"
        if token.dep == "relcl":
            self._gap(i, found)
        if found.get(missing):
            return
        heads = (self._controller(i) if token.head != i else []) or self._stranded(i)
        if heads:
            found[missing] = heads

    def _controller(self, i: int) -> list[int]:
        """The understood subject of a verb without one of its own."""
        token = self.token(i)
        head = token.head
        match token.dep:
            case "conj" if self.is_verb(head):
                return self.surface(head)
            case "xcomp" | "ccomp" | "advcl" if self.is_verb(head):
                return self._controlled_by(i, head)
            case "xcomp" if (
                token.pos == "VERB" and self.token(head).dep == "acomp"
            ):  # "is likely to have armed"
                return self.surface(self.token(head).head)
            case "acl" | "relcl":
                return self._of_noun(i, head)
            case "csubj" if self.token(head).dep == "ccomp" and self.is_verb(self.token(head).head):
                return self.surface(self.token(head).head)
            case "amod" | "nmod" if head > i:
                return [head] if token.tag in {"VBN", "VBG"} else []
            case "pcomp":
                return self._of_gerund(head)
        return []

    def _stranded(self, i: int) -> list[int]:
        """The names right before a finite verb that the parser left without a subject."""
        token = self.token(i)
        finite = token.tag in {"VBD", "VBZ", "VBP"} or any(
            self.token(c).tag in {"VBD", "VBZ", "VBP", "MD"} for c in self.kids(i, "aux", "auxpass")
        )
        if not finite or token.dep not in {"ROOT", "ccomp", "parataxis", "advcl"} or self.kids(i, "expl"):
            return []
        first = min([i, *(c for c in self.kids(i, "aux", "auxpass", "neg", "advmod") if c < i)])
        before = first - 1
        if before < 0 or self.token(before).sent != token.sent or self.reading.anchor(before) is None:
            return []
        chain = [before]
        while self.token(chain[-1]).dep == "conj":
            chain.append(self.token(chain[-1]).head)
        if len(chain) > 1 and self.token(chain[-1]).dep not in SUBJECTS:
            chain.pop()
        return chain[-1:]

    def _controlled_by(self, i: int, head: int) -> list[int]:
        objects = self.slots(head).get("obj", [])
        if (
            self.token(i).dep != "advcl"
            and objects
            and self.lexicon.holds("object_control", self.lemma(head))
        ):
            return objects
        if self.token(i).dep == "ccomp" and self.token(i).tag not in {"VBG", "VBN", "VB"}:
            return []
        return self.surface(head)

    def _of_noun(self, i: int, head: int) -> list[int]:
        """For "fighters trained by X" the noun; for "its plan to attack X" whoever has the plan."""
        acts = self.reading.anchor(head) or any(
            self.lexicon.holds(name, self.lemma(head)) for name in ("of_states", "of_groups")
        )
        if any(self.token(c).tag == "TO" for c in self.kids(i, "aux")) and not self.passive(i) and not acts:
            return self.owner(head) or [head]
        return [head]

    def owner(self, noun: int, depth: int = 0) -> list[int]:
        """Who has or does what an abstract noun says: its possessor, else the subject of its verb."""
        own = self.kids(noun, "poss")
        if own:
            return own
        found = self.prepositions(noun)
        for name in ("by", "against"):
            if found.get(name):
                return found[name]
        token = self.token(noun)
        if depth > _DEPTH:
            return []
        if token.dep in {"dobj", "attr"} and self.is_verb(token.head):
            return self.surface(token.head)
        if token.dep == "conj":
            return self.owner(token.head, depth + 1)
        if token.dep == "pobj":
            above = self.token(token.head).head
            if self.is_verb(above):
                return self._of_gerund(token.head)
            return self.owner(above, depth + 1) if above != noun and above < noun else []
        return []

    def _of_gerund(self, preposition: int) -> list[int]:
        """The understood subject of a gerund after a preposition: "accused X of -ing", "by -ing"."""
        head = self.token(preposition).head
        if self.token(head).dep == "prep" and self.token(head).pos in {"ADP", "SCONJ"}:
            head = self.token(head).head
        if self.token(head).dep == "dobj" and self.lexicon.holds(
            "accusers", self.lemma(self.token(head).head)
        ):
            return [head]  # "accused officers of selling": the parser hung "of" on "officers"
        if not self.is_verb(head):
            return self._of_adjective(head) if self.token(head).pos == "ADJ" else self.owner(head)
        slots = self.slots(head)
        if slots.get("obj") and self.lexicon.holds("object_control", self.lemma(head)):
            return slots["obj"]
        if self.lemma(preposition) == "for" and slots.get("against"):  # "retaliate against X for striking Y"
            return slots["against"]
        return self.surface(head)

    def _of_adjective(self, i: int) -> list[int]:
        """Who is responsible, guilty … : the subject of the copula, or the noun before the adjective."""
        token = self.token(i)
        if token.head == i:
            return []
        return (
            self.surface(token.head) if self.is_verb(token.head) else [self.whole(token.head) or token.head]
        )

    def _gap(self, i: int, found: Filled) -> None:
        """Fills what a relative clause leaves out (subject, object, place) with the noun before it."""
        head = self.token(i).head
        words = {self.token(c).text.lower() for c in self.reading.children(i)}
        if "where" in words:
            found.setdefault("in", []).append(head)
            return
        if (
            found.get("subj")
            and not found.get("obj")
            and not self.passive(i)
            and not words & {"which", "that", "whom", "who"}
        ):
            found["obj"] = [head]
        for c in self.kids(i, "prep"):
            if not self.kids(c, "pobj", "pcomp"):
                found.setdefault(self.lemma(c), []).append(head)

    def _shared(self, i: int, found: Filled, depth: int = 0) -> None:
        """Gives the first verbs of "funded, armed and trained X" the object (or the agent) of the last."""
        joined = [c for c in self.kids(i, "advcl") if self.token(c).tag == "JJ" and c > i]
        for c in (*self.kids(i, "conj"), *joined):
            if not self.is_verb(c) or self.passive(c) != self.passive(i) or self.kids(c, *SUBJECTS):
                continue
            below = self.own(c)
            if depth < _DEPTH:
                self._shared(c, below, depth + 1)
            name = "subj" if self.passive(i) else "obj"
            if not self._complete(i, found) and below.get(name):
                found[name] = self._receivers(c, below) or below[name]

    def _receivers(self, i: int, held: Filled) -> list[int]:
        """Who gets what a light verb gives, and whom the verb before it arms: "arming and aiding X"."""
        if "give" not in self.lexicon.light.get(self.lemma(i), ()) or self.passive(i):
            return []
        beside = [j for theme in held.get("obj", []) for j in self.prepositions(theme).get("to", [])]
        return held.get("to") or held.get("iobj") or beside

    def _complete(self, i: int, found: Filled) -> bool:
        """Whether a verb has an object or complement of its own and needs none of a joined verb's."""
        own = self.kids(i, "dobj", "agent", "acomp", "attr", "ccomp", "xcomp", "oprd")
        bare = [c for c in self.kids(i, "prep") if c > i]
        return bool(own or bare) or bool(found.get("subj") and self.passive(i))
