"""Two sides' networks side by side: mutual accusations, what both claim, what one claims and one denies.

A side is a state with its agencies, officials and media, or a group with its branches (`kg.views.voices`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg import schema
from kg.graph import Table, status
from kg.graph.status import Key
from kg.model import Claim
from kg.views import names, tabular
from kg.views.heard import both, line
from kg.views.projection import Told
from kg.views.voices import Sides, tellers

_ACCUSING = ("ACCUSES", "TARGETS", "THREATENS", "KILLED")
"""Relations that hold something against one end, beside those of sponsorship."""

SECTIONS = ("accuse each other", "claimed by both", "denied by the other", "claimed by one")


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that at least one of the two sides says: subject, relation, object, with its status overall.

    `section` is one of SECTIONS, `side` who claims it ("both" where both do). `said_by` are the speakers of
    that side or those sides, `denied_by` who of the two denies it. `claims` are the ids of their claims and
    denials.
    """

    section: str
    side: str
    subject: str
    relation: str
    object: str
    status: str
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    documents: tuple[str, ...]
    first_published: str | None
    quote: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sides say; `members` of each are those of them that the graph knows."""

    sides: tuple[str, str]
    members: tuple[tuple[str, ...], tuple[str, ...]]
    found: tuple[Compared, ...]


def compare(told: Told, one: str, other: str) -> Comparison:
    """Both sides by ids of one of their members; mutual accusations first. `told` may be a selection."""
    sides = Sides(told)
    pair = (_members(sides, one), _members(sides, other))
    sorter = _Pair(told, pair, (one, other))
    found = [sorter.compared(key, claims) for key, claims in told.by_key.items()]
    rows = [row for row in found if row is not None]
    accusing = {accuser for accuser, _ in rows if accuser is not None}
    both_accuse = len(accusing) == 2
    placed = [
        replace(row, section=SECTIONS[0]) if accuser is not None and both_accuse else row
        for accuser, row in rows
    ]
    return Comparison(
        (told.name(one), told.name(other)),
        (
            tuple(told.name(member) for member in sorted(pair[0])),
            tuple(told.name(member) for member in sorted(pair[1])),
        ),
        tuple(sorted(placed, key=_order)),
    )


def sides_of(told: Told, one: str, other: str) -> tuple[str, str]:
    """The ids of two sides by name or alias; QueryError for what is not in the graph."""
    entities = told.entities.values()
    return names.among(entities, one), names.among(entities, other)


def _members(sides: Sides, entity: str) -> frozenset[str]:
    """A side with all that is its; of an agency or a branch, itself and what belongs to it."""
    if sides.side(entity) == entity:
        return frozenset(sides.members(entity))
    return frozenset(
        {entity, *(each for each in sides.members(sides.side(entity)) if entity in sides.wholes(each))}
    )


class _Pair:
    """Sorts the claims about one thing by the two sides."""

    def __init__(
        self, told: Told, members: tuple[frozenset[str], frozenset[str]], names_: tuple[str, str]
    ) -> None:
        self._told = told
        self._members = members
        self._names = names_

    def compared(self, key: Key, claims: Sequence[Claim]) -> tuple[str | None, Compared] | None:
        """Whom of the two it accuses the other (None: nobody), and the row; None where neither says it."""
        said = [[c for c in claims if c.polarity != "negative" and self._tells(c, i)] for i in (0, 1)]
        if not any(said):
            return None
        denied = [self._deniers(claims, i) for i in (0, 1)]
        subject, relation, object_ = key
        own = [*said[0], *said[1]]
        denials = [c for c in claims if c.polarity == "negative" and (self._tells(c, 0) or self._tells(c, 1))]
        best = min(own, key=lambda claim: (len(claim.quote), claim.id))
        dates = sorted(date for date in (self._published(claim) for claim in own) if date)
        deniers = sorted({*(denied[1] if said[0] else ()), *(denied[0] if said[1] else ())})
        row = Compared(
            self._section(said, denied),
            "both" if all(said) else self._told.name(self._names[0 if said[0] else 1]),
            self._told.name(subject),
            relation,
            self._told.name(object_),
            status.edge_status(claims),
            tuple(sorted({self._told.name(v) for c in own for i in (0, 1) for v in self._speakers(c, i)})),
            tuple(self._told.name(denier) for denier in deniers),
            tuple(sorted({claim.doc for claim in own})),
            dates[0] if dates else None,
            line(best.quote),
            tuple(sorted(claim.id for claim in (*own, *denials))),
        )
        return self._accuser(key, said), row

    def _section(self, said: Sequence[Sequence[Claim]], denied: Sequence[Iterable[str]]) -> str:
        if all(said):
            return "claimed by both"
        return "denied by the other" if denied[1 if said[0] else 0] else "claimed by one"

    def _accuser(self, key: Key, said: Sequence[Sequence[Claim]]) -> str | None:
        relation = schema.load().relations[key[1]]
        if not relation.sponsorship and key[1] not in _ACCUSING:
            return None
        accused = key[2] if key[1] == "ACCUSES" else key[0]
        for i in (0, 1):
            if said[i] and accused in self._members[1 - i]:
                return self._names[i]
        return None

    def _speakers(self, claim: Claim, side: int) -> list[str]:
        members = self._members[side]
        found = [name for _, known_as in tellers(self._told, claim) for name in known_as if name in members]
        if claim.relation == "ACCUSES" and claim.subject in members and claim.subject not in found:
            found.append(claim.subject)  # whoever tells of it: the accusation is the subject's
        return found

    def _tells(self, claim: Claim, side: int) -> bool:
        return bool(self._speakers(claim, side))

    def _deniers(self, claims: Sequence[Claim], side: int) -> set[str]:
        members = self._members[side]
        found = {v for c in claims if c.polarity == "negative" for v in self._speakers(c, side)}
        return found | {d.entity for c in claims for d in c.denied_by if d.entity in members}

    def _published(self, claim: Claim) -> str | None:
        document = self._told.documents.get(claim.doc)
        return document.published if document else None


def _order(row: Compared) -> tuple[int, str, str, str, str]:
    return SECTIONS.index(row.section), row.side, row.subject, row.relation, row.object


def as_table(found: Comparison) -> Table:
    """One row a thing said, by section."""
    return tabular.table(Compared, found.found)


def as_text(found: Comparison) -> str:
    """The same for people."""
    lines = []
    for name, members in zip(found.sides, found.members, strict=True):
        others = [member for member in members if member != name]
        lines.append(f"{name}, with {both(others)}" if others else name)
    previous = None
    for row in found.found:
        if row.section != previous:
            lines += ["", row.section.capitalize()]
            previous = row.section
        lines += _lines(row)
    return "\n".join(lines)


def _lines(row: Compared) -> Iterable[str]:
    denied = f"; denied by {both(row.denied_by)}" if row.denied_by else ""
    yield f"  {row.subject} {row.relation} {row.object}: {row.status}"
    where = ", ".join((*row.documents, *([row.first_published] if row.first_published else [])))
    yield f"      said by {both(row.said_by)}{denied}; {where}"
    yield f'      "{row.quote}"'
