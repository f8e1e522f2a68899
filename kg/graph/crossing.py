"""Rows over the border between Python and the Java machine, many at a time: as one text each way.

A value that crosses by itself costs about a microsecond, and a claim has forty of them. Out of the machine,
the engine's own bridge writes a page of rows as JSON and tags what JSON has no form for (`_TAG`: a kind and
what tells the value); into it, Gson reads JSON with whole numbers as long, so that what is stored is the same
as if each value had crossed by itself. What a text would change (a number beyond 64 bits, one that is none)
goes that way.
"""

import gc
import json
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec

from kg.graph.plain import plain

PAGE = 1000
"""Rows that cross at a time; the bridge ends a page earlier once its text is a few megabytes."""

_TAG = "\u0001"
_WRITTEN_TAG = "\\u0001"
"""The tag, and how it stands in a text; a text without it has nothing to be restored."""

_LEAST, _MOST = -(2**63), 2**63 - 1
"""The numbers that a long holds."""

_SAFE = frozenset({str, bool, type(None)})
"""What any text gives back as it was."""

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


def out(database: Any, language: str, text: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a reading statement, with plain values; raises what the engine raises."""
    with undisturbed():
        return [row for page in pages(database.query(language, text, params)) for row in page]


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for cycles by Python until the block ends.

    Each time that Java has cleared away, the bridge has Python look through all its objects; where these are
    100 000 claims, that took three times as long as to read them. Rows hold no cycles.
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def pages(result: Any) -> Iterator[list[dict[str, Any]]]:
    """The rows of a result of the engine, a page at a time, with plain values."""
    bridge = _class("com.arcadedb.python.TypedRows")
    drained = False
    while not drained:
        text, side, last = bridge.nextRows(result._java_result_set, PAGE)
        drained = bool(last)
        yield _page(str(text), side)


def _page(text: str, side: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]]
    if _WRITTEN_TAG not in text:
        try:
            rows = _decoder.decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError):  # half a surrogate pair is no JSON to it
            rows = json.loads(text)
        return rows
    rows = json.loads(text, object_hook=_restoring(side))
    return rows


def _restoring(side: Any) -> Callable[[dict[str, Any]], Any]:
    """Turns what is tagged into plain values; `side` holds the engine's objects that are referred to."""
    objects = _objects(side)

    def restore(found: dict[str, Any]) -> Any:
        tagged = found.get(_TAG)
        if tagged is None:
            return found
        kind, payload = tagged
        if kind == "x":
            return objects[payload]
        if kind == "r":  # a row with a column of the tag's name
            return {name: plain(value) for name, value in zip(*objects[payload], strict=True)}
        return _TAGGED[kind](payload)

    return restore


_TAGGED: dict[str, Callable[[Any], Any]] = {
    "n": str,
    "i": int,
    "D": lambda text: date.fromisoformat(text).isoformat(),
    "T": lambda text: datetime.fromisoformat(text).isoformat(),
    "Z": lambda text: datetime.fromisoformat(text).isoformat(),
    "s": lambda items: sorted(items, key=repr),
}
"""Decimals, whole numbers beyond 64 bits, dates, times (with a zone), sets."""


def _objects(side: Any) -> list[Any]:
    """Plain values of the engine's objects: nodes and edges, a page at a time, by way of their properties."""
    found: list[Any] = [None] * len(side)
    places = []
    results = _class("com.arcadedb.query.sql.executor.InternalResultSet")()
    row = _class("com.arcadedb.query.sql.executor.ResultInternal")
    for place, value in enumerate(side):
        if hasattr(value, "propertiesAsMap"):
            results.add(row(value.propertiesAsMap()))
            places.append(place)
        else:
            found[place] = plain(value)
    drained = not places
    taken = iter(places)
    while not drained:
        text, nested, last = _class("com.arcadedb.python.TypedRows").nextRows(results, PAGE)
        drained = bool(last)
        for one in _page(str(text), nested):
            found[next(taken)] = one
    return found


def into(rows: Sequence[dict[str, Any]]) -> Any:
    """The rows as a Java list of maps, for a statement's parameter; Java's error if a value fits nowhere."""
    if _are_exact(rows):
        return _gson().fromJson(_text(rows), _class("java.util.ArrayList").class_)
    return list(rows)


def flat(row: Mapping[str, Any]) -> list[Any]:
    """Names and values in turn, as the engine takes them.

    >>> flat({"id": "c-1", "start": 0})
    ['id', 'c-1', 'start', 0]
    """
    return [part for pair in row.items() for part in pair]


def arrays(rows: Sequence[Sequence[Any]]) -> Any:
    """The rows as a Java array of arrays; lists within them are Java lists."""
    if _are_exact(rows):
        return _gson().fromJson(_text(rows), _array_of_arrays().class_)
    from arcadedb_embedded.type_conversion import convert_python_to_java

    return _array_of_arrays()([[convert_python_to_java(value) for value in row] for row in rows])


def _are_exact(values: Collection[Any]) -> bool:
    """Whether values come out of a text as they went in."""
    if set(map(type, values)) <= _SAFE:
        return True
    return all(_is_exact(value) for value in values if type(value) not in _SAFE)


def _is_exact(value: Any) -> bool:
    kind = type(value)
    if kind is int:
        return bool(_LEAST <= value <= _MOST)
    if kind is float:
        return math.isfinite(value)
    if kind is dict:
        return all(type(name) is str for name in value) and _are_exact(value.values())
    return (kind is list or kind is tuple) and _are_exact(value)


def _text(rows: Any) -> Any:
    return _encoder.encode(rows).decode()


@cache
def _gson() -> Any:
    policy = _class("com.google.gson.ToNumberPolicy").LONG_OR_DOUBLE
    return _class("com.google.gson.GsonBuilder")().setObjectToNumberStrategy(policy).create()


@cache
def _array_of_arrays() -> Any:
    import jpype

    return jpype.JArray(jpype.JArray(jpype.JObject))


@cache
def _class(name: str) -> Any:
    """A class of Java's by its name; the machine has to run."""
    import jpype

    return jpype.JClass(name)
