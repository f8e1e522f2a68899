"""What an export holds, thing by thing: a whole graph page by page out of a store, or a parcel of it.

    for one in Whole(FromStore(store)).claims(): …
    for one in Packed(parcel).claims(): …

A whole graph has all that a graph can be restored from: texts, mentions, versions that count no more. A
parcel (`kg.views.parcel`) has what may leave the house, in a selection. Both give the same things in
the same order: that of their names with a colon, in which their lines are sorted (`kg.views.rdf.lines`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from kg.graph import restore
from kg.graph.shape import Properties
from kg.model import Attack, Claim, Document, Entity, Figure
from kg.views import marking
from kg.views.parcel import Parcel
from kg.views.rdf.ahead import ahead
from kg.views.rdf.lines import Place, encoded, place
from kg.views.rdf.origin import Rows

MARKS = ("publisher", "asserter")
"""For what people mark the reliability of an entity."""

PAGE = 500
"""Things asked for at a time."""

_TEXTS = 50
"""Documents asked for at a time: they come with their texts and all that they mention."""


_Pairs = dict[str, list[tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim across documents, where it stands, whether it counts, and what its document alone gives.

    `credibility` is a person's mark.
    """

    claim: Claim
    place: Place
    counts: bool = True
    as_extracted: str | None = None
    handling: str | None = None
    credibility: str | None = None


@dataclass(frozen=True, slots=True)
class ToldDocument:
    """A version of a document; what only a whole graph has is empty in a parcel.

    `namings` are pairs of an entity and the properties of its MENTIONS link, `reports` pairs of the
    properties of an AttackReport and the event that it was taken for. `reader`: extractor and version.
    """

    document: Document
    place: Place
    publisher: str | None = None
    superseded: bool = False
    withdrawn: bool = False
    reader: tuple[str, str] | None = None
    revises: tuple[Place, ...] = ()
    namings: tuple[tuple[str, Properties], ...] = ()
    reports: tuple[tuple[Properties, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ToldEntity:
    """An entity, what is known of it as an attack, and people's marks for it by what they are for."""

    entity: Entity
    attack: Attack | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure and the attack it is about."""

    figure: Figure
    attack: str
    place: Place


class Content(Protocol):
    """What is written. `scope` is whole or selection; `handling` the highest marking of all."""

    @property
    def scope(self) -> str: ...  # noqa: D102 - told above

    @property
    def redacted(self) -> bool: ...  # noqa: D102 - whether words were left out

    @property
    def handling(self) -> str: ...  # noqa: D102 - told above

    @property
    def places(self) -> Mapping[str, Place]:
        """The documents that count, by id."""
        ...

    def claims(self, *, by_document: bool = False) -> Iterator[ToldClaim]:
        """All claims, by their names; or first by the names of their documents."""
        ...

    def documents(self) -> Iterator[ToldDocument]:
        """All versions of documents, by their names."""
        ...

    def entities(self) -> Iterator[ToldEntity]:
        """All entities, by their names."""
        ...

    def figures(self, *, by_document: bool = False) -> Iterator[ToldFigure]:
        """All figures, by their names; or first by the names of their documents."""
        ...


def order(identity: str) -> str:
    """What things are sorted by."""
    return f"{encoded(identity)}:"


def _place_order(place: Place) -> str:
    return f"{place.iri}:"


class Packed:
    """The content of a parcel."""

    scope = "selection"

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._told = parcel.told
        documents = self._told.documents.values()
        self.redacted = bool(documents) and not any(document.sha256 for document in documents)

    @property
    def handling(self) -> str:
        """The highest marking of all that is in it."""
        return self._parcel.highest

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The documents by id."""
        return {d.id: place(d.id, d.sha256, d.start) for d in self._told.documents.values()}

    def claims(self, *, by_document: bool = False) -> Iterator[ToldClaim]:
        """All claims."""
        found = sorted(self._told.claims, key=lambda claim: order(claim.id))
        if by_document:
            found.sort(key=lambda claim: _place_order(self.places[claim.doc]))
        for claim in found:
            yield ToldClaim(claim, self.places[claim.doc], handling=self._parcel.label(claim))

    def documents(self) -> Iterator[ToldDocument]:
        """All documents, without their texts."""
        told = self._told
        for document in sorted(told.documents.values(), key=lambda d: _place_order(self.places[d.id])):
            publisher = told.publishers.get(document.publisher) if document.publisher else None
            shown = publisher if publisher in told.entities else None
            yield ToldDocument(document, self.places[document.id], shown)

    def entities(self) -> Iterator[ToldEntity]:
        """All entities."""
        for entity in sorted(self._told.entities.values(), key=lambda entity: order(entity.id)):
            yield ToldEntity(entity, self._told.attacks.get(entity.id))

    def figures(self, *, by_document: bool = False) -> Iterator[ToldFigure]:
        """All figures."""
        found = [
            ToldFigure(figure, attack.id, self.places[figure.doc])
            for attack in self._told.attacks.values()
            for figure in attack.casualties
        ]
        yield from _sorted_figures(found, by_document=by_document)


def _sorted_figures(found: list[ToldFigure], *, by_document: bool) -> list[ToldFigure]:
    found.sort(key=lambda one: order(one.figure.id))
    if by_document:
        found.sort(key=lambda one: _place_order(one.place))
    return found


class Whole:
    """The content of a whole graph, a page at a time."""

    scope = "whole"
    redacted = False

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._versions = {row["key"]: row for row in rows.documents()}
        self._places = {
            key: place(row["id"], row["sha256"], row["start"]) for key, row in self._versions.items()
        }
        self._highest = max(
            (marking.rank(row.get("tlp")) for row in self._versions.values()), default=marking.rank(None)
        )

    @property
    def handling(self) -> str:
        """The highest marking of the documents, and of the claims seen so far."""
        return marking.levels()[self._highest]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The documents that count, by id."""
        return {row["id"]: self._places[key] for key, row in self._versions.items() if not row["superseded"]}

    def claims(self, *, by_document: bool = False) -> Iterator[ToldClaim]:
        """All claims, those that count no more among them."""
        where = self._rows.claim_documents()
        ids = sorted(where, key=order)
        if by_document:
            ids.sort(key=lambda claim: _place_order(self._places[where[claim]]))
        for page, found in ahead(lambda page: list(self._rows.claims(page)), _pages(ids, PAGE)):
            rows = {row["id"]: row for row in found}
            for identity in page:
                row = rows[identity]
                claim = restore.seen_claim(row)
                if claim.tlp is not None:
                    self._highest = max(self._highest, marking.rank(claim.tlp))
                yield ToldClaim(
                    claim,
                    self._places[where[identity]],
                    row["counts"],
                    row.get("in_document"),
                    credibility=row.get("credibility"),
                )

    def documents(self) -> Iterator[ToldDocument]:
        """All versions of documents."""
        older: dict[str, list[Place]] = defaultdict(list)
        for key, row in self._versions.items():
            if row["superseded"]:
                older[row["id"]].append(self._places[key])
        keys = sorted(self._places, key=lambda key: _place_order(self._places[key]))
        for page, (rows, namings, reports, publishers) in ahead(self._with_all, _pages(keys, _TEXTS)):
            for key in page:
                row = rows[key]
                revises = () if row["superseded"] else tuple(older[row["id"]])
                yield ToldDocument(
                    restore.document(row),
                    self._places[key],
                    publishers.get(key),
                    row["superseded"],
                    row.get("withdrawn", False),
                    (row["extractor"], row["extractor_version"]),
                    revises,
                    tuple(sorted(((one, two) for one, two in namings[key]), key=lambda pair: pair[0])),
                    tuple(sorted(reports[key], key=lambda pair: int(pair[0]["position"]))),
                )

    def _with_all(
        self, keys: list[str]
    ) -> tuple[Mapping[str, Properties], _Pairs, _Pairs, Mapping[str, str]]:
        """What documents hold, mention and report, and who publishes them, by their keys."""
        rows = self._rows
        return (
            {row["key"]: row for row in rows.texts(keys)},
            _by_key(rows.namings(keys)),
            _by_key(rows.reports(keys)),
            dict(rows.publishers(keys)),
        )

    def entities(self) -> Iterator[ToldEntity]:
        """All entities."""
        ids = sorted(self._rows.entity_ids(), key=order)
        for page, found in ahead(lambda page: list(self._rows.entities(page)), _pages(ids, PAGE)):
            rows = {row["id"]: (labels, row) for labels, row in found}
            for identity in page:
                labels, row = rows[identity]
                attack = restore.attack(row) if "documents" in row else None
                marks = {one: row[f"{one}_reliability"] for one in MARKS if f"{one}_reliability" in row}
                yield ToldEntity(restore.entity(labels, row), attack, marks)

    def figures(self, *, by_document: bool = False) -> Iterator[ToldFigure]:
        """All figures."""
        found = [
            ToldFigure(restore.figure(row), attack, self._places[key])
            for attack, key, row in self._rows.figures()
        ]
        yield from _sorted_figures(found, by_document=by_document)


def _pages(ids: list[str], size: int) -> Iterator[list[str]]:
    for i in range(0, len(ids), size):
        yield ids[i : i + size]


def _by_key(found: Iterable[tuple[str, Any, Any]]) -> _Pairs:
    groups: _Pairs = defaultdict(list)
    for key, one, other in found:
        groups[key].append((one, other))
    return groups
