"""`kg validate`."""

from pathlib import Path

import click

from kg.cli.options import format_option
from kg.cli.output import say, show
from kg.errors import DocumentError


@click.command("validate")
@click.argument("given", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
@format_option
def command(given: Path, style: str) -> None:
    """Check RDF files: no edge that makes an allegation a fact, every claim with its words and denials.

    \b
    kg validate claims.ttl
    """
    from kg.views.rdf.validate import validate

    rows = [{"where": found.where, "what": found.what} for found in validate(given)]
    if rows:
        show(("where", "what"), rows, style)
        raise DocumentError(
            f"{len(rows)} things are wrong", where=str(given), hint="mend them, or ask who made it"
        )
    say("Nothing is wrong.")
