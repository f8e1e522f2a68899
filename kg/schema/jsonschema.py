"""The schema as JSON Schema of the records: their types from kg.model, their words from schema/*.yaml."""

import json
from typing import Any

import msgspec

from kg.model import records
from kg.schema.model import RecordField, Schema

_SUPPORT = {"type": "array", "items": {"$ref": "#/$defs/support"}, "minItems": 1}


def derive(schema: Schema) -> str:
    """The text of claim.schema.json (draft 2020-12), with one definition a record and vocabulary.

    A line of claims.jsonl is valid by `claim.schema.json#/$defs/Claim`; the whole schema takes any of the
    kinds that have a file. A field that the schema does not name is an error, so that a slip of the pen is
    noticed.
    """
    kinds = [name for name, kind in schema.records.items() if kind.file]
    _, components = msgspec.json.schema_components(
        [getattr(records, name) for name in kinds], ref_template="#/$defs/{name}"
    )
    defs: dict[str, Any] = {}
    for name, kind in schema.records.items():
        definition = components[name]
        definition["description"] = kind.definition
        definition["additionalProperties"] = False
        for field in kind.fields.values():
            definition["properties"][field.name] = _property(definition["properties"][field.name], field)
        defs[name] = definition
    defs["Claim"]["properties"]["qualifiers"]["properties"] = {"support": _SUPPORT}
    page = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kg:claim.schema.json",
        "title": "Records of kg",
        "description": "Derived from schema/ by `kg schema build`; do not edit. One record a line.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": defs | _words(schema),
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _property(given: dict[str, Any], field: RecordField) -> dict[str, Any]:
    """A property's type as msgspec gives it, narrowed to what the schema says of the field."""
    default = {"default": given["default"]} if "default" in given else {}
    optional = "default" in given and given["default"] is None
    name = field.vocabulary or ("entity_type" if field.types else "relation" if field.relations else None)
    narrowed = {key: value for key, value in given.items() if key != "default"}
    if name is not None:
        narrowed = {"$ref": f"#/$defs/{name}"}
        if optional:
            narrowed = {"anyOf": [narrowed, {"type": "null"}]}
    if field.pattern is not None:
        narrowed["pattern"] = field.pattern
    if field.minimum is not None:
        narrowed["minimum"] = field.minimum
    return {"description": field.definition} | narrowed | default


def _words(schema: Schema) -> dict[str, Any]:
    """The closed lists: entity types, relations, and each vocabulary that a record uses."""
    used = {field.vocabulary for kind in schema.records.values() for field in kind.fields.values()}
    lists = {
        name: {"description": words.definition, "enum": list(words.terms)}
        for name, words in schema.vocabularies.items()
        if name in used or name == "support"
    }
    return {
        "entity_type": {"description": "Kind of thing.", "enum": list(schema.entity_types)},
        "relation": {"description": "What a claim says of two entities.", "enum": list(schema.relations)},
    } | lists
