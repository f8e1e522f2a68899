"""The nouns of the schema: entity types, relations, vocabularies and their terms, record fields, labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Chain = Literal["sponsorship", "structural", "no"]
"""Whether a sponsorship chain may pass through a relation, and as what kind of hop.

A `sponsorship` hop alleges support or authorship and is walked from subject to object. A `structural` one
alleges nothing (an agency of a state, a branch of a group, a front) and is walked from object to subject,
from the whole to its part.
"""


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of thing that claims are about; `actor` tells that it can act."""

    name: str
    definition: str
    actor: bool
    plural: str
    example: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What a claim can say of two entities.

    `subject` and `object` are the allowed entity types in the order of entities.yaml. `label` is the name
    for people, read from subject to object, `inverse` the other way round.
    """

    name: str
    definition: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    example: str
    label: str
    inverse: str
    symmetric: bool = False
    chain: Chain = "no"

    @property
    def sponsorship(self) -> bool:
        """Whether the relation itself alleges support for somebody, or a part in an attack."""
        return self.chain == "sponsorship"

    def allows(self, subject: str, object: str) -> bool:  # noqa: A002 - the claim's word for it
        """Whether entities of these two types may stand in this relation."""
        forward = subject in self.subject and object in self.object
        return forward or (self.symmetric and object in self.subject and subject in self.object)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary: its meaning, its place in the list (from 0), what other lists call it."""

    name: str
    definition: str
    label: str
    rank: int
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words. `ordered`: a term's `rank` means something (weakest or lowest first)."""

    name: str
    definition: str
    origin: str
    ordered: bool
    terms: Mapping[str, Term]

    def __contains__(self, name: object) -> bool:
        return name in self.terms

    def rank(self, name: str) -> int:
        """The place of a term in the list, from 0; KeyError for a word that is not in it."""
        return self.terms[name].rank


@dataclass(frozen=True, slots=True)
class RecordField:
    """What a field of a record holds, and which list its values come from, if any.

    `vocabulary` is a vocabulary's name; `types` and `relations` tell that the value is the name of an
    entity type or of a relation; `pattern` is a regular expression that a text matches, `minimum` the
    least number.
    """

    name: str
    definition: str
    vocabulary: str | None = None
    types: bool = False
    relations: bool = False
    pattern: str | None = None
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record; `file` is its file of JSON Lines, or None for one that lives inside others."""

    name: str
    definition: str
    file: str | None
    fields: Mapping[str, RecordField]


@dataclass(frozen=True, slots=True)
class Node:
    """A label of the property graph: its unique property, and the properties that questions start from."""

    label: str
    definition: str
    key: str
    index: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A type of edge of the property graph that is no relation, and between which node labels it runs."""

    name: str
    definition: str
    ends: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that schema/*.yaml says, by name and in the order of the files."""

    entity_types: Mapping[str, EntityType]
    relations: Mapping[str, Relation]
    vocabularies: Mapping[str, Vocabulary]
    records: Mapping[str, RecordKind]
    nodes: Mapping[str, Node]
    links: Mapping[str, Link]

    @property
    def actors(self) -> tuple[str, ...]:
        """The entity types that can act."""
        return tuple(name for name, kind in self.entity_types.items() if kind.actor)

    @property
    def sponsorship(self) -> tuple[str, ...]:
        """The relations that allege support, direction, foundation or a part in an attack."""
        return tuple(name for name, relation in self.relations.items() if relation.chain == "sponsorship")

    @property
    def structural(self) -> tuple[str, ...]:
        """The relations a chain may pass without anybody alleging support."""
        return tuple(name for name, relation in self.relations.items() if relation.chain == "structural")
