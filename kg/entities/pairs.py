"""What follows from judgements on pairs: which are one, which are apart, and which lines contradict others.

Who says that A is B and B is C says that A is C. Where another line keeps A and C apart, that line and the
ones that make them one contradict each other: none of them holds, as if all said "unsure". Sets only, so that
the order of lines does not matter.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.entities.judgement_words import DIFFERENT, SAME
from kg.entities.judgements import Line

Pair = tuple[str, str]
"""Two ids in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Lines that cannot hold together, sorted by id; none of them does."""

    lines: tuple[Line, ...]

    def told(self) -> str:
        """One sentence with the numbers of the lines."""
        numbers = [str(number) for number in sorted(line.number for line in self.lines)]
        what = sorted({line.judgement.decision for line in self.lines})
        return (
            f"lines {', '.join(numbers[:-1])} and {numbers[-1]} contradict each other "
            f"({', '.join(what)}): none of them holds"
        )


@dataclass(frozen=True, slots=True)
class Pairs:
    """`kept` maps an id to the one that stands for it now; `groups` are ids that are one; `apart` are not."""

    kept: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[frozenset[str], ...] = ()
    apart: frozenset[Pair] = frozenset()


def pair(one: str, other: str) -> Pair:
    """The two ids in alphabetical order."""
    return (one, other) if one < other else (other, one)


def pairs(lines: Iterable[Line]) -> tuple[Pairs, tuple[Contradiction, ...]]:
    """What follows from lines on pairs of one kind of thing, and the contradictions among them, sorted.

    The id that stands for a group is one that no line gives up, the first of these in alphabetical order (of
    all, if every one is given up): it depends on the judgements only, never on which documents are at hand.
    """
    same: dict[Pair, list[Line]] = defaultdict(list)
    apart: dict[Pair, list[Line]] = defaultdict(list)
    for line in lines:
        found = {SAME: same, DIFFERENT: apart}.get(line.judgement.decision)
        if found is not None:
            found[pair(line.judgement.one, line.judgement.other or "")].append(line)
    contradictions: list[Contradiction] = []
    broken: set[Pair] = set()
    while True:
        near = _near(same)
        home = _groups(near)
        against = {ends: _shortest(near, *ends) for ends in sorted(apart) if _together(home, ends)}
        if not against:
            break
        for ends, path in against.items():
            found_lines = [*apart[ends], *(line for edge in path for line in same[edge])]
            contradictions.append(Contradiction(tuple(sorted(found_lines, key=_by_id))))
        broken |= against.keys()
        for edge in {edge for path in against.values() for edge in path}:
            del same[edge]
    groups = {group for group in home.values() if len(group) > 1}
    kept = {one: name for group in groups for name in [_name(group, same)] for one in group if one != name}
    result = Pairs(
        dict(sorted(kept.items())), tuple(sorted(groups, key=min)), frozenset(apart.keys() - broken)
    )
    return result, tuple(sorted(contradictions, key=lambda c: [_by_id(line) for line in c.lines]))


def _by_id(line: Line) -> str:
    return line.judgement.id


def _together(home: Mapping[str, frozenset[str]], ends: Pair) -> bool:
    return ends[1] in home.get(ends[0], ())


def _groups(near: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Each id with all that it is one with, itself among them."""
    home: dict[str, frozenset[str]] = {}
    for start in near:
        if start not in home:
            group = frozenset(_distances(near, start))
            home.update(dict.fromkeys(group, group))
    return home


def _near(edges: Iterable[Pair]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    return near


def _distances(near: Mapping[str, set[str]], start: str) -> dict[str, int]:
    found = {start: 0}
    queue = deque([start])
    while queue:
        one = queue.popleft()
        for other in near[one]:
            if other not in found:
                found[other] = found[one] + 1
                queue.append(other)
    return found


def _shortest(near: Mapping[str, set[str]], start: str, end: str) -> list[Pair]:
    """The edges on all shortest ways from one id to another, sorted."""
    there = _distances(near, start)
    found: set[Pair] = set()
    ends = {end}
    while ends:  # back from the end, one step nearer to the start at a time
        steps = {(one, other) for other in ends for one in near[other] if there[one] + 1 == there[other]}
        found |= {pair(one, other) for one, other in steps}
        ends = {one for one, _ in steps}
    return sorted(found)


def _name(group: frozenset[str], same: Mapping[Pair, Iterable[Line]]) -> str:
    given_up = {line.judgement.other for ends in same if ends[0] in group for line in same[ends]}
    return min(group - given_up or group)
