"""The records of judgements: one decision a line, and all lines of a file with what revokes what."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg.errors import JudgementError
from kg.model import Value

TEXTS = ("about", "one", "decision", "other", "who", "why")
"""The fields of a judgement that are texts."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that a correction names, so that the decision holds where no document describes it."""

    id: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person about one thing.

    `about` says what is judged, `one` (and `other`) its id:

    entity, attack   a pair: same, different, unsure; of the same, `one` stays. Attacks go by the ids of their
                     reports (`DOC~attack-1`), which later documents do not change.
    claim            accepted, rejected, corrected (with `fields`), unsure
    denial           `one`, a denial, denies the claim `other`
    publisher, asserter   reliability A to F; a publisher goes by its name
    credibility      of a claim, 1 to 6
    judgement        revoked: the judgement `one` holds no more

    `who` may be a pseudonym. `again` tells a decision from an equal one that was revoked.
    """

    about: str
    one: str
    decision: str
    other: str | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    entities: tuple[Named, ...] = ()
    who: str = ""
    why: str = ""
    again: int = 0

    @property
    def id(self) -> str:
        """A short hash of everything the judgement says.

        >>> Judgement("claim", "c-1", "rejected", who="ana").id
        'j-09014bfdd7d19a96'
        """
        canonical = json.dumps(content(self), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        return f"j-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Line:
    """A judgement and the number of its line, from 1."""

    judgement: Judgement
    number: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a file of judgements (`where`); `version` changes whenever the file does."""

    lines: tuple[Line, ...] = ()
    where: str = ""
    version: str = ""

    def active(self) -> tuple[Line, ...]:
        """The decisions that hold, sorted by id, each once; what revokes others is not among them."""
        known = {line.judgement.id: line for line in reversed(self.lines)}
        held = self.held()
        return tuple(known[one] for one in sorted(held) if known[one].judgement.about != "judgement")

    def held(self) -> frozenset[str]:
        """The ids of all lines that hold: those that no line that holds revokes."""
        known = {line.judgement.id: line for line in self.lines}
        against: dict[str, list[str]] = {}
        for one, line in known.items():
            if line.judgement.about == "judgement":
                against.setdefault(line.judgement.one, []).append(one)
        held: dict[str, bool] = {}
        for start in sorted(known):
            path = [start]
            while path:
                waiting = [one for one in against.get(path[-1], []) if one not in held]
                if waiting:
                    path += waiting  # an id is a hash of the id it revokes: there is no way round in a circle
                else:
                    last = path.pop()
                    held[last] = not any(held[one] for one in against.get(last, []))
        return frozenset(one for one in known if held[one])

    def find(self, text: str) -> Line:
        """The line with the id, or the only one whose id begins so; JudgementError if there is none."""
        found = {line.judgement.id: line for line in reversed(self.lines)}
        fitting = [found[one] for one in sorted(found) if one == text or (text and one.startswith(text))]
        if len(fitting) != 1:
            told = "several judgements begin so" if fitting else "no such judgement"
            raise JudgementError(
                f"{told}: {text}", where=self.where, hint="`kg review list --judged` shows them"
            )
        return fitting[0]

    def joined_by(self, new: Iterable[Judgement]) -> "Ledger":
        """The same with further lines at its end."""
        number = max((line.number for line in self.lines), default=0)
        more = tuple(Line(one, number + i) for i, one in enumerate(new, start=1))
        return replace(self, lines=(*self.lines, *more))


class ChangedUnderneath(JudgementError):  # noqa: N818 - a state of the file: read it again, look, decide
    """Somebody wrote judgements after the caller had read them."""


def content(judgement: Judgement) -> dict[str, Any]:
    """What a judgement says, as JSON has it, what is empty left out."""
    record: dict[str, Any] = {key: getattr(judgement, key) for key in (*TEXTS, "again")}
    record["fields"] = dict(sorted(judgement.fields.items()))
    record["entities"] = {one.id: [one.type, one.name] for one in sorted(judgement.entities, key=_by_id)}
    return {key: value for key, value in record.items() if value}


def _by_id(named: Named) -> str:
    return named.id
