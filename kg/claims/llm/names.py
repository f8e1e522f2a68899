"""Which entity of a reading a name given by a model means: only what the document mentions."""

from collections import defaultdict

from kg.claims.llm.grounding import Ground, key
from kg.model import Asserter, Reading, Unnamed


class Names:
    """The names of one document, asked by the model's words."""

    def __init__(self, reading: Reading, ground: Ground) -> None:
        self._reading = reading
        self._ground = ground
        self._by_key: dict[str, set[str]] = defaultdict(set)
        mentioned = {mention.entity for mention in reading.mentions}
        for mention in reading.mentions:
            self._by_key[key(mention.text)].add(mention.entity)
        for entity in reading.entities.values():
            if entity.id in mentioned:
                for name in (entity.name, *entity.aliases):
                    self._by_key[key(name)].add(entity.id)

    def entity(self, name: str, near: tuple[int, int]) -> str | None:
        """The entity that `name` means, if the document mentions it; None for a name from nowhere.

        A name of several entities means the one mentioned inside `near`, if that is one. A description
        ("the attack") means what its words in `near` stand for.
        """
        found = self._by_key.get(key(name), set())
        if len(found) > 1:
            inside = {
                mention.entity
                for mention in self._reading.mentions
                if mention.entity in found and near[0] <= mention.start and mention.end <= near[1]
            }
            found = inside if len(inside) == 1 else set()
        if not found:
            found = self._described(name, near)
        return next(iter(found)) if len(found) == 1 else None

    def _described(self, name: str, near: tuple[int, int]) -> set[str]:
        words = self._reading.words(*near)
        place = Ground(words, near[0]).locate(name)
        if place is None:
            return set()
        inside = [a for a in self._reading.anchors if place[0] <= a.start and a.end <= place[1]]
        if not inside:
            return set()
        # The last anchor is the head in English noun phrases ("the Colombo bombing").
        last = max(inside, key=lambda anchor: (anchor.end, -anchor.start))
        return set(last.entities) if len(last.entities) == 1 else set()

    def asserter(self, name: str, near: tuple[int, int]) -> Asserter | None:
        """The entity that speaks, else an unnamed speaker in the document's own words; None if invented."""
        entity = self.entity(name, near)
        if entity is not None:
            return entity
        place = self._ground.locate(name)
        return None if place is None else Unnamed(self._reading.words(*place))
