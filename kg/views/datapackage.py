"""A parcel as a folder of CSV files with a Frictionless data package that describes them.

claims.csv, entities.csv, documents.csv and attacks.csv hold one record a row, with the fields of the records
in kg's own order; lists and maps are JSON in their cell. Behind them stand columns that are there for
people and are not read back (names, the marking). An empty cell is an absent value. A text that a spreadsheet
might run as a formula, an empty text and one that begins with an apostrophe have one apostrophe in front.

https://specs.frictionlessdata.io/data-package/ and .../table-schema/ (version 1).
"""

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from kg import schema
from kg.errors import DocumentError
from kg.graph import Exported
from kg.views import carried, writing
from kg.views.account import speakers
from kg.views.parcel import Parcel
from kg.views.projection import Told

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}

_FOREIGN = {
    "claims": {"subject": "entities", "object": "entities", "doc": "documents"},
    "attacks": {"id": "entities"},
}
"""Columns whose values are ids of another file's rows."""

_SHOWN = {
    "claims": {
        "subject_name": "Name of the subject.",
        "object_name": "Name of the object.",
        "says": "Who says it, by name; a document in its own voice is `the document`.",
        "denies_it": "Who denies it, by name.",
        "marking": "The highest marking of the claim, its document and its denials.",
    },
    "entities": {"marking": "The widest marking among all that names it."},
    "documents": {"marking": "The document's marking, or that of an unmarked one."},
    "attacks": {},
}
"""Columns for people, with what they hold."""


def write(parcel: Parcel, out: Path) -> Exported:
    """Write the folder, which appears when it is whole."""
    told = parcel.told
    rows: dict[str, Iterable[Any]] = {
        "claims": told.claims,
        "entities": told.entities.values(),
        "documents": told.documents.values(),
        "attacks": told.attacks.values(),
    }
    resources = []
    with writing.folder(out) as folder:
        for name, records in rows.items():
            data = _table(name, records, parcel)
            (folder / f"{name}.csv").write_bytes(data)
            resources.append(_resource(name, data))
        text = json.dumps(_package(parcel, resources), ensure_ascii=False, indent=2) + "\n"
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return Exported(f"{len(told.claims)} claims and {len(told.entities)} entities as tables in {out}.")


def _package(parcel: Parcel, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "kg-export",
        "title": "Claims about militant networks, with who says them and who denies them",
        "description": (
            "Each row of claims.csv is what one document lets one speaker say. A status tells what has "
            "been said, never what is so. No row may be passed on without its status, its speakers and its "
            "denials. A cell that begins with an apostrophe is a text without this apostrophe."
        ),
        "keywords": [parcel.highest],
        "resources": resources,
    }


def _resource(name: str, data: bytes) -> dict[str, Any]:
    records = schema.load().records[carried.KINDS[name].__name__]
    columns = [
        {"name": column, "type": kind, "description": records.fields[column].definition}
        for column, kind in _columns(name).items()
    ]
    shown = [
        {"name": column, "type": "string", "description": about} for column, about in _SHOWN[name].items()
    ]
    keys = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in _FOREIGN.get(name, {}).items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": name.capitalize(),
        "description": records.definition,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [*columns, *shown],
            "primaryKey": "id",
            "missingValues": [""],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _columns(name: str) -> dict[str, str]:
    """The fields of a kind of record with their types in the words of Table Schema."""
    found = {}
    for field in fields(carried.KINDS[name]):
        words = str(field.type)
        kinds = [kind for kind in (bool, int, float, str) if words in (str(kind), f"{kind.__name__} | None")]
        mapping = words.startswith("dict") or "Quote |" in words or "Responsibility |" in words
        found[field.name] = _TYPES[kinds[0]] if kinds else "object" if mapping else "array"
    return found


def _table(name: str, records: Iterable[Any], parcel: Parcel) -> bytes:
    buffer = io.StringIO()
    # With any other end of line, a carriage return in a text would go without quotes.
    writer = csv.writer(buffer, lineterminator="\r\n")
    columns = _columns(name)
    writer.writerow([*columns, *_SHOWN[name]])
    show = _PEOPLE.get(name)
    for record in records:
        row = carried.plain(record)
        cells = [_cell(row.get(column)) for column in columns]
        writer.writerow([*cells, *(_cell(value) for value in (show(parcel, record) if show else ()))])
    return buffer.getvalue().encode()


def _for_claim(parcel: Parcel, claim: Any) -> list[str]:
    told = parcel.told
    deniers = sorted({told.name(denial.entity) for denial in claim.denied_by})
    return [
        told.name(claim.subject),
        told.name(claim.object),
        speakers(told, claim),
        "; ".join(deniers),
        parcel.label(claim),
    ]


_PEOPLE: Mapping[str, Callable[[Parcel, Any], list[str]]] = {
    "claims": _for_claim,
    "entities": lambda parcel, entity: [parcel.of_entities[entity.id]],
    "documents": lambda parcel, document: [parcel.of_document(document)],
}
"""What stands in the columns for people."""


def _cell(value: Any) -> str:
    r"""A value as it stands in a file, before CSV's own quotes.

    >>> [_cell(value) for value in (None, "", "=1", "'x", "a", -1, True, ["a"], {"b": 1})]
    ['', "'", "'=1", "''x", 'a', '-1', 'true', '["a"]', '{"b":1}']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if not value or value.startswith(_RISKY) else value
    return carried.packed(value)


def read(folder: Path) -> Told:
    """What the folder of a data package that kg wrote tells; DocumentError if it is none."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for name in carried.KINDS:
        path = folder / f"{name}.csv"
        try:
            text = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            hint = "give a folder that `kg export csv` wrote"
            raise DocumentError(f"it can't be read ({error})", where=str(path), hint=hint) from error
        parts[name] = list(_records(name, text, str(path)))
    return carried.told(parts)


def _records(name: str, text: str, where: str) -> Iterable[Any]:
    columns = _columns(name)
    kind: Any = carried.KINDS[name]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        given = {column: cell for column, cell in row.items() if cell and column in columns}
        whole = {column: _value(cell, columns[column], where) for column, cell in given.items()}
        yield carried.record(whole, kind, f"{where}: row {number}")


def _value(cell: str, kind: str, where: str) -> Any:
    return cell.removeprefix("'") if kind == "string" else carried.unpacked(cell, where)
