"""The claims that new ones can dispute or be disputed by, and the edges that follow from both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph import rows, status
from kg.graph.part import Part, own_and_across
from kg.graph.shape import LinkKey, Properties
from kg.growing.indexing import by_hand, digest
from kg.growing.reach import sure
from kg.model import Claim
from kg.model.standing import counts


@dataclass(frozen=True, slots=True)
class Old:
    """A claim of the graph: as its document has it, as it is across documents, when it was published."""

    own: Claim
    across: Claim
    published: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """`old`: claims of the graph about the same as new ones; `after`: these and the new ones, as now."""

    old: Mapping[str, Old]
    after: Mapping[str, Claim]

    def changed(self) -> list[str]:
        """Ids of claims of the graph that are not as they were."""
        return sorted(name for name, one in self.old.items() if self.after[name] != one.across)


def said(part: Part, new: Sequence[Claim], moved: Iterable[str]) -> Said:
    """The claims about the same as `new` ones or as those of the documents `moved`, disputed anew.

    Further where what a person or a loaded record says of them may reach others.
    """
    keys = {status.key(claim) for claim in new if counts(claim)}
    if moved:
        keys |= {status.key(across) for _, across in map(own_and_across, part.claims_of(moved))}
    near = part.entries("about", map(digest, keys))
    old: dict[str, Old] = {}
    for row in part.claims(name for found in near.values() for (name,) in found):
        own, across = own_and_across(row)
        if status.key(across) in keys:
            _check_row(row, own, across)
            old[across.id] = Old(own, across, row.get("published"))
    plain = [_joined(one) for one in old.values()]
    ids = {claim.id for claim in (*plain, *new)}
    sure(not part.entries("linked", ids), "a claim that a person links to another one")
    sure(not any(map(by_hand, (*plain, *new))), "a denial that a person has linked")
    before = {claim.id: claim for claim in status.dispute(plain)}
    sure(all(before[name] == one.across for name, one in old.items()), "claims are not as others make them")
    return Said(old, {claim.id: claim for claim in status.dispute([*plain, *new])})


def _joined(one: Old) -> Claim:
    """A claim as the join gives it, before claims of other documents come in."""
    joined = replace(one.own, subject=one.across.subject, object=one.across.object)
    across = replace(one.across, status=joined.status, denied_by=joined.denied_by, denies=joined.denies)
    sure(joined == across, "a claim that was judged, or whose speakers were renamed")
    return joined


def _check_row(row: Properties, own: Claim, across: Claim) -> None:
    expected = rows.claim_row(own, across, counts=True, published=row.get("published"))
    held = {name: value for name, value in expected.items() if value is not None}
    sure(held == row, "a claim is not as its record says")


def denied(one: Old, after: Claim) -> list[LinkKey]:
    """The links that a claim of the graph gets because it denies more, or is denied by more."""
    key = ("Claim", after.id)
    had = {denial.entity for denial in one.across.denied_by}
    now = {denial.entity for denial in after.denied_by}
    sure(had <= now and set(one.across.denies) <= set(after.denies), "a claim is denied no more")
    links: list[LinkKey] = [("DENIED_BY", key, ("Entity", entity)) for entity in sorted(now - had)]
    more = sorted(set(after.denies) - set(one.across.denies))
    return [*links, *(("DENIES", key, ("Claim", target)) for target in more)]


def edges(found: Iterable[status.Edge]) -> dict[LinkKey, Properties]:
    """Edges as links."""
    return {
        (edge.relation, ("Entity", edge.subject), ("Entity", edge.object)): {
            name: value for name, value in rows.edge_row(edge).items() if value is not None
        }
        for edge in found
    }
