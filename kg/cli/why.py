"""`kg why`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("why")
@click.argument("words", nargs=-1, required=True, metavar="CLAIM | SUBJECT RELATION OBJECT")
@graph_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text for people, JSON or CSV for programs.",
)
def command(words: tuple[str, ...], graph: "Address", style: str) -> None:
    """Show the words behind a claim or an edge: each claim in its paragraph, the quote marked.

    \b
    kg why Rwanda SUPPORTS M23
    """
    from kg.cli.output import safe, show
    from kg.graph import open_store
    from kg.views import why

    if len(words) not in (1, 3):
        raise click.UsageError(
            "give a claim's id, or SUBJECT RELATION OBJECT (names of several words in quotes)"
        )
    with open_store(graph, write=False) as store:
        found = why.why(store, *words)
    if style == "text":
        click.echo(safe(why.as_text(found)))
    else:
        table = why.as_table(found)
        show(table.columns, table.rows, style)
