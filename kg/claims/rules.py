"""The rules extractor: frames over the dependency tree, then who says them, then who denies them.

Beside the rules a small trained model reads relations of mentions about which the rules say nothing.
"""

from dataclasses import replace

from kg.claims import attacks, confidence, denials, frames, related, related_model
from kg.claims.attribution import Attribution, Voices
from kg.claims.cues import MODALITIES, speech
from kg.claims.described import mentioned
from kg.claims.frames import Frame
from kg.claims.ids import content_id
from kg.claims.parties import Parties
from kg.model import Claim, Denial, Entity, Extraction, Quote, Reading, Unnamed

NAME = "rules"
VERSION = "1"


class RulesExtractor:
    """Claims without a language model, offline, the same on every run."""

    name = NAME

    def __init__(self, scale: confidence.Scale | None = None, *, trained: bool = True) -> None:
        """`scale` makes the confidence of features; by default the committed one.

        With `trained` off the rules read alone.
        """
        self._scale = scale
        self._trained = trained
        self.version = f"{VERSION}+{related_model.digest()}" if trained else VERSION

    def extract(self, reading: Reading) -> Extraction:
        """The claims and attacks of one document."""
        events = attacks.find(reading)
        voices = Voices(events.reading)
        found = frames.find(events.reading)
        if self._trained:
            found += related.find(events.reading, voices, found)
        claims = claims_of(events.reading, voices, found, self._scale)
        return Extraction(
            document=reading.document,
            mentions=mentioned(events.reading, claims),
            entities=tuple(sorted(events.reading.entities.values(), key=_entity_id)),
            claims=claims,
            attacks=attacks.voiced(events, voices),
        )


def claims_of(
    reading: Reading, voices: Voices, found: tuple[Frame, ...], scale: confidence.Scale | None = None
) -> tuple[Claim, ...]:
    """The claims that frames make: attributed, merged, denied, in text order; hypothetical ones dropped."""
    parties = Parties(reading, found)
    heard = [(frame, voices.of(frame)) for frame in found]
    claims = [_claim(reading, parties, frame, voice) for frame, voice in heard if not voice.hypothetical]
    denied = denials.apply(reading, voices, parties, _merged(claims))
    told = confidence.scored(reading, heard, denied, scale)
    return tuple(sorted(told, key=lambda claim: (claim.start, claim.end, claim.id)))


def _entity_id(entity: Entity) -> str:
    return entity.id


def _claim(reading: Reading, parties: Parties, frame: Frame, voice: Attribution) -> Claim:
    document = reading.document
    polarity = "negative" if frame.negated or voice.negative else "positive"
    speakers = [{"unnamed": a.unnamed} if isinstance(a, Unnamed) else a for a in voice.asserted_by]
    place = (polarity, frame.start, frame.end)
    deniers = tuple(name for name in voice.deniers if isinstance(name, str))
    return Claim(
        id=content_id(
            "c",
            document.id,
            document.sha256,
            frame.subject,
            frame.relation,
            frame.object,
            speakers,
            *place,
        ),
        doc=document.id,
        subject=frame.subject,
        relation=frame.relation,
        object=frame.object,
        quote=reading.words(frame.start, frame.end),
        start=frame.start,
        end=frame.end,
        qualifiers=dict(frame.qualifiers),
        asserted_by=voice.asserted_by,
        reported_by=voice.reported_by,
        reported_in=voice.reported_in,
        modality=voice.modality,
        hedge=" … ".join(cue.text for cue in voice.cues) or None,
        hedge_cues=voice.cues,
        polarity=polarity,
        status=status_of(frame, voice, parties),
        denied_by=_denials(document.id, deniers, voice.denial),
        evidence=voice.evidence,
        act=voice.act,
        valid=frame.valid,
        mode=frame.mode,
        level=frame.level,
        reasons=(f"construction: {frame.construction}", *voice.reasons),
        extractor=NAME,
        extractor_version=VERSION,
    )


def _denials(doc: str, deniers: tuple[str, ...], words: Quote | None) -> tuple[Denial, ...]:
    if words is None:
        return ()
    return tuple(Denial(denier, doc, words.quote, words.start, words.end) for denier in deniers)


def status_of(frame: Frame, voice: Attribution, parties: Parties) -> str:
    """The status of a claim before denials elsewhere are known: claimed, unattributed, alleged or denied.

    The document's own hedged voice is "alleged" too. A denial is only one by whoever is accused or by words
    that deny; anybody else's "it is not so" is alleged.
    """
    if not voice.asserted_by:
        return "unattributed" if voice.modality == "asserted" else "alleged"
    own = any(parties.same_side(name, frame.subject) for name in voice.asserted_by if isinstance(name, str))
    if frame.negated or voice.negative:
        return "denied" if voice.act == "denies" or own else "alleged"
    if frame.own_deed or (frame.subject in voice.asserted_by and frame.relation != "ACCUSES"):
        return "claimed"
    return "claimed" if own and (frame.relation in speech().deeds or voice.first_person) else "alleged"


def _merged(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim per subject, relation, object, asserter and polarity; the repeats' quotes go to `also`.

    The main quote is the firmest one, then the first: what somebody asserts outright once is asserted.
    """
    groups: dict[object, list[Claim]] = {}
    for claim in claims:
        speakers = tuple(a.unnamed.lower() if isinstance(a, Unnamed) else a for a in claim.asserted_by)
        groups.setdefault((*denials.key(claim), speakers, claim.polarity), []).append(claim)
    return tuple(_join(group) for group in groups.values())


def _join(group: list[Claim]) -> Claim:
    main = min(group, key=_explicitness)
    also: list[Quote] = []
    for claim in sorted(group, key=lambda one: (one.start, one.end)):
        quote = Quote(claim.quote, claim.start, claim.end)
        if (claim.start, claim.end) != (main.start, main.end) and quote not in also:
            also.append(quote)
    denied = tuple(sorted({d for claim in group for d in claim.denied_by}, key=lambda d: (d.start, d.entity)))
    evidence = main.evidence or next((claim.evidence for claim in group if claim.evidence), None)
    return replace(main, also=tuple(also), denied_by=denied, evidence=evidence)


def _explicitness(claim: Claim) -> tuple[int, bool, int, int]:
    return (-MODALITIES.index(claim.modality), "voice: repeat" in claim.reasons, claim.start, claim.end)
