"""The files below the paths that a person gave, each with its meta file and the document id it will have."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kg.documents.meta import SUFFIX
from kg.errors import DocumentError
from kg.model import Skipped


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `name` is its path below the folder that was given, `id` that of its document."""

    path: Path
    name: str
    id: str = ""
    metas: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Found:
    """What has been found, by absolute path: a file given twice is read once."""

    names: dict[Path, str] = field(default_factory=dict)
    metas: set[Path] = field(default_factory=set)
    skipped: dict[Path, str] = field(default_factory=dict)

    def add(self, path: Path, name: str) -> None:
        """A file below a given folder; of two names the longer one, which is from the outer folder."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        if path.name.endswith(SUFFIX):
            self.metas.add(path)
        elif len(name) > len(self.names.get(path, "")):
            self.names[path] = name


def find(paths: Iterable[Path]) -> tuple[list[File], list[Skipped]]:
    """The files below `paths`, sorted by id, and what is no file that could be read.

    Folders are searched to their bottom; files and folders whose name begins with a dot are left out
    unless given themselves. The result depends neither on the order of `paths` nor on how they overlap.
    A path that does not exist raises DocumentError.
    """
    found = _Found()
    for path in paths:
        _search(path, found)
    files = _identified([File(path, name) for path, name in found.names.items()])
    by_meta = _partners(files)
    for meta in sorted(found.metas):
        if not any(meta in own for own in by_meta.values()) and not _describes(meta):
            found.skipped[meta] = "describes no document; name it after the file beside it"
    files = [replace(file, metas=by_meta[file.path]) for file in files]
    skipped = [Skipped(shown(path), reason) for path, reason in sorted(found.skipped.items())]
    return sorted(files, key=lambda file: file.id), skipped


def shown(path: Path) -> str:
    """The path as text that can be printed, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _search(path: Path, found: _Found) -> None:
    try:
        if path.is_dir():
            _search_folder(path, found)
        elif path.is_file():
            found.add(path, path.name)
        elif path.exists():
            found.skipped[path] = "neither a file nor a folder; give one of these"
        else:
            raise DocumentError("no such file or folder", where=shown(path), hint="give a path that exists")
    except OSError as error:
        found.skipped[path] = _closed(error)


def _closed(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}); change its permissions"


def _search_folder(top: Path, found: _Found) -> None:
    """All files below a folder, hidden ones left out, and whatever there cannot be read."""
    empty = True

    def closed(error: OSError) -> None:
        nonlocal empty
        empty = False
        found.skipped[Path(error.filename)] = _closed(error)

    for folder, folders, names in os.walk(top, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (Path(folder) / name).is_symlink():
                found.skipped[Path(folder) / name] = "a link to a folder; give that folder itself"
        for name in names:
            path = Path(folder) / name
            if name.startswith("."):
                continue
            empty = False
            if path.is_file():
                found.add(path, path.relative_to(top).as_posix())
            else:
                found.skipped[path] = "not a file that can be opened; mend the link, or remove it"
    if empty:
        found.skipped[top] = "no document in this folder; give another one"


def _identified(files: Sequence[File]) -> list[File]:
    """The files with their ids: the stem, and as much of the path before and after it as tells two apart."""
    files = _told_apart(files)
    ids = {file.path: PurePosixPath(file.name).stem for file in files}
    for longer in (_without_suffix, str):
        often = Counter(ids.values())
        ids = {
            file.path: longer(PurePosixPath(file.name)) if often[ids[file.path]] > 1 else ids[file.path]
            for file in files
        }
    return [replace(file, id=ids[file.path]) for file in files]


def _without_suffix(name: PurePosixPath) -> str:
    return str(name.with_suffix(""))


def _told_apart(files: Sequence[File]) -> list[File]:
    """The files, those with one name from two given folders named from the folder above both."""
    by_name: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        by_name[file.name].append(file)
    apart: list[File] = []
    for same in by_name.values():
        if len(same) == 1:
            apart.extend(same)
            continue
        above = os.path.commonpath([file.path for file in same])
        apart.extend(replace(file, name=file.path.relative_to(above).as_posix()) for file in same)
    return apart


def _partners(files: Sequence[File]) -> dict[Path, tuple[Path, ...]]:
    """For each file the meta files beside it, `report.meta.yaml` or `report.txt.meta.yaml`."""
    return {
        file.path: tuple(
            meta
            for meta in dict.fromkeys(file.path.with_name(f"{name}{SUFFIX}") for name in _names(file.path))
            if meta.is_file()
        )
        for file in files
    }


def _names(path: Path) -> tuple[str, str]:
    return (path.stem, path.name)


def _describes(meta: Path) -> bool:
    """Whether a document stands beside a meta file that was given by itself."""
    name = meta.name.removesuffix(SUFFIX)
    try:
        return any(name in _names(other) and other != meta for other in meta.parent.iterdir())
    except OSError:
        return False
