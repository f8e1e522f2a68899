"""The graph in a folder: ArcadeDB inside this process, no server needed.

A writer holds the folder alone, readers share it (a lock on the folder itself, because the engine lets a
writer in beside a reader). A new graph is made beside its place and moved there when it is complete.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph import bulk, crossing, endpoint, jvm, statements
from kg.graph.cypher import CypherStore, Run
from kg.graph.plain import of_the_disk, query_error, reason
from kg.graph.shape import Changes, Graph
from kg.graph.store import NoGraph, Params, Store, Table

_LANGUAGE = "opencypher"
"""Never another: SQL's BACKUP, for one, counts as reading."""

_MOST = 400_000
"""Nodes and links that one transaction changes at most: 330 000 take up to 780 MiB of the machine's heap."""

_FILES = ("configuration.json", "schema.json")
"""What a folder of the engine holds, whatever else."""


@contextmanager
def opened(path: Path, *, write: bool, once: bool = False) -> Iterator[Store]:
    """The graph in the folder `path`; see `kg.graph.open_store`."""
    if write and _is_free(path):
        with _made(path) as store:
            yield store
        return
    _check_folder(path)
    with _locked(path, alone=write):
        if write:
            _sweep(path)
        endpoint.clear(path)
        store = EmbeddedStore(path, path, write=write, once=once)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def owned(path: Path) -> Iterator[None]:
    """The folder `path` for this process alone, after a look that a graph of kg is in it."""
    _check_folder(path)
    with _locked(path, alone=True):
        endpoint.clear(path)
        EmbeddedStore(path, path, write=False).close()
        yield


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))


def _check_folder(path: Path) -> None:
    if not path.exists():
        raise NoGraph(str(path))
    if not path.is_dir() or not any((path / name).is_file() for name in _FILES):
        raise StoreError(
            "not a graph of kg",
            where=str(path),
            hint="give the folder of a graph, or a path where nothing is",
        )


@contextmanager
def _made(path: Path) -> Iterator[Store]:
    """A new graph, which appears at `path` when it was written and the block ended well."""
    workshop = _workshop(path)
    try:
        workshop.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        with _locked(workshop, alone=True):
            shutil.rmtree(workshop / "graph", ignore_errors=True)
            store = EmbeddedStore(path, workshop / "graph", write=True)
            try:
                yield store
            finally:
                store.close()
            if store.written:
                _move(workshop / "graph", path)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _workshop(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _sweep(path: Path) -> None:
    """Take away the empty workshop of a graph whose maker was killed when it had moved the graph out."""
    with contextlib.suppress(OSError):
        _workshop(path).rmdir()


def _move(made: Path, path: Path) -> None:
    try:
        made.rename(path)
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(f"the graph can't be put here ({reason})", where=str(path), hint="give another --graph")


@contextmanager
def _locked(folder: Path, *, alone: bool) -> Iterator[None]:
    """A lock on a folder: one writer, or any number of readers; StoreError if somebody else holds it."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise _busy(folder) from error
    except OSError:
        pass  # a file system without locks: the engine's own lock still keeps two writers apart
    try:
        yield
    finally:
        os.close(handle)


class InUse(StoreError):  # noqa: N818 - a state of the graph, that whoever opens it may get around
    """Another process has the graph."""


def _busy(folder: Path) -> InUse:
    return InUse(
        "the graph is in use by another process", where=str(folder), hint="try again when that has ended"
    )


def _mark(run: Run) -> None:
    run(statements.MARK, {"format": statements.FORMAT})


class EmbeddedStore(CypherStore):
    """A store in the folder `folder`, shown as `address`; made if there is none and `write` is set.

    `once`: it is read from end to end, in little memory.
    """

    def __init__(self, address: Path, folder: Path, *, write: bool, once: bool = False) -> None:
        super().__init__(str(address))
        self._once = once
        self.written = False
        self._empty = write and not folder.exists()
        self._known: Graph | None = None
        self._alone = write
        jvm.start(once=once)
        self._database: Any = None
        self._database = self._open(folder, write=write, new=self._empty)
        try:
            self._prepare(new=self._empty, write=write)
        except BaseException:
            self.close()
            raise

    def _open(self, folder: Path, *, write: bool, new: bool) -> Any:
        import jpype
        from arcadedb_embedded.core import Database

        mode = jpype.JClass("com.arcadedb.engine.ComponentFile").MODE
        factory = jpype.JClass("com.arcadedb.database.DatabaseFactory")(str(folder))
        try:
            if new:
                return Database(factory.create())
            if not write:
                with contextlib.suppress(jpype.JClass("com.arcadedb.exception.DatabaseMetadataException")):
                    return Database(factory.open(mode.READ_ONLY))
                # A writer was killed: what it had committed is brought in by opening once for writing.
                factory.open().close()
                return Database(factory.open(mode.READ_ONLY))
            return Database(factory.open())
        except jpype.JException as error:
            raise self._wont_open(error) from error

    def _wont_open(self, error: Any) -> StoreError:
        if "locked by another process" in str(error):
            return _busy(Path(self.address))
        told = of_the_disk(error)
        if told:
            hint = "nothing was changed; mend that, or give another --graph"
            return StoreError(f"the graph can't be read or written ({told})", where=self.address, hint=hint)
        return StoreError(
            f"the graph won't open ({reason(error)})",
            where=self.address,
            hint="build it anew in another folder",
        )

    def _prepare(self, *, new: bool, write: bool) -> None:
        if new:
            for statement in statements.constraints():
                self._run(statement, {})
            self._transact(_mark)
        marks = self._ask(statements.MARKED, {})
        if [mark["format"] for mark in marks] != [statements.FORMAT]:
            found = "of another version of kg" if marks else "not one of kg"
            raise StoreError(
                f"the graph is {found}", where=self.address, hint="build it anew in another folder"
            )
        if write:
            for statement in statements.constraints():
                self._run(statement, {})

    def close(self) -> None:
        """Let go of the folder; a second call does nothing."""
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def _apply(self, changes: Changes) -> None:
        new, self._empty = self._empty, False
        try:
            if new and changes.create_nodes:
                self._load(changes)
            else:
                self._check_size(changes)
                super()._apply(changes)
        finally:
            self._known = None
        self.written = True

    def _check_size(self, changes: Changes) -> None:
        """StoreError if a change can't be made as a whole: the engine holds it in memory until it is kept."""
        size = sum(len(getattr(changes, part.name)) for part in fields(changes))
        if size > _MOST:
            raise StoreError(
                f"too much for one change ({size:,} nodes and edges, {_MOST:,} at most)",
                where=self.address,
                hint="nothing was changed; add documents in parts, or make a new graph in another folder",
            )

    def _load(self, changes: Changes) -> None:
        """Write a new graph; what is left of it after an error is not to be kept, nor written to again."""
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        bulk.check(changes)
        try:
            with crossing.undisturbed():
                bulk.load(self._database, changes)
        except BaseException as error:
            self.close()
            if isinstance(error, ArcadeDBError | jpype.JException | UnicodeEncodeError | OverflowError):
                raise self._failed(error) from error
            raise

    def graph(self) -> Graph:
        """Everything that kg wrote; a writer is alone and reads it once for `extractions` and `write`."""
        if self._known is None:
            graph = super().graph()
            if not self._alone:
                return graph
            self._known = graph
        return self._known

    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of one reading statement; QueryError if it is wrong, writes or loads a file."""
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            found = tuple(crossing.out(self._database, _LANGUAGE, text, dict(params or {})))
        except (ArcadeDBError, jpype.JException, UnicodeEncodeError) as error:
            raise query_error(error) from error
        if self._once:
            jvm.tidy()
        return Table(tuple(found[0]) if found else (), found)

    def _ask(self, text: str, params: Params) -> list[dict[str, Any]]:
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            return crossing.out(self._database, _LANGUAGE, text, dict(params))
        except (ArcadeDBError, jpype.JException) as error:
            raise self._failed(error) from error

    def _run(self, text: str, params: Params) -> list[dict[str, Any]]:
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            given = {**params, "rows": crossing.into(params["rows"])} if "rows" in params else dict(params)
            result = self._database.command(_LANGUAGE, text, given)
            rows: list[dict[str, Any]] = result.to_list() if result else []
        except (ArcadeDBError, jpype.JException, UnicodeEncodeError) as error:
            raise self._failed(error) from error
        return rows

    def _transact(self, work: Callable[[Run], None]) -> None:
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            with crossing.undisturbed(), self._database.transaction():
                work(self._run)
        except ArcadeDBError as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(
            f"the engine gave up ({reason(error)})",
            where=self.address,
            hint="nothing was changed; look at the reason, then run the command again",
        )
