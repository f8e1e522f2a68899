"""What a page shows, as the address of the page: a link can be sent, Back works, nothing is kept elsewhere.

An address comes from anybody: keys that are unknown are passed over, values that can't be are left out, long
ones cut off. What is left is a `State`, and a `State` gives one address only.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kg.views.selection import Selection

TABS = {
    "network": "Network",
    "trace": "Trace",
    "attacks": "Attacks",
    "compare": "Compare",
    "conflicts": "Conflicts",
    "documents": "Documents",
    "review": "Review",
}
"""The tabs by the name that stands in the address."""

FILTERS = tuple(one for one in fields(Selection) if one.name != "actor")
"""What of a selection stands in the address; its `actor` is the choice of a question, not of a page."""

LENGTH, _VALUES = 300, 60
"""Characters of a value, and values of one address, that are heeded at most."""

_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class State:
    """All that decides what a page shows.

    `actor` is the entity in the middle of the network, `hops` how far it reaches, `opened` are entities that
    were expanded beyond that, in their order. `edge` is subject, relation and object of the edge whose claims
    are shown. `doc` and `claim` choose an article and the words in it, `start` and `end` the ends of a trace,
    `one` and `other` two sides to compare, `case` what is being decided in the review.
    """

    tab: str = "network"
    actor: str = ""
    hops: int = 1
    opened: tuple[str, ...] = ()
    edge: tuple[str, ...] = ()
    doc: str = ""
    claim: str = ""
    start: str = ""
    end: str = ""
    one: str = ""
    other: str = ""
    case: str = ""
    selection: Selection = field(default_factory=Selection)

    def to(self, **changes: Any) -> str:
        """The address of the same page with something else in it."""
        return address(replace(self, **changes))


def parse(search: str | None) -> State:
    """The state that the part of an address from `?` on names.

    >>> parse("?actor=m23&hops=2&edge=rwanda&edge=SUPPORTS&edge=m23&bogus=1").edge
    ('rwanda', 'SUPPORTS', 'm23')
    """
    given: dict[str, list[str]] = {}
    for key, value in parse_qsl((search or "").lstrip("?")[:20_000])[:_VALUES]:
        given.setdefault(key, []).append(value[:LENGTH])
    plain = {
        name: given[name][0]
        for name in ("actor", "doc", "claim", "start", "end", "one", "other", "case")
        if name in given
    }
    edge = tuple(given.get("edge", ()))
    tab = given.get("tab", ["network"])[0]
    return State(
        tab=tab if tab in TABS else "network",
        hops=_number(given.get("hops", ["1"])[0], _FARTHEST) or 1,
        opened=tuple(dict.fromkeys(given.get("opened", ()))),
        edge=edge if len(edge) == 3 else (),
        selection=_selection(given),
        **plain,
    )


def address(state: State) -> str:
    """The address of a state: what is as at the start is left out.

    >>> address(State(actor="m23", edge=("rwanda", "SUPPORTS", "m23")))
    '?actor=m23&edge=rwanda&edge=SUPPORTS&edge=m23'
    """
    pairs: list[tuple[str, str]] = []
    for record, known in ((state, fields(State)), (state.selection, FILTERS)):
        for one in known:
            value = getattr(record, one.name)
            if one.name != "selection" and value not in (None, "", (), False) and value != one.default:
                values = value if isinstance(value, tuple) else (value,)
                pairs += [(one.name, str(each)) for each in values]
    return f"?{urlencode(pairs)}"


def _selection(given: dict[str, list[str]]) -> Selection:
    found: dict[str, Any] = {}
    for one in FILTERS:
        if one.name in given:
            value = _typed(one.default, given[one.name])
            if value is not None:
                found[one.name] = value
    return Selection(**found)


def _typed(default: object, values: list[str]) -> Any:
    """Values as the field with that default takes them; None where they can't be."""
    if isinstance(default, tuple):
        return tuple(dict.fromkeys(values))
    if isinstance(default, bool):
        return values[0] == "True"
    if isinstance(default, int):
        return _number(values[0], 10**6)
    return values[0]


def _number(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else None
