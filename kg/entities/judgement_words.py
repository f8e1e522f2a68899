"""What can be judged, by which words, and which fields of a claim a person can correct."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg import schema
from kg.model.edtf import bounds

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ACCEPTED, REJECTED, CORRECTED = "accepted", "rejected", "corrected"
DENIES, REVOKED = "denies", "revoked"


@dataclass(frozen=True, slots=True)
class Kind:
    """The decisions that can be taken about a kind of thing, and whether two of them are judged together."""

    decisions: tuple[str, ...]
    pair: bool = False


KINDS = {
    "entity": Kind((SAME, DIFFERENT, UNSURE), pair=True),
    "attack": Kind((SAME, DIFFERENT, UNSURE), pair=True),
    "claim": Kind((ACCEPTED, REJECTED, CORRECTED, UNSURE)),
    "denial": Kind((DENIES,), pair=True),
    "publisher": Kind(tuple("ABCDEF")),
    "asserter": Kind(tuple("ABCDEF")),
    "credibility": Kind(tuple("123456")),
    "judgement": Kind((REVOKED,)),
}

NAMES = ("subject", "object", "reported_by", "reported_in")
"""Fields that hold the id of an entity; `asserted_by` holds several, or words in quotation marks."""

_WORDS = {"polarity": "polarity", "modality": "modality", "act": "act", "mode": "mode", "level": "level"}
_NEEDED = ("subject", "object", "polarity", "modality", "relation", "asserted_by", "support")

FIELDS = (*NAMES, "asserted_by", "relation", "support", "valid", *_WORDS)
"""What a correction may change. Words and places of a document stay: they are what it rests on."""


def speaker_ids(fields: Mapping[str, Any]) -> list[str]:
    """The ids of all entities that a correction names.

    >>> speaker_ids({"subject": "sudan", "asserted_by": ["chad", "“some analysts”"]})
    ['sudan', 'chad']
    """
    speakers = [name for name in fields.get("asserted_by", ()) if not name.startswith("“")]
    return [*(fields[name] for name in NAMES if fields.get(name)), *speakers]


def check_words(fields: Mapping[str, Any], entities: Mapping[str, tuple[str, str]]) -> str | None:
    """What is wrong with the fields of a correction, or with its entities (type and name by id), or None."""
    known = schema.load()
    for identity, (kind, name) in entities.items():
        if kind not in known.entity_types or kind == "Attack" or not is_id(identity):
            return f"{identity!r} can be no {kind!r}"
        if not name or not name.isprintable():
            return f"{identity!r} has no name that can be shown"
    for name, value in fields.items():
        problem = _problem(name, value)
        if problem:
            return problem
    return None


def _problem(name: str, value: Any) -> str | None:
    known = schema.load()
    if name not in FIELDS:
        return f"{name!r} can't be corrected"
    if value is None:
        return f"a claim needs its {name}" if name in _NEEDED else None
    if name in ("asserted_by", "support"):
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            return f"{name} is no list of texts"
        if name == "support":
            wrong = [item for item in value if item not in known.vocabularies["support"]]
            return f"no kind of support is called {wrong[0]!r}" if wrong else None
        wrong = [item for item in value if not (_is_words(item) or is_id(item))]
        return f"{wrong[0]!r} is no speaker" if wrong else None
    if not isinstance(value, str):
        return f"{name} is no text"
    return _wrong_word(name, value)


def _wrong_word(name: str, value: str) -> str | None:
    known = schema.load()
    if name in NAMES:
        fits = is_id(value)
    elif name == "relation":
        fits = value in known.relations
    elif name == "valid":
        fits = bounds(value) is not None
    else:
        fits = value in known.vocabularies[_WORDS[name]]
    return None if fits else f"{name} can't be {value!r}"


def _is_words(text: str) -> bool:
    return len(text) > 2 and text.startswith("“") and text.endswith("”") and text.isprintable()


def is_id(text: str) -> bool:
    """Whether it can be an id: printable, without blanks or quotation marks."""
    return bool(text) and text.isprintable() and not any(c.isspace() or c in '“”"' for c in text)
