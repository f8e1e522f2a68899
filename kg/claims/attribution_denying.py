"""Verbs that deny or reject: who denies, whose words, and which tokens are denied."""

from kg.claims import attribution_tree as tree
from kg.claims.attribution_voices import Voice
from kg.claims.cues import Word, denying, speech
from kg.claims.speakers import Speakers
from kg.claims.speakers_heard import Speaking
from kg.model import Asserter, Reading, Unnamed


class Denying:
    """Finds the denials that verbs bring in, one verb at a time."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self._reading = reading
        self._speakers = speakers

    def _lemma(self, i: int) -> str:
        return self._reading.tokens[i].lemma.lower()

    def at(self, i: int) -> Voice | None:
        """The denial that the verb at token `i` brings in; None if it denies nothing that was said."""
        word = denying().verbs.at(self._reading, i)
        if word is None:
            return None
        reading = self._reading
        passive = tree.is_passive(reading, i)
        heads = tree.agents(reading, i) if passive else tree.subjects(reading, i)
        content, denied = self._denied(i, word, passive)
        if not denied:
            return None
        return Voice(
            cue=i,
            words=tree.verb_words(reading, i),
            construction="denial",
            speakers=self._deniers(heads),
            content=frozenset(content),
            act="denies" if word.kind != "clear" else "finds",
            negated=tree.is_unsaid(reading, i),
            denies=word.kind,
            against=self._against(tree.kids(reading, i, "nsubjpass" if passive else "dobj")),
        )

    def _deniers(self, heads: list[int]) -> Speaking:
        """Who denies; what has no name itself denies for whose it is ("Libya's news agency denied")."""
        found: list[Asserter] = []
        for head in heads:
            own = self._speakers.of(head)
            unnamed = all(isinstance(one, Unnamed) for one in own)
            found += (self._speakers.beside(head, frozenset()) if unnamed else ()) or own
        return tuple(dict.fromkeys(found))

    def _against(self, objects: list[int]) -> Speaking:
        """Whose accusation or document it is that is denied."""
        for child in objects:
            if self._lemma(child) in speech().documents:
                return self._speakers.of(child)
            if self._lemma(child) in denying().accusations:
                return self._speakers.beside(child, frozenset({"by", "from"}))
        return ()

    def _denied(self, i: int, word: Word, passive: bool) -> tuple[set[int], bool]:
        """The tokens that are denied, and whether it is a denial at all (not "denied entry")."""
        reading = self._reading
        objects = tree.kids(reading, i, "nsubjpass" if passive else "dobj")
        clauses = [c for c in tree.kids(reading, i, "ccomp", "xcomp") if not tree.has_word(reading, c, "to")]
        shifted = [c for c in clauses if objects and tree.has_word(reading, c, "that")]
        if word.kind == "clear":
            parts = [c for c in tree.kids(reading, i, "prep") if self._lemma(c) == "of"]
        elif word.kind == "reject":
            parts = [c for c in objects if self._is_accusation(c) or self._is_disputed(c, word)]
            parts += shifted if parts else clauses if not objects else []
        else:
            parts = [c for c in objects if self._is_deniable(c)]
            parts += shifted if parts else clauses
        found: set[int] = set()
        for part in parts:
            found |= tree.said(reading, part)
        gap = reading.tokens[i].dep == "relcl" and not objects and self._is_accusation(reading.tokens[i].head)
        bare = word.kind == "deny" and not objects and not passive
        return found, bool(parts) or gap or bare

    def _is_accusation(self, i: int) -> bool:
        words = denying()
        if self._lemma(i) in {"effort", "attempt"}:
            clauses = tree.kids(self._reading, i, "acl")
            return any(speech().verbs.at(self._reading, c) is not None for c in clauses)
        if self._reading.tokens[i].tag == "WDT":
            antecedent = self._antecedent(i)
            return self._reading.tokens[antecedent].tag != "WDT" and self._is_accusation(antecedent)
        return self._lemma(i) in words.accusations

    def _is_disputed(self, i: int, word: Word) -> bool:
        """Whether an object is what was said: "dismissed the file", "disputes this"."""
        pointing = word.object == "any" and self._lemma(i) in denying().pronouns
        return pointing or (self._lemma(i) in speech().documents and self._reading.anchor(i) is None)

    def _antecedent(self, i: int) -> int:
        return self._reading.tokens[self._reading.tokens[i].head].head

    def _is_deniable(self, i: int) -> bool:
        words = denying()
        token = self._reading.tokens[i]
        named = self._lemma(i) in words.parts or self._lemma(i) in words.pronouns or self._is_accusation(i)
        anchor = self._reading.anchor(i)
        return named or token.tag in {"VBG", "WDT"} or anchor is not None or token.lemma.endswith("ing")
