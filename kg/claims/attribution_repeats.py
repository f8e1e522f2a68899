"""Sentences that repeat somebody's words without saying so: pull quotes and summaries."""

import re
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz import fuzz

from kg.claims.attribution_voices import Voice
from kg.model import Reading

_LIKE = 92
"""rapidfuzz ratio (0 to 100) of the words of two sentences above which one repeats the other."""
_WORDS = 6
"""Shorter sentences are alike by chance."""


def repeats(reading: Reading, voices: Iterable[Voice], quoted: frozenset[int]) -> list[Voice]:
    """A voice for each unattributed sentence that says what a quotation elsewhere says, same speaker."""
    named = [voice for voice in voices if voice.speakers and not voice.negated and not voice.denies]
    spoken = [
        (voice, text) for voice in named for text in _pieces(reading, voice) if text.count(" ") >= _WORDS - 1
    ]
    if not spoken:
        return []
    covered = {i for voice in named for i in voice.content} | {voice.cue for voice in named}
    found = []
    for sentence in reading.sentences:
        span = range(sentence.first, sentence.last)
        if sentence.kind != "prose" or sentence.root in covered or any(i in quoted for i in span):
            continue
        text = _plain(reading.words(sentence.start, sentence.end))
        if text.count(" ") < _WORDS - 1:
            continue
        voice = next((voice for voice, other in spoken if _alike(text, other)), None)
        if voice is not None:
            found.append(Voice(-1, (), "repeat", voice.speakers, frozenset(span), voice.modality, voice.act))
    return found


def _pieces(reading: Reading, voice: Voice) -> list[str]:
    """What a voice says, sentence by sentence and as a whole."""
    content = sorted(voice.content)
    runs: list[tuple[int, int]] = []
    start = content[0] if content else 0
    for before, after in pairwise([*content, -1]):
        parted = after != before + 1 or reading.tokens[after].sent != reading.tokens[before].sent
        if parted:
            runs.append((start, before))
            start = after
    texts = [_plain(reading.words(reading.tokens[a].start, reading.tokens[b].end)) for a, b in runs]
    return [*texts, " ".join(texts)] if len(texts) > 1 else texts


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _alike(text: str, other: str) -> bool:
    if text in other:
        return True
    near = abs(len(text) - len(other)) * 5 <= max(len(text), len(other))
    return near and fuzz.ratio(text, other, score_cutoff=_LIKE) > 0
