"""What the benchmarks share: the extractor run on documents, all together or each by itself."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import entities, pipeline
from kg.claims.choice import Choice
from kg.graph import status
from kg.model import Document, Extraction, Records

_alone = False


def without_trained() -> None:
    """From now on the rules read alone, without their trained part."""
    global _alone
    _alone = True


def extract(documents: Sequence[Document], jobs: int = 1) -> Records:
    """The records of `documents` joined, as the pipeline joins them."""
    return _joined(_extractions(documents, jobs))


def each(documents: Sequence[Document], jobs: int = 1) -> Iterator[Records]:
    """The records of each document by itself: reports of the outside sets know nothing of one another."""
    for extraction in _extractions(documents, jobs):
        yield _joined([extraction])


def _joined(extractions: Sequence[Extraction]) -> Records:
    records = entities.join(extractions)
    return replace(records, claims=status.dispute(records.claims))


def _extractions(documents: Sequence[Document], jobs: int) -> Sequence[Extraction]:
    extractions, failed = pipeline.claims_of(documents, choice=Choice(trained=not _alone), jobs=jobs)
    for one in failed:
        print(f"failed {one.path}: {one.reason}", file=sys.stderr)
    return extractions
