"""Figures of attacks as ranges, and which of them cannot both hold. Nothing is averaged or summed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Asserter, Attack, Figure, Unnamed
from kg.views.projection import Told

_ROUGHLY = 0.1
"""By how much of itself a number marked as approximate may be wrong (as in queries/figures.cypher)."""

_EVERYBODY = frozenset(
    {"people", "persons", "individuals", "others", "victims", "lives", "dead", "casualties"}
)
"""Words for those of whom a figure tells that make it a total; any narrower word makes it a part."""

_SIGNS = {"exact": "", "at_least": "at least ", "around": "around ", "over": "over ", "up_to": "up to "}

_KINDS = {"killed": "toll", "casualties": "toll", "wounded": "wounded"}


@dataclass(frozen=True, slots=True)
class Version:
    """What one voice in one document gives as the toll (or the wounded) of an attack.

    `low` and `high` are those of its total; of its largest part where it gives none. `high` None: open.
    """

    kind: str
    words: str
    low: int
    high: int | None
    total: bool
    measures: frozenset[str]
    figures: tuple[Figure, ...]

    @property
    def document(self) -> str:
        """The document that gives it."""
        return self.figures[0].doc


def bounds(figure: Figure) -> tuple[int, int | None]:
    """The least and the greatest number that the words allow; None: no greatest.

    >>> bounds(Figure("f", "d", "killed", 130, "over", "…", 0, 1))
    (131, None)
    """
    value = figure.value
    match figure.qualifier:
        case "over":
            return value + 1, None
        case "at_least":
            return value, None
        case "up_to":
            return 0, value
        case "around":
            return round(value * (1 - _ROUGHLY)), round(value * (1 + _ROUGHLY))
    return value, value


def words(figure: Figure) -> str:
    """A figure in words; of whom, where that is not everybody.

    >>> words(Figure("f", "d", "killed", 13, "at_least", "…", 0, 1, of="soldiers"))
    'at least 13 killed (soldiers)'
    """
    of = "" if is_total(figure) else f" ({figure.of})"
    return f"{_SIGNS.get(figure.qualifier, '')}{figure.value} {figure.measure}{of}"


def versions(told: Told, attack: Attack) -> tuple[Version, ...]:
    """Each voice's figures of an attack, those of near-copies once; by kind, document and place."""
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    seen: set[tuple[object, ...]] = set()
    for figure in sorted(
        attack.casualties, key=lambda figure: (_root(told, figure.doc), figure.doc, figure.start)
    ):
        kind = _KINDS.get(figure.measure, figure.measure)
        same = (
            _root(told, figure.doc),
            figure.measure,
            figure.value,
            figure.qualifier,
            figure.of,
            figure.asserted_by,
        )
        if same not in seen:
            seen.add(same)
            groups[kind, figure.doc, "; ".join(_speaker(a) for a in figure.asserted_by)].append(figure)
    return tuple(
        _version(kind, figures) for (kind, _, _), figures in sorted(groups.items(), key=lambda g: g[0])
    )


def _root(told: Told, document: str) -> str:
    found = told.documents.get(document)
    return (found.copy_of if found else None) or document


def _speaker(asserter: Asserter) -> str:
    return f"“{asserter.unnamed}”" if isinstance(asserter, Unnamed) else asserter


def _version(kind: str, figures: list[Figure]) -> Version:
    totals = [figure for figure in figures if is_total(figure)]
    low, high = max((bounds(figure) for figure in totals or figures), key=lambda span: span[0])
    return Version(
        kind,
        ", ".join(words(figure) for figure in figures),
        low,
        high if totals else None,
        bool(totals),
        frozenset(figure.measure for figure in totals or figures),
        tuple(figures),
    )


def is_total(figure: Figure) -> bool:
    """Whether a figure is about everybody hit, not about some of them.

    >>> is_total(Figure("f", "d", "killed", 3, "exact", "…", 0, 1, of="police officers"))
    False
    """
    return figure.of is None or figure.of.casefold() in _EVERYBODY


def contradict(one: Version, other: Version) -> bool:
    """Whether two versions cannot both hold.

    Of the same measure, if their ranges do not meet. The dead are among the casualties, so that these are
    contradicted only by more dead than they allow.
    """
    if one.kind != other.kind:
        return False
    return _exceeds(one, other) or _exceeds(other, one)


def _exceeds(one: Version, other: Version) -> bool:
    """Whether the least of the one is more than the greatest of the other."""
    if other.high is None or one.low <= other.high:
        return False
    return other.measures == {"casualties"} or "casualties" not in one.measures


def disagree(found: Iterable[Version]) -> bool:
    """Whether versions differ: in a total, or by a part that no total allows."""
    all_ = list(found)
    totals = {(version.low, version.high) for version in all_ if version.total}
    return len(totals) > 1 or any(contradict(one, other) for one in all_ for other in all_)
