"""`kg verify`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option, judgements_option
from kg.cli.output import say, show

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("verify")
@graph_option
@judgements_option
@format_option
@click.pass_context
def command(ctx: click.Context, graph: "Place", style: str) -> None:
    """Check that quotes match texts, hashes match, edges follow from claims, and all invariants hold.

    \b
    kg verify --graph my.graph
    """
    from kg import pipeline
    from kg.graph import open_store
    from kg.views import deciding, verify

    judged = pipeline.settled(graph)
    with open_store(pipeline.address(graph), write=False) as store:
        findings = verify.verify(store, pipeline.joiner(graph), pipeline.basis())
        findings += deciding.disobeyed(store, judged)
    rows = [{"check": one.check, "where": one.where, "what": one.what} for one in findings]
    if findings or style != "table":
        show(["check", "where", "what"], rows, style)
    say(f"{len(findings)} findings." if findings else "The graph is whole.")
    ctx.exit(1 if findings else 0)
