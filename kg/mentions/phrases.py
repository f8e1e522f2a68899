"""Phrases around known names that name something more: "Foo's military", "Foo rebels", "the Foo regime"."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kg.mentions.aliases import Aliases
from kg.mentions.draft import Draft
from kg.mentions.found import Found, overlaps
from kg.mentions.runs import Piece
from kg.mentions.spelling import fold, key, slug
from kg.model import Entity
from kg.schema.files import lexicon

_AFTER = re.compile(r"(?P<owner>['’]s?)? (?P<words>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})")
_BEFORE_AND = re.compile(r"([A-Z][\w-]+) and (?:the )?$")
_OWNERS = re.compile(r"['’]s? $")
_AT_SEAT = re.compile(r"[\w -]{4,30} in ")
_LOOK_BACK = 40
# Not where a sentence begins: there any word has a capital.
_ETHNIC = re.compile(
    r"(?:(?<![\w’'])(?:[a-z]+|The|These|Those)|[,;]) (?P<people>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?) "
    r"(?P<words>[a-z]+(?:[ -][a-z]+){0,1})"
)


@cache
def _agencies() -> dict[str, str]:
    return {noun: name for name, nouns in lexicon("groups")["agency_nouns"].items() for noun in nouns}


@cache
def _populations() -> dict[str, str]:
    return {noun: name for name, nouns in lexicon("groups")["population_nouns"].items() for noun in nouns}


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of schema/lexicon/groups.yaml."""
    return frozenset(lexicon("groups")[name])


def find(draft: Draft, aliases: Aliases) -> None:
    """Add to `draft` the phrases around its names that name agencies, groups, peoples and governments."""
    found: list[Found] = []
    for name in draft.outer():
        found.extend(_ellipses(draft, aliases, name))
        found.extend(_extended(draft, aliases, name))
        found.extend(_branch(draft, name))
    bare = list(_bare(draft, aliases))
    places = {(name.start, name.end) for name in bare}
    draft.names = [name for name in draft.names if (name.start, name.end) not in places]
    draft.add([*found, *bare])
    draft.add(_ethnic(draft))


def _extended(draft: Draft, aliases: Aliases, name: Found) -> Iterator[Found]:
    match = _AFTER.match(draft.content, name.end)
    if match is None:
        return
    owner, words = match["owner"], fold(match["words"]).split()
    for count in range(len(words), 0, -1):
        noun = " ".join(words[:count])
        end = match.start("words") + len(noun)
        longer = _phrase(draft, aliases, name, noun, owner is not None, end)
        if longer is not None:
            yield longer
            return


def _phrase(draft: Draft, aliases: Aliases, name: Found, noun: str, owned: bool, end: int) -> Found | None:
    """What `name` and the noun after it name together, if anything."""
    kind = draft.kind(name.entity)
    if noun in listed("governments") and kind == "Person":
        state = led_state(draft, name)
        return Found(name.start, end, state) if state else None
    if name.form == "adjective" and kind == "State" and noun in listed("state_nouns") and not owned:
        return Found(name.start, end, name.entity)
    if kind == "State" and noun in _agencies() and (owned or name.form == "adjective"):
        return Found(name.start, end, agency(draft, aliases, name.entity, noun))
    if name.form == "adjective" and not owned:
        if noun in listed("collective_nouns"):
            return _described(draft, name, end, "Group", "armed-groups")
        if noun in _populations():
            return _described(draft, name, end, "Population", _populations()[noun])
    return None


def led_state(draft: Draft, name: Found) -> str | None:
    """The state that the person `name` leads or led, by the register's roles."""
    actor = draft.register.actors.get(name.entity)
    offices = actor.roles if actor is not None else ()
    states = [role.of for role in offices if draft.register[role.of].type == "State"]
    return states[0] if states else None


def agency(draft: Draft, aliases: Aliases, owner: str, noun: str) -> str:
    """The agency of the state `owner` that `noun` means: the register's, else a new one by state and noun."""
    state = draft.entity(owner)
    actor = draft.register.actors.get(state.id)
    for spelling in (*(actor.adjectives if actor is not None else ()), state.name):
        known = aliases.lookup(f"{spelling} {noun}")
        if len(known) == 1:
            return known[0]
    canonical = _agencies().get(noun, slug(noun))
    entity_id = draft.place(f"{state.id}-{canonical}", "Agency")
    name = f"{state.name} {canonical.replace('-', ' ')}"
    draft.introduce(Entity(id=entity_id, type="Agency", name=name, parent=state.id, country=state.id))
    return entity_id


def _described(draft: Draft, name: Found, end: int, kind: str, noun: str) -> Found:
    adjective = draft.text(name)
    entity_id = draft.place(f"{slug(adjective)}-{noun}", kind)
    state = name.entity if name.entity and draft.kind(name.entity) == "State" else None
    text = f"{adjective} {noun.replace('-', ' ')}"
    draft.introduce(Entity(id=entity_id, type=kind, name=text, country=state, described=True))
    return Found(name.start, end, entity_id, "described")


def _ellipses(draft: Draft, aliases: Aliases, name: Found) -> Iterator[Found]:
    """The first of two names that share their last words: "Afghan and Pakistani Taliban"."""
    _, _, rest = draft.text(name).partition(" ")
    before = _BEFORE_AND.search(draft.content, max(0, name.start - _LOOK_BACK), name.start)
    if before is None or not rest:
        return
    known = aliases.lookup(f"{before[1]} {rest}")
    if len(known) == 1 and known[0] != name.entity:
        yield Found(before.start(1), before.end(1), known[0], "ellipsis")


def _bare(draft: Draft, aliases: Aliases) -> Iterator[Found]:
    """Capitalised agencies without their state: "the Interior Ministry", "Parliament"."""
    names = draft.outer()
    taken = {(name.start, name.end) for name in names}
    for block in draft.blocks:
        words = draft.pieces(block)
        for number, word in enumerate(words):
            last = _bare_end(draft, words, number)
            if last is None:
                continue
            clear = all(n.end <= word.start or n.start >= last.end for n in names)
            owner = _owner(draft, names, word.start)
            if owner is not None and (clear or (word.start, last.end) in taken):
                noun = key(draft.content[word.start : last.end])
                yield Found(word.start, last.end, agency(draft, aliases, owner.entity, noun))


def _bare_end(draft: Draft, words: list[Piece], number: int) -> Piece | None:
    """The last word of the agency that begins with word `number`, if one does."""
    if not words[number].capital:
        return None
    for last in reversed(words[number : number + 2]):
        noun = key(draft.content[words[number].start : last.end])
        if last.capital and noun in listed("bare_agencies"):
            return last
    return None


def _owner(draft: Draft, names: list[Found], start: int) -> Found | None:
    """The state or group whose agency is meant: its possessor, else the state most spoken of before it."""
    before = [n for n in names if n.end <= start]
    seat = next((n for n in names if n.start > start), None)
    if seat is not None and _AT_SEAT.fullmatch(draft.content, start, seat.start):
        state = draft.register.capitals.get(seat.entity)
        if state is not None:
            return Found(seat.start, seat.end, state)
    possessed = bool(before) and _OWNERS.fullmatch(draft.content, before[-1].end, start) is not None
    if possessed and draft.kind(before[-1].entity) in {"State", "Group"}:
        return before[-1]
    states = [n for n in before if draft.kind(n.entity) == "State"]
    counted = Counter(n.entity for n in states).most_common(1)
    return next((n for n in reversed(states) if n.entity == counted[0][0]), None) if counted else None


def _branch(draft: Draft, name: Found) -> Iterator[Found]:
    """The branch of a group named in the document that a place tells: "the Sahel branch"."""
    match = _AFTER.match(draft.content, name.end)
    if match is None or match["owner"] or draft.kind(name.entity) != "Location":
        return
    noun = fold(match["words"]).split()[0]
    if noun not in listed("branch_nouns"):
        return
    named = {n.entity for n in draft.outer()}
    place = f" {key(draft.text(name))} "
    actors = [a for a in draft.register.actors.values() if a.parent in named and a.type == "Group"]
    known = [a.id for a in actors if place in f" {key(a.name)} "]
    if len(known) == 1:
        yield Found(name.start, match.start("words") + len(noun), known[0])


def _ethnic(draft: Draft) -> list[Found]:
    """Groups and peoples told by the name of a people that no register has: "Foo rebels", "Foo civilians"."""
    found: list[Found] = []
    outer = draft.outer()
    for match in _ETHNIC.finditer(draft.content):
        words = fold(match["words"]).split()
        nouns = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        noun = next((n for n in nouns if n in listed("collective_nouns") or n in _populations()), None)
        name = Found(match.start("people"), match.end("people"), "")
        if noun is None or overlaps(name, outer) or fold(match["people"]) in listed("no_peoples"):
            continue
        kind, suffix = (
            ("Group", "armed-groups") if noun not in _populations() else ("Population", _populations()[noun])
        )
        found.append(_described(draft, name, match.start("words") + len(noun), kind, suffix))
        draft.peoples.add(match["people"])
    inside = [(b.start, b.end) for b in draft.blocks]
    return [n for n in found if any(start <= n.start and n.end <= end for start, end in inside)]
