"""What of a graph may leave the house: which claims stay, and how the rest looks without a trace of them.

    held(told, terms)         ids of the claims that stay at home
    leaving(told, terms)      everything else: what a graph would tell that never had those claims

Pure functions on what was told, alike for every format; `kg.views.parcel` puts them together for an export.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.entities import attributed
from kg.model import Attack, Claim, Document
from kg.views import marking
from kg.views.marking import Span
from kg.views.projection import Told

REVIEWED = ("accepted", "corrected")


PERSONS = "claims about persons count only where somebody has accepted them"
"""What is said beside everything that leaves by `Terms` without `unreviewed_persons`."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What may leave: up to which marking (None: any), whose claims, and whether with the words.

    `default_tlp` is for documents that carry no marking. Without `unreviewed_persons`, a claim with a person
    at an end leaves only when somebody has accepted it, or when it denies one that leaves. `redact` drops the
    words of the documents with all offsets and hashes.
    """

    max_tlp: str | None = None
    default_tlp: str = marking.DEFAULT
    unreviewed_persons: bool = False
    redact: bool = False

    def above(self, label: str | None) -> bool:
        """Whether a marking (None: unmarked) is higher than may leave.

        >>> Terms(max_tlp="TLP:GREEN").above(None), Terms(max_tlp="TLP:AMBER").above(None)
        (True, False)
        """
        limit = self.max_tlp
        return limit is not None and marking.rank(label, self.default_tlp) > marking.rank(limit)


OPEN = Terms(unreviewed_persons=True)
"""Everything may leave."""


def held(told: Told, terms: Terms) -> frozenset[str]:
    """Ids of the claims that stay at home; `told` is everything that the graph has."""
    labels = marking.of_claims(told.claims, told.documents, terms.default_tlp)
    above = {claim for claim, label in labels.items() if terms.above(label)}
    return frozenset(above if terms.unreviewed_persons else above | _persons(told, above))


def _persons(told: Told, above: Collection[str]) -> set[str]:
    """Claims about persons that nobody has accepted; a denial of one that leaves goes with it."""
    persons = {entity.id for entity in told.entities.values() if entity.type == "Person"}
    about = [claim for claim in told.claims if not persons.isdisjoint((claim.subject, claim.object))]
    open_ones = {claim.id for claim in about if claim.review not in REVIEWED}
    against = marking.denials(told.claims)
    with_leaving = {
        denial
        for claim in told.claims
        if claim.polarity != "negative" and claim.id not in open_ones and claim.id not in above
        for denial in against.get(claim.id, ())
    }
    return open_ones - with_leaving


def shut(told: Told, terms: Terms) -> frozenset[str]:
    """Ids of the documents that stay at home."""
    return frozenset(name for name, document in told.documents.items() if terms.above(document.tlp))


def leaving(told: Told, terms: Terms = OPEN, *, stays: Collection[str] | None = None) -> Told:
    """What may leave of `told`, words and all.

    `stays` are ids of claims known to stay; without it they are worked out here, from `told` alone. Entities
    that nothing names which leaves stay too, where a limit is set or they are persons: they might be known by
    a claim that stays. Where `told` has documents above the limit, what follows from all documents together
    is left vague (ids of attacks stay): `kg.views.parcel.pack` joins the others anew instead.
    """
    if terms.max_tlp is None and terms.unreviewed_persons:
        return told
    out = held(told, terms) if stays is None else frozenset(stays)
    closed = shut(told, terms)
    claims = without_others(claim for claim in told.claims if claim.id not in out and claim.doc not in closed)
    documents = _documents(told, closed)
    attacks = _attacks(told, claims, documents, [claim for claim in told.claims if claim.id in out])
    if terms.max_tlp is not None:
        # Under a limit it is not told that nobody claimed an attack: a claim that stays may say who did.
        attacks = {name: _unclaimed(one) for name, one in attacks.items()}
        ends = {end for claim in claims for end in (claim.subject, claim.object)}
        attacks = {name: one for name, one in attacks.items() if name in ends or one.casualties}
    named = names(Told(claims, told.entities, documents, attacks))
    mentioned = set() if terms.max_tlp is not None else _mentioned(told, terms)
    entities = {name: entity for name, entity in told.entities.items() if name in named | mentioned}
    left = Told(claims, entities, documents, attacks)
    return _vague(left, told, closed) if closed else left


def _vague(left: Told, told: Told, closed: Collection[str]) -> Told:
    """The same without what a document that stays may have told alone, as nothing here is joined anew.

    Aliases that no register has, and when and where an attack happened that such a document reports.
    """
    shut_ones = set(closed)
    partly = {name for name, one in told.attacks.items() if not shut_ones.isdisjoint(one.documents)}
    attacks = {
        name: replace(one, name=one.kind, date=None, date_note=None, place=None, targets=(), victims=())
        if name in partly
        else one
        for name, one in left.attacks.items()
    }
    entities = {name: one if one.known else replace(one, aliases=()) for name, one in left.entities.items()}
    entities |= {
        name: replace(one, name=told.attacks[name].kind) for name, one in entities.items() if name in partly
    }
    named = names(Told(left.claims, entities, left.documents, attacks))
    kept = {name: one for name, one in entities.items() if name in named}
    return Told(left.claims, kept, left.documents, attacks)


def without_others(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, none of which denies a claim that is not among them."""
    found = tuple(claims)
    ids = {claim.id for claim in found}
    return tuple(
        claim
        if ids.issuperset(claim.denies)
        else replace(claim, denies=tuple(d for d in claim.denies if d in ids))
        for claim in found
    )


def names(told: Told) -> set[str]:
    """Ids of all entities that claims, attacks and documents name."""
    found = {told.publishers[d.publisher] for d in told.documents.values() if d.publisher}
    for claim in told.claims:
        found |= {claim.subject, claim.object, *(denial.entity for denial in claim.denied_by)}
        found |= {voice for voice in claim.asserted_by if isinstance(voice, str)}
        found |= {name for name in (claim.reported_by, claim.reported_in) if name is not None}
    for attack in told.attacks.values():
        found |= {attack.id, attack.place or attack.id, *attack.targets}
        found |= {
            voice for figure in attack.casualties for voice in figure.asserted_by if isinstance(voice, str)
        }
    return found


def _mentioned(told: Told, terms: Terms) -> set[str]:
    """Ids of the entities that may leave though nothing says anything of them."""
    return {
        name
        for name, entity in told.entities.items()
        if entity.type != "Attack" and (terms.unreviewed_persons or entity.type != "Person")
    }


def _documents(told: Told, closed: Collection[str]) -> dict[str, Document]:
    return {
        name: replace(document, copy_of=None) if document.copy_of in closed else document
        for name, document in told.documents.items()
        if name not in closed
    }


def _attacks(
    told: Told, claims: Iterable[Claim], documents: Mapping[str, Document], stays: Iterable[Claim]
) -> dict[str, Attack]:
    """The attacks as the claims and documents that leave tell of them, without words of what stays."""
    hidden: dict[str, list[Span]] = defaultdict(list)
    for claim in stays:
        hidden[claim.doc] += marking.spans(claim)
    cut = [_cut(attack, documents, hidden) for attack in told.attacks.values()]
    return {attack.id: attack for attack in attributed(cut, claims)}


def _cut(attack: Attack, documents: Mapping[str, Document], hidden: Mapping[str, list[Span]]) -> Attack:
    def shown(document: str, start: int, end: int) -> bool:
        return document in documents and not any(s < end and start < e for s, e in hidden.get(document, ()))

    docs = tuple(document for document in attack.documents if document in documents)
    claimed = attack.claim_of_responsibility
    nobody = claimed is not None and claimed.by is None and set(claimed.docs) <= documents.keys()
    return replace(
        attack,
        casualties=tuple(f for f in attack.casualties if shown(f.doc, f.start, f.end)),
        mentions=tuple(m for m in attack.mentions if shown(m.doc, m.start, m.end)),
        documents=docs,
        joined=tuple(local for local in attack.joined if local.partition("~")[0] in documents),
        join_reasons=attack.join_reasons if len(docs) > 1 else (),
        # Who did claim it follows from the claims.
        claim_of_responsibility=claimed if nobody else None,
    )


def _unclaimed(attack: Attack) -> Attack:
    claimed = attack.claim_of_responsibility
    return replace(attack, claim_of_responsibility=claimed if claimed and claimed.by is not None else None)
