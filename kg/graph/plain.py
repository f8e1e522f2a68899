"""Java values and Java errors of the embedded engine in plain Python: the only place that knows them."""

import re
from datetime import date, datetime, time
from typing import Any

from kg.errors import QueryError

_REFUSED = "QueryNotIdempotentException"
_FILES = "LOAD CSV"

_PLAIN = frozenset({str, int, float, bool, type(None)})

_CLASS = re.compile(r"^.*?\b(?:[a-z_0-9]+\.)+[A-Z][A-Za-z0-9$]*(?:: |$)")
"""Everything up to the name of a Java class and the colon after it."""


def plain(value: Any) -> Any:
    """A value of a result: nodes and edges as maps, paths as lists of them in turn, times as ISO text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    # A node has some forty properties, most of them plain: no call for these saves a third of the time.
    if isinstance(value, dict):
        return {str(name): item if item.__class__ in _PLAIN else plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if item.__class__ in _PLAIN else plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return _java(value)


def _java(value: Any) -> Any:
    from arcadedb_embedded.type_conversion import convert_java_to_python

    for method in ("propertiesAsMap", "toAlternatingList"):  # a node or an edge; a path
        if hasattr(value, method):
            return plain(convert_java_to_python(getattr(value, method)()))
    converted = convert_java_to_python(value)
    if isinstance(converted, bool | int | float | str | dict | list | tuple | set):
        return plain(converted)
    return str(value)


def reason(error: BaseException) -> str:
    """What an engine's error says, in one line and without the names of Java classes.

    >>> reason(ValueError("Query failed: com.x.WrongError: no input (caused by org.y.InputError)"))
    'no input'
    """
    line = " ".join(str(error).split())
    outer, _, inner = line.rpartition(" (caused by ")
    said = [_CLASS.sub("", part, count=1) for part in (inner.rstrip(")"), outer or line)]
    return next((text for text in said if text and not _CLASS.fullmatch(text)), type(error).__name__)


def of_the_disk(error: BaseException) -> str | None:
    """What the operating system said, where that is what an engine's error comes from: "No space left …"."""
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__name__.startswith(("java.io.", "java.nio.file.")):
            return reason(cause)
        cause = cause.getCause() if hasattr(cause, "getCause") else cause.__cause__
    return None


def query_error(error: BaseException) -> QueryError:
    """Why a reading statement was not run, and what to do."""
    text = str(error)
    if _REFUSED in text:
        return QueryError("the statement would change the graph", hint="only reading is allowed here")
    if _FILES in text and "SecurityException" in text:
        return QueryError("the statement would load a file", hint="LOAD CSV is switched off")
    if "ParameterMissingException" in text:
        return QueryError(f"a parameter is missing ({reason(error)})", hint="give it with -p KEY=VALUE")
    return QueryError(f"the statement can't be run ({reason(error)})", hint="mend the statement")
