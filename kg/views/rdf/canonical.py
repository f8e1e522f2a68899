"""The canonical file: every line of an export in order, in constant memory; and the same by document.

for lines in blocks(content):      # sorted as a whole: N-Quads
    out.writelines(lines)
for heap in heaps(content):        # what belongs to one document together: TriG, JSON-LD
    heap.name, heap.lines
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.views.rdf.claims import Quotes, claim_lines, figure_block, run
from kg.views.rdf.content import Content, ToldClaim, ToldDocument, ToldFigure
from kg.views.rdf.lines import Lines, encoded
from kg.views.rdf.things import Tally, document_lines, entity_block, run_block, whole_block

_SHARED = 2000
"""Entities that stand together in one heap."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Lines that belong together, in pieces: those of one document (`name` tells which), or of the rest."""

    name: str
    lines: list[str]


@dataclass(slots=True)
class _Writer:
    """Makes blocks and keeps count."""

    content: Content
    licence: str | None
    quotes: Quotes
    tally: Tally = field(default_factory=Tally)
    runs: set[tuple[str, str]] = field(default_factory=set)

    def claim(self, told: ToldClaim) -> list[str]:
        self.tally.claims += 1
        self.runs.add((told.claim.extractor, told.claim.extractor_version))
        return self._counted(claim_lines(told, self.quotes))

    def document(self, told: ToldDocument) -> list[str]:
        self.tally.documents += 1
        if told.reader is not None:
            self.runs.add(told.reader)
        return self._counted(document_lines(told, redacted=self.content.redacted))

    def figure(self, told: ToldFigure) -> list[str]:
        return self._counted(figure_block(told, self.quotes).sorted())

    def entities(self) -> Iterator[list[str]]:
        for told in self.content.entities():
            self.tally.entities += 1
            yield self._counted(entity_block(told).sorted())

    def rest(self) -> Iterator[list[str]]:
        """Runs and the description of the whole: written last, when everything has been counted."""
        known = {run(*one): one for one in self.runs}
        names = sorted(known, key=lambda iri: f"{iri}>")
        for iri in names:
            yield self._counted(run_block(*known[iri]).sorted())
        yield whole_block(self.content, self.tally, names, self.licence).sorted().pieces

    def _counted(self, lines: Lines) -> list[str]:
        self.tally.lines += lines.number
        return lines.pieces


def _writer(content: Content, licence: str | None) -> _Writer:
    return _Writer(content, licence, Quotes(content.places, redacted=content.redacted))


def blocks(content: Content, licence: str | None = None) -> Iterator[list[str]]:
    """Lines of canonical N-Quads, sorted as a whole, in lists of pieces of one or more lines each.

    The last list describes all of them.
    """
    writer = _writer(content, licence)
    yield from map(writer.claim, content.claims())
    yield from map(writer.document, content.documents())
    yield from writer.entities()
    yield from map(writer.figure, content.figures())
    yield from writer.rest()


def heaps(content: Content, licence: str | None = None) -> Iterator[Heap]:
    """The same lines, those of one document with its claims and figures together."""
    writer = _writer(content, licence)
    claims, figures = content.claims(by_document=True), content.figures(by_document=True)
    claim, figure = next(claims, None), next(figures, None)
    for document in content.documents():
        lines = []
        while claim is not None and claim.place.iri == document.place.iri:
            lines += writer.claim(claim)
            claim = next(claims, None)
        lines += writer.document(document)
        while figure is not None and figure.place.iri == document.place.iri:
            lines += writer.figure(figure)
            figure = next(figures, None)
        yield Heap(f"{encoded(document.document.id)}@{document.place.sha256[:12]}", lines)
    yield from _shared(writer)


def _shared(writer: _Writer) -> Iterator[Heap]:
    lines: list[str] = []
    number = 0
    for count, found in enumerate(writer.entities(), start=1):
        lines += found
        if count % _SHARED == 0:
            number += 1
            yield Heap(f"entities-{number:05}", lines)
            lines = []
    if lines:
        yield Heap(f"entities-{number + 1:05}", lines)
    yield Heap("dataset", [line for found in writer.rest() for line in found])
