"""A name at a place in a document, before it becomes a mention, and how names inside names are kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Found:
    """Words from `start` to `end` (offsets in `Document.content`) that name `entity`.

    `form`: name, short (a person's surname, an acronym defined in the document), adjective ("Afghan"),
    people ("Afghans"), metonym ("the Kremlin"), described ("Chadian rebels").
    """

    start: int
    end: int
    entity: str
    form: str = "name"
    nested: bool = False


def _longest(found: Found) -> tuple[int, int, str]:
    return (found.start, -found.end, found.entity)


def outermost(names: Iterable[Found]) -> list[Found]:
    """The longest names, leftmost first, and those that lie inside them for another entity as nested.

    A name that overlaps an earlier one without lying inside it is dropped.

    >>> a, b = Found(0, 13, "pakistan-navy"), Found(0, 8, "pakistan")
    >>> [(name.entity, name.nested) for name in outermost([b, a])]
    [('pakistan-navy', False), ('pakistan', True)]
    """
    kept: list[Found] = []
    outer: Found | None = None
    inner: set[tuple[int, int]] = set()
    for name in sorted(set(names), key=_longest):
        if outer is None or name.start >= outer.end:
            outer, inner = replace(name, nested=False), {(name.start, name.end)}
            kept.append(outer)
        elif name.end <= outer.end and (name.start, name.end) not in inner:
            inner.add((name.start, name.end))
            plain = name.form not in {"adjective", "people"} or outer.form == "described"
            if plain and name.entity != outer.entity:
                kept.append(replace(name, nested=True))
    return kept


class Names(list[Found]):
    """Names sorted by place, none inside another: what lies at a place is found without looking at all."""

    def __init__(self, names: Iterable[Found] = ()) -> None:
        super().__init__(names)
        self._starts = [name.start for name in self]

    def at(self, start: int, end: int) -> list[Found]:
        """The names that share a character with the places from `start` to `end`."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [name for name in self[first : bisect_left(self._starts, end)] if name.end > start]


def overlaps(name: Found, names: Names) -> bool:
    """Whether `name` shares a character with any of `names`."""
    return bool(names.at(name.start, name.end))
