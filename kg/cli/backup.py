"""`kg backup`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@graph_option
def command(file: Path, graph: "Address") -> None:
    """Write the graph and its judgements to one file, also while others use it.

    The same graph gives the same bytes. Names of reviewers and their reasons are in it: keep it at home.

    \b
    kg backup monday.kg.gz
    """
    from kg import pipeline
    from kg.graph import open_store
    from kg.views import backup

    judgements = pipeline.judgements_of(graph)
    with open_store(graph, write=False) as store:
        kept = judgements.read_bytes() if judgements.is_file() else b""
        nodes, links = backup.write(store, kept, file)
    lines = kept.count(b"\n")
    say(f"{nodes} nodes, {links} edges and {lines} judgements in {file}.")
