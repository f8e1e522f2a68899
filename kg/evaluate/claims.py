"""Which of our claims are the gold's: strict one-to-one matching, and what is left over on either side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate import assign
from kg.evaluate.align import Alignment, Places, overlap
from kg.evaluate.gold import Gold, GoldClaim
from kg.evaluate.tally import Tally
from kg.model import Claim

SYMMETRIC = frozenset({"ALLIED_WITH", "COOPERATES_WITH", "RIVAL_OF", "NEGOTIATES_WITH"})
"""Relations accepted in either order by the guidelines; the ruler does not move with the schema."""

SPONSORSHIP = frozenset({"SUPPORTS", "DIRECTS", "CREATED", "INVOLVED_IN"})

RELATIONS = frozenset(
    {
        *(
            "SUPPORTS",
            "CREATED",
            "DIRECTS",
            "AFFILIATE_OF",
            "PART_OF",
            "MEMBER_OF",
            "LEADS",
            "SPOKESPERSON_OF",
        ),
        *("ALLIED_WITH", "COOPERATES_WITH", "RIVAL_OF", "RECRUITS_FROM", "OPERATES_IN", "BASED_IN"),
        *("TRAINED_IN", "PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN", "TARGETS", "THREATENS"),
        *(
            "KILLED",
            "ARRESTED",
            "LOCATED_IN",
            "OCCURRED_IN",
            "INSPIRED",
            "RELEASED",
            "NEGOTIATES_WITH",
            "ACCUSES",
        ),
    }
)
"""The relations of the annotation guidelines; a claim of another one is set aside unless the gold has it."""

# Sizes of the reasons to prefer one matching: most pairs, most core claims, then the gold's own answer rather
# than an alternative, the same speaker, the same kinds of support, and the words most alike.
_CORE, _OWN, _VOICE, _KIND, _WORDS = 100_000, 5_000, 2_000, 500, 100


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim of ours with the gold document that its quote lies in."""

    claim: Claim
    doc: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Our claims beside the gold's.

    `pairs`: ours and the gold's, one to one, core and context. `missed`: gold claims (core and context)
    without one of ours. `false`: ours that are wrong. `aside`: ours that are neither right nor wrong, with
    the reason: mirror (a denial that the gold also keeps on the claim denied), excluded, outside (no
    annotated article there), relation (not among the gold's relations). `mirrored`: ours that are such a
    denial, with the gold's record of it; `mirrors`: all of the gold's.
    """

    pairs: tuple[tuple[Placed, GoldClaim], ...]
    missed: tuple[GoldClaim, ...]
    false: tuple[Placed, ...]
    aside: tuple[tuple[Claim, str], ...]
    mirrored: tuple[tuple[Placed, GoldClaim], ...]
    mirrors: tuple[GoldClaim, ...]


class Comparer:
    """Tells whether a claim of ours says what a gold claim says."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment

    def ends(self, ours: Claim, gold: GoldClaim, relation: str | None = None) -> bool:
        """Whether subject and object are right (either order for a symmetric relation)."""
        subjects, objects = (gold.subject, *gold.subject_alt), (gold.object, *gold.object_alt)
        accepts = self.alignment.accepts
        if accepts(ours.subject, *subjects) and accepts(ours.object, *objects):
            return True
        symmetric = (relation or ours.relation) in SYMMETRIC
        return symmetric and accepts(ours.subject, *objects) and accepts(ours.object, *subjects)

    def turned(self, ours: Claim, gold: GoldClaim) -> bool:
        """Whether the ends are the gold's, exchanged."""
        subjects, objects = (gold.subject, *gold.subject_alt), (gold.object, *gold.object_alt)
        return self.alignment.accepts(ours.subject, *objects) and self.alignment.accepts(
            ours.object, *subjects
        )

    def triple(self, ours: Claim, gold: GoldClaim) -> bool:
        """Whether subject, relation and object are right."""
        return ours.relation in gold.relations and self.ends(ours, gold)

    def own(self, ours: Claim, gold: GoldClaim) -> int:
        """How many of subject, relation and object are the gold's own rather than an alternative, 0 to 3."""
        ids = self.alignment.ids
        ends = {ids.get(ours.subject), ids.get(ours.object)}
        return int(ours.relation == gold.relation) + len(ends & {gold.subject, gold.object})

    def claim(self, ours: Placed, gold: GoldClaim) -> bool:
        """Whether triple, polarity, document and words are right."""
        return (
            ours.doc == gold.doc
            and ours.claim.polarity == gold.polarity
            and near(ours.claim, gold)
            and self.triple(ours.claim, gold)
        )

    def speaker(self, ours: Claim, gold: GoldClaim) -> bool:
        """Whether the asserters are right: all of ours accepted, each of the gold's among them.

        Nobody on both sides is the document's own voice. An accepted alternative stands for all of them.
        """
        if not ours.asserted_by:
            return not gold.asserted_by or "document" in gold.asserted_by_alt
        every = (*gold.asserted_by, *gold.asserted_by_alt)
        if not all(self.alignment.speaker(one, every) for one in ours.asserted_by):
            return False
        alternative = any(self.alignment.speaker(one, gold.asserted_by_alt) for one in ours.asserted_by)
        covered = all(
            any(self.alignment.speaker(one, [g]) for one in ours.asserted_by) for g in gold.asserted_by
        )
        return alternative or covered


def near(ours: Claim, gold: GoldClaim) -> bool:
    """Whether our quote overlaps the gold's quote or one of its repeats."""
    return any(overlap((ours.start, ours.end), span) for span in gold.spans)


def match(claims: Iterable[Claim], gold: Gold, where: Places, comparer: Comparer) -> Matching:
    """The matching of our claims with those of `gold`."""
    known = RELATIONS | {one.relation for one in gold.claims}
    aside: list[tuple[Claim, str]] = []
    placed: list[Placed] = []
    for claim in claims:
        doc = where.doc(claim.doc, claim.start, claim.end)
        if doc is None:
            aside.append((claim, "outside"))
        elif claim.relation not in known:
            aside.append((claim, "relation"))
        else:
            placed.append(Placed(claim, doc))
    by_id = {one.id: one for one in gold.claims}
    weights = _weights(placed, _by_doc(one for one in gold.claims if one.tier != "mirror"), comparer)
    chosen = assign.best(weights, most=True)
    mirrored, false = [], []
    for one in (one for number, one in enumerate(placed) if number not in chosen):
        mirror = _mirror(one, gold, comparer)
        if mirror is not None:
            mirrored.append((one, mirror))
            aside.append((one.claim, "mirror"))
        elif _excluded(one, gold):
            aside.append((one.claim, "excluded"))
        else:
            false.append(one)
    found = set(chosen.values())
    return Matching(
        pairs=tuple((placed[our], by_id[their]) for our, their in chosen.items()),
        missed=tuple(one for one in gold.claims if one.tier != "mirror" and one.id not in found),
        false=tuple(false),
        aside=tuple(aside),
        mirrored=tuple(mirrored),
        mirrors=tuple(one for one in gold.claims if one.tier == "mirror"),
    )


def _by_doc(golds: Iterable[GoldClaim]) -> Mapping[str, list[GoldClaim]]:
    table: dict[str, list[GoldClaim]] = defaultdict(list)
    for gold in golds:
        table[gold.doc].append(gold)
    return table


def _weights(
    placed: list[Placed], golds: Mapping[str, list[GoldClaim]], comparer: Comparer
) -> dict[tuple[int, str], int]:
    weights = {}
    for number, one in enumerate(placed):
        for gold in golds.get(one.doc, ()):
            if comparer.claim(one, gold):
                weights[number, gold.id] = (
                    1
                    + (_CORE if gold.tier == "core" else 0)
                    + _OWN * comparer.own(one.claim, gold)
                    + (_VOICE if comparer.speaker(one.claim, gold) else 0)
                    + (_KIND if one.claim.qualifiers.get("support") == gold.qualifiers.get("support") else 0)
                    + _shared(one.claim, gold)
                )
    return weights


def _shared(ours: Claim, gold: GoldClaim) -> int:
    """How alike the quotes are, 0 to 100."""
    return max(
        _WORDS * overlap((ours.start, ours.end), span) // (max(ours.end, span[1]) - min(ours.start, span[0]))
        for span in gold.spans
    )


def _mirror(ours: Placed, gold: Gold, comparer: Comparer) -> GoldClaim | None:
    """The gold's record of the denial that `ours` is: a mirror, or the claim that it denies."""
    if ours.claim.polarity != "negative":
        return None
    for one in gold.claims:
        if one.tier == "mirror" and comparer.claim(ours, one):
            return one
    span = (ours.claim.start, ours.claim.end)
    for one in gold.claims:
        said = any(
            denial.doc == ours.doc and overlap(span, (denial.start, denial.end)) for denial in one.denied_by
        )
        if said and comparer.triple(ours.claim, one):
            return one
    return None


def _excluded(ours: Placed, gold: Gold) -> bool:
    span = (ours.claim.start, ours.claim.end)
    hits = [one for one in gold.excluded if one.doc == ours.doc and overlap(span, (one.start, one.end))]
    return bool(hits) and not any(one.wrong for one in hits)


def tally(matching: Matching, tallies: dict[str, Tally]) -> None:
    """Add the counts of triples to the tally of each document: core, all, sponsorship, per relation."""
    for ours, gold in matching.pairs:
        count = tallies[ours.doc]
        for name in _names(gold.relation, gold.tier):
            count[f"{name}:found"] += 1
            count[f"{name}:gold"] += 1
        for name in _names(ours.claim.relation, gold.tier):
            count[f"{name}:good"] += 1
            count[f"{name}:ours"] += 1
    for one in matching.missed:
        if not one.doubtful:
            tallies[one.doc].update(f"{name}:gold" for name in _names(one.relation, one.tier))
    for wrong in matching.false:
        tallies[wrong.doc].update(f"{name}:ours" for name in _names(wrong.claim.relation, "core"))


def _names(relation: str, tier: str) -> list[str]:
    """The measures that a claim of this relation and tier counts for."""
    names = ["triples.all", f"relation.{relation}"]
    if tier == "core":
        names.append("triples.core")
        if relation in SPONSORSHIP:
            names.append("triples.sponsorship")
    return names


def aside_counts(matching: Matching) -> dict[str, int]:
    """How many of our claims were set aside, by reason."""
    return dict(sorted(Counter(reason for _, reason in matching.aside).items()))
