"""Documents -> shards of records, by an engine: the stages of `kg.pipeline.extract` in the same order."""

import contextlib
import fcntl
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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

_LOCK = ".lock"


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
    _check(plan.out)
    with _alone(plan.out):
        return _extract(engine, paths, plan, progress or _quiet)


def _extract(engine: Engine, paths: Sequence[str], plan: Plan, told: Progress) -> tuple[Manifest, Extracted]:
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


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other run writes into the folder, and what one that was killed left half written is gone.

    DocumentError if one does. The lock is the operating system's and ends with the process.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / _LOCK).open("w")
    except OSError as error:
        told = error.strerror or str(error)
        raise DocumentError(
            f"can't be written ({told})", where=str(out), hint="give another --out"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            hint = "wait for it, or give another --out"
            raise DocumentError("another run writes there", where=str(out), hint=hint) from error
        for path in (*out.glob(".*.part"), *out.glob("*/.*.part")):
            path.unlink(missing_ok=True)
        yield


def _extracted(found: Sequence[Said | Skipped], skipped: Sequence[Skipped]) -> Extracted:
    said_ = sorted((one for one in found if isinstance(one, Said)), key=lambda one: one.number)
    left = [*skipped, *(one for one in found if isinstance(one, Skipped))]
    failed = sorted((one for shard in said_ for one in shard.skipped), key=lambda one: one.path)
    lookalikes = {name: lines for one in said_ for name, lines in one.lookalikes.items()}
    rejected: Counter[str] = Counter()
    for one in said_:
        rejected.update(one.rejected)
    return Extracted(
        Records(),
        (*sorted(left, key=lambda one: (one.path, one.reason)), *failed),
        dict(sorted(rejected.items())),
        tuple(line for name in sorted(lookalikes) for line in lookalikes[name]),
    )


def _row(row: Said | Skipped, shared: object) -> Iterable[Said | Skipped]:
    del shared
    yield row
