"""Measure the current extractor on a gold folder, quickly, with the misses and false claims on request.

    .venv/bin/python benchmarks/measure.py GOLD TEXTS [options]

    .venv/bin/python benchmarks/measure.py ../shared/gold ../shared/seeds
    .venv/bin/python benchmarks/measure.py ../shared/dev/wikinews ../shared/dev/wikinews/texts --odd
    .venv/bin/python benchmarks/measure.py tests/gold seeds/documents --misses

Options:
    --docs wn-01,wn-03   only these gold documents; --odd / --even: only those with an odd / even number
    --misses             every miss, with cause, sentence and the gold's claim
    --false              every false claim likewise
    --wrong              every claim found with a wrong asserter, modality, status or a dropped hedge
    --relation SUPPORTS  only errors of this relation
    --only-mentions      run the mentions stage alone
    --mentions           every mention missed, false, or linked to another entity
    --attacks            which attack of ours stands for which of the gold's in which document
    --figures            every figure of the gold and of ours
    --without-trained    the rules alone, without the trained part beside them
    --short              the main figures only
    --html FILE          the same errors as a page
    --records DIR        measure records written by `kg extract --out DIR` instead of reading anew
    --save DIR           write the records that were read

The even-numbered documents of the development sets are kept aside: do not tune on them.
Reading, extracting and joining are done as the pipeline does; only the chosen documents are read.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import KgError
from kg.evaluate import align, attacks, errors_html, render_text
from kg.evaluate.causes import FALSE, MISSES, WRONG, Error
from kg.evaluate.gold import Gold, load
from kg.evaluate.report import line
from kg.evaluate.scores import MAIN, Scores, compare
from kg.model import Document, Records, jsonl


def numbered(docs: Iterable[str], *, odd: bool) -> list[str]:
    """The documents whose number (the last digits of the id) is odd, or even.

    >>> numbered(["wn-01", "wn-02", "003#1"], odd=True)
    ['wn-01', '003#1']
    """
    return [doc for doc in docs if doc[-1].isdigit() and (int(doc[-1]) % 2 == 1) is odd]


def read_documents(gold: Gold, texts: Path) -> tuple[Document, ...]:
    """The documents below `texts` that overlap a document of the gold."""
    from kg import documents

    read, skipped = documents.read([texts])
    for one in skipped:
        print(f"left out {one.path}: {one.reason}", file=sys.stderr)
    where = align.places(Records(documents=read), gold)
    return tuple(one for one in read if where.doc(one.id, one.start, one.end) is not None)


def extract(documents: Sequence[Document], *, trained: bool = True) -> Records:
    """The records of `documents`: the stages of the pipeline on documents already read."""
    from benchmarks import running  # not before it is needed: it loads every stage

    if not trained:
        running.without_trained()
    return running.extract(documents)


def read_mentions(documents: Sequence[Document]) -> Records:
    """The mentions and entities of `documents` alone: the mentions stage without the others."""
    from kg.mentions import Reader
    from kg.mentions import load as load_register

    reader = Reader(load_register())
    readings = [reader.read(document) for document in documents]
    entities = {key: one for reading in readings for key, one in reading.entities.items()}
    return Records(
        documents=tuple(documents),
        mentions=tuple(mention for reading in readings for mention in reading.mentions),
        entities=tuple(entities[key] for key in sorted(entities)),
    )


def show_errors(errors: Iterable[Error], titles: dict[str, str]) -> None:
    found = list(errors)
    for cause, title in titles.items():
        here = [one for one in found if one.cause == cause]
        if here:
            print(f"\n== {title} ({len(here)})")
        for one in here:
            flags = "".join(
                f" ({flag})"
                for flag in (one.tier, "doubtful" if one.doubtful else "")
                if flag not in {"", "core"}
            )
            print(
                f"- {one.doc}:{one.start}{flags}  {one.before}[[{one.words}]]{one.after}".replace("\n", " ")
            )
            for title_, text in (("ours", one.said), ("gold", one.wanted)):
                if text:
                    print(f"    {title_}: {text}")


def show_mentions(records: Records, gold: Gold) -> None:
    where, alignment = _aligned(records, gold)
    ours = {}
    for one in records.mentions:
        doc = where.doc(one.doc, one.start, one.end)
        if doc is not None:
            ours[doc, one.start, one.end] = one
    theirs = {(one.doc, one.start, one.end): one for one in gold.mentions}
    print("\n== mentions missed")
    for key in sorted(set(theirs) - set(ours)):
        print(f"- {key[0]}:{key[1]} {theirs[key].text!r} -> {theirs[key].entity} ({theirs[key].kind})")
    print("\n== mentions that the gold does not have")
    for key in sorted(set(ours) - set(theirs)):
        print(f"- {key[0]}:{key[1]} {ours[key].text!r} -> {ours[key].entity}")
    print("\n== linked to another entity")
    wrong = Counter(
        (theirs[key].text, theirs[key].entity, ours[key].entity)
        for key in set(ours) & set(theirs)
        if not alignment.accepts(ours[key].entity, theirs[key].entity)
    )
    for (text, their, our), count in sorted(wrong.items()):
        print(f"- {text!r}: gold {their}, ours {our} (taken for {alignment.ids.get(our)}) x{count}")


def show_attacks(records: Records, gold: Gold) -> None:
    where, alignment = _aligned(records, gold)
    cells = attacks.cells(records, gold, where, alignment.ids)
    right = attacks.merged(cells)
    print("\n== attacks: gold, document, ours")
    for one in gold.attacks:
        print(f"{'right' if right[one.id] else 'WRONG'}  {one.id} {one.date} {one.place}")
        for cell in cells:
            if cell.gold == one.id:
                print(f"         {cell.doc}: {cell.ours}")
    print("== attacks of ours that are none of the gold's")
    for attack in records.attacks:
        if attack.id not in alignment.ids:
            words = "; ".join(f"{m.doc}:{m.start} {m.quote!r}" for m in attack.mentions[:3])
            print(f"- {attack.id} {attack.date} {attack.place}: {words}")


def show_figures(records: Records, gold: Gold) -> None:
    print("\n== figures of the gold")
    for attack in gold.attacks:
        for one in attack.casualties:
            what = f"{one.measure} {one.qualifier} {one.value} {one.of}"
            print(f"- {one.doc}:{one.start} {attack.id}: {what}: {one.quote!r}")
    print("== figures of ours")
    for mine in records.attacks:
        for figure in mine.casualties:
            what = f"{figure.measure} {figure.qualifier} {figure.value} {figure.of}"
            print(f"- {figure.doc}:{figure.start} {mine.id}: {what}: {figure.quote!r}")


def _aligned(records: Records, gold: Gold) -> tuple[align.Places, align.Alignment]:
    where = align.places(records, gold)
    return where, align.entities(records, gold, where, attacks.align(records, gold, where))


def short(scores: Scores) -> str:
    return "\n".join(line(scores.measures[name]) for name in MAIN)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--docs")
    parser.add_argument("--relation")
    for flag in (
        "odd",
        "even",
        "misses",
        "false",
        "wrong",
        "only-mentions",
        "mentions",
        "attacks",
        "figures",
        "short",
        "without-trained",
    ):
        parser.add_argument(f"--{flag}", action="store_true")
    for path in ("html", "records", "save"):
        parser.add_argument(f"--{path}", type=Path)
    return parser.parse_args()


def chosen(args: argparse.Namespace) -> Gold:
    gold = load(args.gold)
    docs = args.docs.split(",") if args.docs else list(gold.documents)
    if args.odd or args.even:
        docs = numbered(docs, odd=args.odd)
    return gold.only(docs)


def main() -> None:
    args = arguments()
    gold = chosen(args)
    if args.records:
        records = jsonl.read(args.records)
    else:
        documents = read_documents(gold, args.texts)
        trained = not args.without_trained
        records = read_mentions(documents) if args.only_mentions else extract(documents, trained=trained)
    if args.save:
        jsonl.write(records, args.save)
    scores = compare(records, gold)
    print(short(scores) if args.short else render_text(scores))
    for kind, titles, wanted in (
        ("missed", MISSES, args.misses),
        ("false", FALSE, args.false),
        ("attribute", WRONG, args.wrong),
    ):
        if wanted:
            errors = [one for one in scores.errors if one.kind == kind]
            show_errors((one for one in errors if args.relation in {None, one.relation}), titles)
    if args.mentions:
        show_mentions(records, gold)
    if args.attacks:
        show_attacks(records, gold)
    if args.figures:
        show_figures(records, gold)
    if args.html:
        errors_html(scores, args.html)


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")
