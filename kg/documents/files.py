"""The files below the paths that a person gave, each with its meta file and the document id it will have."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from kg.documents.meta import SUFFIX
from kg.documents.readers import reader_for
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

    files: dict[Path, File] = field(default_factory=dict)
    metas: dict[Path, Path] = field(default_factory=dict)
    skipped: dict[Path, tuple[Path, str]] = field(default_factory=dict)

    def add(self, path: Path, name: str) -> None:
        """A file below a given folder; of two names the longer one, which is from the outer folder."""
        key = _absolute(path)
        if path.name.endswith(SUFFIX):
            self.metas[key] = min(path, self.metas.get(key, path))
        else:
            ways = [self.files.get(key), File(path, name)]
            self.files[key] = max(filter(None, ways), key=lambda way: (len(way.name), str(way.path)))

    def skip(self, path: Path, reason: str) -> None:
        """A path that is no file to read."""
        key = _absolute(path)
        self.skipped[key] = min((path, reason), self.skipped.get(key, (path, reason)))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def find(paths: Iterable[Path]) -> tuple[list[File], list[Skipped]]:
    """The files below `paths`, sorted by id, and what is no file that could be read.

    Folders are searched to their bottom; files and folders whose name begins with a dot are left out
    unless given themselves. The result depends neither on the order of `paths` nor on how they overlap.
    A path that does not exist raises DocumentError.
    """
    found = _Found()
    for path in paths:
        _search(path, found)
    files = identified(list(found.files.values()))
    metas = {file: _metas_beside(file.path) for file in files}
    known = {_absolute(meta) for beside in metas.values() for meta in beside}
    for key, path in found.metas.items():
        if key not in known and not _describes(path):
            found.skip(path, "describes no document; name it after the file beside it")
    files = [replace(file, metas=metas[file]) for file in files]
    skipped = [Skipped(shown(path), reason) for path, reason in found.skipped.values()]
    return sorted(files, key=lambda file: (file.id, file.name)), skipped


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
            found.skip(path, "neither a file nor a folder; give one of these")
        else:
            raise DocumentError("no such file or folder", where=shown(path), hint="give a path that exists")
    except OSError as error:
        found.skip(path, _closed(error))


def _closed(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}); change its permissions"


def _search_folder(top: Path, found: _Found) -> None:
    """All files below a folder, hidden ones left out, and whatever there cannot be read."""
    empty = True

    def closed(error: OSError) -> None:
        nonlocal empty
        empty = False
        found.skip(Path(error.filename), _closed(error))

    for folder, folders, names in os.walk(top, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (Path(folder) / name).is_symlink():
                found.skip(Path(folder) / name, "a link to a folder; give that folder itself")
        for name in names:
            path = Path(folder) / name
            if name.startswith("."):
                continue
            empty = False
            if path.is_file():
                found.add(path, path.relative_to(top).as_posix())
            else:
                found.skip(path, "not a file that can be opened; mend the link, or remove it")
    if empty:
        found.skip(top, "no document in this folder; give another one")


def identified(files: Sequence[File]) -> list[File]:
    """The files with their ids: the stem, and as much of the path before and after it as tells two apart.

    Files of a format that nobody reads take part in nothing: a picture beside a report changes no id.
    """
    read = _told_apart([file for file in files if reader_for(file.path)])
    ids = {file: PurePosixPath(file.name).stem for file in read}
    for longer in (_without_suffix, str):
        often = Counter(ids.values())
        ids = {
            file: longer(PurePosixPath(file.name)) if often[before] > 1 else before
            for file, before in ids.items()
        }
    unread = [replace(file, id=file.name) for file in files if not reader_for(file.path)]
    return [*unread, *(replace(file, id=own) for file, own in ids.items())]


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
        above = os.path.commonpath([_absolute(file.path) for file in same])
        apart.extend(replace(file, name=_absolute(file.path).relative_to(above).as_posix()) for file in same)
    return apart


def _metas_beside(path: Path) -> tuple[Path, ...]:
    """The meta files of a document, `report.meta.yaml` or `report.txt.meta.yaml`."""
    beside = dict.fromkeys(path.with_name(f"{name}{SUFFIX}") for name in _names(path))
    return tuple(meta for meta in beside if meta.is_file())


def _names(path: Path) -> tuple[str, str]:
    return (path.stem, path.name)


def _describes(meta: Path) -> bool:
    """Whether a document stands beside a meta file that was given by itself."""
    name = meta.name.removesuffix(SUFFIX)
    try:
        return any(name in _names(other) and other != meta for other in meta.parent.iterdir())
    except OSError:
        return False
