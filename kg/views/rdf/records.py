"""Single things read from RDF as the records that they were made of."""

from typing import Any, TypeVar

import msgspec

from kg.model import Attack, Document, Entity, Figure, Unnamed
from kg.schema import terms
from kg.views.rdf.reading import Foreign, Thing, entity_of

T = TypeVar("T")

_TYPE = f"{terms.PREFIXES['rdf']}type"


def entity_or_none(iri: str | None) -> str | None:
    """The id of an entity, if there is one."""
    return None if iri is None else entity_of(iri)


def asserters(thing: Thing) -> tuple[str | Unnamed, ...]:
    """Who says it; where there are several, in the order that is kept beside the links."""
    ordered = unpacked(thing.one("kg:asOrdered") or "{}", dict[str, Any], thing.iri)
    if "asserted_by" in ordered:
        return converted(ordered["asserted_by"], tuple[str | Unnamed, ...], thing.iri)
    found: list[str | Unnamed] = []
    for iri in thing.many("kg:assertedBy"):
        rest = iri.removeprefix(thing.iri)
        found.append(Unnamed(thing.need("kg:words", rest)) if rest != iri else entity_of(iri))
    return tuple(found)


def document(thing: Thing) -> Document:
    """A version of a document."""
    return converted(
        {
            "id": thing.need("dcterms:identifier"),
            "file": thing.need("kg:file"),
            "start": thing.number("kg:start"),
            "end": thing.number("kg:end"),
            "sha256": thing.need("kg:textHash"),
            "content": thing.need("kg:text"),
            "title": thing.one("dcterms:title"),
            "title_start": thing.number("kg:titleStart"),
            "title_end": thing.number("kg:titleEnd"),
            "body_start": thing.number("kg:bodyStart"),
            "publisher": thing.one("kg:publisher"),
            "author": thing.one("kg:author"),
            "published": thing.one("dcterms:issued"),
            "url": thing.one("kg:address"),
            "language": thing.one("dcterms:language"),
            "genre": thing.word("kg:genre"),
            "text": thing.word("kg:textKind"),
            "tlp": thing.word("kg:marking"),
            "duplicates": unpacked(thing.one("kg:duplicates") or "[]", list[str], thing.iri),
            "copy_of": thing.one("kg:copyOf"),
        },
        Document,
        thing.iri,
    )


def entity(thing: Thing) -> Entity:
    """An entity."""
    kinds = [iri.removeprefix(terms.NS) for iri in thing.parts().get(_TYPE, ())]
    ordered = unpacked(thing.one("kg:asOrdered") or "{}", dict[str, Any], thing.iri)
    return converted(
        {
            "id": thing.need("dcterms:identifier"),
            "type": kinds[0] if kinds else "",
            "name": thing.need("skos:prefLabel"),
            "aliases": ordered.get("aliases", thing.many("skos:altLabel")),
            "parent": thing.one("kg:parent"),
            "country": thing.one("kg:country"),
            "external": dict(text.split(":", 1) for text in thing.many("kg:listed")),
            "known": thing.flag("kg:known"),
            "described": thing.flag("kg:described"),
            "generic": thing.flag("kg:generic"),
        },
        Entity,
        thing.iri,
    )


def attack(thing: Thing, entity: Entity, figures: list[Figure]) -> Attack:
    """What is told of an entity as an attack."""
    record = unpacked(thing.need("kg:record"), dict[str, Any], thing.iri)
    return converted(
        record
        | {
            "id": entity.id,
            "name": entity.name,
            "kind": thing.need("kg:attackKind"),
            "date": thing.one("sem:hasTimeStamp"),
            "date_note": thing.one("kg:dateNote"),
            "place": entity_or_none(thing.one("sem:hasPlace")),
            "casualties": msgspec.to_builtins(figures),
        },
        Attack,
        thing.iri,
    )


def unpacked(text: str | msgspec.Raw, kind: type[T], where: str) -> T:
    """A packed value; DocumentError for one that is not of its kind."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Foreign(f"a packed value is not what kg writes ({error})", where) from error


def converted(record: Any, kind: type[T], where: str) -> T:
    """A record of plain values; DocumentError for one that is not of its kind."""
    try:
        return msgspec.convert(record, kind)
    except msgspec.ValidationError as error:
        raise Foreign(f"a value is not what kg writes ({error})", where) from error
