"""`kg verify`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import say, show

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("verify")
@graph_option
@format_option
@click.pass_context
def command(ctx: click.Context, graph: "Address", style: str) -> None:
    """Check that quotes match texts, hashes match, edges follow from claims, and all invariants hold.

    \b
    kg verify --graph my.graph
    """
    from kg import pipeline
    from kg.graph import open_store
    from kg.views import verify

    with open_store(graph, write=False) as store:
        findings = verify.verify(store, pipeline.joined)
    rows = [{"check": one.check, "where": one.where, "what": one.what} for one in findings]
    if findings or style != "table":
        show(["check", "where", "what"], rows, style)
    say(f"{len(findings)} findings." if findings else "The graph is whole.")
    ctx.exit(1 if findings else 0)
