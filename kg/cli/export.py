"""`kg export FORMAT`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address, Exported, Store

FORMATS = {
    "neo4j-csv": ("kg.graph.neo4j_csv", "a new folder of files for `neo4j-admin database import full`"),
}
"""Every format: the module whose `export(store, out)` writes it, imported only then, and what comes out."""

RDF = {
    "nquads": "RDF: sorted N-Quads, one file; .gz is compressed",
    "turtle": "RDF: Turtle, one file",
    "trig": "RDF: TriG, one file, a document with its claims together",
    "jsonld": "RDF: a new folder of JSON-LD files, one for each document",
    "rdfxml": "RDF: RDF/XML, one file",
}
"""The formats of RDF (`kg.views.rdf`), which can hold a whole graph."""


def _formats() -> str:
    """The list of formats in the help."""
    known = {name: told for name, (_, told) in FORMATS.items()} | RDF
    width = max(map(len, known)) + 2
    return "\b\n    " + "\n    ".join(f"{name:{width}}{told}" for name, told in sorted(known.items()))


@click.command(
    "export",
    help=f"""Write the graph as files for other tools.

    {_formats()}

    neo4j-csv prints the command line of the import: run it where the server is, while that has no database
    of that name yet. The first kg command that uses the graph makes the constraints and indexes.

    \b
    kg export neo4j-csv --out files/
    kg export nquads --out claims.nq.gz
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted([*FORMATS, *RDF])))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the files go.")
@click.option(
    "--whole", is_flag=True, help="RDF: everything, texts too, for `kg import`; not to be passed on."
)
@click.option("--rdf12", is_flag=True, help="RDF: a second file, in RDF 1.2; some stores take it for facts.")
@click.option("--licence", metavar="IRI", help="RDF: the licence to name in the file.")
@graph_option
def command(form: str, out: Path, graph: "Address", licence: str | None, *, whole: bool, rdf12: bool) -> None:
    """Write the graph as files for other tools."""
    from kg.graph import open_store

    if form not in RDF and (whole or rdf12 or licence):
        raise click.UsageError("--whole, --rdf12 and --licence are for RDF.")
    with open_store(graph, write=False) as store:
        if form in RDF:
            exported = _rdf(store, form, out, licence, whole=whole, rdf12=rdf12)
        else:
            exported = import_module(FORMATS[form][0]).export(store, out)
    if exported.result:
        click.echo(exported.result)
    say(exported.told)


def _rdf(
    store: "Store", form: str, out: Path, licence: str | None, *, whole: bool, rdf12: bool
) -> "Exported":
    from kg.views import parcel
    from kg.views.leaving import Terms
    from kg.views.projection import fetch
    from kg.views.rdf import export

    if whole:
        return export.whole(store, form, out, licence=licence, rdf12=rdf12)
    return export.packed(parcel.of(fetch(store), Terms()), form, out, licence=licence, rdf12=rdf12)
