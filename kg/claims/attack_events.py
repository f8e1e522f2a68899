"""Which words of one document speak of the same attack, and which attacks are worth a record."""

from dataclasses import dataclass, field

from kg.claims.attack_details import ancestors
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.model import Reading
from kg.model.edtf import narrower, overlap

_MONTH = len("2024-03")
_BACK = 3


@dataclass(slots=True)
class Event:
    """An attack under construction: its words, and what they say together."""

    triggers: list[Trigger] = field(default_factory=list)
    kind: str = "attack"
    date: str | None = None
    date_note: str | None = None
    places: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    named: str | None = None
    plot: bool = False
    in_title: bool = False
    last: int = 0
    """Index of the last token that spoke of it."""

    def add(self, trigger: Trigger, reading: Reading) -> None:
        """Takes the words of `trigger` as speaking of this attack too."""
        self.triggers.append(trigger)
        self.kind = _finer(self.kind, trigger.kind) if len(self.triggers) > 1 else trigger.kind
        if narrower(self.date, trigger.date) != self.date:
            self.date, self.date_note = trigger.date, trigger.date_note
        self.places = _finer_places(reading, self.places, trigger.places)
        self.agents = tuple(dict.fromkeys((*self.agents, *trigger.agents)))
        self.targets = tuple(dict.fromkeys((*self.targets, *trigger.targets)))
        self.victims = tuple(dict.fromkeys((*self.victims, *trigger.victims)))
        self.named = self.named or trigger.named
        self.plot = self.plot or bool(trigger.plan)
        self.last = max(self.last, trigger.token)

    @property
    def kinds(self) -> set[str]:
        """The kinds that its words give it."""
        return {trigger.kind for trigger in self.triggers}


def group(reading: Reading, triggers: list[Trigger]) -> list[Event]:
    """The attacks that `triggers` speak of, in text order; those without substance are left out."""
    events: list[Event] = []
    for trigger in triggers:
        if trigger.generic:
            continue
        known = _same(reading, trigger, events)
        if known is None:
            if trigger.weak and not trigger.places and trigger.named is None:
                continue
            known = Event()
            known.in_title = reading.sentences[trigger.sent].kind == "title"
            events.append(known)
        elif reading.sentences[trigger.sent].kind != "title":
            known.in_title = False
        known.add(trigger, reading)
    return [event for event in _without_covers(reading, events) if _has_substance(reading, event)]


def _same(reading: Reading, trigger: Trigger, events: list[Event]) -> Event | None:
    """The event spoken of before that `trigger` speaks of again, or None."""
    if trigger.named is not None:
        return next((event for event in events if event.named == trigger.named), None)
    fitting = [event for event in events if compatible(reading, trigger, event)]
    exact = [event for event in fitting if _agrees(reading, trigger, event)]
    if exact:
        return max(exact, key=lambda event: event.last)
    title = [event for event in fitting if event.in_title]
    if title and not trigger.plural:
        return title[-1]
    pointing = trigger.definite or trigger.weak or trigger.latest
    if not pointing and not (trigger.nominal is False and _follows(reading, trigger, fitting)):
        return None
    if trigger.plural and trigger.count is None:
        return None
    if trigger.nominal and trigger.places and not trigger.weak and not _same_story(reading, trigger, fitting):
        return None
    return _nearest(trigger, fitting)


def _same_story(reading: Reading, trigger: Trigger, fitting: list[Event]) -> bool:
    """A definite attack with a place of its own goes with an event that has none, or whose place holds it."""
    return any(not event.places or _nested(reading, trigger.places, event.places) for event in fitting)


def _nearest(trigger: Trigger, fitting: list[Event]) -> Event | None:
    if trigger.latest and not trigger.places:
        dated = [event for event in fitting if event.date]
        fitting = [max(dated, key=lambda event: (event.date or "", event.last))] if dated else fitting
    near = sorted(fitting, key=lambda event: event.last)
    return near[-1] if near else None


def _follows(reading: Reading, trigger: Trigger, fitting: list[Event]) -> bool:
    """Whether a verb without place, date or figure of its own tells more of an event just spoken of."""
    if trigger.places or trigger.date:
        return False
    return any(
        trigger.sent - reading.tokens[event.last].sent <= _BACK
        and words().family(trigger.kind) in {words().family(kind) for kind in event.kinds} | {"any"}
        for event in fitting
    )


def compatible(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether nothing that the words say keeps the two apart."""
    if event.plot != bool(trigger.plan) and not (event.plot and trigger.definite):
        return False
    if trigger.date and event.date and not overlap(trigger.date, event.date):
        return False
    if trigger.places and event.places and not _nested(reading, trigger.places, event.places):
        return False
    if not kinds_fit(event.kinds, trigger.kind, definite=trigger.definite):
        return False
    if any(
        other.ordinal and trigger.ordinal and other.ordinal != trigger.ordinal for other in event.triggers
    ):
        return False
    if trigger.ordinal < 0 or _coordinated(reading, trigger, event):
        return False
    return not (
        trigger.agents and event.agents and not set(trigger.agents) & set(event.agents) and not trigger.weak
    )


def kinds_fit(kinds: set[str], kind: str, *, definite: bool = False) -> bool:
    """Whether an attack of `kinds` can be called `kind`: of one family, or one of them a general word."""
    families = {words().family(one) for one in kinds}
    family = words().family(kind)
    if family in families or family == "any" or families == {"any"}:
        return True
    mixed = {"killing", "shooting", "bombing", "stabbing", "vehicle", "raid", "strike"}
    return definite and family in mixed and bool(families & mixed)


def _coordinated(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether the words stand in one list with words of the event: "the killing of …, the attack on …"."""
    chain = _chain(reading, trigger.token)
    return any(
        other.sent == trigger.sent and _chain(reading, other.token) & chain
        for other in event.triggers
        if trigger.nominal and other.nominal
    )


def _chain(reading: Reading, i: int) -> set[int]:
    found = {i}
    token = reading.tokens[i]
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = reading.tokens[token.head]
        found.add(token.i)
    return found if len(found) > 1 else {i}


def _agrees(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether place and date, or the very words, are the same."""
    text = reading.words(trigger.start, trigger.end)
    if trigger.nominal and any(
        reading.words(other.start, other.end) == text for other in event.triggers if len(text.split()) > _BACK
    ):
        return True
    if not trigger.places or not event.places or not _nested(reading, trigger.places, event.places):
        return False
    if trigger.plural != any(other.plural for other in event.triggers) and trigger.plural:
        return False
    if trigger.date and event.date:
        return len(trigger.date) >= _MONTH and overlap(trigger.date, event.date)
    return trigger.definite or trigger.latest


def _nested(reading: Reading, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one place is the other, or lies in it."""
    for a in some:
        for b in others:
            if a == b or a in ancestors(reading.entities, b) or b in ancestors(reading.entities, a):
                return True
    return False


def _finer(one: str, other: str) -> str:
    """The kind that says more: a plain attack gives way to a bombing, a bombing to a suicide bombing."""
    rank = {"attack": 0, "siege": 1, "raid": 1, "killing": 1, "operation": 0, "massacre": 1, "bombing": 2}
    return other if rank.get(other, 3) > rank.get(one, 3) else one


def _finer_places(reading: Reading, some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    if not some or not others:
        return some or others
    for b in others:
        if any(a in ancestors(reading.entities, b) for a in some):
            return others
    return some


def _without_covers(reading: Reading, events: list[Event]) -> list[Event]:
    """Leaves out "attacks in X" where another event of the document happened inside X, or at X."""
    kept: list[Event] = []
    for event in events:
        plural = all(trigger.plural for trigger in event.triggers) and not event.date
        others = [other for other in events if other is not event and other.places]
        covers = (
            plural
            and event.places
            and any(
                place in other.places or any(place in ancestors(reading.entities, p) for p in other.places)
                for place in event.places
                for other in others
            )
        )
        if not covers:
            kept.append(event)
    return kept


def _has_substance(reading: Reading, event: Event) -> bool:
    """Whether the words tell enough of one event: a place, a day, a figure or a name."""
    if event.named or event.in_title:
        return True
    located = any(reading.entities[place].type != "State" for place in event.places)
    dated = event.date is not None and len(event.date) >= _MONTH
    counted = any(trigger.figures for trigger in event.triggers)
    if all(trigger.plural and trigger.count is None for trigger in event.triggers):
        return (
            (located and any(t.definite or t.latest for t in event.triggers))
            or (dated and bool(event.places))
            or (event.kind == "military strike" and bool(event.places and event.agents))
        )
    if all(trigger.conditional for trigger in event.triggers):
        return (counted and (located or dated)) or (dated and bool(event.places))
    points = 2 * located + bool(event.places) + (1 + dated if event.date else 0) + 2 * counted
    points += bool(event.targets) + bool(event.victims) + bool(event.agents) + (len(event.triggers) > 1)
    return points >= 2
