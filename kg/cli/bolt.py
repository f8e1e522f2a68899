"""`kg bolt`."""

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.graph.endpoint import Endpoint


@click.command("bolt")
@click.option("--port", type=click.IntRange(1, 65535), help="The port.  [default: 7687 if free, else any]")
@click.option("--write", is_flag=True, help="Let a second user change the graph, and other kg commands too.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@graph_option
def command(graph: "Address", port: int | None, style: str, *, write: bool) -> None:
    """Offer an embedded graph over Bolt on this machine, to Neo4j Browser, drivers and notebooks.

    Address, user and a password made for this run go to standard output. The user can only read. Other kg
    commands use the graph through this one until it is ended by Ctrl-C or SIGTERM.

    \b
    kg bolt --graph my.graph
    """
    from kg.errors import StoreError
    from kg.graph import is_server
    from kg.graph.serving import offered

    if is_server(graph):
        raise StoreError("that is a server already", where=str(graph), hint="connect to it, or give a folder")
    try:
        with offered(Path(str(graph)), write=write, port=port) as offer:
            _tell(offer, style)
            threading.Event().wait()
    except KeyboardInterrupt:
        say("Ended.")


def _tell(offer: "Endpoint", style: str) -> None:
    users = {offer.reader: offer.reader_password}
    if offer.writer and offer.writer_password:
        users[offer.writer] = offer.writer_password
    if style == "json":
        click.echo(json.dumps({"address": offer.address, "users": users}))
    else:
        click.echo(offer.address)
        for user, password in users.items():
            click.echo(f"user {user}, password {password}")
    say("Ctrl-C ends it.")
