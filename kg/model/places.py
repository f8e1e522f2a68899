"""Which place lies in which, as far as the records of the places tell."""

from collections.abc import Mapping

from kg.model import Entity


def outer(entities: Mapping[str, Entity], place: str) -> list[str]:
    """The places that hold `place`, the nearest first.

    >>> outer({"hall": Entity("hall", "Location", "Hall", parent="town", country="land")}, "hall")
    ['town', 'land']
    """
    found: list[str] = []
    queue = [place]
    for current in queue:
        record = entities.get(current)
        for above in (record.parent, record.country) if record else ():
            if above is not None and above != place and above not in found:
                found.append(above)
                queue.append(above)
    return found


def holds(entities: Mapping[str, Entity], large: str, small: str) -> bool:
    """Whether `small` lies in `large`."""
    return large in outer(entities, small)


def depth(entities: Mapping[str, Entity], place: str) -> int:
    """How many places hold `place`: 0 for a state or a place that nobody has put anywhere."""
    record = entities.get(place)
    return 0 if record is None or record.type == "State" else len(outer(entities, place))


def apart(entities: Mapping[str, Entity], one: str, other: str) -> bool:
    """Whether neither can lie in the other. A place that nobody has put anywhere may lie in any state."""
    if one == other or holds(entities, one, other) or holds(entities, other, one):
        return False
    for large, small in ((one, other), (other, one)):
        state = large in entities and entities[large].type == "State"
        homeless = small in entities and entities[small].type != "State" and not outer(entities, small)
        if state and homeless:
            return False
    return True


def neighbours(entities: Mapping[str, Entity], one: str, other: str) -> bool:
    """Whether both are places of one country of which nobody knows more: a town may lie in a region there."""
    places = [entities.get(one), entities.get(other)]
    lands = {place.country for place in places if place is not None and place.type == "Location"}
    loose = [place for place in places if place is not None and place.parent in (None, place.country)]
    return len(lands) == 1 and None not in lands and len(loose) == 2
