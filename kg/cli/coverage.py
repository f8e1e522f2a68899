"""`kg coverage`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("coverage")
@graph_option
@selection_options
@format_option
def command(graph: "Address", selection: "Selection", style: str) -> None:
    """Show whose words were loaded: documents by publisher, country, genre, year, and who was not heard.

    The rows `accused` tell of each accused state how many documents come from its own press and how often
    its own side asserts or denies anything: "not denied" may mean that nobody from there was heard.

    \b
    kg coverage
    """
    from kg.views import coverage

    _, told, _ = told_within(graph, selection)
    table = coverage.as_table(coverage.coverage(told))
    show(table.columns, table.rows, style)
