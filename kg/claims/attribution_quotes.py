"""Whose words stand between quotation marks: beside a reporting word, after a colon, or going on."""

from dataclasses import dataclass, replace

from kg.claims import attribution_tree as tree
from kg.claims.attribution_voices import Voice
from kg.claims.cues import speech
from kg.claims.quotations import Quotation
from kg.claims.speakers import Speakers
from kg.claims.speakers_heard import Speaking
from kg.model import Reading

_SHORT = 4
"""Fewer quoted tokens are a word in quotation marks, no utterance."""
_AFTER, _BEFORE, _LABEL = 14, 30, 8
"""How many tokens from the mark the reporting word may be, after and before; how long a "Name:" may be."""
_STOPS = frozenset({".", "!", "?", ";"})


@dataclass(frozen=True, slots=True)
class _Said:
    """The speakers of a quotation, and the cue it was found by (-1: none)."""

    speakers: Speaking
    cue: int
    how: str


class Quotes:
    """Gives the quotations of a reading to their speakers, in text order."""

    def __init__(self, reading: Reading, quotations: tuple[Quotation, ...], speakers: Speakers) -> None:
        self._reading = reading
        self._quotations = quotations
        self._speakers = speakers
        self._inside = {i for q in quotations for i in range(q.first, q.last) if q.last - q.first >= _SHORT}

    def join(self, voices: list[Voice]) -> list[Voice]:
        """The voices with the quoted words added to their content, and new voices where there was no cue."""
        table = {voice.cue: voice for voice in voices}
        added: list[Voice] = []
        before: tuple[Quotation, _Said] | None = None
        for quotation in self._quotations:
            if quotation.last - quotation.first < _SHORT:
                continue
            said = self._said(quotation, table, before)
            before = (quotation, said) if said is not None else before
            if said is None:
                continue
            content = frozenset(range(quotation.first, quotation.last))
            voice = table.get(said.cue)
            if voice is not None and voice.speakers == said.speakers:
                table[said.cue] = replace(voice, content=voice.content | content)
            elif said.speakers:
                added.append(
                    Voice(said.cue, (), f"quotation {said.how}", speakers=said.speakers, content=content)
                )
        return [*table.values(), *added]

    def _said(
        self, quotation: Quotation, table: dict[int, Voice], before: tuple[Quotation, _Said] | None
    ) -> _Said | None:
        going_on = (
            before is not None and before[0].continued and before[0].paragraph == quotation.paragraph - 1
        )
        if going_on and before is not None:
            return replace(before[1], how="continued")
        return (
            self._after(quotation, table)
            or self._ahead(quotation, table)
            or self._around(quotation, table)
            or self._label(quotation)
            or self._again(quotation, before)
        )

    def _after(self, quotation: Quotation, table: dict[int, Voice]) -> _Said | None:
        """The cue behind the closing mark: '…," said Deby', '…," he told reporters'."""
        tokens = self._reading.tokens
        if tokens[quotation.last - 1].text in {".", "…"}:
            return None
        for i in range(quotation.last, min(quotation.last + _AFTER, len(tokens))):
            if i in self._inside or tokens[i].text in _STOPS or "\n" in self._between(quotation.last - 1, i):
                return None
            voice = table.get(i)
            if voice is not None and _may_quote(voice):
                return self._by(voice, "after")
            if voice is not None:
                return None
            if self._is_mistaken(i):
                speakers = self._nearby(i, backwards=True)
                return _Said(speakers, -1, "after") if speakers else None
        return None

    def _is_mistaken(self, i: int) -> bool:
        """A verb of saying that the parser took for a noun, at the end of the sentence or before a name."""
        word = speech().verbs.at(self._reading, i)
        if word is None or word.kind not in {"say", "tell", "stress"}:
            return False
        following = self._reading.tokens[i + 1] if i + 1 < len(self._reading.tokens) else None
        return following is None or following.text in _STOPS or self._reading.anchor(i + 1) is not None

    def _ahead(self, quotation: Quotation, table: dict[int, Voice]) -> _Said | None:
        """The cue before the opening mark: 'Deby said: "…', 'he stressed that "…', 'called it "…'."""
        tokens = self._reading.tokens
        colon = quotation.first >= 2 and ":" in {
            tokens[quotation.first - 1].text,
            tokens[quotation.first - 2].text,
        }
        found: Voice | None = None
        for i in range(quotation.first - 1, max(quotation.first - _BEFORE, -1), -1):
            stop = tokens[i].text in _STOPS and not colon
            if stop or i in self._inside or "\n\n" in self._between(i, quotation.first):
                break
            voice = table.get(i)
            if voice is not None and _may_quote(voice):
                found = voice
                break
        if found is None:
            return None
        gap = min((abs(j - quotation.first) for j in found.content), default=_BEFORE)
        close = quotation.first - found.cue <= 8 or colon or gap <= 3
        return self._by(found, "ahead") if close else None

    def _around(self, quotation: Quotation, table: dict[int, Voice]) -> _Said | None:
        """A reporting clause in whose content the quotation stands: 'said X had "…" in the north'."""
        quoted = set(range(quotation.first, quotation.last))
        holding = [
            v for v in table.values() if v.cue not in quoted and len(v.content & quoted) * 2 > len(quoted)
        ]
        holding = [v for v in holding if v.speakers and _may_quote(v)]
        inner = min(holding, key=lambda voice: (len(voice.content), voice.cue), default=None)
        return None if inner is None else self._by(inner, "inside")

    def _label(self, quotation: Quotation) -> _Said | None:
        """'Idriss Deby: "…"' in an interview."""
        tokens = self._reading.tokens
        colon = next(
            (i for i in (quotation.first - 1, quotation.first - 2) if i > 0 and tokens[i].text == ":"), None
        )
        if colon is None:
            return None
        for i in range(colon - 1, max(colon - _LABEL, -1), -1):
            if tokens[i].text in _STOPS or "\n" in self._between(i, colon):
                return None
            if self._reading.anchor(i) is not None:
                speakers = self._speakers.of(i)
                return _Said(speakers, -1, "label") if speakers else None
        return None

    def _again(self, quotation: Quotation, before: tuple[Quotation, _Said] | None) -> _Said | None:
        """A whole sentence in quotation marks goes on with the voice heard in the same paragraph."""
        if before is None or before[0].paragraph != quotation.paragraph:
            return None
        first = self._reading.tokens[quotation.first]
        return replace(before[1], cue=-1, how="again") if first.text[:1].isupper() else None

    def _by(self, voice: Voice, how: str) -> _Said | None:
        parsed = tree.kids(self._reading, voice.cue, *tree.SUBJECTS)
        speakers = voice.speakers or (() if parsed else self._nearby(voice.cue))
        return _Said(speakers, voice.cue, how) if speakers else None

    def _nearby(self, cue: int, *, backwards: bool = False) -> Speaking:
        """The named speaker beside a cue whose subject the parser missed: right after it, or right before."""
        tokens = self._reading.tokens
        after = range(cue + 1, min(cue + 7, len(tokens)))
        before = range(cue - 1, max(cue - 7, -1), -1)
        for way in (before, after) if backwards else (after, before):
            for i in way:
                if tokens[i].text in _STOPS or i in self._inside:
                    break
                if self._reading.anchor(i) is not None:
                    return self._speakers.of(i)
        return ()

    def _between(self, first: int, last: int) -> str:
        tokens = self._reading.tokens
        return self._reading.words(tokens[first].end, tokens[last].start)


def _may_quote(voice: Voice) -> bool:
    return voice.construction in {"verb", "passive", "according"} and not voice.negated
