"""`kg copy`."""

import click

from kg.cli.options import address, server_options
from kg.cli.output import say


@click.command("copy")
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--replace", is_flag=True, help="Let go of another graph that is at TO.")
@server_options
def command(
    origin: str, target: str, user: str | None, password: str | None, database: str | None, *, replace: bool
) -> None:
    """Copy a graph from a folder or server to another one.

    \b
    kg copy my.graph bolt://localhost
    """
    from kg.graph.copying import copy

    asked = {"user": user, "password": password, "database": database}
    done = copy(address(origin, **asked), address(target, **asked), replace=replace)
    changes = sum(sum(part.values()) for part in (done.created, done.changed, done.removed))
    say(f"{changes} nodes and edges written." if done else "The same graph is there already.")
