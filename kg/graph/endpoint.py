"""Where the process that owns an embedded graph offers it to others: a note in the graph's folder.

The note counts only while the folder is locked. Locks end with their process, so who gets the lock knows that
a note he finds was left by a process that was killed. The note can be read by its owner only, and it names a
port, never a host: whoever prepares a folder can't send anybody to another machine.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_NOTE = "kg-endpoint.json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A graph offered over Bolt on this machine: `reader` may read, `writer`, if there is one, also write."""

    port: int
    process: int
    reader: str
    reader_password: str
    writer: str | None = None
    writer_password: str | None = None

    @property
    def address(self) -> str:
        """The address for drivers and browsers.

        >>> Endpoint(7687, 1, "kg", "secret").address
        'bolt://127.0.0.1:7687'
        """
        return f"bolt://127.0.0.1:{self.port}"


def announce(folder: Path, endpoint: Endpoint) -> None:
    """Leave the note in the folder; only the owner of this process can read it."""
    note = folder / _NOTE
    note.unlink(missing_ok=True)
    handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(endpoint), file)


def found(folder: Path) -> Endpoint | None:
    """What the note says, or None if there is none, or none that this process may read and understands."""
    try:
        told = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        endpoint = Endpoint(**told)
    except (OSError, ValueError, TypeError):
        return None
    numbers = isinstance(endpoint.port, int) and isinstance(endpoint.process, int)
    words = isinstance(endpoint.reader, str) and isinstance(endpoint.reader_password, str)
    return endpoint if numbers and words else None


def clear(folder: Path) -> None:
    """Take the note away, if there is one; for who holds the lock."""
    with contextlib.suppress(OSError):  # a folder that we may only read: the note is harmless without a lock
        (folder / _NOTE).unlink(missing_ok=True)
