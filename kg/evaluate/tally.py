"""Counts that add up over documents, and the measures computed from them."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Tally = Counter[str]
"""Counts by name: `X:right`, `X:of` make a share; `X:found`, `X:gold`, `X:good`, `X:ours` P, R and F1."""

SAMPLES = 1000
SIDES = ("right", "of", "good", "ours", "found", "gold")
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


class Sheet:
    """The tallies of all documents, from which measures are computed.

    Intervals are percentile bootstraps over documents (sentences of one document are alike): documents are
    drawn anew with replacement `samples` times, the same draws on every run and for every figure. There is
    none with fewer than two documents, or where half of the draws have nothing to measure.
    """

    def __init__(self, tallies: Sequence[Mapping[str, int]], samples: int = SAMPLES) -> None:
        rng = random.Random(_SEED)  # noqa: S311 - a fixed seed is the point
        self.tallies = tallies
        self.total = total(tallies)
        many = range(len(tallies))
        self._draws = [rng.choices(many, k=len(tallies)) for _ in range(samples if len(tallies) > 1 else 0)]

    def interval(self, formula: Formula, name: str) -> tuple[float, float] | None:
        """The 95 % interval of a figure, or None."""
        sides = [
            (f"{name}:{side}", [tally.get(f"{name}:{side}", 0) for tally in self.tallies]) for side in SIDES
        ]
        known = [(key, counts) for key, counts in sides if any(counts)]
        values = []
        for drawn in self._draws:
            value = formula({key: sum(counts[i] for i in drawn) for key, counts in known}, name)
            if value is not None:
                values.append(value)
        if not values or len(values) * 2 < len(self._draws):
            return None
        values.sort()
        return values[int(0.025 * len(values))], values[int(0.975 * len(values))]

    def share(self, name: str, title: str) -> Measure:
        """The share `name`, with its interval."""
        return self._measure(name, title, share, ("right", "of"), name)

    def prf(self, name: str, title: str) -> tuple[Measure, Measure, Measure]:
        """Precision, recall and F1 of `name`, with their intervals."""
        return (
            self._measure(f"{name}.precision", f"{title}, precision", precision, ("good", "ours"), name),
            self._measure(f"{name}.recall", f"{title}, recall", recall, ("found", "gold"), name),
            self._measure(f"{name}.f1", f"{title}, F1", f1, ("good found", "ours gold"), name),
        )

    def _measure(self, key: str, title: str, formula: Formula, sides: tuple[str, str], name: str) -> Measure:
        right, of = (sum(self.total[f"{name}:{side}"] for side in part.split()) for part in sides)
        low, high = self.interval(formula, name) or (None, None)
        return Measure(key, title, formula(self.total, name), right, of, low, high)
