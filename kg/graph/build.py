"""The graph that follows from documents: a pure function, so that it never depends on the order they came in.

A store compares what this gives with what it holds and writes the difference. Building again therefore
changes nothing, and what somebody damaged is mended by the next build.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import schema
from kg.errors import StoreError
from kg.graph import rows, status
from kg.graph.index import Entry, Index
from kg.graph.rows import Stored
from kg.graph.shape import Graph, NodeKey
from kg.model import Asserter, Attack, Claim, Document, Entity, Figure, Mention, Records
from kg.model.renaming import rewritten_claim

PUBLISHING = ("Organisation", "Publication")


def graph(live: Sequence[Stored], records: Records, superseded: Sequence[Stored] = ()) -> Graph:
    """All nodes and links for the documents of `live`, joined in `records`, and the `superseded` ones.

    StoreError if `records` lacks one of the documents, or if something names an entity nobody described.
    """
    _check(live, records)
    claims = status.dispute(records.claims)
    documents = [stored.document for stored in (*live, *superseded)]
    named = publishers(records.entities, documents, records.renamed)
    builder = Builder(replace(records, claims=claims), named)
    for stored in live:
        builder.document(stored, superseded=False)
    for stored in superseded:
        builder.document(stored, superseded=True)
    builder.denials()
    builder.edges()
    builder.ratings()
    return builder.graph


def _check(live: Sequence[Stored], records: Records) -> None:
    missing = {stored.document.id for stored in live} ^ {document.id for document in records.documents}
    if missing:
        raise StoreError(
            "the records to write do not cover the documents of the graph",
            where=min(missing),
            hint="join the new extractions with those of `Store.extractions(without=…)`",
        )


class Builder:
    """Collects the nodes and links of one graph, or of the part of one that is new; used once.

    `known` are ids of entities that the graph has already, for a part that leads to them.
    """

    def __init__(self, records: Records, publishers: Mapping[str, Entity], known: Iterable[str] = ()) -> None:
        self.graph = Graph()
        self.records = records
        self.claims = {claim.id: claim for claim in records.claims}
        self.attacks = {local: attack.id for attack in records.attacks for local in attack.joined}
        self.published = {document.id: document.published for document in records.documents}
        self.copies = {document.id: document.copy_of for document in records.documents}
        self.kinds = schema.load().entity_types
        self.publishers = publishers
        self.added: list[tuple[NodeKey, Claim]] = []
        self.entities: dict[str, NodeKey] = {name: ("Entity", name) for name in known}
        for entity in (*records.entities, *publishers.values()):
            self._entity(entity)
        for attack in records.attacks:
            self._attack(attack)

    def _entity(self, entity: Entity) -> NodeKey:
        if entity.type not in self.kinds:
            raise StoreError(
                f"the schema has no entity type {entity.type!r}",
                where=entity.id,
                hint="add it to schema/entities.yaml",
            )
        known = self.entities.get(entity.id)
        if known:
            return known
        self.entities[entity.id] = self.graph.add(("Entity", entity.type), rows.entity_row(entity))
        return self.entities[entity.id]

    def _attack(self, attack: Attack) -> None:
        key = self._entity(Entity(id=attack.id, type="Attack", name=attack.name))
        node = self.graph.nodes[key]
        if node.labels != ("Entity", "Attack"):
            raise StoreError("an attack has the id of another entity", where=attack.id, hint="rename it")
        self.graph.add(node.labels, node.properties | rows.attack_row(attack))
        if attack.place is not None:
            self.graph.link("TOOK_PLACE_IN", key, self._named(attack.place, attack.id))
        for figure in attack.casualties:
            self._figure(figure, key)

    def _figure(self, figure: Figure, attack: NodeKey) -> None:
        row = rows.figure_row(figure, self.published.get(figure.doc))
        key = self.graph.add(("Figure",), row)
        self.graph.link("FIGURE_OF", key, attack)
        self.graph.link("QUOTED_FROM", key, ("Document", figure.doc))
        self._asserted_by(key, figure.asserted_by, figure.doc)

    def document(self, stored: Stored, *, superseded: bool) -> None:
        """A document with its mentions, claims and reports of attacks."""
        document = stored.document
        copy_of = None if superseded else self.copies[document.id]
        row = rows.document_row(stored, superseded=superseded, copy_of=copy_of)
        key = self.graph.add(("Document",), row)
        if superseded and ("Document", document.id) in self.graph.nodes:
            self.graph.link("SUPERSEDES", ("Document", document.id), key)
        local = self._reports(stored, key, superseded=superseded)
        self._mentions(stored, key, local)
        if document.publisher:
            self.graph.link("PUBLISHED_BY", key, self._entity(self.publishers[document.publisher]))
        for claim in stored.extraction.claims:
            self._claim(claim, stored.document, key, local if superseded else None)

    def _claim(
        self, own: Claim, document: Document, place: NodeKey, superseded: Collection[str] | None
    ) -> None:
        """A claim with its ends and voices; `superseded`: the attacks of its document, if that is one."""
        if ("Claim", own.id) in self.graph.nodes:
            if superseded is None:
                raise StoreError("two claims have the same id", where=own.id, hint="mend the extractor")
            return  # the same words stand in the version that counts
        across = self._across(own) if superseded is None else rewritten_claim(own, self.records.renamed)
        counts = superseded is None and own.id in self.claims and status.counts(across)
        row = rows.claim_row(own, across, counts=counts, published=document.published)
        key = self.graph.add(("Claim",), row)
        self.added.append((key, across))
        self.graph.link("QUOTED_FROM", key, place)
        for name, end in (("SUBJECT", across.subject), ("OBJECT", across.object)):
            if end not in (superseded or ()):
                self.graph.link(name, key, self._named(end, own.id))
        self._asserted_by(key, across.asserted_by, place[1])
        for name, outer in (("REPORTED_BY", across.reported_by), ("REPORTED_THROUGH", across.reported_in)):
            if outer is not None:
                self.graph.link(name, key, self._named(outer, own.id))
        for denial in across.denied_by:
            self.graph.link("DENIED_BY", key, self._named(denial.entity, own.id))

    def _across(self, own: Claim) -> Claim:
        """The claim as it is across documents; one that the join left out keeps its own status."""
        subject = self.attacks.get(own.subject, own.subject)
        object_ = self.attacks.get(own.object, own.object)
        return self.claims.get(own.id) or replace(own, subject=subject, object=object_)

    def _asserted_by(self, key: NodeKey, asserters: Iterable[Asserter], document: str) -> None:
        named, unnamed = rows.speakers(asserters)
        for entity in named:
            self.graph.link("ASSERTED_BY", key, self._named(entity, key[1]))
        for words in unnamed:
            row = rows.unnamed_row(words, document)
            voice = ("UnnamedSource", row["id"])
            if voice not in self.graph.nodes or words < self.graph.nodes[voice].properties["words"]:
                self.graph.add(("UnnamedSource",), row)
            self.graph.link("ASSERTED_BY", key, voice)

    def _named(self, entity: str, where: str) -> NodeKey:
        if entity not in self.entities:
            raise _undescribed(entity, where)
        return self.entities[entity]

    def _reports(self, stored: Stored, document: NodeKey, *, superseded: bool) -> frozenset[str]:
        """The reports of attacks; returns the ids that the document gave them."""
        for position, attack in enumerate(stored.extraction.attacks):
            row = rows.report_row(stored, position, superseded=superseded)
            key = self.graph.add(("AttackReport",), row)
            self.graph.link("REPORTED_IN", key, document)
            if not superseded and attack.id in self.attacks:
                self.graph.link("REPORT_OF", key, self.entities[self.attacks[attack.id]])
        return frozenset(attack.id for attack in stored.extraction.attacks)

    def _mentions(self, stored: Stored, document: NodeKey, local: Collection[str]) -> None:
        found: dict[str, list[Mention]] = {entity.id: [] for entity in stored.extraction.entities}
        for mention in stored.extraction.mentions:
            if mention.entity not in found:
                raise _undescribed(mention.entity, f"{mention.doc}:{mention.start}")
            found[mention.entity].append(mention)
        meant: dict[str, list[Entity]] = {}
        for entity in stored.extraction.entities:
            if entity.id not in local:
                meant.setdefault(self.records.renamed.get(entity.id, entity.id), []).append(entity)
        for name, entities in meant.items():
            mentions = [mention for entity in entities for mention in found[entity.id]]
            row = rows.mentions_row(entities, mentions)
            self.graph.link("MENTIONS", document, self._entity(replace(entities[0], id=name)), row)
        for attack in {self.attacks[each] for each in local if each in self.attacks}:
            words = [m for each in local if self.attacks.get(each) == attack for m in found.get(each, [])]
            if words:
                # The document may name the attack too, as an entity that the register knows.
                link = ("MENTIONS", document, self.entities[attack])
                both = rows.counted([*found.get(attack, []), *words])
                self.graph.link(*link, self.graph.links.get(link, {}) | both)

    def denials(self) -> None:
        """Links from each denial to what it denies, once all claims are there."""
        for key, claim in self.added:
            for denied in claim.denies:
                if ("Claim", denied) in self.graph.nodes:
                    self.graph.link("DENIES", key, ("Claim", denied))

    def edges(self) -> None:
        """The edges between entities that follow from the claims that count."""
        open_persons = {e.id for e in self.records.entities if e.type == "Person" and not e.known}
        claims = [claim for key, claim in self.added if self.graph.nodes[key].properties["counts"]]
        publishers = {name: entity.id for name, entity in self.publishers.items()}
        for edge in status.edges(claims, self.records.documents, open_persons, publishers):
            start, end = self.entities[edge.subject], self.entities[edge.object]
            self.graph.link(edge.relation, start, end, rows.edge_row(edge))

    def ratings(self) -> None:
        """People's marks, on whatever they are about; letters and digits stay what they are."""
        for rating in self.records.ratings:
            if rating.about == "credibility":
                key: NodeKey | None = ("Claim", rating.id)
            elif rating.about == "publisher":
                publisher = self.publishers.get(rating.id)
                key = self.entities[publisher.id] if publisher else None
            else:
                key = self.entities.get(rating.id)
            node = self.graph.nodes.get(key) if key else None
            if node:
                self.graph.add(node.labels, node.properties | rows.rating_row(rating))


def publishers(
    entities: Iterable[Entity], documents: Iterable[Document], renamed: Mapping[str, str] | None = None
) -> dict[str, Entity]:
    """The entity that stands for each publisher named by a document.

    An organisation or publication of that name, the first by id if there are several, else a new
    organisation, or the one that this was taken into (`renamed`).

    >>> paper = Document("d", "d.txt", 0, 0, "", "", publisher="Hill Gazette")
    >>> publishers([], [paper])["Hill Gazette"].id
    'hill-gazette'
    """
    entities = sorted(entities, key=lambda entity: entity.id)
    by_id = {entity.id: entity for entity in entities}
    taken = by_id.keys()
    taken_into = renamed or {}
    known: dict[str, Entity] = {}
    for entity in entities:
        if entity.type in PUBLISHING:
            for name in (entity.name, *entity.aliases):
                known.setdefault(name.casefold(), entity)
    found: dict[str, Entity] = {}
    for name in sorted({document.publisher for document in documents if document.publisher}):
        own = slug(name)
        made = Entity(f"{own}-publisher" if own in taken else own, "Organisation", name)
        into = by_id.get(taken_into.get(own, own if own in taken_into.values() else ""))
        if into is None or into.type not in PUBLISHING:
            into = made
        found[name] = known.setdefault(name.casefold(), into)
    return found


def with_publishing(index: Index, entities: Iterable[Entity], graph: Graph) -> Index:
    """The index with what follows from the graph itself: who publishes; no index stays none."""
    return Index([*index.entries, *_publishing(entities, graph)], index.basis) if index.basis else index


def _publishing(entities: Iterable[Entity], graph: Graph) -> Iterator[Entry]:
    """The index of who publishes: entities by names they may publish under, and what stands for a name."""
    for entity in entities:
        if entity.type in PUBLISHING:
            for name in (entity.name, *entity.aliases):
                yield "publishing", name.casefold(), entity.id
    for link, document, publisher in graph.links:
        if link == "PUBLISHED_BY":
            name = graph.nodes[document].properties["publisher"]
            yield "publisher", name.casefold(), name, publisher[1]


def slug(name: str) -> str:
    """The id of a publisher that no entity stands for.

    >>> slug("The Hill Gazette")
    'the-hill-gazette'
    """
    return "-".join(re.findall(r"[^\W_]+", name.casefold())) or "publisher"


def _undescribed(entity: str, where: str) -> StoreError:
    return StoreError(f"no record describes the entity {entity!r}", where=where, hint="mend the extractor")
