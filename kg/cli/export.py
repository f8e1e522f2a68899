"""`kg export FORMAT`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address, Exported

FORMATS = {
    "neo4j-csv": ("kg.graph.neo4j_csv", "a new folder of files for `neo4j-admin database import full`"),
}
"""Every format: the module whose `export(store, out)` writes it, imported only then, and what comes out."""


def _formats() -> str:
    """The list of formats in the help."""
    width = max(map(len, FORMATS)) + 2
    return "\b\n" + "\n".join(f"{name:{width}}{told}" for name, (_, told) in sorted(FORMATS.items()))


@click.command(
    "export",
    help=f"""Write the graph as files for other tools.

    {_formats()}

    neo4j-csv prints the command line of the import: run it where the server is, while that has no database
    of that name yet. The first kg command that uses the graph makes the constraints and indexes.

    \b
    kg export neo4j-csv --out files/
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the files go.")
@graph_option
def command(form: str, out: Path, graph: "Address") -> None:
    """Write the graph as files for other tools."""
    from kg.graph import open_store

    with open_store(graph, write=False) as store:
        exported: Exported = import_module(FORMATS[form][0]).export(store, out)
    if exported.result:
        click.echo(exported.result)
    say(exported.told)
