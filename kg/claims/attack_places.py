"""Places of attacks: which names are places, and which of two lies in the other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

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


def placed(reading: Reading) -> dict[str, Entity]:
    """The entities, those places that no register knows put where the text puts them.

    Read are "the market of A", "a hall in A" and "A, B" (not in a list). What a record says already stays.
    """
    entities = dict(reading.entities)
    for inner, holder in _containments(reading):
        record = entities[inner]
        if record.known or record.type != "Location" or record.parent or record.country or inner == holder:
            continue
        if holds(entities, inner, holder):
            continue
        state = entities[holder].type == "State"
        entities[inner] = replace(record, country=holder) if state else replace(record, parent=holder)
    return entities


def _containments(reading: Reading) -> list[tuple[str, str]]:
    """Pairs of places of which the text says that the first lies in the second, in text order."""
    found: list[tuple[str, str]] = []
    for token in reading.tokens:
        for inner in places_of(reading, token.i):
            found.extend(
                (inner, holder) for j in _holders(reading, token.i) for holder in places_of(reading, j)
            )
    return found


def _holders(reading: Reading, i: int) -> list[int]:
    """The tokens that may name what holds the place named at `i`."""
    found = [
        j
        for c in reading.children(i)
        if reading.tokens[c].text.lower() in ("in", "of")
        for j in reading.children(c)
        if reading.tokens[j].dep == "pobj"
    ]
    found += [c for c in reading.children(i) if reading.tokens[c].dep == "poss"]  # "X's market"
    last = reading.sentences[reading.tokens[i].sent].last
    if i + 2 < last and reading.tokens[i + 1].text == "," and places_of(reading, i + 2):
        after = reading.tokens[i + 3].text.lower() if i + 3 < last else "."
        before = reading.tokens[i - 1].text if i else ""
        listed = after in ("and", "or", "&") or before in (",", "and")
        if not listed and not (after == "," and i + 4 < last and _goes_on(reading, i + 4)):
            found.append(i + 2)
    return found


def _goes_on(reading: Reading, i: int) -> bool:
    """Whether a list goes on at token `i`: another place, or "and"."""
    return reading.tokens[i].text.lower() in ("and", "or") or bool(places_of(reading, i))
