"""The attacks spoken of so far in a document, found again without looking at all of them.

`kg.claims.attack_same` joins a word with an attack that has something in common with it: the sentence or the
next ones, what the word hangs on, its very words, a victim, a place where both can be at a date when both can
be. Here the attacks are kept by these. What `possible` gives may hold more than can be joined, never less.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg.claims.attack_context import lemma
from kg.claims.attack_event import Event
from kg.claims.attack_fit import is_repeatable
from kg.claims.attack_triggers import Trigger
from kg.model import Reading
from kg.model.edtf import bounds
from kg.model.places import outer

FOLLOW = 5
"""Sentences after which an attack is no more told of without being named again."""
_LONGEST = 36
"""Months of a date by which an attack is found; a longer one is looked at with all."""

_Month = int | None
"""Months since the year 0; None for what may be in any month."""


@dataclass(slots=True)
class Spoken:
    """The attacks in the order in which they were first spoken of, and where to find them by their numbers.

    `recent`: the one spoken of last at the end; below a lemma, those with such a word.
    """

    reading: Reading
    events: list[Event] = field(default_factory=list)
    named: dict[str, Event] = field(default_factory=dict)
    _recent: dict[str | None, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    _lemmas: list[set[str]] = field(default_factory=list)
    _titles: set[int] = field(default_factory=set)
    _tokens: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _harmed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _places: dict[str, dict[_Month, set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def begin(self, event: Event) -> None:
        """Takes in a new attack, before its first word is told (`tell`)."""
        event.number = len(self.events)
        self.events.append(event)
        self._lemmas.append(set())

    def tell(self, event: Event, trigger: Trigger) -> None:
        """Adds a word that speaks of an attack; words come in the order of the text."""
        event.add(trigger, self.reading)
        number = event.number
        if event.named:
            self.named.setdefault(event.named, event)
        if event.in_title:
            self._titles.add(number)
        self._lemmas[number].add(lemma(self.reading.tokens[trigger.token]))
        for key in (None, *self._lemmas[number]):
            self._recent[key].pop(number, None)
            self._recent[key][number] = None
        self._tokens[trigger.token].add(number)
        if is_repeatable(text := self.reading.words(trigger.start, trigger.end)):
            self._words[text].add(number)
        for one in (*trigger.targets, *trigger.victims):
            self._harmed[one].add(number)
        months = _months(event.date)
        for place in event.places:
            for key in _there(self.reading, place):
                for month in months:
                    self._places[key][month].add(number)

    def at(self, token: int) -> Event | None:
        """The first attack of which this very token speaks."""
        return min(
            (self.events[n] for n in self._tokens.get(token, ())), key=lambda e: e.number, default=None
        )

    def latest(self) -> Event | None:
        """The attack spoken of last; of several in one word the first."""
        return self._newest(None, _any)

    def possible(self, trigger: Trigger, fits: Callable[[Event], bool]) -> list[Event]:
        """The attacks, in their order, that `fits` and that the trigger can have something in common with."""
        told = bool(trigger.places or trigger.date)
        points = trigger.definite or trigger.weak or trigger.latest
        plural = trigger.plural and trigger.count is None
        if not told and trigger.definite and plural:
            return [event for event in self.events if fits(event)]
        numbers = set(self._titles) | self._near(trigger)
        for one in (*trigger.targets, *(trigger.victims if points else ())):
            numbers |= self._harmed.get(one, set())
        if trigger.nominal:
            numbers |= self._words.get(self.reading.words(trigger.start, trigger.end), set())
        for place in trigger.places:
            numbers |= self._beside(place, trigger.date)
        if trigger.nominal and points and not (told or trigger.targets or trigger.victims):
            if trigger.latest:
                return [event for event in self.events if fits(event)]
            for key in (None, lemma(self.reading.tokens[trigger.token])):
                newest = self._newest(key, fits)
                numbers |= {newest.number} if newest else set()
        return [event for event in map(self.events.__getitem__, sorted(numbers)) if fits(event)]

    def _near(self, trigger: Trigger) -> set[int]:
        """Attacks of the same and the last sentences, and of what the word hangs on."""
        found = {n for token in self.reading.ancestors(trigger.token) for n in self._tokens.get(token, ())}
        for event in self._lately(None):
            if trigger.sent - self.reading.tokens[event.last].sent > FOLLOW:
                break
            found.add(event.number)
        return found

    def _lately(self, word: str | None) -> Iterator[Event]:
        return (self.events[number] for number in reversed(self._recent.get(word, {})))

    def _newest(self, word: str | None, fits: Callable[[Event], bool]) -> Event | None:
        """Of those that fit the one spoken of last; of several in one word the first."""
        found: Event | None = None
        for event in self._lately(word):
            if found is not None and event.last < found.last:
                break
            if fits(event) and (found is None or event.number < found.number):
                found = event
        return found

    def _beside(self, place: str, date: str | None) -> set[int]:
        """Attacks at places not `apart` from this one (kg.model.places), at a date that fits."""
        kept = [self._places[key] for key in _around(self.reading, place) if key in self._places]
        months = _months(date)
        if None in months:
            return {number for held in kept for numbers in held.values() for number in numbers}
        return {number for held in kept for month in (*months, None) for number in held.get(month, ())}


def _any(event: Event) -> bool:
    del event
    return True


def _months(date: str | None) -> list[_Month]:
    """The months that a date covers; any, if there is none or they are many."""
    covered = bounds(date) if date else None
    if covered is None:
        return [None]
    first, last = (day.year * 12 + day.month for day in covered)
    return [None] if last - first > _LONGEST else list(range(first, last + 1))


def _there(reading: Reading, place: str) -> list[str]:
    """Keys of a place where something happened: itself, what it lies in, whether it is a state or nowhere."""
    above = outer(reading.entities, place)
    keys = [f"at {place}", *(f"in {name}" for name in (place, *above))]
    if _is_state(reading, place):
        return [*keys, "states"]
    return keys if above else [*keys, "nowhere"]


def _around(reading: Reading, place: str) -> list[str]:
    """Keys of the places that are not apart from this one."""
    above = outer(reading.entities, place)
    keys = [f"in {place}", *(f"at {name}" for name in above)]
    if _is_state(reading, place):
        return [*keys, "nowhere"]
    return keys if above else [*keys, "states"]


def _is_state(reading: Reading, place: str) -> bool:
    return place in reading.entities and reading.entities[place].type == "State"
