"""Which of several actors an alias means in a document: settled by its context, never by chance."""

from collections.abc import Iterable, Sequence

from kg.mentions.found import Found, outermost
from kg.mentions.register import Ambiguity, Register
from kg.mentions.spelling import fold, key

_FULL_NAME, _CUE, _COUNTRY = 5, 3, 2


def settle(
    text: str, candidates: Sequence[tuple[Found, ...]], register: Register
) -> tuple[list[Found], list[tuple[int, int]]]:
    """One name at each place: where an alias is shared, that of the actor the document speaks of, else none.

    An actor's other names in the document count most, then the cue words of the register's entry, then
    its country. A tie leaves the name out; the places left out are the second value.
    """
    sure: list[Found] = []
    open_: list[tuple[Ambiguity | None, tuple[Found, ...]]] = []
    for found in candidates:
        entry = register.ambiguous.get(key(text[found[0].start : found[0].end]))
        if entry is None and len(found) == 1:
            sure.append(found[0])
        else:
            open_.append((entry, found))
    closed: list[tuple[int, int]] = []
    # "Republic of Congo" inside "Democratic Republic of Congo" names nobody of its own.
    named = {name.entity for name in outermost(sure) if not name.nested}
    words = f" {' '.join(fold(text).split())} "
    for entry, found in open_:
        chosen = _choice(_all(entry, found), entry, register, named, words)
        if chosen is not None:
            sure.append(chosen)
        else:
            closed.append((found[0].start, found[0].end))
    return sure, closed


def _all(entry: Ambiguity | None, found: tuple[Found, ...]) -> list[Found]:
    """The candidates of the automaton, and those that only the register's entry on the alias names."""
    if entry is None:
        return list(found)
    first = found[0]
    there = {name.entity: name for name in found}
    return [there.get(actor, Found(first.start, first.end, actor)) for actor in entry.actors]


def _choice(
    found: Iterable[Found], entry: Ambiguity | None, register: Register, named: set[str], words: str
) -> Found | None:
    scored = []
    for name in found:
        actor = register[name.entity]
        cues = entry.cues.get(actor.id, ()) if entry else ()
        score = _FULL_NAME * (actor.id in named)
        score += _CUE * sum(f" {key(cue)}" in words for cue in cues)
        score += _COUNTRY * (actor.country in named or actor.parent in named)
        scored.append((score, name))
    best = max(score for score, _ in scored)
    winners = [name for score, name in scored if score == best]
    return winners[0] if best > 0 and len({name.entity for name in winners}) == 1 else None
