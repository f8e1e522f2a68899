"""The stages in order: documents -> mentions -> claims -> entities -> graph. The file to read first."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import documents as reading_stage
from kg import entities
from kg.claims.choice import Choice
from kg.entities import judgements
from kg.entities.settled import settle
from kg.errors import QueryError
from kg.graph import NoGraph, Store, Written, open_store, rows, status
from kg.graph.place import Judged, Place, address, judgements_of
from kg.model import Document, Records, Skipped, shards
from kg.pipeline.joining import basis, joined, write
from kg.pipeline.judging import (
    Decided,
    Reviewed,
    joiner,
    judge,
    obey,
    review,
    settled,
    undo,
)
from kg.pipeline.reading import (
    RULES,
    Progress,
    claims_of,
    identity,
    lookalikes,
    rejections,
)

__all__ = [
    "RULES",
    "Built",
    "Decided",
    "Extracted",
    "Judged",
    "Place",
    "Progress",
    "Reviewed",
    "address",
    "basis",
    "build",
    "claims_of",
    "extract",
    "identity",
    "joined",
    "joiner",
    "judge",
    "judgements_of",
    "load",
    "lookalikes",
    "obey",
    "rejections",
    "retract",
    "review",
    "settled",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: written (None: nothing), planned, unchanged, withdrawn before, left out."""

    written: Written | None = None
    planned: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    lookalikes: tuple[str, ...] = ()

    def summary(self) -> str:
        """One sentence for the person who asked.

        >>> Built(planned=("a", "b"), unchanged=("c",)).summary()
        '2 documents to read, 1 unchanged, 0 left out.'
        """
        withdrawn = f"{len(self.withdrawn)} withdrawn before, " if self.withdrawn else ""
        tail = f"{len(self.unchanged)} unchanged, {withdrawn}{len(self.skipped)} left out."
        if self.written is None:
            return f"{len(self.planned)} documents to read, {tail}"
        done = self.written
        changed = f"{len(done.superseded)} new versions, {len(done.renewed)} read anew"
        return f"{len(done.added)} new, {changed}, {tail}"


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extraction gave: records, what was left out, and how many offers of a model were rejected."""

    records: Records
    skipped: tuple[Skipped, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    lookalikes: tuple[str, ...] = ()


def extract(
    paths: Sequence[Path], *, choice: Choice = RULES, jobs: int = 1, progress: Progress | None = None
) -> Extracted:
    """The records of all documents below `paths`; alike for any order of paths and any number of jobs."""
    documents, skipped = reading_stage.read(paths, progress=progress)
    extractions, failed = claims_of(documents, choice=choice, jobs=jobs, progress=progress)
    rejected = rejections(extractions)
    return Extracted(joined(extractions), (*skipped, *failed), rejected, lookalikes(documents))


def build(
    paths: Sequence[Path],
    graph: Place,
    *,
    choice: Choice = RULES,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Built:
    """The graph at `graph` with all documents below `paths` in it; unchanged ones are not read again.

    A document that cannot be read leaves what the graph has of it as it was, and a text that was withdrawn
    stays so. The graph obeys its file of judgements, also where no document is new. With `dry_run` nothing is
    written and nothing extracted: the result tells which would be.
    """
    documents, skipped = reading_stage.read(paths, progress=progress)
    name, version = identity(choice)
    with ExitStack() as stack:
        try:
            store = stack.enter_context(open_store(address(graph), write=not dry_run))
        except NoGraph:  # a dry run only: who writes makes one
            return Built(planned=tuple(document.id for document in documents), skipped=skipped)
        ledger = judgements.read(judgements_of(graph))
        documents, withdrawn = _withdrawn(store, documents)
        unchanged = store.unchanged(documents, name, version)
        new = [document for document in documents if document.id not in unchanged]
        done = Built(unchanged=tuple(sorted(unchanged)), withdrawn=withdrawn, skipped=skipped)
        if dry_run or not (new or ledger.lines):
            return replace(done, planned=tuple(document.id for document in new))
        extractions, failed = claims_of(new, choice=choice, jobs=jobs, progress=progress)
        written = write(store, extractions, name, version, settle(ledger))
    rejected = rejections(extractions)
    skipped = (*skipped, *failed)
    return replace(done, written=written, skipped=skipped, rejected=rejected, lookalikes=lookalikes(new))


def load(folder: Path, graph: Place) -> Built:
    """The graph at `graph` with the records of `folder` (as `kg extract` writes them) in it.

    Attacks are joined anew, also with those that the graph has. DocumentError, and nothing changed, if the
    records do not hold together. A text that was withdrawn from the graph stays so.
    """
    records = shards.read(folder)
    extractions = entities.part(replace(records, claims=status.alone(records.claims)))
    with open_store(address(graph), write=True) as store:
        settled = settle(judgements.read(judgements_of(graph)))
        documents, withdrawn = _withdrawn(store, records.documents)
        ids = {document.id for document in documents}
        new = [extraction for extraction in extractions if extraction.document.id in ids]
        return Built(write(store, new, "records", "1", settled), withdrawn=withdrawn)


def retract(names: Sequence[str], graph: Place, *, undo: bool = False) -> Written:
    """The graph without the claims of the documents `names`, which stay in it as withdrawn.

    With `undo` the claims count again. A name is a document's id, or with `undo` also its key (id, @ and the
    start of its hash), where several texts of one document were withdrawn. QueryError if there is none.
    """
    with open_store(address(graph), write=True) as store:
        settled = settle(judgements.read(judgements_of(graph)))
        live = {document.id: document.id for document in store.documents()}
        if not undo:
            ids = {_chosen(name, live) for name in names}
            return store.withdraw(ids, joined(store.extractions(without=ids), settled))
        found = {rows.document_key(d, superseded=True): d.id for d in store.documents(withdrawn=True)}
        keys = {_chosen(name, found) for name in names}
        twice = [key for key in sorted(keys) if [found[k] for k in keys].count(found[key]) > 1]
        for key in [*twice, *(key for key in sorted(keys) if found[key] in live)]:
            hint = f"take that back first: kg retract {found[key]}"
            raise QueryError("another text of this document counts", where=key, hint=hint)
        return store.withdraw((), joined(store.extractions(again=keys), settled), again=keys)


def _withdrawn(store: Store, documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents whose very text nobody withdrew, and the ids of the others."""
    gone = store.part().withdrawn(document.id for document in documents)
    left = tuple(document for document in documents if (document.id, document.sha256) not in gone)
    return left, tuple(sorted({document.id for document in documents} - {document.id for document in left}))


def _chosen(name: str, known: Mapping[str, str]) -> str:
    """The key of `known` that is `name`, or the only one of the document with that id."""
    keys = sorted(key for key, document in known.items() if name in (key, document))
    if len(keys) != 1:
        told = f"it can be {' or '.join(keys)}" if keys else "no such document"
        raise QueryError(told, where=name, hint="give an id as the column `document` of `kg query` shows it")
    return keys[0]
