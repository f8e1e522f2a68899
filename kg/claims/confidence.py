"""Confidence: how sure a claim is to be read right, out of named features; it orders the review, no more.

A logistic model: the weights of the features that a claim has are added to a base, and the logistic function
makes a number from 0 to 1 of the sum. benchmarks/fit_confidence.py computes the weights from claims whose
right answer is known; they are data, in schema/lexicon/confidence.yaml.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import exp

from kg.claims.confidence_features import Features, Heard
from kg.errors import SchemaError
from kg.model import Claim, Reading
from kg.schema.files import lexicon

_MOVED = 0.05
"""A feature that moves the sum by less than this is no reason."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`base` is the sum without any feature, `weights` what each feature adds to it."""

    base: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def confidence(self, features: Sequence[str]) -> float:
        """From 0 to 1, two decimals.

        >>> Scale(1.0, {"a": -1.0}).confidence(["a", "b"]), Scale(2.0).confidence([])
        (0.5, 0.88)
        """
        total = self.base + sum(self.weights.get(name, 0.0) for name in features)
        return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 2)

    def reasons(self, features: Sequence[str]) -> tuple[str, ...]:
        """The features that moved the sum, the largest first, each with what it added.

        >>> Scale(1.0, {"a": -0.4, "b": 1.25}).reasons(["a", "b", "c"])
        ('b (+1.25)', 'a (-0.40)')
        """
        moved = [(name, self.weights.get(name, 0.0)) for name in features]
        moved = [(name, weight) for name, weight in moved if abs(weight) >= _MOVED]
        moved.sort(key=lambda one: (-abs(one[1]), one[0]))
        return tuple(f"{name} ({weight:+.2f})" for name, weight in moved)


@cache
def load() -> Scale:
    """The scale of schema/lexicon/confidence.yaml."""
    data = lexicon("confidence")
    try:
        weights = {str(name): float(weight) for name, weight in data["weights"].items()}
        return Scale(float(data["base"]), weights)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SchemaError(
            f"no weights: {error!r}",
            where="schema/lexicon/confidence.yaml",
            hint="make it anew with benchmarks/fit_confidence.py",
        ) from error


def scored(
    reading: Reading, found: list[Heard], claims: Sequence[Claim], scale: Scale | None = None
) -> tuple[Claim, ...]:
    """The same claims in the same order, with confidence and reasons; nothing else is changed.

    `found` are the frames of the reading with their voices; `scale` is by default the committed one.
    """
    scale = scale or load()
    features = Features(reading, found)
    done = []
    for claim in claims:
        mine = features.of(claim)
        done.append(replace(claim, confidence=scale.confidence(mine), reasons=scale.reasons(mine)))
    return tuple(done)
