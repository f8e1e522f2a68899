"""Scores as text for people and as JSON for programs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.evaluate.causes import FALSE, MISSES, WRONG
from kg.evaluate.scores import Scores, Table
from kg.evaluate.tally import Measure, f1, precision, recall


def percent(value: float | None) -> str:
    """A figure as two digits; a dash where there was nothing to measure.

    >>> percent(0.724), percent(1.0), percent(None)
    ('.72', '1.00', '–')
    """
    if value is None:
        return "–"
    return f"{value:.2f}".removeprefix("0")


def line(measure: Measure) -> str:
    """A measure in one line: title, figure, interval, what it was computed from."""
    of = f"{measure.right}/{measure.of}" if measure.of else ""
    return f"{measure.title:<62} {percent(measure.value):>5}  {_interval(measure):<13} {of}".rstrip()


def _interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return f"[{percent(measure.low)}–{percent(measure.high)}]"


def _three(scores: Scores, name: str) -> str:
    """Precision, recall and F1 in one line, with the interval of F1."""
    p, r, f = (scores.measures[f"{name}.{side}"] for side in ("precision", "recall", "f1"))
    title = f.title.removesuffix(", F1")
    figures = f"P {percent(p.value):>4}  R {percent(r.value):>4}  F1 {percent(f.value):>4}"
    return f"{title:<40} {figures}  {_interval(f):<13} {p.right}/{p.of}, {r.right}/{r.of}"


def measures_text(scores: Scores) -> list[str]:
    """One line a measure that has anything to measure; of attributes those of core claims."""
    lines = []
    for name, measure in scores.measures.items():
        if (
            not measure.of
            or name.endswith((".precision", ".recall"))
            or ".all" in name.removeprefix("triples")
        ):
            continue
        lines.append(_three(scores, name.removesuffix(".f1")) if name.endswith(".f1") else line(measure))
    return lines


def render_text(scores: Scores) -> str:
    """All measures, the tables by relation and by document, and the causes of errors, as plain text."""
    parts = [f"Against {scores.gold}; 95 % intervals over documents in brackets."]
    if scores.unread:
        parts.append(f"Not read, so all missed: {', '.join(scores.unread)}.")
    parts += ["", *measures_text(scores), ""]
    for title, found in (
        ("Attacks not exactly one of ours", scores.attacks),
        ("Disputed claims without their denier", scores.denials),
    ):
        lost = [name for name, right in found.items() if not right]
        if lost:
            parts.append(f"{title}: {', '.join(lost)}")
    if scores.aside:
        aside = ", ".join(f"{reason} {count}" for reason, count in scores.aside.items())
        parts.append(f"Claims of ours that are neither right nor wrong: {aside}")
    parts += ["", *_table("relation", scores.relations, "triples")]
    parts += ["", *_table("document (core)", scores.documents, "triples.core")]
    for kind, titles in (("missed", MISSES), ("false", FALSE), ("attribute", WRONG)):
        causes = _causes(scores, kind, titles)
        parts += ["", f"{_KINDS[kind]} by cause:", *causes] if causes else []
    return "\n".join(parts)


_KINDS = {"missed": "Missed", "false": "False", "attribute": "Found with something wrong"}


def _table(title: str, rows: Iterable[Table], name: str) -> list[str]:
    lines = [f"{title:<28} {'P':>5} {'R':>5} {'F1':>5}   right/ours  found/gold"]
    for row in rows:
        p, r, f = (percent(formula(row.counts, name)) for formula in (precision, recall, f1))
        ours = f"{row.counts[f'{name}:good']}/{row.counts[f'{name}:ours']}"
        gold = f"{row.counts[f'{name}:found']}/{row.counts[f'{name}:gold']}"
        lines.append(f"{row.name:<28} {p:>5} {r:>5} {f:>5}   {ours:>10}  {gold:>10}")
    return lines


def _causes(scores: Scores, kind: str, titles: Mapping[str, str]) -> list[str]:
    counts = Counter(one.cause for one in scores.errors if one.kind == kind)
    return [f"{counts[cause]:>5}  {title}" for cause, title in titles.items() if counts[cause]]


def to_json(scores: Scores) -> dict[str, Any]:
    """`columns` and `rows` of the measures, then the tables and what was left out, ready for json.dumps."""
    columns = ["measure", "title", "value", "low", "high", "right", "of"]
    rows = [
        {
            "measure": one.name,
            "title": one.title,
            "value": _rounded(one.value),
            "low": _rounded(one.low),
            "high": _rounded(one.high),
            "right": one.right,
            "of": one.of,
        }
        for one in scores.measures.values()
    ]
    return {
        "columns": columns,
        "rows": rows,
        "relations": [_json_row("relation", row, "triples") for row in scores.relations],
        "documents": [_json_row("document", row, "triples.core") for row in scores.documents],
        "unread": list(scores.unread),
        "aside": scores.aside,
        "attacks": scores.attacks,
        "denials": scores.denials,
        "causes": {
            kind: dict(sorted(Counter(one.cause for one in scores.errors if one.kind == kind).items()))
            for kind in ("missed", "false", "attribute")
        },
    }


def _json_row(title: str, row: Table, name: str) -> dict[str, Any]:
    sides = ("good", "ours", "found", "gold")
    return {
        title: row.name,
        "precision": _rounded(precision(row.counts, name)),
        "recall": _rounded(recall(row.counts, name)),
        "f1": _rounded(f1(row.counts, name)),
        **{side: row.counts[f"{name}:{side}"] for side in sides},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
