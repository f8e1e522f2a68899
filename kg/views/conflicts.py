"""Versions that stand against one another: figures, rival perpetrators, roles, denials, dates.

Nothing is decided: every version keeps its voices, and two of them may still both be wrong.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kg.graph import Table, status
from kg.graph.status import Edge, Key, speaker
from kg.model import Attack, Claim, edtf
from kg.views import tabular, tolls
from kg.views.heard import denied, line, said, telling
from kg.views.projection import Told
from kg.views.voices import Sides

Kind = Literal["figures", "perpetrators", "roles", "denials", "dates"]

_BEHIND = ("PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN")

_FRIENDLY = ("SUPPORTS", "DIRECTS", "AFFILIATE_OF", "PART_OF", "ALLIED_WITH", "COOPERATES_WITH")

_HOSTILE = ("RIVAL_OF", "TARGETS", "KILLED")

_ONCE = (
    "CREATED",
    "PERPETRATED",
    "CLAIMED_RESPONSIBILITY",
    "INVOLVED_IN",
    "KILLED",
    "OCCURRED_IN",
    "SPLIT_FROM",
)
"""Relations that came about once: two dates that do not meet contradict each other."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions: what is said, by whom, where.

    `low` and `high` are of figures only (`high` None: open). `contradicts` are the `number`s of the versions
    of the same conflict that it stands against. `said_by` empty is the document's own voice.
    """

    number: int
    what: str
    status: str
    said_by: tuple[str, ...]
    documents: tuple[str, ...]
    published: str | None
    quote: str
    claims: tuple[str, ...]
    low: int | None = None
    high: int | None = None
    contradicts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions of one thing that do not go together; `about` is its name, `entity` its id if it has one."""

    kind: Kind
    about: str
    entity: str | None
    versions: tuple[Version, ...]


def conflicts(told: Told, kinds: Sequence[str] = ()) -> tuple[Conflict, ...]:
    """All conflicts of the given kinds (all kinds where none is), kind by kind, by name."""
    makers: dict[Kind, Callable[[Told], Iterable[Conflict]]] = {
        "figures": _figures,
        "perpetrators": _perpetrators,
        "roles": _roles,
        "denials": _denials,
        "dates": _dates,
    }
    found: list[Conflict] = []
    for kind, make in makers.items():
        if not kinds or kind in kinds:
            found += sorted(make(told), key=lambda one: (one.about, one.entity or ""))
    return tuple(found)


def _figures(told: Told) -> Iterable[Conflict]:
    for attack in told.attacks.values():
        groups: dict[str, list[tolls.Version]] = defaultdict(list)
        for version in tolls.versions(told, attack):
            groups[version.kind].append(version)
        for found in groups.values():
            if tolls.disagree(found):
                shown = tuple(_toll(told, i, one, found) for i, one in enumerate(found, 1))
                yield Conflict("figures", attack.name, attack.id, shown)


def _toll(told: Told, number: int, one: tolls.Version, found: Sequence[tolls.Version]) -> Version:
    first = one.figures[0]
    return Version(
        number,
        one.words,
        "alleged" if first.asserted_by else "unattributed",
        tuple(told.name(speaker(asserter)) for asserter in first.asserted_by),
        (one.document,),
        _published(told, one.document),
        line(first.quote),
        tuple(figure.id for figure in one.figures),
        one.low,
        one.high,
        tuple(i for i, other in enumerate(found, 1) if tolls.contradict(one, other)),
    )


def _published(told: Told, document: str) -> str | None:
    return told.documents[document].published if document in told.documents else None


def _perpetrators(told: Told) -> Iterable[Conflict]:
    """Attacks laid to actors of different sides whom no voice names together."""
    sides = Sides(told)
    behind: dict[str, list[Edge]] = defaultdict(list)
    for edge in told.edges:
        if edge.relation in _BEHIND and edge.object in told.attacks and edge.status != "denied":
            behind[edge.object].append(edge)
    for attack, found in behind.items():
        rivals = {
            (i, j)
            for (i, one), (j, other) in combinations(enumerate(found, 1), 2)
            if sides.side(one.subject) != sides.side(other.subject) and not _together(told, one, other)
        }
        involved = sorted({number for pair in rivals for number in pair})
        if involved:
            numbers = {old: new for new, old in enumerate(involved, 1)}
            against = {(numbers[i], numbers[j]) for i, j in rivals}
            edges = [found[number - 1] for number in involved]
            yield Conflict("perpetrators", told.name(attack), attack, _of_edges(told, sides, edges, against))


def _together(told: Told, one: Edge, other: Edge) -> bool:
    """Whether one voice in one document tells both."""
    return not _tellers(told, one).isdisjoint(_tellers(told, other))


def _tellers(told: Told, edge: Edge) -> set[tuple[str, str]]:
    claims = [told.by_id[claim] for claim in edge.claims]
    return {(c.doc, voice) for c in claims for voice in ([speaker(a) for a in c.asserted_by] or [""])}


def _of_edges(
    told: Told, sides: Sides, edges: Sequence[Edge], against: Iterable[tuple[int, int]]
) -> tuple[Version, ...]:
    pairs = set(against)
    return tuple(
        _of_edge(
            told,
            sides,
            edge,
            number,
            tuple(sorted({j for i, j in pairs if i == number} | {i for i, j in pairs if j == number})),
        )
        for number, edge in enumerate(edges, 1)
    )


def _of_edge(told: Told, sides: Sides, edge: Edge, number: int, contradicts: tuple[int, ...]) -> Version:
    best = telling(told, edge)
    return Version(
        number,
        f"{told.name(edge.subject)} {edge.relation} {told.name(edge.object)}",
        edge.status,
        tuple(one.speaker for one in said(told, sides, edge)),
        edge.documents,
        edge.first_published,
        line(best.quote),
        edge.claims,
        contradicts=contradicts,
    )


def _roles(told: Told) -> Iterable[Conflict]:
    """Friend and foe of the same at once, where the words do not put the two in different times."""
    sides = Sides(told)
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in told.edges:
        if edge.relation in (*_FRIENDLY, *_HOSTILE) and edge.status != "denied":
            pairs[min(edge.subject, edge.object), max(edge.subject, edge.object)].append(edge)
    for (one, other), edges in pairs.items():
        against = {
            (i, j)
            for (i, a), (j, b) in combinations(enumerate(edges, 1), 2)
            if (a.relation in _FRIENDLY) != (b.relation in _FRIENDLY) and _same_time(told, a, b)
        }
        if against:
            about = f"{told.name(one)} and {told.name(other)}"
            yield Conflict("roles", about, None, _of_edges(told, sides, edges, against))


def _same_time(told: Told, one: Edge, other: Edge) -> bool:
    first = [told.by_id[claim].valid for claim in one.claims]
    second = [told.by_id[claim].valid for claim in other.claims]
    return any(a is None or b is None or edtf.overlap(a, b) for a in first for b in second)


def _denials(told: Told) -> Iterable[Conflict]:
    sides = Sides(told)
    for edge in told.edges:
        if edge.status != "disputed":
            continue
        about = f"{told.name(edge.subject)} {edge.relation} {told.name(edge.object)}"
        against = denied(told, sides, edge)
        numbers = range(2, len(against) + 2)
        versions = [_of_edge(told, sides, edge, 1, tuple(numbers))]
        versions += [
            Version(
                number,
                f"not so, says {one.by} ({one.role})",
                "denied",
                (one.by,),
                (one.document,),
                one.published,
                one.quote,
                edge.denials,
                contradicts=(1,),
            )
            for number, one in zip(numbers, against, strict=True)
        ]
        yield Conflict("denials", about, None, tuple(versions))


def _dates(told: Told) -> Iterable[Conflict]:
    """Dates of what came about once: of a deed, of an attack, that cannot be the same day."""
    attacks: dict[str, list[Claim]] = defaultdict(list)
    others: dict[Key, list[Claim]] = defaultdict(list)
    for claim in told.claims:
        if claim.relation not in _ONCE or claim.polarity == "negative" or not _date(claim):
            continue
        attack = next((end for end in (claim.object, claim.subject) if end in told.attacks), None)
        (attacks[attack] if attack else others[status.key(claim)]).append(claim)
    for attack, claims in attacks.items():
        yield from _dated(told, told.name(attack), claims, told.attacks[attack])
    for (subject, relation, object_), claims in others.items():
        yield from _dated(told, f"{told.name(subject)} {relation} {told.name(object_)}", claims, None)


def _date(claim: Claim) -> str | None:
    given = claim.valid or claim.qualifiers.get("date")
    return given if isinstance(given, str) and edtf.valid(given) else None


def _dated(told: Told, about: str, claims: Sequence[Claim], attack: Attack | None) -> Iterable[Conflict]:
    dates = [_date(claim) or "" for claim in claims]
    against = {
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(dates, 1), 2)
        if not edtf.overlap(one, other) and claims[i - 1].doc != claims[j - 1].doc
    }
    if against:
        versions = tuple(
            Version(
                number,
                date,
                claim.status,
                tuple(told.name(speaker(a)) for a in claim.asserted_by),
                (claim.doc,),
                _published(told, claim.doc),
                line(claim.quote),
                (claim.id,),
                contradicts=tuple(
                    sorted({j for i, j in against if i == number} | {i for i, j in against if j == number})
                ),
            )
            for number, (date, claim) in enumerate(zip(dates, claims, strict=True), 1)
        )
        yield Conflict("dates", about, attack.id if attack else None, versions)


def as_table(found: Sequence[Conflict]) -> Table:
    """One row a version, with the kind of its conflict and what it is about."""
    columns = ("kind", "about", *tabular.columns(Version))
    rows = tuple(
        {"kind": one.kind, "about": one.about, **tabular.row(version)}
        for one in found
        for version in one.versions
    )
    return Table(columns, rows)


def as_text(found: Sequence[Conflict]) -> str:
    """The same for people: each conflict with its versions, and which of them cannot both hold."""
    return "\n\n".join("\n".join(_lines(one)) for one in found)


def _lines(one: Conflict) -> Iterable[str]:
    yield f"{one.kind}: {one.about}"
    for version in one.versions:
        span = ""
        if version.low is not None:
            high = "or more" if version.high is None else f"to {version.high}"
            span = f" [{version.low}]" if version.low == version.high else f" [{version.low} {high}]"
        against = ", ".join(f"({number})" for number in version.contradicts)
        mark = f"; stands against {against}" if against else ""
        who = f"said by {', '.join(version.said_by)}" if version.said_by else "in the document's own voice"
        where = ", ".join((*version.documents, *([version.published] if version.published else [])))
        yield f"  ({version.number}) {version.what}{span}: {version.status}, {who}; {where}{mark}"
        yield f'      "{version.quote}"'
