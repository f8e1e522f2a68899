"""The command group: lazy commands, one place where an error becomes a sentence and an exit code."""

import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from kg import __version__
from kg.errors import KgError

COMMANDS = {
    "backup": "Write the graph and its judgements to one file.",
    "bolt": "Offer an embedded graph to Neo4j's tools, read only.",
    "browser": "Write what Neo4j Browser takes: style and saved queries.",
    "build": "Read documents into the graph.",
    "compare": "Show two sides' networks side by side.",
    "completion": "Print the completion script of a shell.",
    "conflicts": "List what cannot all hold.",
    "copy": "Copy a graph to another folder or server.",
    "coverage": "Show whose words were loaded.",
    "cypher": "Ask the graph in Cypher, read only.",
    "diff": "Show what is new, newly denied or withdrawn.",
    "erase": "Erase a person from the graph, its judgements and caches.",
    "evaluate": "Measure what kg reads against a gold standard.",
    "export": "Write the graph as files for other tools.",
    "extract": "Read documents into records (JSON Lines) without a graph.",
    "first": "Show who said it first, and who repeats it.",
    "import": "Make a graph out of RDF files that a whole one was exported to.",
    "load": "Load records into the graph.",
    "query": "Run a prepared question, or list them.",
    "rank": "Rank who is accused most, with the voices behind it.",
    "report": "Write the dossier of an actor.",
    "restore": "Put a backup into a new graph.",
    "retract": "Withdraw documents from the graph.",
    "review": "Judge what kg could not settle, and take judgements back.",
    "schema": "Show, build or check the schema's derived files.",
    "search": "Find entities by name and claims by their words.",
    "serve": "Serve the explorer: look up, see the network, read, decide.",
    "status": "Show what the graph holds.",
    "timeline": "Show what is told of an actor in the order of time.",
    "trace": "Show chains of alleged sponsorship, and who denies them.",
    "validate": "Check RDF files by the shapes that keep an allegation one.",
    "verify": "Check that the graph is whole.",
    "why": "Show the words behind a claim or an edge.",
}
"""Every command with its one-line help; the module of the same name in kg.cli defines it."""

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class LazyGroup(click.Group):
    """A group that imports a command's module when the command runs, so that `kg --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kg.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `kg --help`, without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a KgError is told in one sentence and ends with exit code 1."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(EXIT_ERROR)
        except BrokenPipeError:
            # The reader of our output went away (`kg query … | head`): not our error, nothing to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(EXIT_ERROR)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def group() -> None:
    """A knowledge graph of militant networks: who is said to support whom, who says so, who denies it.

    \b
    kg build reports/
    kg query sponsors -p name=Hezbollah
    """


def _terminated(signum: int, frame: object) -> NoReturn:
    """End in an orderly way on SIGTERM, so that a store is closed and a half-written file removed."""
    del signum, frame
    raise SystemExit(EXIT_TERMINATED)


def main() -> None:
    """Run `kg`; the entry point of the package."""
    # Set before any JVM starts: a JVM that has its own handler first would crash on SIGTERM.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = group.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)
