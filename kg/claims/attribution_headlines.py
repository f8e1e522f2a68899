"""Headlines that name their speaker without a verb: "X arms Y: Z", "Z: X arms Y", "X arms Y — report"."""

from kg.claims import attribution_tree as tree
from kg.claims.attribution_voices import Voice
from kg.claims.cues import speech
from kg.claims.speakers import Speakers
from kg.model import Reading, Sentence, Unnamed

_MARKS = frozenset({":", "—", "–", "-", "--", "|"})
_WORDS = 4
"""A longer part beside the mark is a clause of its own, no speaker."""


def headlines(reading: Reading, speakers: Speakers) -> list[Voice]:
    """A voice for each headline or heading that gives its speaker before a colon or after a colon or dash."""
    found = []
    for sentence in reading.sentences:
        if sentence.kind == "prose":
            continue
        voice = _voice(reading, speakers, sentence)
        if voice is not None:
            found.append(voice)
    return found


def _voice(reading: Reading, speakers: Speakers, sentence: Sentence) -> Voice | None:
    inside = range(sentence.first, sentence.last)
    for mark in reversed([i for i in inside if reading.tokens[i].text in _MARKS]):
        before, after = range(sentence.first, mark), range(mark + 1, sentence.last)
        parts = [(after, before)]
        if reading.tokens[mark].text == ":":
            parts.append((before, after))
        for name, said in parts:
            head = _speaker(reading, speakers, name)
            if head is not None and any(tree.is_verb(reading, i) for i in said):
                return _made(reading, speakers, head, mark, frozenset(said))
    return None


def _made(reading: Reading, speakers: Speakers, head: int, mark: int, said: frozenset[int]) -> Voice:
    who = speakers.of(head)
    noun = speech().nouns.at(reading, head)
    unnamed = noun is not None and all(isinstance(one, Unnamed) for one in who)
    modality = speech().noun_kinds[noun.kind].modality if noun is not None and unnamed else "asserted"
    return Voice(mark, (head,), "headline", who, said, modality)


def _speaker(reading: Reading, speakers: Speakers, part: range) -> int | None:
    """The head of a short phrase without a verb that can speak."""
    words = [i for i in part if reading.tokens[i].pos not in {"PUNCT", "SPACE"}]
    if not words or len(words) > _WORDS or any(tree.is_verb(reading, i) for i in words):
        return None
    anchored = [i for i in words if reading.anchor(i) is not None]
    last = words[-1]
    if anchored and (anchored[-1] == last or not speakers.may_speak(last)):
        return anchored[-1]
    return last if speakers.may_speak(last) and reading.tokens[last].pos in {"NOUN", "PROPN"} else None
