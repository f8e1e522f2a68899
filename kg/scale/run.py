"""Documents -> shards of records, by an engine: the stages of `kg.pipeline.extract` in the same order."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import pipeline
from kg.claims.choice import Choice
from kg.errors import DocumentError
from kg.model import Records, Skipped, jsonl, shards
from kg.model.shards import Manifest
from kg.pipeline import Extracted, Progress
from kg.scale import addresses, joining, reading, said
from kg.scale.engine import Engine
from kg.scale.said import Job, Said


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the shards go, how many, in which format; and who reads the claims."""

    out: Path
    choice: Choice = pipeline.RULES
    shards: int = 16
    style: str = "jsonl"


def extract(
    engine: Engine, paths: Sequence[str], plan: Plan, progress: Progress | None = None
) -> tuple[Manifest, Extracted]:
    """The manifest of the shards that are there now, and what is to be told (its records are left empty).

    What a run before has done there is kept, as far as documents and extractor are the same.
    """
    told = progress or _quiet
    _check(plan.out)
    name, version = pipeline.identity(plan.choice)
    job = Job(plan.out.resolve(), plan.choice, name, version, plan.shards, plan.style)
    inputs, skipped = addresses.find(paths)
    told("Reading documents", 0, len(inputs))
    batches = reading.batches(engine, inputs, plan.shards)
    told("Reading documents", len(inputs), len(inputs))
    done = engine.work(batches, said.say, engine.share(job), lambda n, of: told("Reading claims", n, of))
    found = list(engine.pick(done, _row))
    numbers = engine.spread(sorted(one.number for one in found if isinstance(one, Said)))
    files = joining.join(engine, numbers, job, told)
    manifest = Manifest(plan.shards, plan.style, name, version, tuple(files))
    shards.write_manifest(plan.out, manifest)
    return manifest, _extracted(found, skipped)


def _quiet(what: str, done: int, total: int) -> None:
    """Nobody is told."""


def _check(out: Path) -> None:
    """DocumentError where records of another kind of run would stand beside the shards."""
    for name in jsonl.KINDS:
        if (out / f"{name}.jsonl").exists():
            hint = "give another --out, or remove them"
            raise DocumentError("it holds the five files of another run", where=str(out), hint=hint)


def sweep(out: Path) -> None:
    """Remove what a run that was killed left half written; only where no other run writes into the folder."""
    for path in out.glob("*/.*.part"):
        with contextlib.suppress(OSError):
            path.unlink()


def _extracted(found: Sequence[Said | Skipped], skipped: Sequence[Skipped]) -> Extracted:
    said_ = sorted((one for one in found if isinstance(one, Said)), key=lambda one: one.number)
    left = [*skipped, *(one for one in found if isinstance(one, Skipped))]
    failed = sorted((one for shard in said_ for one in shard.skipped), key=lambda one: one.path)
    rejected: Counter[str] = Counter()
    for one in said_:
        rejected.update(one.rejected)
    return Extracted(
        Records(),
        (*sorted(left, key=lambda one: (one.path, one.reason)), *failed),
        dict(sorted(rejected.items())),
        tuple(sorted(told for shard in said_ for told in shard.lookalikes)),
    )


def _row(row: Said | Skipped, shared: object) -> Iterable[Said | Skipped]:
    del shared
    yield row
