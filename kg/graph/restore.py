"""Nodes and links back to records: a document's records come back just as they were extracted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

import msgspec

from kg.errors import StoreError
from kg.graph.rows import PACKED, Stored, ordered
from kg.graph.shape import Graph, Node, NodeKey, Properties
from kg.model import Attack, Claim, Document, Entity, Extraction, Mention

T = TypeVar("T")


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
            claims=tuple(_unpack_claim(claim.properties) for claim in claims[key]),
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


def _unpack_claim(row: Properties) -> Claim:
    record: dict[str, Any] = {}
    for name in (name.name for name in fields(Claim)):
        packed = "denials" if name == "denied_by" else name
        if packed not in row:
            continue
        record[name] = msgspec.json.decode(row[packed]) if name in PACKED else row[packed]
    record["asserted_by"] = [_speaker(text) for text in row["asserted_by"]]
    record.update(msgspec.json.decode(row.get("in_document", "{}")))
    return _convert(record, Claim)


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
