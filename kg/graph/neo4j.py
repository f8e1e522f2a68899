"""The graph in a Neo4j database, by the official driver.

A writer is alone: an unfinished transaction holds the entry of a node `(:Graph {id: 'lock'})` in a unique
index, so that the server lets the next writer wait, and frees it when the writer's connection ends, however
that ends. A new graph is loaded in one transaction a batch and marked as `loading` until all of it is there;
until then nobody can read it, and the next writer begins anew. A graph that is there is changed in a single
transaction. A transaction whose answer got lost is found again by a token in the mark (`kg.graph.marks`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kg.errors import StoreError
from kg.graph import driver, fulltext, imported, marks, statements
from kg.graph.address import Server
from kg.graph.connection import Connection
from kg.graph.cypher import CypherStore, Run, batches
from kg.graph.shape import Changes, Graph
from kg.graph.store import NoGraph, Params, Store, Table

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session, Transaction

_PATIENCE = 2.0
"""Seconds to wait for another writer to end."""

_AWAIT = "CALL db.awaitIndexes(600)"

_LOCK = "MERGE (g:Graph {id: 'lock'})"


@contextmanager
def opened(server: Server, *, write: bool) -> Iterator[Store]:
    """The graph in the database of `server`; see `kg.graph.open_store`."""
    store = Neo4jStore(server, write=write)
    try:
        store.prepare()
        yield store
        store.finish()
    finally:
        store.close()


class Neo4jStore(CypherStore):
    """A store in a database of a Neo4j server."""

    def __init__(self, server: Server, *, write: bool) -> None:
        super().__init__(str(server))
        self._server = server
        self._write = write
        self._connection = Connection(server)
        self._lock: tuple[Session, Transaction] | None = None
        self._loading: str | None = None
        self._step = 0
        self._new = False
        self._known: Graph | None = None

    def prepare(self) -> None:
        """Look whether the server and its database are such that kg can use them; StoreError if not."""
        self._connection.check()
        mark = marks.mark(self._ask, self.address)
        if self._write:
            self._prepare_writing()
        elif mark is None:
            raise NoGraph(self.address)
        elif not mark.complete:
            raise marks.incomplete(self.address)
        elif mark.imported is not None:
            with opened(self._server, write=True):
                pass  # a writer finishes what the import left to do

    def _prepare_writing(self) -> None:
        self._make(statements.constraints())
        self._take_lock()
        mark = marks.mark(self._ask, self.address)  # now that nobody else writes
        if mark and not mark.complete:
            self._connection.autocommit(marks.SWEEP, marks.OURS)
            mark = None
        self._new = mark is None
        self._known = Graph() if self._new else None
        if mark and mark.imported is not None:
            imported.put_right(mark.imported, mark.empty or "", self._connection.autocommit)
            self._connection.autocommit(imported.DONE)
        marks.check_ours(self._ask, self.address)

    def _make(self, wanted: Iterable[str]) -> None:
        """Make the constraints and indexes that are not there yet, and wait for all of them."""
        present = {row["name"] for row in self._ask("SHOW CONSTRAINTS YIELD name", {})}
        present |= {row["name"] for row in self._ask("SHOW INDEXES YIELD name", {})}
        for statement in wanted:
            if statements.made(statement) not in present:
                self._connection.autocommit(statement)
        self._connection.autocommit(_AWAIT)

    def _take_lock(self) -> None:
        """Keep other writers out until `close`; StoreError if one does not end within `_PATIENCE`."""
        from neo4j.exceptions import Neo4jError

        with self._connection.errors():
            try:
                with (
                    self._connection.session() as session,
                    session.begin_transaction(timeout=_PATIENCE) as attempt,
                ):
                    attempt.run(_LOCK).consume()
                    attempt.rollback()
            except Neo4jError as error:
                raise self._busy() from error
            session = self._connection.session()
            self._lock = session, session.begin_transaction()  # without a limit: it lasts as long as we do
            self._lock[1].run(_LOCK).consume()

    def _busy(self) -> StoreError:
        return StoreError(
            "the graph is in use by another process", where=self.address, hint="try again when that has ended"
        )

    def close(self) -> None:
        """Let go of the server; a second call does nothing."""
        lock, self._lock = self._lock, None
        if lock:
            with suppress(Exception):  # the server rolls it back as well when the connection ends
                lock[0].close()
        self._connection.close()

    def finish(self) -> None:
        """Let a new graph be seen, now that all of it is there, and words in it be found."""
        if self._write and (self._loading or not self._new):
            self._make(fulltext.INDEXES)
        if self._loading:
            token, self._loading = self._loading, None
            self._connection.managed(lambda tx: tx.run(marks.FINISH, token=token).consume())

    def graph(self) -> Graph:
        """Everything that kg wrote; a writer is alone and reads it once for `extractions` and `write`."""
        if self._known is None:
            graph = super().graph()
            if not self._write:
                return graph
            self._known = graph
        return self._known

    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of one reading statement; QueryError if it is wrong, writes or loads a file."""
        return self._connection.read(text, params)

    def _ask(self, text: str, params: Params) -> list[dict[str, Any]]:
        return self._connection.ask(text, params)

    def having(self, words: Sequence[str], limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids by the server's full-text indexes, or by looking everywhere where they are of no use."""
        text = fulltext.asked(words)
        online = {row["name"] for row in self._ask(fulltext.ONLINE, {})}
        if not (text and online >= {fulltext.NAMES, fulltext.QUOTES}):
            return super().having(words, limit)
        params = {"text": text, "limit": limit}
        named, quoted = self._ask(fulltext.NAMED, params), self._ask(fulltext.QUOTED, params)
        return tuple(row["id"] for row in named), tuple(row["id"] for row in quoted)

    def _apply(self, changes: Changes) -> None:
        try:
            if self._new:
                self._load(list(batches(changes)))
            else:
                super()._apply(changes)
        finally:
            self._known = None

    def _load(self, parts: Sequence[tuple[str, list[dict[str, Any]]]]) -> None:
        """Write a new graph, a transaction each part; it is seen once `finish` is called."""
        if self._loading is None:
            token = uuid4().hex
            self._connection.managed(
                lambda tx: tx.run(marks.BEGIN, token=token, format=statements.FORMAT).consume()
            )
            self._loading = token
        done = 0
        for text, batch in parts:
            try:
                self._connection.managed(self._part(text, batch))
            except StoreError as error:
                total = sum(len(batch) for _, batch in parts)
                raise StoreError(
                    f"{error.message}, after {done} of {total} nodes and edges",
                    where=self.address,
                    hint="nobody sees what is in; run the command again, which begins anew",
                ) from error
            self._step += 1
            done += len(batch)

    def _part(self, text: str, batch: list[dict[str, Any]]) -> Callable[["ManagedTransaction"], None]:
        token, step = self._loading, self._step

        def work(transaction: "ManagedTransaction") -> None:
            found = transaction.run(marks.STEP, token=token, step=step).data()
            if not found:
                raise self._busy()
            if found[0]["step"] == step:  # else an attempt whose answer got lost has written the part
                self._write_batch(_runner(transaction), text, batch)

        return work

    def _transact(self, work: Callable[[Run], None]) -> None:
        """Call `work` in one transaction; if the answer to it got lost, look whether it was kept."""
        token = uuid4().hex

        def once(transaction: "ManagedTransaction") -> None:
            found = transaction.run(marks.TOKEN, token=token).data()
            if not found or found[0]["token"] != token:
                self._check_lock()
                work(_runner(transaction))

        self._connection.managed(once)
        self._connection.managed(lambda tx: tx.run(marks.FORGET, token=token).consume())

    def _check_lock(self) -> None:
        """StoreError if the lock was lost: somebody else may have written since the graph was read."""
        from neo4j.exceptions import DriverError, Neo4jError

        if self._lock is None:
            raise StoreError("the graph was opened for reading", where=self.address, hint="open it to write")
        try:
            self._lock[1].run("RETURN 1").consume()
        except (DriverError, Neo4jError) as error:
            raise StoreError(
                "the connection to the server was lost before the change was made",
                where=self.address,
                hint="nothing was changed; run the command again",
            ) from error


def _runner(transaction: "ManagedTransaction") -> Run:
    from neo4j.exceptions import TransientError

    def run(text: str, params: Params) -> list[dict[str, Any]]:
        try:
            return transaction.run(text, dict(params)).data()
        except TransientError as error:
            if "OutOfMemory" in str(error.code):  # a second attempt would need as much
                raise driver.store_error(error, "") from error
            raise

    return run
