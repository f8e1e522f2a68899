"""Records as rows, for people and for programs."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from kg.graph import Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def row(record: "DataclassInstance") -> dict[str, Any]:
    """The fields of a record by name; its tuples are lists, records within it are rows too.

    >>> from kg.model import Quote
    >>> row(Quote("denied it", 3, 12))
    {'quote': 'denied it', 'start': 3, 'end': 12}
    """
    values = asdict(record).items()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def columns(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    """The names of a record's fields."""
    return tuple(field.name for field in fields(kind))


def table(kind: "type[DataclassInstance]", records: Iterable["DataclassInstance"]) -> Table:
    """One row a record of one kind, one column a field."""
    return Table(columns(kind), tuple(row(record) for record in records))
