"""The explorer from beginning to end: the graph opened, the page served, everything closed again."""

from collections.abc import Callable

from kg.graph import Address
from kg.views.explorer import server
from kg.views.explorer.application import application
from kg.views.explorer.desk import Desk
from kg.views.explorer.office import Deciding, Office
from kg.views.explorer.opening import opened, prepare
from kg.views.explorer.security import LOOPBACK


def serve(
    graph: Address,
    where: tuple[str, int | None],
    how: Deciding,
    *,
    read_only: bool | None,
    ready: Callable[[str], None],
) -> None:
    """Serve the page until the process is asked to end; `ready` is told the address with the token.

    `where` is host and port (None: any). `how` decisions are written. `read_only` None: nobody may write
    where others than this machine can ask.
    """
    host, port = where
    writable = host in LOOPBACK if read_only is None else not read_only
    access = server.access(host, writable=writable)

    def told(found: int) -> None:
        place = server.address(host, found)
        ready(place if access.open and not writable else f"{place}#token={access.token}")

    prepare(graph)
    with Desk(lambda: opened(graph, writable=writable), str(graph)) as desk:
        office = Office(desk, how) if writable else None
        try:
            server.run(application(desk, access, office), host, port, told)
        finally:
            if office is not None:
                office.close()
