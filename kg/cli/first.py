"""`kg first`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("first")
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...")
@graph_option
@selection_options
@format_option
def command(actors: tuple[str, ...], graph: "Address", selection: "Selection", style: str) -> None:
    """Show who said it first, and who repeats it: the voices behind each edge in the order they spoke.

    With several actors, only the edges among them.

    \b
    kg first Rwanda M23
    """
    from kg.views import first, names

    whole, told, _ = told_within(graph, selection)
    found = first.first(told, [names.among(whole.entities.values(), actor) for actor in actors])
    table = first.as_table(found)
    show(table.columns, table.rows, style)
