"""What is left for a person to judge: each item with a score, what it rests on, and what can be decided.

A score (0 to 100) orders the queue and says nothing about what is so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from kg.entities import candidates
from kg.entities.attack_candidates import attack_candidates
from kg.entities.judgement_words import ACCEPTED, DENIES, DIFFERENT, REJECTED, SAME, UNSURE
from kg.entities.judgements import Judgement
from kg.entities.names import plain
from kg.entities.pairs import pair
from kg.entities.settled import Settled
from kg.graph.status import speaker
from kg.model import Attack, Claim, Document, Entity, Records
from kg.model.standing import counts
from kg.views.why import paragraph

KINDS = ("entity", "alias", "attack", "denial", "claim")

DOUBTFUL = 0.6
"""Confidence below which a claim is put before a person."""

_OFFERED = 5
"""Claims that are offered for a denial at most."""

_ALIAS = 80.0
_UNMATCHED = 60.0
"""Scores of a name that two bear, and of a denial of which nobody knows what it denies."""

_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be decided by one key: what it is called, and the judgements it means."""

    label: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to judge; `lines` show it, `choices` map a key to what can be decided."""

    kind: str
    one: str
    other: str | None
    score: float
    title: str
    reasons: tuple[str, ...]
    lines: tuple[str, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What the item is called: its kind, and what it is about."""
        return f"{self.kind}:{self.one}" + (f"|{self.other}" if self.other else "")


def queue(
    records: Records, settled: Settled, kinds: Sequence[str] = KINDS, doubtful: float = DOUBTFUL
) -> tuple[Item, ...]:
    """What nobody has judged yet, the highest score first; `kinds` are those of KINDS that are wanted."""
    desk = _Desk(records, settled)
    found: list[Item] = []
    if "entity" in kinds:
        found += desk.entities()
    if "alias" in kinds:
        found += desk.aliases()
    if "attack" in kinds:
        found += desk.attacks()
    if "denial" in kinds:
        found += desk.denials()
    if "claim" in kinds:
        found += desk.claims(doubtful)
    return tuple(
        sorted(found, key=lambda item: (-item.score, KINDS.index(item.kind), item.one, item.other or ""))
    )


class _Desk:
    """Looks through records for what there is to judge."""

    def __init__(self, records: Records, settled: Settled) -> None:
        self.records = records
        self.names = {entity.id: entity for entity in records.entities}
        self.texts: Mapping[str, Document] = {document.id: document for document in records.documents}
        self.mentioned = Counter(mention.entity for mention in records.mentions)
        ids = records.renamed
        self.pairs = {
            pair(*(ids.get(one, one) for one in two)) for two in settled.looked if isinstance(two, tuple)
        }
        self.looked = {one for one in settled.looked if isinstance(one, str)}

    @cached_property
    def about(self) -> Mapping[str, list[Claim]]:
        """The claims that count, by their ends."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in filter(counts, self.records.claims):
            for end in {claim.subject, claim.object}:
                found[end].append(claim)
        return found

    def entities(self) -> Iterator[Item]:
        """Pairs of entities whose names are alike."""
        for one in candidates(self.records.entities):
            if pair(one.one, one.other) not in self.pairs:
                yield self._entities("entity", one.one, one.other, one.score, (one.reason,))

    def aliases(self) -> Iterator[Item]:
        """Pairs of entities that bear one name, so that kg gives it to neither or by its context."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for entity in self.records.entities:
            if entity.type != "Attack" and not entity.described and not entity.generic:
                for name in (entity.name, *entity.aliases):
                    bearers[plain(name)].add(entity.id)
        near = {pair(one.one, one.other) for one in candidates(self.records.entities)}
        shared: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(bearers):
            for one, other in combinations(sorted(bearers[name]), 2):
                if name and (one, other) not in self.pairs | near:
                    shared[one, other].append(name)
        for (one, other), found in sorted(shared.items()):
            uses = [self.mentioned[one], self.mentioned[other]]
            told = f"mentioned {uses[0]} and {uses[1]} times"
            reasons = (f"both are called {', '.join(found)}", told)
            yield self._entities("alias", one, other, _ALIAS if all(uses) else _ALIAS / 2, reasons)

    def _entities(self, kind: str, one: str, other: str, score: float, reasons: tuple[str, ...]) -> Item:
        first, second = sorted((one, other), key=lambda e: (not self.names[e].known, -self.mentioned[e], e))
        both = self.names[first], self.names[second]
        return Item(
            kind,
            first,
            second,
            score,
            f"Is {both[1].name} the same as {both[0].name}?",
            reasons,
            tuple(line for entity in both for line in self._entity(entity)),
            _pair_choices("entity", [(first, second)]),
        )

    def _entity(self, entity: Entity) -> Iterator[str]:
        known = "in the register" if entity.known else "in no register"
        aliases = f", also {', '.join(entity.aliases)}" if entity.aliases else ""
        yield f"{entity.name} ({entity.type}, {known}, {self.mentioned[entity.id]} mentions){aliases}"
        for claim in self.about.get(entity.id, [])[:_EXAMPLES]:
            yield f"    {self._said(claim)}"

    def attacks(self) -> Iterator[Item]:
        """Pairs of attacks that may be one."""
        known = {attack.id: attack for attack in self.records.attacks}
        published = {document.id: document.published for document in self.records.documents}
        for one in attack_candidates(self.records.attacks, self.names, self.records.claims, published):
            both = known[one.one], known[one.other]
            reports = [pair(a, b) for a in both[0].joined for b in both[1].joined]
            if self.pairs.isdisjoint(reports):
                yield Item(
                    "attack",
                    one.one,
                    one.other,
                    one.score,
                    f"Are {both[0].name} and {both[1].name} one attack?",
                    tuple(one.reason.split("; ")),
                    tuple(line for attack in both for line in self._attack(attack)),
                    _pair_choices("attack", reports),
                )

    def _attack(self, attack: Attack) -> Iterator[str]:
        place = self._name(attack.place) if attack.place else "no place"
        about = f"{attack.kind}, {attack.date or 'no date'}, {place}"
        yield f"{attack.name} ({about}), in {', '.join(attack.documents)}"
        for one in attack.mentions[:_EXAMPLES]:
            yield f"    {one.doc}: “{_line(one.quote)}”"

    def denials(self) -> Iterator[Item]:
        """Denials of which nobody knows what they deny, with the claims that they may deny."""
        positive = [claim for claim in self.records.claims if counts(claim) and claim.polarity != "negative"]
        for denial in self.records.claims:
            if (
                denial.polarity != "negative"
                or not counts(denial)
                or denial.denies
                or denial.id in self.looked
            ):
                continue
            ranked = sorted(
                (
                    (points, reasons, claim)
                    for claim in positive
                    for points, reasons in [_fit(denial, claim)]
                    if points
                ),
                key=lambda one: (-one[0], one[2].id),
            )[:_OFFERED]
            offered = {
                str(number): Choice(
                    f"denies {self._said(claim)}", (Judgement("denial", denial.id, DENIES, claim.id),)
                )
                for number, (_, _, claim) in enumerate(ranked, start=1)
            }
            best = ranked[0] if ranked else None
            yield Item(
                "denial",
                denial.id,
                None,
                _UNMATCHED + (best[0] / 5 if best else -_UNMATCHED / 2),
                f"What does this deny: {self._told(denial)}?",
                best[1] if best else ("no claim that it may deny",),
                (self._said(denial), self._passage(denial)),
                offered | _claim_choices(denial),
            )

    def claims(self, doubtful: float) -> Iterator[Item]:
        """Claims that nobody has looked at and that are likelier than others to be read wrongly."""
        for claim in self.records.claims:
            sure = claim.confidence is None or claim.confidence >= doubtful
            if not sure and claim.review == "machine" and claim.id not in self.looked:
                yield Item(
                    "claim",
                    claim.id,
                    None,
                    round(100 * (1 - (claim.confidence or 0)), 1),
                    f"Do the words say so: {self._told(claim)}?",
                    (f"confidence {claim.confidence}", *claim.reasons),
                    (self._said(claim), self._passage(claim)),
                    _claim_choices(claim),
                )

    def _said(self, claim: Claim) -> str:
        """A claim in one line, never without its status."""
        voices = [self._name(speaker(asserter)) for asserter in claim.asserted_by]
        says = ", ".join(voices) or "the document"
        return f"{self._told(claim)}, said by {says}, {claim.modality}, in {claim.doc} ({claim.id})"

    def _told(self, claim: Claim) -> str:
        negated = "NOT " if claim.polarity == "negative" else ""
        ends = f"{self._name(claim.subject)} {negated}{claim.relation} {self._name(claim.object)}"
        return f"{ends} ({claim.status})"

    def _passage(self, claim: Claim) -> str:
        document = self.texts[claim.doc]
        start = document.start
        before, after = paragraph(document.content, claim.start - start, claim.end - start)
        return f"    {_line(f'{before}>>{claim.quote}<<{after}')}"

    def _name(self, entity: str) -> str:
        return self.names[entity].name if entity in self.names else entity


def _fit(denial: Claim, claim: Claim) -> tuple[int, tuple[str, ...]]:
    """How far a denial may be about a claim (0 to 100), and why; 0 where it can't."""
    shared = {denial.subject, denial.object} & {claim.subject, claim.object}
    if not shared or denial.id == claim.id:
        return 0, ()
    accused = any(asserter in (claim.subject, claim.object) for asserter in denial.asserted_by)
    points = (
        (30, len(shared) == 2, "both ends are the same"),
        (25, denial.relation == claim.relation, f"both are about {claim.relation}"),
        (25, denial.doc == claim.doc, "both stand in one document"),
        (20, accused, "who denies it is accused there"),
    )
    return sum(p for p, holds, _ in points if holds), tuple(reason for _, holds, reason in points if holds)


def _pair_choices(about: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Choice]:
    """Same, different, unsure; to keep attacks apart, each report of one is kept from each of the other."""
    every = list(pairs)
    one, other = every[0]
    apart = tuple(Judgement(about, a, DIFFERENT, b) for a, b in every)
    return {
        "s": Choice("same", (Judgement(about, one, SAME, other),)),
        "d": Choice("different", apart),
        "u": Choice("unsure", (Judgement(about, one, UNSURE, other),)),
    }


def _claim_choices(claim: Claim) -> dict[str, Choice]:
    words = {"a": ("accept", ACCEPTED), "r": ("reject", REJECTED), "u": ("unsure", UNSURE)}
    return {key: Choice(label, (Judgement("claim", claim.id, word),)) for key, (label, word) in words.items()}


def _line(text: str) -> str:
    return " ".join(text.split())
