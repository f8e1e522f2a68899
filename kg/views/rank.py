"""Who is accused most, who is said to be supported most, who stands between others, who hangs together.

Numbers of what has been said, never of what is so: every score is a sum of voices, split by the side the
voices belong to, with the claims behind it. Persons are never ranked, and edges that are only denied do not
count. A ranking measures whose press was loaded: show kg.views.coverage beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg import schema
from kg.graph import Table
from kg.graph.status import Edge
from kg.views import tabular
from kg.views.coverage import spoken_for
from kg.views.projection import Told
from kg.views.voices import Sides

KINDS = {
    "sponsors": "voices that say it supports, directs, founded or took part",
    "sponsored": "voices that say it is supported, directed or was founded by somebody",
    "brokers": "share of the shortest ways of alleged support that lead through it (betweenness)",
    "communities": "voices within the community (Louvain, weighted by voices)",
}
"""What can be ranked, and what its score counts."""

_EXACT = 400
"""Up to so many actors betweenness is exact; beyond, shortest ways from so many of them are taken."""

_SEED = 1
"""Makes the sample of betweenness and the order of Louvain's steps the same every time."""

_TOGETHER = ("ALLIED_WITH", "COOPERATES_WITH", "MEMBER_OF")


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor's (or community's) place: `score` as KINDS says, `accusers` maps a side to its voices.

    `members` are the actors of a community, else empty. `statuses` maps a status to its edges. `claims` are
    the ids of all claims that the score counts.
    """

    kind: str
    place: int
    actor: str
    type: str
    score: float
    accusers: Mapping[str, int]
    statuses: Mapping[str, int]
    denied: int
    members: tuple[str, ...]
    claims: tuple[str, ...]


def rank(told: Told, kinds: Sequence[str] = tuple(KINDS), limit: int = 10) -> tuple[Ranked, ...]:
    """The first `limit` of each of `kinds`; equal scores share a place and go by name."""
    edges = [edge for edge in told.edges if edge.status != "denied" and _ranked_ends(told, edge)]
    makers = {
        "sponsors": lambda: _by_end(told, edges, "subject"),
        "sponsored": lambda: _by_end(told, edges, "object"),
        "brokers": lambda: _brokers(told, edges),
        "communities": lambda: _communities(told, edges),
    }
    sides = Sides(told)
    found: list[Ranked] = []
    for kind in kinds:
        scored = sorted(makers[kind](), key=lambda one: (-one.score, one.name))
        scores = sorted({one.score for one in scored}, reverse=True)
        found += [_placed(told, kind, scores.index(one.score) + 1, one, sides) for one in scored[:limit]]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Scored:
    name: str
    type: str
    score: float
    edges: tuple[Edge, ...]
    members: tuple[str, ...] = ()


def _ranked_ends(told: Told, edge: Edge) -> bool:
    """Whether neither end is a person, and both are named."""
    ends = told.entities[edge.subject], told.entities[edge.object]
    return all(end.type != "Person" and not end.generic for end in ends)


def _by_end(told: Told, edges: Iterable[Edge], end: str) -> list[_Scored]:
    behind: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        attack = told.entities[edge.object].type == "Attack"
        if schema.load().relations[edge.relation].sponsorship and not (attack and end == "object"):
            behind[edge.subject if end == "subject" else edge.object].append(edge)
    return [
        _Scored(
            told.name(actor),
            told.entities[actor].type,
            sum(edge.voices for edge in own),
            tuple(own),
        )
        for actor, own in behind.items()
    ]


def _brokers(told: Told, edges: Iterable[Edge]) -> list[_Scored]:
    """Betweenness on alleged support between actors, structural edges turned round as in a trace."""
    relations = schema.load().relations
    directed = nx.DiGraph()
    touching: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (e.subject, e.object, e.relation)):
        chain = relations[edge.relation].chain
        if chain == "no" or told.entities[edge.object].type == "Attack":
            continue
        ends = (edge.subject, edge.object) if chain == "sponsorship" else (edge.object, edge.subject)
        voices = edge.voices + (directed.edges[ends]["voices"] if directed.has_edge(*ends) else 0)
        directed.add_edge(*ends, voices=voices, distance=1 / voices)
        touching[edge.subject].append(edge)
        touching[edge.object].append(edge)
    sample = None if len(directed) <= _EXACT else _EXACT
    between = nx.betweenness_centrality(directed, k=sample, weight="distance", seed=_SEED)
    return [
        _Scored(told.name(actor), told.entities[actor].type, round(score, 4), tuple(touching[actor]))
        for actor, score in between.items()
        if score > 0
    ]


def _communities(told: Told, edges: Iterable[Edge]) -> list[_Scored]:
    relations = schema.load().relations
    joined = nx.Graph()
    inside: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (e.subject, e.object, e.relation)):
        near = relations[edge.relation].chain != "no" or edge.relation in _TOGETHER
        if not near or told.entities[edge.object].type == "Attack":
            continue
        inside.append(edge)
        known = joined.get_edge_data(edge.subject, edge.object, {"voices": 0})["voices"]
        joined.add_edge(edge.subject, edge.object, voices=known + edge.voices)
    found: list[_Scored] = []
    for members in nx.community.louvain_communities(joined, weight="voices", seed=_SEED):
        own = tuple(edge for edge in inside if edge.subject in members and edge.object in members)
        strength: Counter[str] = Counter()
        for edge in own:
            strength[edge.subject] += edge.voices
            strength[edge.object] += edge.voices
        if own:
            order = sorted(members, key=lambda one: (-strength[one], told.name(one)))
            names = tuple(told.name(one) for one in order)
            found.append(_Scored(names[0], "community", sum(edge.voices for edge in own), own, names))
    return found


def _placed(told: Told, kind: str, place: int, one: _Scored, sides: Sides) -> Ranked:
    accusers = Counter[str]()
    for edge in one.edges:
        accusers.update(spoken_for(told, edge, sides))
    return Ranked(
        kind=kind,
        place=place,
        actor=one.name,
        type=one.type,
        score=one.score,
        accusers=dict(sorted(accusers.items())),
        statuses=dict(sorted(Counter(edge.status for edge in one.edges).items())),
        denied=sum(bool(edge.denied_by) for edge in one.edges),
        members=one.members,
        claims=tuple(sorted(name for edge in one.edges for name in edge.claims)),
    )


def as_table(found: Sequence[Ranked]) -> Table:
    """One row a place; counts by side and status as texts such as `Mali 3`."""
    rows = tuple(
        {
            "kind": one.kind,
            "place": one.place,
            "actor": one.actor,
            "type": one.type,
            "score": one.score,
            "said_by": _counts(one.accusers),
            "statuses": _counts(one.statuses),
            "denied": one.denied,
            "members": list(one.members),
            "claims": list(one.claims),
        }
        for one in found
    )
    names = tabular.columns(Ranked)
    return Table(tuple("said_by" if name == "accusers" else name for name in names), rows)


def _counts(counted: Mapping[str, int]) -> list[str]:
    """Names with their numbers, the largest first.

    >>> _counts({"Mali": 1, "Niger": 2})
    ['Niger 2', 'Mali 1']
    """
    return [f"{name} {number}" for name, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
