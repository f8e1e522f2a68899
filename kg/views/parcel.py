"""What an export writes: what may leave of a graph, in the selection asked for, and how it is marked.

    parcel = pack(store, Terms(max_tlp="TLP:GREEN"), selection, rejoin)
    for claim in parcel.told.claims:
        parcel.label(claim)

Restricted documents are left out by joining the others anew, so that no name, date or alias stays that only
such a document knows. A selection narrows what may leave; it takes along every denial of what it chooses.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.graph import Store, build
from kg.model import Claim, Document, Entity, Records
from kg.views import marking
from kg.views.leaving import OPEN, Terms, held, leaving, names, shut
from kg.views.projection import Told, fetch
from kg.views.redaction import redacted
from kg.views.selection import Selection, named, select

Rejoin = Callable[[Collection[str]], Records]
"""Gives the records of a graph joined anew without the documents of these ids (`kg.pipeline.without`)."""


@dataclass(frozen=True)
class Parcel:
    """What leaves, and the marking of each claim in it."""

    told: Told
    labels: Mapping[str, str] = field(default_factory=dict)
    default_tlp: str = marking.DEFAULT

    def label(self, claim: Claim) -> str:
        """The marking that a claim carries: the highest of itself, its document and its denials."""
        return self.labels[claim.id]

    def of_document(self, document: Document) -> str:
        """The marking of a document's description."""
        return marking.levels()[marking.rank(document.tlp, self.default_tlp)]

    @cached_property
    def of_entities(self) -> Mapping[str, str]:
        """The marking of each entity: the widest among all that names it; the default where nothing does."""
        found: dict[str, int] = {}
        for claim in self.told.claims:
            rank = marking.rank(self.labels[claim.id])
            for name in names(Told((claim,))):
                found[name] = min(found.get(name, rank), rank)
        for attack in self.told.attacks.values():
            docs = [self.told.documents[name].tlp for name in attack.documents if name in self.told.documents]
            rank = min(
                (marking.rank(tlp, self.default_tlp) for tlp in docs), default=marking.rank(self.default_tlp)
            )
            for name in names(Told(attacks={attack.id: attack})):
                found[name] = min(found.get(name, rank), rank)
        default = marking.rank(self.default_tlp)
        return {name: marking.levels()[found.get(name, default)] for name in self.told.entities}

    @cached_property
    def highest(self) -> str:
        """The marking of the whole file."""
        documents = (self.of_document(document) for document in self.told.documents.values())
        ranks = [
            marking.rank(label) for label in (*self.labels.values(), *documents, *self.of_entities.values())
        ]
        return marking.levels()[max(ranks, default=marking.rank(self.default_tlp))]


def pack(store: Store, terms: Terms, selection: Selection, rejoin: Rejoin) -> Parcel:
    """What an export of the graph writes under `terms`, narrowed to `selection` as people type it.

    Names are looked up among what may leave: an entity that stays is unknown.
    """
    told = fetch(store)
    closed = shut(told, terms)
    labels = marking.of_claims(told.claims, told.documents, terms.default_tlp)
    base = anew(rejoin(closed)) if closed else told
    left = leaving(base, terms, stays=held(told, terms))
    return wrap(left, terms, named(left, selection), labels)


def of(told: Told, terms: Terms = OPEN, selection: Selection | None = None) -> Parcel:
    """The same for what is at hand; its restricted documents are cut out, and nothing is joined anew."""
    labels = marking.of_claims(told.claims, told.documents, terms.default_tlp)
    left = leaving(told, terms)
    return wrap(left, terms, selection or Selection(), labels)


def wrap(told: Told, terms: Terms, selection: Selection, labels: Mapping[str, str]) -> Parcel:
    """A parcel of what may leave; `selection` has ids for names (`kg.views.selection.named`)."""
    told = select(told, replace(selection, max_tlp=None))
    if terms.redact:
        told = redacted(told)
    shown = {claim.id: labels[claim.id] for claim in told.claims}
    return Parcel(told, shown, terms.default_tlp)


def anew(records: Records) -> Told:
    """What records say, as a graph made of them tells it: publishers and attacks are entities there too."""
    made = build.publishers(records.entities, records.documents).values()
    events = (Entity(attack.id, "Attack", attack.name) for attack in records.attacks)
    known = {entity.id: entity for entity in (*made, *events)}
    known |= {entity.id: entity for entity in records.entities}
    claims = sorted(records.claims, key=lambda claim: claim.id)
    return Told(
        tuple(claim for claim in claims if claim.review != "rejected"),
        {name: known[name] for name in sorted(known)},
        {one.id: replace(one, content="") for one in sorted(records.documents, key=lambda one: one.id)},
        {one.id: one for one in sorted(records.attacks, key=lambda one: one.id)},
    )
