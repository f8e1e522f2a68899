"""Places of attacks: which names are places, and which of two lies in the other."""

from collections.abc import Iterable, Mapping

from kg.claims.attack_context import lemma
from kg.claims.attack_words import words
from kg.model import Entity, Reading
from kg.model.places import apart, holds, outer

_PLACE_TYPES = ("Location", "State")


def places_of(reading: Reading, i: int) -> tuple[str, ...]:
    """The places that token `i` names; a state by its adjective only before "territory" and the like."""
    anchor = reading.anchor(i)
    if anchor is None or anchor.via == "described" or reading.tokens[i].pos == "PRON":
        return ()
    if anchor.via == "demonym" and not is_ground(reading, reading.tokens[i].head):
        return ()
    return tuple(entity for entity in anchor.entities if is_place(reading.entities, entity))


def is_ground(reading: Reading, i: int) -> bool:
    """Whether the noun at `i` is a piece of ground or a building: "territory", "hotel"."""
    token = reading.tokens[i]
    forms = {lemma(token), token.text.lower(), token.text.lower().removesuffix("s")}
    return bool(forms & (words().lists["soil"] | words().lists["facilities"]))


def is_place(entities: Mapping[str, Entity], entity: str) -> bool:
    """Whether the entity is a place: a location, a state, or a body named after its premises."""
    record = entities.get(entity)
    if record is None:
        return False
    if record.type in _PLACE_TYPES:
        return True
    last = record.name.split()[-1].lower() if record.name.split() else ""
    return record.type == "Organisation" and last in words().lists["facilities"]


def narrowest(entities: Mapping[str, Entity], found: Iterable[str]) -> tuple[str, ...]:
    """The places of `found` that hold no other one of them; no state beside a place in it."""
    all_found = list(dict.fromkeys(found))
    holders = {above for entity in all_found for above in outer(entities, entity)}
    kept = [entity for entity in all_found if entity not in holders]
    smaller = [entity for entity in kept if entities[entity].type != "State"]
    return tuple(smaller or kept)


def nested(entities: Mapping[str, Entity], some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a place of the one list is, or lies in, or holds one of the other list."""
    right = list(others)
    return any(a == b or holds(entities, a, b) or holds(entities, b, a) for a in some for b in right)


def exclude(entities: Mapping[str, Entity], some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the places of the two lists exclude each other, as far as is known where they are."""
    left, right = list(some), list(others)
    return bool(left) and bool(right) and all(apart(entities, a, b) for a in left for b in right)
