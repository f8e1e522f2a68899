"""Results to stdout (tables, JSON, CSV) and everything else to stderr."""

import csv
import io
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import Any

import click

from kg.model import Skipped

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


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    r"""Rows as CSV; a cell that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> as_csv(["name", "n"], [{"name": "=1+1", "n": 2}])
    "name,n\r\n'=1+1,2\r\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row.get(column)) for column in columns])
    return buffer.getvalue()


def _csv_cell(value: object) -> str:
    text = plain(value)
    risky = isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{text}" if risky else text


def plain(value: object) -> str:
    """A value in one line of text: lists joined by "; ", None empty.

    >>> plain(["India", "Afghanistan"]), plain(None), plain(True)
    ('India; Afghanistan', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def safe(text: str) -> str:
    r"""Text without control characters and direction overrides, so that no document can drive a terminal.

    >>> safe("a\x1b[31mb\u202ec")
    'a�[31mb�c'
    """
    return "".join("�" if _controls(char) else char for char in text)


def _controls(char: str) -> bool:
    code = ord(char)
    # C0 but newline and tab, DEL and C1, and the bidirectional embeddings, overrides and isolates.
    return (
        (code < 32 and char not in "\n\t")
        or 127 <= code < 160
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


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
