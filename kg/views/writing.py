"""Files that are seen when they are complete: written beside their place, then renamed.

A disk that fills, a fault or an interrupt leaves what was there before as it was, and nothing beside it.
"""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import StoreError

_BUFFER = 1 << 20
"""Bytes kept before they go to the disk."""

_LEVEL = 6
"""How hard gzip tries."""


@contextmanager
def file(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes to, which replaces the one at `path` when the block ends well.

    A name that ends in `.gz` is compressed, without time or name in its header: the same content gives the
    same bytes. What is no plain file (a pipe, /dev/null) is written straight away. StoreError if it can't be.
    """
    part = _beside(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            part = path
        with part.open("wb", buffering=_BUFFER) as raw:
            if path.name.endswith(".gz"):
                with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
                    yield cast("BinaryIO", packed)
            else:
                yield raw
            raw.flush()
            if part != path:
                os.fsync(raw.fileno())
        if part != path:
            part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if part != path:
            with suppress(OSError):  # a folder that can't be written to has no part of it
                part.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which appears at `path` when the block ends well.

    StoreError if something is there already (an empty folder is nothing), or if it can't be written.
    """
    part = _beside(path)
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(
                "something is there already", where=str(path), hint="give a new folder, or an empty one"
            )
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _beside(path: Path) -> Path:
    if not path.name:
        raise StoreError("no name of a file or folder", where=str(path), hint="give one by --out")
    return path.with_name(f".{path.name}.part")


def _unwritable(path: Path, error: OSError) -> StoreError:
    told = error.strerror or str(error)
    return StoreError(
        f"it can't be written ({told})", where=str(path), hint="nothing was changed; give another --out"
    )
