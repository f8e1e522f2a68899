"""Names that people type: entities found by alias, relations in any spelling, "did you mean" for the rest."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from kg import schema
from kg.errors import QueryError
from kg.graph import Store
from kg.model import Entity

_BY_ID = "MATCH (n:Entity {id: $text}) RETURN labels(n) AS labels"

_BY_NAME = "MATCH (n:Entity {name: $text}) RETURN n.id AS id, labels(n) AS labels"

_ALL = "MATCH (n:Entity) RETURN n.id AS id, n.name AS name, n.aliases AS aliases, labels(n) AS labels"

_DOCUMENT = "MATCH (d:Document {key: $text}) WHERE NOT d.superseded RETURN d.id AS id"

_DOCUMENTS = "MATCH (d:Document) WHERE NOT d.superseded RETURN d.id AS id"

_SUGGESTIONS = 3

_LIKENESS = 70
"""Least likeness (0 to 100, rapidfuzz's WRatio) of a name that is offered instead."""


def resolve(store: Store, text: str, types: Collection[str] | None = None) -> str:
    """The id of the entity that `text` names in the graph: an id, a name, an alias, in that order.

    Only entities of `types` are looked at, if given. Capital letters, accents and spaces are heeded first and
    then not. QueryError if none fits (with the nearest names) or several do (with their ids).
    """
    text = " ".join(text.split())
    if any(_fits(row, types) for row in store.read(_BY_ID, {"text": text}).rows):
        return text
    # By the index first: going through all names and aliases takes time that grows with the graph.
    called = [row for row in store.read(_BY_NAME, {"text": text}).rows if _fits(row, types)]
    return str(called[0]["id"]) if len(called) == 1 else _chosen(store.read(_ALL).rows, text, types)


def among(entities: Iterable[Entity], text: str, types: Collection[str] | None = None) -> str:
    """The same among entities at hand.

    >>> among([Entity("m23", "Group", "March 23 Movement", ("M23",))], "march 23 movement")
    'm23'
    """
    text = " ".join(text.split())
    known = [_row(entity) for entity in entities]
    if any(row["id"] == text and _fits(row, types) for row in known):
        return text
    return _chosen(known, text, types)


def _row(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "name": entity.name, "aliases": entity.aliases, "labels": [entity.type]}


def _chosen(rows: Sequence[dict[str, Any]], text: str, types: Collection[str] | None) -> str:
    fitting = [row for row in rows if _fits(row, types)]
    for found in _found(fitting, text):
        if len(found) == 1:
            return found[0]
        raise QueryError(f"{text!r} can be {_either(found)}", hint="give the id")
    if any(_found(rows, text)):
        raise QueryError(f"{text!r} is in the graph, but it is none that can act", hint="give an actor")
    hint = meant(text, (name for row in fitting for name in (row["name"], *row["aliases"])))
    raise QueryError(f"nothing called {text!r} in the graph", hint=hint or "`kg status` shows what it holds")


def document(store: Store, text: str) -> str:
    """The id `text` if a document that counts has it; QueryError with the nearest ids if none has."""
    # By the index first, as for entities; a document that counts has its id for a key.
    if not store.read(_DOCUMENT, {"text": text}).rows:
        known = [str(row["id"]) for row in store.read(_DOCUMENTS).rows]
        hint = meant(text, known) or 'kg cypher "MATCH (d:Document) RETURN d.id" lists them'
        raise QueryError(f"no document {text!r} in the graph", hint=hint)
    return text


def _found(rows: Iterable[dict[str, Any]], text: str) -> Iterator[list[str]]:
    """Ids of what is called exactly `text`, then of what is nearly: names first, then aliases."""
    for same in (str, fold):
        wanted = same(text)
        for names in (lambda row: [row["name"]], lambda row: row["aliases"]):
            ids = sorted({str(row["id"]) for row in rows for name in names(row) if same(name) == wanted})
            if ids:
                yield ids


def _fits(row: dict[str, Any], types: Collection[str] | None) -> bool:
    return types is None or any(label in types for label in row["labels"])


def fold(text: str) -> str:
    """A name without what people leave out: capitals, accents, hyphens, apostrophes, a leading "the".

    >>> fold("The Tehrik-i-Taliban  Pakistan") == fold("tehrik i taliban pakistan")
    True
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(
        r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ")
    )
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words) or text


def relation(text: str) -> str:
    """The relation that `text` names, in capitals or not; QueryError with the nearest names if none.

    >>> relation("supports"), relation("part of")
    ('SUPPORTS', 'PART_OF')
    """
    known = schema.load().relations
    name = "_".join(text.upper().replace("-", " ").split())
    if name not in known:
        raise QueryError(f"no relation {text!r}", hint=meant(name, known) or "`kg schema show` lists them")
    return name


def meant(text: str, known: Iterable[str]) -> str | None:
    """A question that offers the names most like `text`, or None.

    >>> meant("sponsers", ["sponsors", "attacks"])
    'did you mean "sponsors"?'
    """
    from rapidfuzz import fuzz, process

    choices = sorted(set(known))
    found = process.extract(
        text,
        choices,
        scorer=fuzz.WRatio,
        processor=fold,
        limit=_SUGGESTIONS,
        score_cutoff=_LIKENESS,
    )
    return f"did you mean {_either([name for name, *_ in found])}?" if found else None


def _either(items: list[str]) -> str:
    quoted = [f'"{item}"' for item in items]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
