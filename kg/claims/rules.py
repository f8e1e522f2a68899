"""The rules extractor: frames over the dependency tree, then who says them, then who denies them."""

from dataclasses import replace

from kg.claims import attacks, denials, frames
from kg.claims.attribution import Attribution, Voices
from kg.claims.frames import Frame
from kg.claims.ids import content_id
from kg.model import Claim, Entity, Extraction, Quote, Reading, Unnamed

NAME = "rules"
VERSION = "1"


class RulesExtractor:
    """Claims without a language model, offline, the same on every run."""

    name = NAME
    version = VERSION

    def extract(self, reading: Reading) -> Extraction:
        """The claims and attacks of one document."""
        events = attacks.find(reading)
        reading = events.reading
        voices = Voices(reading)
        found = [(frame, voices.of(frame)) for frame in frames.find(reading)]
        claims = _merged([_claim(reading, frame, voice) for frame, voice in found if not voice.hypothetical])
        claims = denials.apply(reading, claims)
        return Extraction(
            document=reading.document,
            mentions=reading.mentions,
            entities=tuple(sorted(reading.entities.values(), key=_entity_id)),
            claims=tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id))),
            attacks=events.attacks,
        )


def _entity_id(entity: Entity) -> str:
    return entity.id


def _claim(reading: Reading, frame: Frame, voice: Attribution) -> Claim:
    document = reading.document
    polarity = "negative" if frame.negated else "positive"
    speakers = [{"unnamed": a.unnamed} if isinstance(a, Unnamed) else a for a in voice.asserted_by]
    return Claim(
        id=content_id(
            "c",
            document.id,
            document.sha256,
            frame.subject,
            frame.relation,
            frame.object,
            speakers,
            polarity,
            frame.start,
            frame.end,
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
        status=status_of(frame, voice),
        evidence=voice.evidence,
        act=voice.act,
        valid=frame.valid,
        mode=frame.mode,
        level=frame.level,
        extractor=NAME,
        extractor_version=VERSION,
    )


def status_of(frame: Frame, voice: Attribution) -> str:
    """The status of a claim before denials are known: claimed, unattributed, alleged or denied."""
    if frame.own_deed or (frame.subject in voice.asserted_by and not frame.negated):
        return "claimed"
    if frame.negated and frame.subject in voice.asserted_by:
        return "denied"
    if not voice.asserted_by and voice.modality == "asserted":
        return "unattributed"
    return "alleged"


def _merged(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim per subject, relation, object, asserter and polarity; the repeats' quotes go to `also`."""
    first: dict[object, Claim] = {}
    for claim in claims:
        key = (claim.subject, claim.relation, claim.object, claim.asserted_by, claim.polarity)
        kept = first.setdefault(key, claim)
        if kept is not claim and (claim.start, claim.end) != (kept.start, kept.end):
            repeat = Quote(claim.quote, claim.start, claim.end)
            if repeat not in kept.also:
                first[key] = replace(kept, also=(*kept.also, repeat))
    return tuple(first.values())
