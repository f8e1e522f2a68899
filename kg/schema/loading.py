"""schema/*.yaml into a Schema: every mistake is a SchemaError with the file and the line."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SchemaError
from kg.schema.files import read_yaml
from kg.schema.model import (
    Chain,
    EntityType,
    Link,
    Node,
    RecordField,
    RecordKind,
    Relation,
    Schema,
    Term,
    Vocabulary,
)

_TYPE = re.compile(r"[A-Z][A-Za-z]*")
_RELATION = re.compile(r"[A-Z]+(_[A-Z]+)*")
_WORD = re.compile(r"[a-z]+(_[a-z]+)*")
_ACTOR = "actor"
_CHAINS: dict[object, Chain] = {
    "sponsorship": "sponsorship",
    "structural": "structural",
    "no": "no",
    False: "no",  # YAML reads a bare `no` as false
}


def read(folder: Path) -> Schema:
    """The schema in `folder` (entities.yaml, claims.yaml, vocabularies.yaml)."""
    entities = _Value.of(folder / "entities.yaml", ("types", "nodes", "links"))
    claims = _Value.of(folder / "claims.yaml", ("relations", "records"))
    lists = _Value.of(folder / "vocabularies.yaml", ("vocabularies",))
    types = {node.name: _entity_type(node) for node in entities.child("types").children()}
    actors = tuple(name for name, kind in types.items() if kind.actor)
    relations = {
        node.name: _relation(node, tuple(types), actors) for node in claims.child("relations").children()
    }
    vocabularies = {node.name: _vocabulary(node) for node in lists.child("vocabularies").children()}
    records = {node.name: _record(node, tuple(vocabularies)) for node in claims.child("records").children()}
    nodes = {node.name: _label(node) for node in entities.child("nodes").children()}
    links = {node.name: _link(node, tuple(nodes), relations) for node in entities.child("links").children()}
    return Schema(types, relations, vocabularies, records, nodes, links)


class _Value:
    """A value of a YAML file that knows its way there, so that a complaint can name the line."""

    def __init__(self, path: Path, keys: tuple[str, ...], value: Any) -> None:
        self.path = path
        self.keys = keys
        self.value = value

    @classmethod
    def of(cls, path: Path, sections: tuple[str, ...]) -> "_Value":
        """The top of a file, which must be a mapping with just these keys."""
        top = cls(path, (), read_yaml(path))
        top.only(sections)
        for section in sections:
            top.child(section)
        return top

    @property
    def name(self) -> str:
        return self.keys[-1]

    def error(self, message: str, hint: str, *keys: str) -> SchemaError:
        line = _line(self.path, (*self.keys, *keys))
        return SchemaError(message, where=f"{self.path}:{line}", hint=hint)

    def mapping(self) -> Mapping[str, Any]:
        if not isinstance(self.value, dict):
            raise self.error("a mapping of names is missing here", "write `name: …` lines below it")
        for key in self.value:
            if not isinstance(key, str):
                raise self.error(f"the name {key!r} is not text", "put it in quotes", str(key))
        return self.value

    def only(self, allowed: tuple[str, ...]) -> None:
        for key in self.mapping():
            if key not in allowed:
                raise self.error(f"unknown key {key!r}", f"use one of {', '.join(allowed)}", key)

    def child(self, key: str) -> "_Value":
        if key not in self.mapping():
            raise self.error(f"{key!r} is missing", f"add a line `{key}: …`")
        return _Value(self.path, (*self.keys, key), self.value[key])

    def children(self) -> "list[_Value]":
        return [_Value(self.path, (*self.keys, key), value) for key, value in self.mapping().items()]

    def named(self, pattern: re.Pattern[str], style: str) -> None:
        if not pattern.fullmatch(self.name):
            raise self.error(f"the name {self.name!r} is not in {style}", "rename it")

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and key not in self.mapping():
            return default
        value = self.child(key).value
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key!r} must be text", "write a phrase, in quotes if it holds a colon", key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        if key not in self.mapping():
            return ()
        value = self.child(key).value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"{key!r} must be a list of texts", f'write `{key}: ["…"]`', key)
        return tuple(value)

    def number(self, key: str) -> int | None:
        if key not in self.mapping():
            return None
        value = self.child(key).value
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{key!r} must be a whole number", f"write `{key}: 0`", key)
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        if default is not None and key not in self.mapping():
            return default
        value = self.child(key).value
        if not isinstance(value, bool):
            raise self.error(f"{key!r} must be true or false", "write one of these", key)
        return value


def _line(path: Path, keys: tuple[str, ...]) -> int:
    """The line on which the last of these nested keys stands; 1 where the way there is lost."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            break
        found = next(((k, v) for k, v in node.value if k.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _entity_type(node: _Value) -> EntityType:
    node.named(_TYPE, "PascalCase")
    node.only(("definition", "actor", "plural", "example"))
    return EntityType(
        name=node.name,
        definition=node.text("definition"),
        actor=node.flag("actor"),
        plural=node.text("plural"),
        example=node.text("example"),
    )


def _relation(node: _Value, types: tuple[str, ...], actors: tuple[str, ...]) -> Relation:
    node.named(_RELATION, "UPPER_SNAKE")
    node.only(("definition", "subject", "object", "example", "label", "inverse", "symmetric", "chain"))
    label = node.text("label", node.name.lower().replace("_", " "))
    symmetric = node.flag("symmetric", default=False)
    chain = node.mapping().get("chain", "no")
    if not isinstance(chain, str | bool) or chain not in _CHAINS:
        raise node.error(f"unknown kind of chain {chain!r}", "use sponsorship, structural or no", "chain")
    if symmetric and "inverse" in node.mapping():
        raise node.error("a symmetric relation reads the same both ways", "drop `inverse`", "inverse")
    return Relation(
        name=node.name,
        definition=node.text("definition"),
        subject=_ends(node, "subject", types, actors),
        object=_ends(node, "object", types, actors),
        example=node.text("example"),
        label=label,
        inverse=label if symmetric else node.text("inverse", f"is object of: {label}"),
        symmetric=symmetric,
        chain=_CHAINS[chain],
    )


def _ends(node: _Value, key: str, types: tuple[str, ...], actors: tuple[str, ...]) -> tuple[str, ...]:
    value = node.child(key).value
    if not isinstance(value, list) or not value:
        raise node.error(f"{key!r} must be a list of entity types", f"write `{key}: [{types[0]}]`", key)
    chosen: set[str] = set()
    for name in value:
        if name == _ACTOR:
            chosen.update(actors)
        elif name in types:
            chosen.add(name)
        else:
            known = ", ".join((_ACTOR, *types))
            raise node.error(f"unknown entity type {name!r}", f"use some of {known}", key)
    return tuple(name for name in types if name in chosen)


def _vocabulary(node: _Value) -> Vocabulary:
    node.named(_WORD, "lower_snake")
    node.only(("definition", "origin", "ordered", "terms"))
    return Vocabulary(
        name=node.name,
        definition=node.text("definition"),
        origin=node.text("origin"),
        ordered=node.flag("ordered", default=False),
        terms={term.name: _term(term, i) for i, term in enumerate(node.child("terms").children())},
    )


def _term(node: _Value, rank: int) -> Term:
    label = node.name.replace("_", " ")
    if isinstance(node.value, str):
        node = _Value(node.path, node.keys, {"definition": node.value})
    node.only(("definition", "label", "codes"))
    codes: dict[str, tuple[str, ...]] = {}
    if "codes" in node.mapping():
        listed = node.child("codes")
        codes = {name: listed.texts(name) for name in listed.mapping()}
    return Term(node.name, node.text("definition"), node.text("label", label), rank, codes)


def _record(node: _Value, vocabularies: tuple[str, ...]) -> RecordKind:
    node.named(_TYPE, "PascalCase")
    node.only(("definition", "file", "fields"))
    fields = {field.name: _field(field, vocabularies) for field in node.child("fields").children()}
    file = node.text("file") if "file" in node.mapping() else None
    return RecordKind(node.name, node.text("definition"), file, fields)


def _field(node: _Value, vocabularies: tuple[str, ...]) -> RecordField:
    if isinstance(node.value, str):
        node = _Value(node.path, node.keys, {"definition": node.value})
    node.only(("definition", "vocabulary", "types", "relations", "pattern", "minimum"))
    vocabulary = node.text("vocabulary") if "vocabulary" in node.mapping() else None
    if vocabulary is not None and vocabulary not in vocabularies:
        raise node.error(
            f"unknown vocabulary {vocabulary!r}", f"use one of {', '.join(vocabularies)}", "vocabulary"
        )
    return RecordField(
        name=node.name,
        definition=node.text("definition"),
        vocabulary=vocabulary,
        types="types" in node.mapping(),
        relations="relations" in node.mapping(),
        pattern=node.text("pattern") if "pattern" in node.mapping() else None,
        minimum=node.number("minimum"),
    )


def _label(node: _Value) -> Node:
    node.named(_TYPE, "PascalCase")
    node.only(("definition", "key", "index"))
    key, index = node.text("key"), node.texts("index")
    for name in (key, *index):
        if not _WORD.fullmatch(name):
            raise node.error(f"the property {name!r} is not in lower_snake", "rename it")
    return Node(node.name, node.text("definition"), key, index)


def _link(node: _Value, labels: tuple[str, ...], relations: Mapping[str, Relation]) -> Link:
    node.named(_RELATION, "UPPER_SNAKE")
    node.only(("definition", "ends"))
    if node.name in relations:
        raise node.error(f"{node.name!r} is a relation of claims.yaml already", "rename it")
    ends = node.child("ends").value
    if not isinstance(ends, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in ends):
        raise node.error(
            "'ends' must be pairs of labels", f"write `ends: [[{labels[0]}, {labels[0]}]]`", "ends"
        )
    if unknown := [label for pair in ends for label in pair if label not in labels]:
        raise node.error(f"unknown label {unknown[0]!r}", f"use some of {', '.join(labels)}", "ends")
    return Link(node.name, node.text("definition"), tuple((start, end) for start, end in ends))
