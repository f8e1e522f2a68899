"""Everything that counts, as plain data: what trace, compare, exports and the explorer compute on.

    with open_store("kg.graph", write=False) as store:
        told = fetch(store)
    told = select(told, Selection(without=("norland",)))      # kg.views.selection
    told.edges

Four queries whatever the size of the graph; everything after that is pure. `fetch_some` is for who looks at a
few claims only, `of_records` for who has no store.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from kg.graph import Store, build, restore, status
from kg.graph.crossing import undisturbed
from kg.graph.status import Edge, Key
from kg.model import Attack, Claim, Document, Entity, Figure, Records

_CLAIMS = "MATCH (c:Claim) WHERE c.counts RETURN properties(c) AS properties"

_WITHOUT_TEXT = tuple(f.name for f in fields(Document) if f.name != "content")

_DOCUMENTS = (
    "MATCH (d:Document) WHERE NOT d.superseded "
    f"RETURN {', '.join(f'd.{name} AS {name}' for name in _WITHOUT_TEXT)}"
)

_ENTITIES = "MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS properties"

_SOME = "MATCH (c:Claim) WHERE c.id IN $ids AND c.counts RETURN properties(c) AS properties"

_OFFICES = """
MATCH (p:Person)<-[:SUBJECT]-(c:Claim)
WHERE p.id IN $ids AND c.counts AND c.relation IN $relations
RETURN properties(c) AS properties
"""

_SOME_ENTITIES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS properties"

OFFICES = ("MEMBER_OF", "LEADS", "SPOKESPERSON_OF")
"""Relations that tell of a person's office."""

_FIGURES = "MATCH (f:Figure)-[:FIGURE_OF]->(a:Entity) RETURN a.id AS attack, properties(f) AS properties"


STATEMENTS = (_CLAIMS, _DOCUMENTS, _FIGURES, _ENTITIES)
"""All that `fetch` asks a store."""


@dataclass(frozen=True)
class Told:
    """What has been told, in all documents or in a selection of them.

    `claims`: those that count, sorted by id, with their denials and status across the documents of this
    selection. `entities`, `documents` (their text left empty) and `attacks` (figures in `casualties`) go by
    id, sorted. All the rest is computed from these when first asked for, and kept.
    """

    claims: tuple[Claim, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    attacks: Mapping[str, Attack] = field(default_factory=dict)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges that follow from the claims, each with its status; sorted by their ends and relation."""
        persons = {
            entity.id for entity in self.entities.values() if entity.type == "Person" and not entity.known
        }
        return status.edges(self.claims, self.documents.values(), persons, self.publishers)

    @cached_property
    def publishers(self) -> Mapping[str, str]:
        """The id of the entity that stands for each publisher's name."""
        found = build.publishers(self.entities.values(), self.documents.values())
        return {name: entity.id for name, entity in found.items()}

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Claim, ...]]:
        """The claims, denials among them, by what they are about (`kg.graph.status.key`)."""
        found: dict[Key, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[status.key(claim)].append(claim)
        return {key: tuple(claims) for key, claims in sorted(found.items())}

    def behind(self, edge: Edge) -> tuple[Claim, ...]:
        """The claims of an edge, then its denials, each sorted by id."""
        return tuple(self.by_id[claim] for claim in (*edge.claims, *edge.denials))

    def name(self, entity: str) -> str:
        """What an entity is called; its id, or a speaker's words, where nobody describes it."""
        found = self.entities.get(entity)
        return found.name if found else entity


def fetch_some(store: Store, claims: Collection[str]) -> Told:
    """The claims with these ids that count, and what tells who is who among those they name.

    That is their documents, the entities with all that these belong to, and claims of office by the persons
    among them (which are in `claims` too). Attacks are left out.
    """
    found = _claims(store, _SOME, {"ids": sorted(claims)})
    named = {name for claim in found for name in in_claim(claim)}
    found += _claims(store, _OFFICES, {"ids": sorted(named), "relations": list(OFFICES)})
    waiting, entities = named | {claim.object for claim in found}, dict[str, Entity]()
    while waiting:
        rows = store.read(_SOME_ENTITIES, {"ids": sorted(waiting)}).rows
        entities |= {
            row["properties"]["id"]: restore.entity(row["labels"], row["properties"]) for row in rows
        }
        above = {name for one in entities.values() for name in (one.parent, one.country) if name}
        waiting = above - entities.keys() if rows else set()
    wanted = {claim.doc for claim in found}
    return Told(
        tuple(sorted({claim.id: claim for claim in found}.values(), key=lambda claim: claim.id)),
        dict(sorted(entities.items())),
        {document.id: document for document in _documents(store) if document.id in wanted},
    )


def _claims(store: Store, statement: str, params: Mapping[str, Any] | None = None) -> list[Claim]:
    return [restore.claim(row["properties"]) for row in store.read(statement, params).rows]


def _documents(store: Store) -> list[Document]:
    """The documents that count, without their text, sorted by id."""
    found = [
        restore.document({"content": ""} | {name: value for name, value in row.items() if value is not None})
        for row in store.read(_DOCUMENTS).rows
    ]
    return sorted(found, key=lambda document: document.id)


def in_claim(claim: Claim) -> Iterator[str]:
    """Ids of all whom a claim names: its ends, who says it, through whom, and who denies it."""
    yield from (claim.subject, claim.object)
    yield from (asserter for asserter in claim.asserted_by if isinstance(asserter, str))
    yield from (name for name in (claim.reported_by, claim.reported_in) if name)
    yield from (denial.entity for denial in claim.denied_by)


def of_records(records: Records) -> Told:
    """The same from joined records, without a store: what `fetch` gives of the graph made of them."""
    documents = [replace(document, content="") for document in records.documents]
    attacks = {attack.id: attack for attack in sorted(records.attacks, key=lambda attack: attack.id)}
    entities = {entity.id: entity for entity in records.entities}
    for attack in attacks.values():
        entities.setdefault(attack.id, Entity(attack.id, "Attack", attack.name))
    for publisher in build.publishers(records.entities, records.documents).values():
        entities.setdefault(publisher.id, publisher)
    return Told(
        tuple(sorted(filter(status.counts, status.dispute(records.claims)), key=lambda claim: claim.id)),
        dict(sorted(entities.items())),
        {document.id: document for document in sorted(documents, key=lambda document: document.id)},
        attacks,
    )


@undisturbed()
def fetch(store: Store) -> Told:
    """Everything in the graph that counts: not the superseded, withdrawn and rejected."""
    claims = sorted(_claims(store, _CLAIMS), key=lambda claim: claim.id)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for row in store.read(_FIGURES).rows:
        figures[row["attack"]].append(restore.figure(row["properties"]))
    entities, attacks = [], []
    for row in store.read(_ENTITIES).rows:
        entity = restore.entity(row["labels"], row["properties"])
        entities.append(entity)
        if "documents" in row["properties"]:
            attacks.append(restore.attack(row["properties"], figures[entity.id]))
    return Told(
        tuple(claims),
        {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)},
        {document.id: document for document in _documents(store)},
        {attack.id: attack for attack in sorted(attacks, key=lambda attack: attack.id)},
    )
