"""The difference that new documents make to a graph, from the part of it that they can touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities.perpetrators import attributed
from kg.entities.soundness import named_by_attack, named_by_claim
from kg.errors import StoreError
from kg.graph import Store, Written, rows, status
from kg.graph.build import Builder
from kg.graph.part import Part, own_and_across
from kg.graph.rows import Stored
from kg.graph.shape import Changes, LinkKey, Node, NodeKey, Properties
from kg.growing import copies, events, indexing, said
from kg.growing.cast import Cast
from kg.growing.reach import Further, sure
from kg.model import Attack, Document, Entity, Extraction, Records
from kg.model.renaming import rewritten_claim


def grown(store: Store, new: Sequence[Extraction], *, extractor: str, version: str, basis: str) -> Written:
    """Add documents of which the graph has no version; Further, and nothing changed, if all has to be read.

    `basis` tells by which rules and judgements `new` are to be joined: those of the graph have to be the
    same, and no judgement may hold.
    """
    part = store.part()
    sure(part.basis() == basis, "made by other rules or judgements")
    ids = {extraction.document.id for extraction in new}
    sure(not part.versions(ids), "another version of a document")
    ordered = sorted(new, key=lambda extraction: extraction.document.id)
    growth = _Growth(part, ordered)
    try:
        growth.add([Stored(rows.ordered(one), extractor, version) for one in ordered])
    except StoreError as error:  # that of the whole join tells all
        raise Further(str(error)) from error
    written = store.change(growth.changes(), part.reindexed(growth.gone, growth.entries))
    return replace(written, added=tuple(sorted(ids)))


class _Growth:
    """Works out what new documents change; used once."""

    def __init__(self, part: Part, new: Sequence[Extraction]) -> None:
        self._part = part
        self._new = {extraction.document.id: extraction for extraction in new}
        self._cast = Cast(part, new)
        self._cast.publish(one.document.publisher for one in new if one.document.publisher)
        self._copies = copies.linked(part, [extraction.document for extraction in new])
        self._events = events.joined(part, self._cast, new)
        claims = [rewritten_claim(claim, self._events.ids) for one in new for claim in one.claims]
        self._said = said.said(part, claims, self._copies.moved)
        self._claims = [self._said.after[claim.id] for claim in claims]
        sure(self._said.old.keys().isdisjoint(claim.id for claim in claims), "a claim that is there already")
        self.gone = self._cast.gone | self._events.gone | self._copies.gone
        self.entries = self._cast.entries | self._events.entries | self._copies.entries
        self.entries.update(entry for claim in self._claims for entry in indexing.of_claim(claim))
        self._create: list[Node] = []
        self._change: list[Node] = []
        self._links: dict[LinkKey, Properties] = {}
        self._changed_links: dict[LinkKey, Properties] = {}
        self._remove: list[LinkKey] = []

    def changes(self) -> Changes:
        """The difference, all parts sorted."""
        return Changes(
            remove_links=tuple(sorted(self._remove)),
            create_nodes=tuple(sorted(self._create, key=lambda node: node.key)),
            change_nodes=tuple(sorted(self._change, key=lambda node: node.key)),
            create_links=tuple(sorted(self._links.items())),
            change_links=tuple(sorted(self._changed_links.items())),
        )

    def add(self, new: Sequence[Stored]) -> None:
        """Work out every change."""
        attacks = self._attacks()
        builder = self._builder(attacks)
        for stored in new:
            builder.document(stored, superseded=False)
        builder.denials()
        self._nodes(builder.graph.nodes)
        self._links.update(builder.graph.links)
        self._places(attacks)
        self._old_claims()
        self._edges()
        for name, row in (self._part.whole(self._copies.moved) if self._copies.moved else {}).items():
            self._change.append(_node(("Document",), row | {"copy_of": self._copies.moved[name]}))

    def _documents(self) -> list[Document]:
        return [replace(one.document, copy_of=self._copies.new[name]) for name, one in self._new.items()]

    def _attacks(self) -> dict[str, Attack]:
        """The attacks that new documents report, and those of which claims now say something else."""
        about = {claim.object for claim in self._claims}
        about |= {self._said.after[name].object for name in self._said.changed()}
        about |= {entity.id for entity in self._cast.changed() if entity.type == "Attack"}
        others = self._part.attacks(about - self._events.after.keys()) if about else {}
        touched = {**others, **self._events.after}
        told = {claim.id: claim for claim in self._claims}
        for row in self._part.claims_about(touched) if touched else ():
            _, across = own_and_across(row)
            told[across.id] = self._said.after.get(across.id, across)
        told.update((name, self._said.after[name]) for name in self._said.changed())
        found = attributed(list(touched.values()), told.values())
        # The figures of other documents are there already, and stay as they are.
        return {
            one.id: replace(one, casualties=tuple(f for f in one.casualties if f.doc in self._new))
            for one in found
        }

    def _builder(self, attacks: Mapping[str, Attack]) -> Builder:
        documents = self._documents()
        entities = {entity.id: entity for entity in self._cast.changed()}
        known = self._cast.entities(attacks)
        entities.update((name, known[name]) for name in attacks if name in known)
        named = {name for claim in self._claims for name in named_by_claim(claim)}
        named |= {name for attack in attacks.values() for name in named_by_attack(attack)}
        named |= {entity.id for entity in self._cast.publishers.values()} | self._cast.after.keys()
        named -= entities.keys() | attacks.keys()
        there = {name for _, name in self._part.existing({("Entity", name) for name in named})}
        records = Records(
            documents=tuple(documents),
            entities=tuple(entities[name] for name in sorted(entities)),
            claims=tuple(self._claims),
            attacks=tuple(attacks[name] for name in sorted(attacks)),
        )
        return Builder(records, self._cast.publishers, there)

    def _nodes(self, nodes: Mapping[NodeKey, Node]) -> None:
        """New nodes, and entities that are not as they were; Further if something else has a new one's id."""
        held = self._part.entities(name for label, name in nodes if label == "Entity")
        for key, node in nodes.items():
            if key[0] != "Entity" or key[1] not in held:
                self._create.append(node)
                continue
            labels, properties = held[key[1]]
            sure(frozenset(node.labels) == labels, "an entity of another type")
            if properties != node.properties:
                self._change.append(node)
        others = {key for key in nodes if key[0] != "Entity"}
        sure(not self._part.existing(others), "the graph has something with a new id already")

    def _places(self, attacks: Mapping[str, Attack]) -> None:
        """Where attacks took place: the link is new, is as it was, or leads elsewhere now."""
        for name in attacks:
            before = self._events.before.get(name)
            if name in self._events.after and before is None:
                continue
            old = before.place if before else attacks[name].place
            place = ("Entity", old or "")
            link: LinkKey = ("TOOK_PLACE_IN", ("Entity", name), place)
            if old is not None and self._links.pop(link, None) is None:
                self._remove.append(link)

    def _old_claims(self) -> None:
        for name in self._said.changed():
            one, after = self._said.old[name], self._said.after[name]
            row = rows.claim_row(one.own, after, counts=True, published=one.published)
            self._change.append(_node(("Claim",), row))
            self._links.update({link: {} for link in said.denied(one, after)})
        there = self._said.old.keys()
        for claim in self._claims:
            for denied in there & set(claim.denies):
                self._links["DENIES", ("Claim", claim.id), ("Claim", denied)] = {}

    def _edges(self) -> None:
        old = {name: one.across for name, one in self._said.old.items()}
        light = self._part.documents({claim.doc for claim in old.values()})
        now = {
            name: replace(one, copy_of=self._copies.moved.get(name, one.copy_of))
            for name, one in light.items()
        }
        now |= {document.id: document for document in self._documents()}
        after = {**self._said.after, **{claim.id: claim for claim in self._claims}}
        ends = {name for claim in after.values() for name in (claim.subject, claim.object)}
        entities = self._cast.entities(ends)
        persons = {n for n in ends if n in entities and _is_open(entities[n])}
        publishers = self._publishers(now.values())
        was = said.edges(status.edges(old.values(), light.values(), persons, publishers))
        is_ = said.edges(status.edges(after.values(), now.values(), persons, publishers))
        sure(was.keys() <= is_.keys(), "an edge has gone")
        self._links.update((key, is_[key]) for key in is_.keys() - was.keys())
        self._changed_links.update((key, is_[key]) for key in was if is_[key] != was[key])

    def _publishers(self, documents: Iterable[Document]) -> dict[str, str]:
        """The entity that stands for each publisher, by name."""
        names = {document.publisher for document in documents if document.publisher}
        used = self._part.entries("publisher", {name.casefold() for name in names})
        found = {name: entity for entries in used.values() for name, entity in entries if name in names}
        return found | {name: entity.id for name, entity in self._cast.publishers.items()}


def _is_open(entity: Entity) -> bool:
    """Whether it is a person whom the register does not know: see `kg.graph.status.edges`."""
    return entity.type == "Person" and not entity.known


def _node(labels: tuple[str, ...], row: Properties) -> Node:
    return Node(labels, {name: value for name, value in row.items() if value is not None})
