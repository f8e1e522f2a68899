"""`kg extract`."""

from pathlib import Path
from typing import Any

import click

from kg.cli.options import choice_of, extractor_options, jobs_option
from kg.cli.output import progress_bar, say, say_lookalikes, say_rejected, say_skipped


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the five files.")
@extractor_options
@jobs_option
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], out: Path, jobs: int, **given: Any) -> None:
    """Read documents into records: documents, mentions, entities, claims, attacks (JSON Lines).

    A path is a folder, a text, a web page, a PDF, articles in JSON Lines, or - for standard input.

    \b
    kg extract seeds/documents --out records/
    """
    from kg import pipeline
    from kg.model import jsonl

    with progress_bar() as progress:
        found = pipeline.extract(paths, choice=choice_of(given), jobs=jobs, progress=progress)
    jsonl.write(found.records, out)
    say(f"{len(found.records.documents)} documents, {len(found.records.claims)} claims: {out}")
    say_rejected(found.rejected)
    say_lookalikes(found.lookalikes)
    say_skipped(found.skipped)
    ctx.exit(1 if found.skipped else 0)
