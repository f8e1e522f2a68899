# ruff: noqa: N999 - the command is called so
"""`kg import`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("import")
@click.argument("given", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--replace", is_flag=True, help="Let go of another graph that is there.")
@graph_option
def command(given: Path, graph: "Address", *, replace: bool) -> None:
    """Make a graph out of the RDF that `kg export --whole` wrote: N-Quads, TriG, Turtle or JSON-LD.

    Every statement is checked; a file that is cut off, of another version or holds anything else changes
    nothing.

    \b
    kg import whole.nq.gz --graph new.graph
    """
    from kg.graph.copying import put
    from kg.views.rdf.restoring import graph as restored

    done = put(restored(given), graph, replace=replace)
    changes = sum(sum(part.values()) for part in (done.created, done.changed, done.removed))
    say(f"{changes} nodes and edges written." if done else "The same graph is there already.")
