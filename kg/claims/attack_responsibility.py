"""Claims of responsibility: which attack they are about, and where it is said that nobody made one."""

from dataclasses import dataclass, field

from kg.claims.attack_context import clause, lemma
from kg.claims.attack_event import Event
from kg.claims.attack_words import words
from kg.model import Quote, Reading, Token

_IT = frozenset({"it", "this", "that", "them", "these"})
_LAID = frozenset({"blame", "attribute", "ascribe", "pin"})
_NOBODY = frozenset({"nobody", "none", "neither"})


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """What a document says of responsibility for its attacks, which are counted from 0.

    `tokens` maps a word of responsibility to the attack it means without saying so; `nobody` maps an attack
    to the words that nobody has claimed it.
    """

    tokens: dict[int, int] = field(default_factory=dict)
    nobody: dict[int, Quote] = field(default_factory=dict)


def find(reading: Reading, events: list[Event]) -> Responsibilities:
    """What the reading says of responsibility for its attacks."""
    result = Responsibilities()
    if not events:
        return result
    for token in reading.tokens:
        if _is_blamed_pronoun(reading, token):
            spoken = _last(events, token)
            if spoken is not None:
                result.tokens[token.i] = spoken
        if lemma(token) not in words().lists["responsibility"]:
            continue
        index, said = _about(reading, token, events)
        verb = reading.tokens[token.head]
        if token.dep == "dobj" and lemma(verb) in words().lists["claims"]:
            if not said:
                result.tokens[token.i] = index
            if _by_nobody(reading, verb):
                result.nobody.setdefault(index, _quote(reading, verb.i))
        elif _no_claim(reading, token):
            result.nobody.setdefault(index, _quote(reading, verb.i))
    return result


def _is_blamed_pronoun(reading: Reading, token: Token) -> bool:
    """Whether a pronoun is what somebody is blamed for: "police blamed it on X", "it was attributed to X"."""
    if token.text.lower() not in _IT or token.anchor is not None:
        return False
    verb = reading.tokens[token.head]
    return token.dep in ("dobj", "nsubjpass") and lemma(verb) in _LAID


def _last(events: list[Event], token: Token) -> int | None:
    """The index of the attack spoken of last before `token`, in its sentence or the one before."""
    spoken = [
        (trigger.token, index)
        for index, event in enumerate(events)
        for trigger in event.triggers
        if trigger.token < token.i and token.sent - trigger.sent <= 1
    ]
    return max(spoken)[1] if spoken else None


def _about(reading: Reading, token: Token, events: list[Event]) -> tuple[int, bool]:
    """The index of the attack meant, and whether the words themselves say it ("for the attack")."""
    below = set(reading.subtree(token.i)) | set(reading.subtree(token.head))
    for c in (*reading.children(token.i), *reading.children(token.head)):
        if reading.tokens[c].text.lower() == "for" and c > token.i:
            inside = set(reading.subtree(c)) & below
            for index, event in enumerate(events):
                if any(trigger.token in inside for trigger in event.triggers):
                    return index, True
    same = [
        (abs(trigger.token - token.i), index)
        for index, event in enumerate(events)
        for trigger in event.triggers
        if trigger.sent == token.sent
    ]
    if same:
        return min(same)[1], False
    spoken = [
        (trigger.token, index)
        for index, event in enumerate(events)
        for trigger in event.triggers
        if trigger.token < token.i
    ]
    return (max(spoken)[1] if spoken else 0), False


def _by_nobody(reading: Reading, verb: Token) -> bool:
    """Whether it was claimed by "no group", "nobody", or not claimed."""
    for c in reading.children(verb.i):
        child = reading.tokens[c]
        if child.dep == "neg":
            return True
        if child.dep in ("nsubj", "nsubjpass"):
            before = {reading.tokens[j].text.lower() for j in reading.children(c)}
            if "no" in before or child.text.lower() in _NOBODY:
                return True
    return False


def _no_claim(reading: Reading, token: Token) -> bool:
    """Whether the words are "no claim of responsibility"."""
    of = reading.tokens[token.head]
    claim = reading.tokens[of.head]
    if of.text.lower() != "of" or lemma(claim) != "claim":
        return False
    return any(reading.tokens[c].text.lower() in ("no", "without") for c in reading.children(claim.i))


def _quote(reading: Reading, i: int) -> Quote:
    start, end = clause(reading, i)
    return Quote(reading.words(start, end), start, end)
