"""`kg trace`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.selecting import say_selection, selection_options

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
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON or CSV for programs: a row a hop.",
)
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
    from kg.cli.output import safe, say, show
    from kg.graph import open_store
    from kg.views import trace, trace_text
    from kg.views.projection import fetch
    from kg.views.selection import named

    if end is not None and also is not None:
        raise click.UsageError("give TO once")
    with open_store(graph, write=False) as store:
        told = fetch(store)
    chosen = named(told, selection)
    traced = trace.trace(told, trace.asked(told, start, end or also, hops, most), chosen)
    say_selection(told, chosen)
    if style != "text":
        table = trace.as_table(traced)
        show(table.columns, table.rows, style)
    elif traced.chains:
        click.echo(safe(trace_text.as_text(traced)))
    else:
        say("No chain; nobody in these documents tells of one.")
