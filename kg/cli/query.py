"""`kg query`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.queries import Parameter


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
@graph_option
@format_option
def command(name: str | None, params: tuple[str, ...], graph: "Address", style: str) -> None:
    """Run a prepared question; without a name, list them.

    \b
    kg query sponsors -p name=Hezbollah
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
        table = queries.run(store, query.name, given)
    show(table.columns, table.rows, style)


def _usage(parameter: "Parameter") -> str:
    return parameter.usage() if parameter.required else f"[{parameter.name}=…]"


def _pair(param: str) -> tuple[str, str]:
    key, sign, value = param.partition("=")
    if not sign or not key:
        raise QueryError(f"the parameter {param!r} has no value", where="-p", hint="write KEY=VALUE")
    return key.strip(), value
