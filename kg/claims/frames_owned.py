"""Deeds that a group says are its own: "it admitted that it had bombed X" is a claim of responsibility."""

from dataclasses import replace

from kg.claims.cues import speech
from kg.claims.frames_ends import Ends
from kg.claims.frames_syntax import Syntax
from kg.claims.frames_types import Frame

_BELOW = frozenset({"ccomp", "conj", "xcomp"})


def claimed(syntax: Syntax, ends: Ends, frame: Frame) -> Frame:
    """The frame, as a claim of responsibility where the clause above says that its own author tells it.

    Only for armed groups: what a state says that it has struck stays a deed of the state.
    """
    group = syntax.reading.entities[frame.subject].type == "Group"
    if frame.relation != "PERPETRATED" or frame.negated or not group:
        return frame
    speakers = _speakers(syntax, ends, frame.trigger)
    if not speakers & {frame.subject, *_owners(syntax, ends, frame)}:
        return frame
    return replace(
        frame,
        subject=frame.subject if frame.subject in speakers else min(speakers),
        relation="CLAIMED_RESPONSIBILITY",
        construction="own words",
        own_deed=True,
    )


def _owners(syntax: Syntax, ends: Ends, frame: Frame) -> set[str]:
    """Whose branch the author is: "said its X Brigade had bombed Y"."""
    return {end.entity for end in ends.of(syntax.kids(frame.subject_token, "poss"))}


def _speakers(syntax: Syntax, ends: Ends, trigger: int) -> set[str]:
    """Who says the clause of the trigger; empty where nobody does, or somebody who only denies or asks."""
    for i in (trigger, *syntax.reading.ancestors(trigger)):
        above = syntax.token(i).head
        if syntax.token(i).dep == "relcl" or above == i:
            break
        if (
            syntax.is_verb(above)
            and syntax.token(i).dep in _BELOW
            and speech().verbs.has(syntax.lemma(above))
        ):
            return {end.entity for end in ends.of(syntax.slots(above).get("subj", []))}
    return set()
