"""One database of a Neo4j server: statements in, plain rows out, the driver's errors as ours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import StoreError
from kg.graph import driver, readonly
from kg.graph.address import Server
from kg.graph.store import Params, Table

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

T = TypeVar("T")

_OLDEST = (5, 26)
"""The least version of the server: the oldest that the tests run on."""


class Connection:
    """Sessions of one database, each of which sees what an earlier one wrote."""

    def __init__(self, server: Server) -> None:
        self.address = str(server)
        self._database = server.database
        self._driver: Driver | None = driver.connect(server)
        self._bookmarks = driver.bookmarks()
        self._accepted: set[str] = set()

    def check(self) -> None:
        """StoreError unless a server answers that is new enough."""
        with self.errors():
            self._open().verify_connectivity()
            check_version(self._open().get_server_info().agent, self.address)

    def close(self) -> None:
        """Let go of the server; a second call does nothing."""
        connected, self._driver = self._driver, None
        if connected:
            connected.close()

    def session(self, *, reading: bool = False) -> "Session":
        """A session of the database; without `reading` it may write."""
        from neo4j import READ_ACCESS, WRITE_ACCESS

        mode = READ_ACCESS if reading else WRITE_ACCESS
        return self._open().session(
            database=self._database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

    def ask(self, text: str, params: Params | None = None) -> list[dict[str, Any]]:
        """The rows of a statement of ours, which reads; StoreError if it fails."""
        with self.errors():
            columns, rows = self._fetch(text, dict(params or {}))
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of anybody's statement; QueryError if it is wrong, writes or loads a file."""
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
        from neo4j.exceptions import DatabaseError

        try:
            with self.session(reading=True) as session:
                summary = session.run("EXPLAIN " + text, values).consume()
        except DatabaseError as error:  # its parser breaks on "/*", say, where it should refuse
            raise driver.query_error(error) from error
        readonly.check(summary.query_type, summary.plan)
        self._accepted.add(text)

    def _fetch(self, text: str, values: dict[str, Any]) -> tuple[tuple[str, ...], list[list[Any]]]:
        def work(transaction: "ManagedTransaction") -> tuple[tuple[str, ...], list[list[Any]]]:
            result = transaction.run(text, values)
            return tuple(result.keys()), result.values()

        with self.session(reading=True) as session:
            return session.execute_read(work)

    def managed(self, work: Callable[["ManagedTransaction"], T]) -> T:
        """Run `work` in a writing transaction, again if the server was away or busy for a while."""
        with self.errors(), self.session() as session:
            return session.execute_write(work)

    def autocommit(self, text: str, params: Params | None = None) -> None:
        """Run a statement that makes its own transactions, or changes indexes."""
        with self.errors(), self.session() as session:
            session.run(text, dict(params or {})).consume()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """The driver's errors as ours."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            yield
        except (DriverError, Neo4jError) as error:
            raise driver.store_error(error, self.address) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise StoreError(f"the server can't take a value ({error})", where=self.address) from error

    def _open(self) -> "Driver":
        if self._driver is None:
            raise StoreError("the store is closed", where=self.address)
        return self._driver


def check_version(agent: str, address: str) -> None:
    """StoreError unless the server is a Neo4j that is new enough.

    >>> check_version("Neo4j/5.26.30", "bolt://localhost")
    >>> check_version("Neo4j/2026.08.1", "bolt://localhost")
    """
    name, _, version = agent.partition("/")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "Neo4j" or numbers < _OLDEST:
        least = ".".join(map(str, _OLDEST))
        raise StoreError(
            f"the server is {agent}, too old or no Neo4j", where=address, hint=f"take Neo4j {least} or newer"
        )
