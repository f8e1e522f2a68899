"""`kg why`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, text_option
from kg.cli.output import show_told

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("why")
@click.argument("words", nargs=-1, required=True, metavar="CLAIM | SUBJECT RELATION OBJECT")
@graph_option
@text_option("claim")
def command(words: tuple[str, ...], graph: "Address", style: str) -> None:
    """Show the words behind a claim or an edge: each claim in its paragraph, the quote marked.

    \b
    kg why Rwanda SUPPORTS M23
    """
    from kg.graph import open_store
    from kg.views import why

    if len(words) not in (1, 3):
        raise click.UsageError(
            "give a claim's id, or SUBJECT RELATION OBJECT (names of several words in quotes)"
        )
    with open_store(graph, write=False) as store:
        found = why.why(store, *words)
    show_told(style, lambda: why.as_table(found), lambda: why.as_text(found))
