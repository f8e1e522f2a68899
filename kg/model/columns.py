"""Records as Parquet: a column a field, and JSON in a column where a field is no plain value.

Needs the extra `scale` (pyarrow); KgError says so where it is missing.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import fields
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

import msgspec

from kg.errors import DocumentError, KgError

T = TypeVar("T")

HINT = 'install it: pip install "kg-militant-networks[scale]"'

_PLAIN: dict[Any, str] = {
    str: "string",
    str | None: "string",
    int: "int64",
    int | None: "int64",
    float | None: "float64",
    bool: "bool_",
}
"""Types of fields that are columns as they are, with pyarrow's name for each."""

_ROWS = 1_000
"""Rows that are taken out of a file at a time."""


def arrow(name: str = "pyarrow") -> ModuleType:
    """The library, or one of its modules; KgError with what to do if it is not installed."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise KgError(f"{name} is not installed, and this needs it", hint=HINT) from error


def encode(records: Sequence[Any], kind: type[Any]) -> bytes:
    """A Parquet file of records of one kind, in their order; the same records give the same bytes."""
    pa, parquet = arrow(), arrow("pyarrow.parquet")
    encoder = msgspec.json.Encoder(order="deterministic")
    columns: dict[str, Any] = {}
    for name, plain in _columns(kind).items():
        values = (getattr(record, name) for record in records)
        written = list(values) if plain else [encoder.encode(value).decode() for value in values]
        columns[name] = pa.array(written, type=getattr(pa, plain or "string")())
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def decode(data: bytes, kind: type[T], where: str) -> Iterator[T]:
    """The records of a file as `encode` writes it; DocumentError at `where` if it is none."""
    columns = _columns(kind)
    for number, row in enumerate(rows(data, where), start=1):
        try:
            given = {
                name: row[name] if plain or row[name] is None else msgspec.json.decode(row[name])
                for name, plain in columns.items()
                if name in row
            }
            yield msgspec.convert(given, kind)
        except (msgspec.MsgspecError, TypeError, RecursionError) as error:
            raise DocumentError(
                f"not a record of kind {kind.__name__}: {error}",
                where=f"{where}:{number}",
                hint="write records with `kg extract --engine ray --out DIR`",
            ) from error


def rows(data: bytes, where: str, largest: int | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, by column; DocumentError if it is none, or holds over `largest` bytes."""
    pa, parquet = arrow(), arrow("pyarrow.parquet")
    read = 0
    try:
        for batch in parquet.ParquetFile(io.BytesIO(data)).iter_batches(_ROWS, use_threads=False):
            read += batch.nbytes
            if largest is not None and read > largest:
                raise DocumentError(
                    f"too large: over {largest:,} bytes when unpacked",
                    where=where,
                    hint="cut it into several",
                )
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DocumentError(f"not a Parquet file ({told})", where=where, hint="write it again") from error


def _columns(kind: type[Any]) -> dict[str, str | None]:
    """Each field of a record with the type of its column, None where that holds JSON."""
    types = get_type_hints(kind)
    return {field.name: _PLAIN.get(types[field.name]) for field in fields(kind)}
