"""`kg conflicts`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, text_option
from kg.cli.output import show_told
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

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
@text_option("version")
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
    from kg.views import conflicts

    _, told, _ = told_within(graph, selection)
    found = conflicts.conflicts(told, kinds)
    show_told(
        style,
        lambda: conflicts.as_table(found),
        lambda: conflicts.as_text(found),
        "No conflict in these documents.",
    )
