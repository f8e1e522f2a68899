"""Where and when an attack was, who did it to whom: what the words around its noun or verb say."""

from kg.claims.attack_triggers import Trigger, lemma
from kg.claims.attack_words import words
from kg.model import DateMention, Entity, Reading, Token
from kg.model.edtf import span_days

_PLACE_TYPES = ("Location", "State")
_AT = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "around",
        "to",
        "throughout",
        "within",
        "close",
        "next",
    }
)
_UPON = frozenset({"on", "against", "upon", "at", "versus", "targeting"})
_NO_ACTORS = ("Location", "Attack", "Publication")
_MAX_PLACES = 4


def describe(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> None:
    """Fills in the places, date, agents, targets and victims of `trigger`; `triggers` are all event words."""
    scopes = _scopes(reading, trigger, triggers)
    trigger.places = _places(reading, trigger, scopes)
    trigger.date, trigger.date_note = _date(reading, scopes)
    trigger.agents = _agents(reading, trigger)
    trigger.targets, trigger.victims = _targets(reading, trigger, triggers)


def _scopes(reading: Reading, trigger: Trigger, triggers: frozenset[int]) -> list[list[int]]:
    """Tokens in which details are looked for, the closest first: own phrase, its verb, sentence opening."""
    own = _subtree(reading, trigger.token, triggers)
    scopes = [own]
    verb = trigger.governor
    if verb is not None and verb != trigger.token and _carries(reading, verb):
        beside: list[int] = []
        for c in reading.children(verb):
            child = reading.tokens[c]
            if child.dep in (
                "prep",
                "npadvmod",
                "advmod",
                "nsubjpass",
                "dobj",
                "tmod",
                "pcomp",
                "prt",
                "dep",
                "agent",
            ):
                beside.extend(_subtree(reading, c, triggers) if c not in triggers else [])
        scopes.append(beside)
        after = [reading.subtree(c) for c in reading.children(verb) if reading.tokens[c].dep == "advcl"]
        scopes.append([j for tree in after for j in tree if not any(j == t for t in triggers)])
    scopes.append(_opening(reading, trigger))
    return scopes


def _carries(reading: Reading, verb: int) -> bool:
    return lemma(reading.tokens[verb]) in words().lists["carriers"]


def _subtree(reading: Reading, i: int, triggers: frozenset[int]) -> list[int]:
    """The subtree of `i` without what hangs below another event word."""
    found = [i]
    for j in found:
        found.extend(c for c in reading.children(j) if c not in triggers)
    return sorted(found)


def _opening(reading: Reading, trigger: Trigger) -> list[int]:
    """The fronted phrases of the clauses above: "In June 2024, …", "In X, the group claimed …"."""
    found: list[int] = []
    for j in [trigger.token, *reading.ancestors(trigger.token)]:
        if reading.tokens[j].pos not in ("VERB", "AUX"):
            continue
        subjects = [c for c in reading.children(j) if reading.tokens[c].dep in ("nsubj", "nsubjpass", "expl")]
        for c in reading.children(j):
            child = reading.tokens[c]
            fronted = c < j and all(c < s for s in subjects) and bool(subjects)
            if fronted and child.dep in ("prep", "npadvmod", "advmod", "pobj", "dep"):
                found.extend(reading.subtree(c))
        if reading.tokens[j].dep in ("relcl", "acl"):
            break
    return found


def places_of(reading: Reading, i: int) -> tuple[str, ...]:
    """The places that token `i` names."""
    anchor = reading.anchor(i)
    if anchor is None or anchor.via == "metonym":
        return ()
    found = tuple(e for e in anchor.entities if is_place(reading, e))
    if anchor.via == "demonym" and lemma(reading.tokens[reading.tokens[i].head]) not in (
        "territory",
        "soil",
        "side",
    ):
        return ()
    return found


def is_place(reading: Reading, entity: str) -> bool:
    """Whether the entity is a place: a location, a state, or a body named after its premises."""
    record = reading.entities.get(entity)
    if record is None:
        return False
    return record.type in _PLACE_TYPES or (
        record.type == "Organisation" and record.name.split()[-1].lower() in words().lists["facilities"]
    )


def _places(reading: Reading, trigger: Trigger, scopes: list[list[int]]) -> tuple[str, ...]:
    for position, scope in enumerate(scopes):
        found: list[str] = []
        for j in scope:
            if _locates(reading, trigger, j, own=position == 0):
                found.extend(e for e in places_of(reading, j) if e not in found)
        if found:
            return narrowest(reading, found)[:_MAX_PLACES]
    return ()


def _locates(reading: Reading, trigger: Trigger, j: int, *, own: bool) -> bool:
    """Whether the place named at `j` is where the attack was, by the words that join the two."""
    token = reading.tokens[j]
    if token.anchor is None:
        return False
    if own and token.head == trigger.token and token.dep in ("compound", "nmod", "amod"):
        return any(reading.entities[e].type != "State" for e in places_of(reading, j))
    while (
        token.dep in ("compound", "poss", "nmod", "amod", "conj", "appos", "nummod") and token.head != token.i
    ):
        token = reading.tokens[token.head]
        if token.i == trigger.token:
            return False
    if token.dep in ("dobj", "nsubjpass") or (token.dep == "nsubj" and trigger.kind != "killing"):
        over = reading.tokens[token.head]
        striking = lemma(over) in words().lists["strikers"]
        bombed = over.i == trigger.token and token.dep != "nsubj"
        return (striking and token.dep != "nsubj") or bombed
    if token.dep != "pobj":
        return False
    prep = reading.tokens[token.head].text.lower()
    if prep == "of" or prep in _AT or prep in ("off", "along"):
        return prep != "of" or _is_inner(reading, token, trigger)
    return prep in _UPON


def _is_inner(reading: Reading, token: Token, trigger: Trigger) -> bool:
    """Whether X in "the city of X" hangs on a noun inside the phrase, not on the attack word."""
    prep = reading.tokens[token.head]
    return prep.head != trigger.token or trigger.kind == "siege"


def narrowest(reading: Reading, found: list[str]) -> tuple[str, ...]:
    """The places of `found` that hold no other one of them: the city rather than its country."""
    outer = {a for e in found for a in ancestors(reading.entities, e)}
    kept = [e for e in found if e not in outer]
    if len(kept) > 1 and any(reading.entities[e].type != "State" for e in kept):
        kept = [e for e in kept if reading.entities[e].type != "State"]
    return tuple(kept)


def ancestors(entities: dict[str, Entity], entity: str) -> list[str]:
    """The places that hold `entity`, the nearest first, as far as its record and theirs tell."""
    found: list[str] = []
    current: str | None = entity
    while current is not None and current in entities:
        record = entities[current]
        for outer in (record.parent, record.country):
            if outer is not None and outer != entity and outer not in found:
                found.append(outer)
        current = record.parent if record.parent != current and record.parent not in found[:-2] else None
        if len(found) > len(entities) + 2:
            break
    return found


def _date(reading: Reading, scopes: list[list[int]]) -> tuple[str | None, str | None]:
    """The most exact date of the closest scope that has one; a garbled one in its likely reading."""
    by_token = _dates_by_token(reading)
    for scope in scopes:
        found = [date for j in scope for date in by_token.get(j, ()) if _is_when(date)]
        if found:
            best = min(found, key=lambda date: (span_days(date.alternate or date.edtf), date.start))
            return best.alternate or best.edtf, (
                f"“{best.text}”, read as a garbled date" if best.alternate else None
            )
    return None, None


def _dates_by_token(reading: Reading) -> dict[int, list[DateMention]]:
    table: dict[int, list[DateMention]] = {}
    for date in reading.dates:
        table.setdefault(date.token, []).append(date)
    return table


def _is_when(date: DateMention) -> bool:
    """Whether the date says when: an open interval ("since 2014") does not."""
    return ".." not in date.edtf


def _agents(reading: Reading, trigger: Trigger) -> tuple[str, ...]:
    found: list[str] = []
    for c in reading.children(trigger.token):
        child = reading.tokens[c]
        if trigger.nominal and child.dep in ("poss", "compound", "nmod", "amod"):
            found.extend(_actors(reading, c))
        if child.dep == "agent" or (child.dep == "prep" and child.text.lower() == "by"):
            found.extend(e for j in reading.children(c) for e in _actors(reading, j))
        if not trigger.nominal and child.dep == "nsubj":
            found.extend(_actors(reading, c))
    verb = trigger.governor
    if trigger.nominal and verb is not None and lemma(reading.tokens[verb]) in words().lists["performers"]:
        for c in reading.children(verb):
            if reading.tokens[c].dep == "nsubj":
                found.extend(_actors(reading, c))
    return tuple(dict.fromkeys(found))


def _actors(reading: Reading, i: int) -> list[str]:
    """The actors that the phrase of token `i` names: itself or a name that qualifies it."""
    inside = [
        i,
        *(c for c in reading.children(i) if reading.tokens[c].dep in ("compound", "amod", "poss", "nmod")),
    ]
    found = []
    for j in inside:
        anchor = reading.anchor(j)
        for entity in anchor.entities if anchor else ():
            if reading.entities[entity].type not in _NO_ACTORS:
                found.append(entity)  # noqa: PERF401 - two nested loops read better than a comprehension
    return found


def _targets(
    reading: Reading, trigger: Trigger, triggers: frozenset[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    heads = [j for j in _target_heads(reading, trigger) if j not in triggers]
    entities: list[str] = []
    victims: list[str] = []
    for j in heads:
        named = [e for e in _actors(reading, j) if e not in trigger.agents]
        entities.extend(e for e in named if e not in entities)
        token = reading.tokens[j]
        if token.pos == "NOUN" and not reading.anchor(j):
            victims.append(plain_phrase(reading, j))
    return tuple(entities), tuple(dict.fromkeys(v for v in victims if v))


def _target_heads(reading: Reading, trigger: Trigger) -> list[int]:
    """The tokens that name what was attacked: "on X", "against X", "killing of X", the object of the verb."""
    heads: list[int] = []
    of_too = words().family(trigger.kind) in ("killing", "kidnapping", "hijacking", "stabbing")
    for c in reading.children(trigger.token):
        child = reading.tokens[c]
        if child.dep == "prep" and (child.text.lower() in _UPON or (of_too and child.text.lower() == "of")):
            heads.extend(j for j in reading.children(c) if reading.tokens[j].dep == "pobj")
        if not trigger.nominal and child.dep in ("dobj", "nsubjpass"):
            heads.append(c)
        if trigger.nominal and of_too and child.dep == "poss":
            heads.append(c)
    heads += [j for h in heads for j in reading.children(h) if reading.tokens[j].dep == "conj"]
    return heads


def plain_phrase(reading: Reading, i: int) -> str:
    """The noun at `i` with the words that qualify it, without determiner, number or clauses."""
    keep = [i]
    for c in reading.children(i):
        child = reading.tokens[c]
        if child.dep in ("compound", "amod", "nmod", "poss") and c < i:
            keep.extend(reading.subtree(c))
    keep.sort()
    kept = [reading.tokens[j] for j in keep]
    return reading.words(kept[0].start, kept[-1].end).replace("\n", " ").strip()
