"""Records as plain values that every exchange format can carry, and back without a loss.

What is absent (None, an empty list or map) is left out, in the records inside a record too, so that no format
has to carry an empty list or a null. Whole numbers may have any size.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
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

    >>> plain(Entity("mali", "State", "Mali", external={"iso3166": "ML"}, known=True))["external"]
    {'iso3166': 'ML'}
    """
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if not optional or not (value is None or value in ((), [], {})):
            found[field.name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return dict(value) if isinstance(value, dict) else value


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
