"""`kg completion`."""

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    eval "$(kg completion bash)"
    """
    from click.shell_completion import get_completion_class

    from kg.cli.entry import group

    completer = get_completion_class(shell)
    if completer is not None:
        click.echo(completer(group, {}, "kg", "_KG_COMPLETE").source())
