"""Measure the current extractor on the outside sets, by the sets' own scorers.

    .venv/bin/python benchmarks/outside.py muc4 [--sets DEV --sample 100] [--form text] [--errors 20]
    .venv/bin/python benchmarks/outside.py re3d [--aside] [--errors]

muc4: learn on DEV (1,300 reports; --sample takes that many, evenly spread), report on TST1,TST2 (the
default). TST3 and TST4 are refused. `--form` is text_truecased (default), text (upper case, as
distributed) or text_lower.
re3d: by default the documents to tune on (first, third, …); --aside those kept aside.

--folder FOLDER   the folder of the outside sets (default: KG_SHARED, else ../shared beside the repository)
--without-trained  the rules alone
--save FILE       keep what was sent to the scorer
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.running import each, without_trained
from kg.errors import KgError
from kg.evaluate import muc4, re3d
from kg.model import Document

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def spread(documents: Sequence[Document], most: int | None) -> Sequence[Document]:
    """`most` documents, evenly spread over all."""
    if most is None or most >= len(documents):
        return documents
    return [documents[i * len(documents) // most] for i in range(most)]


def measure_muc4(
    folder: Path,
    sets: Sequence[str],
    form: str,
    *,
    sample: int | None = None,
    errors: int = 0,
    save: Path | None = None,
) -> tuple[Any, str]:
    """The figures of the set's scorer, and what it prints; with `sample` on that many documents only."""
    documents = spread(muc4.documents(folder, sets, form), sample)
    rows = [row for records in each(documents) for row in muc4.system(records)]
    with tempfile.TemporaryDirectory() as scratch:
        gold = Path(scratch)
        kept = {one.id for one in documents}
        muc4.copy_part(folder, gold, kept)
        answers = save or gold / "system.jsonl"
        muc4.write(rows, answers)
        return muc4.run_scorer(gold, answers, sets, scorer=folder / "score.py", errors=errors)


def measure_re3d(
    folder: Path, *, tuned: bool, errors: bool = False, save: Path | None = None
) -> tuple[dict[str, tuple[float, float, float, int]], str]:
    """Precision, recall, F1 and gold count a class, and what the scorer prints, on one half of the set."""
    documents = re3d.half(re3d.documents(folder), tuned=tuned)
    rows = [row for records in each(documents) for row in re3d.claims(records)]
    with tempfile.TemporaryDirectory() as scratch:
        docs = {one.id for one in documents}
        return re3d.run_scorer(folder, rows, docs, save or Path(scratch), errors=errors)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", choices=["muc4", "re3d"])
    parser.add_argument("--folder", type=Path, default=SHARED)
    parser.add_argument("--sets", default="TST1,TST2")
    parser.add_argument("--form", default="text_truecased")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--errors", type=int, nargs="?", const=1000, default=0)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--without-trained", action="store_true")
    args = parser.parse_args()
    if args.without_trained:
        without_trained()
    if args.set == "muc4":
        sets = args.sets.split(",")
        options = {"sample": args.sample, "errors": args.errors, "save": args.save}
        print(measure_muc4(args.folder / "muc4", sets, args.form, **options)[1])
    else:
        found = measure_re3d(
            args.folder / "re3d", tuned=not args.aside, errors=bool(args.errors), save=args.save
        )
        print(found[1])


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")
