"""What belongs to a choice of claims: documents, attacks and entities, and nothing that points at others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg import entities
from kg.model import Attack, Claim, Document, Entity, Figure
from kg.views.projection import Told, in_claim


def around(
    told: Told,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    figures: Callable[[Figure], bool],
    *,
    named_only: bool,
) -> Told:
    """The claims with `documents`, the attacks that these or the claims tell of, and everybody named there.

    `figures` tells which figures of attacks are left. With `named_only` an attack has to be the end of a
    claim. Who is said to be behind an attack is worked out anew. `told` itself where nothing is left out.
    """
    kept = _rooted(documents)
    named = {end for claim in claims for end in (claim.subject, claim.object)}
    attacks = {}
    for attack in told.attacks.values():
        own = _attack(attack, kept, figures)
        if attack.id in named or (own.documents and not named_only):
            attacks[attack.id] = own
    anew = {attack.id: attack for attack in entities.attributed(tuple(attacks.values()), claims)}
    left = Told(tuple(claims), told.entities, kept, anew)
    return told if left == told else replace(left, entities=_entities(left, told))


def _rooted(documents: Mapping[str, Document]) -> dict[str, Document]:
    """The documents; near-copies of one that is left out are near-copies of the first that is left."""
    roots: dict[str, str] = {}
    for name, document in sorted(documents.items()):
        if document.copy_of is not None and document.copy_of not in documents:
            roots.setdefault(document.copy_of, name)
    kept = {}
    for name, document in documents.items():
        root = roots.get(document.copy_of or "", document.copy_of)
        kept[name] = (
            document
            if root == document.copy_of
            else replace(document, copy_of=None if root == name else root)
        )
    return kept


def _attack(attack: Attack, documents: Mapping[str, Document], figures: Callable[[Figure], bool]) -> Attack:
    """The attack as the documents that are left tell of it."""
    told = tuple(name for name in attack.documents if name in documents)
    casualties = tuple(f for f in attack.casualties if f.doc in documents and figures(f))
    responsibility = attack.claim_of_responsibility
    if responsibility and (responsibility.by is not None or not set(responsibility.docs) <= documents.keys()):
        responsibility = None
    if len(told) == len(attack.documents) and len(casualties) == len(attack.casualties):
        return replace(attack, claim_of_responsibility=responsibility)
    return replace(
        attack,
        documents=told,
        casualties=casualties,
        claim_of_responsibility=responsibility,
        mentions=tuple(mention for mention in attack.mentions if mention.doc in documents),
        joined=tuple(local for local in attack.joined if local.rpartition("~")[0] in documents),
        join_reasons=attack.join_reasons if len(told) == len(attack.documents) else (),
    )


def _entities(left: Told, told: Told) -> dict[str, Entity]:
    """Everybody and everything that what is left names, with what they belong to."""
    waiting = {name for claim in left.claims for name in in_claim(claim)}
    for attack in left.attacks.values():
        waiting |= {attack.id, *attack.targets, *_named(attack.casualties)}
        waiting |= {attack.place} if attack.place else set()
    publishers = {document.publisher for document in left.documents.values()}
    waiting |= {entity for name, entity in told.publishers.items() if name in publishers}
    found: set[str] = set()
    while waiting:
        found |= waiting
        above = [told.entities[name] for name in waiting if name in told.entities]
        waiting = {name for one in above for name in (one.parent, one.country) if name} - found
    return {name: entity for name, entity in told.entities.items() if name in found}


def _named(told: Iterable[Figure]) -> set[str]:
    return {asserter for one in told for asserter in one.asserted_by if isinstance(asserter, str)}
