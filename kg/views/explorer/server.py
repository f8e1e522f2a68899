"""The server of the page: threads of this process on one address, ended in an orderly way."""

import socket
from collections.abc import Callable
from typing import Any

from kg.errors import KgError
from kg.views.explorer.security import LOOPBACK, Access

PORT = 8050

_THREADS = 40
"""More than there are requests: a browser opens connections in advance, and each keeps a thread waiting."""

_PATIENCE = 10
"""Seconds to wait for a request on an open connection."""


def access(host: str, *, writable: bool) -> Access:
    """Who may ask a server that listens at `host`.

    >>> access("127.0.0.1", writable=True).open, access("0.0.0.0", writable=False).any_number
    (True, True)
    """
    if host in LOOPBACK:
        return Access(writable=writable)
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - only compared; who asks for it is told what it means
    names = LOOPBACK | ({socket.gethostname().lower()} if everywhere else {host.lower()})
    return Access(names=names, any_number=everywhere, open=False, writable=writable)


def address(host: str, port: int) -> str:
    """The page's address.

    >>> address("::1", 8050)
    'http://[::1]:8050/'
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(application: Any, host: str, port: int | None, ready: Callable[[int], None]) -> None:
    """Serve a WSGI application until the process is asked to end; `ready` is told the port.

    `port` None is 8050 if that is free, else any. KgError if the address can't be had.
    """
    from cheroot.wsgi import Server

    server = Server(
        (host, free(host, port)), application, numthreads=_THREADS, server_name="kg", request_queue_size=50
    )
    server.max_request_header_size = 64 * 1024
    server.max_request_body_size = 4 * 1024 * 1024
    server.timeout = _PATIENCE
    try:
        server.prepare()
    except OSError as error:
        raise _taken(host, port, error) from error
    try:
        ready(server.bind_addr[1])
        server.serve()
    finally:
        server.stop()


def free(host: str, port: int | None) -> int:
    """A port of `host` where nobody listens; KgError if `port` is not free."""
    reason = OSError("no port is free")
    for wanted in (PORT, 0) if port is None else (port,):
        try:
            found = socket.getaddrinfo(host, wanted, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
            with socket.socket(*found[:3]) as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(found[4])
                return int(listener.getsockname()[1])
        except OSError as error:
            reason = error
    raise _taken(host, port, reason)


def _taken(host: str, port: int | None, error: OSError) -> KgError:
    return KgError(
        f"the page can't be served there ({error.strerror or error})",
        where=f"{host}:{port or PORT}",
        hint="give another --port, or a --host of this machine",
    )
