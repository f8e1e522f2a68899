"""Would trained parts read better than the rules alone? See docs/decisions/0014-trained-parts.md.

    .venv/bin/python benchmarks/trial_trained.py pairs     a model of hostile pairs of actors beside the rules
    .venv/bin/python benchmarks/trial_trained.py filter    a model that drops doubtful claims of the rules

pairs: logistic regression over words, path and types of two actors in one sentence: is one said to fight the
other? Names are masked, so that no weight speaks of an actor. Trained on re3d's half to tune on, without its
Wikipedia part (CC BY-SA), and on the odd-numbered development documents; `--samples` adds the sample reports.
Shown is what it adds to the rules where they see nothing between the two, on texts it was not trained on.
filter: the features of confidence, fitted to whether a claim's ends and relation are right; shown is what is
left of precision and of the right claims when those below a threshold are dropped.

Nothing that kg runs is made here.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.fit_confidence import (
    RIDGES,
    ROOT,
    SHARED,
    Fitter,
    fit,
    left_out,
    sets,
)
from benchmarks.measure import numbered, read_documents
from benchmarks.trial_pairs import Model, Pair, pairs
from kg import entities
from kg.claims.rules import RulesExtractor
from kg.errors import KgError
from kg.evaluate import align, attacks, claims, re3d
from kg.evaluate.gold import Gold
from kg.evaluate.gold import load as load_gold
from kg.graph import status
from kg.mentions import Reader
from kg.mentions import load as load_register
from kg.model import Anchor, Extraction, Reading, Records

HOSTILE = frozenset({"RIVAL_OF", "TARGETS", "KILLED"})
THRESHOLDS = (0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Part:
    """A gold standard with the readings of its documents."""

    gold: Gold
    readings: tuple[Reading, ...]


class Trial:
    """Readings and rules, loaded once."""

    def __init__(self) -> None:
        self._reader = Reader(load_register())
        self._rules = RulesExtractor(trained=False)

    def part(self, gold: Gold, texts: Path) -> Part:
        return Part(gold, tuple(self._reader.pipe(read_documents(gold, texts))))

    def reports(self, *, tuned: bool) -> tuple[Reading, ...]:
        """The reports of re3d to tune on, or those kept aside."""
        return tuple(self._reader.pipe(re3d.half(re3d.documents(SHARED / "re3d"), tuned=tuned)))

    def rules(self, reading: Reading) -> Extraction:
        return self._rules.extract(reading)

    def hostile(self, part: Part) -> list[tuple[Reading, Pair, bool]]:
        """The pairs of a part, and whether its gold says that one fights the other."""
        records = joined([self.rules(reading) for reading in part.readings])
        where, comparer = compared(records, part.gold)
        accepts = comparer.alignment.accepts
        found = []
        for reading in part.readings:
            for pair in pairs(reading):
                sentence = reading.sentences[pair.sentence]
                doc = where.doc(reading.document.id, sentence.start, sentence.end)
                said = [
                    one
                    for one in part.gold.claims
                    if one.doc == doc
                    and one.relation in HOSTILE
                    and one.polarity == "positive"
                    and any(start < sentence.end and sentence.start < end for start, end in one.spans)
                ]
                right = any(
                    accepts(a, one.subject, *one.subject_alt) and accepts(b, one.object, *one.object_alt)
                    for one in said
                    for a, b in ((pair.first, pair.second), (pair.second, pair.first))
                )
                found.append((reading, pair, right))
        return found


def fights(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Pair, bool]]:
    """The pairs of re3d's reports, and whether it has FightingAgainst between them; Wikipedia left out."""
    folder = SHARED / "re3d"
    spans = {row["id"]: row["spans"] for row in _rows(folder / "entities.jsonl")}
    said: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(folder / "relations.jsonl"):
        if row["scored"] and row["relation"] == "FightingAgainst":
            said.setdefault(row["doc"], []).append(row)

    def stands(anchor: Anchor, entity: str) -> bool:
        return any(start < anchor.end and anchor.start < end for start, end in spans[entity])

    for reading in readings:
        if reading.document.id.startswith("wikipedia"):
            continue
        for pair in pairs(reading):
            sentence = reading.sentences[pair.sentence]
            right = any(
                row["start"] < sentence.end
                and sentence.start < row["end"]
                and any(
                    stands(a, row["subject"]) and stands(b, row["object"])
                    for a, b in ((pair.one, pair.other), (pair.other, pair.one))
                )
                for row in said.get(reading.document.id, ())
            )
            yield reading, pair, right


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def joined(extractions: Sequence[Extraction]) -> Records:
    records = entities.join(extractions)
    return replace(records, claims=status.dispute(records.claims))


def compared(records: Records, gold: Gold) -> tuple[align.Places, claims.Comparer]:
    where = align.places(records, gold)
    return where, claims.Comparer(align.entities(records, gold, where, attacks.align(records, gold, where)))


def added(trial: Trial, model: Model, part: Part, threshold: float) -> tuple[int, int]:
    """How many of the claims that the model adds are right, and how many wrong."""
    extractions = [model.add(reading, trial.rules(reading), threshold) for reading in part.readings]
    records = joined(extractions)
    where, comparer = compared(records, part.gold)
    matching = claims.match(records.claims, part.gold, where, comparer)
    right = sum(ours.claim.extractor == "model" for ours, _ in matching.pairs)
    return right, sum(ours.claim.extractor == "model" for ours in matching.false)


def reports(trial: Trial, model: Model, readings: Sequence[Reading], threshold: float | None) -> str:
    """The figures of re3d's own scorer for RIVAL_OF."""
    rows = []
    for reading in readings:
        extraction = trial.rules(reading)
        if threshold is not None:
            extraction = model.add(reading, extraction, threshold)
        rows += re3d.claims(joined([extraction]))
    with tempfile.TemporaryDirectory() as scratch:
        docs = {reading.document.id for reading in readings}
        precision, recall, f1, _ = re3d.run_scorer(SHARED / "re3d", rows, docs, Path(scratch))[0]["RIVAL_OF"]
    return f"precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f}"


def try_pairs(*, samples: bool) -> None:
    trial = Trial()
    dev = {name: load_gold(SHARED / "dev" / name) for name in ("wikinews", "wikipedia")}

    def half(*, odd: bool) -> dict[str, Part]:
        return {
            name: trial.part(gold.only(numbered(gold.documents, odd=odd)), SHARED / "dev" / name / "texts")
            for name, gold in dev.items()
        }

    ours = trial.part(load_gold(ROOT / "tests/gold"), ROOT / "seeds/documents")
    examples = list(fights(trial.reports(tuned=True)))
    for part in half(odd=True).values():
        examples += trial.hostile(part)
    model = Model(examples + (trial.hostile(ours) if samples else []))
    unseen = half(odd=False) | {"seeds": trial.part(load_gold(SHARED / "gold"), SHARED / "seeds")}
    if not samples:
        unseen["samples"] = ours
    aside = trial.reports(tuned=False)
    print(f"re3d, kept aside, rules alone: {reports(trial, model, aside, None)}")
    for threshold in THRESHOLDS:
        print(f"\nfrom {threshold:.1f} on\n  re3d, kept aside: {reports(trial, model, aside, threshold)}")
        for name, part in unseen.items():
            right, wrong = added(trial, model, part, threshold)
            print(f"  {name}: {right} right and {wrong} wrong claims added")


def try_filter() -> None:
    fitter = Fitter(triples=True)
    fitted, aside = sets(SHARED)
    aside = {**aside, "seeds": (load_gold(SHARED / "gold"), SHARED / "seeds")}
    parts = {name: fitter.examples(gold, texts) for name, (gold, texts) in fitted.items()}
    ridge = min(RIDGES, key=lambda strength: round(left_out(parts, strength), 6))
    scale = fit([one for examples in parts.values() for one in examples], ridge)
    for name, (gold, texts) in aside.items():
        examples = fitter.examples(gold, texts)
        right = sum(one.right for one in examples)
        print(f"\n{name}: {len(examples)} claims, precision {right / len(examples):.2f}")
        for threshold in (0.6, 0.7, 0.75, 0.8):
            kept = [one for one in examples if scale.confidence(one.features) >= threshold]
            good = sum(one.right for one in kept)
            share = f"{good / max(1, len(kept)):.2f}, right claims left {good / right:.2f}"
            print(f"  from {threshold:.2f} on: {len(kept)} claims, precision {share}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=["pairs", "filter"])
    parser.add_argument("--samples", action="store_true")
    args = parser.parse_args()
    if args.part == "pairs":
        try_pairs(samples=args.samples)
    else:
        try_filter()


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")
