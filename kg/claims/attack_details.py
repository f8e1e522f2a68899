"""Where and when an attack was, who did it to whom: what the words around its noun or verb say."""

import re
from itertools import islice

from kg.claims.attack_context import VERBAL, lemma
from kg.claims.attack_parties import agents, is_name, targets
from kg.claims.attack_places import is_ground, narrowest, places_of
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.model import DateMention, Reading, Token
from kg.model.edtf import overlap, precision

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_QUALIFIES = ("compound", "poss", "nmod", "amod", "conj", "appos", "nummod")
_BESIDE = ("prep", "npadvmod", "advmod", "nsubjpass", "dobj", "tmod", "pcomp", "prt", "dep", "agent", "oprd")
_STRUCK = ("nsubjpass", "dobj")
_MAX_PLACES = 4
_OPENING = 3
_WEEK = 7


def describe(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> None:
    """Fills in the places, date, agents, targets and victims of `trigger`; `triggers` are all event words."""
    own = _subtree(reading, trigger.token, triggers)
    verb = _verb_scopes(reading, trigger, triggers)
    opening = _opening(reading, trigger, triggers)
    after = _dated_relative(reading, trigger)
    near = [own] if trigger.nominal else [_without_parties(reading, trigger, own), own]
    trigger.places = _places(reading, trigger, [*near, *verb, opening, after]) or _known_place(
        reading, trigger
    )
    happened = [] if trigger.governor is None or not _happens(reading, trigger.governor) else opening
    trigger.date, trigger.date_note = _date(
        reading, [own, *verb, after, happened, _right(reading, trigger, triggers)]
    )
    if trigger.date is None and trigger.named:
        trigger.date = _year_in_name(reading, trigger)
    trigger.reported = _reported(reading, trigger)
    trigger.agents = agents(reading, trigger)
    trigger.targets, trigger.victims = targets(reading, trigger, triggers)


def _subtree(reading: Reading, i: int, triggers: frozenset[int]) -> list[int]:
    """The subtree of `i` without what hangs below another event word."""
    found = [i]
    for j in found:
        found.extend(c for c in reading.children(j) if c not in triggers)
    return sorted(found)


def _without_parties(reading: Reading, trigger: Trigger, scope: list[int]) -> list[int]:
    """The words of a verb's clause without its subject and object: "the mayor of X was shot dead in Y"."""
    parties = (*_STRUCK, "nsubj")
    left_out = {
        j
        for c in reading.children(trigger.token)
        if reading.tokens[c].dep in parties
        for j in reading.subtree(c)
    }
    return [j for j in scope if j not in left_out]


def _verb_scopes(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> list[list[int]]:
    """What stands beside the verb that carries the attack ("occurred in …"), then the clauses below it."""
    verb = trigger.governor
    if verb == trigger.token:
        verb = _joined_verb(reading, verb, triggers)
    if verb is None or not (_happens(reading, verb) or not trigger.nominal):
        return []
    beside: list[int] = []
    struck: list[int] = []
    below: list[int] = []
    for c in reading.children(verb):
        if c in triggers:
            continue
        if reading.tokens[c].dep in _BESIDE and reading.tokens[c].text.lower() not in words().lists["later"]:
            (struck if reading.tokens[c].dep in _STRUCK else beside).extend(_subtree(reading, c, triggers))
        elif reading.tokens[c].dep == "advcl":
            below.extend(_subtree(reading, c, triggers))
    return [sorted(beside), sorted(struck), sorted(below)]


def _joined_verb(reading: Reading, verb: int, triggers: frozenset[int]) -> int | None:
    """The verb that shares its place and time with `verb`: "burst into a hall in X and opened fire"."""
    head = reading.tokens[reading.tokens[verb].head]
    joined = reading.tokens[verb].dep == "conj" and head.pos in VERBAL and head.i not in triggers
    return head.i if joined else None


def _happens(reading: Reading, verb: int) -> bool:
    """Whether place and date of the verb are those of the attack it speaks of."""
    word = lemma(reading.tokens[verb])
    lexicon = words()
    return (
        word in lexicon.lists["carriers"]
        or word in lexicon.harm
        or word in lexicon.verbs
        or word in lexicon.lists["strikers"]
        or word in lexicon.lists["captors"]
        or word in lexicon.lists["planned"]
    )


def _opening(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> list[int]:
    """The fronted phrases of the clauses above: "In June 2024, …"; not those of a verb of speech."""
    found: list[int] = []
    below = trigger.token
    for j in [trigger.token, *reading.ancestors(trigger.token)]:
        token = reading.tokens[j]
        said = reading.tokens[below].dep == "ccomp" and lemma(token) in words().lists["speech_verbs"]
        if token.pos in VERBAL and not said:
            children = reading.children(j)
            subjects = [c for c in children if reading.tokens[c].dep in ("nsubj", "nsubjpass", "expl")]
            for c in children:
                fronted = bool(subjects) and c < j and c < min(subjects)
                if fronted and c not in triggers and reading.tokens[c].dep in (*_BESIDE, "pobj"):
                    found.extend(_subtree(reading, c, triggers))
        if said:
            break
        below = j
    return found


def _dated_relative(reading: Reading, trigger: Trigger) -> list[int]:
    """The date in "on August 26, 2021, when a fighter … detonated …": what the clause hangs on."""
    for j in [trigger.token, *reading.ancestors(trigger.token)]:
        token = reading.tokens[j]
        if token.dep in ("relcl", "advcl", "acl") and any(
            reading.tokens[c].text.lower() == "when"
            for below in (j, *reading.children(j))
            for c in reading.children(below)
        ):
            head = reading.tokens[token.head]
            return [i for i in reading.subtree(head.i) if i < j]
    return []


def _reported(reading: Reading, trigger: Trigger) -> str | None:
    """The day on which the sentence says that the attack was told of, in the opening of a report.

    News put it where the day of the attack would stand ("officials said on Monday").
    """
    prose = islice((sentence.i for sentence in reading.sentences if sentence.kind == "prose"), _OPENING)
    if trigger.date is not None or trigger.sent not in prose:
        return None
    verbs = [
        j
        for j in reading.ancestors(trigger.token)
        if lemma(reading.tokens[j]) in words().lists["speech_verbs"]
    ]
    inside = [j for verb in verbs for j in reading.subtree(verb)]
    found, _ = _date(reading, [inside])
    published = reading.document.published
    return found if found and published and overlap(found, published, slack=_WEEK) else None


def _right(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> list[int]:
    """The words after the attack up to the next verb or attack: a date there is its own."""
    last = reading.sentences[trigger.sent].last
    found: list[int] = []
    for token in reading.tokens[trigger.token + 1 : last]:
        if token.pos in VERBAL or token.i in triggers or token.text in (";", ":"):
            break
        found.append(token.i)
    return found


def _places(reading: Reading, trigger: Trigger, scopes: list[list[int]]) -> tuple[str, ...]:
    for position, scope in enumerate(scopes):
        found: list[str] = []
        for j in scope:
            if reading.tokens[j].anchor is not None and _locates(reading, trigger, j, own=position == 0):
                found.extend(e for e in places_of(reading, j) if e not in found)
        if found:
            return narrowest(reading.entities, found)[:_MAX_PLACES]
    return ()


def _known_place(reading: Reading, trigger: Trigger) -> tuple[str, ...]:
    """Where an attack with a name was, if the document names that place too."""
    known = reading.entities.get(trigger.named or "")
    return (known.parent,) if known is not None and known.parent in reading.entities and known.parent else ()


def _locates(reading: Reading, trigger: Trigger, j: int, *, own: bool) -> bool:
    """Whether the place named at `j` is where the attack was, by the words that join the two."""
    token = reading.tokens[j]
    anchor = reading.anchor(j)
    spoken_for = anchor is not None and anchor.via == "metonym"
    if own and token.head == trigger.token and token.dep in ("compound", "nmod", "amod", "conj"):
        inside = any(reading.entities[e].type != "State" for e in places_of(reading, j))
        return inside and (token.dep != "conj" or trigger.plural)
    for _ in range(len(reading.tokens)):
        if token.dep not in _QUALIFIES or token.head == token.i:
            break
        through = token.dep not in ("conj", "appos") and not _is_town(reading, j)
        token = reading.tokens[token.head]
        if token.i == trigger.token or (
            through and not is_name(reading, token.i) and not is_ground(reading, token.i)
        ):
            return False
    if spoken_for and token.i == j and reading.tokens[token.head].text.lower() in words().lists["upon"]:
        return False
    return _is_where(reading, trigger, token)


def _is_where(reading: Reading, trigger: Trigger, token: Token) -> bool:
    """Whether the phrase headed by `token` tells where, by its place in the sentence."""
    over = reading.tokens[token.head]
    lists = words().lists
    if token.dep in ("dobj", "nsubjpass"):
        return over.i == trigger.token or lemma(over) in lists["strikers"] or lemma(over) in lists["captors"]
    if token.dep != "pobj":
        return False
    preposition = over.text.lower()
    if preposition == "from":
        return words().family(trigger.kind) == "kidnapping" and over.head == trigger.token
    if preposition == "to":
        return reading.tokens[over.head].text.lower() in lists["at"]
    if preposition == "of":
        inner = over.head != trigger.token or trigger.kind == "siege"
        return inner and lemma(reading.tokens[over.head]) not in lists["directions"]
    return preposition in lists["at"] or preposition in lists["upon"]


def _is_town(reading: Reading, i: int) -> bool:
    """Whether the token names a place that is no state."""
    return any(reading.entities[place].type == "Location" for place in places_of(reading, i))


def _date(reading: Reading, scopes: list[list[int]]) -> tuple[str | None, str | None]:
    """The most exact date of the closest scope that has one; a garbled one in its likely reading."""
    for scope in scopes:
        found = [date for j in scope for date in reading.dated(j) if _is_when(reading, date)]
        if found:
            best = min(found, key=lambda date: (precision(date.alternate or date.edtf), date.start))
            note = f"“{best.text}”, read as a garbled date" if best.alternate else None
            return best.alternate or best.edtf, note
    return None, None


def _year_in_name(reading: Reading, trigger: Trigger) -> str | None:
    """The year in a name such as "the 2008 X attacks"."""
    found = _YEAR.search(reading.words(trigger.start, trigger.end))
    return found.group() if found else None


def _is_when(reading: Reading, date: DateMention) -> bool:
    """Whether the date can be that of an event: no open interval, no date of birth."""
    above = (lemma(reading.tokens[j]) for j in reading.ancestors(date.token))
    return ".." not in date.edtf and "bear" not in above
