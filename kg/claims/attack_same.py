"""Which event spoken of before a word on an attack means: by identity, agreement, pointing or going on."""

from kg.claims.attack_context import lemma
from kg.claims.attack_event import Event
from kg.claims.attack_fit import agrees, compatible, counts_fit, goes_on, is_told, kinds_fit
from kg.claims.attack_spoken import FOLLOW, Spoken
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.claims.figures import Found
from kg.model import Reading

_NEAR = 2


def same_event(reading: Reading, trigger: Trigger, spoken: Spoken, found: tuple[Found, ...]) -> Event | None:
    """The event spoken of before that `trigger` speaks of again, or None."""
    if trigger.named is not None:
        return spoken.named.get(trigger.named)

    def fits(event: Event) -> bool:
        return compatible(reading, trigger, event) and counts_fit(trigger, event, found)

    fitting = spoken.possible(trigger, fits)
    linked = _identified(reading, trigger, fitting, spoken)
    if linked is not None:
        return linked
    exact = [event for event in fitting if agrees(reading, trigger, event)]
    if exact:
        closest = [event for event in exact if set(event.places) & set(trigger.places)]
        return max(closest or exact, key=lambda event: event.last)
    if trigger.plural and trigger.count is None:
        return _pointed_at_together(trigger, fitting)
    pointing = (trigger.definite or trigger.weak or trigger.latest) and not _listed(reading, trigger)
    known = _pointed_at(reading, trigger, fitting) if pointing else None
    if not trigger.nominal:
        known = _followed(reading, trigger, fitting)
    return known or next((event for event in reversed(fitting) if event.in_title), None)


def _identified(reading: Reading, trigger: Trigger, fitting: list[Event], spoken: Spoken) -> Event | None:
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
                return spoken.latest()
            return spoken.at(c)
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
        if trigger.sent - reading.tokens[event.last].sent <= FOLLOW
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
            and not (trigger.places and event.places and not goes_on(reading, trigger, event))
            and not (trigger.date and event.date)
        ]
    elif trigger.latest and any(event.day for event in fitting):
        return max((e for e in fitting if e.day), key=lambda event: (event.day or "", event.last))
    word = lemma(reading.tokens[trigger.token])
    same = [e for e in fitting if any(lemma(reading.tokens[t.token]) == word for t in e.triggers)]
    if same and trigger.nominal and words().family(trigger.kind) != "any":
        fitting = same
    return max(fitting, key=lambda event: event.last, default=None)


def _pointed_at_together(trigger: Trigger, fitting: list[Event]) -> Event | None:
    """The event that "the explosions" means: one of several blows, or of just that kind."""
    if not trigger.definite or trigger.places or trigger.date:
        return None
    family = words().family(trigger.kind)
    several = [
        event
        for event in fitting
        if any(other.plural or (other.count or 0) > 1 for other in event.triggers)
        or (family != "any" and family in event.families)
    ]
    return max(several, key=lambda event: event.last, default=None)


def _shares_victims(trigger: Trigger, event: Event) -> bool:
    return bool(set(trigger.targets) & set(event.targets) or set(trigger.victims) & set(event.victims))


def _listed(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words stand in a list with other attacks, and so are an item of their own."""
    token = reading.tokens[trigger.token]
    lexicon = words()
    beside = [token.head] if token.dep == "conj" else []
    beside += [c for c in reading.children(trigger.token) if reading.tokens[c].dep == "conj"]
    return is_told(trigger) and any(lemma(reading.tokens[j]) in lexicon.nouns for j in beside)
