"""Attacks of one document: which words speak of which event, when and where it was, its figures."""

from dataclasses import dataclass, field, replace

from kg.claims import (
    attack_bodies,
    attack_details,
    attack_events,
    attack_figures,
    attack_places,
    attack_responsibility,
    attack_triggers,
    figures,
)
from kg.claims.attack_event import Event
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.attribution import Voices
from kg.claims.figures import Found
from kg.claims.frames_types import Frame
from kg.claims.ids import content_id
from kg.model import Anchor, Attack, AttackMention, Entity, Figure, Mention, Quote, Reading, Responsibility

_BY_STATES = ("military operation", "counter-terrorism operation", "military offensive", "shooting down")
_REPORTED = "the day on which the report says that it was told"


@dataclass(frozen=True, slots=True)
class Events:
    """The attacks of a document, and its reading with an anchor on every word that stands for one.

    `harm` maps the id of a casualty figure to the token of the word of harm that gives it: whoever says the
    one says the other.
    """

    reading: Reading
    attacks: tuple[Attack, ...] = ()
    harm: dict[str, int] = field(default_factory=dict)


def find(reading: Reading) -> Events:
    """The attacks that a reading speaks of; ids are local to the document (`DOC~attack-1`)."""
    reading = replace(reading, entities=attack_places.placed(reading))
    triggers = attack_triggers.find(reading)
    reading = attack_bodies.described(reading, {trigger.sent for trigger in triggers if not trigger.generic})
    tokens = frozenset(trigger.token for trigger in triggers if not trigger.bare)
    for trigger in triggers:
        attack_details.describe(reading, trigger, tokens)
    found = figures.find(reading)
    left = attack_figures.to_triggers(reading, found, triggers)
    events = attack_events.group(reading, triggers, found)
    attack_figures.to_events(reading, left, events)
    events = attack_events.worthy(reading, events)
    claims = attack_responsibility.find(reading, events)
    named = [(f"{reading.document.id}~attack-{n}", event) for n, event in enumerate(events, start=1)]
    attacks = tuple(
        _record(reading, name, event, found, claims.nobody.get(n)) for n, (name, event) in enumerate(named)
    )
    harm = {one.figure.id: one.harm for one in found}
    return Events(_anchored(reading, named, claims.tokens), attacks, harm)


def voiced(events: Events, voices: Voices) -> tuple[Attack, ...]:
    """The attacks with the speakers of their figures; a figure only feared or guessed at is left out."""
    return tuple(
        replace(attack, casualties=tuple(f for one in attack.casualties for f in _said(events, voices, one)))
        for attack in events.attacks
    )


def _said(events: Events, voices: Voices, figure: Figure) -> tuple[Figure, ...]:
    harm = events.harm[figure.id]
    sentence = events.reading.tokens[harm].sent
    frame = Frame("", "KILLED", "", harm, harm, harm, sentence, figure.start, figure.end, "figure")
    voice = voices.of(frame)
    return () if voice.hypothetical else (replace(figure, asserted_by=voice.asserted_by),)


def _record(
    reading: Reading, name: str, event: Event, found: tuple[Found, ...], nobody: Quote | None
) -> Attack:
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
        casualties=attack_figures.distinct(found, event),
        claim_of_responsibility=Responsibility(None, (document,), (nobody,)) if nobody else None,
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


def _anchored(reading: Reading, named: list[tuple[str, Event]], implied: dict[int, int]) -> Reading:
    """The reading with an anchor, a mention and an entity for every attack.

    `implied` maps a token to the index of the attack that it is about without naming it.
    """
    of_token: dict[int, tuple[list[str], Trigger]] = {}
    for name, event in named:
        for trigger in event.triggers:
            of_token.setdefault(trigger.token, ([], trigger))[0].append(name)
    anchors = {anchor.token: anchor for anchor in reading.anchors}
    for token, index in implied.items():
        word = reading.tokens[token]
        anchors.setdefault(token, Anchor(token, word.start, word.end, (named[index][0],), "coreference"))
    for token, (names, trigger) in of_token.items():
        via = "name" if trigger.named else ("coreference" if trigger.weak else "described")
        word = reading.tokens[token]
        anchors[token] = Anchor(token, word.start, word.end, tuple(names), via)
    ordered = tuple(anchors[token] for token in sorted(anchors))
    position = {anchor.token: number for number, anchor in enumerate(ordered)}
    entities = dict(reading.entities)
    for name, event in named:
        entities[name] = Entity(name, "Attack", _title(reading, event, _kind(reading, event)))
    return replace(
        reading,
        tokens=tuple(replace(token, anchor=position.get(token.i)) for token in reading.tokens),
        anchors=ordered,
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
