"""Results to stdout (tables, JSON, CSV) and everything else to stderr."""

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from kg.model import Skipped
from kg.views.cells import as_csv, plain, safe

if TYPE_CHECKING:
    from kg.graph import Table

__all__ = ["as_csv", "plain", "progress_bar", "safe", "say", "say_rejected", "say_skipped", "show"]

_PAGE = 110
"""Columns of a page where no terminal tells its width."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are."""


def show(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], style: str) -> None:
    """Print rows as a table, as `{"columns": […], "rows": [{…}]}`, or as CSV."""
    if style == "json":
        document = {"columns": list(columns), "rows": [dict(row) for row in rows]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    elif style == "csv":
        click.echo(as_csv(columns, rows), nl=False)
    else:
        _show_table(columns, rows)


def show_told(
    style: str, table: "Callable[[], Table]", text: Callable[[], str], nothing: str = "Nothing."
) -> None:
    """Print text for people, or the same as a table for programs; `nothing` is said for an empty text."""
    if style != "text":
        made = table()
        show(made.columns, made.rows, style)
    elif words := text():
        click.echo(safe(words))
    else:
        say(nothing)


def _show_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    cells = [[safe(plain(row.get(column))) for column in columns] for row in rows]
    if not rows:
        say("No rows.")
    elif _width(columns, cells) <= _room():
        _show_grid(columns, cells)
    else:
        click.echo("\n\n".join(_card(columns, row) for row in cells))


def _room() -> int:
    return get_terminal_size().columns if sys.stdout.isatty() else _PAGE


def _width(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    return sum(max(len(text) for text in column) + 3 for column in zip(columns, *cells, strict=True))


def _show_grid(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column)
    for row in cells:
        table.add_row(*(Text(text) for text in row))
    Console(width=_room()).print(table)


def _card(columns: Sequence[str], row: Sequence[str]) -> str:
    """A row too wide for a line: one line a value, its column's name in front, empty ones left out."""
    space = max(len(column) for column in columns) + 2
    return "\n".join(
        textwrap.fill(
            text,
            width=max(_room(), space + 40),
            initial_indent=column.ljust(space),
            subsequent_indent=" " * space,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for column, text in zip(columns, row, strict=True)
        if text
    )


def say(message: str) -> None:
    """A sentence for the person at the terminal, on stderr."""
    click.echo(safe(message), err=True)


def say_skipped(skipped: Sequence[Skipped]) -> None:
    """What was left out, and why: one line each on stderr."""
    for one in skipped:
        say(f"Left out {one.path}: {one.reason}")


def say_lookalikes(told: Iterable[str]) -> None:
    """Names that only look like those of known actors, one line each on stderr."""
    for one in told:
        say(f"Note: {one}")


def say_contradictions(told: Iterable[str]) -> None:
    """Judgements that contradict each other, one line each on stderr."""
    for one in told:
        say(f"Judgements: {one}")


def say_rejected(rejected: Mapping[str, int]) -> None:
    """How many claims a language model offered that the documents do not bear out, by reason."""
    for reason, number in rejected.items():
        say(f"Rejected {number} offered claims: {reason}")


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress callback that draws on stderr, or None where no terminal is attached."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    text = TextColumn("{task.description}")
    with Bars(
        text, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    ) as bars:
        tasks: dict[str, Any] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield told
