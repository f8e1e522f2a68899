"""`kg compare`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, text_option
from kg.cli.output import show_told
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("compare")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@selection_options
@graph_option
@text_option("thing said")
def command(one: str, other: str, selection: "Selection", graph: "Address", style: str) -> None:
    """Show two sides' networks side by side: mutual accusations, what both claim, what one denies.

    \b
    kg compare Rwanda "Democratic Republic of the Congo"
    """
    from kg.views import compare

    whole, told, _ = told_within(graph, selection)
    found = compare.compare(told, *compare.sides_of(whole, one, other))
    show_told(
        style,
        lambda: compare.as_table(found),
        lambda: compare.as_text(found) if found.found else "",
        "Neither side says anything in these documents.",
    )
