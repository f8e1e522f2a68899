"""What each document says, in files of one shard each, with a note of what each was made from.

    OUT/extractions/00017.jsonl   a line a document
    OUT/extractions/00017.json    the hash of these bytes, the documents in them, extractor and version

A shard whose note fits is not read again, and of one that does not, only the documents that changed: so a run
that was killed goes on where it stopped. The note is written after the shard; a shard that was renamed
into place when the run died has one that does not fit, or none, and is read again: nothing is there twice.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg import pipeline
from kg.claims.choice import Choice
from kg.model import Extraction, Skipped
from kg.model.shards import put
from kg.scale.reading import Batch

FOLDER = "extractions"


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker must know: where to write, by whom the claims are read, into how many shards."""

    out: Path
    choice: Choice
    extractor: str
    version: str
    shards: int
    style: str = "jsonl"


@dataclass(frozen=True, slots=True)
class Note:
    """What a shard was made from: the hash of its bytes, and that of each of its documents, by id."""

    sha256: str
    extractor: str
    version: str
    shards: int
    documents: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A shard that is done: its number, how much was new, and what is to be told of it."""

    number: int
    documents: int
    read: int
    claims: int
    skipped: tuple[Skipped, ...] = ()
    rejected: dict[str, int] = field(default_factory=dict)
    lookalikes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def say(batch: Batch | Skipped, job: Job) -> Iterable[Said | Skipped]:
    """The shard's file is there afterwards; what was left out goes through as it is."""
    if isinstance(batch, Skipped):
        yield batch
        return
    had = _had(batch.number, job)
    kept = [had[one.id] for one in batch.documents if one.id in had and had[one.id].document == one]
    known = {found.document.id for found in kept}
    new = [one for one in batch.documents if one.id not in known]
    read, failed = pipeline.claims_of(new, choice=job.choice)
    all_ = sorted([*kept, *read], key=lambda one: one.document.id)
    if read or not had or len(had) != len(all_):
        write(batch.number, all_, job)
    yield Said(
        number=batch.number,
        documents=len(all_),
        read=len(read),
        claims=sum(len(one.claims) for one in all_),
        skipped=failed,
        rejected=dict(pipeline.rejections(all_)),
        lookalikes={one.id: found for one in batch.documents if (found := pipeline.lookalikes([one]))},
    )


def path(out: Path, number: int) -> Path:
    """Where the shard of that number stands."""
    return out / FOLDER / f"{number:05}.jsonl"


def read(out: Path, number: int) -> tuple[Extraction, ...]:
    """What the documents of a shard say, sorted by document."""
    return _decoded(path(out, number).read_bytes())


def _decoded(data: bytes) -> tuple[Extraction, ...]:
    decoder = msgspec.json.Decoder(Extraction)
    return tuple(decoder.decode(line) for line in data.splitlines())


def _had(number: int, job: Job) -> dict[str, Extraction]:
    """What the shard had before, if it was made by the same extractor and is as its note says."""
    file = path(job.out, number)
    try:
        note = msgspec.json.decode(file.with_suffix(".json").read_bytes(), type=Note)
        data = file.read_bytes()
        same = (note.extractor, note.version, note.shards) == (job.extractor, job.version, job.shards)
        if not same or hashlib.sha256(data).hexdigest() != note.sha256:
            return {}
        return {one.document.id: one for one in _decoded(data)}
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}  # none, or half of one: the shard is read again


def write(number: int, found: Sequence[Extraction], job: Job) -> None:
    """The shard with what these documents say, and then its note."""
    encoder = msgspec.json.Encoder(order="deterministic")
    data = b"".join(encoder.encode(one) + b"\n" for one in found)
    digest = hashlib.sha256(data).hexdigest()
    documents = {one.document.id: one.document.sha256 for one in found}
    note = Note(digest, job.extractor, job.version, job.shards, documents)
    put(path(job.out, number), data)
    put(path(job.out, number).with_suffix(".json"), msgspec.json.encode(note) + b"\n")
