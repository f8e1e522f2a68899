"""Counts that add up over documents, and the measures computed from them."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Tally = Counter[str]
"""Counts by name: `X:right`, `X:of` make a share; `X:found`, `X:gold`, `X:good`, `X:ours` P, R and F1."""

SAMPLES = 1000
_SEED = 20250611


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with what it was computed from; `low` and `high` are the 95 % interval over documents.

    `value` is None where there was nothing to measure (`of` is 0).
    """

    name: str
    title: str
    value: float | None
    right: int
    of: int
    low: float | None = None
    high: float | None = None


def share(tally: Mapping[str, int], name: str) -> float | None:
    """The share `X:right` of `X:of`.

    >>> share({"x:right": 3, "x:of": 4}, "x")
    0.75
    """
    total = tally.get(f"{name}:of", 0)
    return tally.get(f"{name}:right", 0) / total if total else None


def precision(tally: Mapping[str, int], name: str) -> float | None:
    """What of ours is right."""
    total = tally.get(f"{name}:ours", 0)
    return tally.get(f"{name}:good", 0) / total if total else None


def recall(tally: Mapping[str, int], name: str) -> float | None:
    """What of the gold was found."""
    total = tally.get(f"{name}:gold", 0)
    return tally.get(f"{name}:found", 0) / total if total else None


def f1(tally: Mapping[str, int], name: str) -> float | None:
    """The harmonic mean of precision and recall; None where neither side has anything.

    >>> f1({"x:good": 1, "x:ours": 2, "x:found": 1, "x:gold": 2}, "x")
    0.5
    """
    if not tally.get(f"{name}:ours", 0) and not tally.get(f"{name}:gold", 0):
        return None
    p, r = precision(tally, name) or 0.0, recall(tally, name) or 0.0
    return 2 * p * r / (p + r) if p + r else 0.0


Formula = Callable[[Mapping[str, int], str], float | None]


def total(tallies: Sequence[Mapping[str, int]]) -> Tally:
    """The sum of several tallies."""
    summed: Tally = Counter()
    for tally in tallies:
        summed.update(tally)
    return summed


def interval(tallies: Sequence[Mapping[str, int]], formula: Formula, name: str) -> tuple[float, float] | None:
    """The 95 % interval of a figure when documents are drawn anew with replacement (percentile bootstrap).

    Documents, since sentences of one document are alike. The same draws on every run and for every figure.
    None for fewer than two documents, or where half of the draws have nothing to measure.
    """
    if len(tallies) < 2:
        return None
    keys = [key for key in set().union(*tallies) if key.startswith(f"{name}:")]
    small = [{key: tally.get(key, 0) for key in keys} for tally in tallies]
    rng = random.Random(_SEED)  # noqa: S311 - a fixed seed is the point
    values = []
    for _ in range(SAMPLES):
        drawn = rng.choices(small, k=len(small))
        value = formula({key: sum(one[key] for one in drawn) for key in keys}, name)
        if value is not None:
            values.append(value)
    if len(values) * 2 < SAMPLES:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def shares(tallies: Sequence[Mapping[str, int]], name: str, title: str) -> Measure:
    """A share as a measure with its interval."""
    summed = total(tallies)
    low, high = interval(tallies, share, name) or (None, None)
    right, of = summed[f"{name}:right"], summed[f"{name}:of"]
    return Measure(name, title, share(summed, name), right, of, low, high)


def prf(tallies: Sequence[Mapping[str, int]], name: str, title: str) -> tuple[Measure, Measure, Measure]:
    """Precision, recall and F1 as measures with their intervals; F1 counts both sides together."""
    count = total(tallies)
    good, ours, found, gold = (count[f"{name}:{side}"] for side in ("good", "ours", "found", "gold"))

    def measure(suffix: str, formula: Formula, right: int, of: int) -> Measure:
        low, high = interval(tallies, formula, name) or (None, None)
        return Measure(
            f"{name}.{suffix.lower()}", f"{title}, {suffix}", formula(count, name), right, of, low, high
        )

    return (
        measure("precision", precision, good, ours),
        measure("recall", recall, found, gold),
        measure("F1", f1, good + found, ours + gold),
    )
