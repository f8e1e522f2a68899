"""Records to JSON Lines and back: one file a kind, one record a line, the same bytes every time."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import DocumentError
from kg.model.records import Attack, Claim, Document, Entity, Mention, Records

T = TypeVar("T", Document, Mention, Entity, Claim, Attack)

KINDS: dict[str, type[Document] | type[Mention] | type[Entity] | type[Claim] | type[Attack]] = {
    "documents": Document,
    "mentions": Mention,
    "entities": Entity,
    "claims": Claim,
    "attacks": Attack,
}


def to_lines(records: Iterable[Document | Mention | Entity | Claim | Attack]) -> Iterator[bytes]:
    """One UTF-8 line of JSON a record, with its newline, keys in the order of the record's fields.

    >>> list(to_lines([Entity(id="x", type="Group", name="X")]))[0][:36]
    b'{"id":"x","type":"Group","name":"X",'
    """
    encoder = msgspec.json.Encoder(order="deterministic")
    for record in records:
        yield encoder.encode(record) + b"\n"


def from_lines(lines: Iterable[bytes], kind: type[T], where: str) -> Iterator[T]:
    """The records of `lines`; a wrong line raises DocumentError with its number after `where`."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DocumentError(
                f"not a record of kind {kind.__name__}: {error}",
                where=f"{where}:{number}",
                hint="write records with `kg extract --out DIR`",
            ) from error


def write(records: Records, folder: Path) -> None:
    """Five files in `folder` (made if missing), written beside and renamed when all are complete.

    DocumentError if they can't be written; what was there before is left as it was.
    """
    made = not folder.exists()
    parts = {name: folder / f"{name}.jsonl.part" for name in KINDS}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, part in parts.items():
            with part.open("wb") as file:
                file.writelines(to_lines(getattr(records, name)))
                file.flush()
                os.fsync(file.fileno())
        for name, part in parts.items():
            part.replace(folder / f"{name}.jsonl")
    except OSError as error:
        told = error.strerror or str(error)
        raise DocumentError(
            f"the records can't be written ({told})", where=str(folder), hint="give another folder"
        ) from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        if made:
            with contextlib.suppress(OSError):  # that it is not empty is what was wanted
                folder.rmdir()


def read(folder: Path) -> Records:
    """The records of the five files in `folder`; a missing file raises DocumentError."""
    return Records(
        documents=_read(folder, Document),
        mentions=_read(folder, Mention),
        entities=_read(folder, Entity),
        claims=_read(folder, Claim),
        attacks=_read(folder, Attack),
    )


def _read(folder: Path, kind: type[T]) -> tuple[T, ...]:
    name = next(name for name, known in KINDS.items() if known is kind)
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        raise DocumentError("no such file", where=str(path), hint="write records with `kg extract --out DIR`")
    with path.open("rb") as file:
        return tuple(from_lines(file, kind, str(path)))
