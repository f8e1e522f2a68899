"""The schema as a JSON-LD context: short names for everything that an export holds."""

import json
from typing import Any

from kg.schema import terms
from kg.schema.model import Schema

_TYPES = {
    "link": "@id",
    "concept": "@id",
    "integer": "xsd:integer",
    "boolean": "xsd:boolean",
    "double": "xsd:double",
    "json": "rdf:JSON",
}


def derive(schema: Schema) -> str:
    """The text of context.jsonld."""
    return json.dumps({"@context": context(schema)}, ensure_ascii=False, indent=2) + "\n"


def context(schema: Schema) -> dict[str, Any]:
    """The value of `@context`. Names are those of the properties without their prefix, classes with theirs.

    Numbers and truth values are written as text, so that none is rounded on its way.
    """
    found: dict[str, Any] = dict(terms.PREFIXES) | {"id": {"@id": terms.IDS, "@prefix": True}}
    for scheme in (terms.RELATIONS, *schema.vocabularies):
        found[f"kg-{scheme}"] = {"@id": f"{terms.NS}{scheme}/", "@prefix": True}
    for one in terms.PROPERTIES:
        named: dict[str, Any] = {"@id": one.curie}
        if one.kind in _TYPES:
            named["@type"] = _TYPES[one.kind]
        found[short(one.curie)] = named
    return found


def short(curie: str) -> str:
    """The name of a property in JSON: without prefix, but where two of them would be the same.

    >>> short("kg:quote"), short("dcterms:publisher"), short("oa:start")
    ('quote', 'publishedBy', 'from')
    """
    apart = {"dcterms:publisher": "publishedBy", "oa:start": "from", "oa:end": "to"}
    return apart.get(curie, curie.partition(":")[2])
