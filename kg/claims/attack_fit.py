"""Whether words on attacks can mean one event: what keeps them apart, and what makes them the same."""

from kg.claims.attack_context import lemma
from kg.claims.attack_event import Event
from kg.claims.attack_places import exclude, nested
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.figures import Found
from kg.model import Reading
from kg.model.edtf import overlap
from kg.model.places import neighbours

_MONTH = len("2024-03")
_LONG = 4


def compatible(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether nothing that the words say keeps the two apart."""
    if event.plot != (bool(trigger.plan) or trigger.kind == "foiled plot") or (
        event.named and trigger.places
    ):
        return False
    if trigger.date and event.date and not overlap(trigger.date, event.date):
        return False
    if exclude(reading.entities, trigger.places, event.places) and not (
        goes_on(reading, trigger, event) or _is_headline_of(reading, trigger, event)
    ):
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
    return not trigger.agents or not event.agents or nested(reading.entities, trigger.agents, event.agents)


def goes_on(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether "the attack" of the next sentence tells the town of the region named before."""
    next_to = trigger.sent - reading.tokens[event.last].sent <= 1
    bare = trigger.definite and not trigger.agents and not trigger.date and len(trigger.places) == 1
    return (
        next_to
        and bare
        and any(neighbours(reading.entities, trigger.places[0], place) for place in event.places)
    )


def _is_headline_of(reading: Reading, trigger: Trigger, event: Event) -> bool:
    """Whether a headline's place may be a region around the report's, as far as their countries are known."""
    if not event.in_title or words().family(trigger.kind) not in event.families:
        return False
    lands = {
        reading.entities[place].country
        for place in (*trigger.places, *event.places)
        if reading.entities[place].country
    }
    return len(lands) <= 1


def counts_fit(trigger: Trigger, event: Event, found: tuple[Found, ...]) -> bool:
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
        apart = is_told(trigger) and is_told(other) and not set(trigger.places) & set(other.places)
        if apart or _list_head(reading, other.token) == head:
            return True
    return False


def is_told(trigger: Trigger) -> bool:
    """Whether the words themselves say where, when or against whom."""
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
    if (
        trigger.nominal
        and is_repeatable(text)
        and any(
            reading.words(other.start, other.end) == text and other.token != trigger.token
            for other in event.triggers
        )
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


def is_repeatable(text: str) -> bool:
    """Whether words are so many that who says them again means the same."""
    return len(text.split()) >= _LONG


def _killed_alike(trigger: Trigger, event: Event) -> bool:
    """Whether both speak of the killing of one person, of the same nation."""
    one = words().family(trigger.kind) == "killing" and "killing" in event.families
    return (
        one and trigger.definite and bool(trigger.figures) and bool(set(trigger.targets) & set(event.targets))
    )
