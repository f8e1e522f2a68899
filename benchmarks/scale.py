"""What documents cost where there are very many of them: the figures from which docs/scale.md is worked out.

    python -m benchmarks.scale [--documents 400] [--kept FILE]

Reads news reports (MUC-4's DEV set beside the checkout, else made-up articles), then joins half of them and
all of them, in one piece and in shards. Times are those of one processor (CPU seconds), bytes those on disk.
`--kept` is a file for what was read, so that a second run need not read it again; it is trusted (pickle).
"""

import argparse
import math
import pickle
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.outside import SHARED, spread
from kg import pipeline
from kg.claims.choice import Choice
from kg.entities import merge, near
from kg.evaluate import muc4
from kg.graph import build, neo4j_csv
from kg.graph.rows import Stored
from kg.model import Document, Extraction, jsonl, shards
from kg.scale import events, joining, said
from kg.scale.engine import Emit, Flow, Local, Parts, Reduce
from kg.scale.said import Job
from kg.scale.tables import Table

Figures = dict[str, float]

_JOB = Job(Path(), Choice(), "rules", "1", 16)


class Weighing(Local):
    """Counts what a cluster would send: pairs, their bytes, and the largest group."""

    def __init__(self) -> None:
        super().__init__(buckets=16)
        self.pairs: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.largest: Counter[str] = Counter()

    def group(self, flows: Sequence[Flow], reduce: Reduce, shared: Any = None) -> Parts:
        name = f"{reduce.__module__.rpartition('.')[2]}.{reduce.__name__.strip('_')}"

        def weighed(emit: Emit) -> Emit:
            def emitting(row: Any, known: Any) -> Any:
                for key, value in emit(row, known):
                    self.pairs[name] += 1
                    self.sent[name] += len(pickle.dumps((key, value)))
                    yield key, value

            return emitting

        def reducing(key: Any, found: list[Any], known: Any) -> Any:
            self.largest[name] = max(self.largest[name], len(found))
            return reduce(key, found, known)

        return super().group([(parts, weighed(emit)) for parts, emit in flows], reducing, shared)


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args(words)
    found, read = _read(given.documents, given.kept)
    show(read)
    figures = [_joined(found[: len(found) // 2]), _joined(found)]
    for one in figures:
        show(one)
    grown = {
        name: growth(figures[0][name], figures[1][name])
        for name in ("entities", "attacks", "pairs sent", "pairs of reports weighed")
    }
    show({f"exponent of {name}": value for name, value in grown.items()})
    return 0


def growth(half: float, whole: float) -> float:
    """The exponent e of n**e by which a figure grows from half of the documents to all."""
    return math.log2(whole / half) if half and whole else 0.0


def show(figures: Figures) -> None:
    for name, value in figures.items():
        print(f"{name:<42}{value:>16,.3f}" if value < 100 else f"{name:<42}{value:>16,.0f}")
    print(flush=True)


def _read(number: int, kept: Path | None) -> tuple[tuple[Extraction, ...], Figures]:
    if kept is not None and kept.is_file():
        found, figures = pickle.loads(kept.read_bytes())
        return found, figures
    documents = _documents(number)
    pipeline.claims_of(documents[:4])  # loads the model
    start = time.process_time()
    found, _ = pipeline.claims_of(documents)
    taken = time.process_time() - start
    size = sum(len(one.content.split()) for one in documents)
    figures = {
        "documents": len(documents),
        "words": size,
        "reading, CPU s": taken,
        "words per CPU s": size / taken,
    }
    if kept is not None:
        kept.write_bytes(pickle.dumps((found, figures)))
    return found, figures


def _documents(number: int) -> Sequence[Document]:
    if (SHARED / "muc4").is_dir():
        return spread(muc4.documents(SHARED / "muc4", ["DEV"], "text_truecased"), number)
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), number)
        from kg.documents import read

        return read([Path(folder)])[0]


def _joined(found: Sequence[Extraction]) -> Figures:
    figures: Figures = {"documents": len(found)}
    start = time.process_time()
    records = pipeline.joined(found)
    figures["joining in one piece, CPU s"] = time.process_time() - start
    figures |= {
        "claims": len(records.claims),
        "mentions": len(records.mentions),
        "entities": len(records.entities),
        "taken into others": len(records.renamed),
        "reports of attacks": sum(len(one.attacks) for one in found),
        "attacks": len(records.attacks),
    }
    figures |= _weighed(found)
    for style in shards.FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            figures |= _sharded(found, Path(folder), style)
    start = time.process_time()
    graph = build.graph([Stored(one, "rules", "1") for one in found], records)
    with tempfile.TemporaryDirectory() as folder:
        neo4j_csv.write(graph, Path(folder))
        figures["neo4j-csv, CPU s"] = time.process_time() - start
        figures["neo4j-csv, bytes"] = _bytes(Path(folder))
    figures |= {"nodes": len(graph.nodes), "links": len(graph.links)}
    with tempfile.TemporaryDirectory() as folder:
        jsonl.write(records, Path(folder) / "records")
        start = time.perf_counter()
        pipeline.load(Path(folder) / "records", Path(folder) / "a.graph")
        figures["kg load into a folder, s"] = time.perf_counter() - start
        figures["graph in a folder, bytes"] = _bytes(Path(folder) / "a.graph")
    return figures


def _weighed(found: Sequence[Extraction]) -> Figures:
    """How many pairs of reports are weighed, and how long one takes."""
    entities = merge.merged(found)
    reports = [one for extraction in found for one in events.reports(extraction, Table(_JOB))]
    ordered = sorted(reports, key=lambda report: report.id)
    times: list[None] = []
    likeness = near.likeness

    def counted(*words: Any) -> Any:
        times.append(None)
        return likeness(*words)

    taken = _cpu(lambda: near.near(ordered, entities))
    near.likeness = counted
    try:
        near.near(ordered, entities)
    finally:
        near.likeness = likeness
    return {"pairs of reports weighed": len(times), "a pair, CPU µs": 1e6 * taken / max(len(times), 1)}


def _sharded(found: Sequence[Extraction], out: Path, style: str) -> Figures:
    job = Job(out, Choice(), "rules", "1", 16, style)
    groups: dict[int, list[Extraction]] = {}
    for one in found:
        groups.setdefault(shards.shard_of(one.document.id, 16), []).append(one)
    for number, members in groups.items():
        said.write(number, members, job)
    light = Local(16)
    taken = _cpu(lambda: joining.join(light, light.spread(sorted(groups)), job, _quiet))
    figures: Figures = {f"{style}: joining in shards, CPU s": taken}
    kinds = ("extractions", "documents", "mentions", "claims", "entities", "attacks")
    figures |= {f"{style}: {kind}, bytes": _bytes(out / kind) for kind in kinds}
    if style == "jsonl":
        heavy = Weighing()
        joining.join(heavy, heavy.spread(sorted(groups)), job, _quiet)
        figures |= {"pairs sent": sum(heavy.pairs.values()), "bytes sent": sum(heavy.sent.values())}
        figures |= {f"bytes sent, {name}": size for name, size in heavy.sent.most_common(5)}
        figures |= {f"largest group, {name}": size for name, size in heavy.largest.most_common(5)}
    return figures


def _cpu(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _quiet(what: str, done: int, total: int) -> None:
    """Nobody is told."""


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
