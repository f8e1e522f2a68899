"""`kg evaluate`."""

import json
from pathlib import Path

import click

from kg.cli.options import jobs_option
from kg.cli.output import progress_bar, say, say_skipped


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--texts", type=click.Path(path_type=Path), help="The folder of the documents that GOLD is about."
)
@click.option(
    "--records", type=click.Path(path_type=Path), help="Records to measure, instead of reading anew."
)
@click.option(
    "--errors", type=click.Path(path_type=Path), help="Write every miss and every false claim (HTML)."
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@jobs_option
def command(
    gold: Path, texts: Path | None, records: Path | None, errors: Path | None, style: str, jobs: int
) -> None:
    """Measure what kg reads against a gold standard.

    Mentions, triples, sponsorship triples, asserter, status, denial, attacks and figures.

    The documents are those of --texts; else of GOLD/texts, else of the folder `seeds` beside GOLD.

    \b
    kg evaluate tests/gold --texts seeds/documents
    """
    from kg import pipeline
    from kg.errors import DocumentError
    from kg.evaluate import errors_html, render_text, score, to_json
    from kg.model import jsonl

    if records is not None:
        found = jsonl.read(records)
    else:
        folder = texts or next((f for f in (gold / "texts", gold.parent / "seeds") if f.is_dir()), None)
        if folder is None:
            raise DocumentError(
                "its documents are not beside it", where=str(gold), hint="name their folder by --texts"
            )
        with progress_bar() as progress:
            extracted = pipeline.extract([folder], jobs=jobs, progress=progress)
        found = extracted.records
        say_skipped(extracted.skipped)
    scores = score(found, gold)
    if errors is not None:
        errors_html(scores, errors)
        say(f"Misses and false claims: {errors}")
    click.echo(
        json.dumps(to_json(scores), ensure_ascii=False, indent=2) if style == "json" else render_text(scores)
    )
