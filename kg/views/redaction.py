"""What was told without the documents' words: who, whom, how firmly and who denies it stay.

Dropped are quotes, hedges, the words of evidence and denials, all offsets, the texts' hashes, and qualifiers
other than kinds of support and tense, which are words too. Names, an unnamed speaker's description ("some
analysts") and a document's title stay: without them nobody could tell who says it, and where.
"""

from dataclasses import replace

from kg.model import Attack, Claim, Denial, Document, Quote
from kg.views.projection import Told

_KEPT = ("support", "tense")
"""Qualifiers that are words of a closed list."""


def redacted(told: Told) -> Told:
    """The same without a quote, an offset or a hash of any document."""
    return Told(
        tuple(_without_words(claim) for claim in told.claims),
        told.entities,
        {name: _without_hash(document) for name, document in told.documents.items()},
        {name: _without_quotes(attack) for name, attack in told.attacks.items()},
    )


def _without_words(claim: Claim) -> Claim:
    """A claim that says who, whom, how firmly and who denies it, and not in which words."""
    return replace(
        claim,
        quote="",
        start=0,
        end=0,
        qualifiers={name: value for name, value in claim.qualifiers.items() if name in _KEPT},
        hedge=None,
        hedge_cues=(),
        denied_by=tuple(Denial(denial.entity, denial.doc, "", 0, 0) for denial in claim.denied_by),
        evidence=Quote("", 0, 0) if claim.evidence else None,
        also=(),
        reasons=(),
    )


def _without_hash(document: Document) -> Document:
    return replace(
        document, sha256="", content="", start=0, end=0, title_start=None, title_end=None, body_start=None
    )


def _without_quotes(attack: Attack) -> Attack:
    claimed = attack.claim_of_responsibility
    return replace(
        attack,
        mentions=(),
        casualties=tuple(replace(figure, quote="", start=0, end=0) for figure in attack.casualties),
        claim_of_responsibility=replace(claimed, quotes=()) if claimed else None,
        join_reasons=(),
    )
