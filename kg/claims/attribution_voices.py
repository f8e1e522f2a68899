"""A voice: a word that reports, who speaks, which tokens are what is said, how firmly."""

from dataclasses import dataclass

from kg.claims.speakers_heard import Speaking


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody saying something.

    `cue` is the token of the reporting word and `words` all tokens of the cue; `content` the tokens that it
    covers. Without `speakers` nobody is named ("is said to"): the document's voice with that modality.
    `negated`: it is said not to have been said; `open`: wished, asked or planned. `denies` is the class of
    a denying word (deny, reject, clear). `construction` names the rule for the reasons of a claim.
    """

    cue: int
    words: tuple[int, ...]
    construction: str
    speakers: Speaking = ()
    content: frozenset[int] = frozenset()
    modality: str = "asserted"
    act: str | None = None
    negated: bool = False
    open: bool = False
    denies: str | None = None
    against: Speaking = ()
    """Whose words a denial denies: "rejected India's accusations", "dismissed the panel's report"."""
    own: str | None = None
    """The modality when the speaker speaks of itself ("claimed to have killed": reported)."""
