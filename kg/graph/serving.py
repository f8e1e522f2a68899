"""An embedded graph offered over Bolt on this machine, so that Neo4j's tools can ask it without a server.

The engine's own server serves it from a folder for this run alone, in which the graph is a link. Its groups
are written before the start: one may read records and nothing else, one, with `write`, may change records.
There is no group of administrators, so that even the engine's root, whose password nobody learns, has no
right to anything. The access mode of a driver does not count: the engine does not heed it.
"""

import contextlib
import json
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph import embedded, endpoint, jvm
from kg.graph.endpoint import Endpoint
from kg.graph.plain import reason
from kg.graph.store import Store

_NAME = "kg"
"""The database's name, and the reader's."""

_WRITER = "kg-writer"

_BOLT = 7687
"""Where Neo4j's tools look first."""

_GROUPS = {
    _NAME: {"access": [], "types": {"*": {"access": ["readRecord"]}}},
    _WRITER: {
        "access": ["updateSchema"],  # a combination of labels that is new is a new type to the engine
        "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
    },
}

_MESSAGE = 256 * 1024 * 1024
"""Bytes of a message at most; a batch of documents with their texts can exceed the engine's 16 MB."""


@contextmanager
def offered(path: Path, *, write: bool = False, port: int | None = None) -> Iterator[Endpoint]:
    """Offer the graph in the folder `path` until the block ends; nobody else can open the folder meanwhile.

    `port` is 7687 if that is free and none is given, else any. StoreError if it is taken or the graph is.
    """
    with _running(path, _port(port), write=write) as (_, offer):
        yield offer


@contextmanager
def shared(path: Path) -> Iterator[Store]:
    """The graph in the folder `path` as a store of this process, for threads that read and write.

    It is offered over Bolt meanwhile, so that other commands reach it too, also to change it.
    """
    with _running(path, _port(0), write=True) as (server, _):
        yield SharedStore(path, server)


class SharedStore(embedded.EmbeddedStore):
    """A store on the database that a server of this process has open; closing it leaves that open."""

    def __init__(self, path: Path, server: Any) -> None:
        self._server = server
        super().__init__(path, path, write=True)
        self._alone = False  # what others write through Bolt has to be seen

    def _open(self, folder: Path, *, write: bool, new: bool) -> Any:
        del folder, write, new
        from arcadedb_embedded.core import Database

        return Database(self._server._java_server.getDatabase(_NAME))

    def close(self) -> None:
        """Let go of the database, which is the server's to close."""
        self._database = None


@contextmanager
def _running(path: Path, bolt: int, *, write: bool) -> Iterator[tuple[Any, Endpoint]]:
    with embedded.owned(path), _workplace(path) as root:
        server = _started(root, bolt)
        try:
            offer = _users(server, bolt, write=write)
            endpoint.announce(path, offer)
            try:
                yield server, offer
            finally:
                endpoint.clear(path)
        finally:
            with contextlib.suppress(Exception):
                server.stop()


def _port(wanted: int | None) -> int:
    for port in (_BOLT, 0) if wanted is None else (wanted,):
        with socket.socket() as taken:
            # As servers do: a port whose last connections are still closing is free.
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                taken.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(taken.getsockname()[1])
    raise StoreError("the port is taken", where=f"127.0.0.1:{wanted}", hint="give another --port")


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    """A folder for the server's own files, which only this user can enter."""
    root = Path(tempfile.mkdtemp(prefix="kg-bolt-"))
    try:
        (root / "databases").mkdir()
        (root / "config").mkdir()
        (root / "databases" / _NAME).symlink_to(path.resolve(), target_is_directory=True)
        groups = {
            name: {"resultSetLimit": -1, "readTimeout": -1, **rights} for name, rights in _GROUPS.items()
        }
        text = json.dumps({"databases": {"*": {"groups": groups}}, "version": 1})
        (root / "config" / "server-groups.json").write_text(text, encoding="utf-8")
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)  # does not follow the link


def _started(root: Path, bolt: int) -> Any:
    jvm.start()
    from arcadedb_embedded.exceptions import ArcadeDBError
    from arcadedb_embedded.server import create_server

    settings = {
        "host": "127.0.0.1",
        "http_port": _port(0),
        "mode": "development",
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server_logsDirectory": str(root / "log"),
        "bolt_host": "127.0.0.1",
        "bolt_port": bolt,
        "bolt_defaultDatabase": _NAME,
        "bolt_maxMessageSize": _MESSAGE,
    }
    server = create_server(str(root), root_password=secrets.token_urlsafe(24), config=settings)
    try:
        server.start()
    except ArcadeDBError as error:
        raise StoreError(
            f"the graph can't be offered ({reason(error)})",
            where=f"127.0.0.1:{bolt}",
            hint="give another --port",
        ) from error
    return server


def _users(server: Any, bolt: int, *, write: bool) -> Endpoint:
    """Make the reader, and the writer with `write`, each with a new password."""
    import jpype

    security = server._java_server.getSecurity()
    passwords = {name: secrets.token_urlsafe(18) for name in (_NAME, *([_WRITER] if write else []))}
    for name, password in passwords.items():
        user = {
            "name": name,
            "password": str(security.encodePassword(password)),
            "databases": {_NAME: [name]},
        }
        security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))
    writer = _WRITER if write else None
    return Endpoint(bolt, getpid(), _NAME, passwords[_NAME], writer, passwords.get(_WRITER))
