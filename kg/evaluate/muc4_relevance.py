"""Which of our attacks the MUC-3/MUC-4 task asks for: specific, recent, and not only against fighters.

The rules are those of the task's documentation: an incident of the last two months; a fight between armed
sides, or an attack on nothing but soldiers, police or rebels, is none. Our records tell that by the kind, the
date, and the words for those who were struck.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from kg.model import Attack, Document, Entity
from kg.schema.files import lexicon

_RECENT_DAYS = 70
"""The task asks for incidents of the last two months; a little more, since our dates may lack the day."""
_OTHER_KINDS = ("clash", "battle", "counter", "military operation")
_FIGHTS = re.compile(
    r"\b(?:ambush|clash|combat|battle|skirmish|confrontation|shootout|firefight)", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
_TURN_OF_YEAR = 4
"""The first month of a year in which "last year" is no longer recent."""


def counts(attack: Attack, document: Document, entities: Mapping[str, Entity]) -> bool:
    """Whether the task asks for the attack in a report of that day."""
    if any(word in attack.kind for word in _OTHER_KINDS):
        return False
    return _is_recent(attack.date, document.published) and not _is_between_fighters(attack, entities)


def _is_recent(happened: str | None, published: str | None) -> bool:
    """Whether a date is not too long before another, as far as both are known."""
    first, told = first_day(happened), first_day(published)
    if first is not None and told is not None:
        return (told - first).days <= _RECENT_DAYS
    year = re.fullmatch(r"(\d{4})[~?%]?", happened or "")
    if year is None or told is None:
        return True
    return told.year - int(year[1]) < (1 if told.month >= _TURN_OF_YEAR else 2)


def first_day(edtf: str | None) -> date | None:
    """The latest day that an EDTF date may mean, roughly; None where it gives no month.

    >>> first_day("1990-02"), first_day("1990")
    (datetime.date(1990, 2, 28), None)
    """
    match = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", edtf or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return date(int(year), int(month), min(int(day or 28), 28)) if 1 <= int(month) <= 12 else None


def _is_between_fighters(attack: Attack, entities: Mapping[str, Entity]) -> bool:
    """Whether all that the words tell of those struck is that they fight."""
    struck = [entities[one] for one in attack.targets if one in entities]
    if any(one.type in {"Person", "Population", "Organisation", "Publication"} for one in struck):
        return False
    named = [one.name.lower() for one in struck if one.type in {"Agency", "Group"}]
    told = [*attack.victims, *(one.of for one in attack.casualties if one.of)]
    words = [text.lower() for text in told if text.lower() not in {"people", "person"}]
    if any(not _is_armed(text) for text in words):
        return False
    fights = any(_FIGHTS.search(mention.quote) for mention in attack.mentions)
    return bool(words) or any(map(_is_armed, named)) or fights


def _is_armed(phrase: str) -> bool:
    """Whether a phrase is of soldiers, police or rebels, or of what they hold."""
    words = set(_WORD.findall(phrase))
    return bool((words | {word.removesuffix("s") for word in words}) & _fighters())


@cache
def _fighters() -> frozenset[str]:
    data = lexicon("attacks")
    return frozenset({*data["combatants"], *data["armed"]})
