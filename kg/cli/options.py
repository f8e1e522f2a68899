"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_GRAPH = "./kg.graph"


def graph_option(function: F) -> F:
    """`--graph`: a folder (embedded) or an address; else KG_GRAPH, else ./kg.graph."""
    return click.option(
        "--graph",
        envvar="KG_GRAPH",
        default=DEFAULT_GRAPH,
        show_default=True,
        show_envvar=True,
        metavar="FOLDER|ADDRESS",
        help="The graph: a folder, or the address of a server.",
    )(function)


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


def jobs_option(function: F) -> F:
    """`--jobs`: how many processes read documents side by side."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help="Processes that read side by side.",
    )(function)
