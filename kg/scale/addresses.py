"""What is to be read: files below local paths, or below addresses that fsspec knows (`s3://…`, `file://…`)."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from kg.documents import files
from kg.documents.files import File, shown
from kg.documents.meta import SUFFIX
from kg.documents.readers import reader_for
from kg.documents.reading import STANDARD_INPUT, check_size
from kg.errors import DocumentError
from kg.model import Skipped
from kg.model.columns import arrow

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file behind an address: `file.path` is its path there, `metas` those of its meta files."""

    address: str
    file: File
    size: int
    metas: tuple[str, ...] = ()


Input = File | Remote


def find(paths: Sequence[str]) -> tuple[list[Input], list[Skipped]]:
    """The files to read, with the ids that their documents will have, and what is no file to read.

    DocumentError if a path does not exist or cannot be reached, or if both paths and addresses are given:
    the ids follow from all names together.
    """
    remote = [path for path in paths if _ADDRESS.match(path)]
    if not remote:
        if str(STANDARD_INPUT) in paths:
            hint = "give files, or leave --engine ray out"
            raise DocumentError("standard input can't be read by many processes", where="-", hint=hint)
        found, skipped = files.find(Path(path) for path in paths)
        return list(found), skipped
    if len(remote) < len(paths):
        where = next(path for path in paths if path not in remote)
        raise DocumentError("paths and addresses together", where=where, hint="write it as file:///…")
    listed = {one.file.path: one for address in remote for one in _listed(address)}
    metas = {str(path): one for path, one in listed.items() if path.name.endswith(SUFFIX)}
    named = files.identified([one.file for path, one in listed.items() if str(path) not in metas])
    result: list[Input] = [
        replace(listed[file.path], file=file, metas=tuple(m for m in _beside(file.path) if m in metas))
        for file in named
    ]
    used = {name for one in result if isinstance(one, Remote) for name in one.metas}
    told = "describes no document; name it after the file beside it"
    return result, [Skipped(name, told) for name in sorted(metas.keys() - used)]


def _listed(address: str) -> Iterator[Remote]:
    """The files below an address; what begins with a dot is left out, unless it is given itself."""
    fs, top = _opened(address)
    try:
        single = fs.isfile(top)
        found = {top: fs.info(top)} if single else fs.find(top, detail=True)
    except (OSError, ValueError, NotImplementedError) as error:
        raise _unreached(address, error) from error
    if not found:
        raise DocumentError("no document at this address", where=address, hint="give another one")
    for name in sorted(found):
        below = PurePosixPath(name).name if single else str(PurePosixPath(name).relative_to(top))
        if single or not any(part.startswith(".") for part in PurePosixPath(below).parts):
            yield Remote(address, File(Path(name), below), int(found[name].get("size") or 0))


def _opened(address: str) -> tuple[Any, str]:
    try:
        fs, top = arrow("fsspec.core").url_to_fs(address)
    except (ImportError, OSError, ValueError) as error:
        raise _unreached(address, error) from error
    return fs, str(top)


def _unreached(address: str, error: Exception) -> DocumentError:
    told = " ".join(str(error).split()) or type(error).__name__
    hint = "check the address; a store of its own kind needs its fsspec package (s3fs, gcsfs, …)"
    return DocumentError(f"cannot be reached ({told})", where=address, hint=hint)


def _beside(path: Path) -> tuple[str, str]:
    return str(path.with_name(path.stem + SUFFIX)), str(path.with_name(path.name + SUFFIX))


@contextmanager
def at_hand(one: Input) -> Iterator[File]:
    """The file where it can be read: as it is, or a copy of one behind an address.

    DocumentError if it can't be fetched, or is larger than what its reader takes.
    """
    if isinstance(one, File):
        yield one
        return
    reader = reader_for(one.file.path)
    if reader is None:
        yield one.file
        return
    check_size(one.size, reader, shown(one.file.path))
    fs, _ = _opened(one.address)
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        try:
            copies = [_copied(fs, name, Path(folder)) for name in (str(one.file.path), *one.metas)]
        except (OSError, ValueError) as error:
            raise _unreached(str(one.file.path), error) from error
        yield replace(one.file, path=copies[0], metas=tuple(copies[1:]))


def _copied(fs: Any, name: str, folder: Path) -> Path:
    copy = folder / PurePosixPath(name).name
    copy.write_bytes(fs.cat_file(name))
    return copy


def renamed(skipped: Sequence[Skipped], copy: File, one: Input) -> list[Skipped]:
    """What was left out, told of the file itself instead of its copy."""
    found: dict[str, str] = defaultdict(str)
    found[str(copy.path)] = str(one.file.path) if isinstance(one, Remote) else str(copy.path)
    folder, home = str(copy.path.parent), str(Path(found[str(copy.path)]).parent)
    return [
        replace(o, path=o.path.replace(folder, home, 1), reason=o.reason.replace(folder, home))
        for o in skipped
    ]
