"""`kg timeline`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("timeline")
@click.argument("name", metavar="ACTOR")
@graph_option
@selection_options
@format_option
def command(name: str, graph: "Address", selection: "Selection", style: str) -> None:
    """Show what is told of an actor in the order of time, each with its status and who says so.

    A claim stands under the day of the attack that it is about, else under the time when it says that it
    held, else under its publication; the column `dated_by` tells which.

    \b
    kg timeline M23
    """
    from kg.views import names, timeline

    whole, told, _ = told_within(graph, selection)
    found = timeline.timeline(told, names.among(whole.entities.values(), name))
    table = timeline.as_table(found)
    show(table.columns, table.rows, style)
