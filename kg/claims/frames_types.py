"""What a frame is, and what an end of it is."""

from dataclasses import dataclass, field

from kg.model import Value


@dataclass(frozen=True, slots=True)
class Frame:
    """A relation between two entities, with the predicate that carries it and the words to quote.

    `trigger` is the token index of the predicate (a verb or a noun); attribution starts there.
    `subject_token` and `object_token` are the anchors' tokens. `negated` is grammatical negation in the
    scope of the trigger. `construction` names the rule family (active, passive, nominal, …).
    `own_deed` tells that the words present the relation as the subject's own statement ("claimed
    responsibility", "admitted"). `start` and `end` are the quote's offsets in the file.
    """

    subject: str
    relation: str
    object: str
    trigger: int
    subject_token: int
    object_token: int
    sentence: int
    start: int
    end: int
    construction: str
    negated: bool = False
    own_deed: bool = False
    qualifiers: dict[str, Value] = field(default_factory=dict)
    mode: str | None = None
    level: str | None = None
    valid: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """An entity that a phrase stands for: through its own name, or through a noun beside it.

    `token` is the anchor's token, `head` the head of the phrase, `level` what a carrier noun says about who
    is meant (government, elements). `named` is false where a noun such as "fighters" carries the name,
    `inside` is true where the entity is only the place that the phrase gives ("a camp in X").
    """

    entity: str
    token: int
    head: int
    named: bool = True
    level: str | None = None
    inside: bool = False
