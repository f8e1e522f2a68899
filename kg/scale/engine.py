"""Group-bys over rows that stand in many parts, and what does them: this process, or a cluster.

A round takes rows, makes pairs of a key and a value out of each, brings the values of one key together, and
makes new rows out of each group. The functions are plain ones of modules, so that they can be sent; what all
of them need to know (`shared`) is sent once. The order of rows and of the values of a group is anybody's
guess: a function that depends on it is wrong.
"""

import random
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

Key = int | str
Emit = Callable[[Any, Any], Iterable[tuple[Key, Any]]]
"""A row and what is shared to keys with values."""

Reduce = Callable[[Any, list[Any], Any], Iterable[Any]]
"""A key, its values and what is shared to rows."""

Choose = Callable[[Any, Any], Iterable[Any]]
"""A row and what is shared to what the driver wants to know of it."""

Parts = Sequence[Any]
"""Where the rows are; only the engine that made it can look inside."""

Flow = tuple[Parts, Emit]


class Engine(Protocol):
    """What does the work, wherever it is done."""

    def spread(self, rows: Sequence[Any]) -> Parts:
        """The rows, in parts."""
        ...

    def share(self, value: Any) -> Any:
        """A value that all functions of a round get; give what this returns as `shared`."""
        ...

    def group(self, flows: Sequence[Flow], reduce: Reduce, shared: Any = None) -> Parts:
        """One round: the rows that `reduce` makes of the groups of all that the flows emit."""
        ...

    def pick(self, parts: Parts, choose: Choose, shared: Any = None) -> Iterator[Any]:
        """What `choose` makes of each row, one after the other, in this process."""
        ...

    def work(self, parts: Parts, work: Choose, shared: Any, told: Callable[[int, int], None]) -> Parts:
        """What `work` makes of each row, in processes that stay and so load a model once.

        A part that fails because its process dies is tried again. ExtractionError, when all others are done,
        if a part fails time after time. `told` hears how many parts are done, and how many there are.
        """
        ...


def bucket(key: Key, buckets: int) -> int:
    """Which bucket a key falls into: the same in every process.

    >>> bucket(18, 16), bucket("m23", 16)
    (2, 6)
    """
    return (
        key % buckets if isinstance(key, int) else zlib.crc32(key.encode("utf-8", "surrogatepass")) % buckets
    )


def scattered(rows: Iterable[Any], emit: Emit, shared: Any, buckets: int) -> list[list[tuple[Key, Any]]]:
    """What the rows of one part emit, by bucket."""
    found: list[list[tuple[Key, Any]]] = [[] for _ in range(buckets)]
    for row in rows:
        for key, value in emit(row, shared):
            found[bucket(key, buckets)].append((key, value))
    return found


def gathered(pairs: Iterable[tuple[Key, Any]], reduce: Reduce, shared: Any) -> list[Any]:
    """The rows that one bucket makes, group by group."""
    groups: dict[Key, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return [row for key in sorted(groups, key=_order) for row in reduce(key, groups[key], shared)]


def _order(key: Key) -> tuple[bool, Key]:
    return isinstance(key, str), key


class Local:
    """All in this process. With `seed`, rows and values come in an order of the dice: for tests."""

    def __init__(self, buckets: int = 4, seed: int | None = None) -> None:
        self.buckets = buckets
        self._dice = None if seed is None else random.Random(seed)  # noqa: S311 - no secret

    def spread(self, rows: Sequence[Any]) -> Parts:
        """The rows, every n-th in one part."""
        return [list(rows[i :: self.buckets]) for i in range(self.buckets)]

    def share(self, value: Any) -> Any:
        """The value itself."""
        return value

    def group(self, flows: Sequence[Flow], reduce: Reduce, shared: Any = None) -> Parts:
        """One round."""
        found: list[list[tuple[Key, Any]]] = [[] for _ in range(self.buckets)]
        for parts, emit in flows:
            for rows in parts:
                for place, pairs in enumerate(scattered(rows, emit, shared, self.buckets)):
                    found[place].extend(pairs)
        return [gathered(self._shuffled(pairs), reduce, shared) for pairs in found]

    def pick(self, parts: Parts, choose: Choose, shared: Any = None) -> Iterator[Any]:
        """What is chosen of each row."""
        for rows in parts:
            for row in self._shuffled(rows):
                yield from choose(row, shared)

    def work(self, parts: Parts, work: Choose, shared: Any, told: Callable[[int, int], None]) -> Parts:
        """What `work` makes of each row."""
        done: list[list[Any]] = []
        for rows in parts:
            done.append([one for row in rows for one in work(row, shared)])
            told(len(done), len(parts))
        return done

    def _shuffled(self, rows: Sequence[Any]) -> Sequence[Any]:
        if self._dice is None:
            return rows
        mixed = list(rows)
        self._dice.shuffle(mixed)
        return mixed


def components(edges: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each end of an edge the first, in alphabetical order, of all that it hangs together with.

    >>> components([("b", "c"), ("a", "b"), ("x", "y")]) == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}
    True
    """
    above: dict[str, str] = {}

    def root(one: str) -> str:
        while (up := above.setdefault(one, one)) != one:
            above[one] = above[up]
            one = above[one]
        return one

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    return {one: root(one) for one in list(above)}
