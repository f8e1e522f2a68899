"""The register of known actors: seeds/actors.yaml, read and checked."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from kg.errors import SchemaError
from kg.mentions import plain_yaml
from kg.mentions.spelling import key
from kg.model import Entity
from kg.schema.files import folder

ActorType = Literal[
    "Group", "State", "Agency", "Organisation", "Person", "Population", "Location", "Attack", "Publication"
]


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person is to an actor: `title` ("president") of the actor with id `of`."""

    of: str
    title: str


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A known actor or place. `metonyms` are houses and offices that speak for it ("the Kremlin").

    `split_from` is the group it broke away from, `successor` the state that followed. An Attack has a `kind`,
    a `date` (EDTF) and a `place`, which is the parent of its record.
    """

    id: str
    type: ActorType
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    split_from: str | None = None
    successor: str | None = None
    external: dict[str, str] = {}
    origin: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capital: str | None = None
    short: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    kind: str | None = None
    date: str | None = None
    place: str | None = None
    note: str | None = None

    def entity(self) -> Entity:
        """The record of this actor; a person's parent is the body in which it holds an office today."""
        offices = [role.of for role in self.roles if not role.title.startswith("former")]
        return Entity(
            id=self.id,
            type=self.type,
            name=self.name,
            aliases=self.aliases,
            parent=self.parent or self.place or next(iter(offices), None),
            country=self.country,
            external=dict(self.external),
            known=True,
        )


class Ambiguity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An alias that several actors share, with the words that tell them apart (by actor id)."""

    alias: str
    actors: tuple[str, ...]
    cues: dict[str, tuple[str, ...]] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    actors: tuple[Actor, ...]
    ambiguous: tuple[Ambiguity, ...] = ()


class Register:
    """All known actors by id, and the aliases that two or more of them share."""

    def __init__(self, actors: tuple[Actor, ...], ambiguous: tuple[Ambiguity, ...] = ()) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self._entities: dict[str, Entity] = {}
        self.ambiguous = {key(entry.alias): entry for entry in ambiguous}
        self.capitals = {
            actor.capital: actor.id for actor in actors if actor.type == "State" and actor.capital is not None
        }
        """The state of each capital, by the capital's id."""

    def entity(self, actor_id: str) -> Entity:
        """The record of an actor."""
        found = self._entities.get(actor_id)
        if found is None:
            found = self._entities[actor_id] = self.actors[actor_id].entity()
        return found

    def __getitem__(self, actor_id: str) -> Actor:
        return self.actors[actor_id]

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self.actors


def load(path: Path | None = None) -> Register:
    """The register in `path`, by default seeds/actors.yaml; SchemaError with the place of a wrong entry."""
    return _load(path or folder("seeds") / "actors.yaml")


@cache
def _load(path: Path) -> Register:
    data = plain_yaml.read(path)
    try:
        content = msgspec.convert(data, _File, strict=False)
    except msgspec.ValidationError as error:
        where = _place(path, data, str(error))
        raise SchemaError(f"wrong entry ({error})", where=where, hint="mend that entry") from error
    _check(content, path)
    return Register(content.actors, content.ambiguous)


def _place(path: Path, data: Any, problem: str) -> str:
    """The file, and the id of the actor that a message like "… at `$.actors[3].type`" speaks of."""
    _, _, number = problem.partition("$.actors[")
    digits = number.partition("]")[0]
    if not digits.isdigit() or not isinstance(data, dict):
        return str(path)
    entry = data["actors"][int(digits)]
    name = entry.get("id", f"entry {digits}") if isinstance(entry, dict) else f"entry {digits}"
    return f"{path}: {name}"


def references(actor: Actor) -> tuple[str | None, ...]:
    """The ids that an actor's entry names, None where it names none."""
    roles = (role.of for role in actor.roles)
    return (
        actor.country,
        actor.parent,
        actor.capital,
        actor.split_from,
        actor.successor,
        actor.place,
        *roles,
    )


def _check(content: _File, path: Path) -> None:
    ids: set[str] = set()
    for actor in content.actors:
        if actor.id in ids:
            raise SchemaError(
                "this id stands twice", where=f"{path}: {actor.id}", hint="join the two entries"
            )
        ids.add(actor.id)
    for actor in content.actors:
        for other in references(actor):
            if other is not None and other not in ids:
                raise SchemaError(
                    f"names {other!r}, which is no id",
                    where=f"{path}: {actor.id}",
                    hint="add it or correct it",
                )
    for entry in content.ambiguous:
        for other in (*entry.actors, *entry.cues):
            if other not in ids:
                raise SchemaError(
                    f"names {other!r}, which is no id", where=f"{path}: {entry.alias}", hint="correct it"
                )
