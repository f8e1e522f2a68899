"""`kg serve`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, judgements_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="The port.  [default: 8050 if free, else any]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--read-only/--writable",
    default=None,
    help="Whether nobody may decide anything.  [default: writable on loopback, read only elsewhere]",
)
@graph_option
@judgements_option
def command(graph: "Place", host: str, port: int | None, *, read_only: bool | None) -> None:
    """Serve the explorer: look actors up, see the network, read the words, decide.

    The address to open goes to standard output, with the token that lets its page write. Nothing is loaded
    from elsewhere. Other kg commands use the graph through this one until it is ended by Ctrl-C or SIGTERM.

    \b
    kg serve --graph my.graph
    """
    from kg.errors import KgError

    try:
        import dash  # noqa: F401
    except ImportError as error:
        hint = 'pip install "kg-militant-networks[explorer]"'
        raise KgError("the explorer's libraries are missing", hint=hint) from error
    from kg import pipeline
    from kg.views.explorer.office import Deciding
    from kg.views.explorer.serving import serve

    how = Deciding(
        review=lambda: pipeline.review(graph),
        judge=lambda new: pipeline.judge(new, graph),
        undo=lambda ids, who: pipeline.undo(ids, graph, who=who),
    )

    def ready(address: str) -> None:
        click.echo(address)
        say("Ctrl-C ends it.")

    try:
        serve(pipeline.address(graph), (host, port), how, read_only=read_only, ready=ready)
    except KeyboardInterrupt:
        say("Ended.")
