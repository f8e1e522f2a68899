"""`kg schema show|build|check`."""

import click

from kg.errors import SchemaError


@click.group("schema")
def command() -> None:
    """Show, build or check the schema's derived files.

    \b
    kg schema show SUPPORTS
    """


@command.command("show")
@click.argument("name", required=False)
def show(name: str | None) -> None:
    """Print the reference page, or what the schema says of one type, relation or vocabulary.

    \b
    kg schema show DIRECTS
    """
    from kg.schema import describe

    click.echo(describe(name), nl=False)


@command.command("build")
def build() -> None:
    """Write the derived files anew into schema/generated.

    \b
    kg schema build
    """
    from kg.schema import generated
    from kg.schema.files import folder

    target = folder("schema") / "generated"
    target.mkdir(exist_ok=True)
    for name, text in sorted(generated().items()):
        (target / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(str(target / name))


@command.command("check")
def check() -> None:
    """Fail if a derived file is not what the schema gives.

    \b
    kg schema check
    """
    from kg.schema import stale
    from kg.schema.files import folder

    target = folder("schema") / "generated"
    names = stale(target)
    if names:
        raise SchemaError(f"stale: {', '.join(names)}", where=str(target), hint="run `kg schema build`")
    click.echo("The derived files are fresh.")
