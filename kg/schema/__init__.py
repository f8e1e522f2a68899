"""The schema: entity types, relations, vocabularies and word lists, read from schema/*.yaml."""

from functools import cache
from pathlib import Path

from kg.schema import loading
from kg.schema.files import folder
from kg.schema.model import (
    Chain,
    EntityType,
    RecordField,
    RecordKind,
    Relation,
    Schema,
    Term,
    Vocabulary,
)

__all__ = [
    "Chain",
    "EntityType",
    "RecordField",
    "RecordKind",
    "Relation",
    "Schema",
    "Term",
    "Vocabulary",
    "load",
]


@cache
def load(path: Path | None = None) -> Schema:
    """The schema of `path`, else of this checkout or installation; read once a process.

    Raises SchemaError with file and line for anything unknown, doubled, missing or of the wrong kind.

    >>> load().relations["SUPPORTS"].inverse
    'is supported by'
    """
    return loading.read(folder("schema") if path is None else path)
