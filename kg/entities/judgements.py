"""What people decided, as lines of JSON that last: read strictly, written safely, never overwritten.

A line is one decision about one thing (`KINDS`). Its id is a hash of what it says, so that files can be
merged in any order and a line that stands twice counts once. Nothing carries a time: the order of lines means
nothing. A decision is taken back by another line, which revokes it. See docs/review.md.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.entities.judgement_records import TEXTS, ChangedUnderneath, Judgement, Ledger, Line, Named, content
from kg.entities.judgement_words import FIELDS, KINDS, check_words, is_id
from kg.errors import JudgementError

__all__ = [
    "ChangedUnderneath",
    "Judgement",
    "Ledger",
    "Line",
    "Named",
    "append",
    "check",
    "fresh",
    "from_line",
    "read",
    "to_line",
    "without",
]

_KEYS = ("id", "about", "one", "other", "decision", "fields", "entities", "who", "why", "again")
_LONGEST = 10_000
"""Characters of a text at most: a reason is no place for a document."""


def to_line(judgement: Judgement) -> bytes:
    """The judgement as a line of JSON with its newline, in ASCII, what is empty left out."""
    record = {"id": judgement.id} | content(judgement)
    ordered = {key: record[key] for key in _KEYS if key in record}
    return json.dumps(ordered, ensure_ascii=True).encode() + b"\n"


def from_line(text: bytes, where: str) -> Judgement:
    """The judgement in one line; JudgementError with `where` if anything in it is not as it should be."""
    try:
        record = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        hint = "mend the line, or take it out"
        raise JudgementError("not a line of JSON, or not a whole one", where=where, hint=hint) from error
    judgement = _judgement(record, where)
    check(judgement, where)
    if record.get("id", judgement.id) != judgement.id:
        hint = "take the id out of the line, or write the change as a new judgement"
        raise JudgementError(
            "the line was changed: it has not the id of what it says", where=where, hint=hint
        )
    return judgement


def _judgement(record: Any, where: str) -> Judgement:
    if not isinstance(record, dict) or not all(isinstance(key, str) for key in record):
        raise _wrong("a judgement is a JSON object", where)
    for key in record:
        if key not in _KEYS:
            raise _wrong(f"a judgement has no field {key!r}", where)
    texts = {key: record[key] for key in TEXTS if key in record}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise _wrong(f"{key} is no text", where)
    for key in ("about", "one", "decision"):
        if not texts.get(key):
            raise _wrong(f"{key} is missing", where)
    again, fields = record.get("again", 0), record.get("fields", {})
    if not isinstance(again, int) or isinstance(again, bool) or again < 0:
        raise _wrong("again is no number from 0", where)
    if not isinstance(fields, dict):
        raise _wrong("fields is no JSON object", where)
    named = _named(record.get("entities", {}), where)
    return Judgement(
        **{**texts, "other": texts.get("other") or None}, fields=fields, entities=named, again=again
    )


def _named(record: Any, where: str) -> tuple[Named, ...]:
    if not isinstance(record, dict):
        raise _wrong("entities is no JSON object", where)
    found = []
    for key, value in sorted(record.items()):
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)):
            raise _wrong(f"the entity {key!r} is no [type, name]", where)
        found.append(Named(key, *value))
    return tuple(found)


def check(judgement: Judgement, where: str | None = None) -> None:
    """JudgementError if the judgement is none that can be written or read."""
    kind = KINDS.get(judgement.about)
    if kind is None:
        raise _wrong(f"nothing called {judgement.about!r} can be judged", where)
    if judgement.decision not in kind.decisions:
        raise _wrong(
            f"of {judgement.about} one can't say {judgement.decision!r}", where, " or ".join(kind.decisions)
        )
    if bool(judgement.other) != kind.pair:
        raise _wrong("the other one is missing" if kind.pair else "other belongs to a pair only", where)
    if judgement.one == judgement.other:
        raise _wrong("both are one thing already", where)
    if bool(judgement.fields) != (judgement.decision == "corrected"):
        raise _wrong("fields belong to a correction, and a correction needs some", where)
    for text in (judgement.one, judgement.other or "", judgement.who, judgement.why):
        if len(text) > _LONGEST:
            raise _wrong("a text is too long", where)
        if any(0xD800 <= ord(char) < 0xE000 for char in text):
            raise _wrong("a text holds half a character", where)
    if judgement.about == "entity":
        _check_ids((judgement.one, judgement.other or ""), where)
    if judgement.entities and not judgement.fields:
        raise _wrong("entities belong to a correction only", where)
    problem = check_words(judgement.fields, {one.id: (one.type, one.name) for one in judgement.entities})
    if problem:
        raise _wrong(problem, where, f"fields are {', '.join(FIELDS)}")


def _check_ids(ids: Iterable[str], where: str | None) -> None:
    for one in ids:
        if "~" in one:
            raise _wrong("that is the id of a report of an attack: judge it as an attack", where)
        if not is_id(one):
            raise _wrong(f"{one!r} can be no id", where)


def _wrong(message: str, where: str | None, allowed: str | None = None) -> JudgementError:
    hint = f"give {allowed}" if allowed else "docs/review.md shows what a judgement looks like"
    return JudgementError(message, where=where, hint=hint)


def read(path: Path) -> Ledger:
    """The judgements of a file, none if there is no file; JudgementError with the line that is wrong."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise _unusable(path, error) from error
    return _parsed(content, path)


def _parsed(content: bytes, path: Path) -> Ledger:
    lines = tuple(
        Line(from_line(text, f"{path}:{number}"), number)
        for number, text in enumerate(content.split(b"\n"), start=1)
        if text.strip()
    )
    return Ledger(lines, str(path), hashlib.sha256(content).hexdigest()[:16])


def append(path: Path, new: Sequence[Judgement], *, seen: str | None = None) -> Ledger:
    """Write judgements at the end of the file (made if missing) and give all that it holds then.

    Two processes may do so at once: each waits for the other and adds whole lines. One that holds already is
    not written again; one that was revoked is, as another one. ChangedUnderneath, and nothing written, if
    `seen` is given and the file is not the one with that `version`.
    """
    for judgement in new:
        check(judgement)
    with _locked(path) as handle:
        content = _all(handle)
        ledger = _parsed(content, path)
        if seen is not None and seen != ledger.version:
            hint = "read them again, then decide"
            raise ChangedUnderneath("somebody else has judged meanwhile", where=str(path), hint=hint)
        text = b"".join(map(to_line, fresh(ledger, new)))
        if text:
            _write(handle, (b"\n" if content and not content.endswith(b"\n") else b"") + text, len(content))
        return _parsed(_all(handle), path)


def fresh(ledger: Ledger, new: Sequence[Judgement]) -> Iterator[Judgement]:
    """Those of `new` that do not hold yet, told from equal ones that were revoked."""
    for judgement in new:
        held, known = ledger.held(), {line.judgement.id for line in ledger.lines}
        equal = judgement
        while equal.id in known and equal.id not in held:
            equal = replace(equal, again=equal.again + 1)
        if equal.id not in known:
            ledger = ledger.joined_by([equal])
            yield equal


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file, open and for this process alone, found at its path (not one that was renamed away)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if _is_at(handle, path):
                    yield handle
                    return
            finally:
                os.close(handle)
    except OSError as error:
        raise _unusable(path, error) from error


def _is_at(handle: int, path: Path) -> bool:
    """Whether the open file is still the one at its path: git, for one, puts another in its place."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _all(handle: int) -> bytes:
    size = os.fstat(handle).st_size
    return os.pread(handle, size, 0)


def _write(handle: int, text: bytes, size: int) -> None:
    """All of `text` at the end and on disk, or the file as it was."""
    try:
        while text:
            text = text[os.write(handle, text) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def _unusable(path: Path, error: OSError) -> JudgementError:
    reason = error.strerror or str(error)
    return JudgementError(
        f"the judgements can't be read or written ({reason})",
        where=str(path),
        hint="give another --judgements",
    )


def without(path: Path, ids: Collection[str]) -> int:
    """Take the lines with these ids out of the file, for good; how many there were.

    For what the law wants erased only: else a decision is revoked, and both lines stay.
    """
    if not path.is_file():
        return 0
    with _locked(path) as handle:
        lines = _parsed(_all(handle), path).lines
        kept = [line.judgement for line in lines if line.judgement.id not in ids]
        if len(kept) < len(lines):
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(b"".join(map(to_line, kept)))
            part.replace(path)
    return len(lines) - len(kept)
