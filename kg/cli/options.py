"""Options that several commands share."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from kg.claims.choice import Choice
    from kg.graph import Address

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_GRAPH = "./kg.graph"


def graph_option(function: F) -> F:
    """`--graph`: a folder (embedded), else KG_GRAPH, else ./kg.graph; or a server, with who asks.

    The command gets one argument `graph`: what `kg.graph.open_store` takes.
    """

    @wraps(function)
    def command(*words: Any, graph: str, **given: Any) -> Any:
        return function(*words, graph=_address(graph, given), **given)

    option = click.option(
        "--graph",
        envvar="KG_GRAPH",
        default=DEFAULT_GRAPH,
        show_default=True,
        show_envvar=True,
        metavar="FOLDER|ADDRESS",
        help="The graph: a folder, or the address of a server.",
    )
    return option(server_options(cast("F", command)))


def judgements_option(function: F) -> F:
    """`--judgements`: the file that the graph obeys; written below `graph_option`, it changes `graph`.

    The command gets what `kg.pipeline` takes as a graph: its address, with the file where one is given.
    """

    @wraps(function)
    def command(*words: Any, graph: "Address", judgements: Path | None, **given: Any) -> Any:
        if judgements is None:
            return function(*words, graph=graph, **given)
        from kg.pipeline import Judged

        return function(*words, graph=Judged(graph, judgements), **given)

    option = click.option(
        "--judgements",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="KG_JUDGEMENTS",
        help="The file of judgements.  [default: judgements.jsonl beside the graph]",
    )
    return option(cast("F", command))


def server_options(function: F) -> F:
    """Who asks a server, and for which database; `_address` takes them from a command's options."""
    options = (
        click.option("--user", envvar="KG_NEO4J_USER", help="The server's user.  [default: neo4j]"),
        click.option(
            "--password",
            envvar="KG_NEO4J_PASSWORD",
            help="The user's password; better KG_NEO4J_PASSWORD. Asked for at a terminal.",
        ),
        click.option(
            "--database", envvar="KG_NEO4J_DATABASE", help="The server's database, if not the first."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _address(graph: str, given: dict[str, Any]) -> "Address":
    """The graph's address, with what `server_options` gave, which is taken out of `given`."""
    user, password, database = (given.pop(name) for name in ("user", "password", "database"))
    return address(graph, user, password, database)


def address(graph: str, user: str | None, password: str | None, database: str | None) -> "Address":
    """A folder as it is, or a server; a password that nothing gives is asked for, if somebody is there."""
    if "://" not in graph:
        return graph
    from kg.graph import server

    found = server(graph, user, password, database)
    if found.password is None and sys.stdin.isatty():
        asked = click.prompt(
            f"Password of {found.user} at {found}", hide_input=True, err=True, default="", show_default=False
        )
        return replace(found, password=asked or None)
    return found


def format_option(function: F) -> F:
    """`--format`: a table for people, JSON or CSV for programs."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="A table for people, JSON or CSV for programs.",
    )(function)


def text_option(row: str) -> Callable[[F], F]:
    """`--format`: text for people, JSON or CSV for programs, with `row` as what a row of theirs is."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json", "csv"]),
        default="text",
        show_default=True,
        help=f"Text for people, JSON or CSV for programs: a row a {row}.",
    )


def jobs_option(function: F) -> F:
    """`--jobs`: how many processes read documents side by side."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help="Processes that read side by side.",
    )(function)


def extractor_options(function: F) -> F:
    """`--extractor` and what a language model needs; they reach the command as one mapping's keys."""
    options = (
        click.option(
            "--extractor",
            type=click.Choice(["rules", "llm", "both"]),
            default="rules",
            show_default=True,
            help="Rules (offline), a language model, or both joined.",
        ),
        click.option("--llm-model", envvar="KG_LLM_MODEL", help="The endpoint's name for the model."),
        click.option(
            "--llm-url",
            envvar="KG_LLM_URL",
            help="An OpenAI-compatible address (default: loopback); the key is read from KG_LLM_KEY.",
        ),
        click.option(
            "--llm-backend", type=click.Choice(["prompt", "langextract"]), default="prompt", show_default=True
        ),
        click.option(
            "--llm-cache",
            envvar="KG_LLM_CACHE",
            type=click.Path(path_type=Path),
            help="Where answers are kept.  [default: ~/.cache/kg/llm]",
        ),
        click.option(
            "--allow-tlp", is_flag=True, help="Send documents marked above TLP:CLEAR to the model too."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def choice_of(given: dict[str, Any]) -> "Choice":
    """The extractor that the options of `extractor_options` name."""
    from kg.claims.choice import DEFAULT_URL, Choice

    return Choice(
        name=given["extractor"],
        model=given["llm_model"],
        url=given["llm_url"] or DEFAULT_URL,
        back_end=given["llm_backend"],
        cache=given["llm_cache"] or Path.home() / ".cache" / "kg" / "llm",
        allow_tlp=given["allow_tlp"],
    )
