"""`kg extract`."""

from pathlib import Path

import click

from kg.cli.options import jobs_option
from kg.cli.output import progress_bar, say, say_skipped


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the five files.")
@jobs_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], out: Path, jobs: int) -> None:
    """Read documents into records: documents, mentions, entities, claims, attacks (JSON Lines).

    \b
    kg extract seeds/documents --out records/
    """
    from kg import pipeline
    from kg.model import jsonl

    with progress_bar() as progress:
        records, skipped = pipeline.extract(paths, jobs=jobs, progress=progress)
    jsonl.write(records, out)
    say(f"{len(records.documents)} documents, {len(records.claims)} claims: {out}")
    say_skipped(skipped)
    ctx.exit(1 if skipped else 0)
