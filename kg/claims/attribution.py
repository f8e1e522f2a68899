"""Who says it, and how firmly: speakers, nested speakers, modality, hedges, words on missing evidence."""

from dataclasses import dataclass, field

from kg.claims import attribution_evidence, quotations
from kg.claims import attribution_tree as tree
from kg.claims.attribution_headlines import headlines
from kg.claims.attribution_hedges import Scale
from kg.claims.attribution_nouns import Nouns
from kg.claims.attribution_quotes import Quotes
from kg.claims.attribution_repeats import repeats
from kg.claims.attribution_verbs import Verbs
from kg.claims.attribution_voices import Voice
from kg.claims.cues import weakest
from kg.claims.frames import Frame
from kg.claims.speakers import Speakers
from kg.claims.speakers_heard import Speaking
from kg.model import Asserter, Cue, Quote, Reading

_ROLES = frozenset({"LEADS", "MEMBER_OF", "SPOKESPERSON_OF", "PART_OF", "BASED_IN"})
"""Relations that an author adds to a name in passing ("the minister, X") in what others say."""
_PLACES = frozenset({"OPERATES_IN", "LOCATED_IN", "AFFILIATE_OF"})
"""Relations that are the author's too when they stand in passing in an accusation ("arming the X in Y")."""
_NOTES = 2
"""How many sentences after what somebody says a word on missing proof may stand."""
_OURS = frozenset({"we", "our", "us", "i", "my"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who asserts a frame, who reports it, how firmly; the fields are those of a Claim.

    `deniers` deny it in the same words, `denial` being those words. With `negative` the words are only a
    denial or a finding that it is not so: the claim is a negative one by `asserted_by`.
    """

    asserted_by: tuple[Asserter, ...] = ()
    reported_by: str | None = None
    reported_in: str | None = None
    modality: str = "asserted"
    cues: tuple[Cue, ...] = ()
    act: str | None = None
    evidence: Quote | None = None
    hypothetical: bool = False
    """A recommendation, condition, question or plan: the frame is no claim and is dropped."""
    negative: bool = False
    deniers: tuple[Asserter, ...] = ()
    denial: Quote | None = None
    first_person: bool = False
    """In quotation marks and about "we", "our": the speakers talk of themselves."""
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class _Heard:
    """What the voices around a frame say of it, gathered from the innermost outwards."""

    voice: Voice | None = None
    speakers: Speaking = ()
    reported_by: str | None = None
    hits: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    open: bool = False
    negative: bool = False
    denial: Voice | None = None
    deniers: Speaking = ()
    act: str | None = None
    reasons: list[str] = field(default_factory=list)


class Voices:
    """The voices of one reading: quotations and reported speech, found once, asked frame by frame."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._speakers = Speakers(reading)
        quoted = quotations.find(reading)
        self._quoted = frozenset(i for q in quoted for i in range(q.first, q.last))
        found = Quotes(reading, quoted, self._speakers).join(self._found())
        found += headlines(reading, self._speakers)
        self.all = tuple(sorted([*found, *repeats(reading, found, self._quoted)], key=_place))
        self._scale = Scale(reading)
        self._notes = attribution_evidence.notes(reading)

    def _found(self) -> list[Voice]:
        verbs, nouns = Verbs(self._reading, self._speakers), Nouns(self._reading, self._speakers)
        found: list[Voice] = []
        for token in self._reading.tokens:
            verbs.publish(token.i)
            voice = verbs.at(token.i) or nouns.at(token.i)
            if voice is not None:
                found.append(voice)
                self._speakers.heard.hear(token.i, () if voice.negated else voice.speakers)
        return found

    def of(self, frame: Frame) -> Attribution:
        """The attribution of `frame`; the document's own voice where nobody is named."""
        heard = self._hear(frame)
        cue = heard.voice.cue if heard.voice else None
        content = heard.voice.content if heard.voice else frozenset()
        strength = self._scale.of(frame, cue, content)
        hits = [*heard.hits, *strength.hits]
        if frame.relation == "ACCUSES" and not any(hit[0] == "accused" for hit in hits):
            hits.append(("accused", (frame.trigger,)))
        if frame.own_deed or heard.negative:
            firm = {"reported", "possible"}
            hits = [] if heard.negative else [hit for hit in strength.hits if hit[0] in firm]
        modality = weakest(*(hit[0] for hit in hits))
        hypothetical = (heard.open or strength.open) and not heard.negative
        if heard.negative and frame.negated:
            hypothetical = True
        speakers = self._own(frame, heard)
        return Attribution(
            asserted_by=speakers,
            reported_by=heard.reported_by,
            modality=modality,
            cues=self._cues(hits, heard),
            act=heard.act,
            evidence=self._evidence(frame, heard) if heard.voice or modality != "asserted" else None,
            hypothetical=hypothetical,
            negative=heard.negative,
            deniers=(frame.subject,) if frame.subject in heard.deniers else heard.deniers,
            denial=self._denial(heard.denial),
            first_person=self._is_first_person(frame),
            reasons=(*heard.reasons, *(f"hedge: {modality}" for _ in hits[:1])),
        )

    def around(self, token: int) -> list[Voice]:
        """The voices whose content holds `token`, the innermost first."""
        holding = [voice for voice in self.all if token in voice.content]
        return sorted(holding, key=lambda voice: (-_depth(voice, holding), len(voice.content), voice.cue))

    def _hear(self, frame: Frame) -> _Heard:
        heard = _Heard()
        for voice in self.around(frame.trigger):
            if self._is_aside(frame, voice):
                heard.reasons.append("role in passing")
                continue
            if voice.denies:
                self._deny(heard, voice)
            elif heard.speakers:
                self._report(heard, voice)
            elif voice.negated:  # "no evidence that": the frame is negated already
                heard.open = heard.open or not (frame.negated and voice.construction == "noun")
            else:
                self._assert(frame, heard, voice)
        return heard

    def _is_aside(self, frame: Frame, voice: Voice) -> bool:
        """A title beside a name in reported speech is the author's, unless it stands in quotation marks."""
        trigger = self._reading.tokens[frame.trigger]
        event = frame.relation == "OCCURRED_IN" and trigger.pos in {"NOUN", "PROPN"}
        if event and frame.trigger not in self._quoted and (voice.denies or self._is_known(voice, trigger.i)):
            return True  # "blamed for the attack in X": where it was is not what is alleged or denied
        described = trigger.dep == "pobj" and self._reading.tokens[trigger.head].text.lower() == "as"
        titled = trigger.pos in {"NOUN", "PROPN", "ADJ"} and trigger.dep not in {"attr", "oprd"}
        roles = _ROLES | _PLACES if voice.modality == "accused" else _ROLES
        passing = titled and not described and frame.relation in roles and frame.trigger not in self._quoted
        return passing and voice.construction != "repeat"

    def _is_known(self, voice: Voice, noun: int) -> bool:
        """Whether an event is taken for granted: in an accusation, or "the attack", "its attack"."""
        words = {"the", "this", "that", "its", "their", "his", "her"}
        return voice.modality == "accused" or tree.has_word(self._reading, noun, *words)

    def _assert(self, frame: Frame, heard: _Heard, voice: Voice) -> None:
        modality = voice.modality
        if voice.own and frame.subject in voice.speakers:
            modality = voice.own
        if modality != "asserted":
            heard.hits.append((modality, voice.words))
        heard.reasons.append(f"voice: {voice.construction}")
        if voice.open and not self._scale.is_presupposed(frame.trigger, voice.cue):
            heard.open = True
        if voice.speakers:
            heard.voice, heard.speakers = voice, voice.speakers
        heard.act = heard.act or voice.act

    @staticmethod
    def _report(heard: _Heard, voice: Voice) -> None:
        named = [speaker for speaker in voice.speakers if isinstance(speaker, str)]
        if named and heard.reported_by is None and named[0] not in heard.speakers and not voice.negated:
            heard.reported_by = named[0]
        if heard.denial is not None and not heard.denial.speakers and not heard.deniers:
            heard.deniers = _others(voice, heard)  # "X's claim is false, Y said"
            heard.reported_by = None

    def _deny(self, heard: _Heard, voice: Voice) -> None:
        if voice.negated:  # "we do not deny that" admits it
            heard.open = heard.open or not (heard.speakers or self._is_ours(voice))
            return
        heard.denial = voice
        heard.reasons.append("denial in the same words")
        if heard.speakers and voice.denies != "clear":
            heard.deniers = _others(voice, heard)
            return
        heard.negative = True
        heard.open = False
        heard.act = voice.act
        if voice.speakers:
            heard.voice, heard.speakers = voice, voice.speakers

    def _is_ours(self, voice: Voice) -> bool:
        subjects = tree.kids(self._reading, voice.cue, "nsubj")
        return any(self._reading.tokens[i].lemma.lower() in _OURS for i in subjects)

    def _own(self, frame: Frame, heard: _Heard) -> Speaking:
        """Own statements and accusations are asserted by their subject, where nobody else is named."""
        if frame.own_deed and not frame.negated:
            return (frame.subject,)
        if heard.negative and frame.subject in heard.speakers:
            return (frame.subject,)  # "A and B deny …": each for itself
        if frame.relation == "ACCUSES" and not heard.speakers:
            return (frame.subject,)
        return heard.speakers

    def _cues(self, hits: list[tuple[str, tuple[int, ...]]], heard: _Heard) -> tuple[Cue, ...]:
        tokens = {i for _, words in hits for i in words if i >= 0}
        if heard.negative and heard.denial is not None:
            tokens |= set(heard.denial.words)
        found: list[Cue] = []
        for i in sorted(tokens):
            token = self._reading.tokens[i]
            if found and self._reading.words(found[-1].end, token.start).strip() == "":
                start = found[-1].start
                found[-1] = Cue(self._reading.words(start, token.end), start, token.end)
            else:
                found.append(Cue(self._reading.words(token.start, token.end), token.start, token.end))
        return tuple(found)

    def _is_first_person(self, frame: Frame) -> bool:
        if frame.trigger not in self._quoted:
            return False
        below = self._reading.subtree(frame.trigger)
        return any(self._reading.tokens[i].lemma.lower() in _OURS for i in below)

    def _denial(self, voice: Voice | None) -> Quote | None:
        if voice is None:
            return None
        sentence = self._reading.sentences[self._reading.tokens[voice.cue].sent]
        return Quote(self._reading.words(sentence.start, sentence.end), sentence.start, sentence.end)

    def _evidence(self, frame: Frame, heard: _Heard) -> Quote | None:
        for after in range(_NOTES + 1 if heard.speakers else 1):
            note = self._notes.get(frame.sentence + after)
            if note is not None:
                return note
        return None


def _others(voice: Voice, heard: _Heard) -> Speaking:
    return tuple(speaker for speaker in voice.speakers if speaker not in heard.speakers)


def _place(voice: Voice) -> tuple[int, str, int]:
    return (voice.cue, voice.construction, min(voice.content, default=-1))


def _depth(voice: Voice, others: list[Voice]) -> int:
    """In how many of the other voices a voice stands."""
    return sum(voice.cue in other.content and other.cue != voice.cue for other in others)


__all__ = ["Attribution", "Voices"]
