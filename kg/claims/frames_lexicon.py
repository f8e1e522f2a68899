"""The lexicon of frames: which verbs, nouns and adjectives carry which relation, read from schema/lexicon."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg import schema
from kg.errors import SchemaError
from kg.schema.files import lexicon

Slots = tuple[str, ...]
"""Names of grammatical slots that may hold an end, in order of preference."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A relation, the types its ends may have here, and what the word says besides.

    `overrides` maps a pair of types (subject, object) to another relation, or to "" for none at all.
    `undone` is the relation where the words say that it is not done ("failed to rein in X"), if any.
    """

    family: str
    relation: str
    subject: frozenset[str]
    object: frozenset[str]
    overrides: Mapping[tuple[str, str], str] = field(default_factory=dict)
    support: tuple[str, ...] = ()
    own_deed: bool = False
    undone: str = ""

    def relation_of(self, subject: str, object_: str) -> str:
        """The relation between ends of these types, "" where there is none."""
        relation = self.overrides.get((subject, object_), self.relation)
        if not relation or subject not in self.subject or object_ not in self.object:
            return ""
        return relation if allowed(relation, subject, object_) else ""


@dataclass(frozen=True, slots=True)
class VerbSense:
    """A meaning of a verb: its frames as pairs of slots; `complement` are the verbs its clause must have.

    `unnamed`: only where the verb has an object that names nobody ("killed nine people in X").
    """

    meaning: Meaning
    frames: tuple[tuple[Slots, Slots], ...]
    complement: frozenset[str] = frozenset()
    needs: str | None = None
    needs_object: frozenset[str] = frozenset()
    needs_in: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    every: bool = False
    unnamed: bool = False
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class NounSense:
    """A meaning of a noun or adjective: the slots of its two ends, and what light verbs add to them.

    `series`: not where the word stands for one event ("attacks in X" is activity, "the attack in X" is not).
    `goods`: only where "of" brings goods ("the flow of arms from X to Y"), whose kinds of support count.
    `doer`: in a passive clause the phrase means who does it, not whom it is done to ("on orders of X").
    `mutual`: members of one coordination do it to each other ("traded accusations").
    """

    meaning: Meaning
    subject: Slots
    object: Slots
    both: Slots = ()
    light: Mapping[str, str] = field(default_factory=dict)
    phrase: Mapping[str, str] = field(default_factory=dict)
    light_verbs: frozenset[str] = frozenset()
    only_light: bool = False
    role: bool = False
    demonym: bool = False
    series: bool = False
    mutual: bool = False
    doer: bool = False
    goods: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word list that frames need."""

    verbs: Mapping[str, tuple[VerbSense, ...]]
    nouns: Mapping[str, tuple[NounSense, ...]]
    adjectives: Mapping[str, tuple[NounSense, ...]]
    light: Mapping[str, Slots]
    lists: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    lemmas: Mapping[str, str]

    def holds(self, name: str, word: str) -> bool:
        """Whether the list `name` has the word."""
        return word in self.lists[name]


def allowed(relation: str, subject: str, object_: str) -> bool:
    """Whether the schema lets `relation` stand between entities of these types."""
    rule = schema.load().relations.get(relation)
    return rule is not None and subject in rule.subject and object_ in rule.object


@cache
def load() -> Lexicon:
    """The lexicon of schema/lexicon/verbs.yaml and nouns.yaml, read once; SchemaError names a wrong class."""
    verbs, nouns = lexicon("verbs"), lexicon("nouns")
    light: dict[str, list[str]] = {}
    for kind, words in nouns["light"].items():
        for word in words:
            light.setdefault(word, []).append(kind)
    lists = {name: frozenset(words) for name, words in verbs.items() if name != "classes"}
    lists |= {
        name: frozenset(nouns[name])
        for name in (
            "partitives",
            "listing",
            "places",
            "past",
            "accusers",
            "loyalty",
            "civic",
            "naming",
            "leavers",
            "beholders",
        )
    }
    lists |= {name: frozenset(words) for name, words in nouns["carriers"].items()}
    return Lexicon(
        verbs=_words(verbs["classes"], "verbs", _verb),
        nouns=_words(nouns["classes"], "nouns", _noun),
        adjectives=_words(nouns["adjectives"], "words", _noun),
        light={word: tuple(kinds) for word, kinds in light.items()},
        lists=lists,
        kinds=nouns["kinds"],
        lemmas=nouns["lemmas"],
    )


def _words(classes: Mapping[str, Any], key: str, make: Any) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for family, rule in classes.items():
        words = rule[key] if isinstance(rule[key], dict) else {word: {} for word in rule[key]}
        for word, own in words.items():
            try:
                found.setdefault(str(word), []).append(make(family, {**rule, **_merged(rule, own or {})}))
            except (KeyError, ValueError, AttributeError) as error:
                raise SchemaError(f"{key}: class {family}, word {word}: {error!r}", where=key) from error
    return {word: tuple(senses) for word, senses in found.items()}


def _merged(rule: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The word's own settings; its types narrow those of the class one end at a time."""
    merged = dict(own)
    if "types" in own:
        merged["types"] = {**rule.get("types", {}), **own["types"]}
    return merged


def _meaning(family: str, rule: Mapping[str, Any]) -> Meaning:
    relation = rule["relation"]
    known = schema.load().relations
    if relation not in known:
        raise ValueError(f"no such relation: {relation}")
    overrides = {}
    for line in rule.get("when", ()):
        ends, _, other = line.partition(":")
        subject, _, object_ = ends.partition(">")
        overrides[subject.strip(), object_.strip()] = other.strip()
    types = rule.get("types", {})
    return Meaning(
        family=family,
        relation=relation,
        subject=frozenset(types.get("subject", known[relation].subject)),
        object=frozenset(types.get("object", known[relation].object)),
        overrides=overrides,
        support=tuple(rule.get("support", ())),
        own_deed=bool(rule.get("own_deed", False)),
        undone=rule.get("undone", ""),
    )


def _verb(family: str, rule: Mapping[str, Any]) -> VerbSense:
    return VerbSense(
        meaning=_meaning(family, rule),
        frames=tuple(_frame(text) for text in rule["frames"]),
        complement=frozenset(rule.get("complement", ())),
        needs=rule.get("needs"),
        needs_object=frozenset(rule.get("needs_object", ())),
        needs_in=frozenset(rule.get("needs_in", ())),
        head=frozenset(rule.get("head", ())),
        every=bool(rule.get("all", False)),
        unnamed=bool(rule.get("unnamed", False)),
        fallback=bool(rule.get("fallback", False)),
    )


def _frame(text: str) -> tuple[Slots, Slots]:
    """The two slots of a frame.

    >>> _frame("subj>with|against")
    (('subj',), ('with', 'against'))
    """
    subject, _, object_ = text.partition(">")
    return tuple(subject.split("|")), tuple(object_.split("|"))


def _noun(family: str, rule: Mapping[str, Any]) -> NounSense:
    return NounSense(
        meaning=_meaning(family, rule),
        subject=tuple(rule.get("subject", ("self",))),
        object=tuple(rule.get("object", ())),
        both=tuple(rule.get("both", ())),
        light=rule.get("light", {}),
        phrase=rule.get("phrase", {}),
        light_verbs=frozenset(rule.get("light_verbs", ())),
        only_light=bool(rule.get("only_light", False)),
        role=bool(rule.get("role", False)),
        demonym=bool(rule.get("demonym", False)),
        series=bool(rule.get("series", False)),
        mutual=bool(rule.get("mutual", False)),
        doer=bool(rule.get("doer", False)),
        goods=bool(rule.get("goods", False)),
    )
