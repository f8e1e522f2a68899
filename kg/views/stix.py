"""A parcel as a STIX 2.1 bundle in which no object says that one actor supports another.

Each claim is a note on both actors, in words that begin with its status; a relationship would be drawn as a
plain edge by every viewer. What STIX has no field for stands in a property extension, whole, so that `read`
gives the records back. Entities are identities, locations or incidents, documents are groupings of
their notes. Ids follow from kg's ids; their version bits are those of a random UUID, since the strict
validator takes no other for these objects. Markings are those of TLP 2.0 as OASIS publishes them.

https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html and, for the markings,
https://github.com/oasis-open/cti-stix-common-objects (extension-definition-specifications/tlp-2.0).
"""

import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.graph import Exported
from kg.model import Claim, Document, Entity, edtf
from kg.views import carried, writing
from kg.views.account import account, heading
from kg.views.cells import safe
from kg.views.parcel import Parcel
from kg.views.projection import Told

Object = dict[str, Any]

_EPOCH = "1970-01-01T00:00:00.000Z"
"""When objects without a date of their own were created: never the time of the export."""

_TLP = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

_MARKINGS = {
    "TLP:CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "TLP:GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "TLP:AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "TLP:AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "TLP:RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}

_CLASSES = {
    "Group": "group",
    "State": "organization",
    "Agency": "organization",
    "Organisation": "organization",
    "Person": "individual",
    "Population": "class",
}

_ASIDE = ("qualifiers", "external", "claim_of_responsibility")
"""Fields that go as JSON in a text: their keys are anybody's, or a null means something; STIX has neither."""


def write(parcel: Parcel, out: Path) -> Exported:
    """Write the bundle, one object a line; the same parcel gives the same bytes."""
    digest = hashlib.sha256()
    number = 0
    with writing.file(out) as file:
        file.write(b'{"objects":[')
        for number, one in enumerate(objects(parcel), start=1):
            line = carried.packed(one).encode()
            digest.update(line)
            file.write((b",\n" if number > 1 else b"\n") + line)
        file.write(f'\n],"id":"bundle--{_uuid(digest.hexdigest())}","type":"bundle"}}\n'.encode())
    return Exported(f"{len(parcel.told.claims)} claims as notes, {number} objects in {out}.")


def stix_id(kind: str, name: str) -> str:
    """The id of an object of kg: the same for the same thing, in every bundle.

    >>> stix_id("note", "c1")
    'note--5ddb52ae-4c3e-4b83-b3c1-e2af269e6974'
    """
    return f"{kind}--{_uuid(f'{kind}/{name}')}"


def _uuid(name: str) -> uuid.UUID:
    return uuid.UUID(bytes=hashlib.sha256(f"kg/{name}".encode()).digest()[:16], version=4)


MAKER = stix_id("identity", "/kg")

EXTENSION = stix_id("extension-definition", "/record")


def objects(parcel: Parcel) -> Iterator[Object]:
    """Every object of the bundle: first what others refer to."""
    return _Bundle(parcel).objects()


class _Bundle:
    """One parcel on its way into a bundle."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.told = parcel.told
        days = [day for one in self.told.documents.values() if (day := _day(one))]
        self.latest = max([_EPOCH, *days])
        self.kinds = {name: _kind(entity) for name, entity in self.told.entities.items()}

    def objects(self) -> Iterator[Object]:
        yield from self.frame()
        for name, entity in self.told.entities.items():
            yield self.entity(entity, self.parcel.of_entities[name])
        for claim in self.told.claims:
            yield self.note(claim)
        notes: dict[str, list[str]] = defaultdict(list)
        for claim in self.told.claims:
            notes[claim.doc].append(stix_id("note", claim.id))
        for document in self.told.documents.values():
            yield self.grouping(document, notes[document.id])

    def frame(self) -> Iterator[Object]:
        """Who made the bundle, the extension, and the markings that are used."""
        labels = set(self.parcel.labels.values()) | set(self.parcel.of_entities.values())
        labels |= {self.parcel.of_document(document) for document in self.told.documents.values()}
        yield _object("identity", MAKER, name="kg", identity_class="system")
        yield _object(
            "extension-definition",
            EXTENSION,
            name="kg record",
            description="The whole record of kg behind an object, as its JSON Schema describes it.",
            schema="https://json-schema.org/draft/2020-12/schema",
            version="1.0.0",
            extension_types=["property-extension"],
            created_by_ref=MAKER,
        )
        for label, name in _MARKINGS.items():
            if label in labels:
                yield {
                    "type": "marking-definition",
                    "spec_version": "2.1",
                    "id": name,
                    "created": "2022-10-01T00:00:00.000Z",
                    "name": label,
                    "extensions": {
                        _TLP: {
                            "extension_type": "property-extension",
                            "tlp_2_0": label.removeprefix("TLP:").lower(),
                        }
                    },
                }

    def entity(self, entity: Entity, label: str) -> Object:
        """An entity; an attack brings its own record along."""
        kind = self.kinds[entity.id]
        about: dict[str, Any] = {"name": safe(entity.name).strip() or entity.id}
        if kind == "identity":
            about["identity_class"] = _CLASSES.get(entity.type, "unknown")
        if kind == "location":
            about["country"] = entity.external["iso3166"]
        records: dict[str, Any] = {"entity": entity}
        if entity.id in self.told.attacks:
            records["attack"] = self.told.attacks[entity.id]
        return self.kept(_object(kind, stix_id(kind, entity.id), **about), records, label)

    def note(self, claim: Claim) -> Object:
        """A claim or a denial, on the things it is about and on the claims it denies."""
        document = self.told.documents.get(claim.doc)
        created = (_day(document) if document else None) or _EPOCH
        heard = [self.told.documents.get(denial.doc) for denial in claim.denied_by]
        days = [day for one in heard if one and (day := _day(one))]
        about = [self.ref(name) for name in (claim.subject, claim.object)]
        about += [stix_id("note", other) for other in claim.denies]
        note = _object(
            "note",
            stix_id("note", claim.id),
            abstract=heading(self.told, claim),
            content=account(self.told, claim),
            object_refs=sorted(set(about)),
            labels=[f"status:{claim.status}", f"review:{claim.review}"],
            external_references=[_reference(claim.doc, document)],
        )
        note |= {"created": created, "modified": max([created, *days])}
        return self.kept(note, {"claim": claim}, self.parcel.label(claim))

    def ref(self, name: str) -> str:
        """The id of an entity's object."""
        kind = self.kinds.get(name, "identity")
        return stix_id(kind, name)

    def grouping(self, document: Document, notes: list[str]) -> Object:
        """A document with the notes on what it says."""
        about = _object(
            "grouping",
            stix_id("grouping", document.id),
            name=safe(document.title or document.id) or document.id,
            context="unspecified",
            object_refs=sorted(notes) or [MAKER],
            external_references=[_reference(document.id, document)],
        )
        return self.kept(about, {"document": document}, self.parcel.of_document(document))

    def kept(self, about: Object, records: Mapping[str, Any], label: str) -> Object:
        """An object with kg's own records in the extension, and its marking."""
        extension: dict[str, Any] = {"extension_type": "property-extension"}
        for name, record in records.items():
            extension[f"kg_{name}"] = {
                key: carried.packed(value) if key in _ASIDE else value
                for key, value in carried.plain(record).items()
            }
        modified = max(about.get("modified", _EPOCH), _EPOCH if about["type"] == "note" else self.latest)
        return about | {
            "modified": max(modified, about["created"]),
            "created_by_ref": MAKER,
            "object_marking_refs": [_MARKINGS[label]],
            "extensions": {EXTENSION: extension},
        }


def _object(kind: str, key: str, /, **about: Any) -> Object:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": key,
        "created": _EPOCH,
        "modified": _EPOCH,
        **about,
    }


def _kind(entity: Entity) -> str:
    if entity.type == "Attack":
        return "incident"
    country = entity.external.get("iso3166", "")
    known = entity.type == "Location" and re.fullmatch("[A-Z]{2}", country)
    return "location" if known else "identity"


def _day(document: Document) -> str | None:
    """The first moment of the day on which a document was published."""
    covered = edtf.bounds(document.published) if document.published else None
    return f"{covered[0].isoformat()}T00:00:00.000Z" if covered else None


def _reference(name: str, document: Document | None) -> dict[str, str]:
    found = {"source_name": safe((document and document.publisher) or name) or name, "external_id": name}
    if document and document.title:
        found["description"] = safe(document.title)
    return found


def read(data: bytes, where: str = "bundle") -> Told:
    """What a bundle that kg wrote tells; DocumentError if it is none. Objects of others are passed over."""
    parts: dict[str, list[Any]] = defaultdict(list)
    kinds: dict[str, tuple[str, Any]] = {
        f"kg_{kind.__name__.lower()}": (name, kind) for name, kind in carried.KINDS.items()
    }
    bundle = carried.unpacked(data.decode("utf-8", "replace"), where)
    found = bundle.get("objects") if isinstance(bundle, dict) and bundle.get("type") == "bundle" else None
    if not isinstance(found, list):
        raise DocumentError("no STIX bundle", where=where, hint="give a file that `kg export stix` wrote")
    for one in found:
        for key, value in _extension(one).items():
            if key in kinds and isinstance(value, dict):
                name, kind = kinds[key]
                whole = {k: carried.unpacked(str(v), where) if k in _ASIDE else v for k, v in value.items()}
                parts[name].append(carried.record(whole, kind, where))
    return carried.told(parts)


def _extension(one: Any) -> Mapping[str, Any]:
    extensions = one.get("extensions") if isinstance(one, dict) else None
    found = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else {}
