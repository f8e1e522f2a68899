"""Who said it first, and who repeats it: the voices behind each edge of an actor in the order they spoke."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kg.graph import Table
from kg.graph.status import Edge, speaker
from kg.model import Claim
from kg.views import tabular
from kg.views.projection import Told

_NEVER = "9999"
"""Sorts what has no date after everything that has one."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One voice for or against one edge: when it first spoke, where, and in which documents it did again.

    `turn` counts from 1 in the order of the first publication; voices of one day share a turn, as nobody can
    tell which came before; a voice whose documents bear no date has none. `says` is "said" or "denied".
    `own` are the claims in which it says so. A document's own voice goes by its publisher, or its id.
    """

    subject: str
    relation: str
    object: str
    status: str
    says: str
    turn: int | None
    voice: str
    published: str | None
    document: str
    repeats: tuple[str, ...]
    claim: str
    own: tuple[str, ...]


def first(told: Told, actors: Collection[str]) -> tuple[Spoken, ...]:
    """The voices behind every edge between `actors` and anybody (of two or more: among them), edge by edge.

    `actors` are ids. Sorted by subject, relation, object, then sayings before denials, then by turn.
    """
    wanted = set(actors)
    need = 2 if len(wanted) > 1 else 1
    found: list[Spoken] = []
    for edge in told.edges:
        if len(wanted & {edge.subject, edge.object}) >= need:
            found += _spoken(told, edge, "said", [told.by_id[one] for one in edge.claims])
            found += _spoken(told, edge, "denied", [told.by_id[one] for one in edge.denials])
    return tuple(found)


def _spoken(told: Told, edge: Edge, says: str, claims: list[Claim]) -> list[Spoken]:
    by_voice: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for voice in _voices(told, claim):
            by_voice[voice].append(claim)
    ordered = [(voice, sorted(own, key=lambda claim: _place(told, claim))) for voice, own in by_voice.items()]
    ordered.sort(key=lambda one: (_place(told, one[1][0]), one[0]))
    days = sorted({day for _, own in ordered if (day := told.documents[own[0].doc].published)})
    return [
        Spoken(
            subject=told.name(edge.subject),
            relation=edge.relation,
            object=told.name(edge.object),
            status=edge.status,
            says=says,
            turn=days.index(day) + 1 if (day := told.documents[own[0].doc].published) else None,
            voice=voice,
            published=day,
            document=own[0].doc,
            repeats=tuple(dict.fromkeys(claim.doc for claim in own[1:] if claim.doc != own[0].doc)),
            claim=own[0].id,
            own=tuple(claim.id for claim in own),
        )
        for voice, own in ordered
    ]


def _voices(told: Told, claim: Claim) -> list[str]:
    named = [speaker(asserter) for asserter in claim.asserted_by]
    if named:
        return [told.name(one) for one in named]
    document = told.documents[claim.doc]
    return [f"the document ({document.publisher or document.id})"]


def _place(told: Told, claim: Claim) -> tuple[str, str, int, str]:
    return told.documents[claim.doc].published or _NEVER, claim.doc, claim.start, claim.id


def as_table(found: Collection[Spoken]) -> Table:
    """One row a voice and edge."""
    return tabular.table(Spoken, found)
