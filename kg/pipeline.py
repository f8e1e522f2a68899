"""The stages in order: documents -> mentions -> claims -> entities -> graph. The file to read first."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from kg import __version__, entities, mentions
from kg import documents as reading_stage
from kg.claims import Extractor
from kg.claims.choice import Choice, extractor
from kg.entities import judgements
from kg.entities.judgements import Judgement, Ledger
from kg.entities.judging import checked
from kg.entities.settled import UNJUDGED, Settled, settle
from kg.errors import JudgementError, KgError, QueryError, StoreError
from kg.graph import NoGraph, Store, Written, open_store, rows, status
from kg.graph.place import Judged as Judged
from kg.graph.place import Place as Place
from kg.graph.place import address as address
from kg.graph.place import judgements_of as judgements_of
from kg.mentions.parsing import MODEL
from kg.model import Document, Extraction, Records, Skipped, shards
from kg.schema.files import folder

Progress = Callable[[str, int, int], None]

RULES = Choice()

_BATCH = 4
"""Articles handed to a worker at a time: few enough to share the work, enough to be worth the sending."""


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
class Decided:
    """What a judgement did: all that the file holds now, what it comes to, what changed in the graph."""

    ledger: Ledger
    settled: Settled
    written: Written


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What there is to judge: all judgements, what they come to, what each document says, and all joined."""

    ledger: Ledger
    settled: Settled
    said: tuple[Extraction, ...]
    records: Records


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


def joined(extractions: Sequence[Extraction], settled: Settled = UNJUDGED) -> Records:
    """One set of records, with what follows from all documents: status, perpetrators, near-copies.

    `settled` is what people decided.
    """
    records = entities.join(extractions, settled)
    claims = status.dispute(records.claims)
    attacks = entities.attributed(records.attacks, claims)
    return replace(records, documents=reading_stage.linked(records.documents), claims=claims, attacks=attacks)


def rejections(extractions: Sequence[Extraction]) -> Mapping[str, int]:
    """How many offers of a model were rejected, by reason."""
    total: Counter[str] = Counter()
    for extraction in extractions:
        total.update(extraction.rejected)
    return dict(sorted(total.items()))


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
        written = _write(store, extractions, name, version, settle(ledger))
    rejected = rejections(extractions)
    skipped = (*skipped, *failed)
    return replace(done, written=written, skipped=skipped, rejected=rejected, lookalikes=lookalikes(new))


def lookalikes(documents: Sequence[Document]) -> tuple[str, ...]:
    """Where words only look like the name of a known actor, a line each: such a name is not taken for it."""
    return tuple(
        f"{document.id}:{document.start + one.start}: {one.text!r} {one.told()}"
        for document in documents
        for one in mentions.lookalikes.find(document.content, _aliases)
    )


def _withdrawn(store: Store, documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents whose very text nobody withdrew, and the ids of the others."""
    gone = {(document.id, document.sha256) for document in store.documents(withdrawn=True)}
    left = tuple(document for document in documents if (document.id, document.sha256) not in gone)
    return left, tuple(sorted({document.id for document in documents} - {document.id for document in left}))


def _write(
    store: Store, extractions: Sequence[Extraction], name: str, version: str, settled: Settled
) -> Written:
    """Join new extractions with those of the graph's other documents and write the whole."""
    kept = store.extractions(without={extraction.document.id for extraction in extractions})
    records = joined([*kept, *extractions], settled)
    return store.write(extractions, records, extractor=name, version=version)


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
        return Built(_write(store, new, "records", "1", settled), withdrawn=withdrawn)


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


def judge(
    new: Sequence[Judgement], graph: Place, *, seen: str | None = None, anyway: bool = False
) -> Decided:
    """Write judgements into the graph's file and let the graph obey them at once.

    `seen` is the `version` of the file that the person looked at: ChangedUnderneath, and nothing written, if
    somebody has written since. JudgementError if one names what the graph does not have, or contradicts one
    that holds; with `anyway` the contradiction is written, and none of the two holds until one is undone.
    """
    path = judgements_of(graph)
    with open_store(address(graph), write=True) as store:
        said = _said(store)
        before = judgements.read(path)
        checked(new, said, joined(said, settle(before)), before, anyway=anyway)
        ledger = judgements.append(path, new, seen=seen)
        settled = settle(ledger)
        try:
            written = store.write((), joined(said, settled), extractor="", version="")
        except StoreError as error:
            hint = f"the judgement is in {path}: `kg review apply` lets the graph obey it"
            raise StoreError(error.message, where=error.where, hint=hint) from error
    return Decided(ledger, settled, written)


def undo(ids: Sequence[str], graph: Place, *, who: str = "", why: str = "") -> Decided:
    """Take judgements back, by their ids or how these begin; JudgementError if one holds no more already."""
    ledger = judgements.read(judgements_of(graph))
    lines = [ledger.find(text) for text in ids]
    held = ledger.held()
    for line in lines:
        if line.judgement.id not in held:
            where = f"{ledger.where}:{line.number}"
            raise JudgementError("this judgement is taken back already", where=where, hint="nothing is to do")
    return judge(
        [Judgement("judgement", line.judgement.id, "revoked", who=who, why=why) for line in lines], graph
    )


def obey(graph: Place) -> Decided:
    """Let the graph obey its file of judgements as it is now: after a merge in git, say."""
    with open_store(address(graph), write=True) as store:
        said = _said(store)
        ledger = judgements.read(judgements_of(graph))
        settled = settle(ledger)
        return Decided(ledger, settled, store.write((), joined(said, settled), extractor="", version=""))


def review(graph: Place) -> Reviewed:
    """Everything that a person needs to judge: what documents say, joined and judged so far."""
    with open_store(address(graph), write=False) as store:
        said = store.extractions()
        ledger = judgements.read(judgements_of(graph))
        settled = settle(ledger)
        return Reviewed(ledger, settled, said, joined(said, settled))


def joiner(graph: Place) -> Callable[[Sequence[Extraction]], Records]:
    """How extractions become the records of this graph: `joined`, as its file of judgements has it now."""
    return partial(joined, settled=settled(graph))


def settled(graph: Place) -> Settled:
    """What the judgements of this graph come to now."""
    return settle(judgements.read(judgements_of(graph)))


def _said(store: Store) -> tuple[Extraction, ...]:
    """What the graph's documents say; NoGraph if there are none to judge."""
    said = store.extractions()
    if not said:
        raise NoGraph(store.address)
    return said


def _chosen(name: str, known: Mapping[str, str]) -> str:
    """The key of `known` that is `name`, or the only one of the document with that id."""
    keys = sorted(key for key, document in known.items() if name in (key, document))
    if len(keys) != 1:
        told = f"it can be {' or '.join(keys)}" if keys else "no such document"
        raise QueryError(told, where=name, hint="give an id as the column `document` of `kg query` shows it")
    return keys[0]


def claims_of(
    documents: Sequence[Document], *, choice: Choice = RULES, jobs: int = 1, progress: Progress | None = None
) -> tuple[tuple[Extraction, ...], tuple[Skipped, ...]]:
    """What each document says, in the order of `documents`; a document that cannot be read is left out."""
    batches = [documents[i : i + _BATCH] for i in range(0, len(documents), _BATCH)]
    found: list[Extraction | Skipped] = []
    for results in _run(batches, choice, jobs):
        found.extend(results)
        if progress:
            progress("Reading claims", len(found), len(documents))
    extractions = tuple(one for one in found if isinstance(one, Extraction))
    return extractions, tuple(one for one in found if isinstance(one, Skipped))


def _run(
    batches: Sequence[Sequence[Document]], choice: Choice, jobs: int
) -> Iterator[list[Extraction | Skipped]]:
    work = partial(_work, choice)
    if jobs == 1 or len(batches) < 2:
        yield from map(work, batches)
        return
    # Spawned, never forked: a fork of a process with a JVM loaded hangs.
    with ProcessPoolExecutor(min(jobs, len(batches)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, batches)


def _work(choice: Choice, batch: Sequence[Document]) -> list[Extraction | Skipped]:
    reader, chosen = _reader(), _extractor(choice)
    try:
        return [chosen.extract(reading) for reading in reader.pipe(batch)]
    except KgError:
        # One document of the batch cannot be read: read them one by one, so that the others are not lost.
        return [_one(reader, chosen, document) for document in batch]


def _one(reader: mentions.Reader, chosen: Extractor, document: Document) -> Extraction | Skipped:
    try:
        return chosen.extract(reader.read(document))
    except KgError as error:
        return Skipped(path=document.id, reason=str(error))


@cache
def _reader() -> mentions.Reader:
    """The reader of this process, loaded once: the model takes over a second."""
    return mentions.Reader(mentions.load())


@cache
def _aliases() -> mentions.Aliases:
    return mentions.Aliases(mentions.load())


@cache
def _extractor(choice: Choice) -> Extractor:
    return extractor(choice)


def identity(choice: Choice) -> tuple[str, str]:
    """The extractor's name, and its version with that of what it reads with: register, word lists, model.

    A changed alias or verb changes what a document says, so documents read with others are read anew.
    """
    chosen = _extractor(choice)
    return chosen.name, f"{chosen.version}+{__version__}+{_data_digest()}"


@cache
def _data_digest() -> str:
    digest = hashlib.sha256(MODEL.encode())
    for path in (folder("seeds") / "actors.yaml", *sorted((folder("schema") / "lexicon").glob("*.yaml"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
