"""Verbs that report or accuse: whose words they bring, and which tokens those are."""

from kg.claims import attribution_tree as tree
from kg.claims.attribution_denying import Denying
from kg.claims.attribution_voices import Voice
from kg.claims.cues import Kind, Word, denying, hedges, speech, weakest
from kg.claims.speakers import Speakers
from kg.claims.speakers_heard import Speaking
from kg.model import Reading

_ANIMATE = frozenset({"show", "indicate", "suggest", "hint", "link", "stress", "confirm", "find", "believe"})
"""Kinds of verbs that things can be the subject of ("the video shows"): then nobody speaks."""


class Verbs:
    """Finds the voices that verbs bring in, one verb at a time."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self._reading = reading
        self._speakers = speakers
        self._denying = Denying(reading, speakers)

    def at(self, i: int) -> Voice | None:
        """The voice that the verb at token `i` brings in; None if it is no cue."""
        token = self._reading.tokens[i]
        if i == self._reading.sentences[token.sent].first and token.tag == "NN":
            return self._fronted(i)
        compound = i > 0 and self._reading.tokens[i - 1].text in {"-", "‑", "–"}  # "self-declared"
        if not tree.is_verb(self._reading, i) or token.dep in {"amod", "aux", "auxpass"} or compound:
            return None
        denial = self._denying.at(i)
        if denial is not None:
            return denial
        word = speech().verbs.at(self._reading, i)
        if word is None or not self._fits(i, word) or tree.is_attribute(self._reading, i):
            return None
        return self._report(i, word)

    def _fronted(self, i: int) -> Voice | None:
        """A participle that opens the sentence and was taken for a noun: "Thought to be based in X, …"."""
        word = speech().verbs.at(self._reading, i)
        if word is None or word.words[-1] != "to":
            return None
        content = frozenset(tree.below(self._reading, i) - {i})
        return Voice(i, (i,), "passive", (), content, speech().kinds[word.kind].passive)

    def publish(self, i: int) -> None:
        """Note who put out a document, if token `i` says so: "the report" is theirs from there on."""
        if self._lemma(i) in speech().publishing_verbs and tree.is_verb(self._reading, i):
            objects = tree.kids(self._reading, i, "dobj", "nsubjpass")
            if any(self._lemma(child) in speech().documents for child in objects):
                passive = tree.is_passive(self._reading, i)
                heads = tree.agents(self._reading, i) if passive else tree.subjects(self._reading, i)
                self._speakers.heard.publish(i, self._all(heads))

    def _fits(self, i: int, word: Word) -> bool:
        objects = [self._lemma(child) for child in tree.kids(self._reading, i, "dobj")]
        if word.object == "claim":
            return any(lemma in denying().accusations for lemma in objects)
        return not (word.kind == "allege" and set(objects) & speech().own_deeds)

    def _lemma(self, i: int) -> str:
        return self._reading.tokens[i].lemma.lower()

    def _report(self, i: int, word: Word) -> Voice | None:
        kind = speech().kinds[word.kind]
        passive = self._is_passive(i, kind)
        heads = tree.agents(self._reading, i) if passive else self._subjects(i, kind)
        if not passive and kind.name in _ANIMATE and not any(map(self._speakers.may_speak, heads)):
            return self._hint(i, kind, heads)
        speakers = self._all(heads, going_on=not passive)
        if passive and not heads and kind.passive == "none":
            return None
        if kind.name == "admit" and self._has_modal(i):
            return None
        content, nominal = self._content(i, kind, passive)
        if word.quoted:
            content = frozenset()
        return Voice(
            cue=i,
            words=self._cue_words(i, heads),
            construction="passive" if passive else "verb",
            speakers=speakers,
            content=content,
            modality=self._modality(kind, heads, passive=passive, nominal=nominal),
            act=kind.act,
            negated=tree.is_unsaid(self._reading, i),
            open=kind.open or self._recommends(i, kind),
            own="reported" if kind.name == "allege" else None,
        )

    def _subjects(self, i: int, kind: Kind) -> list[int]:
        """The subjects of a verb, behind it too where the parser took one for an object ('…," said Deby')."""
        objects = tree.kids(self._reading, i, "dobj")
        inverted = kind.name == "say" and not tree.kids(self._reading, i, *tree.SUBJECTS)
        behind = [c for c in objects if c > i and inverted and self._speakers.may_speak(c)]
        after_quote = i > 0 and self._reading.tokens[i - 1].pos == "PUNCT"
        return behind if behind and after_quote else tree.subjects(self._reading, i)

    def _hint(self, i: int, kind: Kind, things: list[int]) -> Voice | None:
        """What things hint at: "The timing suggests …"; nobody speaks."""
        if kind.name not in {"suggest", "hint", "indicate"}:
            return None
        content, nominal = self._content(i, kind, passive=False)
        hinting = any(self._lemma(thing) in hedges().hinting_subjects for thing in things)
        modality = "hinted" if nominal or hinting else weakest(kind.modality, "hedged")
        return Voice(
            i,
            self._cue_words(i, []),
            "verb",
            (),
            content,
            modality,
            negated=tree.is_unsaid(self._reading, i),
            open=self._recommends(i, kind),
        )

    def _all(self, heads: list[int], *, going_on: bool = False) -> Speaking:
        found: Speaking = ()
        for head in heads:
            named = self._speakers.of(head, going_on=going_on)
            found += tuple(speaker for speaker in named if speaker not in found)
        return found

    def _is_passive(self, i: int, kind: Kind) -> bool:
        if tree.is_passive(self._reading, i) or (kind.name == "say" and self._infinitives(i)):
            return True
        token = self._reading.tokens[i]
        if token.tag not in {"VBN", "VBD"} or tree.kids(self._reading, i, "dobj", "ccomp", "aux"):
            return False
        if kind.name in {"accuse", "convict", "suspect"}:
            return any(self._lemma(c) in {"of", "for", "with"} for c in tree.kids(self._reading, i, "prep"))
        return kind.name == "believe" and bool(self._infinitives(i))

    def _infinitives(self, i: int) -> list[int]:
        """Infinitives below a verb: nobody "says to be", so it is passive ("weapons said to be …")."""
        return [c for c in tree.kids(self._reading, i, "xcomp") if tree.has_word(self._reading, c, "to")]

    def _modality(self, kind: Kind, heads: list[int], *, passive: bool, nominal: bool) -> str:
        base = kind.nominal if nominal and kind.nominal else kind.modality
        if passive and not heads:
            return kind.passive
        for head in heads:
            noun = speech().nouns.at(self._reading, head)
            noun_kind = speech().noun_kinds[noun.kind] if noun is not None else None
            if noun_kind is not None and noun_kind.unnamed and self._speakers.is_itself(head):
                return noun_kind.modality
        return base

    def _content(self, i: int, kind: Kind, passive: bool) -> tuple[frozenset[int], bool]:
        """The tokens of what is said, and whether it is only a noun phrase."""
        reading = self._reading
        clauses = (self._infinitives(i) if passive else []) or tree.kids(reading, i, "ccomp", "xcomp", "oprd")
        if not clauses and "clause" in kind.takes:
            clauses = [
                c for c in tree.kids(reading, i, "dep", "parataxis", "advcl") if c > i and self._is_clause(c)
            ]
        parts = list(clauses) if "clause" in kind.takes or passive else []
        nominal: list[int] = []
        if "object" in kind.takes and not kind.hearer:
            nominal += tree.kids(reading, i, "dobj", "attr")
        if (
            passive
            and not clauses
            and kind.name in {"announce", "say", "allege", "believe", "confirm", "suspect"}
        ):
            nominal += [c for c in tree.kids(reading, i, "nsubjpass") if self._lemma(c) != "it"]
        if "oblique" in kind.takes:
            obliques = tree.kids(reading, i, "prep", "dative", "advcl")
            nominal += [c for c in obliques if c > i and self._lemma(c) != "by"]
            parts += clauses
        found: set[int] = set()
        for part in (*parts, *nominal):
            found |= tree.said(reading, part)
        if kind.name in {"accuse", "link", "hint", "condemn", "suspect"} and (nominal or parts):
            found.add(i)
        if kind.name in {"believe", "describe"}:
            for c in tree.kids(reading, i, "prep"):
                found |= tree.below(reading, c) if self._lemma(c) == "as" else set()
        if "oblique" in kind.takes and kind.act == "alleges":
            found -= self._asides(found)
        if not found and "clause" in kind.takes and (kind.hearer or not self._objects(i)):
            found = set() if tree.is_unsaid(reading, i) else self._around(i)
        found -= self._beyond(i)
        by = {j for agent in tree.agents(reading, i) for j in tree.below(reading, agent)}
        return frozenset(found - by), bool(nominal and not parts)

    def _beyond(self, i: int) -> set[int]:
        """The tokens of the sentence on the other side of a semicolon."""
        sentence = self._reading.sentences[self._reading.tokens[i].sent]
        inside = range(sentence.first, sentence.last)
        marks = [j for j in inside if self._reading.tokens[j].text == ";"]
        first = max((j for j in marks if j < i), default=sentence.first)
        last = min((j for j in marks if j > i), default=sentence.last)
        return set(inside) - set(range(first, last))

    def _objects(self, i: int) -> list[int]:
        """The direct objects of a verb that are no part of the cue ("put it")."""
        return [c for c in tree.kids(self._reading, i, "dobj") if self._lemma(c) != "it"]

    def _asides(self, found: set[int]) -> set[int]:
        """Relative clauses in an accusation are the author's: "accused X of arming Y, who fight in Z"."""
        aside: set[int] = set()
        for i in found:
            relative = any(self._reading.tokens[c].tag in {"WDT", "WP"} for c in self._reading.children(i))
            if relative and self._reading.tokens[i].dep == "relcl" and self._reading.tokens[i].head in found:
                aside |= tree.below(self._reading, i)
        return aside

    def _is_clause(self, c: int) -> bool:
        return tree.is_verb(self._reading, c) and bool(tree.kids(self._reading, c, *tree.SUBJECTS))

    def _around(self, i: int) -> set[int]:
        """The clause around a parenthesis: "The ban, she said, followed", "as she put it"."""
        reading = self._reading
        token = reading.tokens[i]
        aside = tree.below(reading, i)
        if token.dep in {"relcl", "acl", "xcomp"}:
            return set()
        if token.dep in {"parataxis", "ccomp", "dep"} or (
            token.dep == "advcl" and tree.has_word(reading, i, "as")
        ):
            return tree.below(reading, token.head) - aside if token.head != i else set()
        sentence = reading.sentences[token.sent]
        first = last = i
        while first > sentence.first and reading.tokens[first - 1].text not in {",", "—", "–", '"', "”"}:
            first -= 1
        while last + 1 < sentence.last and reading.tokens[last + 1].text not in {",", "—", "–", "."}:
            last += 1
        if first == sentence.first or last - first > 12:
            return set()
        return set(range(sentence.first, first)) | set(range(last + 1, sentence.last))

    def _cue_words(self, i: int, heads: list[int]) -> tuple[int, ...]:
        """The verb with its auxiliaries and particles, and a noun that speaks ("Reports indicate")."""
        found = set(tree.verb_words(self._reading, i))
        for head in heads:
            noun = speech().nouns.at(self._reading, head)
            unnamed = noun is not None and speech().noun_kinds[noun.kind].unnamed
            if unnamed and abs(head - i) < 4 and self._speakers.is_itself(head):
                found.add(head)
        return tuple(sorted(found))

    def _recommends(self, i: int, kind: Kind) -> bool:
        """Whether it is advice and no statement: "should say", "suggested tightening controls"."""
        reading = self._reading
        gerund = any(reading.tokens[c].tag == "VBG" for c in tree.kids(reading, i, "xcomp"))
        return self._has_modal(i) or (kind.name == "suggest" and gerund)

    def _has_modal(self, i: int) -> bool:
        return any(self._lemma(c) in hedges().open_modals for c in tree.kids(self._reading, i, "aux"))
