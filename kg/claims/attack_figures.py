"""Which casualty figure belongs to which attack of a document."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from kg.claims.attack_event import Event
from kg.claims.attack_triggers import Trigger
from kg.claims.figures import Found
from kg.model import Figure, Reading
from kg.model.edtf import overlap

_MONTH = len("2024-03")
_BACK = 4
_FAR = 1000


def to_triggers(
    reading: Reading, found: tuple[Found, ...], triggers: list[Trigger]
) -> list[tuple[int, Found]]:
    """Gives each figure to the attack word of its sentence; those left, with their index in `found`.

    A figure in a sentence that speaks of attacks in general only is a total, and is dropped.
    """
    left: list[tuple[int, Found]] = []
    sents: dict[int, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        if not trigger.weak:
            sents[trigger.sent].append(trigger)
    for index, one in enumerate(found):
        beside = sents.get(one.sent, [])
        events = [trigger for trigger in beside if not trigger.generic and not trigger.bare]
        bare = [trigger for trigger in beside if trigger.bare and not trigger.generic]
        if events:
            _closest(reading, one, events).figures.append(index)
            continue
        if any(trigger.generic and trigger.nominal for trigger in beside):
            continue
        if bare:
            _closest(reading, one, bare).figures.append(index)
        left.append((index, one))
    return left


def to_events(reading: Reading, left: list[tuple[int, Found]], events: list[Event]) -> None:
    """Gives each figure that no attack word of its sentence has to the attack spoken of last."""
    taken = {index for event in events for index in event.figures}
    spoken: dict[int, tuple[int, Event]] = {}
    for event in events:
        for trigger in event.triggers if not event.plot else ():
            spoken.setdefault(trigger.token, (trigger.sent, event))
    tokens = sorted(spoken)
    for index, one in left:
        if index in taken or one.named or _is_total(reading, one):
            continue
        before = bisect_right(tokens, one.head)
        if before:
            sent, event = spoken[tokens[before - 1]]
            if one.sent - sent <= _BACK and _same_day(reading, one, event):
                event.figures.append(index)


def _is_total(reading: Reading, one: Found) -> bool:
    """Whether the sentence speaks of a year or longer, and so of many attacks."""
    sentence = reading.sentences[one.sent]
    inside = [date.edtf for date in reading.dates if sentence.start <= date.start < sentence.end]
    return any(len(edtf) < _MONTH or ".." in edtf for edtf in inside)


def _same_day(reading: Reading, one: Found, event: Event) -> bool:
    """Whether no date of the figure's sentence speaks against the day of the attack."""
    sentence = reading.sentences[one.sent]
    inside = [date.edtf for date in reading.dates if sentence.start <= date.start < sentence.end]
    day = event.day
    return day is None or not inside or any(overlap(edtf, day, slack=_BACK) for edtf in inside)


def _closest(reading: Reading, one: Found, triggers: list[Trigger]) -> Trigger:
    """The attack word nearest in the tree; of two equally near the one below the word of harm."""
    below = set(reading.subtree(one.harm))
    return min(
        triggers,
        key=lambda t: (
            _distance(reading, one.harm, t.token),
            t.token not in below,
            abs(t.token - one.harm),
            t.token,
        ),
    )


def _distance(reading: Reading, one: int, other: int) -> int:
    """The number of steps from one token to the other in the tree of their sentence."""
    up = {token: steps for steps, token in enumerate([one, *reading.ancestors(one)])}
    for steps, token in enumerate([other, *reading.ancestors(other)]):
        if token in up:
            return up[token] + steps
    return _FAR


def distinct(found: tuple[Found, ...], event: Event) -> tuple[Figure, ...]:
    """The figures of the attack in text order, each once: "two workers" repeats "two Chinese workers"."""
    kept: list[Figure] = []
    for figure in _in_order(found[index].figure for index in set(event.figures)):
        if not any(_repeats(figure, other) for other in kept):
            kept.append(figure)
    return tuple(kept)


def _repeats(one: Figure, other: Figure) -> bool:
    """Whether measure, number and bound are the same, and whom they count is not told apart."""
    if (one.measure, one.value, one.qualifier) != (other.measure, other.value, other.qualifier):
        return False
    a, b = (set((figure.of or "").casefold().split()) for figure in (one, other))
    return a <= b or b <= a


def _in_order(some: Iterable[Figure]) -> list[Figure]:
    return sorted(some, key=lambda figure: (figure.start, figure.end, figure.id))
