"""`kg erase`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, judgements_option
from kg.cli.output import say

if TYPE_CHECKING:
    from kg.pipeline import Place


@click.command("erase")
@click.argument("person")
@click.option("--also", multiple=True, metavar="NAME", help="Another spelling of the name; repeatable.")
@click.option("--dry-run", is_flag=True, help="Only tell what would go and what would remain.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--llm-cache",
    envvar="KG_LLM_CACHE",
    type=click.Path(path_type=Path),
    help="Where answers of a language model are kept.  [default: ~/.cache/kg/llm]",
)
@graph_option
@judgements_option
def command(
    person: str, graph: "Place", also: tuple[str, ...], llm_cache: Path | None, *, dry_run: bool, yes: bool
) -> None:
    """Erase a person: claims about him, his name in every text, judgements, kept answers.

    It can't be undone. What it can't reach (your files, backups, copies) is told at the end;
    docs/responsible-use.md says what is left to do.

    \b
    kg erase "Jane Roe" --dry-run
    """
    from kg import pipeline
    from kg.entities import judgements
    from kg.entities.settled import settle
    from kg.graph import open_store
    from kg.views import erase

    path = pipeline.judgements_of(graph)
    cache = llm_cache or Path.home() / ".cache" / "kg" / "llm"
    with open_store(pipeline.address(graph), write=False) as store:
        found = erase.find(
            store,
            person,
            also,
            judgements.read(path),
            lambda extractions, ledger: pipeline.joined(extractions, settle(ledger)),
        )
    kept = erase.answers(cache, found.person)
    say(
        f"{found.name}: {len(found.claims)} claims about the person, {len(found.voiced)} in that voice, "
        f"{len(found.documents)} texts, {len(found.judgements)} judgements, {len(kept)} kept answers."
    )
    if not dry_run:
        if not yes:
            click.confirm("Erase all this for good?", abort=True, err=True)
        erase.erase(found, pipeline.address(graph), path, cache)
        say("Erased.")
    for sentence in found.remains:
        say(sentence)
