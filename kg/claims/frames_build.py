"""Frames out of two ends and a meaning: types checked, negation, dates and the words to quote found."""

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.frames_ends import Ends
from kg.claims.frames_lexicon import Meaning
from kg.claims.frames_syntax import Syntax
from kg.claims.frames_types import End, Frame
from kg.model import Reading, Value

QUOTE_LENGTH = 300
"""A sentence longer than this many characters is quoted in part: the clause of the trigger with both ends."""

_NO = frozenset({"no", "neither", "nor", "none", "nobody", "never"})
_HOSTILE = frozenset({"TARGETS", "RIVAL_OF", "KILLED"})
_EVIDENCE = frozenset({"evidence", "proof", "indication", "sign", "trace"})
_SOMEWHERE = frozenset({"OPERATES_IN", "LOCATED_IN", "BASED_IN", "TRAINED_IN"})
_PLACED = _SOMEWHERE | {"OCCURRED_IN", "RECRUITS_FROM"}


class Builder:
    """Makes frames for one reading."""

    def __init__(self, syntax: Syntax, ends: Ends) -> None:
        self.syntax = syntax
        self.ends = ends
        self.reading: Reading = syntax.reading

    def pairs(self, subjects: Iterable[End], objects: Iterable[End]) -> list[tuple[End, End]]:
        """Every subject with every object that is another entity."""
        below = list(objects)
        return [(s, o) for s in subjects for o in below if s.entity != o.entity]

    def frames(
        self,
        meaning: Meaning,
        pairs: list[tuple[End, End]],
        trigger: int,
        construction: str,
        **qualifiers: Value,
    ) -> list[Frame]:
        """The frames of those pairs whose types the meaning allows; none if the deed is only wished for."""
        if self.unrealised(trigger):
            return []
        found = []
        for subject, object_ in pairs:
            relation = meaning.relation_of(self.ends.type(subject), self.ends.type(object_))
            if self._uttered(trigger):
                relation = "THREATENS" if relation in _HOSTILE else ""
            if relation == "TARGETS" and self.ends.type(object_) == "Location" and self._event(trigger):
                continue
            placed = relation in _PLACED or not (subject.inside or object_.inside)
            if (
                relation
                and placed
                and not self._mere_country(relation, subject)
                and not self._own(relation, subject, object_)
            ):
                frame = self._frame(relation, subject, object_, trigger, construction)
                if frame.negated and meaning.undone and relation == meaning.relation:
                    frame = replace(frame, relation=meaning.undone, negated=False)
                extra = dict(qualifiers)
                if relation == "SUPPORTS" and meaning.support:
                    extra.setdefault("support", list(meaning.support))
                found.append(
                    replace(frame, own_deed=meaning.own_deed, qualifiers={**frame.qualifiers, **extra})
                )
        return found

    def _event(self, trigger: int) -> bool:
        """Whether the trigger is one attack, whose place is said by OCCURRED_IN already."""
        return self.syntax.kind(trigger) == "Attack"

    def _uttered(self, i: int) -> bool:
        """Whether the deed is only threatened: "threatened to attack X"."""
        token = self.reading.tokens[i]
        return token.dep == "xcomp" and self.syntax.lexicon.holds("threats", self.syntax.lemma(token.head))

    def _mere_country(self, relation: str, subject: End) -> bool:
        """Whether a country itself, not its troops, is said to be somewhere."""
        return relation in _SOMEWHERE and subject.named and self.ends.type(subject) == "State"

    def _own(self, relation: str, subject: End, object_: End) -> bool:
        """Whether a country supports a body of its own, or is present in a place of its own: no news."""
        whole = self.reading.entities[object_.entity]
        if relation == "OPERATES_IN":
            return whole.country == subject.entity
        return relation == "SUPPORTS" and whole.type == "Agency" and whole.country == subject.entity

    def _frame(self, relation: str, subject: End, object_: End, trigger: int, construction: str) -> Frame:
        start, end = self._quote(trigger, subject.token, object_.token)
        qualifiers: dict[str, Value] = {}
        date = self._date(trigger)
        if date:
            qualifiers["date"] = date
        if self._former(trigger):
            qualifiers["tense"] = "former"
        return Frame(
            subject=subject.entity,
            relation=relation,
            object=object_.entity,
            trigger=trigger,
            subject_token=subject.token,
            object_token=object_.token,
            sentence=self.reading.tokens[trigger].sent,
            start=start,
            end=end,
            construction=construction,
            negated=self.negated(trigger, subject, object_),
            qualifiers=qualifiers,
            mode=self._mode(trigger),
            level=subject.level,
            valid=date,
        )

    def negated(self, trigger: int, subject: End, object_: End) -> bool:
        """Whether the words say that the relation does not hold."""
        for i in (*map(self._first, (subject.token, object_.token)), subject.head, object_.head):
            if any(self._word(c) in _NO for c in self.syntax.kids(i, "det", "preconj")):
                return True
        return self._negated(trigger, 0)

    def _first(self, i: int) -> int:
        """The first member of a coordination with "nor", for its last one; else token `i` itself."""
        first = i
        while self.reading.tokens[first].dep == "conj" and self.reading.tokens[first].head < first:
            first = self.reading.tokens[first].head
        alike = any(self._word(c) == "nor" for c in self.syntax.kids(first, "cc"))
        return first if alike else i

    def _negated(self, i: int, depth: int) -> bool:
        if any(self._denies(c) for c in self.reading.children(i)):
            return True
        token = self.reading.tokens[i]
        head = token.head
        if head == i or depth > 6:
            return False
        if token.dep in {"pobj", "pcomp"} and self._word(head) == "without":
            return not self._counterfactual(self.reading.tokens[head].head)
        above = self.syntax.lemma(head)
        if token.dep in {"xcomp", "dobj", "nsubjpass"} or (token.dep == "acomp"):
            refused = token.dep == "xcomp" and (
                self.syntax.lexicon.holds("negative_implicative", above) or self._little(head)
            )
            former = self.syntax.lexicon.holds("former", above)
            through = token.dep in {"xcomp", "acomp"} or above in self.syntax.lexicon.light or above == "be"
            return not former and (refused or (through and self._negated(head, depth + 1)))
        if token.dep in {"pobj", "pcomp"} and self.reading.tokens[head].pos == "ADP":
            noun = self.reading.tokens[head].head
            return self.syntax.lemma(noun) in _EVIDENCE and self._negated(noun, depth + 1)
        return self._lacking(token.dep, head, depth)

    def _lacking(self, dep: str, head: int, depth: int) -> bool:
        """Whether a clause hangs on a word for nothing: "no evidence that …", "its failure to …"."""
        if dep in {"acl", "ccomp", "relcl"} and self._word(head) in {"nothing", "anything"}:
            return True
        above = self.syntax.lemma(head)
        if dep == "acl" and self.syntax.lexicon.holds("negative_implicative", above):
            return True
        if dep in {"acl", "relcl", "advcl"} and self._little(head):
            return True
        return dep in {"acl", "ccomp"} and above in _EVIDENCE and self._negated(head, depth + 1)

    def _little(self, verb: int) -> bool:
        """Whether next to nothing is done: "has done little to curb X"."""
        words = {self._word(c) for c in self.syntax.kids(verb, "dobj")} | {self._word(verb)}
        return bool(words & {"little", "nothing"})

    def _counterfactual(self, verb: int) -> bool:
        """Whether a clause says what would be otherwise: "without X's help, Y would not survive"."""
        return any(self._word(c) in {"would", "could", "might"} for c in self.syntax.kids(verb, "aux"))

    def _denies(self, c: int) -> bool:
        token = self.reading.tokens[c]
        if token.dep == "det" and self._word(c) in _NO:
            return True
        if token.dep == "advmod" and self._word(c) == "longer":
            return False
        if token.dep == "neg" or (token.dep in {"advmod", "preconj"} and self._word(c) == "never"):
            following = self.reading.tokens[c + 1].text.lower() if c + 1 < len(self.reading.tokens) else ""
            return following not in {"only", "just", "merely", "simply"}
        return False

    def unrealised(self, i: int) -> bool:
        """Whether the deed is only wished for, asked of somebody or prevented ("urged X not to arm Y")."""
        for _ in range(6):
            token = self.reading.tokens[i]
            if token.head == i:
                return False
            above = token.head
            if token.dep in {"pcomp", "pobj"} and self.reading.tokens[above].pos in {"ADP", "SCONJ"}:
                above = self.reading.tokens[above].head
                if token.dep == "pcomp" and self.syntax.lexicon.holds("unrealised", self.syntax.lemma(above)):
                    return True
            elif token.dep in {"xcomp", "ccomp"} and self.syntax.lexicon.holds(
                "unrealised", self.syntax.lemma(above)
            ):
                ended = self.syntax.lexicon.holds("former", self.syntax.lemma(above))
                return not ended and (token.dep == "xcomp" or token.tag in {"VB", "VBG"})
            elif token.dep not in {"conj", "xcomp", "dobj"}:
                return False
            i = above
        return False

    def _former(self, i: int) -> bool:
        """Whether the deed has ended: "stopped backing X", "no longer backs X", "used to back X"."""
        token = self.reading.tokens[i]
        if any(self._word(c) == "longer" for c in self.syntax.kids(i, "advmod", "neg")):
            return True
        if token.head == i or token.dep not in {"xcomp", "dobj", "nsubjpass"}:
            return False
        above = self.reading.tokens[token.head]
        used = above.text.lower() == "used" and token.dep == "xcomp"
        return used or self.syntax.lexicon.holds("former", self.syntax.lemma(token.head))

    def _mode(self, i: int) -> str | None:
        words = {self._word(c) for c in self.syntax.kids(i, "advmod", "amod")}
        if words & {"actively", "active", "directly", "direct"}:
            return "active"
        return "passive" if words & {"passively", "passive", "tacitly", "tacit"} else None

    def _date(self, trigger: int) -> str | None:
        """The date that stands in the trigger's own clause."""
        verb = self._verb(trigger)
        for date in self.reading.dates:
            if self.reading.tokens[date.token].sent == self.reading.tokens[trigger].sent and verb in {
                self._verb(date.token),
                date.token,
            }:
                return date.edtf
        return None

    def _verb(self, i: int) -> int:
        """The nearest verb at or above token `i`."""
        if self.syntax.is_verb(i):
            return i
        return next((j for j in self.reading.ancestors(i) if self.syntax.is_verb(j)), i)

    def _quote(self, trigger: int, *ends: int) -> tuple[int, int]:
        """The sentence, or of a long one the smallest clause that holds the trigger and both ends."""
        sentence = self.reading.sentences[self.reading.tokens[trigger].sent]
        if sentence.end - sentence.start <= QUOTE_LENGTH:
            return sentence.start, sentence.end
        needed = {trigger, *(i for i in ends if self.reading.tokens[i].sent == sentence.i)}
        for top in (trigger, *self.reading.ancestors(trigger)):
            first, last = self.syntax.edges(top)
            if first <= min(needed) and max(needed) <= last and self.syntax.is_verb(top):
                return self.reading.tokens[first].start, self.reading.tokens[last].end
        return sentence.start, sentence.end

    def _word(self, i: int) -> str:
        return self.reading.tokens[i].text.lower()
