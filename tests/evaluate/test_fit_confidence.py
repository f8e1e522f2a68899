"""The fit of confidence: weights that tell right from wrong, the same on every run."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from benchmarks.fit_confidence import (
    GIVEN,
    Example,
    based,
    brier,
    fit,
    left_out,
    newton,
    order,
    reliability,
    table,
    write,
)
from kg.claims.confidence import Scale

GOOD = Example("d1", ("construction: role", "ends: apart"), right=True)
BAD = Example("d2", ("construction: active",), right=False)
EXAMPLES = [GOOD] * 9 + [BAD] * 6 + [Example("d1", ("construction: active",), right=True)] * 6


def test_weights_follow_what_is_right() -> None:
    scale = fit(EXAMPLES, 1.0)
    assert scale.weights["construction: role"] > 0 > scale.weights["construction: active"]
    assert scale.confidence(GOOD.features) > scale.confidence(BAD.features)


def test_a_reason_for_doubt_never_raises_the_confidence() -> None:
    assert "ends: apart" not in fit(EXAMPLES, 1.0).weights


def test_a_feature_needs_several_claims() -> None:
    rare = [*EXAMPLES, Example("d3", ("voice: noun",), right=False)]
    assert "voice: noun" not in fit(rare, 1.0).weights


def test_a_stronger_ridge_makes_smaller_weights() -> None:
    weak, strong = fit(EXAMPLES, 0.5), fit(EXAMPLES, 20.0)
    assert abs(strong.weights["construction: role"]) < abs(weak.weights["construction: role"])


def test_the_fit_is_where_the_slope_is_nothing() -> None:
    rows, right = table(EXAMPLES, ["construction: role"])
    weights = newton(rows, right, 1.0)
    slope = rows.T @ (right - 1 / (1 + np.exp(-rows @ weights))) - np.array([1e-6, 1.0]) * weights
    assert np.abs(slope).max() < 1e-8


def test_the_base_makes_the_average_right() -> None:
    scale = based(Scale(3.0, {"construction: role": 0.5}), EXAMPLES, 15 / 21)
    mean = sum(scale.confidence(one.features) for one in EXAMPLES) / len(EXAMPLES)
    assert mean == pytest.approx(15 / 21, abs=0.01)


def test_figures_of_calibration() -> None:
    scale = Scale(0.0, {"construction: role": 2.0})
    assert brier(scale, [GOOD, BAD]) == pytest.approx((0.12**2 + 0.5**2) / 2)
    assert order(scale, [GOOD, BAD, BAD]) == 1.0
    assert [line[:2] for line in reliability(scale, [GOOD, BAD])] == [("0.5-0.6", 1), ("0.8-0.9", 1)]
    assert 0 < left_out({"one": EXAMPLES, "two": EXAMPLES[:10]}, 4.0) < 1


def test_the_file_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "confidence.yaml"
    scale = fit(EXAMPLES, 1.0)
    write(scale, EXAMPLES, 1.0, path)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert data == {"base": scale.base, "weights": {**scale.weights, **GIVEN}}
