"""The cue words of schema/lexicon with their classes: who says it, how firmly, who denies it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import SchemaError
from kg.model import Reading
from kg.schema.files import lexicon

MODALITIES = ("hinted", "possible", "hedged", "accused", "reported", "asserted")
"""From the weakest to the strongest; the weakest wins (annotation guidelines, section 3)."""


def weakest(*modalities: str) -> str:
    """The weakest of the modalities, asserted where there is none.

    >>> weakest("reported", "hedged")
    'hedged'
    >>> weakest()
    'asserted'
    """
    return min(modalities, key=MODALITIES.index, default="asserted")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a class of reporting words means; the fields are explained in schema/lexicon/attribution.yaml."""

    name: str
    modality: str = "asserted"
    nominal: str | None = None
    takes: tuple[str, ...] = ()
    passive: str = "none"
    act: str | None = None
    hearer: bool = False
    open: bool = False
    unnamed: bool = False
    voiced: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A cue of one or more words ("point out"), by lemma, with its class.

    `quoted`: a cue only beside quotation marks; `object`: only with an object of that kind.
    """

    words: tuple[str, ...]
    kind: str
    quoted: bool = False
    object: str | None = None


class Words:
    """Cues by their first word, the longest first: `at` finds the one that stands at a token."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._by_head: dict[str, list[Word]] = {}
        for text, entry in entries.items():
            words = tuple(text.split())
            word = Word(words, entry["class"], bool(entry.get("quoted")), entry.get("object"))
            self._by_head.setdefault(words[0], []).append(word)
        for found in self._by_head.values():
            found.sort(key=lambda word: (-len(word.words), word.words))

    def at(self, reading: Reading, i: int) -> Word | None:
        """The cue whose first word is token `i`; its other words follow within five tokens below it."""
        for word in self._by_head.get(reading.tokens[i].lemma.lower(), ()):
            if len(word.words) == 1 or _follows(reading, i, word.words[1:]):
                return word
        return None

    def has(self, lemma: str) -> bool:
        """Whether a single word is a cue."""
        return any(len(word.words) == 1 for word in self._by_head.get(lemma, ()))


def _follows(reading: Reading, i: int, words: tuple[str, ...]) -> bool:
    tokens = reading.tokens
    place = i + 1
    for word in words:
        window = range(place, min(place + 5, len(tokens)))
        found = next((j for j in window if tokens[j].lemma.lower() == word and _below(reading, j, i)), None)
        if found is None:
            return False
        place = found + 1
    return True


def _below(reading: Reading, j: int, i: int) -> bool:
    for steps, above in enumerate(reading.ancestors(j)):
        if above == i:
            return True
        if steps > 2:
            break
    return False


@dataclass(frozen=True, slots=True)
class Speech:
    """schema/lexicon/attribution.yaml."""

    kinds: Mapping[str, Kind]
    verbs: Words
    noun_kinds: Mapping[str, Kind]
    nouns: Words
    utterance_verbs: frozenset[str]
    documents: frozenset[str]
    publishing_verbs: frozenset[str]
    collectives: frozenset[str]
    seated: frozenset[str]
    detached: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    own_deeds: frozenset[str]
    prepositions: tuple[tuple[str, ...], ...]
    deeds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hedges:
    """schema/lexicon/hedges.yaml."""

    adverbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    modals: Mapping[str, str]
    raising: Mapping[str, str]
    predicates: Mapping[str, str]
    hinting_subjects: frozenset[str]
    open_modals: frozenset[str]
    open_marks: frozenset[str]
    open_verbs: frozenset[str]
    open_nouns: frozenset[str]
    presupposing: frozenset[str]
    standing_adverbs: frozenset[str]
    proof: frozenset[str]
    proof_adjectives: frozenset[str]
    shown: frozenset[str]
    showing_verbs: frozenset[str]
    proof_verbs: frozenset[str]
    no_proof: frozenset[str]


@dataclass(frozen=True, slots=True)
class Denying:
    """schema/lexicon/denials.yaml."""

    verbs: Words
    nouns: Words
    accusations: frozenset[str]
    parts: frozenset[str]
    pronouns: frozenset[str]
    predicates: frozenset[str]
    naming_verbs: frozenset[str]
    undoing: frozenset[str]
    keeping: frozenset[str]
    silence: frozenset[str]
    silence_verbs: frozenset[str]
    covers: Mapping[str, frozenset[str]]
    untouched: frozenset[str]
    places: frozenset[str]
    claims: frozenset[str]


@cache
def speech() -> Speech:
    """The words that tell who says something."""
    data = _read("attribution")
    return Speech(
        kinds=_kinds(data["classes"]),
        verbs=Words(data["verbs"]),
        noun_kinds=_kinds(data["noun_classes"]),
        nouns=Words(data["nouns"]),
        prepositions=tuple(tuple(text.split()) for text in data["prepositions"]),
        **{name: frozenset(data[name]) for name in _SPEECH_SETS},
    )


_SPEECH_SETS = (
    "utterance_verbs",
    "documents",
    "publishing_verbs",
    "collectives",
    "seated",
    "detached",
    "people",
    "bodies",
    "own_deeds",
    "deeds",
)


@cache
def hedges() -> Hedges:
    """The words that weaken what is said, or leave it open."""
    data = _read("hedges")

    def table(name: str) -> dict[str, str]:
        return {word: entry["modality"] for word, entry in data[name].items()}

    return Hedges(
        adverbs=table("adverbs"),
        adjectives=table("adjectives"),
        modals=table("modals"),
        raising=table("raising"),
        predicates=table("predicates"),
        **{name: frozenset(data[name]) for name in _HEDGE_SETS},
    )


_HEDGE_SETS = (
    "hinting_subjects",
    "open_modals",
    "open_marks",
    "open_verbs",
    "open_nouns",
    "presupposing",
    "standing_adverbs",
    "proof",
    "proof_adjectives",
    "shown",
    "showing_verbs",
    "proof_verbs",
    "no_proof",
)


@cache
def denying() -> Denying:
    """The words that deny."""
    data = _read("denials")
    return Denying(
        verbs=Words(data["verbs"]),
        nouns=Words(data["nouns"]),
        covers={word: frozenset(relations) for word, relations in data["covers"].items()},
        **{name: frozenset(data[name]) for name in _DENIAL_SETS},
    )


_DENIAL_SETS = (
    "accusations",
    "parts",
    "pronouns",
    "predicates",
    "naming_verbs",
    "undoing",
    "keeping",
    "silence",
    "silence_verbs",
    "untouched",
    "places",
    "claims",
)


def _read(name: str) -> Any:
    data = lexicon(name)
    if not isinstance(data, dict):
        raise SchemaError("not a mapping", where=f"schema/lexicon/{name}.yaml", hint="restore the file")
    return data


def _kinds(classes: Mapping[str, Mapping[str, Any]]) -> dict[str, Kind]:
    return {
        name: Kind(
            name=name,
            modality=entry["modality"],
            nominal=entry.get("nominal"),
            takes=tuple(entry.get("takes", ())),
            passive=entry.get("passive", "none"),
            act=entry.get("act"),
            hearer=bool(entry.get("hearer")),
            open=bool(entry.get("open")),
            unnamed=bool(entry.get("unnamed")),
            voiced=entry.get("voiced"),
        )
        for name, entry in classes.items()
    }
