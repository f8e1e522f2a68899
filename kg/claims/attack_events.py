"""The attacks that a document speaks of: its words on them together, and which are worth a record."""

from collections import Counter, defaultdict
from dataclasses import replace

from kg.claims.attack_context import lemma
from kg.claims.attack_event import Event
from kg.claims.attack_same import same_event
from kg.claims.attack_spoken import Spoken
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.figures import Found
from kg.model import Reading
from kg.model.places import outer

_MONTH = len("2024-03")
_ENOUGH = 2
_PEOPLE = ("Person", "Population")


def group(reading: Reading, triggers: list[Trigger], found: tuple[Found, ...] = ()) -> list[Event]:
    """The attacks that `triggers` speak of, in text order; `found` are the figures that they point to."""
    spoken = Spoken(reading)
    for trigger in _split(reading, _without_bare(reading, triggers)):
        known = same_event(reading, trigger, spoken, found)
        in_title = reading.sentences[trigger.sent].kind == "title"
        if known is None:
            if _only_points(reading, trigger):
                continue
            known = Event(in_title=in_title)
            spoken.begin(known)
        elif not in_title:
            known.in_title = False
        spoken.tell(known, trigger)
    return spoken.events


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
            done = located or dated or known or _is_deed(reading, trigger)
            if trigger.sent in told or not done:
                continue
        kept.append(trigger)
    return kept


def _is_deed(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words tell who harmed whom, and it is no fight: "the X killed two farmers"."""
    fighters = words().lists["combatants"]
    harmed = [victim for victim in trigger.victims if not fighters & _words(victim)]
    harmed += [one for one in trigger.targets if reading.entities[one].type in _PEOPLE]
    by_whom = any(reading.entities[agent].type == "Group" for agent in trigger.agents)
    return bool(harmed) and (by_whom or _is_blamed(reading, trigger))


def _words(phrase: str) -> set[str]:
    """The words of a phrase in lower case, plural ones in the singular too."""
    found = set(phrase.lower().split())
    return found | {word.removesuffix("s") for word in found}


def _is_blamed(reading: Reading, trigger: Trigger) -> bool:
    """Whether somebody is said to be to blame for it, or says so himself."""
    above = [reading.tokens[j] for j in reading.ancestors(trigger.token)]
    below = [reading.tokens[c] for token in above for c in reading.children(token.i)]
    return any(lemma(token) in words().lists["blaming"] for token in (*above, *below))


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


def _only_points(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words say nothing of an event of their own: "the incident", "these attacks"."""
    told = trigger.places or trigger.date or trigger.figures or trigger.named
    if trigger.weak:
        return not (trigger.places or trigger.named)
    if trigger.nominal and trigger.plural and trigger.count is None:
        return not told
    by_whom = any(reading.entities[agent].type == "Group" for agent in trigger.agents)
    return not (trigger.nominal or told or trigger.targets or trigger.victims or by_whom)


def _without_covers(reading: Reading, events: list[Event]) -> list[Event]:
    """Leaves out "attacks in X" where another event of the document happened inside X, or at X."""
    held = [_places_held(reading, event) for event in events]
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    for event, places in zip(events, held, strict=True):
        for family in event.families:
            alike[family].update(places)
    kept: list[Event] = []
    for event, places in zip(events, held, strict=True):
        plural = (
            all(trigger.plural and trigger.count is None for trigger in event.triggers) and not event.date
        )
        family = words().family(event.kind)
        own = places if family in event.families else set()
        if not (plural and any(alike[family][place] > (place in own) for place in event.places)):
            kept.append(event)
    return kept


def _places_held(reading: Reading, event: Event) -> set[str]:
    """The places of an event, and what they lie in."""
    return {above for place in event.places for above in (place, *outer(reading.entities, place))}


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
    points += any(_is_blamed(reading, trigger) for trigger in event.triggers)
    points += bool(event.targets) + bool(event.victims) + bool(event.agents) + (len(event.triggers) > 1)
    return points >= _ENOUGH
