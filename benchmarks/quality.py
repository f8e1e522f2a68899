"""Write benchmarks/quality.md: how right kg reads, on every set, against the targets.

    .venv/bin/python benchmarks/quality.py [--jobs 2] [--out benchmarks/quality.md]

Figures only: no sentence and no name of the sets gets into the page. Sets that are absent are named as such.
The seed documents' gold was seen by everyone who wrote rules; of the development sets the odd-numbered
documents were tuned on, and the even-numbered ones kept aside.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import outside, running
from benchmarks.measure import numbered, read_documents
from benchmarks.tables import (
    ASIDE,
    Outside,
    causes_table,
    documents_table,
    relations_table,
    sets_table,
    targets_table,
)
from kg.errors import KgError
from kg.evaluate import muc4, pooled
from kg.evaluate.causes import FALSE, MISSES
from kg.evaluate.gold import load
from kg.evaluate.report import percent
from kg.evaluate.scores import Scores, compare
from kg.evaluate.tally import Measure

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
SETS = {
    "seeds": (SHARED / "gold", SHARED / "seeds", "real articles, gold seen by everyone"),
    "wikinews": (SHARED / "dev/wikinews", SHARED / "dev/wikinews/texts", "news"),
    "wikipedia": (SHARED / "dev/wikipedia", SHARED / "dev/wikipedia/texts", "encyclopedia prose"),
    "samples": (ROOT / "tests/gold", ROOT / "seeds/documents", "the sample reports of this repository"),
}
MUC4 = {
    "TST1+TST2, case restored": (["TST1", "TST2"], "text_truecased", None),
    "TST1+TST2, upper case": (["TST1", "TST2"], "text", None),
    "DEV (100 of 1,300), case restored": (["DEV"], "text_truecased", 100),
}


def measured(name: str, jobs: int) -> Scores | None:
    """The scores on one set, or None where it is absent."""
    gold_folder, texts, _ = SETS[name]
    if not (gold_folder / "claims.jsonl").is_file() or not texts.is_dir():
        return None
    gold = load(gold_folder)
    return compare(running.extract(read_documents(gold, texts), jobs), gold)


def columns(scores: dict[str, Scores]) -> dict[str, dict[str, Measure]]:
    """The measures by column: each set whole or by halves, and both development sets together by halves."""
    found = {name: one.measures for name, one in scores.items() if name in {"seeds", "samples"}}
    dev = [scores[name] for name in ("wikinews", "wikipedia") if name in scores]
    for odd, title in ((True, "tuned"), (False, "aside")):
        for one in dev:
            docs = numbered([row.name for row in one.documents], odd=odd)
            found[f"{Path(one.gold).name}, {title}"] = pooled([one], docs)
        docs = [doc for one in dev for doc in numbered([row.name for row in one.documents], odd=odd)]
        if dev:
            found["dev, tuned on" if odd else ASIDE] = pooled(dev, docs)
    return found


def muc4_tables(folder: Path) -> tuple[list[str], list[Outside]]:
    """The figures on MUC-4 and those of them that have a target."""
    titles = (
        *("reports", "(i) organisation P / R / F1", "lenient F1", "(ii) organisation and firmness F1"),
        *("firmness accuracy (majority)", "macro-F1 (majority), n", "(iii) relevant report F1"),
    )
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    more: list[Outside] = []
    for title, (sets, form, sample) in MUC4.items():
        found: Any = outside.measure_muc4(folder, sets, form, sample=sample)[0]
        name, pair, firm = (
            found[key] for key in ("organisation", "organisation_and_confidence", "confidence_on_matched")
        )
        usual = firm["majority_baseline"]
        cells = (
            title,
            _three(name),
            percent(found["organisation_lenient"]["F1"]),
            percent(pair["F1"]),
            f"{percent(firm['accuracy'])} ({percent(usual['accuracy'])})",
            f"{percent(firm['macro_F1'])} ({percent(usual['macro_F1'])}), {firm['n']}",
            percent(found["relevant_document"]["F1"]),
        )
        lines.append(f"| {' | '.join(cells)} |")
        if not more:
            more = [
                ("MUC-4 TST1+TST2", "(i) organisation: F1", 0.60, name["F1"]),
                ("MUC-4 TST1+TST2", "(ii) organisation and firmness: F1", 0.40, pair["F1"]),
                ("MUC-4 TST1+TST2", "firmness: macro-F1 on matched", 0.50, firm["macro_F1"]),
            ]
    return lines, more


def _three(found: dict[str, float]) -> str:
    return " / ".join(percent(found[side]) for side in ("P", "R", "F1"))


def re3d_tables(folder: Path) -> tuple[list[str], list[Outside]]:
    """The figures on re3d and those of them that have a target."""
    lines = ["| class | half | gold | P / R / F1 |", "|---|---|---|---|"]
    more = []
    for tuned, title in ((True, "tuned on"), (False, "kept aside")):
        found = outside.measure_re3d(folder, tuned=tuned)[0]
        for name, (p, r, f, count) in found.items():
            lines.append(f"| {name} | {title} | {count} | {percent(p)} / {percent(r)} / {percent(f)} |")
            wanted = {"RIVAL_OF": 0.40, "ALLIED/COOPERATES": 0.35}.get(name)
            if wanted is not None and not tuned:
                more.append(("re3d, kept aside", f"{name}: F1", wanted, f))
    return lines, more


def speed(folder: Path) -> str:
    """Words a second of the extractor and of bare spaCy with the same model, one run, one process."""
    from kg.mentions.parsing import MODEL, load

    documents = muc4.documents(folder, ["TST1", "TST2"])
    words = sum(len(one.content.split()) for one in documents)
    running.extract(documents[:2])  # so that nothing is loaded while the clock runs
    ours = _seconds(lambda: running.extract(documents))
    model = load(MODEL)
    bare = _seconds(lambda: list(model.pipe(one.content for one in documents)))
    return (
        f"{words / ours:,.0f} words a second on the {len(documents)} reports of MUC-4 TST1+TST2;"
        f" bare spaCy with the same model {words / bare:,.0f}: a ratio of {percent(bare / ours)}."
    )


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def page(jobs: int) -> str:
    """The whole page."""
    scores = {name: one for name in SETS if (one := measured(name, jobs)) is not None}
    by_column = columns(scores)
    parts = [_HEAD]
    absent = [name for name in SETS if name not in scores]
    if absent:
        parts.append(f"Absent when this was measured: {', '.join(absent)}.")
    outside_lines: list[str] = []
    more: list[Outside] = []
    for title, folder, tables in (
        ("MUC-4", SHARED / "muc4", muc4_tables),
        ("re3d", SHARED / "re3d", re3d_tables),
    ):
        if folder.is_dir():
            lines, with_target = tables(folder)
            outside_lines += [f"\n## {title}\n", *lines]
            more += with_target
    parts += ["\n## Targets\n", *targets_table(by_column, more)]
    parts += ["\n## All sets\n", _LEGEND, "", *sets_table(by_column)]
    parts += outside_lines
    parts += ["\n## By relation: P / R / F1 (in the gold)\n", *relations_table(scores)]
    parts += ["\n## Why claims were missed\n", *causes_table(scores, "missed", MISSES)]
    parts += ["\n## What false claims got wrong\n", *causes_table(scores, "false", FALSE)]
    parts += ["\n## By document (core triples)\n", *documents_table(scores)]
    if (SHARED / "muc4").is_dir():
        parts += ["\n## Speed\n", speed(SHARED / "muc4")]
    return "\n".join(parts) + "\n"


_HEAD = """# How right kg reads

Written by `make quality`; figures only. Strict one-to-one matching as the annotation guidelines say; what
each measure means is in kg/evaluate. Intervals: 95 %, bootstrap over documents. The rules extractor, no
language model."""

_LEGEND = """P / R / F1, or a share with its counts. seeds: five real files, visible to everyone who wrote
rules. tuned: odd-numbered documents, looked at while rules were written; aside: even-numbered, never looked
at. samples: the sample reports of this repository. Grave errors: share of the claims found."""


def drift(kept: str, fresh: str) -> list[str]:
    """The rows of the table of targets whose figures differ by more than a rounding of the parser.

    Matrix products round differently on another processor, which may turn a parse or two; more than .02,
    or two of a count, is another version.
    """
    old, new = _figures(kept), _figures(fresh)
    rows = sorted(old.keys() | new.keys())
    return [
        f"{row}: {old.get(row)} on the page, {new.get(row)} measured"
        for row in rows
        if row not in old or row not in new or abs(old[row] - new[row]) > (2 if new[row] > 1 else 0.02)
    ]


def _figures(page: str) -> dict[str, float]:
    """The measured figure of each row of the table of targets."""
    lines = page.partition("## Targets")[2].partition("\n## ")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {
        f"{row[0]}, {row[1]}": float(row[3].split()[0]) for row in cells[1:] if row[3][:1] in ".0123456789"
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "quality.md")
    parser.add_argument("--without-trained", action="store_true", help="the rules alone")
    parser.add_argument("--check", action="store_true", help="fail if the page's figures are not these")
    args = parser.parse_args()
    if args.without_trained:
        running.without_trained()
    text = page(args.jobs)
    if args.check:
        found = drift(args.out.read_text(encoding="utf-8"), text)
        sys.exit("\n".join(["The page on quality is stale; run `make quality`:", *found]) if found else 0)
    with tempfile.NamedTemporaryFile("w", dir=args.out.parent, delete=False, encoding="utf-8") as part:
        part.write(text)
    Path(part.name).replace(args.out)


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")
