"""What Neo4j's driver gives and raises, in plain values and in our errors: the only place that knows them."""

import logging
import re
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError
from kg.graph.address import PASSWORD, USER, Server

if TYPE_CHECKING:
    from neo4j import Driver
    from neo4j.api import BookmarkManager

CONNECT = 10.0
"""Seconds to wait for a connection."""

RETRY = 60.0
"""Seconds in which a transaction is tried again: a restart of a server on one machine takes about 10."""


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What needs no change; most properties are of these types."""


def connect(server: Server) -> "Driver":
    """A driver for the server; nothing is sent yet."""
    from neo4j import GraphDatabase, NotificationMinimumSeverity
    from neo4j.exceptions import ConfigurationError

    # Without a handler Python prints the driver's warnings to stderr; what matters is raised as well.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    auth = None if server.password is None else (server.user, server.password)
    try:
        return GraphDatabase.driver(
            server.url,
            auth=auth,
            connection_timeout=CONNECT,
            connection_acquisition_timeout=CONNECT,
            max_transaction_retry_time=RETRY,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="kg",
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreError(f"no such address ({reason(error)})", where=str(server)) from error


def bookmarks() -> "BookmarkManager":
    """What makes every session of a store see what an earlier one wrote, on a cluster too."""
    from neo4j import GraphDatabase

    return GraphDatabase.bookmark_manager()


def plain(value: Any) -> Any:
    """A value of a result: nodes and edges as maps, paths as lists of them in turn, times as ISO text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(name): item if item.__class__ in _PLAIN else plain(item) for name, item in value.items()}
    if hasattr(value, "iso_format"):  # the driver's own times
        return value.iso_format()
    if isinstance(value, list | tuple) and not hasattr(value, "srid"):  # but a point, which is a tuple too
        return [plain(item) for item in value]
    if hasattr(value, "relationships"):  # a path
        steps = [value.nodes[0]]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [edge, node]
        return [plain(step) for step in steps]
    if hasattr(value, "items"):  # a node or an edge
        return {str(name): plain(item) for name, item in value.items()}
    return str(value)


def reason(error: BaseException) -> str:
    """What an error of the driver says, in one line."""
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that led to it."""
    while error is not None:
        yield error
        for inner in getattr(error, "exceptions", ()):
            yield from _causes(inner)
        error = error.__cause__


def _refuses_encryption(error: BaseException) -> bool:
    return any(
        isinstance(cause, ssl.SSLError) or type(cause).__name__ in ("BoltSecurityError", "CertificateError")
        for cause in _causes(error)
    )


_PLACE = re.compile(r"\s*\(line \d+, column \d+ \(offset: \d+\)\).*", re.DOTALL)

_CODES = {
    "Security.AuthenticationRateLimit": (
        "the server takes no more passwords for a while",
        "wait a minute, then give the right one",
    ),
    "Security.CredentialsExpired": ("the password has expired", "change it, for example in Neo4j Browser"),
    "Security.Unauthorized": (
        "the server refuses the user or the password",
        f"give them by --user and --password, or set {USER} and {PASSWORD}",
    ),
    "Security.TokenExpired": ("the password has expired", "give a new one"),
    "Security.Forbidden": ("the user has no right to that", "give a user who may read and write there"),
    "Database.DatabaseNotFound": ("no such database on the server", "give another --database"),
    "Database.DatabaseUnavailable": ("the database is not available", "start it, then run the command again"),
    "Schema.ConstraintValidationFailed": (
        "a constraint of the database was violated",
        "look for data that kg did not write: `kg verify`",
    ),
}


def store_error(error: BaseException, address: str) -> StoreError:
    """Why the server could not be asked, and what to do next."""
    from neo4j.exceptions import ConfigurationError, DriverError

    code = str(getattr(error, "code", None) or "")
    for known, (told, hint) in _CODES.items():
        if code.endswith(known):
            detail = f" ({reason(error)})" if known.startswith("Schema") else ""
            return StoreError(told + detail, where=address, hint=hint)
    if "OutOfMemory" in code:
        return StoreError(
            "the server has too little memory for so large a change at once",
            where=address,
            hint="build into an empty database, or raise its dbms.memory.transaction.total.max",
        )
    if _refuses_encryption(error):
        return StoreError(
            f"no encrypted connection ({reason(error)})",
            where=address,
            hint="give bolt:// or neo4j:// for a server without TLS, +ssc for one with its own certificate",
        )
    if isinstance(error, DriverError) and not isinstance(error, ConfigurationError):
        return StoreError(
            f"no Neo4j server answers ({reason(error)})",
            where=address,
            hint="start it, or give another address",
        )
    return StoreError(f"the server gave up ({reason(error)})", where=address, hint="look at the reason")


def query_error(error: BaseException) -> QueryError:
    """Why a reading statement was not run, and what to do."""
    code = str(getattr(error, "code", None) or "")
    # The server saw the statement behind an EXPLAIN: the place that it names would be wrong.
    told = _PLACE.sub("", reason(error))
    if code.endswith(("Statement.AccessMode", "Security.Forbidden")):
        return refused("would change the graph")
    if code.endswith("ParameterMissing"):
        return QueryError(f"a parameter is missing ({told})", hint="give it with -p KEY=VALUE")
    return QueryError(f"the statement can't be run ({told})", hint="mend the statement")


def refused(told: str) -> QueryError:
    """That a statement is not allowed, because it `told` ("would …")."""
    return QueryError(f"the statement {told}", hint="only reading is allowed here")
