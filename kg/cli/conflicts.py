"""`kg conflicts`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.selecting import say_selection, selection_options

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("conflicts")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["figures", "perpetrators", "roles", "denials", "dates"]),
    help="Only conflicts of this kind; repeatable.",
)
@selection_options
@graph_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON or CSV for programs: a row a version.",
)
def command(
    kinds: tuple[str, ...],
    selection: "Selection",
    graph: "Address",
    style: str,
) -> None:
    """List what cannot all hold: figures, rival perpetrators, roles, denials, dates.

    \b
    kg conflicts --kind figures
    """
    from kg.cli.output import safe, say, show
    from kg.graph import open_store
    from kg.views import conflicts
    from kg.views.projection import fetch
    from kg.views.selection import named, select

    with open_store(graph, write=False) as store:
        told = fetch(store)
    chosen = named(told, selection)
    found = conflicts.conflicts(select(told, chosen), kinds)
    say_selection(told, chosen)
    if style != "text":
        table = conflicts.as_table(found)
        show(table.columns, table.rows, style)
    elif found:
        click.echo(safe(conflicts.as_text(found)))
    else:
        say("No conflict in these documents.")
