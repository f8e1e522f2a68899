"""Places of attacks: which names are places, and which of two lies in the other."""

from collections.abc import Iterable, Mapping

from kg.claims.attack_context import lemma
from kg.claims.attack_words import words
from kg.model import Entity, Reading

_PLACE_TYPES = ("Location", "State")


def places_of(reading: Reading, i: int) -> tuple[str, ...]:
    """The places that token `i` names; a state by its adjective only before "territory" and the like."""
    anchor = reading.anchor(i)
    if anchor is None or anchor.via == "metonym":
        return ()
    if anchor.via == "demonym" and not is_ground(reading, reading.tokens[i].head):
        return ()
    return tuple(entity for entity in anchor.entities if is_place(reading.entities, entity))


def is_ground(reading: Reading, i: int) -> bool:
    """Whether the noun at `i` is a piece of ground or a building: "territory", "hotel"."""
    word = lemma(reading.tokens[i])
    return word in words().lists["soil"] or word in words().lists["facilities"]


def is_place(entities: Mapping[str, Entity], entity: str) -> bool:
    """Whether the entity is a place: a location, a state, or a body named after its premises."""
    record = entities.get(entity)
    if record is None:
        return False
    if record.type in _PLACE_TYPES:
        return True
    last = record.name.split()[-1].lower() if record.name.split() else ""
    return record.type == "Organisation" and last in words().lists["facilities"]


def ancestors(entities: Mapping[str, Entity], entity: str) -> list[str]:
    """The places that hold `entity`, the nearest first, as far as its record and theirs tell.

    >>> city = Entity("kano", "Location", "Kano", country="nigeria")
    >>> ancestors({"kano": city}, "kano")
    ['nigeria']
    """
    found: list[str] = []
    queue = [entity]
    for current in queue:
        record = entities.get(current)
        if record is None:
            continue
        for outer in (record.parent, record.country):
            if outer is not None and outer != entity and outer not in found:
                found.append(outer)
                queue.append(outer)
    return found


def narrowest(entities: Mapping[str, Entity], found: Iterable[str]) -> tuple[str, ...]:
    """The places of `found` that hold no other one of them; no state beside a place in it."""
    all_found = list(dict.fromkeys(found))
    outer = {above for entity in all_found for above in ancestors(entities, entity)}
    kept = [entity for entity in all_found if entity not in outer]
    smaller = [entity for entity in kept if entities[entity].type != "State"]
    return tuple(smaller or kept)


def nested(entities: Mapping[str, Entity], some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a place of the one list is, or lies in, or holds one of the other list."""
    right = list(others)
    return any(
        a == b or a in ancestors(entities, b) or b in ancestors(entities, a) for a in some for b in right
    )


def apart(entities: Mapping[str, Entity], some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the places of the two lists exclude each other, as far as is known where they are.

    A place of which nobody knows the country may lie in any state.

    >>> known = {id: Entity(id, type, id) for id, type in (("a", "Location"), ("b", "State"), ("c", "State"))}
    >>> apart(known, ["a"], ["b"]), apart(known, ["b"], ["c"])
    (False, True)
    """
    left, right = list(some), list(others)
    if not left or not right or nested(entities, left, right):
        return False
    return not any(_may_hold(entities, a, b) or _may_hold(entities, b, a) for a in left for b in right)


def _may_hold(entities: Mapping[str, Entity], outer: str, inner: str) -> bool:
    state = outer in entities and entities[outer].type == "State"
    return state and inner in entities and entities[inner].type != "State" and not ancestors(entities, inner)
