"""What Neo4j Browser takes by drop: the style sheet, and the prepared questions as its saved queries.

The Browser shows a picture only for a single statement, never for a script, so a saved query can't set its
own parameters. What has a default is therefore written into the text; what has none (`$name`) stays, and one
more saved query, `parameters`, sets all of these.
"""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg import schema
from kg.errors import QueryError
from kg.schema.files import folder
from kg.views import names
from kg.views.queries import Parameter, Query, catalogue

STYLE, SAVED = "neo4j-browser.grass", "saved-queries.zip"

_FOLDERS = {"kg": ".", "kg-pictures": "pictures"}
"""Folders of the Browser, and the folders under queries/ that they are made of."""

_PARAMETERS = "kg/parameters.cypher"

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the same queries give the same bytes."""


def files(values: Mapping[str, str]) -> dict[str, bytes]:
    """The files by name; `values` are those of the parameters that have no default.

    QueryError for a value whose parameter no question has.
    """
    style = schema.generated()[STYLE].encode()
    return {STYLE: style, SAVED: _archive(scripts(values))}


def scripts(values: Mapping[str, str]) -> dict[str, str]:
    """The text of each saved query, by `folder/name.cypher`, sorted."""
    queries = {
        f"{name}/{query.name}.cypher": query
        for name, place in _FOLDERS.items()
        for query in catalogue((folder("queries") / place).resolve()).values()
    }
    texts = {path: _script(query) for path, query in queries.items()}
    texts[_PARAMETERS] = _setting(queries.values(), values)
    return dict(sorted(texts.items()))


def _script(query: Query) -> str:
    text = query.text
    asks = []
    for parameter in query.parameters:
        if parameter.required:
            asks.append(
                f"// ${parameter.name}: {parameter.description} (the query that begins with :params sets it)"
            )
        else:
            # Split and joined, not substituted: a default may hold what a substitution would read as a group.
            text = literal(parameter.default).join(re.split(rf"\${parameter.name}\b", text))
    about = [f"// {line}" for line in query.description.splitlines()]
    return "\n".join([f"// {query.title}", *about, *asks, text])


def _setting(queries: Iterable[Query], values: Mapping[str, str]) -> str:
    wanted: dict[str, Parameter] = {}
    for query in queries:
        for parameter in query.parameters:
            if parameter.required:
                wanted.setdefault(parameter.name, parameter)
    for given in values:
        if given not in wanted:
            hint = names.meant(given, wanted) or f"there are {', '.join(sorted(wanted))}"
            raise QueryError(f"no parameter {given!r} that needs a value", hint=hint)
    items = [f"{name}: {literal(values.get(name, ''))}" for name in sorted(wanted)]
    return f":params {{{', '.join(items)}}}\n"


def literal(value: Any) -> str:
    r"""A default as Cypher writes it.

    >>> literal(["SUPPORTS", 3, None, True]), literal("it's a \\")
    ("['SUPPORTS', 3, null, true]", "'it\\'s a \\\\'")
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    text = " ".join(str(value).split()).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"


def _archive(texts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, text in texts.items():
            entry = ZipInfo(path, _BEGINNING)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return buffer.getvalue()


def write(target: Path, values: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the files into the folder `target`, made if there is none; their paths."""
    made = []
    found = files(values)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (target / name).write_bytes(content)
        made.append(target / name)
    return tuple(made)
