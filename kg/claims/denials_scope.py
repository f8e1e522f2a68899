"""What denying words cover: the claims they name, or those about the denier that were just made."""

from collections.abc import Iterable

from kg import schema
from kg.claims.cues import denying
from kg.claims.denials_words import DEADLY, DenyingWords
from kg.claims.parties import Parties
from kg.model import Claim, Reading

_BACK = 3
"""How many sentences before "X denies the accusations" the accusations may stand."""


def key(claim: Claim) -> tuple[str, str, str]:
    """Subject, relation and object, the ends in order where the relation is symmetric."""
    relation = schema.load().relations.get(claim.relation)
    if relation is not None and relation.symmetric and claim.object < claim.subject:
        return (claim.object, claim.relation, claim.subject)
    return (claim.subject, claim.relation, claim.object)


class Scope:
    """Finds the claims that denying words cover."""

    def __init__(self, reading: Reading, parties: Parties, claims: Iterable[Claim]) -> None:
        self._parties = parties
        placed = [(claim, _sentences(reading, claim)) for claim in claims if claim.polarity == "positive"]
        self._claims = [(c, places) for c, places in placed if c.relation not in denying().untouched]
        self._own = [(c, places) for c, places in placed if c.relation == "CLAIMED_RESPONSIBILITY"]

    def of(self, words: DenyingWords) -> list[Claim]:
        """The claims that `words` deny: those whose content they name, else those about the denier."""
        named = [claim for claim, _ in self._claims if self._both(words, claim)]
        return named or self._about(words)

    def _about(self, words: DenyingWords) -> list[Claim]:
        concerned = [(claim, places) for claim, places in self._claims if self._concerns(words, claim)]
        if words.relations:
            concerned = [(c, places) for c, places in concerned if c.relation in words.relations]
        elif words.specific:
            return []
        theirs = [(c, p) for c, p in concerned if words.against & set(c.asserted_by)]
        if theirs and not words.ends:
            return [claim for claim, places in theirs if min(places) <= words.sentence]
        if words.ends:
            named = [(claim, places) for claim, places in concerned if self._names(words, claim)]
            return [c for c, _ in named] if words.relations else self._near(words.sentence, named)
        found = self._near(words.sentence, concerned)
        if not found and words.answers:
            just = {words.sentence - back for back in range(_BACK)}
            found = [claim for claim, places in self._own if just & places]
        return [claim for claim in found if not set(claim.asserted_by) & set(words.deniers)]

    def like(self, claims: list[Claim], words: DenyingWords) -> list[Claim]:
        """The claims and what others say to the same effect: the same triple or part in an attack.

        Whoever denies training somebody denies that they were trained there ("X trained Y in Z").
        """
        trained = {(claim.object, claim.start) for claim in claims if claim.relation == "SUPPORTS"}
        keys = {key(claim) for claim in claims}
        deeds = {claim.object for claim in claims if claim.relation in words.relations & DEADLY}
        sides = {claim.subject for claim in claims}
        more = [
            claim
            for claim, _ in self._claims
            if key(claim) in keys
            or (claim.relation == "TRAINED_IN" and (claim.subject, claim.start) in trained)
            or (claim.object in deeds and claim.relation in words.relations and claim.subject in sides)
        ]
        return claims + [claim for claim in more if claim not in claims]

    @staticmethod
    def _both(words: DenyingWords, claim: Claim) -> bool:
        """Whether a clause names both ends of a claim by somebody else, in a relation that fits."""
        fits = not words.relations or claim.relation in words.relations
        others = not set(claim.asserted_by) & set(words.deniers)
        return words.specific and fits and others and {claim.subject, claim.object} <= words.ends

    def _names(self, words: DenyingWords, claim: Claim) -> bool:
        return bool(words.ends & {claim.object, claim.subject} - set(words.deniers))

    def _concerns(self, words: DenyingWords, claim: Claim) -> bool:
        """Whether a claim is about a denier, who has not made it itself."""
        sides = [claim.object] if claim.relation == "ACCUSES" else [claim.subject]
        named = claim.relation in denying().places and claim.relation in words.relations
        if claim.relation in _mutual() or named:
            sides = [claim.subject, claim.object]
        mine = any(self._parties.same_side(denier, side) for denier in words.deniers for side in sides)
        own = any(asserter in words.deniers for asserter in claim.asserted_by)
        return mine and not own

    @staticmethod
    def _near(sentence: int, concerned: list[tuple[Claim, set[int]]]) -> list[Claim]:
        """What is said to be so in the sentence itself, else in the last sentence before it that has any.

        What the document says in its own voice, firmly, is meant only in the same sentence or the one before.
        """
        for back in range(_BACK + 1):
            found = [claim for claim, places in concerned if sentence - back in places]
            said = [claim for claim in found if claim.asserted_by or claim.modality != "asserted"]
            if said or (found and back <= 1):
                return said or found
        return []


def _mutual() -> frozenset[str]:
    return frozenset(name for name, relation in schema.load().relations.items() if relation.symmetric)


def _sentences(reading: Reading, claim: Claim) -> set[int]:
    spans = [(claim.start, claim.end), *((quote.start, quote.end) for quote in claim.also)]
    return {s.i for s in reading.sentences for start, end in spans if s.start < end and start < s.end}
