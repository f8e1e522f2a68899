"""`kg report`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection


@click.command("report")
@click.argument("name", metavar="ACTOR")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The file: .html (or .htm), or .md."
)
@graph_option
@selection_options
def command(name: str, out: Path, graph: "Address", selection: "Selection") -> None:
    """Write the dossier of one actor: chains, attacks, timeline, every statement with its words.

    One file that can be sent and printed: no script, nothing loaded from elsewhere. Every line bears its
    status; the filters that were used are named in it.

    \b
    kg report M23 --out m23.html
    """
    from kg.views import dossier, names
    from kg.views.selection import described

    whole, told, resolved = told_within(graph, selection)
    actor = names.among(whole.entities.values(), name)
    filters = "; ".join(described(whole, resolved))
    dossier.write(told, actor, out, filters)
    say(f"Wrote {out}.")
