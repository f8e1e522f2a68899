"""Attacks of one document, found by what they share: the same ones together as when all are compared."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims import attack_events, attack_figures
from kg.claims.attack_event import Event
from kg.claims.attack_spoken import Spoken
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.figures import Found
from kg.model import Document, Entity, Figure, Reading, Sentence, Token
from kg.model.places import outer

LEMMAS = ("attack", "bombing", "killing", "explosion", "plot", "shooting", "incident", "kidnapping")
KINDS = ("attack", "bombing", "suicide bombing", "killing", "kidnapping", "shooting", "foiled plot", "plot")
DEPS = ("nsubj", "dobj", "pobj", "attr", "appos", "relcl", "conj", "prep", "ROOT")
TEXTS = ("of", "in", "it", "where", "and", "the", "was", "man")
DATES = (
    "2014", "2014-03", "2014-03-22", "2014-03-23", "2014-03/2014-04", "2015", "2015-01-02", "2010/2016",
    "2014/..", "2014-03-22~", "soon", "201X", "2014-21",
)  # fmt: skip


def world() -> dict[str, Entity]:
    """Two states, regions and towns in one of them, towns that nobody has put anywhere, those who suffer."""
    found = [Entity("ruritania", "State", "Ruritania"), Entity("sudria", "State", "Sudria")]
    found.append(Entity("north", "Location", "North", country="ruritania"))
    found += [Entity(f"town-{n}", "Location", f"Town {n}", parent="north") for n in range(3)]
    found += [Entity(f"port-{n}", "Location", f"Port {n}", country="sudria") for n in range(2)]
    found += [Entity(f"spot-{n}", "Location", f"Spot {n}") for n in range(3)]
    found += [Entity(f"person-{n}", "Person", f"Person {n}") for n in range(3)]
    found += [Entity("front", "Group", "Front"), Entity("farmers", "Population", "Farmers")]
    return {one.id: one for one in found}


PLACES = ("ruritania", "sudria", "north", "town-0", "town-1", "port-0", "port-1", "spot-0", "spot-1")


def reading(chance: random.Random, sentences: int) -> Reading:
    """Sentences of five words that hang on each other anyhow."""
    tokens: list[Token] = []
    found: list[Sentence] = []
    text, told = "", [chance.choices([*LEMMAS, *TEXTS], k=5) for _ in range(sentences)]
    for sent in range(sentences):
        first = len(tokens)
        for i, word in enumerate(told[sent if chance.random() < 0.5 else 0], first):
            head = chance.randrange(first, i) if i > first else i
            dep = chance.choice(DEPS) if i > first else "ROOT"
            pos = chance.choice(["NOUN", "NOUN", "VERB", "PRON"])
            start = len(text)
            text += f"{word} "
            tokens.append(Token(i, word, start, start + len(word), word, pos, "", dep, head, sent))
        kind = "title" if sent == 0 and chance.random() < 0.5 else "prose"
        found.append(Sentence(sent, first, len(tokens), tokens[first].start, len(text), first, kind))
    document = Document("d", "d.txt", 0, len(text), "", text, published="2014-03-25")
    return Reading(document, tuple(tokens), tuple(found), entities=world())


def trigger(chance: random.Random, read: Reading, i: int, figures: int) -> Trigger:
    """A word for an attack with any of the things that its phrase can say."""

    def some(names: Sequence[str], likely: float) -> tuple[str, ...]:
        most = chance.choice([1, 1, 2])
        return tuple(dict.fromkeys(chance.choices(names, k=most))) if chance.random() < likely else ()

    def yes(likely: float) -> bool:
        return chance.random() < likely

    token = read.tokens[i]
    last = min(i + chance.choice([0, 1, 3, 4]), len(read.tokens) - 1)
    return Trigger(
        token=i,
        sent=token.sent,
        kind=chance.choice(KINDS),
        nominal=yes(0.6),
        weak=yes(0.1),
        plural=yes(0.3),
        count=2 if yes(0.1) else None,
        definite=yes(0.4),
        latest=yes(0.05),
        ordinal=chance.choice([0, 0, 0, 0, 0, 1, 2, -1]),
        superlative=yes(0.1),
        generic=yes(0.05),
        plan="plan" if yes(0.05) else "",
        named="the-attack" if yes(0.05) else None,
        bare=yes(0.1),
        start=token.start,
        end=read.tokens[last].end,
        places=some(PLACES, 0.5),
        date=chance.choice(DATES) if yes(0.4) else None,
        agents=some(("front",), 0.2),
        targets=some(("person-0", "person-1", "person-2", "farmers"), 0.3),
        victims=some(("two farmers", "a judge", "guards"), 0.3),
        figures=[chance.randrange(figures)] if figures and yes(0.4) else [],
    )


def figure(chance: random.Random, read: Reading, number: int) -> Found:
    token = chance.choice(read.tokens)
    made = Figure(f"f{number}", "d", "killed", chance.randrange(1, 4), "exact", "q", token.start, token.end)
    return Found(made, harm=token.i, head=token.i, sent=token.sent)


def spoken_of(events: Sequence[Event]) -> list[object]:
    return [
        (e.kind, e.date, e.places, e.targets, e.victims, e.figures, e.in_title, [t.token for t in e.triggers])
        for e in events
    ]


def all_of(self: Spoken, trigger: Trigger, fits: Callable[[Event], bool]) -> list[Event]:
    """What `possible` leaves out nothing of."""
    del trigger
    return [event for event in self.events if fits(event)]


def first_at(self: Spoken, token: int) -> Event | None:
    return next((e for e in self.events if any(t.token == token for t in e.triggers)), None)


def last_of(self: Spoken) -> Event | None:
    return max(self.events, key=lambda event: event.last, default=None)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_the_same_attacks_as_when_all_are_compared(seed: int) -> None:
    chance = random.Random(seed)
    read = reading(chance, chance.choice([3, 12, 40]))
    found = tuple(figure(chance, read, number) for number in range(chance.randrange(6)))
    places = sorted(chance.sample(range(len(read.tokens)), chance.randrange(len(read.tokens) // 2)))
    triggers = [trigger(chance, read, i, len(found)) for i in places]
    events = attack_events.group(read, triggers, found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Spoken, "possible", all_of)
        patch.setattr(Spoken, "at", first_at)
        patch.setattr(Spoken, "latest", last_of)
        assert spoken_of(attack_events.group(read, triggers, found)) == spoken_of(events)
    assert spoken_of(attack_events._without_covers(read, events)) == spoken_of(uncovered(read, events))


def uncovered(read: Reading, events: list[Event]) -> list[Event]:
    """What `_without_covers` keeps, each attack compared with each."""
    kept = []
    for event in events:
        plural = not event.date and all(t.plural and t.count is None for t in event.triggers)
        family = words().family(event.kind)
        others = [o for o in events if o is not event and family in o.families]
        held = {a for o in others for place in o.places for a in (place, *outer(read.entities, place))}
        if not (plural and held & set(event.places)):
            kept.append(event)
    return kept


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_figures_go_to_the_attack_spoken_of_last(seed: int) -> None:
    chance = random.Random(seed)
    read = reading(chance, 20)
    found = tuple(figure(chance, read, number) for number in range(8))
    places = sorted(chance.sample(range(len(read.tokens)), 30))
    triggers = [trigger(chance, read, i, 0) for i in places]
    events = attack_events.group(read, triggers, found)
    expected = []
    for index, one in enumerate(found):
        near = [
            (t.token, event)
            for event in events
            for t in event.triggers
            if not event.plot and t.token <= one.head and one.sent - t.sent <= 4
        ]
        event = max(near, key=lambda pair: pair[0])[1] if near else None
        if event and not attack_figures._is_total(read, one) and attack_figures._same_day(read, one, event):
            expected.append((event.number, index))
    attack_figures.to_events(read, list(enumerate(found)), events)
    assert sorted((e.number, index) for e in events for index in e.figures) == sorted(expected)
