"""`kg search`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import say, show

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Rows of a kind.")
@graph_option
@format_option
def command(words: tuple[str, ...], limit: int, graph: "Address", style: str) -> None:
    """Find entities by parts of their names, and claims by words of their quotes.

    \b
    kg search weapon rebels
    """
    from kg.graph import open_store
    from kg.views import search

    text = " ".join(words)
    with open_store(graph, write=False) as store:
        table = search.search(store, text, limit)
        nearest = None if table.rows else search.nearest(store, text)
    show(table.columns, table.rows, style)
    if nearest:
        say(f"Nothing found; {nearest}")
