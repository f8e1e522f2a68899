"""`kg build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import choice_of, extractor_options, graph_option, jobs_option, judgements_option
from kg.cli.output import progress_bar, say, say_contradictions, say_lookalikes, say_rejected, say_skipped

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@graph_option
@judgements_option
@extractor_options
@jobs_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    graph: "Place",
    jobs: int,
    *,
    dry_run: bool,
    **given: Any,
) -> None:
    """Read documents into the graph; unchanged ones are skipped, changed ones become a new version.

    A path is a folder, a text, a web page, a PDF, articles in JSON Lines, or - for standard input.

    \b
    kg build reports/ --graph my.graph
    """
    from kg import pipeline

    with progress_bar() as progress:
        built = pipeline.build(
            paths, graph, choice=choice_of(given), jobs=jobs, dry_run=dry_run, progress=progress
        )
    say(built.summary())
    say_rejected(built.rejected)
    say_lookalikes(built.lookalikes)
    say_skipped(built.skipped)
    say_contradictions(one.told() for one in pipeline.settled(graph).contradictions)
    ctx.exit(1 if built.skipped else 0)
