"""What is new, newly denied, withdrawn or superseded between two states of what has been told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph import Table
from kg.graph.status import Edge, Key
from kg.model import Document
from kg.views import tabular
from kg.views.projection import Told

KINDS = (
    "new",
    "newly denied",
    "no longer denied",
    "other status",
    "more voices",
    "fewer voices",
    "gone",
    "new document",
    "superseded",
    "withdrawn",
    "gone document",
)
"""What a change can be, in the order in which changes are listed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an edge (or of a document, then `subject` is its id and the rest of the edge is empty).

    `before` and `after` are the status with the voices, or hashes of a document; `who` the voices (deniers,
    for what is newly denied) that make the difference; `claims` those that are there on one side only.
    """

    kind: str
    subject: str
    relation: str
    object: str
    before: str
    after: str
    who: tuple[str, ...]
    claims: tuple[str, ...]


def diff(before: Told, after: Told, withdrawn: Iterable[Document] = ()) -> tuple[Change, ...]:
    """The changes from `before` to `after`, sorted by kind and name.

    `withdrawn` are the versions of documents that the later graph keeps but does not count.
    """
    old = {(edge.subject, edge.relation, edge.object): edge for edge in before.edges}
    new = {(edge.subject, edge.relation, edge.object): edge for edge in after.edges}
    names = {**_names(before), **_names(after)}
    changes = [
        change
        for key in sorted({*old, *new})
        for change in _edge_changes(key, old.get(key), new.get(key), names)
    ]
    changes += _document_changes(before, after, {document.id for document in withdrawn})
    return tuple(sorted(changes, key=lambda c: (KINDS.index(c.kind), c.subject, c.relation, c.object)))


def _names(told: Told) -> dict[str, str]:
    return {entity.id: entity.name for entity in told.entities.values()}


def _edge_changes(key: Key, old: Edge | None, new: Edge | None, names: Mapping[str, str]) -> list[Change]:
    def change(kind: str, who: Iterable[str] = ()) -> Change:
        return Change(
            kind,
            names[key[0]],
            key[1],
            names[key[2]],
            _told(old),
            _told(new),
            tuple(sorted(names.get(one, one) for one in who)),
            tuple(sorted(_claims(old) ^ _claims(new))),
        )

    if old is None and new is not None:
        return [change("new", (*new.asserted_by, *(new.denied_by if new.status == "denied" else ())))]
    if new is None or old is None:
        return [change("gone")] if new is None else []
    found: list[Change] = []
    more, fewer = set(new.denied_by) - set(old.denied_by), set(old.denied_by) - set(new.denied_by)
    if more:
        found.append(change("newly denied", more))
    if fewer:
        found.append(change("no longer denied", fewer))
    if old.status != new.status and not more and not fewer:
        found.append(change("other status"))
    voices = set(new.asserted_by) ^ set(old.asserted_by)
    if new.voices != old.voices:
        found.append(change("more voices" if new.voices > old.voices else "fewer voices", voices))
    return found


def _told(edge: Edge | None) -> str:
    return "" if edge is None else f"{edge.status}, {edge.voices} voice{'' if edge.voices == 1 else 's'}"


def _claims(edge: Edge | None) -> set[str]:
    return set() if edge is None else {*edge.claims, *edge.denials}


def _document_changes(before: Told, after: Told, withdrawn: set[str]) -> list[Change]:
    found: list[Change] = []
    for name in sorted({*before.documents, *after.documents}):
        old, new = before.documents.get(name), after.documents.get(name)
        if old is None:
            kind = "new document"
        elif new is None:
            kind = "withdrawn" if name in withdrawn else "gone document"
        elif old.sha256 != new.sha256:
            kind = "superseded"
        else:
            continue
        hashes = [document.sha256[:12] if document else "" for document in (old, new)]
        found.append(Change(kind, name, "", "", hashes[0], hashes[1], (), ()))
    return found


def as_table(changes: Iterable[Change]) -> Table:
    """One row a change."""
    return tabular.table(Change, changes)
