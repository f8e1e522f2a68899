"""How firmly a clause is said: modals, adverbs, adjectives, raising verbs that scope over its predicate."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.claims import attribution_tree as tree
from kg.claims.cues import denying, hedges
from kg.claims.frames import Frame
from kg.model import Reading

_ADVERBIAL = ("advmod", "npadvmod", "intj", "dep", "meta")
_SCOPE = frozenset(
    {"xcomp", "ccomp", "acomp", "attr", "oprd", "pcomp", "dobj", "pobj", "compound", "amod", "nmod"}
)
"""Relations through which a modal reaches down: "may have decided to support X"."""
_DARING = frozenset({"TARGETS", "THREATENS"})
"""Relations that plans and threats express: "intends to strike X" is aiming at X."""
_PLANNED = _DARING | {"INVOLVED_IN"}
"""Who plans a deed has a part in it."""
_STANDING = frozenset({"LEADS", "MEMBER_OF", "SPOKESPERSON_OF", "PART_OF", "AFFILIATE_OF"})
"""Relations that a noun phrase gives in passing; a hedge on the phrase around it says nothing of them."""


@dataclass(slots=True)
class Strength:
    """What was found around a predicate: modality and tokens of each hedge, and whether it is left open."""

    hits: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    open: bool = False

    def add(self, modality: str, *tokens: int) -> None:
        """Keep a hedge; modality "open" leaves the clause open."""
        if modality == "open":
            self.open = True
        elif (modality, tokens) not in self.hits:
            self.hits.append((modality, tokens))


class Scale:
    """Measures how firmly the words of a reading put a frame."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, frame: Frame, cue: int | None, content: frozenset[int]) -> Strength:
        """The hedges between the frame's predicate and the cue of who asserts it (None: the document)."""
        found = Strength()
        words = self._reading.sentences[frame.sentence]
        found.open = self._is_question(words.first, words.last)
        self._climb(frame, cue, content, found)
        for end in (frame.subject_token, frame.object_token):
            self._adjectives(frame, end, found)
        return found

    def is_presupposed(self, trigger: int, cue: int) -> bool:
        """Whether a word between predicate and wish takes it for granted: "demanded an end to support"."""
        for above in self._reading.ancestors(trigger):
            if above == cue:
                break
            if self._lemma(above) in hedges().presupposing:
                return True
        return False

    def _is_question(self, first: int, last: int) -> bool:
        closing = [
            i for i in range(max(first, last - 3), last) if self._reading.tokens[i].pos in {"PUNCT", "SPACE"}
        ]
        return any(self._reading.tokens[i].text.endswith("?") for i in closing)

    def _climb(self, frame: Frame, cue: int | None, content: frozenset[int], found: Strength) -> None:
        here, presupposed, modals = frame.trigger, False, True
        self._look(frame, here, found, modals=True, presupposed=False)
        for _ in range(12):
            token = self._reading.tokens[here]
            above = token.head
            if here == cue or above == here or (content and above not in content and above != cue):
                break
            if above == cue:
                self._adverbs(above, found)
                break
            step = self._step(frame, here, above)
            if step is None:
                break
            modals = modals and step
            presupposed = presupposed or self._lemma(above) in hedges().presupposing
            self._pass(frame, here, above, found, modals=modals and not presupposed)
            self._look(frame, above, found, modals=modals, presupposed=presupposed)
            here = above

    def _lemma(self, i: int) -> str:
        return self._reading.tokens[i].lemma.lower()

    def _step(self, frame: Frame, here: int, above: int) -> bool | None:
        """Whether modals still count one token up; None where the scope of every hedge ends."""
        dep = self._reading.tokens[here].dep
        noun = not tree.is_verb(self._reading, above)
        said = {"attr", "oprd", "acomp", "xcomp", "ccomp", "conj"}
        if frame.relation in _STANDING and here == frame.trigger and dep not in said:
            return None
        if dep in _SCOPE:
            return True
        if dep == "prep":
            open_ = self._lemma(here) != "without"  # "without X's help, Y would fail": the help is no guess
            return True if open_ and (noun or self._lemma(above) == "be") else None
        if dep == "conj":
            return not tree.kids(self._reading, here, "nsubj", "nsubjpass")
        if dep in {"acl", "relcl"}:
            return (
                True
                if self._reading.tokens[above].dep in {"attr", "oprd", "pobj", "dobj"} and dep == "acl"
                else None
            )
        if dep == "advcl":
            participle = self._reading.tokens[here].tag in {"VBG", "VBN"} and not tree.kids(
                self._reading, here, "mark"
            )
            return participle and here > above
        if dep in {"nsubj", "nsubjpass", "csubj"}:
            return self._spans(frame, here, above)
        return None

    def _spans(self, frame: Frame, here: int, above: int) -> bool:
        """Whether a frame reaches from a subject noun into the predicate: "the raid may be the work of X"."""
        own, whole = tree.below(self._reading, here), tree.below(self._reading, above)
        return any(end in whole and end not in own for end in (frame.subject_token, frame.object_token))

    def _pass(self, frame: Frame, here: int, above: int, found: Strength, *, modals: bool) -> None:
        """What the word above does to the clause below it: "seems to", "plans to", "is likely to"."""
        words = hedges()
        lemma = self._lemma(above)
        dep = self._reading.tokens[here].dep
        if lemma in words.raising and dep in {"xcomp", "ccomp", "oprd", "acomp", "nsubj", "conj"}:
            found.add(words.raising[lemma], *self._raised(above))
        if dep in {"ccomp", "xcomp", "csubj"} and lemma in words.predicates:
            self._predicate(words.predicates[lemma], found, above, modals=modals)
        if dep in {"ccomp", "xcomp", "csubj", "advcl"}:
            for child in tree.kids(self._reading, above, "acomp", "attr"):
                if self._is_untrue(above, child):
                    found.open = True
                if self._lemma(child) in words.predicates:
                    self._predicate(words.predicates[self._lemma(child)], found, child, modals=modals)
        if not modals or frame.relation in _PLANNED:
            return
        infinitive = dep in {"xcomp", "ccomp"} and self._reading.tokens[here].tag in {"VB", "VBG"}
        if infinitive and lemma in words.open_verbs:
            found.open = True
        if dep == "acl" and lemma in words.open_nouns and tree.has_word(self._reading, here, "to"):
            found.open = True

    def _is_untrue(self, verb: int, predicate: int) -> bool:
        """Whether a clause is called untrue: "it is false that", "it is not true that"."""
        if self._lemma(predicate) in {"true", "correct", "accurate"}:
            return tree.is_negated(self._reading, verb)
        return self._lemma(predicate) in denying().predicates

    def _predicate(self, modality: str, found: Strength, token: int, *, modals: bool) -> None:
        if modality != "open" or modals:
            found.add(modality, token)

    def _raised(self, i: int) -> tuple[int, ...]:
        it = [
            c for c in tree.kids(self._reading, i, "nsubj", "expl") if self._lemma(c) == "it" and c == i - 1
        ]
        return (*it, i)

    def _look(self, frame: Frame, i: int, found: Strength, *, modals: bool, presupposed: bool) -> None:
        """The hedges that hang directly on token `i`."""
        if frame.relation not in _STANDING or tree.is_verb(self._reading, i):
            self._adverbs(i, found)
        if not tree.is_verb(self._reading, i):
            self._attributes(frame, i, found)
        for child in self._reading.children(i):
            token = self._reading.tokens[child]
            if token.dep == "mark" and token.text.lower() in hedges().open_marks and not presupposed:
                found.open = True
            if token.dep == "aux" and modals and not presupposed:
                self._modal(frame, i, child, found)

    def _modal(self, frame: Frame, verb: int, modal: int, found: Strength) -> None:
        words = hedges()
        text = self._reading.tokens[modal].text.lower()
        siblings = {self._lemma(c) for c in self._reading.children(verb)}
        if text == "could" and not self._is_past_or_state(verb):
            found.open = frame.relation not in _DARING
            found.add("possible", modal)
        elif text in words.modals:
            found.add(words.modals[text], modal)
        elif text in words.open_modals and not siblings & words.standing_adverbs:
            found.open = True

    def _is_past_or_state(self, verb: int) -> bool:
        below = {self._lemma(c) for c in tree.kids(self._reading, verb, "aux", "auxpass")}
        return bool(below & {"have", "be"}) or self._lemma(verb) in {"be", "have"}

    def _adverbs(self, i: int, found: Strength) -> None:
        by = tree.kids(self._reading, i, "agent")  # "killed, apparently by X"
        for child in [c for j in (i, *by) for c in tree.kids(self._reading, j, *_ADVERBIAL)]:
            modality = hedges().adverbs.get(self._reading.tokens[child].text.lower())
            if modality is not None:
                found.add(modality, child)

    def _attributes(self, frame: Frame, noun: int, found: Strength) -> None:
        for child in tree.kids(self._reading, noun, "amod", "compound", "advmod"):
            modality = hedges().adjectives.get(self._reading.tokens[child].text.lower())
            authored = any(self._reading.anchor(i) is not None for i in range(child, noun))
            if modality is not None and not (authored and frame.relation == "OCCURRED_IN"):
                found.add(modality, child)  # "a suspected X attack in Y" doubts X, not Y
        if noun > 0 and tree.is_attribute(self._reading, noun - 1):
            found.add(hedges().adjectives[self._reading.tokens[noun - 1].text.lower()], noun - 1)

    def _adjectives(self, frame: Frame, end: int, found: Strength) -> None:
        """Hedges in the noun phrase of one end: "alleged X fighters"."""
        for i in self._phrase(end):
            self._attributes(frame, i, found)

    def _phrase(self, i: int) -> Iterator[int]:
        yield i
        for _ in range(2):
            token = self._reading.tokens[i]
            if token.dep == "pobj" and self._lemma(token.head) == "of":
                i = self._reading.tokens[token.head].head  # "suspected members of X"
            elif token.dep in {"compound", "amod", "nmod", "poss"} and token.head != i:
                i = token.head
            else:
                return
            yield i
