"""Values as text that is safe to show: one line a value, no control characters, no formula in a CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any


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
