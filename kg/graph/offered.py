"""A graph that another process owns and offers (`kg bolt`), reached through its endpoint."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError
from kg.graph import statements
from kg.graph.cypher import CypherStore, Run
from kg.graph.endpoint import Endpoint
from kg.graph.store import Params, Store, Table

if TYPE_CHECKING:
    from neo4j import Driver

_PATIENCE = 5.0
"""Seconds to wait for a connection to this machine."""


@contextmanager
def opened(path: Path, endpoint: Endpoint, *, write: bool) -> Iterator[Store]:
    """The graph in the folder `path` by way of its owner; StoreError if that one lets nobody write."""
    if write and not (endpoint.writer and endpoint.writer_password):
        raise StoreError(
            f"process {endpoint.process} offers the graph for reading only",
            where=str(path),
            hint="end that `kg bolt`, or start it with --write",
        )
    store = OfferedStore(path, endpoint, write=write)
    try:
        store.check()
        yield store
    finally:
        store.close()


class OfferedStore(CypherStore):
    """A store behind an endpoint: it reads as a user who may only read, and writes as another one."""

    def __init__(self, path: Path, endpoint: Endpoint, *, write: bool) -> None:
        super().__init__(str(path))
        self._process = endpoint.process
        self._reader = _driver(endpoint.address, endpoint.reader, endpoint.reader_password)
        self._writer: Driver | None = None
        if write and endpoint.writer and endpoint.writer_password:
            self._writer = _driver(endpoint.address, endpoint.writer, endpoint.writer_password)

    def check(self) -> None:
        """StoreError unless the endpoint answers with a graph of this version of kg."""
        marks = self._ask(statements.MARKED, {})
        if [mark["format"] for mark in marks] != [statements.FORMAT]:
            raise StoreError(
                "the graph is of another version of kg", where=self.address, hint="build it anew"
            )

    def close(self) -> None:
        """Let go of the endpoint."""
        self._reader.close()
        if self._writer is not None:
            self._writer.close()

    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of one reading statement; QueryError if it is wrong, writes or loads a file."""
        from neo4j.exceptions import ClientError, DatabaseError, DriverError

        try:
            rows = self._rows(text, dict(params or {}))
        except (ClientError, DatabaseError) as error:
            raise _query_error(error) from error
        except DriverError as error:
            raise self._failed(error) from error
        found = tuple({name: _plain(value) for name, value in row.items()} for row in rows)
        return Table(tuple(found[0]) if found else (), found)

    def _ask(self, text: str, params: Params) -> list[dict[str, Any]]:
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            return self._rows(text, dict(params))
        except (DriverError, Neo4jError) as error:
            raise self._failed(error) from error

    def _rows(self, text: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        with self._reader.session() as session:
            # An automatic transaction: the engine has no other for a user who may only read.
            return [dict(record) for record in session.run(text, params)]

    def _transact(self, work: Callable[[Run], None]) -> None:
        from neo4j.exceptions import DriverError, Neo4jError

        if self._writer is None:
            raise StoreError("the graph was opened for reading", where=self.address, hint="open it to write")
        try:
            with self._writer.session() as session, session.begin_transaction() as transaction:
                # Kept when the block ends, undone when it ends by an exception.
                work(lambda text, params: [dict(record) for record in transaction.run(text, dict(params))])
        except (DriverError, Neo4jError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(
            f"process {self._process}, which offers the graph, gave up ({_reason(error)})",
            where=self.address,
            hint="nothing was changed; run the command again, or end that process first",
        )


def _driver(address: str, user: str, password: str) -> "Driver":
    from neo4j import GraphDatabase, NotificationMinimumSeverity

    return GraphDatabase.driver(
        address,
        auth=(user, password),
        connection_timeout=_PATIENCE,
        connection_acquisition_timeout=_PATIENCE,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        user_agent="kg",
    )


def _plain(value: Any) -> Any:
    """A value of the driver: nodes and edges as maps, paths as lists of them in turn, times as ISO text."""
    from neo4j.graph import Path as GraphPath

    if isinstance(value, GraphPath):
        steps: list[Any] = [value.nodes[0]]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [edge, node]
        return [_plain(step) for step in steps]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {str(name): _plain(item) for name, item in value.items()}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return value


def _query_error(error: Exception) -> QueryError:
    code = str(getattr(error, "code", ""))
    text = _reason(error)
    if "Security.Forbidden" in code and "LOAD CSV" in text:
        return QueryError("the statement would load a file", hint="LOAD CSV is switched off")
    if "Security.Forbidden" in code:
        return QueryError("the statement would change the graph", hint="only reading is allowed here")
    if "ParameterMissing" in code:
        return QueryError(f"a parameter is missing ({text})", hint="give it with -p KEY=VALUE")
    return QueryError(f"the statement can't be run ({text})", hint="mend the statement")


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "message", None) or error).split())
