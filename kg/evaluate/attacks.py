"""Attacks: which of ours is which of the gold's, whether reports were joined rightly, and the details."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from kg.evaluate import assign
from kg.evaluate.align import Alignment, Places, Span, overlap
from kg.evaluate.gold import Gold, GoldAttack, GoldFigure
from kg.evaluate.tally import Tally
from kg.model import Attack, Figure, Records


@dataclass(frozen=True, slots=True)
class Spans:
    """Words about an attack: document of the gold, start, end."""

    by_doc: dict[str, tuple[Span, ...]]

    def touch(self, other: "Spans") -> int:
        """How many of the other's spans overlap one of these."""
        return sum(
            any(overlap(span, mine) for mine in self.by_doc.get(doc, ()))
            for doc, spans in other.by_doc.items()
            for span in spans
        )


def _spans(rows: list[tuple[str, int, int]]) -> Spans:
    by_doc: dict[str, list[Span]] = defaultdict(list)
    for doc, start, end in sorted(set(rows)):
        by_doc[doc].append((start, end))
    return Spans({doc: tuple(spans) for doc, spans in by_doc.items()})


def gold_spans(attack: GoldAttack) -> Spans:
    """The words of a gold attack: its mentions and its figures."""
    return _spans(attack.words)


def our_spans(attack: Attack, where: Places) -> Spans:
    """The words of one of our attacks, in the gold's documents."""
    rows = []
    words = [(one.doc, one.start, one.end) for one in attack.mentions]
    for ours, start, end in words + [(one.doc, one.start, one.end) for one in attack.casualties]:
        doc = where.doc(ours, start, end)
        if doc is not None:
            rows.append((doc, start, end))
    return _spans(rows)


def align(records: Records, gold: Gold, where: Places) -> dict[str, str]:
    """Our attack ids to the gold's, one to one: most words in common; an equal id breaks ties."""
    theirs = {one.id: gold_spans(one) for one in gold.attacks}
    weights = {}
    for attack in records.attacks:
        mine = our_spans(attack, where)
        for key, spans in theirs.items():
            shared = mine.touch(spans)
            if shared:
                weights[attack.id, key] = 10 * shared + int(attack.id == key)
    return assign.best(weights)


@dataclass(frozen=True, slots=True)
class Cell:
    """A gold attack in one of its documents, with the attack of ours that stands for it there, or None."""

    gold: str
    doc: str
    ours: str | None


def cells(records: Records, gold: Gold, where: Places, ids: dict[str, str]) -> tuple[Cell, ...]:
    """For every gold attack and document the attack of ours found in its words.

    The one paired with it where it is there; else the one with most words in common that is not merely
    seen through a span that is also about the attack which that one is paired with.
    """
    mine = {attack.id: our_spans(attack, where) for attack in records.attacks}
    theirs = {attack.id: gold_spans(attack) for attack in gold.attacks}
    paired = {their: our for our, their in ids.items()}
    found = []
    for attack in gold.attacks:
        for doc in attack.docs:
            spans = theirs[attack.id].by_doc[doc]
            counts: Counter[str] = Counter()
            for key, own in mine.items():
                other = theirs.get(ids.get(key, ""), Spans({}))
                for span in own.by_doc.get(doc, ()):
                    elsewhere = ids.get(key) != attack.id and any(
                        overlap(span, one) for one in other.by_doc.get(doc, ())
                    )
                    if not elsewhere and any(overlap(span, one) for one in spans):
                        counts[key] += 1
            best = paired.get(attack.id)
            if best not in counts:
                best = min(counts, key=lambda key: (-counts[key], key), default=None)
            found.append(Cell(attack.id, doc, best))
    return tuple(found)


def merged(found: tuple[Cell, ...]) -> dict[str, bool]:
    """Whether each gold attack is exactly one of ours: the same in all its documents, and no other's."""
    owners: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str | None]] = defaultdict(set)
    for cell in found:
        names[cell.gold].add(cell.ours)
        if cell.ours is not None:
            owners[cell.ours].add(cell.gold)
    return {
        gold: len(ours) == 1 and all(one is not None and owners[one] == {gold} for one in ours)
        for gold, ours in sorted(names.items())
    }


def b_cubed(found: tuple[Cell, ...]) -> tuple[float, float]:
    """B-cubed precision and recall (Bagga and Baldwin 1998) of joining, over the cells.

    A cell without an attack of ours stands alone: it costs recall where the gold attack has other cells.
    """
    if not found:
        return 0.0, 0.0
    precision = recall = 0.0
    for cell in found:
        same = [one for one in found if cell.ours is not None and one.ours == cell.ours] or [cell]
        true = [one for one in found if one.gold == cell.gold]
        both = [one for one in same if one.gold == cell.gold]
        precision += len(both) / len(same)
        recall += len(both) / len(true)
    return precision / len(found), recall / len(found)


def tally(
    records: Records, gold: Gold, where: Places, alignment: Alignment, tallies: dict[str, Tally]
) -> tuple[dict[str, bool], tuple[Cell, ...]]:
    """Add the counts of attacks; also whether each gold attack is exactly one of ours, and the cells.

    An attack counts for the first of its documents.
    """
    found = cells(records, gold, where, alignment.ids)
    right = merged(found)
    ours = {attack.id: attack for attack in records.attacks}
    paired = {alignment.ids[key]: one for key, one in ours.items() if key in alignment.ids}
    for attack in gold.attacks:
        count = tallies[attack.docs[0]]
        _share(count, "attacks.merged", right[attack.id])
        _share(count, "attacks.found", attack.id in paired)
        if attack.id in paired:
            _details(paired[attack.id], attack, alignment, count)
    _figures(records, gold, where, alignment, tallies)
    return right, found


def _share(count: Tally, name: str, right: bool) -> None:
    count[f"{name}:of"] += 1
    count[f"{name}:right"] += int(right)


def _details(ours: Attack, gold: GoldAttack, alignment: Alignment, count: Tally) -> None:
    if gold.date is not None:
        _share(count, "attacks.date", ours.date == gold.date)
        _share(count, "attacks.date_compatible", compatible(ours.date, gold.date))
    if gold.place is not None:
        _share(count, "attacks.place", ours.place is not None and _placed(ours.place, gold.place, alignment))
    theirs = {one.entity for one in gold.perpetrators}
    mine = {one.entity for one in ours.perpetrators}
    good = sum(alignment.accepts(one, *theirs) for one in mine)
    found = sum(any(alignment.accepts(one, entity) for one in mine) for entity in theirs)
    count.update(
        {
            "attacks.perpetrators:good": good,
            "attacks.perpetrators:ours": len(mine),
            "attacks.perpetrators:found": found,
            "attacks.perpetrators:gold": len(theirs),
        }
    )
    for one in ours.perpetrators:
        states = {g.status for g in gold.perpetrators if alignment.accepts(one.entity, g.entity)}
        if states:
            _share(count, "attacks.perpetrator_status", one.status in states)


def compatible(one: str | None, other: str) -> bool:
    """Whether two EDTF dates may be the same day: equal, or one a coarser form of the other.

    >>> compatible("2024-03", "2024-03-22"), compatible("2024-04", "2024-03-22")
    (True, False)
    """
    return one is not None and (other.startswith(one) or one.startswith(other))


def _placed(ours: str, gold: str, alignment: Alignment) -> bool:
    """Whether the place is the gold's, or the next larger place that the gold knows."""
    entity = alignment.gold.entities.get(gold)
    wider = [entity.parent] if entity is not None and entity.parent else []
    return alignment.accepts(ours, gold, *wider)


def _figures(
    records: Records, gold: Gold, where: Places, alignment: Alignment, tallies: dict[str, Tally]
) -> None:
    """Figures, one to one: document, words, measure, bound and value; and those on the right attack too."""
    theirs = [(attack.id, figure) for attack in gold.attacks for figure in attack.casualties]
    mine = [
        (attack.id, figure, doc)
        for attack in records.attacks
        for figure in attack.casualties
        if (doc := where.doc(figure.doc, figure.start, figure.end)) is not None
    ]
    weights = {
        (i, j): 2 + int(alignment.ids.get(our) == their)
        for i, (our, figure, doc) in enumerate(mine)
        for j, (their, wanted) in enumerate(theirs)
        if doc == wanted.doc and same_figure(figure, wanted)
    }
    chosen = assign.best(weights, most=True)
    for i, (_, figure, doc) in enumerate(mine):
        total = any(
            one.doc == doc and overlap((figure.start, figure.end), (one.start, one.end))
            for one in gold.aggregates
        )
        tallies[doc]["figures:ours"] += 1
        tallies[doc]["figures:good"] += int(i in chosen)
        _share(tallies[doc], "figures.from_totals", total and i not in chosen)
    hits = set(chosen.values())
    placed = {j for i, j in chosen.items() if alignment.ids.get(mine[i][0]) == theirs[j][0]}
    for j, (_, wanted) in enumerate(theirs):
        tallies[wanted.doc]["figures:gold"] += 1
        tallies[wanted.doc]["figures:found"] += int(j in hits)
        _share(tallies[wanted.doc], "figures.on_attack", j in placed)


def same_figure(ours: Figure, gold: GoldFigure) -> bool:
    """Whether measure, bound and value are right and the words overlap."""
    return (ours.measure, ours.qualifier, ours.value) == (gold.measure, gold.qualifier, gold.value) and bool(
        overlap((ours.start, ours.end), (gold.start, gold.end))
    )
