"""`kg copy`."""

from typing import Any

import click

from kg.cli.options import address, server_options
from kg.cli.output import say


@click.command("copy")
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--replace", is_flag=True, help="Let go of another graph that is at TO.")
@server_options
@click.option("--to-user", envvar="KG_NEO4J_TO_USER", help="The user at TO, if it is another one.")
@click.option("--to-password", envvar="KG_NEO4J_TO_PASSWORD", help="That user's password.")
@click.option("--to-database", help="The database at TO, if it is another one.")
def command(origin: str, target: str, *, replace: bool, **given: Any) -> None:
    """Copy a graph from a folder or server to another one.

    \b
    kg copy my.graph bolt://localhost
    """
    from kg.graph.copying import copy

    asked = {name: given[name] for name in ("user", "password", "database")}
    there = {name: given[f"to_{name}"] or value for name, value in asked.items()}
    done = copy(address(origin, **asked), address(target, **there), replace=replace)
    changes = sum(sum(part.values()) for part in (done.created, done.changed, done.removed))
    say(f"{changes} nodes and edges written." if done else "The same graph is there already.")
