"""Nodes and links back to records: a document's records come back just as they were extracted.

`claim`, `entity`, `attack` and `figure` give what a node tells across documents instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar, cast, get_type_hints

import msgspec

from kg.errors import StoreError
from kg.graph.rows import PACKED, Stored, ordered
from kg.graph.shape import Graph, Node, NodeKey, Properties
from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Perpetrator,
    Responsibility,
)

T = TypeVar("T")

_EMPTY = ("{}", "[]", "null")
"""What most packed fields hold; a record's own defaults say the same."""


def _fields(kind: type) -> Iterator[tuple[str, Any, Any]]:
    """Names, types and defaults of a record's fields."""
    types = get_type_hints(kind)
    for one in fields(kind):
        if one.default_factory is not MISSING:
            yield one.name, types[one.name], msgspec.field(default_factory=one.default_factory)
        else:
            default = msgspec.NODEFAULT if one.default is MISSING else one.default
            yield one.name, types[one.name], msgspec.field(default=default)


_Seen = msgspec.defstruct("Claim", _fields(Claim), frozen=True, gc=False)
"""A claim as msgspec makes it fastest."""


def stored(graph: Graph) -> tuple[tuple[Stored, ...], tuple[Stored, ...]]:
    """The documents that count and those that do not, each sorted by key, as they were extracted."""
    claims, reports, mentioned = _by_document(graph)
    found: tuple[list[Stored], list[Stored]] = ([], [])
    for key in sorted(key for key in graph.nodes if key[0] == "Document"):
        node = graph.nodes[key]
        attacks = sorted(reports[key], key=lambda report: int(report.properties["position"]))
        entities, mentions = _mentioned([*mentioned[key], *(report.properties for report in attacks)])
        extraction = Extraction(
            document=own(document(node.properties)),
            mentions=mentions,
            entities=entities,
            claims=tuple(own_claim(claim.properties) for claim in claims[key]),
            attacks=tuple(_unpack(report.properties["record"], Attack) for report in attacks),
        )
        superseded = bool(node.properties["superseded"])
        row = Stored(
            ordered(extraction),
            node.properties["extractor"],
            node.properties["extractor_version"],
            withdrawn=node.properties.get("withdrawn", False),
        )
        found[superseded].append(row)
    return tuple(found[0]), tuple(found[1])


def _by_document(
    graph: Graph,
) -> tuple[dict[NodeKey, list[Node]], dict[NodeKey, list[Node]], dict[NodeKey, list[Properties]]]:
    claims: dict[NodeKey, list[Node]] = defaultdict(list)
    reports: dict[NodeKey, list[Node]] = defaultdict(list)
    mentioned: dict[NodeKey, list[Properties]] = defaultdict(list)
    for (name, start, end), properties in graph.links.items():
        if name == "QUOTED_FROM" and start[0] == "Claim":
            claims[end].append(graph.nodes[start])
        elif name == "REPORTED_IN":
            reports[end].append(graph.nodes[start])
        elif name == "MENTIONS":
            mentioned[start].append(properties)
    return claims, reports, mentioned


def _mentioned(links: Iterable[Properties]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for link in links:
        # A link to an attack that was joined has neither: the report of the attack keeps them.
        entities.extend(_unpack(link.get("entities", "[]"), tuple[Entity, ...]))
        mentions.extend(_unpack(link.get("mentions", "[]"), tuple[Mention, ...]))
    return tuple(entities), tuple(mentions)


def document(row: Properties) -> Document:
    """The document of a Document node."""
    return _convert({name.name: row[name.name] for name in fields(Document) if name.name in row}, Document)


def own(document: Document) -> Document:
    """The document without what follows from other ones."""
    return replace(document, copy_of=None)


def claim(row: Properties) -> Claim:
    """The claim of a Claim node as it is across documents: with all denials, and the ends they are about."""
    return _convert(_record(row), Claim)


def seen_claim(row: Properties) -> Claim:
    """The same for somebody who only looks at its fields, five times as fast: it equals no other claim."""
    return cast("Claim", _convert(_record(row), _Seen))


def report(record: str) -> Attack:
    """The attack of an AttackReport node, as its document tells it."""
    return _unpack(record, Attack)


def entity(labels: Iterable[str], row: Properties) -> Entity:
    """The entity of an Entity node with those labels."""
    kinds = sorted(set(labels) - {"Entity"})
    external = dict(text.split(":", 1) for text in row.get("external", ()))
    record = {name.name: row[name.name] for name in fields(Entity) if name.name in row}
    return _convert(record | {"type": kinds[0] if kinds else "", "external": external}, Entity)


def figure(row: Properties) -> Figure:
    """The figure of a Figure node."""
    record = {name.name: row[name.name] for name in fields(Figure) if name.name in row}
    return _convert(record | {"asserted_by": [_speaker(text) for text in row["asserted_by"]]}, Figure)


def attack(row: Properties, figures: Iterable[Figure] = ()) -> Attack:
    """The attack of an Entity node of that type, which may be one that only the register knows.

    Its figures are nodes of their own; they come out by document and place.
    """
    plain = {name.name: row[name.name] for name in fields(Attack) if name.name in row}
    responsibility = row.get("claim_of_responsibility")
    return _convert(
        {"kind": ""}
        | plain
        | {
            "perpetrators": _unpack(row.get("perpetrators", "[]"), tuple[Perpetrator, ...]),
            "also_accused": _unpack(row.get("also_accused", "[]"), tuple[Perpetrator, ...]),
            "claim_of_responsibility": _unpack(responsibility, Responsibility) if responsibility else None,
            "mentions": _unpack(row.get("mentions", "[]"), tuple[AttackMention, ...]),
            "casualties": tuple(sorted(figures, key=lambda f: (f.doc, f.start, f.end, f.id))),
        },
        Attack,
    )


def own_claim(row: Properties) -> Claim:
    """The claim of a Claim node as its own document has it."""
    return _convert(_record(row) | msgspec.json.decode(row.get("in_document", "{}")), Claim)


def _record(row: Properties) -> dict[str, Any]:
    """The values of a claim's fields; those of other properties of its node are among them."""
    record = row.copy()
    if None in row.values():
        record = {name: value for name, value in row.items() if value is not None}
    record["denied_by"] = row.get("denials")
    for name in PACKED:
        value = record.get(name)
        if value is None or value in _EMPTY:
            record.pop(name, None)
        else:
            record[name] = msgspec.json.decode(value)
    record["asserted_by"] = [_speaker(text) for text in row["asserted_by"]]
    return record


def _speaker(text: str) -> Any:
    return {"unnamed": text[1:-1]} if text.startswith("“") else text


def _unpack(text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _damaged(error) from error


def _convert(record: Mapping[str, Any], kind: type[T]) -> T:
    try:
        return msgspec.convert(record, kind)
    except msgspec.ValidationError as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StoreError:
    return StoreError(
        f"the graph holds something that kg did not write ({error})",
        hint="build it anew in another folder",
    )
