"""Who spoke in a document so far, for pronouns that speak and documents that are quoted again."""

from collections.abc import Iterator

from kg.claims.cues import speech
from kg.model import Asserter, Reading, Unnamed

Speaking = tuple[Asserter, ...]

_NEXT = 2
"""How many sentences back whoever spoke goes on with "it added"."""
_REACH = 4
"""How many sentences back a pronoun may find its speaker."""


class Heard:
    """The speakers of a reading in text order, as far as it has been read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._heard: list[tuple[int, Asserter]] = []
        self._published: list[tuple[int, Speaking]] = []

    def hear(self, token: int, speakers: Speaking) -> None:
        """Keep in mind that `speakers` said something at `token`."""
        self._heard.extend((token, speaker) for speaker in speakers)

    def publish(self, token: int, speakers: Speaking) -> None:
        """Keep in mind that `speakers` put out a document at `token`: "the report" is theirs from now on."""
        if speakers:
            self._published.append((token, speakers))

    def publisher(self, token: int) -> Speaking:
        """Who put out a document last before `token`; empty if nobody did."""
        return next((who for place, who in reversed(self._published) if place < token), ())

    def is_person(self, speaker: Asserter) -> bool:
        """Whether a speaker is a named person."""
        entity = None if isinstance(speaker, Unnamed) else self._reading.entities.get(speaker)
        return entity is not None and entity.type == "Person"

    def named(self, head: int) -> Speaking:
        """The entities that a token stands for, attacks left out."""
        anchor = self._reading.anchor(head)
        if anchor is None:
            return ()
        known = self._reading.entities
        return tuple(name for name in anchor.entities if name not in known or known[name].type != "Attack")

    def going_on(self, head: int) -> Speaking:
        """The named body that spoke in the two sentences before, for "it"."""
        tokens = self._reading.tokens
        if tokens[head].lemma.lower() != "it":
            return ()
        for token, speaker in reversed(self._heard):
            near = token < head and tokens[head].sent - tokens[token].sent <= _NEXT
            if near and isinstance(speaker, str) and not self.is_person(speaker):
                return (speaker,)
        return ()

    def _recent(self, head: int) -> Iterator[Asserter]:
        sentence = self._reading.tokens[head].sent
        for token, speaker in reversed(self._heard):
            if token < head and sentence - self._reading.tokens[token].sent <= _REACH:
                yield speaker

    def last_person(self, head: int) -> Speaking:
        """Whom "he" or "she" stands for: who spoke last, else the subject of the sentences before."""
        for speaker in self._recent(head):
            if self.is_person(speaker):
                return (speaker,)
        sentence = self._reading.tokens[head].sent
        for anchor in reversed(self._reading.anchors):
            token = self._reading.tokens[anchor.token]
            near = anchor.token < head and sentence - token.sent <= 2
            one = len(anchor.entities) == 1 and self.is_person(anchor.entities[0])
            if near and one and token.dep in {"nsubj", "nsubjpass", "appos"}:
                return (anchor.entities[0],)
        return ()

    def last_body(self, head: int) -> Speaking:
        """The named state or organisation that spoke last."""
        for speaker in self._recent(head):
            if not isinstance(speaker, Unnamed) and not self.is_person(speaker):
                return (speaker,)
        return ()

    def last_many(self, head: int) -> Speaking:
        """Whom "they" stands for: who spoke last, if several can be meant, else the subject before."""
        for speaker in self._recent(head):
            if isinstance(speaker, Unnamed):
                if speaker.unnamed.split()[-1].lower().rstrip("s") in speech().people:
                    return (speaker,)
            elif not self.is_person(speaker):
                return (speaker,)
        sentence = self._reading.tokens[head].sent
        for anchor in self._reading.anchors:
            token = self._reading.tokens[anchor.token]
            if token.sent == sentence - 1 and token.dep == "nsubj":
                return self.named(anchor.token)
        return ()
