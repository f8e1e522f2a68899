"""On matched claims: who says it, how firmly, with which words and kinds of support; and grave errors."""

from collections.abc import Sequence

from kg.evaluate.align import overlap
from kg.evaluate.claims import Comparer, Matching, Placed, near
from kg.evaluate.gold import GoldClaim
from kg.evaluate.tally import Tally
from kg.model import Claim, Cue, Unnamed

GRAVE = ("reversed", "negation", "hedge", "asserter")
"""Errors that make a claim another allegation: ends exchanged, negation lost, hedge dropped, wrong name."""


def tally(matching: Matching, comparer: Comparer, tallies: dict[str, Tally]) -> None:
    """Add the counts of every attribute of the matched claims, for all of them and for the core ones."""
    for ours, gold in matching.pairs:
        for name, right in judged(ours.claim, gold, comparer).items():
            for scope in _scopes(gold):
                tallies[ours.doc][f"{name}{scope}:of"] += 1
                tallies[ours.doc][f"{name}{scope}:right"] += int(right)
        for scope in _scopes(gold):
            _lists(ours.claim, gold, scope, tallies[ours.doc])
    _grave(matching, comparer, tallies)


def _scopes(gold: GoldClaim) -> tuple[str, ...]:
    return (".all",) if gold.tier == "context" else (".core", ".all")


def judged(ours: Claim, gold: GoldClaim, comparer: Comparer) -> dict[str, bool]:
    """Which attributes that the gold has are right.

    `asserter` on every claim, `asserter.attributed` where the gold has a named or unnamed asserter and
    `asserter.named` where it has a named one; `modality` and `status` with their alternatives;
    `reported_by` and `evidence` where the gold has one; `kind` (support) where it lists kinds: the same set.
    """
    speaker = comparer.speaker(ours, gold)
    found = {
        "asserter": speaker,
        "modality": ours.modality in {gold.modality, *gold.modality_alt},
        "status": ours.status in {gold.status, *gold.status_alt},
    }
    if gold.asserted_by:
        found["asserter.attributed"] = speaker
        named = any(not isinstance(one, Unnamed) for one in gold.asserted_by)
        found["asserter.named" if named else "asserter.unnamed"] = speaker
    else:
        found["asserter.document"] = speaker
    if gold.reported_by is not None:
        found["reported_by"] = ours.reported_by is not None and comparer.alignment.accepts(
            ours.reported_by, gold.reported_by
        )
    if gold.evidence is not None:
        span = (gold.evidence.start, gold.evidence.end)
        found["evidence"] = ours.evidence is not None and bool(
            overlap((ours.evidence.start, ours.evidence.end), span)
        )
    return found


def _lists(ours: Claim, gold: GoldClaim, scope: str, count: Tally) -> None:
    """Support kinds and hedge cues: what of ours is right, what of the gold's was found."""
    if "SUPPORTS" in gold.relations and (gold.qualifiers.get("support") or ours.qualifiers.get("support")):
        theirs, mine = _kinds(gold.qualifiers.get("support")), _kinds(ours.qualifiers.get("support"))
        _sides(f"support{scope}", len(theirs & mine), len(mine), len(theirs & mine), len(theirs), count)
    good = sum(_touches(cue, gold.hedge_cues) for cue in ours.hedge_cues)
    found = sum(_touches(cue, ours.hedge_cues) for cue in gold.hedge_cues)
    _sides(f"hedge{scope}", good, len(ours.hedge_cues), found, len(gold.hedge_cues), count)


def _sides(name: str, good: int, ours: int, found: int, gold: int, count: Tally) -> None:
    count.update({f"{name}:good": good, f"{name}:ours": ours, f"{name}:found": found, f"{name}:gold": gold})


def _kinds(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {str(kind) for kind in value} if isinstance(value, list | tuple) else set()


def _touches(cue: Cue, others: Sequence[Cue]) -> bool:
    return any(overlap((cue.start, cue.end), (one.start, one.end)) for one in others)


def _grave(matching: Matching, comparer: Comparer, tallies: dict[str, Tally]) -> None:
    """Grave errors among the claims found: the matched ones, and those found but for ends or negation."""
    golds = [gold for _, gold in matching.pairs] + list(matching.missed)
    for ours, gold in matching.pairs:
        wrong = {
            "reversed": False,
            "negation": False,
            "hedge": hedge_dropped(ours.claim, gold),
            "asserter": wrong_name(ours.claim, gold, comparer),
        }
        _count_grave(wrong, gold, tallies[ours.doc])
    for one in matching.false:
        reason, twin = near_miss(one, golds, comparer, matching.mirrors)
        if twin is not None and reason in {"reversed", "negation"}:
            _count_grave({kind: kind == reason for kind in GRAVE}, twin, tallies[one.doc])


def _count_grave(wrong: dict[str, bool], gold: GoldClaim, count: Tally) -> None:
    for scope in _scopes(gold):
        for kind, is_wrong in wrong.items():
            count[f"grave.{kind}{scope}:of"] += 1
            count[f"grave.{kind}{scope}:right"] += int(is_wrong)


def hedge_dropped(ours: Claim, gold: GoldClaim) -> bool:
    """Whether the gold's claim is weaker than asserted and ours is asserted or unattributed."""
    if gold.modality == "asserted" or "asserted" in gold.modality_alt:
        return False
    return ours.modality == "asserted" or ours.status == "unattributed"


def wrong_name(ours: Claim, gold: GoldClaim, comparer: Comparer) -> bool:
    """Whether ours puts the claim into the mouth of a named speaker who is not the gold's."""
    every = (*gold.asserted_by, *gold.asserted_by_alt)
    named = [one for one in ours.asserted_by if isinstance(one, str)]
    return any(not comparer.alignment.speaker(one, every) for one in named)


def near_miss(
    ours: Placed, golds: Sequence[GoldClaim], comparer: Comparer, mirrors: Sequence[GoldClaim] = ()
) -> tuple[str, GoldClaim | None]:
    """What a false claim got wrong, and of which gold claim: repeat, negation, polarity, reversed, or ''.

    `negation`: the gold is negative (a mirror too) and ours is positive; `polarity`: the other way round.
    """
    here = [one for one in golds if one.doc == ours.doc and near(ours.claim, one)]
    for one in here:
        if comparer.claim(ours, one):
            return "repeat", one
    lost = (
        [one for one in mirrors if one.doc == ours.doc and near(ours.claim, one)] if _positive(ours) else []
    )
    for one in (*here, *lost):
        if one.polarity != ours.claim.polarity and comparer.triple(ours.claim, one):
            return ("negation" if _positive(ours) else "polarity"), one
    for one in here:
        same = ours.claim.relation in one.relations and ours.claim.polarity == one.polarity
        if same and comparer.turned(ours.claim, one):
            return "reversed", one
    return "", None


def _positive(ours: Placed) -> bool:
    return ours.claim.polarity == "positive"
