"""Records in many files: shards of each kind, and a manifest with the hash of every file's bytes.

    DIR/manifest.json  DIR/documents/00000.jsonl  DIR/mentions/00000.jsonl … DIR/claims/00017.parquet

Where a record stands follows from its id alone (`shard_of`), whatever the id is made of. The manifest is
written when all files are there: without one, a folder of shards is an unfinished run.
"""

import hashlib
import os
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kg.errors import DocumentError
from kg.model import columns, jsonl
from kg.model.records import Attack, Claim, Document, Entity, Mention, Records

T = TypeVar("T", Document, Mention, Entity, Claim, Attack)

MANIFEST = "manifest.json"
FORMATS = ("jsonl", "parquet")
MOST = 99_999
"""Shards at most: their numbers have five digits."""

_NAME = re.compile(rf"({'|'.join(jsonl.KINDS)})/[0-9]{{5}}\.({'|'.join(FORMATS)})")
_ORDER: dict[str, Callable[[Any], Any]] = {
    "documents": lambda one: one.id,
    "mentions": lambda one: (one.doc, one.start, one.end, one.entity, one.described, one.id),
    "entities": lambda one: one.id,
    "claims": lambda one: (one.doc, one.start, one.end, one.id),
    "attacks": lambda one: one.id,
}
"""How `kg.entities.join` sorts the records of each kind."""
_AGAIN = "run `kg extract --engine ray` again, with the same --out: what is done is not done twice"


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of records: its name below the folder, how many it holds, the hash of its bytes."""

    file: str
    records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of shards holds, and what it was made with. `shards` is into how many parts ids go."""

    shards: int
    style: str
    extractor: str
    version: str
    files: tuple[Shard, ...] = ()

    def records(self, kind: str) -> int:
        """How many records of a kind there are."""
        return sum(one.records for one in self.files if one.file.startswith(f"{kind}/"))


def shard_of(name: str, shards: int) -> int:
    """The number of the shard in which the record of that id stands: the same on every machine.

    >>> shard_of("report-7", 16), shard_of("../../etc/passwd", 16)
    (0, 3)
    """
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % shards


def ordered(records: Sequence[T], kind: str) -> list[T]:
    """The records as those of one set of records are sorted."""
    return sorted(records, key=_ORDER[kind])


def write_shard(folder: Path, kind: str, number: int, style: str, records: Sequence[T]) -> Shard:
    """One file with the records, sorted; written beside and renamed."""
    found = ordered(records, kind)
    parquet = style == "parquet"
    data = columns.encode(found, jsonl.KINDS[kind]) if parquet else b"".join(jsonl.to_lines(found))
    name = f"{kind}/{number:05}.{style}"
    put(folder / name, data)
    return Shard(name, len(found), hashlib.sha256(data).hexdigest())


def put(path: Path, data: bytes) -> None:
    """Write a file beside and rename it: it is there as a whole or not at all, whoever else writes it too.

    DocumentError if it can't be written.
    """
    part = path.with_name(f".{path.name}.{os.uname().nodename}-{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        told = error.strerror or str(error)
        raise DocumentError(
            f"can't be written ({told})", where=str(path), hint="mend that, then run again"
        ) from (error)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Say that all files are there; those of an earlier run that are not named any more are removed."""
    put(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    named = {one.file for one in manifest.files}
    for path in sorted(file for kind in jsonl.KINDS for file in folder.glob(f"{kind}/*")):
        if path.relative_to(folder).as_posix() not in named:
            path.unlink(missing_ok=True)


def manifest_of(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if it has none, DocumentError if it is none."""
    path = folder / MANIFEST
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, OSError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(f"not a manifest ({error})", where=str(path), hint=_AGAIN) from error
    for one in found.files:
        if not _NAME.fullmatch(one.file):
            raise DocumentError(f"{one.file!r} is no name of a shard", where=str(path), hint=_AGAIN)
    return found


def read(folder: Path) -> Records:
    """The records of a folder, sorted: of its shards if it has a manifest, else of its five files.

    DocumentError if a file is missing or is not the one that the manifest names, or both kinds are there.
    """
    manifest = manifest_of(folder)
    if manifest is None:
        return jsonl.read(folder)
    for name in jsonl.KINDS:
        if (folder / f"{name}.jsonl").exists():
            told = f"{name}.jsonl of another run stands beside {MANIFEST}"
            raise DocumentError(told, where=str(folder), hint="remove one of the two")
    return Records(
        documents=_read(folder, manifest, Document),
        mentions=_read(folder, manifest, Mention),
        entities=_read(folder, manifest, Entity),
        claims=_read(folder, manifest, Claim),
        attacks=_read(folder, manifest, Attack),
    )


def _read(folder: Path, manifest: Manifest, kind: type[T]) -> tuple[T, ...]:
    name = next(name for name, known in jsonl.KINDS.items() if known is kind)
    found: list[T] = []
    for shard in manifest.files:
        if shard.file.startswith(f"{name}/"):
            found.extend(_records(folder / shard.file, shard, kind))
    return tuple(ordered(found, name))


def _records(path: Path, shard: Shard, kind: type[T]) -> Sequence[T]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror})", where=str(path), hint=_AGAIN) from error
    if hashlib.sha256(data).hexdigest() != shard.sha256:
        raise DocumentError("not the file that the manifest names", where=str(path), hint=_AGAIN)
    if path.suffix == ".parquet":
        return list(columns.decode(data, kind, str(path)))
    return list(jsonl.from_lines(data.splitlines(), kind, str(path)))
