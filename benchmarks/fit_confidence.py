"""Fit the weights of confidence, and tell how well it is calibrated on documents that it was not fitted on.

    .venv/bin/python benchmarks/fit_confidence.py            print the fit and its calibration
    .venv/bin/python benchmarks/fit_confidence.py --write    and write schema/lexicon/confidence.yaml

A claim of ours counts as right where the matching of kg.evaluate pairs it with one of the gold's and who says
it, status and modality are the gold's too. Fitted on the odd-numbered development documents and the sample
reports; the even-numbered ones are kept aside, and only their figures are printed.

Logistic regression with a ridge, by Newton's method; no chance is in it. With a few hundred claims, most of
them right, two things keep noise out: a feature needs four claims to get a weight, and what can only be a
reason for doubt (a wide gap, a reference, a loose parse) gets none where the data speak for it. The ridge is
the one with the lowest Brier score where samples, news and encyclopedia are each left out in turn, as what is
read later is another kind of text too. The base is set so that the average confidence is that of documents
read for the first time (UNSEEN): what the rules were tuned on they read better than that.

--folder FOLDER   the folder of the outside sets (default: KG_SHARED, else ../shared beside the repository)
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.measure import numbered, read_documents
from kg import entities
from kg.claims.confidence import Scale, load
from kg.claims.rules import RulesExtractor
from kg.errors import KgError
from kg.evaluate import align, attacks, claims
from kg.evaluate.gold import Gold, GoldClaim
from kg.evaluate.gold import load as load_gold
from kg.graph import status
from kg.mentions import Reader
from kg.mentions import load as load_register
from kg.model import Claim, Document, Records

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
TARGET = ROOT / "schema/lexicon/confidence.yaml"
RIDGES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
SUPPORT = 4
UNSEEN = 0.72
"""The share of wholly right claims in the sample reports when they were first read, before any tuning."""
DOUBTS = (
    *(
        "ends: apart",
        "ends: far apart",
        "ends: not in one sentence",
        "trigger:",
        "parse:",
        "sentence:",
        "text:",
    ),
    *("subject: coreference", "subject: described", "subject: name", "hedge: several", "voice: nested"),
    *("object: coreference", "object: described", "object: name"),
)
"""Beginnings of the names of features that may only lower the confidence."""
GIVEN = {"construction: read by the trained part": -1.0}
"""Set, not fitted: what the trained model adds is right less often than what rules read, and rare here."""
HEAD = """\
# What the confidence of a claim is made of: the logistic function of the base and the weights of the features
# that the claim has. It tells how sure the claim is to be read right and orders the review, no more.
# Written by benchmarks/fit_confidence.py; do not edit by hand.
# Fitted on {claims} claims ({right} right) of {docs} documents, ridge {ridge:g}.
"""

Array = npt.NDArray[np.float64]
Part = tuple[Gold, Path]


class Bare(Scale):
    """A scale without weights whose reasons are all features of a claim."""

    def reasons(self, features: Sequence[str]) -> tuple[str, ...]:
        return tuple(features)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim of ours with its features, the document it stands in, and whether it is right."""

    doc: str
    features: tuple[str, ...]
    right: bool


class Fitter:
    """Reads gold standards with the current extractor."""

    def __init__(self, *, triples: bool = False) -> None:
        """With `triples` a claim is right if its ends and relation are, whoever is taken to say it."""
        self._reader = Reader(load_register())
        self._extractor = RulesExtractor(Bare())
        self._triples = triples

    def examples(self, gold: Gold, texts: Path) -> list[Example]:
        """The claims found in the documents of `gold`, without those that are neither right nor wrong."""
        records = self._records(read_documents(gold, texts))
        where = align.places(records, gold)
        comparer = claims.Comparer(align.entities(records, gold, where, attacks.align(records, gold, where)))
        matching = claims.match(records.claims, gold, where, comparer)
        found = [
            Example(ours.doc, ours.claim.reasons, self._triples or _is_right(ours.claim, theirs, comparer))
            for ours, theirs in matching.pairs
        ]
        return found + [Example(ours.doc, ours.claim.reasons, right=False) for ours in matching.false]

    def _records(self, documents: Sequence[Document]) -> Records:
        extractions = [self._extractor.extract(reading) for reading in self._reader.pipe(documents)]
        records = entities.join(extractions)
        disputed = status.dispute(records.claims)
        return Records(records.documents, records.mentions, records.entities, disputed, records.attacks)


def _is_right(ours: Claim, gold: GoldClaim, comparer: claims.Comparer) -> bool:
    return (
        comparer.speaker(ours, gold)
        and ours.status in (gold.status, *gold.status_alt)
        and ours.modality in (gold.modality, *gold.modality_alt)
    )


def table(examples: Sequence[Example], names: Sequence[str]) -> tuple[Array, Array]:
    """One row a claim and one column a feature, after a column of ones; and which claims are right."""
    rows = [[1.0, *(float(name in one.features) for name in names)] for one in examples]
    return np.array(rows), np.array([float(one.right) for one in examples])


def newton(rows: Array, right: Array, ridge: float) -> Array:
    """The weights that fit best under the ridge; the first, the base, is free."""
    weights = np.zeros(rows.shape[1])
    penalty = ridge * np.eye(rows.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(50):
        guess = probability(rows, weights)
        gradient = rows.T @ (right - guess) - penalty @ weights
        curvature = (rows * (guess * (1 - guess))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def probability(rows: Array, weights: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-(rows @ weights))))


def fit(examples: Sequence[Example], ridge: float) -> Scale:
    """The scale that fits `examples`; reasons for doubt that would raise the confidence are left out."""
    counts = Counter(name for one in examples for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= SUPPORT and name not in GIVEN)
    while True:
        rows, right = table(examples, names)
        weights = newton(rows, right, ridge)
        against = [
            name
            for name, weight in zip(names, weights[1:], strict=True)
            if weight > 0 and name.startswith(DOUBTS)
        ]
        if not against:
            rounded = {name: round(float(w), 2) for name, w in zip(names, weights[1:], strict=True)}
            return Scale(round(float(weights[0]), 2), {name: w for name, w in rounded.items() if w})
        names = [name for name in names if name not in against]


def brier(scale: Scale, examples: Iterable[Example]) -> float:
    """The mean square of what confidence misses by."""
    return float(np.mean([(scale.confidence(one.features) - one.right) ** 2 for one in examples]))


def left_out(parts: Mapping[str, Sequence[Example]], ridge: float) -> float:
    """The Brier score where each part is judged by a fit on the others."""
    missed: list[float] = []
    for name, examples in sorted(parts.items()):
        scale = fit([one for other in sorted(parts) if other != name for one in parts[other]], ridge)
        missed += [(scale.confidence(one.features) - one.right) ** 2 for one in examples]
    return float(np.mean(missed))


def based(scale: Scale, examples: Sequence[Example], average: float = UNSEEN) -> Scale:
    """The scale with the base at which the confidence of `examples` is `average` on the average."""
    wanted = average * len(examples)
    low, high = -10.0, 10.0
    while high - low > 0.005:
        middle = (low + high) / 2
        moved = replace(scale, base=middle)
        low, high = (
            (middle, high)
            if sum(moved.confidence(one.features) for one in examples) < wanted
            else (low, middle)
        )
    return replace(scale, base=round(low, 2))


def order(scale: Scale, examples: Sequence[Example]) -> float:
    """How often a wrong claim comes before a right one in a review by confidence (0.5: by chance)."""
    right = [scale.confidence(one.features) for one in examples if one.right]
    wrong = [scale.confidence(one.features) for one in examples if not one.right]
    pairs = [(w < r) + 0.5 * (w == r) for w in wrong for r in right]
    return float(np.mean(pairs)) if pairs else float("nan")


def reliability(scale: Scale, examples: Sequence[Example]) -> list[tuple[str, int, float, float]]:
    """Confidence in steps: how many claims, their mean confidence, the share that is right."""
    lines = []
    for low, high in pairwise((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)):
        here = [one for one in examples if low <= scale.confidence(one.features) < high]
        if here:
            mean = float(np.mean([scale.confidence(one.features) for one in here]))
            right = sum(one.right for one in here) / len(here)
            lines.append((f"{low:.1f}-{min(high, 1.0):.1f}", len(here), mean, right))
    return lines


def show(title: str, scale: Scale, examples: Sequence[Example]) -> None:
    """Calibration on one set."""
    flat = float(np.mean([(UNSEEN - one.right) ** 2 for one in examples]))
    share = float(np.mean([one.right for one in examples]))
    print(f"\n{title}: {len(examples)} claims, {share:.2f} right")
    print(f"  Brier {brier(scale, examples):.3f} (the same confidence for all: {flat:.3f})")
    print(f"  a wrong claim comes before a right one: {order(scale, examples):.2f} of the pairs")
    for name, count, mean, right in reliability(scale, examples):
        print(f"  confidence {name}: {count:4d} claims, mean {mean:.2f}, right {right:.2f}")


def write(scale: Scale, examples: Sequence[Example], ridge: float, path: Path = TARGET) -> None:
    """The scale as data, the largest weights first."""
    head = HEAD.format(
        claims=len(examples),
        right=sum(one.right for one in examples),
        docs=len({one.doc for one in examples}),
        ridge=ridge,
    )
    ordered = sorted({**scale.weights, **GIVEN}.items(), key=lambda one: (-abs(one[1]), one[0]))
    lines = [f'  "{name}": {weight:.2f}' for name, weight in ordered]
    path.write_text(f"{head}base: {scale.base:.2f}\nweights:\n" + "\n".join(lines) + "\n", encoding="utf-8")


def sets(shared: Path) -> tuple[dict[str, Part], dict[str, Part]]:
    """What is fitted on, and what is kept aside: gold and folder of texts by name."""
    fitted: dict[str, Part] = {"samples": (load_gold(ROOT / "tests/gold"), ROOT / "seeds/documents")}
    aside: dict[str, Part] = {}
    for name in ("wikinews", "wikipedia"):
        gold = load_gold(shared / "dev" / name)
        for parts, odd in ((fitted, True), (aside, False)):
            parts[name] = (gold.only(numbered(gold.documents, odd=odd)), shared / "dev" / name / "texts")
    return fitted, aside


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folder", type=Path, default=SHARED)
    args = parser.parse_args()
    fitter = Fitter()
    parts, aside = (
        {name: fitter.examples(gold, texts) for name, (gold, texts) in part.items()}
        for part in sets(args.folder)
    )
    ridge = min(RIDGES, key=lambda strength: round(left_out(parts, strength), 6))
    fitted = [one for examples in parts.values() for one in examples]
    scale = based(fit(fitted, ridge), fitted)
    print(f"ridge {ridge:g}, Brier with each part left out in turn {left_out(parts, ridge):.3f}")
    for name, examples in parts.items():
        show(f"fitted on, {name}", scale, examples)
    unseen = [one for examples in aside.values() for one in examples]
    show("kept aside", scale, unseen)
    if args.write:
        write(scale, fitted, ridge)
    else:
        show("kept aside, by the committed scale", load(), unseen)


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")
