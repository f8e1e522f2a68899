"""Who may speak for whom: a state for its agencies, a minister for the state, a spokesman for the group."""

from collections.abc import Iterable

from kg.claims.frames import Frame
from kg.model import Entity, Reading

_OFFICES = frozenset({"LEADS", "MEMBER_OF", "SPOKESPERSON_OF"})
_ARMS = frozenset({"Agency", "Organisation", "Person", "Location"})
"""Types whose country answers for them; a group's country is where it fights, not whose it is."""


class Parties:
    """The affiliations that the register and the words of one document give."""

    def __init__(self, reading: Reading, frames: Iterable[Frame] = ()) -> None:
        self._entities = reading.entities
        self._offices = {
            (frame.subject, frame.object)
            for frame in frames
            if frame.relation in _OFFICES and not frame.negated and frame.qualifiers.get("tense") != "former"
        }

    def same_side(self, speaker: str, party: str) -> bool:
        """Whether a denial or admission by `speaker` is one by `party`: itself, its officials, its state."""
        return speaker == party or self.speaks_for(speaker, party) or self.speaks_for(party, speaker)

    def speaks_for(self, one: str, whole: str) -> bool:
        """Whether `one` is a person, agency or part of `whole`."""
        if (one, whole) in self._offices:
            return True
        entity = self._entities.get(one)
        if entity is None:
            return False
        return entity.parent == whole or (entity.type in _ARMS and self._country(entity) == whole)

    @staticmethod
    def _country(entity: Entity) -> str | None:
        return entity.country
