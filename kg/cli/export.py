"""`kg export FORMAT`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option, judgements_option
from kg.cli.output import say
from kg.cli.selecting import leaving_options

if TYPE_CHECKING:
    from kg.graph import Exported, Store
    from kg.pipeline import Place
    from kg.views.leaving import Terms
    from kg.views.parcel import Parcel
    from kg.views.selection import Selection

FORMATS = {
    "neo4j-csv": ("kg.graph.neo4j_csv", "a new folder of files for `neo4j-admin database import full`"),
}
"""Every format: the module whose `export(store, out)` writes it, imported only then, and what comes out."""

PARTNERS = {
    "stix": ("kg.views.stix", "write", "STIX 2.1: a bundle, one file; every claim a note"),
    "csv": ("kg.views.datapackage", "write", "a new folder of CSV files with a Frictionless data package"),
    "graphml": ("kg.views.network", "graphml", "GraphML: one file, claims as nodes"),
    "node-link": ("kg.views.network", "node_link", "node-link JSON of networkx: one file, claims as nodes"),
    "ucdp-esd": ("kg.views.esd", "write", "a new folder: supporter-recipient-years in UCDP ESD's columns"),
    "ftm": ("kg.views.ftm", "write", "FollowTheMoney: a new folder; needs --accept-loss"),
}
"""Formats of others: the module, the function of it that writes a parcel, and what comes out."""

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
    known = {name: told for name, (*_, told) in {**FORMATS, **PARTNERS}.items()} | RDF
    width = max(map(len, known)) + 2
    return "\b\n    " + "\n    ".join(f"{name:{width}}{told}" for name, told in sorted(known.items()))


@click.command(
    "export",
    help=f"""Write the graph as files for other tools.

    {_formats()}

    What leaves can be chosen; every denial of a chosen claim goes with it. Claims about persons stay until
    somebody has accepted them (`kg review`), and what is marked above --max-tlp leaves no trace.
    docs/exports.md tells what each format keeps. neo4j-csv and --whole copy everything, for yourself only.

    neo4j-csv prints the command line of the import: run it where the server is, while that has no database
    of that name yet. The first kg command that uses the graph makes the constraints and indexes.

    \b
    kg export stix --out bundle.json --max-tlp GREEN
    kg export nquads --out claims.nq.gz --actor M23
    kg export neo4j-csv --out files/
    """,
)
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted([*FORMATS, *PARTNERS, *RDF])))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the files go.")
@click.option(
    "--whole", is_flag=True, help="RDF: everything, texts too, for `kg import`; not to be passed on."
)
@click.option("--rdf12", is_flag=True, help="RDF: a second file, in RDF 1.2; some stores take it for facts.")
@click.option("--licence", metavar="IRI", help="RDF: the licence to name in the file.")
@click.option("--accept-loss", is_flag=True, help="ftm: I know what it cannot carry.")
@leaving_options
@graph_option
@judgements_option
def command(form: str, out: Path, graph: "Place", selection: "Selection", terms: "Terms", **how: Any) -> None:
    """Write the graph as files for other tools."""
    from kg import pipeline
    from kg.graph import open_store

    _check(form, selection, terms, how)
    with open_store(pipeline.address(graph), write=False, once=True) as store:
        if form in FORMATS:
            exported = import_module(FORMATS[form][0]).export(store, out)
        elif how["whole"]:
            from kg.views.rdf.export import whole

            exported = whole(store, form, out, licence=how["licence"], rdf12=how["rdf12"])
        else:
            exported = _packed(form, _parcel(store, graph, selection, terms), out, how)
    if exported.result:
        click.echo(exported.result)
    say(exported.told)


def _check(form: str, selection: "Selection", terms: "Terms", how: dict[str, Any]) -> None:
    """UsageError for options that do not go together."""
    from kg.views.leaving import Terms

    if form not in RDF and (how["whole"] or how["rdf12"] or how["licence"]):
        raise click.UsageError("--whole, --rdf12 and --licence are for RDF.")
    if (form in FORMATS or how["whole"]) and (selection or terms != Terms()):
        raise click.UsageError("a copy of the whole graph takes no selection and no marking.")
    if (form == "ftm") != how["accept_loss"]:
        from kg.views.ftm import LOST

        raise click.UsageError(
            LOST + " Give --accept-loss." if form == "ftm" else "--accept-loss is for ftm."
        )


def _parcel(store: "Store", graph: "Place", selection: "Selection", terms: "Terms") -> "Parcel":
    """What may leave, in the selection; restricted documents make the others be joined anew."""
    from kg.pipeline import joiner
    from kg.views.parcel import pack

    return pack(store, terms, selection, lambda ids: joiner(graph)(store.extractions(without=ids)))


def _packed(form: str, parcel: "Parcel", out: Path, how: dict[str, Any]) -> "Exported":
    if form in RDF:
        from kg.views.rdf.export import packed

        return packed(parcel, form, out, licence=how["licence"], rdf12=how["rdf12"])
    module, name, _ = PARTNERS[form]
    written: Exported = getattr(import_module(module), name)(parcel, out)
    return written
