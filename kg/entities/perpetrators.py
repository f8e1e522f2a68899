"""Who is said to be behind an attack, and who claims it: computed from the claims, never filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Attack, Claim, Perpetrator, Quote, Responsibility
from kg.model.standing import counts

BEHIND = ("PERPETRATED", "CLAIMED_RESPONSIBILITY")
ACCUSED = ("INVOLVED_IN",)


def actors(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """For each object of a claim of authorship or involvement: those whom somebody puts behind it."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if _tells(claim):
            found.setdefault(claim.object, set()).add(claim.subject)
    return found


def attributed(attacks: Sequence[Attack], claims: Iterable[Claim]) -> tuple[Attack, ...]:
    """The attacks with perpetrators, others accused and claims of responsibility as `claims` tell them.

    A claim that somebody denies counts with its status (`disputed`); a denial itself names nobody, nor does
    a claim that a person rejected.
    """
    about: dict[str, list[Claim]] = {}
    for claim in claims:
        if _tells(claim):
            about.setdefault(claim.object, []).append(claim)
    return tuple(
        replace(
            attack,
            perpetrators=_named(about.get(attack.id, []), BEHIND),
            also_accused=_named(about.get(attack.id, []), ACCUSED),
            claim_of_responsibility=_claimed(attack, about.get(attack.id, [])),
        )
        for attack in attacks
    )


def _tells(claim: Claim) -> bool:
    """Whether the claim puts somebody behind an attack, and nobody has rejected it."""
    return claim.polarity == "positive" and claim.relation in (*BEHIND, *ACCUSED) and counts(claim)


def _named(claims: Sequence[Claim], relations: tuple[str, ...]) -> tuple[Perpetrator, ...]:
    documents: dict[tuple[str, str, str], set[str]] = {}
    for claim in claims:
        if claim.relation in relations:
            documents.setdefault((claim.subject, claim.status, claim.relation), set()).add(claim.doc)
    return tuple(
        Perpetrator(entity, status, tuple(sorted(documents[entity, status, relation])), relation)
        for entity, status, relation in sorted(documents)
    )


def _claimed(attack: Attack, claims: Sequence[Claim]) -> Responsibility | None:
    """The claim of responsibility that most documents tell of, else the words that there is none."""
    by: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.relation == "CLAIMED_RESPONSIBILITY":
            by.setdefault(claim.subject, []).append(claim)
    if not by:
        return attack.claim_of_responsibility
    claimant = min(by, key=lambda entity: (-len({claim.doc for claim in by[entity]}), entity))
    told = sorted(by[claimant], key=lambda claim: (claim.doc, claim.start, claim.end, claim.id))
    documents = tuple(sorted({claim.doc for claim in told}))
    return Responsibility(claimant, documents, tuple(Quote(c.quote, c.start, c.end) for c in told))
