"""`kg compare`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.selecting import say_selection, selection_options

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("compare")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@selection_options
@graph_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON or CSV for programs: a row a thing said.",
)
def command(one: str, other: str, selection: "Selection", graph: "Address", style: str) -> None:
    """Show two sides' networks side by side: mutual accusations, what both claim, what one denies.

    \b
    kg compare Rwanda "Democratic Republic of the Congo"
    """
    from kg.cli.output import safe, say, show
    from kg.graph import open_store
    from kg.views import compare
    from kg.views.projection import fetch
    from kg.views.selection import named, select

    with open_store(graph, write=False) as store:
        told = fetch(store)
    chosen = named(told, selection)
    found = compare.compare(select(told, chosen), *compare.sides_of(told, one, other))
    say_selection(told, chosen)
    if style != "text":
        table = compare.as_table(found)
        show(table.columns, table.rows, style)
    elif found.found:
        click.echo(safe(compare.as_text(found)))
    else:
        say("Neither side says anything in these documents.")
