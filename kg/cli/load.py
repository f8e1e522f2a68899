"""`kg load`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, judgements_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("load")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@graph_option
@judgements_option
def command(folder: Path, graph: "Place") -> None:
    """Load records, as `kg extract` writes them, into the graph; again changes nothing.

    \b
    kg load records/ --graph my.graph
    """
    from kg import pipeline

    done = pipeline.load(folder, graph)
    say(done.summary() if done.written else "The graph has these records already.")
