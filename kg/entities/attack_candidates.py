"""Pairs of attacks that may be one, though kg has not joined them: for a person to decide."""

from collections.abc import Iterable, Mapping

from kg.entities.candidates import Candidate
from kg.entities.likeness import Report
from kg.entities.near import near
from kg.entities.perpetrators import actors
from kg.model import Attack, Claim, Entity

SHORT = 2
"""Points that may be missing to what makes two reports one event (see kg.entities.likeness)."""

_MOST = 99.0
"""Score of a pair that has points enough, and was not joined all the same."""


def attack_candidates(
    attacks: Iterable[Attack],
    entities: Mapping[str, Entity],
    claims: Iterable[Claim],
    published: Mapping[str, str | None],
) -> tuple[Candidate, ...]:
    """Pairs of attacks by id, those with most of the points first (0 to 100), with what speaks for each."""
    behind = actors(claims)
    reports = [
        Report(
            attack=attack,
            published=min((day for doc in attack.documents if (day := published.get(doc))), default=None),
            actors=frozenset(behind.get(attack.id, ())),
            register=attack.id if _is_known(entities, attack.id) else None,
        )
        for attack in sorted(attacks, key=lambda attack: attack.id)
    ]
    found = [
        Candidate(
            one.id,
            other.id,
            min(_MOST, round(100 * alike.points / alike.needed, 1)),
            "; ".join(alike.reasons),
        )
        for one, other, alike in near(reports, entities, SHORT)
        if alike.points > 0
    ]
    return tuple(sorted(found, key=lambda c: (-c.score, c.one, c.other)))


def _is_known(entities: Mapping[str, Entity], attack: str) -> bool:
    return attack in entities and entities[attack].known
