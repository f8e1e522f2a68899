"""Records to nodes and links that every engine can store; restore.py is the way back.

What an engine takes as it is becomes a property; what it does not (maps, records within records) is packed as
JSON in one property, and what questions need of it stands beside it as a list or a link. A claim's properties
are those it has across documents; what its own document alone gave is kept in `in_document` where it differs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import msgspec

from kg.graph.shape import Properties
from kg.graph.status import STATUSES, Edge, speaker
from kg.model import (
    Asserter,
    Attack,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Rating,
    Unnamed,
)

T = TypeVar("T")

PACKED = frozenset({"qualifiers", "hedge_cues", "denied_by", "evidence", "also"})
"""Fields of a claim that no engine stores as they are."""

_encoder = msgspec.json.Encoder(order="deterministic")

_COMMON = {text: text for text in ("{}", "[]")}
"""What most packed fields hold, once for all of them."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document's extraction as it is in the graph, with who read it, and whether it was withdrawn."""

    extraction: Extraction
    extractor: str
    version: str
    withdrawn: bool = False

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.extraction.document


def document_key(document: Document, *, superseded: bool) -> str:
    """What identifies a version of a document: its id, with the start of its hash once it counts no more."""
    return f"{document.id}@{document.sha256[:12]}" if superseded else document.id


def document_row(stored: Stored, *, superseded: bool, copy_of: str | None = None) -> Properties:
    """The properties of a Document node; `copy_of` follows from all documents, not from its own words."""
    row: Properties = {
        name.name: getattr(stored.document, name.name)
        for name in fields(Document)
        if name.name != "duplicates"
    }
    return row | {
        "key": document_key(stored.document, superseded=superseded),
        "duplicates": list(stored.document.duplicates),
        "copy_of": copy_of,
        "superseded": superseded,
        "withdrawn": stored.withdrawn and superseded,
        "extractor": stored.extractor,
        "extractor_version": stored.version,
    }


def entity_row(entity: Entity) -> Properties:
    """The properties of an Entity node; external ids as `list:id`."""
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "country": entity.country,
        "external": [f"{name}:{value}" for name, value in sorted(entity.external.items())],
        "known": entity.known,
        "described": entity.described,
        "generic": entity.generic,
    }


def attack_row(attack: Attack) -> Properties:
    """The properties that an Attack has beyond those of an Entity; its figures are nodes of their own."""
    return {
        "id": attack.id,
        "name": attack.name,
        "kind": attack.kind,
        "date": attack.date,
        "date_note": attack.date_note,
        "place": attack.place,
        "targets": list(attack.targets),
        "victims": list(attack.victims),
        "documents": list(attack.documents),
        "joined": list(attack.joined),
        "join_reasons": list(attack.join_reasons),
        "perpetrators": _pack(attack.perpetrators),
        "also_accused": _pack(attack.also_accused),
        "claim_of_responsibility": _pack(attack.claim_of_responsibility),
        "mentions": _pack(attack.mentions),
    }


def figure_row(figure: Figure, published: str | None) -> Properties:
    """The properties of a Figure node."""
    row: Properties = {name.name: getattr(figure, name.name) for name in fields(Figure)}
    return row | {
        "asserted_by": [speaker(asserter) for asserter in figure.asserted_by],
        "published": published,
    }


def claim_row(own: Claim, across: Claim, *, counts: bool, published: str | None) -> Properties:
    """The properties of a Claim node: `own` as extracted, `across` with its ends and status across documents.

    `counts` tells whether edges and questions go by it: not those of superseded documents, nor rejected ones.
    """
    row: Properties = {}
    for name in (name.name for name in fields(Claim)):
        value = getattr(across, name)
        row[name] = _pack(value) if name in PACKED else list(value) if isinstance(value, tuple) else value
    differing = {
        name.name: getattr(own, name.name)
        for name in fields(Claim)
        if getattr(own, name.name) != getattr(across, name.name)
    }
    return row | {
        "asserted_by": [speaker(asserter) for asserter in across.asserted_by],
        "denied_by": sorted({denial.entity for denial in across.denied_by}),
        "denials": _pack(across.denied_by),
        "support": _support(across),
        "status_in_document": own.status,
        "in_document": _pack(differing) if differing else None,
        "counts": counts,
        "published": published,
    }


def _support(claim: Claim) -> list[str]:
    kinds = claim.qualifiers.get("support")
    return list(kinds) if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []


def report_row(stored: Stored, position: int, *, superseded: bool) -> Properties:
    """The properties of an AttackReport node: an attack as one document tells it, to be joined anew later.

    It keeps the mentions of the attack too, and the entity that stood for it, if any.
    """
    document, attack = stored.document, stored.extraction.attacks[position]
    key = document_key(document, superseded=superseded)
    entities = [entity for entity in stored.extraction.entities if entity.id == attack.id]
    return {
        "id": f"{key}{attack.id.removeprefix(document.id)}",
        "attack": attack.id,
        "doc": document.id,
        "position": position,
        "record": _pack(attack),
        "entities": _pack(entities),
        "mentions": _pack([mention for mention in stored.extraction.mentions if mention.entity == attack.id]),
    }


def mentions_row(entities: Sequence[Entity], mentions: Sequence[Mention]) -> Properties:
    """The properties of a MENTIONS link; `count` 0 means that the document only means the entity.

    `entities` are the document's own: several, where they turned out to be one.
    """
    return counted(mentions) | {"mentions": _pack(mentions), "entities": _pack(entities)}


def counted(mentions: Sequence[Mention]) -> Properties:
    """How often and by which words a document mentions something."""
    return {"count": len(mentions), "texts": sorted({mention.text for mention in mentions})}


def edge_row(edge: Edge) -> Properties:
    """The properties of an edge between two entities; `count_…` is the number of claims with that status."""
    return {
        "status": edge.status,
        **{f"count_{name}": edge.counts.get(name, 0) for name in STATUSES if name != "denied"},
        "count_denied": len(edge.denials),
        "support": list(edge.support),
        "asserted_by": list(edge.asserted_by),
        "denied_by": list(edge.denied_by),
        "voices": edge.voices,
        "documents": list(edge.documents),
        "publishers": list(edge.publishers),
        "first_published": edge.first_published,
        "last_published": edge.last_published,
        "claims": list(edge.claims),
        "denials": list(edge.denials),
    }


def rating_row(rating: Rating) -> Properties:
    """The property that a person's mark gives to the node it is about."""
    about = rating.about
    return {about if about == "credibility" else f"{about}_reliability": rating.mark}


def unnamed_row(words: str, document: str) -> Properties:
    """The properties of an UnnamedSource node: a voice is the same only within one document."""
    return {"id": f"{document}~{' '.join(words.casefold().split())}", "words": words}


def ordered(extraction: Extraction) -> Extraction:
    """The same extraction in the order a store gives it back: by place in the text, entities by id."""
    return Extraction(
        document=extraction.document,
        mentions=tuple(
            sorted(extraction.mentions, key=lambda mention: (mention.start, mention.end, mention.id))
        ),
        entities=tuple(sorted(extraction.entities, key=lambda entity: entity.id)),
        claims=tuple(sorted(extraction.claims, key=lambda claim: (claim.start, claim.end, claim.id))),
        attacks=extraction.attacks,
    )


def speakers(asserters: Iterable[Asserter]) -> tuple[list[str], list[str]]:
    """The ids of the named speakers, and the words of the unnamed ones."""
    named: list[str] = []
    unnamed: list[str] = []
    for asserter in asserters:
        if isinstance(asserter, Unnamed):
            unnamed.append(asserter.unnamed)
        else:
            named.append(asserter)
    return named, unnamed


def _pack(value: Any) -> str | None:
    if value is None:
        return None
    text = _encoder.encode(value).decode()
    return _COMMON.get(text, text)
