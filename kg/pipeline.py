"""The stages in order: documents -> mentions -> claims -> entities -> graph. The file to read first."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from kg import documents as reading_stage
from kg import entities, mentions
from kg.claims.rules import RulesExtractor
from kg.errors import KgError
from kg.graph import Written, open_store, status
from kg.model import Document, Extraction, Records, Skipped

Progress = Callable[[str, int, int], None]

_BATCH = 16
"""Articles handed to a worker at a time: enough for the parser's batches, few enough to share the work."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: written (None: nothing), planned, unchanged, left out."""

    written: Written | None = None
    planned: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def summary(self) -> str:
        """One sentence for the person who asked.

        >>> Built(planned=("a", "b"), unchanged=("c",)).summary()
        '2 documents to read, 1 unchanged, 0 left out.'
        """
        tail = f"{len(self.unchanged)} unchanged, {len(self.skipped)} left out."
        if self.written is None:
            return f"{len(self.planned)} documents to read, {tail}"
        done = self.written
        changed = f"{len(done.superseded)} new versions, {len(done.renewed)} read anew"
        return f"{len(done.added)} new, {changed}, {tail}"


def extract(
    paths: Sequence[Path], *, jobs: int = 1, progress: Progress | None = None
) -> tuple[Records, tuple[Skipped, ...]]:
    """The records of all documents below `paths`, and what was left out; alike for any order and `jobs`."""
    documents, skipped = reading_stage.read(paths, progress=progress)
    extractions, failed = claims_of(documents, jobs=jobs, progress=progress)
    records = entities.join(extractions)
    return replace(records, claims=status.dispute(records.claims)), (*skipped, *failed)


def build(
    paths: Sequence[Path],
    graph: str | Path,
    *,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Built:
    """The graph at `graph` with all documents below `paths` in it; unchanged ones are not read again.

    A document that cannot be read leaves what the graph has of it as it was. With `dry_run` nothing is
    written and nothing extracted: the result tells which documents would be.
    """
    documents, skipped = reading_stage.read(paths, progress=progress)
    name, version = RulesExtractor.name, RulesExtractor.version
    if dry_run and not _exists(graph):
        return Built(planned=tuple(document.id for document in documents), skipped=skipped)
    with open_store(graph, write=not dry_run) as store:
        unchanged = store.unchanged(documents, name, version)
        new = [document for document in documents if document.id not in unchanged]
        if dry_run or not new:
            planned = tuple(document.id for document in new)
            return Built(planned=planned, unchanged=tuple(sorted(unchanged)), skipped=skipped)
        extractions, failed = claims_of(new, jobs=jobs, progress=progress)
        kept = store.extractions(without={extraction.document.id for extraction in extractions})
        records = entities.join([*kept, *extractions])
        written = store.write(extractions, records, extractor=name, version=version)
    return Built(written=written, unchanged=tuple(sorted(unchanged)), skipped=(*skipped, *failed))


def _exists(graph: str | Path) -> bool:
    return "://" in str(graph) or Path(graph).exists()


def claims_of(
    documents: Sequence[Document], *, jobs: int = 1, progress: Progress | None = None
) -> tuple[tuple[Extraction, ...], tuple[Skipped, ...]]:
    """What each document says, in the order of `documents`; a document that cannot be read is left out."""
    batches = [documents[i : i + _BATCH] for i in range(0, len(documents), _BATCH)]
    found: list[Extraction | Skipped] = []
    for results in _run(batches, jobs):
        found.extend(results)
        if progress:
            progress("Reading claims", len(found), len(documents))
    extractions = tuple(one for one in found if isinstance(one, Extraction))
    return extractions, tuple(one for one in found if isinstance(one, Skipped))


def _run(batches: Sequence[Sequence[Document]], jobs: int) -> Iterator[list[Extraction | Skipped]]:
    if jobs == 1 or len(batches) < 2:
        yield from map(_work, batches)
        return
    # Spawned, never forked: a fork of a process with a JVM loaded hangs.
    with ProcessPoolExecutor(min(jobs, len(batches)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_work, batches)


def _work(batch: Sequence[Document]) -> list[Extraction | Skipped]:
    tools = _tools()
    try:
        return [tools.extractor.extract(reading) for reading in tools.reader.pipe(batch)]
    except KgError:
        return [_one(tools, document) for document in batch]


def _one(tools: "_Tools", document: Document) -> Extraction | Skipped:
    try:
        return tools.extractor.extract(tools.reader.read(document))
    except KgError as error:
        return Skipped(path=document.id, reason=str(error))


@dataclass(frozen=True)
class _Tools:
    reader: mentions.Reader
    extractor: RulesExtractor


_loaded: list[_Tools] = []


def _tools() -> _Tools:
    """The reader and the extractor of this process, loaded once: the model takes over a second."""
    if not _loaded:
        _loaded.append(_Tools(mentions.Reader(mentions.load()), RulesExtractor()))
    return _loaded[0]
