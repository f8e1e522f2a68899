"""`kg report`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say
from kg.cli.selecting import selection_options
from kg.cli.told import whole_and_selection

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("report")
@click.argument("name", metavar="ACTOR")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The file: .html (or .htm), or .md."
)
@click.option(
    "--include-unreviewed-persons",
    "unreviewed",
    is_flag=True,
    help="Also claims about persons that nobody has accepted in review.",
)
@graph_option
@selection_options
def command(name: str, out: Path, graph: "Address", selection: "Selection", *, unreviewed: bool) -> None:
    """Write the dossier of one actor: chains, attacks, timeline, every statement with its words.

    One file that can be sent and printed: no script, nothing loaded from elsewhere. Every line bears its
    status; the filters that were used are named in it. As it may be sent, what `kg export` keeps at home
    stays out of it too: claims about persons, until somebody has accepted them.

    \b
    kg report M23 --out m23.html
    """
    from kg.views import dossier, names, parcel
    from kg.views.leaving import PERSONS, Terms
    from kg.views.selection import described

    whole, resolved = whole_and_selection(graph, selection)
    terms = Terms(resolved.max_tlp, resolved.default_tlp, unreviewed)
    told = parcel.of(whole, terms, resolved).told
    filters = [*described(whole, resolved), *([] if unreviewed else [PERSONS])]
    dossier.write(told, names.among(whole.entities.values(), name), out, "; ".join(filters))
    say(f"Wrote {out}.")
