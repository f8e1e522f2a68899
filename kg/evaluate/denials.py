"""Who denies: of the gold's disputed claims how many got a denier, and how many of our deniers are right."""

from kg.evaluate.align import overlap
from kg.evaluate.claims import Comparer, Matching, Placed
from kg.evaluate.gold import Gold, GoldClaim
from kg.evaluate.tally import Tally


def tally(matching: Matching, gold: Gold, comparer: Comparer, tallies: dict[str, Tally]) -> dict[str, bool]:
    """Add the counts of denials; also, for each disputed gold claim, whether one of its deniers was found.

    A denier is found on the matched claim itself, or as a negative claim of his own that is the gold's
    mirror record or the same triple in the words of the denial: either is right, and counts once.
    """
    claims = {one.id: one for one in gold.claims}
    found = {one.id: False for one in gold.claims if one.status == "disputed" and one.denied_by}
    for ours, theirs in matching.pairs:
        deniers = [denial.entity for denial in theirs.denied_by]
        for denial in ours.claim.denied_by:
            right = comparer.alignment.accepts(denial.entity, *deniers)
            tallies[ours.doc]["deniers:of"] += 1
            tallies[ours.doc]["deniers:right"] += int(right)
            if right and theirs.id in found:
                found[theirs.id] = True
    for ours, record in matching.mirrored:
        for key in (record.id, *record.denies):
            if key in found and _by_denier(ours, claims[key], comparer):
                found[key] = True
    for key, is_found in found.items():
        tallies[claims[key].doc]["denials:of"] += 1
        tallies[claims[key].doc]["denials:right"] += int(is_found)
    return found


def _by_denier(ours: Placed, gold: GoldClaim, comparer: Comparer) -> bool:
    """Whether our negative claim is said by one of those who deny the gold claim, or has their words."""
    deniers = [denial.entity for denial in gold.denied_by]
    span = (ours.claim.start, ours.claim.end)
    if any(comparer.alignment.speaker(one, deniers) for one in ours.claim.asserted_by):
        return True
    own_words = any(one.doc == ours.doc and overlap(span, (one.start, one.end)) for one in gold.denied_by)
    return (
        own_words and not ours.claim.asserted_by and comparer.alignment.accepts(ours.claim.subject, *deniers)
    )
