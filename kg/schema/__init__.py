"""The schema: entity types, relations, vocabularies and word lists, read from schema/*.yaml."""

from functools import cache
from pathlib import Path

from kg.schema import loading
from kg.schema.files import folder
from kg.schema.model import (
    Chain,
    EntityType,
    Link,
    Node,
    RecordField,
    RecordKind,
    Relation,
    Schema,
    Term,
    Vocabulary,
)

__all__ = [
    "Chain",
    "EntityType",
    "Link",
    "Node",
    "RecordField",
    "RecordKind",
    "Relation",
    "Schema",
    "Term",
    "Vocabulary",
    "describe",
    "generated",
    "load",
    "stale",
]


@cache
def load(path: Path | None = None) -> Schema:
    """The schema of `path`, else of this checkout or installation; read once a process.

    Raises SchemaError with file and line for anything unknown, doubled, missing or of the wrong kind.

    >>> load().relations["SUPPORTS"].inverse
    'is supported by'
    """
    return loading.read(folder("schema") if path is None else path)


def describe(name: str | None = None) -> str:
    """The reference page, or what the schema says of one type, relation, vocabulary or record."""
    from kg.schema import docs

    return docs.derive(load()) if name is None else docs.entry(load(), name)


def generated(path: Path | None = None) -> dict[str, str]:
    """The text of every file under schema/generated, by name: a function of schema/*.yaml alone."""
    # Imported here: who only asks for a relation does not need the derivers.
    from kg.schema import cypher, docs, grass, jsonld, jsonschema, rdf, shacl

    schema = load(path)
    return {
        "claim.schema.json": jsonschema.derive(schema),
        "constraints.cypher": cypher.derive(schema),
        "context.jsonld": jsonld.derive(schema),
        "neo4j-browser.grass": grass.derive(schema),
        "ontology.ttl": rdf.derive(schema),
        "reference.md": docs.derive(schema),
        "shapes.ttl": shacl.derive(schema),
    }


def stale(target: Path) -> list[str]:
    """Names of the files in `target` that are not what the schema gives: changed, missing or left over."""
    fresh = generated()
    found = {path.name: path.read_bytes() for path in target.glob("[!.]*")} if target.is_dir() else {}
    names = sorted(fresh.keys() | found.keys())
    return [name for name in names if name not in fresh or found.get(name) != fresh[name].encode()]
