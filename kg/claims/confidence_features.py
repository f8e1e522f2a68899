"""What tells how sure a claim is to be read right, as named features: "kind: office", "ends: far apart"."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kg.claims.attribution import Attribution
from kg.claims.frames import Frame
from kg.model import Claim, Entity, Reading, Token

Heard = tuple[Frame, Attribution]
"""A frame and what is said about who says it."""

FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("SUPPORTS", "DIRECTS", "CREATED", "INVOLVED_IN"), "sponsorship"),
    **dict.fromkeys(("MEMBER_OF", "LEADS", "SPOKESPERSON_OF"), "office"),
    **dict.fromkeys(("PART_OF", "AFFILIATE_OF", "SPLIT_FROM", "SUCCEEDS", "FRONT_FOR"), "belonging"),
    **dict.fromkeys(("OPERATES_IN", "BASED_IN", "LOCATED_IN", "TRAINED_IN", "RECRUITS_FROM"), "place"),
    **dict.fromkeys(("RIVAL_OF", "TARGETS", "THREATENS", "KILLED", "ARRESTED"), "hostile"),
    **dict.fromkeys(("ALLIED_WITH", "COOPERATES_WITH", "NEGOTIATES_WITH"), "cooperation"),
    **dict.fromkeys(("PERPETRATED", "CLAIMED_RESPONSIBILITY", "OCCURRED_IN"), "attack"),
}
_VIAS = frozenset({"coreference", "described", "demonym", "metonym"})
_NEAR, _FAR = 5, 15
"""Ends up to so many words apart are near, from the second on far apart."""
_FAR_TRIGGER = 8
_LONG_SENTENCE = 40
_MANY_PAIRS = 4
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ODD_WORDS = frozenset({"X", "SYM"})


class Features:
    """The features of the claims of one reading; `found` are all its frames with their voices."""

    def __init__(self, reading: Reading, found: list[Heard]) -> None:
        self._reading = reading
        self._heard = {_key(frame): (frame, voice) for frame, voice in reversed(found)}
        self._pairs = Counter((frame.trigger, frame.relation) for frame, _ in found)

    def of(self, claim: Claim) -> tuple[str, ...]:
        """The features of a claim, each once, sorted; those that the extractor named are among them."""
        found = {*claim.reasons, *self._said(claim), *self._ends(claim)}
        heard = self._heard.get((claim.subject, claim.relation, claim.object, claim.start, claim.end))
        if heard is not None:
            found.update(self._placed(heard[0]))
        return tuple(sorted(found))

    def _said(self, claim: Claim) -> Iterator[str]:
        """What is said, by whom and how often."""
        yield f"kind: {FAMILIES.get(claim.relation, 'other')}"
        if claim.polarity == "negative":
            yield "polarity: negative"
        if claim.also:
            yield "said again"
        if claim.reported_by:
            yield "voice: nested"
        if len(claim.hedge_cues) > 1:
            yield "hedge: several"
        if claim.denied_by:
            yield "denied in the same document"
        if self._reading.document.text in {"rewritten", "translated"}:
            yield f"text: {self._reading.document.text}"
        if self._reading.document.language != "en":
            yield "text: not English"

    def _ends(self, claim: Claim) -> Iterator[str]:
        """What the two ends are."""
        for role, name in (("subject", claim.subject), ("object", claim.object)):
            entity = self._reading.entities.get(name)
            if entity is not None and not _is_sure(entity):
                yield f"{role}: name not in the register"

    def _placed(self, frame: Frame) -> Iterator[str]:
        """How ends and trigger stand to each other."""
        reading = self._reading
        first, last = sorted((frame.subject_token, frame.object_token))
        for role, token in (("subject", frame.subject_token), ("object", frame.object_token)):
            anchor = reading.anchor(token)
            if anchor is not None and anchor.via in _VIAS:
                yield f"{role}: {anchor.via}"
        if {reading.tokens[first].sent, reading.tokens[last].sent} != {frame.sentence}:
            yield "ends: not in one sentence"
        elif last - first > _NEAR:
            yield "ends: far apart" if last - first >= _FAR else "ends: apart"
        if max(abs(frame.trigger - first), abs(frame.trigger - last)) > _FAR_TRIGGER:
            yield "trigger: far from an end"
        if self._pairs[frame.trigger, frame.relation] >= _MANY_PAIRS:
            yield "ends: one pair of many"
        yield from self._parsed(frame, reading.tokens[first + 1 : last])

    def _parsed(self, frame: Frame, between: tuple[Token, ...]) -> Iterator[str]:
        """Signs that the tree may be wrong: another clause between the ends, no verb, a broken sentence."""
        reading = self._reading
        if any(
            token.pos == "VERB" and token.tag in _FINITE and token.i != frame.trigger for token in between
        ):
            yield "parse: another clause between the ends"
        if any(token.text in {";", ":", "(", ")", "—"} for token in between):
            yield "parse: a break between the ends"
        sentence = reading.sentences[frame.sentence]
        tokens = reading.tokens[sentence.first : sentence.last]
        if reading.tokens[sentence.root].pos not in {"VERB", "AUX"}:
            yield "parse: sentence without a verb"
        if any(token.dep == "dep" or token.pos in _ODD_WORDS for token in tokens):
            yield "parse: loose ends"
        if len(tokens) > _LONG_SENTENCE:
            yield "sentence: long"
        if sentence.kind != "prose":
            yield f"sentence: {sentence.kind}"


def _key(frame: Frame) -> tuple[str, str, str, int, int]:
    return (frame.subject, frame.relation, frame.object, frame.start, frame.end)


def _is_sure(entity: Entity) -> bool:
    """Whether an entity is a known one, or nothing that a register would have."""
    return entity.known or entity.type == "Attack"
