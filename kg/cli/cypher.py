"""`kg cypher`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("cypher")
@click.argument("text")
@click.option(
    "-p", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the statement; repeatable."
)
@graph_option
@format_option
def command(text: str, params: tuple[str, ...], graph: "Address", style: str) -> None:
    """Ask the graph in Cypher; nothing can be changed this way.

    \b
    kg cypher "MATCH (g:Group) RETURN g.name AS name ORDER BY name"
    """
    from kg.cli.query import _pair
    from kg.graph import open_store
    from kg.views import queries

    with open_store(graph, write=False) as store:
        table = queries.cypher(store, text, dict(_pair(param) for param in params))
    show(table.columns, table.rows, style)
