"""All measures of our records against a gold standard."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate import align, attacks, claims, denials, mentions, voices
from kg.evaluate.causes import Error, Finder
from kg.evaluate.gold import Gold, load
from kg.evaluate.tally import SAMPLES, Measure, Sheet, Tally, total
from kg.model import Records

ATTRIBUTES = {
    "asserter.attributed": "right asserter, where the gold has a named or unnamed one",
    "asserter.named": "right asserter, where the gold has a named one",
    "asserter.unnamed": "right asserter, where the gold has only an unnamed one",
    "asserter.document": "document voice, where the gold has it",
    "asserter": "right asserter, all",
    "reported_by": "right reporter, where the gold has one",
    "modality": "right modality",
    "status": "right status",
    "evidence": "note on evidence, where the gold has one",
}
GRAVE = {
    "reversed": "reversed ends",
    "negation": "negation lost",
    "hedge": "hedge dropped",
    "asserter": "wrong named asserter",
}
MAIN = (
    *("triples.core.precision", "triples.core.recall", "triples.core.f1", "triples.sponsorship.f1"),
    *("asserter.attributed.core", "status.core", "modality.core", "denials", "deniers"),
    *(f"grave.{name}.all" for name in GRAVE),
    *("mentions.precision", "mentions.recall", "mentions.f1", "linked"),
    *("attacks.merged", "figures.recall", "figures.precision"),
)
"""The measures that matter most, in the order in which they are shown."""


@dataclass(frozen=True)
class Table:
    """One line a document or a relation: its name and its counts."""

    name: str
    counts: Tally


@dataclass(frozen=True)
class Scores:
    """What was measured: the measures in order, the tables, each error, and what was left out and why.

    `measures` are keyed by name ("triples.core.f1"). `unread` are gold documents that we did not read;
    `aside` counts our claims that are neither right nor wrong, by reason. `attacks` tells for each gold
    attack whether it is exactly one of ours, `denials` for each disputed claim whether a denier was found.
    """

    gold: str
    measures: dict[str, Measure]
    documents: tuple[Table, ...]
    relations: tuple[Table, ...]
    errors: tuple[Error, ...]
    unread: tuple[str, ...]
    aside: dict[str, int]
    attacks: dict[str, bool]
    denials: dict[str, bool]

    def value(self, name: str) -> float | None:
        """The figure of one measure, or None where there was nothing to measure."""
        return self.measures[name].value


def score(records: Records, gold: Path, only: Collection[str] | None = None) -> Scores:
    """The scores of `records` against the gold standard in folder `gold`, on all or `only` some documents.

    A gold document that we did not read counts as all missed; ours that the gold does not know are ignored.
    """
    wanted = load(gold) if only is None else load(gold).only(only)
    return compare(records, wanted)


def compare(records: Records, gold: Gold, samples: int = SAMPLES) -> Scores:
    """The scores against a gold standard that is loaded, with intervals from `samples` draws (0: without)."""
    where = align.places(records, gold)
    alignment = align.entities(records, gold, where, attacks.align(records, gold, where))
    comparer = claims.Comparer(alignment)
    matching = claims.match(records.claims, gold, where, comparer)
    tallies: dict[str, Tally] = {doc: Counter() for doc in gold.documents}
    mentions.tally(records, gold, where, alignment, tallies)
    claims.tally(matching, tallies)
    voices.tally(matching, comparer, tallies)
    denied = denials.tally(matching, gold, comparer, tallies)
    merged, cells = attacks.tally(records, gold, where, alignment, tallies)
    measures = _measures(Sheet([tallies[doc] for doc in gold.documents], samples))
    for side, value in zip(("precision", "recall"), attacks.b_cubed(cells), strict=True):
        name = f"attacks.b_cubed_{side}"
        measures[name] = Measure(
            name, f"attacks joined, B-cubed {side}", value if cells else None, 0, len(cells)
        )
    return Scores(
        gold=gold.folder,
        measures=measures,
        documents=tuple(Table(doc, tallies[doc]) for doc in gold.documents),
        relations=_relations(tallies),
        errors=Finder(records, gold, where, comparer, matching).errors(),
        unread=tuple(key for key, one in gold.documents.items() if where.text(one) is None),
        aside=claims.aside_counts(matching),
        attacks=merged,
        denials=denied,
    )


def pooled(scores: Sequence[Scores], docs: Collection[str] | None = None) -> dict[str, Measure]:
    """The measures over the documents of several gold standards together, all or only `docs`."""
    rows = [row for one in scores for row in one.documents if docs is None or row.name in docs]
    return _measures(Sheet([row.counts for row in rows]))


def _measures(sheet: Sheet) -> dict[str, Measure]:
    found: list[Measure] = []
    for name, title in (
        ("triples.core", "triples, core"),
        ("triples.sponsorship", "sponsorship triples, core"),
        ("triples.all", "triples, core and context"),
    ):
        found += sheet.prf(name, title)
    for scope, where in ((".core", ""), (".all", " (core and context)")):
        found += [sheet.share(name + scope, title + where) for name, title in ATTRIBUTES.items()]
        found += sheet.prf(f"support{scope}", f"kinds of support{where}")
        found += sheet.prf(f"hedge{scope}", f"hedge cues{where}")
        found += [
            sheet.share(f"grave.{name}{scope}", f"grave: {title}{where}") for name, title in GRAVE.items()
        ]
    found.append(sheet.share("denials", "disputed claims with a denier found"))
    found.append(sheet.share("deniers", "deniers that are right"))
    found += sheet.prf("mentions", "mentions")
    for kind in mentions.KINDS:
        found += sheet.prf(f"mentions.{kind}", f"mentions, {kind}")
    found += sheet.prf("mentions.lenient", "mentions, overlapping")
    found.append(sheet.share("linked", "entity right, of mentions found"))
    found += [sheet.share(f"linked.{kind}", f"entity right, {kind}") for kind in mentions.KINDS]
    for name, title in (
        ("attacks.merged", "attacks that are exactly one of ours"),
        ("attacks.found", "attacks found"),
        ("attacks.date", "date right, of attacks found"),
        ("attacks.date_compatible", "date right or coarser"),
        ("attacks.place", "place right or next larger"),
        ("attacks.perpetrator_status", "status right, of perpetrators found"),
    ):
        found.append(sheet.share(name, title))
    found += sheet.prf("attacks.perpetrators", "perpetrators")
    found += sheet.prf("figures", "figures (measure, bound, value)")
    found.append(sheet.share("figures.on_attack", "figures found, on the right attack"))
    found.append(sheet.share("figures.from_totals", "figures of ours that are totals over many events"))
    return {one.name: one for one in found}


def _relations(tallies: dict[str, Tally]) -> tuple[Table, ...]:
    by_relation: dict[str, Tally] = defaultdict(Counter)
    for key, count in total(list(tallies.values())).items():
        if key.startswith("relation."):
            relation, side = key.removeprefix("relation.").split(":")
            by_relation[relation][f"triples:{side}"] = count
    return tuple(Table(name, by_relation[name]) for name in sorted(by_relation))
