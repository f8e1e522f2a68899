"""Why a claim was missed, or what a false claim got wrong: each error with its cause and its words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.align import Places, Span, overlap
from kg.evaluate.claims import SYMMETRIC, Comparer, Matching, Placed, near
from kg.evaluate.gold import Gold, GoldClaim
from kg.evaluate.voices import hedge_dropped, judged, near_miss, wrong_name
from kg.model import Asserter, Claim, Records, Unnamed

MISSES = {
    "document": "its document was not read",
    "reversed": "found with the ends exchanged",
    "polarity": "found with the other polarity",
    "relation": "the same ends in its words, with another relation",
    "end": "the same relation in its words, with another end",
    "words": "the same triple elsewhere in the document, in other words",
    "subject": "the subject was recognised nowhere in the document",
    "object": "the object was recognised nowhere in the document",
    "subject-here": "the subject has no name in the words (needs reference or context)",
    "object-here": "the object has no name in the words (needs reference or context)",
    "none": "both ends were recognised in the words, no relation found",
}
"""Causes of misses, in the order in which they are looked for."""

FALSE = {
    "repeat": "a repeat of a claim that was found already",
    "negation": "a negation was lost",
    "polarity": "a negation was added",
    "reversed": "the ends are exchanged",
    "relation": "wrong relation between the right ends",
    "subject": "wrong subject, relation and object right",
    "object": "wrong object, subject and relation right",
    "words": "right triple, but of other words in the document",
    "entity": "an end is none of the gold's entities",
    "none": "nothing of the kind is annotated there",
}
"""Causes of false claims, in the order in which they are looked for."""

WRONG = {
    "hedge": "the hedge was dropped",
    "asserter": "a wrong named asserter",
    "voice": "an asserter is missing or differs",
    "modality": "another modality",
    "status": "another status",
}
"""What can be wrong with a claim that was found."""


@dataclass(frozen=True, slots=True)
class Error:
    """A miss, a false claim or a wrong attribute, with its cause and its sentence.

    `kind` is missed, false or attribute. `before`, `words` and `after` are the quote in its sentence;
    `said` is the claim in one line, `wanted` that of the gold where ours differs from it.
    """

    kind: str
    cause: str
    doc: str
    relation: str
    said: str
    wanted: str
    before: str
    words: str
    after: str
    tier: str = "core"
    doubtful: bool = False
    start: int = 0


class Finder:
    """Finds the causes of all errors of one matching."""

    def __init__(
        self, records: Records, gold: Gold, where: Places, comparer: Comparer, matching: Matching
    ) -> None:
        self.gold = gold
        self.where = where
        self.comparer = comparer
        self.matching = matching
        self.names = {one.id: one.name for one in records.entities} | {
            one.id: one.name for one in records.attacks
        }
        self.ours: dict[str, list[Placed]] = defaultdict(list)
        for claim in records.claims:
            doc = where.doc(claim.doc, claim.start, claim.end)
            if doc is not None:
                self.ours[doc].append(Placed(claim, doc))
        self.mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for mention in records.mentions:
            self._mentioned(mention.doc, (mention.start, mention.end), mention.entity)
        for attack in records.attacks:
            for words in attack.mentions:
                self._mentioned(words.doc, (words.start, words.end), attack.id)

    def _mentioned(self, doc: str, span: Span, entity: str) -> None:
        place = self.where.doc(doc, *span)
        if place is not None:
            self.mentions[place].append((span, entity))

    def errors(self) -> tuple[Error, ...]:
        """All errors, sorted by document and place."""
        found = [self._miss(one) for one in self.matching.missed]
        found += [self._false(one) for one in self.matching.false]
        for ours, gold in self.matching.pairs:
            found += [
                self._error("attribute", cause, ours, gold) for cause in self._attributes(ours.claim, gold)
            ]
        return tuple(sorted(found, key=lambda one: (one.doc, one.start, one.kind, one.cause, one.said)))

    def _attributes(self, ours: Claim, gold: GoldClaim) -> list[str]:
        right = judged(ours, gold, self.comparer)
        wrong_speaker = wrong_name(ours, gold, self.comparer)
        checks = {
            "hedge": hedge_dropped(ours, gold),
            "asserter": wrong_speaker,
            "voice": not right["asserter"] and not wrong_speaker,
            "modality": not right["modality"] and not hedge_dropped(ours, gold),
            "status": not right["status"],
        }
        return [cause for cause, is_wrong in checks.items() if is_wrong]

    def _miss(self, gold: GoldClaim) -> Error:
        before, words, after = self._sentence(gold.doc, gold.start, gold.end, gold.quote)
        return Error(
            "missed", self.miss(gold), gold.doc, gold.relation, "", self._gold_line(gold),
            before, words, after, gold.tier, gold.doubtful, gold.start,
        )  # fmt: skip

    def miss(self, gold: GoldClaim) -> str:
        """The cause of a miss: a key of MISSES."""
        if self.where.text(self.gold.documents[gold.doc]) is None:
            return "document"
        ours = self.ours[gold.doc]
        here = [one.claim for one in ours if near(one.claim, gold)]
        for cause, is_it in (
            ("reversed", any(self._reversed(one, gold) for one in here)),
            (
                "polarity",
                any(self.comparer.triple(one, gold) and one.polarity != gold.polarity for one in here),
            ),
            ("relation", any(self.comparer.ends(one, gold, gold.relation) for one in here)),
            ("end", any(self._one_end(one, gold) for one in here)),
            ("words", any(self.comparer.triple(one.claim, gold) for one in ours)),
            ("subject", not self._named((gold.subject, *gold.subject_alt), gold)),
            ("object", not self._named((gold.object, *gold.object_alt), gold)),
            ("subject-here", not self._named((gold.subject, *gold.subject_alt), gold, gold.spans)),
            ("object-here", not self._named((gold.object, *gold.object_alt), gold, gold.spans)),
        ):
            if is_it:
                return cause
        return "none"

    def _reversed(self, ours: Claim, gold: GoldClaim) -> bool:
        directed = ours.relation in gold.relations and ours.relation not in SYMMETRIC
        return directed and self.comparer.turned(ours, gold)

    def _one_end(self, ours: Claim, gold: GoldClaim) -> bool:
        if ours.relation not in gold.relations:
            return False
        accepts = self.comparer.alignment.accepts
        return accepts(ours.subject, gold.subject, *gold.subject_alt) or accepts(
            ours.object, gold.object, *gold.object_alt
        )

    def _named(self, golds: Iterable[str], gold: GoldClaim, spans: Sequence[Span] | None = None) -> bool:
        wanted = tuple(golds)
        return any(
            self.comparer.alignment.accepts(entity, *wanted)
            and (spans is None or any(overlap(span, one) for one in spans))
            for span, entity in self.mentions[gold.doc]
        )

    def _false(self, ours: Placed) -> Error:
        cause, gold = self.false(ours)
        return self._error("false", cause, ours, gold)

    def false(self, ours: Placed) -> tuple[str, GoldClaim | None]:
        """The cause of a false claim, a key of FALSE, and the gold claim that it comes near."""
        golds = [gold for _, gold in self.matching.pairs] + list(self.matching.missed)
        cause, gold = near_miss(ours, golds, self.comparer, self.matching.mirrors)
        if gold is not None:
            return cause, gold
        here = [one for one in golds if one.doc == ours.doc and near(ours.claim, one)]
        accepts = self.comparer.alignment.accepts
        for one in here:
            if self.comparer.ends(ours.claim, one, one.relation):
                return "relation", one
        for one in (one for one in here if ours.claim.relation in one.relations):
            if accepts(ours.claim.object, one.object, *one.object_alt):
                return "subject", one
            if accepts(ours.claim.subject, one.subject, *one.subject_alt):
                return "object", one
        for one in golds:
            if one.doc == ours.doc and self.comparer.triple(ours.claim, one):
                return "words", one
        known = self.comparer.alignment.ids
        return ("none" if ours.claim.subject in known and ours.claim.object in known else "entity"), None

    def _error(self, kind: str, cause: str, ours: Placed, gold: GoldClaim | None) -> Error:
        claim = ours.claim
        before, words, after = self._sentence(ours.doc, claim.start, claim.end, claim.quote)
        wanted = self._gold_line(gold) if gold else ""
        return Error(
            kind, cause, ours.doc, claim.relation, self._our_line(claim), wanted,
            before, words, after, gold.tier if gold else "", gold.doubtful if gold else False, claim.start,
        )  # fmt: skip

    def _gold_line(self, gold: GoldClaim) -> str:
        ends = f"{self._gold_name(gold.subject)} {gold.relation} {self._gold_name(gold.object)}"
        who = ", ".join(self._gold_speaker(one) for one in gold.asserted_by) or "the document"
        return _line(ends, who, gold.modality, gold.status, gold.polarity)

    def _gold_name(self, entity: str) -> str:
        return self.gold.entities[entity].name if entity in self.gold.entities else entity

    def _gold_speaker(self, one: Asserter) -> str:
        return f"“{one.unnamed}”" if isinstance(one, Unnamed) else self._gold_name(one)

    def _our_line(self, claim: Claim) -> str:
        ends = f"{self._name(claim.subject)} {claim.relation} {self._name(claim.object)}"
        who = ", ".join(
            f"“{one.unnamed}”" if isinstance(one, Unnamed) else self._name(one) for one in claim.asserted_by
        )
        return _line(ends, who or "the document", claim.modality, claim.status, claim.polarity)

    def _name(self, entity: str) -> str:
        return self.names.get(entity, entity)

    def _sentence(self, doc: str, start: int, end: int, quote: str) -> tuple[str, str, str]:
        read = self.where.text(self.gold.documents[doc])
        if read is None:
            return "", quote, ""
        offset, text = read
        return around(text, start - offset, end - offset)


def _line(ends: str, who: str, modality: str, status: str, polarity: str) -> str:
    negative = "" if polarity == "positive" else ", negative"
    return f"{ends} (by {who}; {modality}, {status}{negative})"


def around(text: str, start: int, end: int, most: int = 300) -> tuple[str, str, str]:
    """The words before, in and after a span, to the ends of its sentence or line.

    >>> around("One. A hit B today. Two.", 5, 12)
    ('', 'A hit B', ' today.')
    """
    start, end = max(0, start), max(0, min(end, len(text)))
    first = max(
        [
            0,
            start - most,
            *(text.rfind(stop, 0, start) + len(stop) for stop in _STOPS if stop in text[:start]),
        ]
    )
    stops = [at + len(stop.rstrip()) for stop in _STOPS if (at := text.find(stop, max(end - 1, 0))) >= 0]
    last = min([len(text), end + most, *(at for at in stops if at >= end)])
    return text[first:start], text[start:end], text[end:last]


_STOPS = (". ", "? ", "! ", "\n", ".” ")
