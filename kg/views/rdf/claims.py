"""Claims, denials, quotes and figures as lines: everything hangs on the claim, nothing on the actors."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from kg import schema
from kg.model import Asserter, Claim, Unnamed
from kg.model.standing import support
from kg.schema import terms
from kg.views.rdf.content import ToldClaim, ToldFigure
from kg.views.rdf.lines import Block, Place, entity, name, place

_CLAIM = terms.expand("kg:Claim")
_FORMER = terms.expand("kg:FormerClaim")
_DENIAL = terms.expand("kg:Denial")
_VOICE = terms.expand("kg:UnnamedVoice")
_FIGURE = terms.expand("kg:Figure")
_QUOTE = terms.expand("oa:SpecificResource")
_WORDS = terms.expand("oa:TextQuoteSelector")
_OFFSETS = terms.expand("oa:TextPositionSelector")

_encoder = msgspec.json.Encoder(order="deterministic")


def packed(value: Any) -> str:
    """Lists, maps and records as the text of their JSON, the same for the same value."""
    return _encoder.encode(value).decode()


def run(extractor: str, version: str) -> str:
    """The IRI of a reading by one version of an extractor."""
    return name("run", extractor, version)


class Quotes:
    """Writes quotes: where the words stand, in which document, and which words they are.

    Offsets count in code points from the beginning of the article; a document that is not at hand has no
    hash in its name, and offsets into it count from the beginning of its file.
    """

    def __init__(self, places: Mapping[str, Place], *, redacted: bool) -> None:
        self._places = places
        self._redacted = redacted

    def place(self, doc: str, near: Place) -> Place:
        """The place of a document: that of the thing itself if it is its own, else the one that counts."""
        return near if doc == near.id else self._places.get(doc) or place(doc, "", 0)

    def add(self, block: Block, iri: str, where: Place, words: str, span: tuple[int, int]) -> None:
        """The lines of one quote."""
        block.type(iri, _QUOTE)
        block.link(iri, "oa:hasSource", where.iri)
        if self._redacted:
            block.flag(iri, "kg:redacted", flag=True)
            return
        text, offsets = f"{iri}:words", f"{iri}:place"
        block.link(iri, "oa:hasSelector", text)
        block.type(text, _WORDS)
        block.text(text, "oa:exact", words)
        block.link(iri, "oa:hasSelector", offsets)
        block.type(offsets, _OFFSETS)
        block.number(offsets, "oa:start", span[0] - where.start)
        block.number(offsets, "oa:end", span[1] - where.start)


def claim_block(told: ToldClaim, quotes: Quotes) -> Block:
    """The lines of a claim."""
    claim, where = told.claim, told.place
    iri = name("claim", claim.id)
    block = Block(iri, where.graph)
    block.type(iri, _CLAIM if told.counts else _FORMER)
    block.text(iri, "dcterms:identifier", claim.id)
    block.link(iri, "kg:claimSubject", entity(claim.subject))
    block.word(iri, "kg:claimRelation", claim.relation)
    block.link(iri, "kg:claimObject", entity(claim.object))
    block.link(iri, "kg:quotedFrom", where.iri)
    block.link(iri, "kg:quote", f"{iri}:quote")
    quotes.add(block, f"{iri}:quote", where, claim.quote, (claim.start, claim.end))
    _asserters(block, claim.asserted_by)
    for curie, voice in (("kg:reportedBy", claim.reported_by), ("kg:reportedThrough", claim.reported_in)):
        if voice is not None:
            block.link(iri, curie, entity(voice))
    _words(block, claim)
    _more_words(block, claim, where, quotes)
    _denials(block, claim, where, quotes)
    block.link(iri, "prov:wasGeneratedBy", run(claim.extractor, claim.extractor_version))
    block.word(iri, "kg:handling", told.handling)
    block.word(iri, "kg:credibility", told.credibility)
    block.json(iri, "kg:asExtracted", told.as_extracted)
    block.json(iri, "kg:asOrdered", _ordered(claim))
    return block


def _words(block: Block, claim: Claim) -> None:
    """What a claim takes from closed lists, and its plain values."""
    iri = block.iri
    for curie in ("modality", "polarity", "status", "act", "mode", "level", "review"):
        block.word(iri, f"kg:{curie}", getattr(claim, curie))
    block.word(iri, "kg:marking", claim.tlp)
    for kind in support(claim):
        block.word(iri, "kg:support", kind)
    block.date(iri, "kg:valid", claim.valid)
    block.text(iri, "kg:hedge", claim.hedge)
    if claim.qualifiers:
        block.json(iri, "kg:qualifiers", packed(claim.qualifiers))
    if claim.reasons:
        block.json(iri, "kg:reasons", packed(claim.reasons))
    if claim.confidence is not None:
        block.double(iri, "kg:confidence", claim.confidence)


def _more_words(block: Block, claim: Claim, where: Place, quotes: Quotes) -> None:
    """Hedges, repeats and the words that proof is missing."""
    iri = block.iri
    for number, cue in enumerate(claim.hedge_cues, start=1):
        block.link(iri, "kg:hedgeCue", f"{iri}:hedge:{number}")
        quotes.add(block, f"{iri}:hedge:{number}", where, cue.text, (cue.start, cue.end))
    for number, also in enumerate(claim.also, start=1):
        block.link(iri, "kg:also", f"{iri}:also:{number}")
        quotes.add(block, f"{iri}:also:{number}", where, also.quote, (also.start, also.end))
    if claim.evidence is not None:
        block.link(iri, "kg:lackOfProof", f"{iri}:proof")
        span = (claim.evidence.start, claim.evidence.end)
        quotes.add(block, f"{iri}:proof", where, claim.evidence.quote, span)


def _denials(block: Block, claim: Claim, where: Place, quotes: Quotes) -> None:
    """Who denies a claim, each denial with its own words; and which claims this one denies."""
    iri = block.iri
    for number, denial in enumerate(claim.denied_by, start=1):
        own = f"{iri}:denial:{number}"
        there = quotes.place(denial.doc, where)
        block.link(iri, "kg:denial", own)
        block.link(iri, "kg:deniedBy", entity(denial.entity))
        block.type(own, _DENIAL)
        block.link(own, "kg:deniedBy", entity(denial.entity))
        block.link(own, "kg:quotedFrom", there.iri)
        block.link(own, "kg:quote", f"{own}:quote")
        quotes.add(block, f"{own}:quote", there, denial.quote, (denial.start, denial.end))
    for other in claim.denies:
        block.link(iri, "kg:denies", name("claim", other))


def _asserters(block: Block, asserters: Sequence[Asserter]) -> None:
    """Who says it; without one it is the document's own voice."""
    for number, voice in enumerate(asserters, start=1):
        if isinstance(voice, Unnamed):
            own = f"{block.iri}:voice:{number}"
            block.link(block.iri, "kg:assertedBy", own)
            block.type(own, _VOICE)
            block.text(own, "kg:words", voice.unnamed)
        else:
            block.link(block.iri, "kg:assertedBy", entity(voice))


def _ordered(claim: Claim) -> str | None:
    """Lists whose order or doubles links alone would lose."""
    kept: dict[str, Any] = {}
    if len(claim.asserted_by) > 1:
        kept["asserted_by"] = claim.asserted_by
    if list(claim.denies) != sorted(set(claim.denies)):
        kept["denies"] = claim.denies
    return packed(kept) if kept else None


def figure_block(told: ToldFigure, quotes: Quotes) -> Block:
    """The lines of a figure of casualties."""
    figure, where = told.figure, told.place
    iri = name("figure", figure.id)
    block = Block(iri, where.graph)
    block.type(iri, _FIGURE)
    block.text(iri, "dcterms:identifier", figure.id)
    block.link(iri, "kg:figureOf", entity(told.attack))
    block.link(iri, "kg:quotedFrom", where.iri)
    block.word(iri, "kg:measure", figure.measure)
    block.word(iri, "kg:bound", figure.qualifier)
    block.number(iri, "kg:value", figure.value)
    for code in _bounds().get(figure.qualifier, ()):
        end, _, kind = code.partition("_")
        block.number(iri, f"kg:{end}Bound", figure.value)
        block.flag(iri, "kg:inclusive", flag=kind == "inclusive")
    block.text(iri, "kg:ofWhom", figure.of)
    block.link(iri, "kg:quote", f"{iri}:quote")
    quotes.add(block, f"{iri}:quote", where, figure.quote, (figure.start, figure.end))
    _asserters(block, figure.asserted_by)
    if len(figure.asserted_by) > 1:
        block.json(iri, "kg:asOrdered", packed({"asserted_by": figure.asserted_by}))
    return block


@cache
def _bounds() -> Mapping[str, tuple[str, ...]]:
    """Which ends of a range a figure's words give, by qualifier."""
    known = schema.load().vocabularies["figure_qualifier"].terms
    return {name: term.codes.get("bounds", ()) for name, term in known.items()}
