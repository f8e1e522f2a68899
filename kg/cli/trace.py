"""`kg trace`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, text_option
from kg.cli.output import show_told
from kg.cli.selecting import selection_options
from kg.cli.told import whole_and_selection

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("trace")
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="[TO]", required=False)
@click.option("--to", "also", metavar="TO", help="The same as the second argument.")
@click.option("--hops", type=click.IntRange(1, 8), default=4, show_default=True, help="Longest chain.")
@click.option("-k", "most", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most chains.")
@selection_options
@graph_option
@text_option("hop")
def command(  # noqa: PLR0913 - one argument an option
    start: str,
    end: str | None,
    also: str | None,
    hops: int,
    most: int,
    selection: "Selection",
    graph: "Address",
    style: str,
) -> None:
    """Show chains of alleged sponsorship, hop by hop: who says it, who denies it.

    FROM and TO are names, aliases, or types of entities.

    \b
    kg trace Iran --to Group --without Israel
    """
    from kg.views import trace, trace_text

    if end is not None and also is not None:
        raise click.UsageError("give TO once")
    told, chosen = whole_and_selection(graph, selection)
    traced = trace.trace(told, trace.asked(told, start, end or also, hops, most), chosen)
    show_told(
        style,
        lambda: trace.as_table(traced),
        lambda: trace_text.as_text(traced),
        "No chain; nobody in these documents tells of one.",
    )
