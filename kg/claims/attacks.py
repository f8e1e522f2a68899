"""Attacks of one document: which words speak of which event, when and where it was, its figures."""

from dataclasses import dataclass, replace

from kg.claims import attack_details, attack_events, attack_triggers
from kg.claims.attack_events import Event
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.ids import content_id
from kg.model import Anchor, Attack, AttackMention, Entity, Mention, Reading

_BY_STATES = ("military operation", "counter-terrorism operation", "military offensive", "shooting down")
_REPORTED = "the day on which the report says that it was told"


@dataclass(frozen=True, slots=True)
class Events:
    """The attacks of a document, and its reading with an anchor on every word that stands for one."""

    reading: Reading
    attacks: tuple[Attack, ...] = ()


def find(reading: Reading) -> Events:
    """The attacks that a reading speaks of; ids are local to the document (`DOC~attack-1`)."""
    triggers = attack_triggers.find(reading)
    tokens = frozenset(trigger.token for trigger in triggers if not trigger.bare)
    for trigger in triggers:
        attack_details.describe(reading, trigger, tokens)
    events = attack_events.group(reading, triggers)
    named = [(f"{reading.document.id}~attack-{n}", event) for n, event in enumerate(events, start=1)]
    attacks = tuple(_record(reading, name, event) for name, event in named)
    return Events(_anchored(reading, named, attacks), attacks)


def _record(reading: Reading, name: str, event: Event) -> Attack:
    document = reading.document.id
    kind = _kind(reading, event)
    return Attack(
        id=name,
        name=_title(reading, event, kind),
        kind=kind,
        date=event.day,
        date_note=event.date_note if event.date else (_REPORTED if event.day else None),
        place=event.places[0] if event.places else None,
        targets=event.targets,
        victims=event.victims,
        documents=(document,),
        mentions=tuple(
            AttackMention(document, reading.words(t.start, t.end), t.start, t.end)
            for t in sorted(event.triggers, key=lambda t: t.start)
        ),
    )


def _kind(reading: Reading, event: Event) -> str:
    """The kind; rockets, raids and air attacks of a state are military strikes."""
    if event.plot:
        return "foiled plot"
    types = {reading.entities[agent].type for agent in event.agents}
    if words().family(event.kind) == "strike" and "Group" not in types and types & {"State", "Agency"}:
        return event.kind if event.kind in _BY_STATES else "military strike"
    return event.kind


def _title(reading: Reading, event: Event, kind: str) -> str:
    """A name in words: the register's, else kind, place and date as far as they are known."""
    if event.named:
        return reading.entities[event.named].name
    name = kind[0].upper() + kind[1:]
    if event.places:
        name += f", {reading.entities[event.places[0]].name}"
    return f"{name}, {event.day}" if event.day else name


def _anchored(reading: Reading, named: list[tuple[str, Event]], attacks: tuple[Attack, ...]) -> Reading:
    """The reading with an anchor, a mention and an entity for every attack."""
    of_token: dict[int, tuple[list[str], Trigger]] = {}
    for name, event in named:
        for trigger in event.triggers:
            of_token.setdefault(trigger.token, ([], trigger))[0].append(name)
    anchors = [anchor for anchor in reading.anchors if anchor.token not in of_token]
    for token, (names, trigger) in of_token.items():
        via = "name" if trigger.named else ("coreference" if trigger.weak else "described")
        word = reading.tokens[token]
        anchors.append(Anchor(token, word.start, word.end, tuple(names), via))
    anchors.sort(key=lambda anchor: (anchor.token, anchor.start))
    index = {anchor.token: position for position, anchor in enumerate(anchors)}
    entities = dict(reading.entities)
    for attack in attacks:
        entities[attack.id] = Entity(attack.id, "Attack", attack.name)
    return replace(
        reading,
        tokens=tuple(replace(token, anchor=index.get(token.i)) for token in reading.tokens),
        anchors=tuple(anchors),
        mentions=(*reading.mentions, *_mentions(reading, of_token)),
        entities=entities,
    )


def _mentions(reading: Reading, of_token: dict[int, tuple[list[str], Trigger]]) -> list[Mention]:
    document = reading.document.id
    return [
        Mention(
            id=content_id("m", document, trigger.start, trigger.end, name),
            doc=document,
            start=trigger.start,
            end=trigger.end,
            text=reading.words(trigger.start, trigger.end),
            entity=name,
            described=trigger.named is None,
        )
        for _, (names, trigger) in sorted(of_token.items())
        for name in names
    ]
