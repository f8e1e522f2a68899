"""Mentions: exact spans, with metonyms, demonyms, ellipses and nested names apart; and the entity linked."""

from collections import Counter, defaultdict

from kg.evaluate import assign
from kg.evaluate.align import Alignment, Places, overlap
from kg.evaluate.gold import FLAGS, Gold, GoldMention
from kg.evaluate.tally import Tally
from kg.model import Mention, Records

KINDS = ("plain", *FLAGS)


def kind(mention: Mention) -> str:
    """The first flag of one of our mentions that is set, else plain."""
    return next((flag for flag in FLAGS if getattr(mention, flag)), "plain")


def tally(
    records: Records, gold: Gold, where: Places, alignment: Alignment, tallies: dict[str, Tally]
) -> None:
    """Add the counts of mentions to the tally of each document.

    Precision counts ours by our flag, recall the gold's by the gold's flag; a span with the other flag is
    still right. Ours that have no name (described) or speak of an attack are left out where the gold has
    none there: the guidelines annotate no such mentions.
    """
    theirs: dict[str, list[GoldMention]] = defaultdict(list)
    for one in gold.mentions:
        theirs[one.doc].append(one)
    mine: dict[str, list[Mention]] = defaultdict(list)
    types = {one.id: one.type for one in records.entities}
    for mention in records.mentions:
        doc = where.doc(mention.doc, mention.start, mention.end)
        if doc is not None:
            mine[doc].append(mention)
    for doc in gold.documents:
        _exact(mine[doc], theirs[doc], alignment, types, tallies[doc])
        _lenient(mine[doc], theirs[doc], alignment, types, tallies[doc])


def _exact(
    ours: list[Mention], golds: list[GoldMention], alignment: Alignment, types: dict[str, str], count: Tally
) -> None:
    weights = {
        (i, j): 2 + int(alignment.accepts(mention.entity, one.entity))
        for i, mention in enumerate(ours)
        for j, one in enumerate(golds)
        if (mention.start, mention.end) == (one.start, one.end)
    }
    chosen = assign.best(weights, most=True)
    for i, mention in enumerate(ours):
        if i in chosen or not _unscored(mention, types):
            for name in ("mentions", f"mentions.{kind(mention)}"):
                count[f"{name}:ours"] += 1
                count[f"{name}:good"] += int(i in chosen)
    hits = {j: i for i, j in chosen.items()}
    for j, one in enumerate(golds):
        for name in ("mentions", f"mentions.{one.kind}"):
            count[f"{name}:gold"] += 1
            count[f"{name}:found"] += int(j in hits)
        if j in hits:
            linked = alignment.accepts(ours[hits[j]].entity, one.entity)
            for name in ("linked", f"linked.{one.kind}"):
                count[f"{name}:of"] += 1
                count[f"{name}:right"] += int(linked)


def _unscored(mention: Mention, types: dict[str, str]) -> bool:
    return mention.described or types.get(mention.entity) == "Attack"


def _lenient(
    ours: list[Mention], golds: list[GoldMention], alignment: Alignment, types: dict[str, str], count: Tally
) -> None:
    """The same with any overlap, one to one, the closest spans first."""
    weights: Counter[tuple[int, int]] = Counter()
    for i, mention in enumerate(ours):
        for j, one in enumerate(golds):
            shared = overlap((mention.start, mention.end), (one.start, one.end))
            if shared:
                size = max(mention.end, one.end) - min(mention.start, one.start)
                same = alignment.accepts(mention.entity, one.entity)
                weights[i, j] = 1 + 100 * shared // size + 50 * int(same)
    chosen = assign.best(weights, most=True)
    count["mentions.lenient:ours"] += sum(
        i in chosen or not _unscored(one, types) for i, one in enumerate(ours)
    )
    count["mentions.lenient:good"] += len(chosen)
    count["mentions.lenient:found"] += len(chosen)
    count["mentions.lenient:gold"] += len(golds)
