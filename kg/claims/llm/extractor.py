"""Claims by a language model, each held against the article: what cannot be found there is rejected."""

from collections import Counter
from dataclasses import replace

from kg.claims import attacks
from kg.claims.ids import content_id
from kg.claims.llm.drafters import Drafter
from kg.claims.llm.grounding import Ground
from kg.claims.llm.names import Names
from kg.claims.llm.reply import DeniedBy, Draft
from kg.claims.llm.windows import windows
from kg.errors import ExtractionError
from kg.model import Claim, Cue, Denial, Extraction, Quote, Reading, Unnamed
from kg.model.standing import own_status
from kg.schema import load

NAME = "llm"


class LlmExtractor:
    """Claims by a language model; `allow_tlp` lets documents marked above TLP:CLEAR leave for it."""

    name = NAME

    def __init__(self, drafter: Drafter, *, allow_tlp: bool = False) -> None:
        self._drafter = drafter
        self._allow_tlp = allow_tlp
        self.version = drafter.version

    def extract(self, reading: Reading) -> Extraction:
        """The grounded claims of one document; `rejected` counts the others by reason."""
        document = reading.document
        if document.tlp not in (None, "TLP:CLEAR") and not self._allow_tlp:
            raise ExtractionError(
                f"it is marked {document.tlp} and was not sent to a language model",
                where=document.id,
                hint="allow it with --allow-tlp",
            )
        events = attacks.find(reading)
        grounding = _Grounding(events.reading, self.version)
        for draft in self._drafts(events.reading, grounding.rejected):
            grounding.take(draft)
        claims = tuple(
            sorted(grounding.claims.values(), key=lambda claim: (claim.start, claim.end, claim.id))
        )
        return Extraction(
            document=document,
            mentions=events.reading.mentions,
            entities=tuple(entity for _, entity in sorted(events.reading.entities.items())),
            claims=claims,
            attacks=events.attacks,
            rejected=dict(sorted(grounding.rejected.items())),
        )

    def _drafts(self, reading: Reading, rejected: Counter[str]) -> list[Draft]:
        drafts: list[Draft] = []
        for window in windows(reading):
            reply = self._drafter.drafts(window)
            if reply is None:
                rejected["reply is not the JSON asked for"] += 1
            else:
                drafts.extend(reply.claims)
        return drafts


class _Grounding:
    """Holds drafts of one document against its words; `claims` are those that stood."""

    def __init__(self, reading: Reading, version: str) -> None:
        self._reading = reading
        self._version = version
        document = reading.document
        self._ground = Ground(document.content, document.start)
        self._names = Names(reading, self._ground)
        self.claims: dict[object, Claim] = {}
        self.rejected: Counter[str] = Counter()

    def take(self, draft: Draft) -> None:
        """Keep the draft as a claim, or count why not."""
        claim = self._claim(draft)
        if isinstance(claim, str):
            self.rejected[claim] += 1
            return
        key = (claim.subject, claim.relation, claim.object, claim.asserted_by, claim.polarity)
        kept = self.claims.setdefault(key, claim)
        if kept is not claim and (claim.start, claim.end) != (kept.start, kept.end):
            repeat = Quote(claim.quote, claim.start, claim.end)
            if repeat not in kept.also:
                self.claims[key] = replace(kept, also=(*kept.also, repeat))

    def _claim(self, draft: Draft) -> Claim | str:
        """The claim that a draft makes, or the reason why it makes none."""
        known = load()
        place = self._ground.locate(draft.quote)
        if place is None:
            return "quote is not in the document"
        relation = known.relations.get(draft.relation)
        if relation is None or any(
            word not in known.vocabularies[name]
            for name, word in (("modality", draft.modality), ("polarity", draft.polarity))
        ):
            return "a word is not in the schema's lists"
        subject, object_ = self._names.entity(draft.subject, place), self._names.entity(draft.object, place)
        if subject is None or object_ is None or subject == object_:
            return "an end is not mentioned in the document"
        entities = self._reading.entities
        if not relation.allows(entities[subject].type, entities[object_].type):
            return "the relation does not allow these types of ends"
        speakers = [self._names.asserter(name, place) for name in draft.asserted_by]
        asserted_by = tuple(speaker for speaker in speakers if speaker is not None)
        if len(asserted_by) < len(speakers):
            return "a speaker is not in the document"
        claim = Claim(
            id="",
            doc=self._reading.document.id,
            subject=subject,
            relation=relation.name,
            object=object_,
            quote=self._reading.words(*place),
            start=place[0],
            end=place[1],
            qualifiers=self._support(draft),
            asserted_by=asserted_by,
            reported_by=self._names.entity(draft.reported_by, place) if draft.reported_by else None,
            modality=draft.modality,
            polarity=draft.polarity,
            extractor=NAME,
            extractor_version=self._version,
        )
        return self._finished(claim, draft)

    def _support(self, draft: Draft) -> dict[str, str | int | float | bool | list[str] | None]:
        if draft.relation != "SUPPORTS":
            return {}
        kinds = load().vocabularies["support"]
        return {"support": sorted({kind for kind in draft.support if kind in kinds}) or ["unspecified"]}

    def _finished(self, claim: Claim, draft: Draft) -> Claim:
        cues = tuple(Cue(q.quote, q.start, q.end) for q in (self._quote(draft.hedge),) if q)
        denials = tuple(denial for denied in draft.denied_by if (denial := self._denial(denied, claim)))
        document = self._reading.document
        speakers = [{"unnamed": a.unnamed} if isinstance(a, Unnamed) else a for a in claim.asserted_by]
        ends = (claim.subject, claim.relation, claim.object, speakers, claim.polarity, claim.start, claim.end)
        claim = replace(
            claim,
            id=content_id("c", NAME, document.id, document.sha256, *ends),
            hedge=" … ".join(cue.text for cue in cues) or None,
            hedge_cues=cues,
            evidence=self._quote(draft.evidence),
            denied_by=denials if claim.polarity == "positive" else (),
        )
        return replace(claim, status=own_status(claim))

    def _quote(self, words: str | None) -> Quote | None:
        place = self._ground.locate(words) if words else None
        return None if place is None else Quote(self._reading.words(*place), *place)

    def _denial(self, denied: DeniedBy, claim: Claim) -> Denial | None:
        place = self._ground.locate(denied.quote)
        entity = self._names.entity(denied.name, place) if place else None
        if place is None or entity is None:
            self.rejected["a denial is not in the document"] += 1
            return None
        return Denial(entity, claim.doc, self._reading.words(*place), *place)
