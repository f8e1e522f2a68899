"""`kg retract`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, judgements_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("retract")
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option("--undo", is_flag=True, help="Let withdrawn documents count again.")
@graph_option
@judgements_option
def command(documents: tuple[str, ...], graph: "Place", *, undo: bool) -> None:
    """Withdraw documents: they stay, their claims count no more, and a later build leaves them so.

    \b
    kg retract goma-rwanda-m23 --graph my.graph
    """
    from kg import pipeline

    done = pipeline.retract(documents, graph, undo=undo)
    changes = sum(sum(part.values()) for part in (done.created, done.changed, done.removed))
    fate = "count again" if undo else "withdrawn"
    say(f"{len(set(documents))} documents {fate}; {changes} nodes and edges differ from before.")
