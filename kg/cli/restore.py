"""`kg restore`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@graph_option
def command(file: Path, graph: "Address") -> None:
    """Put a backup into a new folder or an empty database, with its judgements; older formats are upgraded.

    `kg verify` tells whether the graph is whole afterwards.

    \b
    kg restore monday.kg.gz --graph again.graph
    """
    from kg import pipeline
    from kg.errors import StoreError
    from kg.graph import open_store
    from kg.views import backup, writing

    found = backup.read(file)
    judgements = pipeline.judgements_of(graph)
    there = judgements.read_bytes() if judgements.is_file() else b""
    if there not in (b"", found.judgements):
        raise StoreError("other judgements are there", where=str(judgements), hint="move them away first")
    with open_store(graph, write=True) as store:
        backup.restore(store, found)
        if found.judgements:
            with writing.file(judgements) as out:
                out.write(found.judgements)
    say(f"{len(found.graph.nodes)} nodes and {len(found.graph.links)} edges restored.")
