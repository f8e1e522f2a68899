"""The graph in a Neo4j database, by the official driver.

A writer is alone: an unfinished transaction holds the entry of a node `(:Graph {id: 'lock'})` in a unique
index, so that the server lets the next writer wait, and frees it when the writer's connection ends, however
that ends. A new graph is loaded in one transaction a batch and marked as `loading` until all of it is there;
until then nobody can read it, and the next writer begins anew. A graph that is there is changed in a single
transaction. A transaction whose answer got lost is found again by a token in the mark.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from kg.errors import StoreError
from kg.graph import driver, readonly, statements
from kg.graph.address import Server
from kg.graph.cypher import CypherStore, Run, batches
from kg.graph.shape import LABELS, Changes, Graph, id_name
from kg.graph.store import NoGraph, Params, Store, Table

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session, Transaction

T = TypeVar("T")

_OLDEST = (5, 26)
"""The least version of the server: the oldest that the tests run on."""

_PATIENCE = 2.0
"""Seconds to wait for another writer to end."""

_MARKED = """
MATCH (g:Graph {id: 'kg'})
RETURN g.format AS format, g.loading AS loading
"""

_BEGIN = "MERGE (g:Graph {id: 'kg'}) SET g = {id: 'kg', format: $format, loading: $token, step: 0}"

_STEP = """
MATCH (g:Graph {id: 'kg', loading: $token})
WITH g, g.step AS step
SET g.step = $step + 1
RETURN step
"""

_FINISH = "MATCH (g:Graph {id: 'kg', loading: $token}) REMOVE g.loading, g.step RETURN count(g) AS n"

_TOKEN = "MATCH (g:Graph {id: 'kg'}) WITH g, g.token AS token SET g.token = $token RETURN token"  # noqa: S105

_FORGET = "MATCH (g:Graph {id: 'kg', token: $token}) REMOVE g.token"

_LOCK = "MERGE (g:Graph {id: 'lock'})"

_SWEEP = """
MATCH (n) WHERE any(label IN labels(n) WHERE label IN $labels)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""

_SIGNATURES = {
    "Document": "sha256",
    "Entity": "known",
    "Claim": "counts",
    "UnnamedSource": "words",
    "Figure": "measure",
    "AttackReport": "record",
}
"""A property that every node of kg with that first label has beside its id: what lacks it is not ours."""


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
        self._write = write
        self._database = server.database
        self._driver: Driver | None = driver.connect(server)
        self._bookmarks = driver.bookmarks()
        self._lock: tuple[Session, Transaction] | None = None
        self._loading: str | None = None
        self._step = 0
        self._new = False
        self._known: Graph | None = None
        self._accepted: set[str] = set()

    def prepare(self) -> None:
        """Look whether the server and its database are such that kg can use them; StoreError if not."""
        with self._errors():
            self._connected().verify_connectivity()
            _check_version(self._connected().get_server_info().agent, self.address)
        if self._write:
            self._prepare_writing()
        elif not self._marked():
            raise NoGraph(self.address)

    def _prepare_writing(self) -> None:
        self._marked()  # refuses foreign data before anything is written
        present = {row["name"] for row in self._ask("SHOW CONSTRAINTS YIELD name", {})}
        present |= {row["name"] for row in self._ask("SHOW INDEXES YIELD name", {})}
        for statement in statements.constraints():
            if statement.split()[2] not in present:
                self._autocommit(statement)
        self._autocommit("CALL db.awaitIndexes(600)")
        self._take_lock()
        if self._ask(_MARKED, {}) and not self._marked(unfinished_is_error=False):
            self._autocommit(_SWEEP, {"labels": [*LABELS, "Graph"]})
        self._new = not self._ask(_MARKED, {})
        self._check_ours()

    def _marked(self, *, unfinished_is_error: bool | None = None) -> bool:
        """Whether a complete graph of kg is there; StoreError if the database holds something else.

        A graph that is still being loaded is an error for a reader and none for a writer, who begins anew.
        """
        marks = self._ask(_MARKED, {})
        if not marks:
            if self._ask("MATCH (n) RETURN count(n) AS n", {})[0]["n"]:
                raise StoreError(
                    "the database holds data that kg did not write",
                    where=self.address,
                    hint="give another --database, or an empty one",
                )
            return False
        if marks[0]["format"] != statements.FORMAT:
            raise StoreError(
                "the graph is of another version of kg", where=self.address, hint="build it anew elsewhere"
            )
        if marks[0]["loading"] is None:
            return True
        if not self._write if unfinished_is_error is None else unfinished_is_error:
            raise StoreError(
                "the graph is not complete: a load has not ended, or was cut off",
                where=self.address,
                hint="wait for it, or run that load again, which begins anew",
            )
        return False

    def _check_ours(self) -> None:
        """StoreError if nodes with labels of kg are not kg's: it would take them for damage."""
        for label, signature in _SIGNATURES.items():
            lacking = f"n.{id_name(label)} IS NULL OR n.{signature} IS NULL"
            number = self._ask(f"MATCH (n:{label}) WHERE {lacking} RETURN count(n) AS n", {})[0]["n"]
            if number:
                raise StoreError(
                    f"the database holds {number} nodes labelled {label} that kg did not write",
                    where=self.address,
                    hint="give another --database, or take them away",
                )

    def _take_lock(self) -> None:
        """Keep other writers out until `close`; StoreError if one does not end within `_PATIENCE`."""
        from neo4j.exceptions import Neo4jError

        with self._errors():
            try:
                with self._session() as session, session.begin_transaction(timeout=_PATIENCE) as attempt:
                    attempt.run(_LOCK).consume()
                    attempt.rollback()
            except Neo4jError as error:
                raise self._busy() from error
            session = self._session()
            self._lock = session, session.begin_transaction()  # without a limit: it lasts as long as we do
            self._lock[1].run(_LOCK).consume()

    def _busy(self) -> StoreError:
        return StoreError(
            "the graph is in use by another process", where=self.address, hint="try again when that has ended"
        )

    def close(self) -> None:
        """Let go of the server; a second call does nothing."""
        lock, self._lock = self._lock, None
        connected, self._driver = self._driver, None
        if lock:
            with suppress(Exception):  # the server rolls it back as well when the connection ends
                lock[0].close()
        if connected:
            connected.close()

    def finish(self) -> None:
        """Let a new graph be seen, now that all of it is there."""
        if self._loading:
            token, self._loading = self._loading, None
            self._managed(lambda tx: tx.run(_FINISH, token=token).consume())

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
        from neo4j.exceptions import DriverError, Neo4jError

        values = dict(params or {})
        try:
            if text not in self._accepted:
                self._check_reading(text, values)
            columns, rows = self._fetch(text, values)
        except (DriverError, Neo4jError) as error:
            if isinstance(error, DriverError) or not str(error.code).startswith("Neo.ClientError"):
                raise driver.store_error(error, self.address) from error
            raise driver.query_error(error) from error
        except (UnicodeEncodeError, OverflowError, ValueError, TypeError) as error:
            raise driver.query_error(error) from error
        found = tuple(dict(zip(columns, map(driver.plain, row), strict=True)) for row in rows)
        return Table(columns, found)

    def _check_reading(self, text: str, values: dict[str, Any]) -> None:
        with self._session(reading=True) as session:
            summary = session.run("EXPLAIN " + text, values).consume()
        readonly.check(summary.query_type, summary.plan)
        self._accepted.add(text)

    def _fetch(self, text: str, values: dict[str, Any]) -> tuple[tuple[str, ...], list[list[Any]]]:
        def work(transaction: "ManagedTransaction") -> tuple[tuple[str, ...], list[list[Any]]]:
            result = transaction.run(text, values)
            return tuple(result.keys()), result.values()

        with self._session(reading=True) as session:
            return session.execute_read(work)

    def _ask(self, text: str, params: Params) -> list[dict[str, Any]]:
        with self._errors():
            columns, rows = self._fetch(text, dict(params))
        return [dict(zip(columns, row, strict=True)) for row in rows]

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
            self._managed(lambda tx: tx.run(_BEGIN, token=token, format=statements.FORMAT).consume())
            self._loading = token
        done = 0
        for text, batch in parts:
            try:
                self._managed(self._part(text, batch))
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
            found = transaction.run(_STEP, token=token, step=step).data()
            if not found:
                raise self._busy()
            if found[0]["step"] == step:  # else an attempt whose answer got lost has written the part
                self._write_batch(_runner(transaction), text, batch)

        return work

    def _transact(self, work: Callable[[Run], None]) -> None:
        """Call `work` in one transaction; if the answer to it got lost, look whether it was kept."""
        token = uuid4().hex

        def once(transaction: "ManagedTransaction") -> None:
            found = transaction.run(_TOKEN, token=token).data()
            if not found or found[0]["token"] != token:
                self._check_lock()
                work(_runner(transaction))

        self._managed(once)
        self._managed(lambda tx: tx.run(_FORGET, token=token).consume())

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

    def _managed(self, work: Callable[["ManagedTransaction"], T]) -> T:
        """Run `work` in a transaction, again if the server was away or busy for a while."""
        with self._errors(), self._session() as session:
            return session.execute_write(work)

    def _autocommit(self, text: str, params: Params | None = None) -> None:
        with self._errors(), self._session() as session:
            session.run(text, dict(params or {})).consume()

    def _session(self, *, reading: bool = False) -> "Session":
        from neo4j import READ_ACCESS, WRITE_ACCESS

        mode = READ_ACCESS if reading else WRITE_ACCESS
        return self._connected().session(
            database=self._database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

    def _connected(self) -> "Driver":
        if self._driver is None:
            raise StoreError("the store is closed", where=self.address)
        return self._driver

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """The driver's errors as ours."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            yield
        except (DriverError, Neo4jError) as error:
            raise driver.store_error(error, self.address) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise StoreError(f"the server can't take a value ({error})", where=self.address) from error


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


def _check_version(agent: str, address: str) -> None:
    """StoreError unless the server is a Neo4j that is new enough.

    >>> _check_version("Neo4j/5.26.30", "bolt://localhost")
    >>> _check_version("Neo4j/2026.08.1", "bolt://localhost")
    """
    name, _, version = agent.partition("/")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "Neo4j" or numbers < _OLDEST:
        least = ".".join(map(str, _OLDEST))
        raise StoreError(
            f"the server is {agent}, too old or no Neo4j", where=address, hint=f"take Neo4j {least} or newer"
        )
