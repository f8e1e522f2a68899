"""Claims, denials, quotes and figures as lines: everything hangs on the claim, nothing on the actors."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec

from kg import schema
from kg.model import Asserter, Claim, Unnamed
from kg.model.standing import support
from kg.schema import terms
from kg.views.rdf.content import ToldClaim, ToldFigure
from kg.views.rdf.lines import (
    CLAIMS,
    INTEGER,
    PACKED,
    TYPE,
    Block,
    Lines,
    P,
    Place,
    date,
    double,
    encoded,
    entity,
    literal,
    name,
    place,
    word,
)

_DENIAL = terms.expand("kg:Denial")
_VOICE = terms.expand("kg:UnnamedVoice")
_FIGURE = terms.expand("kg:Figure")
_QUOTE = terms.expand("oa:SpecificResource")

_IS_CLAIM = f"{TYPE}<{terms.expand('kg:Claim')}>"
_IS_FORMER = f"{TYPE}<{terms.expand('kg:FormerClaim')}>"
_IS_QUOTE = f"{TYPE}<{_QUOTE}>"
_IS_WORDS = f"{TYPE}<{terms.expand('oa:TextQuoteSelector')}>"
_END, _START, _EXACT = P["oa:end"], P["oa:start"], P["oa:exact"]
_SELECTOR, _SOURCE = P["oa:hasSelector"], P["oa:hasSource"]
_IS_OFFSETS = f"{TYPE}<{terms.expand('oa:TextPositionSelector')}>"

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

    def add(self, block: Block, iri: str, where: Place, words: str, span: tuple[int, int]) -> int:
        """Add the lines of one quote, in their order; gives how many."""
        end = block.end
        if self._redacted:
            block.type(iri, _QUOTE)
            block.link(iri, "oa:hasSource", where.iri)
            block.flag(iri, "kg:redacted", flag=True)
            return 3
        block.lines.append(
            f"<{iri}:place>{_IS_OFFSETS}{end}"
            f'<{iri}:place>{_END}"{span[1] - where.start}"{INTEGER}{end}'
            f'<{iri}:place>{_START}"{span[0] - where.start}"{INTEGER}{end}'
            f"<{iri}:words>{_IS_WORDS}{end}"
            f"<{iri}:words>{_EXACT}{literal(words)}{end}"
            f"<{iri}>{_IS_QUOTE}{end}"
            f"<{iri}>{_SELECTOR}<{iri}:place>{end}"
            f"<{iri}>{_SELECTOR}<{iri}:words>{end}"
            f"<{iri}>{_SOURCE}<{where.iri}>{end}"
        )
        return 9


def claim_lines(told: ToldClaim, quotes: Quotes) -> Lines:
    """The lines of a claim.

    Most claims have one voice at most, no hedges, repeats nor denials: their lines are written in order.
    """
    claim, where = told.claim, told.place
    iri = f"{CLAIMS}{encoded(claim.id)}"
    block = Block(iri, where.graph)
    kinds = support(claim)
    number = quotes.add(block, f"{iri}:quote", where, claim.quote, (claim.start, claim.end))
    own = (*_first(told, iri), *_last(told, iri, kinds))
    between = f"{block.end}<{iri}>"
    block.lines.append(f"<{iri}>{between.join(own)}{block.end}")
    in_order = len(block.lines)
    _unnamed(block, claim.asserted_by)
    _more_words(block, claim, where, quotes)
    _denials(block, claim, where, quotes)
    if len(block.lines) == in_order and len(claim.asserted_by) < 2 and len(kinds) < 2:
        return Lines(block.lines, number + len(own))
    return block.sorted()


def _first(told: ToldClaim, iri: str) -> Iterator[str]:
    """Properties of a claim with their values, in the order of their names, up to the hedge."""
    claim = told.claim
    yield f"{P['dcterms:identifier']}{literal(claim.id)}"
    yield _IS_CLAIM if told.counts else _IS_FORMER
    yield _generated(claim.extractor, claim.extractor_version)
    if claim.act is not None:
        yield word("kg:act", claim.act)
    if told.as_extracted is not None:
        yield f"{P['kg:asExtracted']}{literal(told.as_extracted)}{PACKED}"
    if ordered := _ordered(claim):
        yield f"{P['kg:asOrdered']}{literal(ordered)}{PACKED}"
    for number, voice in enumerate(claim.asserted_by, start=1):
        yield f"{P['kg:assertedBy']}<{_voice(iri, number, voice)}>"
    yield f"{P['kg:claimObject']}<{entity(claim.object)}>"
    yield word("kg:claimRelation", claim.relation)
    yield f"{P['kg:claimSubject']}<{entity(claim.subject)}>"
    if claim.confidence is not None:
        yield f"{P['kg:confidence']}{double(claim.confidence)}"
    if told.credibility is not None:
        yield word("kg:credibility", told.credibility)
    if told.handling is not None:
        yield word("kg:handling", told.handling)
    if claim.hedge is not None:
        yield f"{P['kg:hedge']}{literal(claim.hedge)}"


def _last(told: ToldClaim, iri: str, kinds: Sequence[str]) -> Iterator[str]:
    """The others."""
    claim = told.claim
    if claim.level is not None:
        yield word("kg:level", claim.level)
    if claim.tlp is not None:
        yield word("kg:marking", claim.tlp)
    yield word("kg:modality", claim.modality)
    if claim.mode is not None:
        yield word("kg:mode", claim.mode)
    yield word("kg:polarity", claim.polarity)
    if claim.qualifiers:
        yield f"{P['kg:qualifiers']}{literal(packed(claim.qualifiers))}{PACKED}"
    yield f"{P['kg:quote']}<{iri}:quote>"
    yield f"{P['kg:quotedFrom']}<{told.place.iri}>"
    if claim.reasons:
        yield f"{P['kg:reasons']}{literal(packed(claim.reasons))}{PACKED}"
    if claim.reported_by is not None:
        yield f"{P['kg:reportedBy']}<{entity(claim.reported_by)}>"
    if claim.reported_in is not None:
        yield f"{P['kg:reportedThrough']}<{entity(claim.reported_in)}>"
    yield word("kg:review", claim.review)
    yield word("kg:status", claim.status)
    for kind in kinds:
        yield word("kg:support", kind)
    if claim.valid is not None:
        yield f"{P['kg:valid']}{date(claim.valid)}"


@lru_cache(maxsize=1024)
def _generated(extractor: str, version: str) -> str:
    return f"{P['prov:wasGeneratedBy']}<{run(extractor, version)}>"


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


def _voice(iri: str, number: int, voice: Asserter) -> str:
    """The name of who says it: an entity, or one without a name that belongs to the thing itself."""
    return f"{iri}:voice:{number}" if isinstance(voice, Unnamed) else entity(voice)


def _unnamed(block: Block, asserters: Sequence[Asserter]) -> None:
    """The words for voices without a name."""
    for number, voice in enumerate(asserters, start=1):
        if isinstance(voice, Unnamed):
            own = _voice(block.iri, number, voice)
            block.type(own, _VOICE)
            block.text(own, "kg:words", voice.unnamed)


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
    for number, voice in enumerate(figure.asserted_by, start=1):
        block.link(iri, "kg:assertedBy", _voice(iri, number, voice))
    _unnamed(block, figure.asserted_by)
    if len(figure.asserted_by) > 1:
        block.json(iri, "kg:asOrdered", packed({"asserted_by": figure.asserted_by}))
    return block


@cache
def _bounds() -> Mapping[str, tuple[str, ...]]:
    """Which ends of a range a figure's words give, by qualifier."""
    known = schema.load().vocabularies["figure_qualifier"].terms
    return {name: term.codes.get("bounds", ()) for name, term in known.items()}
