"""What all judgements together come to: a pure function of the lines that hold, whatever their order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.entities.judgement_words import ACCEPTED, CORRECTED, DENIES, NAMES, REJECTED, UNSURE
from kg.entities.judgements import Ledger, Line, Named
from kg.entities.pairs import Contradiction, Pair, Pairs, pair, pairs
from kg.model import Rating, Value

_DECIDED = (ACCEPTED, REJECTED, CORRECTED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people made of a claim: its `review`, the fields they corrected, the entities these name."""

    review: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    entities: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything that people decided, without contradictions.

    `denials` maps a denial to the claims that it denies. `looked` holds the pairs and single ids about which
    somebody has said anything, "unsure" too: nobody need be asked again.
    """

    entities: Pairs = field(default_factory=Pairs)
    attacks: Pairs = field(default_factory=Pairs)
    claims: Mapping[str, Verdict] = field(default_factory=dict)
    denials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    looked: frozenset[Pair | str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(
            self.entities.groups
            or self.entities.apart
            or self.attacks.groups
            or self.attacks.apart
            or self.claims
            or self.denials
            or self.ratings
        )


UNJUDGED = Settled()


def settle(ledger: Ledger) -> Settled:
    """What the lines that hold come to; those that contradict each other are told and left out."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in ledger.active():
        groups[line.judgement.about].append(line)
    entities, told = pairs(groups["entity"])
    attacks, more = pairs(groups["attack"])
    contradictions = [*told, *more]
    claims: dict[str, Verdict] = {}
    for name, lines in _by_one(groups["claim"]).items():
        decided = [line for line in lines if line.judgement.decision in _DECIDED]
        if _contradicting(decided, entities.kept):
            contradictions.append(Contradiction(tuple(decided)))
        elif decided:
            claims[name] = _verdict(decided)
    ratings: list[Rating] = []
    for about in ("publisher", "asserter", "credibility"):
        for name, lines in _by_one(groups[about], entities.kept if about == "asserter" else {}).items():
            marks = sorted({line.judgement.decision for line in lines})
            if len(marks) > 1:
                contradictions.append(Contradiction(tuple(lines)))
            else:
                ratings.append(Rating(about, name, marks[0]))
    return Settled(
        entities=entities,
        attacks=attacks,
        claims=claims,
        denials=_links(groups["denial"]),
        ratings=tuple(sorted(ratings, key=lambda rating: (rating.about, rating.id))),
        contradictions=tuple(sorted(contradictions, key=_numbers)),
        looked=_looked(groups),
    )


def _numbers(one: Contradiction) -> list[str]:
    return [line.judgement.id for line in one.lines]


def _by_one(lines: Sequence[Line], kept: Mapping[str, str] | None = None) -> dict[str, list[Line]]:
    """The lines by what they are about, sorted by that and by id."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[(kept or {}).get(line.judgement.one, line.judgement.one)].append(line)
    return dict(sorted(found.items()))


def _contradicting(lines: Sequence[Line], kept: Mapping[str, str]) -> bool:
    """Whether lines on one claim decide differently, or correct a field differently."""
    if len({line.judgement.decision for line in lines}) > 1:
        return True
    values: dict[str, Any] = {}
    for line in lines:
        for name, value in line.judgement.fields.items():
            plain = _plain(name, value, kept)
            if values.setdefault(name, plain) != plain:
                return True
    return False


def _plain(name: str, value: Value, kept: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return sorted({kept.get(item, item) for item in value})
    return kept.get(value, value) if name in NAMES and isinstance(value, str) else value


def _verdict(lines: Sequence[Line]) -> Verdict:
    """The verdict of lines that agree."""
    fields: dict[str, Value] = {}
    entities: dict[str, Named] = {}
    for line in lines:
        for name, value in line.judgement.fields.items():
            fields.setdefault(name, value)
        for named in line.judgement.entities:
            entities.setdefault(named.id, named)
    return Verdict(
        lines[0].judgement.decision,
        dict(sorted(fields.items())),
        tuple(entities[name] for name in sorted(entities)),
    )


def _links(lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.judgement.decision == DENIES and line.judgement.other:
            found[line.judgement.one].add(line.judgement.other)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _looked(groups: Mapping[str, Sequence[Line]]) -> frozenset[Pair | str]:
    found: set[Pair | str] = set()
    for about in ("entity", "attack"):
        for line in groups.get(about, ()):
            found.add(pair(line.judgement.one, line.judgement.other or ""))
    for about in ("claim", "denial"):
        found |= {line.judgement.one for line in groups.get(about, ())}
    return frozenset(found)


__all__ = ["UNJUDGED", "UNSURE", "Settled", "Verdict", "settle"]
