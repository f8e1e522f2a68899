"""Ends of claims that the document never names, with the words that stand for them."""

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.ids import content_id
from kg.model import Claim, Mention, Reading


def mentioned(reading: Reading, claims: Iterable[Claim]) -> tuple[Mention, ...]:
    """The reading's mentions, and a described one for each end of a claim that has no name anywhere.

    "The army said" may mean the army of a state that the text names only as a state. The claim then rests
    on these words, and whoever reads it must be able to find them. Attacks have mentions of their own.
    """
    named = {mention.entity for mention in reading.mentions}
    ends = {end for claim in claims for end in (claim.subject, claim.object)}
    open_ = {end for end in ends - named if reading.entities[end].type != "Attack"}
    found = []
    for anchor in reading.anchors:
        for entity in sorted(open_ & set(anchor.entities)):
            open_.discard(entity)
            words = reading.words(anchor.start, anchor.end)
            place = (reading.document.id, anchor.start, anchor.end, entity)
            mention = Mention(content_id("m", *place), *place[:3], text=words, entity=entity)
            found.append(replace(mention, described=True))
    return tuple(sorted((*reading.mentions, *found), key=lambda one: (one.start, -one.end, one.entity)))
