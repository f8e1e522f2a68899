"""Ways of alleged sponsorship from one actor to another: the shortest simple ones, by networkx.

state → agency → group → group → attack. A hop that alleges (supports, directs, created, involved in,
perpetrated, claimed) is walked from subject to object; a structural one (part of, affiliate of, front for)
alleges nothing and is walked from the whole to its part. No way leads through a state, a place or a split,
and none from a group up to an agency.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import networkx as nx

from kg import schema
from kg.graph import status
from kg.graph.status import Key
from kg.model import Claim, Entity

_LEVELS = {"State": 0, "Agency": 1, "Group": 2, "Organisation": 2, "Person": 2}
"""What a way may pass, from the top; an attack is an end only."""

_WHOLES = ("State", "Agency", "Group", "Organisation")

WEAKNESS = ("denied", "disputed", "alleged", "unattributed", "claimed")
"""How well a hop stands by what has been said of it, the weakest first."""

_SOURCE, _SINK = -1, -2


@dataclass(frozen=True, slots=True)
class Step:
    """A hop as it is walked, with its claims and denials, and what these are about.

    `key` None and no claims: only the register tells that `end` belongs to `start`.
    """

    start: str
    end: str
    alleges: bool
    key: Key | None = None
    claims: tuple[Claim, ...] = field(default=(), compare=False, repr=False)


Way = tuple[Step, ...]


def steps(groups: Mapping[Key, Sequence[Claim]], entities: Mapping[str, Entity]) -> list[Step]:
    """Every hop that a way may take, sorted: what somebody asserts, and what the register knows.

    `groups` as `kg.graph.status.groups` gives them.
    """
    relations = schema.load().relations
    found: list[Step] = []
    known: set[tuple[str, str]] = set()
    for key, claims in groups.items():
        subject, relation, object_ = key
        chain = relations[relation].chain
        if chain == "no":
            continue
        start, end = (object_, subject) if chain == "structural" else (subject, object_)
        if chain == "structural":
            known.add((start, end))
        asserted = any(claim.polarity != "negative" for claim in claims)
        if asserted and _passable(start, entities) and _reachable(end, entities):
            found.append(Step(start, end, chain != "structural", key, tuple(claims)))
    for entity in entities.values():
        whole = _whole(entity)
        if whole in entities and (whole, entity.id) not in known and entities[whole].type in _WHOLES:
            found.append(Step(whole, entity.id, alleges=False))
    return sorted(found, key=lambda step: (step.start, step.end, step.key or ()))


def _whole(entity: Entity) -> str:
    """What a body belongs to by the register; an agency without a parent to its state."""
    if entity.type not in ("Agency", "Group", "Organisation"):
        return ""
    return entity.parent or (entity.country if entity.type == "Agency" else None) or ""


def _passable(name: str, entities: Mapping[str, Entity]) -> bool:
    return name in entities and entities[name].type in _LEVELS


def _reachable(name: str, entities: Mapping[str, Entity]) -> bool:
    return name in entities and (entities[name].type in _LEVELS or entities[name].type == "Attack")


def ways(
    found: Iterable[Step],
    entities: Mapping[str, Entity],
    starts: Collection[str],
    ends: Collection[str] | None,
    hops: int,
) -> Iterator[Way]:
    """Simple ways from any of `starts` to any of `ends`, the shortest and then the best attested first.

    At most `hops` long; at least one hop alleges. `ends` None: wherever an alleged hop leads. Where there are
    several ends, the last hop alleges too: a branch of the supported is not said to be supported.
    """
    starts, ends = frozenset(starts), None if ends is None else frozenset(ends)
    walkable = [step for step in found if _downwards(step, entities, starts, ends)]
    for length in range(1, hops + 1):
        # Each length by itself: what is further away is not even looked at while there are shorter ways.
        for way in _of_length(walkable, starts, ends, length):
            if any(step.alleges for step in way) and not _returns(way):
                yield way


def _of_length(
    walkable: Sequence[Step], starts: Collection[str], ends: Collection[str] | None, length: int
) -> Iterator[Way]:
    near = _near(walkable, starts, ends, length)
    graph = nx.DiGraph()
    graph.add_nodes_from((_SOURCE, _SINK))
    for number, step in enumerate(near):
        graph.add_edge(step.start, number, weight=1 + _doubt(step))
        graph.add_edge(number, step.end, weight=0)
        if _ends(step, ends):
            graph.add_edge(number, _SINK, weight=0)
    graph.add_edges_from((_SOURCE, start, {"weight": 0}) for start in sorted(starts) if start in graph)
    for path in _shortest(graph):
        way = tuple(near[node] for node in path if isinstance(node, int) and node >= 0)
        if len(way) > length:
            return
        if len(way) == length:
            yield way


def _returns(way: Way) -> bool:
    """Whether a way ends where it has been before: an end may lie on the way to another end."""
    passed = [way[0].start, *(step.end for step in way)]
    return len(set(passed)) < len(passed)


def _doubt(step: Step) -> float:
    """A little more than nothing for what is weakly attested; never so much that it makes up for a hop."""
    if step.key is None:
        return 0.0
    strength = WEAKNESS.index(status.edge_status(step.claims))
    return (len(WEAKNESS) - strength) / 100 - min(len(step.claims), 50) / 10_000


def _shortest(graph: "nx.DiGraph[int | str]") -> Iterator[list[int | str]]:
    try:
        yield from nx.shortest_simple_paths(graph, _SOURCE, _SINK, weight="weight")
    except nx.NetworkXNoPath:
        return


def _ends(step: Step, ends: Collection[str] | None) -> bool:
    if ends is None:
        return step.alleges
    return step.end in ends and (step.alleges or len(ends) == 1)


def _downwards(
    step: Step, entities: Mapping[str, Entity], starts: Collection[str], ends: Collection[str] | None
) -> bool:
    start, end = entities[step.start].type, entities[step.end].type
    wanted = ends is not None and step.end in ends
    if start == "State" and step.start not in starts:
        return False
    if end == "State":
        return wanted
    down = end == "Attack" or _LEVELS[start] <= _LEVELS[end]
    return down or wanted or step.start in starts


def _near(
    found: Sequence[Step], starts: Collection[str], ends: Collection[str] | None, hops: int
) -> list[Step]:
    """The hops that a way of that length can take at all, in their order."""
    outward, inward = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for step in found:
        outward[step.start].append(step.end)
        inward[step.end].append(step.start)
    goals = {step.end for step in found if _ends(step, ends)}
    ahead, back = _distances(outward, starts, hops), _distances(inward, goals, hops)
    far = hops + 1
    return [step for step in found if ahead.get(step.start, far) + 1 + back.get(step.end, far) <= hops]


def _distances(out: Mapping[str, list[str]], starts: Iterable[str], hops: int) -> dict[str, int]:
    found = dict.fromkeys(starts, 0)
    border = list(found)
    for distance in range(1, hops + 1):
        reached = dict.fromkeys(end for name in border for end in out.get(name, ()) if end not in found)
        found.update(dict.fromkeys(reached, distance))
        border = list(reached)
    return found


def first(found: Iterator[Way], k: int) -> tuple[list[Way], bool]:
    """The first `k` ways, and whether there are more."""
    taken = list(islice(found, k + 1))
    return taken[:k], len(taken) > k
