"""Relations that words express between two anchors of a sentence, before anyone asks who says so."""

from kg import schema
from kg.claims.frames_belonging import Belonging
from kg.claims.frames_build import Builder
from kg.claims.frames_ends import Ends
from kg.claims.frames_events import Events
from kg.claims.frames_nominal import Nominal
from kg.claims.frames_owned import claimed
from kg.claims.frames_syntax import Syntax
from kg.claims.frames_types import Frame
from kg.claims.frames_verbal import Verbal
from kg.model import Reading

__all__ = ["Frame", "find"]


def find(reading: Reading) -> tuple[Frame, ...]:
    """All frames of a reading, in text order; one per sentence, subject, relation, object and polarity."""
    syntax = Syntax(reading)
    builder = Builder(syntax, Ends(syntax))
    found = [*Verbal(builder).find(), *Nominal(builder).find(), *Events(builder).find()]
    found += Belonging(builder).find()
    found = [claimed(syntax, builder.ends, frame) for frame in found]
    return tuple(sorted(_distinct(found), key=_place))


def _place(frame: Frame) -> tuple[int, int, str, str, str]:
    return (frame.sentence, frame.trigger, frame.subject, frame.relation, frame.object)


def _distinct(frames: list[Frame]) -> list[Frame]:
    """One frame per triple and sentence; the kinds of support that its repeats name are joined to it."""
    kept: dict[tuple[int, str, str, str, bool], Frame] = {}
    related = {(f.sentence, f.object) for f in frames if f.relation != "ACCUSES"}
    accused = {(f.sentence, f.subject) for f in frames if f.relation != "ACCUSES"}
    done = {(f.sentence, f.subject, f.object) for f in frames if f.relation == "PERPETRATED"}
    for frame in frames:
        if frame.relation == "INVOLVED_IN" and (frame.sentence, frame.subject, frame.object) in done:
            continue
        if frame.relation == "ACCUSES" and (frame.sentence, frame.object) in accused | related:
            continue
        ends = (frame.subject, frame.object)
        if schema.load().relations[frame.relation].symmetric:
            ends = (min(ends), max(ends))
        key = (frame.sentence, ends[0], frame.relation, ends[1], frame.negated)
        first = kept.setdefault(key, frame)
        if first is not frame:
            _join_support(first, frame)
    return list(kept.values())


def _join_support(first: Frame, other: Frame) -> None:
    kinds = {*_support(first), *_support(other)}
    if kinds:
        first.qualifiers["support"] = sorted(kinds)


def _support(frame: Frame) -> list[str]:
    kinds = frame.qualifiers.get("support")
    return kinds if isinstance(kinds, list) else []
