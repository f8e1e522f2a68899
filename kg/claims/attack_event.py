"""An attack of one document under construction: its words, and what they say together."""

from dataclasses import dataclass, field

from kg.claims.attack_places import narrowest
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.model import Reading
from kg.model.edtf import narrower

_LONG = 4


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
    families: set[str] = field(default_factory=set)
    """The families of the kinds that its words give it."""
    number: int = 0
    """Which of the document's attacks it is, in the order in which they are first spoken of."""

    def add(self, trigger: Trigger, reading: Reading) -> None:
        """Takes the words of `trigger` as speaking of this attack too."""
        self.triggers.append(trigger)
        self.families.add(words().family(trigger.kind))
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


def _finer(one: str, other: str) -> str:
    """The kind that says more: a plain attack gives way to a bombing, a bombing to a suicide bombing."""
    rank = {"attack": 0, "operation": 0, "siege": 1, "raid": 1, "killing": 1, "massacre": 1, "bombing": 2}
    return other if rank.get(other, _LONG) > rank.get(one, _LONG) else one


def _finer_places(reading: Reading, some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The inner ones of both; of places side by side the later, since a story goes from region to town."""
    return narrowest(reading.entities, (*others, *some))
