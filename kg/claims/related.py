"""Relations that the trained model reads between two mentions of which the rules say nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg import schema
from kg.claims import related_model
from kg.claims.attribution import Voices
from kg.claims.cues import denying
from kg.claims.frames_build import Builder
from kg.claims.frames_ends import Ends
from kg.claims.frames_lexicon import Meaning
from kg.claims.frames_syntax import Syntax
from kg.claims.frames_types import End, Frame
from kg.claims.related_features import Pair, Sentences, Way
from kg.claims.related_model import Guess, Model
from kg.model import Anchor, Reading

CONSTRUCTION = "read by the trained part"
MOST = 14
"""Of a sentence with more mentions than this only the first are looked at."""
_PLACED = "OCCURRED_IN"
_AUTHORS = frozenset({"PERPETRATED", "CLAIMED_RESPONSIBILITY"})
_BEFORE = frozenset({"poss", "compound", "nmod", "amod"})
_CLAUSE = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_NO = frozenset(
    {
        "no",
        "not",
        "n't",
        "never",
        "neither",
        "nor",
        "none",
        "nobody",
        "without",
        "hardly",
        "unlike",
        "nothing",
    }
)
_UNDONE = frozenset(
    {
        "fail",
        "refuse",
        "decline",
        "cease",
        "stop",
        "halt",
        "avoid",
        "prevent",
        "lack",
        "unable",
        "rather",
        "if",
    }
)


@dataclass(frozen=True, slots=True)
class Closest:
    """Two mentions with the way between them."""

    pair: Pair
    way: Way | None


def closest(
    reading: Reading, sentences: Sentences, possible: Callable[[str, str], bool]
) -> Iterator[Closest]:
    """Of any two entities of a sentence the two mentions that are closest in the tree.

    `possible` tells whether entities of two types may be related at all.
    """
    for mentions in _by_sentence(reading):
        best: dict[tuple[str, str], tuple[tuple[int, int, int], Closest]] = {}
        for n, one in enumerate(mentions):
            for other in mentions[n + 1 :]:
                for pair in _pairs(one, other):
                    if not possible(sentences.kind(pair.first), sentences.kind(pair.second)):
                        continue
                    way = sentences.way(pair)
                    length = len(way.up) + len(way.down) if way else len(reading.tokens)
                    rank = (length, other.token - one.token, one.token)
                    ends = (min(pair.first, pair.second), max(pair.first, pair.second))
                    if ends not in best or rank < best[ends][0]:
                        best[ends] = (rank, Closest(pair, way))
        for ends in sorted(best):
            yield best[ends][1]


def _by_sentence(reading: Reading) -> Iterator[list[Anchor]]:
    found: dict[int, list[Anchor]] = {}
    for anchor in reading.anchors:
        found.setdefault(reading.tokens[anchor.token].sent, []).append(anchor)
    yield from (mentions[:MOST] for _, mentions in sorted(found.items()) if len(mentions) > 1)


def _pairs(one: Anchor, other: Anchor) -> Iterator[Pair]:
    for first in one.entities:
        for second in other.entities:
            if first not in other.entities and second not in one.entities:
                yield Pair(one, other, first, second)


def find(
    reading: Reading, voices: Voices, told: tuple[Frame, ...], model: Model | None = None
) -> tuple[Frame, ...]:
    """The frames that the model adds to those that the rules found (`told`), in text order."""
    return _Found(reading, voices, model or related_model.load()).beside(told)


class _Found:
    def __init__(self, reading: Reading, voices: Voices, model: Model) -> None:
        self._reading = reading
        self._voices = voices
        self._model = model
        self._builder: Builder | None = None

    def beside(self, told: tuple[Frame, ...]) -> tuple[Frame, ...]:
        known = {frozenset((frame.subject, frame.object)) for frame in told}
        sentences = Sentences(self._reading, told)
        found: list[tuple[float, Frame]] = []
        for close in closest(self._reading, sentences, self._model.possible):
            pair, way = close.pair, close.way
            if way is None or frozenset((pair.first, pair.second)) in known:
                continue
            kinds = sentences.kind(pair.first), sentences.kind(pair.second)
            guess = self._model.guess(sentences.features(pair, way), *kinds)
            if guess.probability >= self._model.thresholds[guess.relation]:
                found += [(guess.probability, frame) for frame in self._frames(pair, way, guess)]
        return tuple(sorted(_first_told(told, sorted(found, key=_rank)), key=_text_order))

    def _frames(self, pair: Pair, way: Way, guess: Guess) -> list[Frame]:
        """The frame of a guess; none where the words may mean that it is not so, and it is unclear how."""
        if self._is_vague(pair.one, pair) or self._is_vague(pair.other, pair):
            return []
        first = End(pair.first, pair.one.token, pair.one.token)
        second = End(pair.second, pair.other.token, pair.other.token)
        ends = (first, second) if guess.forth else (second, first)
        found = self._build().frames(_meaning(guess.relation), [ends], self._trigger(way), CONSTRUCTION)
        return [frame for frame in found if self._is_clear(pair, way, frame)]

    def _is_vague(self, anchor: Anchor, pair: Pair) -> bool:
        """Whether several are meant at once, or the mention only tells whose the other is: "X's wing Y"."""
        token = self._reading.tokens[anchor.token]
        above = self._reading.anchor(token.head) if token.dep in _BEFORE else None
        owner = above is not None and not {pair.first, pair.second} & set(above.entities)
        return owner or len(anchor.entities) > 1

    def _build(self) -> Builder:
        if self._builder is None:
            syntax = Syntax(self._reading)
            self._builder = Builder(syntax, Ends(syntax))
        return self._builder

    def _trigger(self, way: Way) -> int:
        """The word that carries the relation: the top, or under a word of speech what is said."""
        tokens = self._reading.tokens
        below = [*reversed(way.up[1:]), *reversed(way.down[1:])]
        for voice in self._voices.all:
            if voice.cue == way.top:
                said = [k for k in below if k in voice.content and tokens[k].pos in _CLAUSE]
                if said:
                    return said[0]
        if tokens[way.top].anchor is None and tokens[way.top].pos in _CLAUSE:
            return way.top
        around = [*below, *self._reading.ancestors(way.top)]
        plain = (k for k in around if tokens[k].anchor is None and tokens[k].pos in _CLAUSE)
        return next(plain, way.top)

    def _is_clear(self, pair: Pair, way: Way, frame: Frame) -> bool:
        """Whether every word of negation or denial around the way is accounted for."""
        on = {way.top, frame.trigger, *way.up, *way.down}
        near = set(range(pair.one.token, pair.other.token + 1)) | on
        near |= {c for k in on for c in self._reading.children(k)}
        words = {self._reading.tokens[k].lemma.lower() for k in near}
        words |= {self._reading.tokens[k].text.lower() for k in near}
        if words & _UNDONE or (words & _NO and not frame.negated):
            return False
        above = {self._reading.tokens[k].lemma.lower() for k in self._reading.ancestors(frame.trigger)}
        vias = {pair.one.via, pair.other.via}
        named = ((pair.first, pair.one.token), (pair.second, pair.other.token))
        heard = {voice.cue for voice in self._voices.around(frame.trigger)}
        over = set(self._reading.ancestors(frame.trigger)) | on
        if any(voice.cue in over and voice.cue not in heard for voice in self._voices.all):
            return False
        if frame.relation == _PLACED and ("demonym" in vias or self._is_own_deed(frame.trigger)):
            return False
        around = self._voices.around(frame.trigger)
        if any(name in voice.speakers and k not in voice.content for voice in around for name, k in named):
            return False  # who only speaks of it
        denied = any(voice.denies for voice in around)
        return denied or not any(denying().verbs.has(word) for word in words | above)

    def _is_own_deed(self, trigger: int) -> bool:
        """Whether a group is speaking, which tells that it did it, and the author where that was."""
        speakers = {name for voice in self._voices.around(trigger) for name in voice.speakers}
        kinds = {self._reading.entities[name].type for name in speakers if isinstance(name, str)}
        return "Group" in kinds


def _first_told(told: tuple[Frame, ...], found: list[tuple[float, Frame]]) -> Iterator[Frame]:
    """The frames without second places of attacks, and without authors of attacks that the rules know of."""
    placed = {frame.subject for frame in told if frame.relation == _PLACED}
    known = {frame.object for frame in told if frame.relation in _AUTHORS}
    for _, frame in found:
        if frame.relation in _AUTHORS and frame.object in known:
            continue
        if frame.relation == _PLACED:
            if frame.subject in placed:
                continue
            placed.add(frame.subject)
        yield frame


def _rank(found: tuple[float, Frame]) -> tuple[float, int, int, str, str]:
    return (-found[0], *_text_order(found[1]))


def _text_order(frame: Frame) -> tuple[int, int, str, str]:
    return (frame.sentence, frame.trigger, frame.subject, frame.object)


def _meaning(relation: str) -> Meaning:
    rule = schema.load().relations[relation]
    return Meaning("trained", relation, frozenset(rule.subject), frozenset(rule.object))
