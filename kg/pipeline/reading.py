"""Documents -> what each of them says, read by one process or several."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from kg import __version__, mentions
from kg.claims import Extractor
from kg.claims.choice import Choice, extractor
from kg.errors import KgError
from kg.mentions.parsing import MODEL
from kg.model import Document, Extraction, Skipped
from kg.pipeline.sharing import shared
from kg.schema.files import folder

Progress = Callable[[str, int, int], None]

RULES = Choice()

_BATCH = 4
"""Articles handed to a process at a time: few enough to share the work, enough to be worth the sending."""


def claims_of(
    documents: Sequence[Document], *, choice: Choice = RULES, jobs: int = 1, progress: Progress | None = None
) -> tuple[tuple[Extraction, ...], tuple[Skipped, ...]]:
    """What each document says, in the order of `documents`; a document that cannot be read is left out."""
    batches = [documents[i : i + _BATCH] for i in range(0, len(documents), _BATCH)]
    found: list[Extraction | Skipped] = []
    for results in shared(partial(_work, choice), batches, jobs):
        found.extend(results)
        if progress:
            progress("Reading claims", len(found), len(documents))
    extractions = tuple(one for one in found if isinstance(one, Extraction))
    return extractions, tuple(one for one in found if isinstance(one, Skipped))


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


def rejections(extractions: Sequence[Extraction]) -> Mapping[str, int]:
    """How many offers of a model were rejected, by reason."""
    total: Counter[str] = Counter()
    for extraction in extractions:
        total.update(extraction.rejected)
    return dict(sorted(total.items()))


def lookalikes(documents: Sequence[Document]) -> tuple[str, ...]:
    """Where words only look like the name of a known actor, a line each: such a name is not taken for it."""
    return tuple(
        f"{document.id}:{document.start + one.start}: {one.text!r} {one.told()}"
        for document in documents
        for one in mentions.lookalikes.find(document.content, _aliases)
    )


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
    for path in (folder("seeds") / "actors.yaml", *sorted((folder("schema") / "lexicon").glob("[!.]*"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
