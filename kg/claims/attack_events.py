"""Which words of one document speak of the same attack, and which attacks are worth a record."""

from dataclasses import dataclass, field, replace

from kg.claims.attack_context import lemma
from kg.claims.attack_places import exclude, narrowest, nested
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.figures import Found
from kg.model import Reading
from kg.model.edtf import narrower, overlap
from kg.model.places import neighbours, outer

_MONTH = len("2024-03")
_FOLLOW = 5
_LONG = 4
_NEAR = 2
_ENOUGH = 2


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
    figures: list[int] = field(default_factory=list)
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
        if not self.places or not (trigger.plural or trigger.superlative):
            self.places = _finer_places(reading, self.places, trigger.places)
        self.agents = tuple(dict.fromkeys((*self.agents, *trigger.agents)))
        self.targets = tuple(dict.fromkeys((*self.targets, *trigger.targets)))
        self.victims = tuple(dict.fromkeys((*self.victims, *trigger.victims)))
        self.figures.extend(trigger.figures)
        self.named = self.named or trigger.named
        self.plot = self.plot or bool(trigger.plan) or trigger.kind == "foiled plot"
        self.last = max(self.last, trigger.token)

    @property
    def day(self) -> str | None:
        """Its date, else the day on which the report says that it was told of."""
        return self.date or next((t.reported for t in self.triggers if t.reported), None)

    @property
    def families(self) -> set[str]:
        """The families of the kinds that its words give it."""
        return {words().family(trigger.kind) for trigger in self.triggers}


def group(reading: Reading, triggers: list[Trigger], found: tuple[Found, ...] = ()) -> list[Event]:
    """The attacks that `triggers` speak of, in text order; `found` are the figures that they point to."""
    events: list[Event] = []
    for trigger in _split(reading, _without_bare(reading, triggers)):
        known = _same(reading, trigger, events, found)
        in_title = reading.sentences[trigger.sent].kind == "title"
        if known is None:
            if _only_points(trigger):
                continue
            known = Event(in_title=in_title)
            events.append(known)
        elif not in_title:
            known.in_title = False
        known.add(trigger, reading)
    return events


def worthy(reading: Reading, events: list[Event]) -> list[Event]:
    """The events of which the words tell enough for a record."""
    return [event for event in _without_covers(reading, events) if _has_substance(reading, event)]


def _without_bare(reading: Reading, triggers: list[Trigger]) -> list[Trigger]:
    """Drops generic words, and verbs of harm beside an attack word or without place and date."""
    told = {
        trigger.sent for trigger in triggers if not trigger.bare and not trigger.generic and not trigger.weak
    }
    kept = []
    for trigger in triggers:
        if trigger.generic:
            continue
        if trigger.bare:
            located = any(reading.entities[place].type != "State" for place in trigger.places)
            dated = trigger.date is not None and len(trigger.date) >= _MONTH
            personal = any(reading.entities[target].type == "Person" for target in trigger.targets)
            known = personal and bool(trigger.places or trigger.date)
            if trigger.sent in told or not (located or dated or known):
                continue
        kept.append(trigger)
    return kept


def _split(reading: Reading, triggers: list[Trigger]) -> list[Trigger]:
    """Gives "attacks in A and B" as one trigger a place."""
    result: list[Trigger] = []
    for trigger in triggers:
        apart = trigger.plural and trigger.count is None and len(trigger.places) > 1
        if apart and all(reading.entities[place].type != "State" for place in trigger.places):
            result.extend(replace(trigger, places=(place,), figures=[]) for place in trigger.places)
        else:
            result.append(trigger)
    return result


def _only_points(trigger: Trigger) -> bool:
    """Whether the words say nothing of an event of their own: "the incident", "these attacks"."""
    told = trigger.places or trigger.date or trigger.figures or trigger.named
    if trigger.weak:
        return not (trigger.places or trigger.named)
    if trigger.nominal and trigger.plural and trigger.count is None:
        return not told
    return not trigger.nominal and not told and not trigger.targets and not trigger.victims


def _same(reading: Reading, trigger: Trigger, events: list[Event], found: tuple[Found, ...]) -> Event | None:
    """The event spoken of before that `trigger` speaks of again, or None."""
    if trigger.named is not None:
        return next((event for event in events if event.named == trigger.named), None)
    fitting = [
        event
        for event in events
        if compatible(reading, trigger, event) and _counts_fit(trigger, event, found)
    ]
    linked = _identified(reading, trigger, fitting, events)
    if linked is not None:
        return linked
    exact = [event for event in fitting if agrees(reading, trigger, event)]
    if exact:
        closest = [event for event in exact if set(event.places) & set(trigger.places)]
        return max(closest or exact, key=lambda event: event.last)
    if trigger.plural and trigger.count is None:
        return None
    pointing = (trigger.definite or trigger.weak or trigger.latest) and not _listed(reading, trigger)
    known = _pointed_at(reading, trigger, fitting) if pointing else None
    if not trigger.nominal:
        known = _followed(reading, trigger, fitting)
    return known or next((event for event in reversed(fitting) if event.in_title), None)


def _identified(
    reading: Reading, trigger: Trigger, fitting: list[Event], events: list[Event]
) -> Event | None:
    """The event that a copula or an apposition makes one with the trigger: "it was a suicide bombing"."""
    token = reading.tokens[trigger.token]
    if not trigger.nominal:
        return _of_relative(reading, trigger, fitting)
    if token.dep == "pobj" and lemma(reading.tokens[token.head]) == "of":
        token = reading.tokens[reading.tokens[token.head].head]
    if token.dep == "pobj" and reading.tokens[token.head].text.lower() == "in":
        return _event_at(fitting, reading.tokens[token.head].head)
    if token.dep == "appos":
        return _event_at(fitting, token.head) or _of_sentence(fitting, trigger.sent)
    if token.dep != "attr":
        return None
    for c in reading.children(token.head):
        subject = reading.tokens[c]
        if subject.dep == "nsubj":
            if subject.pos == "PRON" and subject.text.lower() in ("it", "this", "that"):
                return max(events, key=lambda event: event.last, default=None)
            return _event_at(events, c)
    return None


def _of_relative(reading: Reading, trigger: Trigger, fitting: list[Event]) -> Event | None:
    """The event of whose place a relative clause tells: "took place in X, where 148 were massacred"."""
    token = reading.tokens[trigger.token]
    opens = [reading.tokens[c].text.lower() for c in reading.subtree(token.i)[:2]]
    if token.dep != "relcl" or not {"where", "which", "when"} & set(opens):
        return None
    above = set(reading.ancestors(token.i))
    return next(
        (
            e
            for e in fitting
            if any(t.token in above or t.governor in above for t in e.triggers if t.sent == token.sent)
        ),
        None,
    )


def _event_at(events: list[Event], token: int) -> Event | None:
    return next((e for e in events if any(t.token == token for t in e.triggers)), None)


def _of_sentence(events: list[Event], sent: int) -> Event | None:
    return next((e for e in reversed(events) if any(t.sent == sent for t in e.triggers)), None)


def _followed(reading: Reading, trigger: Trigger, fitting: list[Event]) -> Event | None:
    """The event of the sentences before of which a verb without place and date tells more."""
    if trigger.places or trigger.date:
        return None
    family = words().family(trigger.kind)
    near = [
        event
        for event in fitting
        if trigger.sent - reading.tokens[event.last].sent <= _FOLLOW
        and kinds_fit(event.families, family, definite=True)
    ]
    return max(near, key=lambda event: event.last, default=None)


def _pointed_at(reading: Reading, trigger: Trigger, fitting: list[Event]) -> Event | None:
    """The event that a definite phrase means: the newest for "the latest attack", else the last spoken of.

    Words that bring a place, a date or victims of their own mean only an event that has just been spoken of
    and lacks them; else they speak of one that the reader is taken to know.
    """
    victims = trigger.targets or trigger.victims
    near = 1 if victims else _NEAR
    if trigger.places or trigger.date or (victims and trigger.nominal):
        fitting = [
            event
            for event in fitting
            if (trigger.sent - reading.tokens[event.last].sent <= near or _shares_victims(trigger, event))
            and not (trigger.places and event.places and not _goes_on(reading, trigger, event))
            and not (trigger.date and event.date)
        ]
    elif trigger.latest and any(event.day for event in fitting):
        return max((e for e in fitting if e.day), key=lambda event: (event.day or "", event.last))
    word = lemma(reading.tokens[trigger.token])
    same = [e for e in fitting if any(lemma(reading.tokens[t.token]) == word for t in e.triggers)]
    if same and trigger.nominal and words().family(trigger.kind) != "any":
        fitting = same
    return max(fitting, key=lambda event: event.last, default=None)


def _shares_victims(trigger: Trigger, event: Event) -> bool:
    return bool(set(trigger.targets) & set(event.targets) or set(trigger.victims) & set(event.victims))


def compatible(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether nothing that the words say keeps the two apart."""
    if event.plot != (bool(trigger.plan) or trigger.kind == "foiled plot") or (
        event.named and trigger.places
    ):
        return False
    if trigger.date and event.date and not overlap(trigger.date, event.date):
        return False
    if exclude(reading.entities, trigger.places, event.places) and not _goes_on(reading, trigger, event):
        return False
    unclear = trigger.weak and lemma(reading.tokens[trigger.token]) in words().needs
    if unclear and words().family(trigger.kind) not in event.families:
        return False
    loose = trigger.definite or trigger.weak or not (trigger.nominal or trigger.places or trigger.date)
    if not kinds_fit(event.families, words().family(trigger.kind), definite=loose):
        return False
    if not _numbers_fit(trigger, event) or _coordinated(reading, trigger, event):
        return False
    if words().family(trigger.kind) in ("killing", "kidnapping") and not _same_victims(trigger, event):
        return False
    return not trigger.agents or not event.agents or _related(reading, trigger.agents, event.agents)


def _goes_on(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether "the attack" of the next sentence tells the town of the region named before."""
    next_to = trigger.sent - reading.tokens[event.last].sent <= 1
    bare = trigger.definite and not trigger.agents and not trigger.date and len(trigger.places) == 1
    return (
        next_to
        and bare
        and any(neighbours(reading.entities, trigger.places[0], place) for place in event.places)
    )


def _related(reading: Reading, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether an actor of the one list is one of the other, or belongs to it: an army to its state."""
    return nested(reading.entities, some, others)


def _counts_fit(trigger: Trigger, event: Event, found: tuple[Found, ...]) -> bool:
    """Whether "the killing of two people" and "the killing of a worker" count the same number."""
    own = _named_count(trigger, found)
    others = {_named_count(other, found) for other in event.triggers} - {None}
    return own is None or not others or own in others


def _named_count(trigger: Trigger, found: tuple[Found, ...]) -> int | None:
    """The number of victims in the trigger's own phrase."""
    return next((found[i].figure.value for i in trigger.figures if found[i].harm == trigger.token), None)


def _same_victims(trigger: Trigger, event: Event) -> bool:
    """Whether those killed can be the same; named ones decide, else the words for them."""
    if trigger.targets and event.targets:
        return bool(set(trigger.targets) & set(event.targets))
    if trigger.victims and event.victims and trigger.nominal:
        return bool(set(trigger.victims) & set(event.victims)) or bool(trigger.targets or event.targets)
    return True


def _numbers_fit(trigger: Trigger, event: Event) -> bool:
    """Whether ordinals agree: "the second attack" is not the first; "another attack" is a new one."""
    if trigger.ordinal < 0:
        return False
    if trigger.ordinal and not trigger.definite:
        return False
    return all(other.ordinal == trigger.ordinal or not trigger.ordinal for other in event.triggers)


def kinds_fit(families: set[str], family: str, *, definite: bool = False) -> bool:
    """Whether attacks of these families can be one: the same family, or one of them a general word."""
    if "plot" in families or family == "plot":
        return True
    if family in families or family == "any" or families == {"any"}:
        return True
    mixed = {"killing", "shooting", "bombing", "stabbing", "vehicle", "raid", "strike"}
    return definite and family in mixed and bool(families & mixed)


def _coordinated(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether the words stand in one list with words of the event: "the killing of …, the attack on …"."""
    if not trigger.nominal:
        return False
    head = _list_head(reading, trigger.token)
    for other in event.triggers:
        if not other.nominal or other.sent != trigger.sent or other.token == trigger.token:
            continue
        apart = _is_told(trigger) and _is_told(other) and not set(trigger.places) & set(other.places)
        if apart or _list_head(reading, other.token) == head:
            return True
    return False


def _listed(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words stand in a list with other attacks, and so are an item of their own."""
    token = reading.tokens[trigger.token]
    lexicon = words()
    beside = [token.head] if token.dep == "conj" else []
    beside += [c for c in reading.children(trigger.token) if reading.tokens[c].dep == "conj"]
    return _is_told(trigger) and any(lemma(reading.tokens[j]) in lexicon.nouns for j in beside)


def _is_told(trigger: Trigger) -> bool:
    return bool(trigger.places or trigger.date or trigger.targets or trigger.victims)


def _list_head(reading: Reading, i: int) -> int:
    token = reading.tokens[i]
    for _ in range(len(reading.tokens)):
        if token.dep != "conj" or token.head == token.i:
            break
        token = reading.tokens[token.head]
    return token.i


def agrees(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether place and date, the victim, or the very words are the same."""
    text = reading.words(trigger.start, trigger.end)
    repeated = trigger.nominal and len(text.split()) >= _LONG
    if repeated and any(
        reading.words(other.start, other.end) == text and other.token != trigger.token
        for other in event.triggers
    ):
        return True
    if _killed_alike(trigger, event):
        return True
    people = {target for target in trigger.targets if reading.entities[target].type == "Person"}
    if people & set(event.targets):
        return True
    if not trigger.places or not event.places:
        return False
    if trigger.plural and trigger.count is None:
        return bool(set(trigger.places) & set(event.places))
    if all(other.plural and other.count is None for other in event.triggers):
        return bool(set(trigger.places) & set(event.places)) and trigger.definite
    if trigger.date and event.date:
        return len(trigger.date) >= _MONTH and overlap(trigger.date, event.date)
    same = set(trigger.places) & set(event.places) and any(
        reading.entities[place].type != "State" for place in trigger.places
    )
    return trigger.definite or trigger.latest or bool(same and set(trigger.targets) & set(event.targets))


def _killed_alike(trigger: Trigger, event: Event) -> bool:
    """Whether both speak of the killing of one person, of the same nation."""
    one = words().family(trigger.kind) == "killing" and "killing" in event.families
    return (
        one and trigger.definite and bool(trigger.figures) and bool(set(trigger.targets) & set(event.targets))
    )


def _finer(one: str, other: str) -> str:
    """The kind that says more: a plain attack gives way to a bombing, a bombing to a suicide bombing."""
    rank = {"attack": 0, "operation": 0, "siege": 1, "raid": 1, "killing": 1, "massacre": 1, "bombing": 2}
    return other if rank.get(other, _LONG) > rank.get(one, _LONG) else one


def _finer_places(reading: Reading, some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The inner ones of both; of places side by side the later, since a story goes from region to town."""
    return narrowest(reading.entities, (*others, *some))


def _without_covers(reading: Reading, events: list[Event]) -> list[Event]:
    """Leaves out "attacks in X" where another event of the document happened inside X, or at X."""
    kept: list[Event] = []
    for event in events:
        plural = (
            all(trigger.plural and trigger.count is None for trigger in event.triggers) and not event.date
        )
        alike = [o for o in events if o is not event and words().family(event.kind) in o.families]
        inside = [place for other in alike for place in other.places]
        held = {above for place in inside for above in (place, *outer(reading.entities, place))}
        if not (plural and set(event.places) & held):
            kept.append(event)
    return kept


def _has_substance(reading: Reading, event: Event) -> bool:
    """Whether the words tell enough of one event: a place, a day, a figure or a name."""
    if event.named or event.in_title:
        return True
    located = any(reading.entities[place].type != "State" for place in event.places)
    dated = event.date is not None and len(event.date) >= _MONTH
    figures = bool(event.figures)
    if event.plot:
        return bool(event.places or event.targets or event.victims)
    if all(trigger.plural and trigger.count is None for trigger in event.triggers):
        meant = any(trigger.definite or trigger.latest for trigger in event.triggers)
        strike = words().family(event.kind) == "strike" and bool(event.places and event.agents)
        return (meant and (located or bool(event.date))) or (dated and bool(event.places)) or strike
    points = 2 * located + bool(event.places) + bool(event.date) + dated + 2 * figures
    points += any(reading.entities[target].type == "Person" for target in event.targets)
    points += bool(event.targets) + bool(event.victims) + bool(event.agents) + (len(event.triggers) > 1)
    return points >= _ENOUGH
