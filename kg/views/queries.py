"""Prepared questions: the files of queries/, their parameters checked, run on a graph; and free Cypher.

A file begins with its header, a comment in YAML (title, description, parameters, columns), and goes on with
one reading statement. Values reach the statement as parameters only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg import schema
from kg.errors import QueryError, SchemaError
from kg.graph import Store, Table
from kg.schema.files import folder
from kg.views import names

TYPES = ("entity", "actor", "document", "text", "integer", "boolean", "list", "relations")
"""What a parameter can be: a name in the graph (of anything, an actor, a document), or a value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question needs to know; `required` ones have no default."""

    name: str
    type: str
    description: str
    default: Any = None
    required: bool = False

    def usage(self) -> str:
        """How to give it on a command line.

        >>> Parameter("limit", "integer", "how many", 10).usage()
        'limit=10'
        >>> Parameter("name", "actor", "the group", required=True).usage()
        'name=…'
        """
        if self.required:
            return f"{self.name}=…"
        value = ",".join(self.default) if isinstance(self.default, list) else self.default
        return f"{self.name}={'' if value is None else value}"


@dataclass(frozen=True, slots=True)
class Query:
    """A prepared question: `columns` maps each column, in order, to what it holds."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str


@cache
def catalogue(path: Path | None = None) -> Mapping[str, Query]:
    """Every prepared question by name, sorted; SchemaError if a file of `path` (else queries/) is wrong."""
    files = sorted((path or folder("queries")).glob("*.cypher"))
    return {file.stem: read(file) for file in files}


@cache
def checks() -> Mapping[str, Query]:
    """Every check of queries/checks by name, sorted: statements that return no row on a whole graph."""
    return catalogue(folder("queries") / "checks")


def read(file: Path) -> Query:
    """The question in a file; SchemaError with its path if the header is not as it should be."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise SchemaError("the file is not UTF-8", where=str(file), hint="save it as UTF-8") from error
    length = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    head = "".join(line.removeprefix("//").removeprefix(" ") for line in lines[:length])
    try:
        header = yaml.safe_load(head)
        parameters = tuple(_parameter(name, it) for name, it in (header["parameters"] or {}).items())
        columns = {str(name): str(meaning) for name, meaning in header["columns"].items()}
        title, description = str(header["title"]), str(header["description"]).strip()
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise SchemaError(
            f"the header is wrong ({' '.join(str(error).split())})",
            where=str(file),
            hint="give title, description, parameters and columns as in the other queries",
        ) from error
    return Query(file.stem, title, description, parameters, columns, "".join(lines[length:]))


def _parameter(name: str, it: Mapping[str, Any]) -> Parameter:
    if it["type"] not in TYPES:
        raise ValueError(f"{name} is of no known type: {it['type']}")
    return Parameter(name, it["type"], it["description"], it.get("default"), "default" not in it)


def find(name: str) -> Query:
    """The prepared question called `name`; QueryError with the nearest names if there is none."""
    queries = catalogue()
    if name not in queries:
        raise QueryError(
            f"no question called {name!r}", hint=names.meant(name, queries) or "`kg query` lists them"
        )
    return queries[name]


def run(store: Store, name: str, params: Mapping[str, Any], part: Store | None = None) -> Table:
    """The rows of the prepared question `name`; its columns are there also when there are no rows.

    `params` may hold texts for everything: names are looked up in the graph, lists split at commas. With
    `part`, a selection of the graph (kg.views.subgraph), it is asked of that. Raises
    QueryError for an unknown or missing parameter, a value of the wrong kind and a name not in the graph.
    """
    query = find(name)
    values = values_of(store, query, params)
    return ask(store if part is None else part, query, values)


def values_of(store: Store, query: Query, params: Mapping[str, Any]) -> dict[str, Any]:
    """What the statement of a question takes for `params`; errors as of `run`."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for given in params:
        if given not in known:
            hint = names.meant(given, known) or f"it takes {', '.join(known) or 'none'}"
            raise QueryError(f"no parameter {given!r}", where=query.name, hint=hint)
    values = {}
    for parameter in query.parameters:
        if parameter.required and parameter.name not in params:
            raise QueryError(
                f"the parameter {parameter.name!r} is missing ({parameter.description})",
                where=query.name,
                hint=f"give -p {parameter.usage()}",
            )
        values[parameter.name] = _value(
            store, query, parameter, params.get(parameter.name, parameter.default)
        )
    return values


def ask(store: Store, query: Query, values: Mapping[str, Any]) -> Table:
    """The rows of a question whose values are as its statement takes them (ids for names)."""
    found, columns = store.read(query.text, values), tuple(query.columns)
    if found.columns == columns:
        return found
    return Table(columns, tuple({name: row[name] for name in columns} for row in found.rows))


def cypher(store: Store, text: str, params: Mapping[str, Any] | None = None) -> Table:
    """The rows of one reading statement; QueryError if it is wrong, would write or load a file."""
    return store.read(text, params)


def _value(store: Store, query: Query, parameter: Parameter, value: Any) -> Any:
    if value is None or (value == "" and not parameter.required):
        return parameter.default
    if parameter.type in ("entity", "actor"):
        types = schema.load().actors if parameter.type == "actor" else None
        return names.resolve(store, str(value), types)
    if parameter.type == "document":
        return names.document(store, str(value))
    try:
        return _plain(parameter.type, value)
    except ValueError as error:
        raise QueryError(
            f"the parameter {parameter.name!r} can't be {value!r}", where=query.name, hint=str(error)
        ) from error


def _plain(kind: str, value: Any) -> Any:
    if kind == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", str(value).strip()):
            raise ValueError("give a whole number")
        return int(value)
    if kind == "boolean":
        if str(value).lower() not in ("true", "false"):
            raise ValueError("give true or false")
        return str(value).lower() == "true"
    if kind == "text":
        return str(value)
    items = value.split(",") if isinstance(value, str) else list(value)
    items = [str(item).strip() for item in items if str(item).strip()]
    if kind == "relations":
        return [_relation(item) for item in items]
    return items


def _relation(text: str) -> str:
    try:
        return names.relation(text)
    except QueryError as error:
        raise ValueError(error.hint or error.message) from error
