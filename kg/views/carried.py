"""Records as plain values that every exchange format can carry, and back without a loss.

What a record leaves at its default is left out, in the records inside it too, so that no format has to carry
an empty list or a null. Whole numbers may have any size.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar

import msgspec

from kg.errors import DocumentError
from kg.model import Attack, Claim, Document, Entity
from kg.views.projection import Told

T = TypeVar("T", Claim, Document, Entity, Attack)

KINDS: dict[str, type[Claim] | type[Document] | type[Entity] | type[Attack]] = {
    "claims": Claim,
    "entities": Entity,
    "documents": Document,
    "attacks": Attack,
}
"""The kinds of record in an export, by the name of the part of `Told` that holds them."""


def plain(record: Any) -> dict[str, Any]:
    """A record as a mapping of plain values.

    >>> plain(Entity("mali", "State", "Mali", external={"iso3166": "ML"}))
    {'id': 'mali', 'type': 'State', 'name': 'Mali', 'external': {'iso3166': 'ML'}}
    """
    found: dict[str, Any] = {}
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if default is MISSING or value != default or type(value) is not type(default):
            found[name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return dict(value) if isinstance(value, dict) else value


_KNOWN: dict[str, tuple[tuple[str, Any], ...]] = {}
"""The fields of each kind of record with their defaults, by the kind's name, once somebody asked."""


def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    if kind.__name__ not in _KNOWN:
        _KNOWN[kind.__name__] = tuple((field.name, _default(field)) for field in fields(kind))
    return _KNOWN[kind.__name__]


def _default(field: "Field[Any]") -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def record(data: Any, kind: type[T], where: str) -> T:
    """The record that `plain` made these values of; DocumentError if it is none, with its place `where`."""
    try:
        return msgspec.convert(data, kind)
    except (msgspec.ValidationError, TypeError, ValueError, OverflowError) as error:
        raise DocumentError(
            f"not a {kind.__name__} as kg writes it ({error})", where=where, hint="export it anew"
        ) from error


def told(parts: Mapping[str, Iterable[Any]]) -> Told:
    """What records tell, given by kind as in `KINDS`."""
    entities, documents, attacks = (
        {one.id: one for one in sorted(parts.get(kind, ()), key=lambda one: str(one.id))}
        for kind in ("entities", "documents", "attacks")
    )
    claims = tuple(sorted(parts.get("claims", ()), key=lambda claim: str(claim.id)))
    return Told(claims, entities, documents, attacks)


def packed(value: Any) -> str:
    """Plain values as one line of JSON, alike every time.

    >>> packed({"b": 1, "a": ["é", None]})
    '{"a":["é",null],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def ascii_packed(value: Any) -> str:
    """The same with every character beyond ASCII, and every control character, written by its number."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def unpacked(text: str, where: str) -> Any:
    """What `packed` made this of; DocumentError if it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"no JSON ({error})", where=where, hint="export it anew") from error
