"""`kg extract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import choice_of, extractor_options, jobs_option
from kg.cli.output import progress_bar, say, say_lookalikes, say_rejected, say_skipped

if TYPE_CHECKING:
    from kg.pipeline import Extracted

_MOST_SHARDS = 99_999


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the records.")
@extractor_options
@jobs_option
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="This machine's processes, or a Ray cluster, which writes shards (docs/scale.md).",
)
@click.option(
    "--shards",
    type=click.IntRange(1, _MOST_SHARDS),
    default=16,
    show_default=True,
    help="With ray: files of each kind.",
)
@click.option(
    "--shard-format",
    type=click.Choice(["jsonl", "parquet"]),
    default="jsonl",
    show_default=True,
    help="With ray: what the files are.",
)
@click.option(
    "--ray-address",
    envvar="RAY_ADDRESS",
    help="With ray: a cluster that runs already.  [default: one of --jobs processes on loopback]",
)
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], out: Path, jobs: int, **given: Any) -> None:
    """Read documents into records: documents, mentions, entities, claims, attacks (JSON Lines).

    A path is a folder, a text, a web page, a PDF, articles in JSON Lines or Parquet, or - for standard input;
    with --engine ray also an address that fsspec knows (s3://…), and what a killed run has done stays done.

    \b
    kg extract seeds/documents --out records/
    kg extract s3://bucket/news --out records/ --engine ray --jobs 64 --shards 1000
    """
    do = _by_cluster if given["engine"] == "ray" else _here
    found = do(paths, out, jobs, given)
    say_rejected(found.rejected)
    say_lookalikes(found.lookalikes)
    say_skipped(found.skipped)
    ctx.exit(1 if found.skipped else 0)


def _here(paths: tuple[str, ...], out: Path, jobs: int, given: dict[str, Any]) -> "Extracted":
    from kg import pipeline
    from kg.model import jsonl

    files = [Path(path) for path in paths]
    with progress_bar() as progress:
        found = pipeline.extract(files, choice=choice_of(given), jobs=jobs, progress=progress)
    jsonl.write(found.records, out)
    say(f"{len(found.records.documents)} documents, {len(found.records.claims)} claims: {out}")
    return found


def _by_cluster(paths: tuple[str, ...], out: Path, jobs: int, given: dict[str, Any]) -> "Extracted":
    from kg.scale.cluster import cluster
    from kg.scale.run import Plan, extract

    plan = Plan(out, choice_of(given), given["shards"], given["shard_format"])
    with progress_bar() as progress, cluster(jobs, plan.shards, given["ray_address"]) as engine:
        manifest, found = extract(engine, paths, plan, progress)
    say(f"{manifest.records('documents')} documents, {manifest.records('claims')} claims: {out}")
    return found
