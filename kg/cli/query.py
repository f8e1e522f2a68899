"""`kg query`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show
from kg.cli.selecting import say_selection, selection_options
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import Address, Store, Table
    from kg.views.queries import Parameter
    from kg.views.selection import Selection


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of queries that begin with what was typed, for shell completion."""
    del ctx, param
    from kg.views.queries import catalogue

    return [name for name in catalogue() if name.startswith(incomplete)]


@click.command("query")
@click.argument("name", required=False, shell_complete=_names)
@click.option(
    "-p", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the question; repeatable."
)
@selection_options
@graph_option
@format_option
def command(
    name: str | None, params: tuple[str, ...], selection: "Selection", graph: "Address", style: str
) -> None:
    """Run a prepared question; without a name, list them.

    With a filter it is asked of a graph that holds what is left, made for the moment; on a large graph this
    takes as long as loading the part would.

    \b
    kg query sponsors -p name=Hezbollah
    kg query sponsors -p name=Hezbollah --without Israel
    """
    from kg.graph import open_store
    from kg.views import queries

    if name is None:
        rows = [
            {
                "name": query.name,
                "title": query.title,
                "parameters": " ".join(_usage(p) for p in query.parameters),
            }
            for query in queries.catalogue().values()
        ]
        show(["name", "title", "parameters"], rows, style)
        return
    given = dict(_pair(param) for param in params)
    query = queries.find(name)
    with open_store(graph, write=False) as store:
        if selection:
            table = _within(store, selection, query.name, given)
        else:
            table = queries.run(store, query.name, given)
    show(table.columns, table.rows, style)


def _within(store: "Store", selection: "Selection", name: str, given: dict[str, str]) -> "Table":
    """The answer of what a selection leaves; names are looked up in the whole graph."""
    from kg.views import queries, subgraph
    from kg.views.projection import fetch
    from kg.views.selection import named, select

    told = fetch(store)
    chosen = named(told, selection)
    say_selection(told, chosen)
    with subgraph.opened(store, select(told, chosen)) as part:
        return queries.run(store, name, given, part)


def _usage(parameter: "Parameter") -> str:
    return parameter.usage() if parameter.required else f"[{parameter.name}=…]"


def _pair(param: str) -> tuple[str, str]:
    key, sign, value = param.partition("=")
    if not sign or not key:
        raise QueryError(f"the parameter {param!r} has no value", where="-p", hint="write KEY=VALUE")
    return key.strip(), value
