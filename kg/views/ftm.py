"""A parcel as FollowTheMoney entities and statements, for Aleph; what the model cannot carry is left out.

A claim is a Note on its two ends whose text begins with the status. It is never a link: the model's links
have no speaker, denial or quote. No entity gets a risk topic, since kg calls nobody anything. Names of
schemata and properties are those of followthemoney 4.11 (https://followthemoney.tech/explorer/), written
anew here: the library itself is not used.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Exported
from kg.model import Attack, Claim, Document, Entity
from kg.views import carried, writing
from kg.views.account import account, heading
from kg.views.cells import safe
from kg.views.parcel import Parcel

DATASET = "kg"

SCHEMATA = {
    "Group": "Organization",
    "Organisation": "Organization",
    "Agency": "PublicBody",
    "State": "Territory",
    "Person": "Person",
    "Location": "Address",
    "Publication": "Document",
    "Attack": "Event",
}
"""The schema for each type of entity; one that is not here (a population) stays in the words of the notes."""

LOST = (
    "FollowTheMoney cannot carry: who says a claim, how firmly and who denies it (they stand in words of "
    "a note, not as data); its qualifiers, place in the text and evidence; when it held; the review; the "
    "marking (a keyword only); populations; figures of victims; and who is said to be behind an attack."
)
"""What a user has to know before choosing the format, and finds again beside the files."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

_FIELDS = ("canonical_id", "entity_id", "prop", "schema", "value", "dataset", "lang", "original_value")

_LATER = {"first_seen": None, "last_seen": None, "external": False, "origin": None}


@dataclass(frozen=True, slots=True)
class Proxy:
    """An entity of the model: its properties have lists of texts."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def write(parcel: Parcel, out: Path) -> Exported:
    """Write entities.ftm.json and statements.json (one a line) into a new folder, and what is left out."""
    number = 0
    with writing.folder(out) as folder:
        with (
            (folder / "entities.ftm.json").open("wb") as entities,
            (folder / "statements.json").open("wb") as statements,
        ):
            for proxy in proxies(parcel):
                number += 1
                row = {"id": proxy.id, "schema": proxy.schema, "properties": proxy.properties}
                entities.write(carried.packed(row).encode() + b"\n")
                for statement in _statements(proxy):
                    statements.write(carried.packed(statement).encode() + b"\n")
        (folder / "LEFT-OUT.txt").write_text(f"{LOST}\n", encoding="utf-8")
    return Exported(f"{len(parcel.told.claims)} claims as notes, {number} entities in {out}. {LOST}")


def proxies(parcel: Parcel) -> Iterator[Proxy]:
    """Every entity of the model, those first that notes refer to."""
    told = parcel.told
    countries = {name: one.external.get("iso3166", "").lower() for name, one in told.entities.items()}
    known = {name for name, one in told.entities.items() if one.type in SCHEMATA}
    for entity in told.entities.values():
        if entity.id in known:
            country = countries.get(entity.id) or countries.get(entity.country or "", "")
            yield _entity(entity, told.attacks.get(entity.id), country)
    for document in told.documents.values():
        yield _article(document)
    for claim in told.claims:
        yield _note(parcel, claim, [name for name in (claim.subject, claim.object) if name in known])


def proxy_id(kind: str, name: str) -> str:
    """An id that the model takes, the same for the same thing."""
    return f"kg-{hashlib.sha256(f'{kind}/{name}'.encode()).hexdigest()[:40]}"


def _proxy(name: str, schema: str, properties: dict[str, Iterable[str | None]]) -> Proxy:
    """An entity without empty values; texts without control characters, each once."""
    kept = {
        prop: list(dict.fromkeys(safe(value) for value in values if value and value.strip()))
        for prop, values in properties.items()
    }
    return Proxy(name, schema, {prop: values for prop, values in kept.items() if values})


def _entity(entity: Entity, attack: Attack | None, country: str) -> Proxy:
    schema = SCHEMATA[entity.type]
    name = _shown(entity.name, entity.id)
    about: dict[str, Iterable[str | None]] = {"name": [name]}
    if schema == "Document":
        about |= {"title": [name], "fileName": [entity.id]}
    else:
        about |= {"alias": entity.aliases, "country": [country] if re.fullmatch("[a-z]{2}", country) else []}
        wikidata = entity.external.get("wikidata", "")
        about["wikidataId"] = [wikidata] if re.fullmatch(r"Q[1-9][0-9]*", wikidata) else []
    if schema == "Address":
        about["full"] = [name]
    if attack is not None:
        about |= {"date": [_date(attack.date)], "summary": [attack.kind]}
    return _proxy(proxy_id("entity", entity.id), schema, about)


def _article(document: Document) -> Proxy:
    title = _shown(document.title, document.id)
    about: dict[str, Iterable[str | None]] = {
        "name": [title],
        "title": [title],
        "fileName": [document.file],
        "author": [document.author],
        "publisher": [document.publisher],
        "publishedAt": [_date(document.published)],
        "sourceUrl": [_url(document.url)],
    }
    return _proxy(proxy_id("document", document.id), "Article", about)


def _note(parcel: Parcel, claim: Claim, ends: Iterable[str]) -> Proxy:
    document = parcel.told.documents.get(claim.doc)
    keywords = [f"status: {claim.status}", f"relation: {claim.relation}", parcel.label(claim)]
    about: dict[str, Iterable[str | None]] = {
        "name": [heading(parcel.told, claim)],
        "summary": [claim.status],
        "description": [account(parcel.told, claim)],
        "entity": [proxy_id("entity", name) for name in ends],
        "proof": [proxy_id("document", claim.doc)] if document else [],
        "publisher": [document.publisher if document else None],
        "sourceUrl": [_url(document.url) if document else None],
        "keywords": keywords,
    }
    return _proxy(proxy_id("claim", claim.id), "Note", about)


def _shown(text: str | None, name: str) -> str:
    return text if text and text.strip() else name


def _date(text: str | None) -> str | None:
    return text if text and _DATE.fullmatch(text) else None


def _url(text: str | None) -> str | None:
    return text if text and re.fullmatch(r"https?://[^\s<>\"]+", text) else None


def _statements(proxy: Proxy) -> Iterator[Mapping[str, object]]:
    """One statement a value; its id is the hash that the model computes."""
    for prop, values in sorted(proxy.properties.items()):
        for value in values:
            key = hashlib.sha1(f"{DATASET}.{proxy.id}.{prop}.{value}".encode(), usedforsecurity=False)
            parts = (proxy.id, proxy.id, prop, proxy.schema, value, DATASET, None, None)
            yield dict(zip(_FIELDS, parts, strict=True)) | _LATER | {"id": key.hexdigest()}
