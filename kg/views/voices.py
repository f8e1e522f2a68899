"""Whose voice it is: sides, partisan speakers, what a denier is to the denied, and how voices were counted.

A side is a state with its agencies, officials and media, or a group with its branches, as parents in the
graph and the register tell. Being partisan is a mark on a speaker, with the claims that show it; nothing is
dropped for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg import schema
from kg.graph import voices
from kg.graph.status import Edge, speaker
from kg.graph.voices import Voice
from kg.mentions import load
from kg.model import Asserter, Claim, Entity, Figure, Unnamed
from kg.views.projection import OFFICES, Told

Role = Literal["the accused", "the beneficiary", "a third party"]

HOSTILE = ("RIVAL_OF", "ACCUSES", "TARGETS", "THREATENS", "KILLED")
"""Relations that show two sides to be rivals, or one the accuser of the other."""

_MEDIA = ("Organisation", "Publication")


@dataclass(frozen=True, slots=True)
class Counted:
    """One voice behind an edge, and in words how its claims came to be one.

    `speaker` is a name or the words for somebody unnamed, `documents` where its claims stand, sorted.
    """

    voice: Voice
    speaker: str
    documents: tuple[str, ...]
    told: str


class Sides:
    """To which side everybody belongs, worked out once for what has been told."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._offices = _offices(told)
        self._known: dict[str, str] = {}
        self._hostile: dict[tuple[str, str], list[str]] | None = None
        self._accusations: dict[tuple[str, str], list[str]] | None = None

    def side(self, entity: str) -> str:
        """The state or group that an entity belongs to in the end; itself where nobody knows of any.

        An agency and an official belong to their state, also a body that has only a country.
        """
        found = self._known.get(entity)
        if found is None:
            seen: set[str] = set()
            found = entity
            while found not in seen:
                seen.add(found)
                above = self._above(found)
                found = above if above and above not in seen else found
            self._known[entity] = found
        return found

    def _above(self, entity: str) -> str | None:
        found = self._told.entities.get(entity)
        if found is None or found.type in ("State", "Location", "Attack"):
            return None
        if found.type == "Person":
            return found.parent or self._offices.get(entity)
        return found.parent or (found.country if found.type == "Agency" else None) or owner(found)

    def wholes(self, entity: str) -> tuple[str, ...]:
        """What an entity belongs to, the nearest first, up to its side."""
        found: list[str] = []
        above = self._above(entity)
        while above and above != entity and above not in found:
            found.append(above)
            above = self._above(above)
        return tuple(found)

    def members(self, side: str) -> tuple[str, ...]:
        """Everybody in the graph who belongs to a side, itself among them, sorted."""
        return tuple(sorted({side, *(each for each in self._told.entities if self.side(each) == side)}))

    def shows(self, asserter: str, accused: str, but: Iterable[str] = ()) -> tuple[str, ...]:
        """Ids of claims that show the asserter's side to be a rival or accuser of the accused's, sorted.

        Claims of hostility between the two by anybody; and further accusations by the one against the other,
        leaving out the claims `but`, which are those in question. Empty where both are of one side.
        """
        one, other = self.side(asserter), self.side(accused)
        if one == other:
            return ()
        if self._hostile is None or self._accusations is None:
            self._hostile, self._accusations = self._between()
        hostile = self._hostile.get((min(one, other), max(one, other)), [])
        accusing = self._accusations.get((one, other), [])
        return tuple(sorted({*hostile, *accusing} - set(but)))

    def _between(self) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], list[str]]]:
        hostile: dict[tuple[str, str], list[str]] = defaultdict(list)
        accusing: dict[tuple[str, str], list[str]] = defaultdict(list)
        relations = schema.load().relations
        for claim in self._told.claims:
            if claim.polarity == "negative":
                continue
            subject = self.side(claim.subject)
            if claim.relation in HOSTILE:
                other = self.side(claim.object)
                hostile[min(subject, other), max(subject, other)].append(claim.id)
            if relations[claim.relation].sponsorship:
                for one in {self.side(a) for a in claim.asserted_by if isinstance(a, str)} - {subject}:
                    accusing[one, subject].append(claim.id)
        return hostile, accusing

    def denier_role(self, denier: str, subject: str, object: str) -> Role:  # noqa: A002 - the claim's word
        """What somebody is to what he denies: of the side of the accused, of the beneficiary, or neither."""
        side = self.side(denier)
        if side == self.side(subject):
            return "the accused"
        return "the beneficiary" if side == self.side(object) else "a third party"


def _offices(told: Told) -> Mapping[str, str]:
    """The body of each person of whom the graph tells an office, as most claims have it; no former ones."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim in told.claims:
        former = claim.qualifiers.get("tense") == "former"
        if claim.relation in OFFICES and claim.polarity == "positive" and not former:
            found[claim.subject][claim.object] += 1
    return {person: min(bodies, key=lambda body: (-bodies[body], body)) for person, bodies in found.items()}


def owner(medium: Entity) -> str | None:
    """The state or body that a medium belongs to by the register, where the graph's record does not tell.

    A publisher whom no text mentions is in the graph by its name alone.
    """
    if medium.known or medium.type not in _MEDIA:
        return None
    return _owners().get(medium.name.casefold())


@cache
def _owners() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for actor in load().actors.values():
        if actor.type in _MEDIA and actor.parent:
            for name in (actor.name, *actor.aliases):
                found.setdefault(name.casefold(), actor.parent)
    return found


def tellers(told: Told, claim: Claim | Figure) -> tuple[tuple[Asserter | None, tuple[str, ...]], ...]:
    """Each who tells a claim (None: the document), with the names by which a selection can take him.

    Somebody named goes by his id. The document's own voice, and speakers whom it leaves unnamed, go by those
    through whom they were heard, else by the publisher, else by the document's id; the latter by their words
    in quotation marks too.
    """
    behind: tuple[str, ...] = ()
    if not claim.asserted_by or any(isinstance(asserter, Unnamed) for asserter in claim.asserted_by):
        behind = (_behind(told, claim),)
    if not claim.asserted_by:
        return ((None, behind),)
    return tuple((a, (speaker(a), *behind) if isinstance(a, Unnamed) else (a,)) for a in claim.asserted_by)


def _behind(told: Told, claim: Claim | Figure) -> str:
    """Who answers for what nobody named says."""
    if isinstance(claim, Claim) and (claim.reported_in or claim.reported_by):
        return claim.reported_in or claim.reported_by or ""
    document = told.documents.get(claim.doc)
    return told.publishers.get(document.publisher or "", claim.doc) if document else claim.doc


def all_voices(told: Told) -> tuple[str, ...]:
    """Every name by which a selection can take a voice, sorted; together they tell everything."""
    said: list[Claim | Figure] = [*told.claims]
    said += [figure for attack in told.attacks.values() for figure in attack.casualties]
    return tuple(sorted({name for one in said for _, known_as in tellers(told, one) for name in known_as}))


def independence(told: Told, edge: Edge) -> tuple[Counted, ...]:
    """The voices of an edge, as many as `edge.voices`, each with how it was counted."""
    return count(told, [told.by_id[claim] for claim in edge.claims or edge.denials])


def count(told: Told, claims: Iterable[Claim]) -> tuple[Counted, ...]:
    """The voices behind claims that say the same, each with how it was counted."""
    return tuple(_counted(told, voice) for voice in voices.voices(claims, told.documents, told.publishers))


def _counted(told: Told, voice: Voice) -> Counted:
    claims = [told.by_id[claim] for claim in voice.claims]
    documents = sorted({claim.doc for claim in claims})
    if voice.words:
        who = f"“{voice.words}”"
    elif voice.speaker:
        who = told.name(voice.speaker)
    else:
        who = f"{voice.document} in its own voice"
    notes = []
    if voice.words and voice.speaker:
        notes.append(f"as heard by {told.name(voice.speaker)}")
    if len(claims) > 1:
        notes.append(f"{len(claims)} claims in {_documents(len(documents))} count once")
    for name in documents:
        document = told.documents.get(name)
        if document and document.copy_of:
            notes.append(f"{name} is a near-copy of {document.copy_of}")
        elif voice.document and name != voice.document:
            notes.append(f"{name} only passes on what {voice.document} says")
    return Counted(voice, who, tuple(documents), "; ".join(notes))


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
