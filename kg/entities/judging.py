"""Whether judgements are about something that is there, and whether they go together with those that hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg import schema
from kg.entities.judgement_words import speaker_ids
from kg.entities.judgements import Judgement, Ledger, check, fresh
from kg.entities.pairs import Contradiction
from kg.entities.settled import settle
from kg.errors import JudgementError
from kg.model import Claim, Extraction, Records


@dataclass(frozen=True, slots=True)
class Known:
    """What judgements can be about: types of entities by id, ids of reports, claims as judged, publishers."""

    entities: Mapping[str, str]
    reports: frozenset[str]
    claims: Mapping[str, Claim]
    publishers: frozenset[str]


def known(said: Sequence[Extraction], records: Records) -> Known:
    """What there is to judge in what documents say, before and after it was joined."""
    entities = {entity.id: entity.type for one in said for entity in one.entities}
    entities |= {entity.id: entity.type for entity in records.entities}
    return Known(
        entities,
        frozenset(attack.id for one in said for attack in one.attacks),
        {claim.id: claim for claim in records.claims},
        frozenset(one.publisher for one in records.documents if one.publisher),
    )


def stranger(judgement: Judgement, there: Known) -> str | None:
    """Why the judgement has no effect on this graph, in a few words, or None if it can have one."""
    about, ids = judgement.about, [one for one in (judgement.one, judgement.other) if one]
    if about in ("claim", "credibility", "denial"):
        gone = [one for one in ids if one not in there.claims]
        return f"no claim {gone[0]} counts" if gone else _unfit(judgement, there)
    if about == "attack":
        gone = [one for one in ids if one not in there.reports]
        return f"no document reports {gone[0]}" if gone else None
    if about == "publisher":
        return None if judgement.one in there.publishers else f"no document is published by {judgement.one}"
    if about == "judgement":
        return None
    gone = [one for one in ids if one not in there.entities]
    if gone:
        return f"nothing has the id {gone[0]}"
    if about == "entity" and "Attack" in [there.entities[one] for one in ids]:
        return "an attack is judged by its reports"
    return None


def _unfit(judgement: Judgement, there: Known) -> str | None:
    claim = there.claims[judgement.one]
    if judgement.about == "denial":
        if claim.polarity != "negative":
            return f"{claim.id} denies nothing"
        denied = there.claims[judgement.other or ""]
        return f"{denied.id} is a denial itself" if denied.polarity == "negative" else None
    described = dict(there.entities) | dict.fromkeys(there.reports, "Attack")
    described |= {one.id: one.type for one in judgement.entities if one.id not in described}
    gone = [name for name in speaker_ids(judgement.fields) if name not in described]
    if gone:
        return f"nothing has the id {gone[0]}"
    if not judgement.fields.keys() & {"subject", "relation", "object"}:
        return None
    ends = {name: str(judgement.fields.get(name) or getattr(claim, name)) for name in ("subject", "object")}
    relation = str(judgement.fields.get("relation") or claim.relation)
    types = [described.get(name, "") for name in ends.values()]
    if schema.load().relations[relation].allows(*types):
        return None
    return f"no {types[0]} can stand in {relation} to a {types[1]}"


def checked(
    new: Sequence[Judgement], said: Sequence[Extraction], records: Records, ledger: Ledger, *, anyway: bool
) -> None:
    """JudgementError if one of `new` is wrong, has no effect, or (unless `anyway`) contradicts what holds."""
    there = known(said, records)
    for judgement in new:
        check(judgement)
        problem = stranger(judgement, there)
        if problem:
            raise JudgementError(
                problem, where=judgement.one, hint="`kg review list` shows what can be judged"
            )
    contradictions = new_contradictions(new, ledger)
    if contradictions and not anyway:
        old = {line.judgement.id for line in ledger.lines}
        others = [line for line in contradictions[0].lines if line.judgement.id in old]
        told = " and ".join(f"line {line.number} says {line.judgement.decision}" for line in others)
        hint = f"kg review undo {others[0].judgement.id}" if others else "decide one of them only"
        raise JudgementError(f"that is judged otherwise: {told or 'at once'}", where=ledger.where, hint=hint)


def new_contradictions(new: Sequence[Judgement], ledger: Ledger) -> tuple[Contradiction, ...]:
    """The contradictions that come about by `new`."""
    before = {_ids(one) for one in settle(ledger).contradictions}
    after = settle(ledger.joined_by(fresh(ledger, new))).contradictions
    return tuple(one for one in after if _ids(one) not in before)


def _ids(one: Contradiction) -> frozenset[str]:
    return frozenset(line.judgement.id for line in one.lines)
