"""Where a graph is: a folder, or the database of a server with who asks."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import StoreError

SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")

USER, PASSWORD, DATABASE = "KG_NEO4J_USER", "KG_NEO4J_PASSWORD", "KG_NEO4J_DATABASE"
"""Names of the environment variables that are heeded where nothing else is given."""


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a Neo4j server. No password: the server asks for none. No database: the user's home."""

    url: str
    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    def __str__(self) -> str:
        """The address, fit to be shown.

        >>> str(Server("bolt://localhost", password="secret", database="reports"))
        'bolt://localhost (database reports)'
        """
        return f"{self.url} (database {self.database})" if self.database else self.url


Address = str | Path | Server


def is_server(address: Address) -> bool:
    """Whether the address is that of a server rather than a folder.

    >>> is_server("neo4j+s://graphs.example"), is_server("./kg.graph")
    (True, False)
    """
    return isinstance(address, Server) or "://" in str(address)


def server(
    address: Address, user: str | None = None, password: str | None = None, database: str | None = None
) -> Server:
    """The server at `address`; what is not given comes from the environment.

    StoreError for an address of another kind, and for one with a password in it, which would be shown.
    """
    if isinstance(address, Server):
        return address
    url = str(address)
    scheme, _, rest = url.partition("://")
    if "@" in rest:
        raise StoreError(
            "the address holds a user or a password",
            where=f"{scheme}://…@{rest.rpartition('@')[2]}",
            hint=f"give them by --user and {PASSWORD} instead",
        )
    if not url.startswith(SCHEMES) or not urlsplit(url).hostname:
        raise StoreError(
            "no such kind of address", where=url, hint="give a folder, or bolt://HOST or neo4j://HOST"
        )
    return Server(
        url,
        user or os.environ.get(USER) or "neo4j",
        password or os.environ.get(PASSWORD) or None,
        database or os.environ.get(DATABASE) or None,
    )
