"""`kg browser`."""

from pathlib import Path

import click


@click.command("browser")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder.")
@click.option(
    "-p", "params", multiple=True, metavar="KEY=ID", help="What the saved queries ask about; repeatable."
)
def command(out: Path, params: tuple[str, ...]) -> None:
    """Write what Neo4j Browser takes: a style sheet, and the prepared questions as saved queries.

    \b
    kg browser --out neo4j-browser -p name=m23
    """
    from kg.cli.query import _pair
    from kg.views import browser

    for path in browser.write(out, dict(_pair(param) for param in params)):
        click.echo(str(path))
