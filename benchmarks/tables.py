"""The tables of the page on quality: targets, sets, relations, causes, documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.report import percent
from kg.evaluate.scores import GRAVE, Scores
from kg.evaluate.tally import Measure, f1, precision, recall

Outside = tuple[str, str, float, float]
"""A target on an outside set: on what, which measure, the figure wanted and the figure measured."""


@dataclass(frozen=True)
class Target:
    """A target: on which set, which measure (a name, or a count), the least or greatest figure wanted."""

    on: str
    title: str
    name: str
    wanted: float
    count: bool = False
    most: bool = False


ASIDE = "dev, kept aside"


def _grave(on: str) -> list[Target]:
    """Each grave error at two in a hundred of the claims found, or fewer."""
    return [
        Target(on, f"grave: {title}", f"grave.{key}.all", 0.02, most=True) for key, title in GRAVE.items()
    ]


TARGETS = (
    Target("seeds", "triples, core: precision", "triples.core.precision", 0.82),
    Target("seeds", "triples, core: recall", "triples.core.recall", 0.65),
    Target("seeds", "triples, core: F1 (two people: .76)", "triples.core.f1", 0.72),
    Target("seeds", "sponsorship triples: F1 (two people: .80)", "triples.sponsorship.f1", 0.75),
    Target("seeds", "right asserter, named or unnamed", "asserter.attributed.core", 0.85),
    Target("seeds", "status right", "status.core", 0.95),
    Target("seeds", "disputed claims with a denier found", "denials", 13, count=True),
    *(
        Target("seeds", f"grave: {title}", f"grave.{name}.all", 0.02, most=True)
        for name, title in GRAVE.items()
    ),
    Target("seeds", "mentions: F1", "mentions.f1", 0.92),
    Target("seeds", "entity linked right", "linked", 0.95),
    Target("seeds", "attacks joined right", "attacks.merged", 17, count=True),
    Target("seeds", "figures with measure, bound and value", "figures.recall", 20, count=True),
    Target(ASIDE, "triples, core: F1", "triples.core.f1", 0.58),
    Target(ASIDE, "sponsorship triples: F1", "triples.sponsorship.f1", 0.62),
    Target(ASIDE, "right asserter, named or unnamed", "asserter.attributed.core", 0.80),
    Target(ASIDE, "status right", "status.core", 0.90),
    *(
        Target(ASIDE, f"grave: {title}", f"grave.{name}.all", 0.02, most=True)
        for name, title in GRAVE.items()
    ),
)
_ROWS = (
    *("triples.core", "triples.sponsorship", "triples.all"),
    *("asserter.attributed.core", "asserter.document.core", "modality.core", "status.core"),
    *("support.core", "hedge.core", "denials", "deniers", *(f"grave.{name}.all" for name in GRAVE)),
    *("mentions", "mentions.plain", "mentions.metonym", "mentions.demonym", "mentions.nested", "linked"),
    *("attacks.merged", "attacks.date", "attacks.place", "attacks.perpetrators", "figures"),
)


def targets_table(
    by_column: dict[str, dict[str, Measure]], more: Iterable[tuple[str, str, float, float]]
) -> list[str]:
    """Each target with what was measured; `more` are those of the outside sets: on, title, wanted, value."""
    lines = ["| on | measure | target | measured | 95 % interval | met |", "|---|---|---|---|---|---|"]
    for one in TARGETS:
        measure = by_column.get(one.on, {}).get(one.name)
        if measure is None:
            lines.append(f"| {one.on} | {one.title} | {_wanted(one, measure)} | not measured | | |")
            continue
        value = float(measure.right) if one.count else measure.value
        met = value is not None and (value <= one.wanted if one.most else value >= one.wanted)
        shown = f"{measure.right} of {measure.of}" if one.count else percent(measure.value)
        if one.most:
            shown += f" ({measure.right} of {measure.of})"
        between = "" if one.count else _between(measure)
        lines.append(
            f"| {one.on} | {one.title} | {_wanted(one, measure)} | {shown} | {between} | {_yes(met)} |"
        )
    for on, title, wanted, value in more:
        lines.append(f"| {on} | {title} | {percent(wanted)} | {percent(value)} | | {_yes(value >= wanted)} |")
    return lines


def _wanted(target: Target, measure: Measure | None) -> str:
    if target.count:
        return f"{target.wanted:.0f}" + (f" of {measure.of}" if measure is not None else "")
    return f"≤ {percent(target.wanted)}" if target.most else percent(target.wanted)


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"


def _between(measure: Measure) -> str:
    return f"{percent(measure.low)}–{percent(measure.high)}" if measure.low is not None else ""


def sets_table(by_column: dict[str, dict[str, Measure]]) -> list[str]:
    """The main measures, one column a set: P / R / F1, or a share with its count."""
    names = list(by_column)
    lines = [f"| measure | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for name in _ROWS:
        cells = [_cell(by_column[column], name) for column in names]
        title = _title(next(iter(by_column.values())), name)
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return lines


def _title(measures: dict[str, Measure], name: str) -> str:
    if name in measures:
        return measures[name].title.removesuffix(" (core and context)")
    return measures[f"{name}.f1"].title.removesuffix(", F1").removesuffix(" (core and context)")


def _cell(measures: dict[str, Measure], name: str) -> str:
    if name in measures:
        one = measures[name]
        return f"{percent(one.value)} ({one.right}/{one.of})" if one.of else "–"
    return " / ".join(percent(measures[f"{name}.{side}"].value) for side in ("precision", "recall", "f1"))


def relations_table(scores: dict[str, Scores]) -> list[str]:
    """F1 by relation and set, with the count in the gold."""
    names = list(scores)
    rows = {name: {row.name: row.counts for row in one.relations} for name, one in scores.items()}
    every = sorted({relation for table in rows.values() for relation in table})
    lines = [f"| relation | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for relation in every:
        cells = []
        for name in names:
            counts: Mapping[str, int] = rows[name].get(relation, {})
            shown = [percent(formula(counts, "triples")) for formula in (precision, recall, f1)]
            cells.append(f"{' / '.join(shown)} ({counts.get('triples:gold', 0)})" if counts else "")
        lines.append(f"| {relation} | {' | '.join(cells)} |")
    return lines


def causes_table(scores: dict[str, Scores], kind: str, titles: dict[str, str]) -> list[str]:
    """How many errors each cause has on each set."""
    names = list(scores)
    lines = [f"| {kind} | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for cause, title in titles.items():
        counts = [sum(e.kind == kind and e.cause == cause for e in scores[name].errors) for name in names]
        if any(counts):
            lines.append(f"| {title} | {' | '.join(str(count) for count in counts)} |")
    return lines


def documents_table(scores: dict[str, Scores]) -> list[str]:
    """Precision, recall and F1 of core triples by document."""
    lines = ["| document | P | R | F1 | right of ours | found of gold |", "|---|---|---|---|---|---|"]
    for one in scores.values():
        for row in one.documents:
            shown = " | ".join(
                percent(formula(row.counts, "triples.core")) for formula in (precision, recall, f1)
            )
            sides = {side: row.counts[f"triples.core:{side}"] for side in ("good", "ours", "found", "gold")}
            ours, gold = f"{sides['good']}/{sides['ours']}", f"{sides['found']}/{sides['gold']}"
            lines.append(f"| {row.name} | {shown} | {ours} | {gold} |")
    return lines
