"""Paths into documents: the stage itself."""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path, PurePosixPath

from kg.documents import meta as metas
from kg.documents import record
from kg.documents.article import Article, Found, Page, Record, left_out
from kg.documents.files import File, find, shown
from kg.documents.meta import Meta
from kg.documents.readers import READERS, Reader, reader_for, reader_of
from kg.errors import DocumentError
from kg.model import Document, Skipped

Progress = Callable[[str, int, int], None]

STANDARD_INPUT = Path("-")
"""The path that stands for standard input; a file of that name is given as its absolute path."""
_INPUT_NAME = "standard input"
_LARGEST_INPUT = max(reader.largest for reader in READERS)
_ID_DIGITS = 12


def read(
    paths: Sequence[Path], progress: Progress | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """The documents in `paths` (files, folders searched to their bottom, `-`), and what was left out and why.

    Documents are sorted by id, what was left out by path; neither depends on the order of `paths`.
    An article that stands in two files is read once (`Document.duplicates`). A path that does not exist
    raises DocumentError; whatever else is wrong with a file leaves out that file, or that article of it.
    """
    given = [Path(path) for path in paths]
    files, skipped = find(path for path in given if path != STANDARD_INPUT)
    steps = [partial(from_file, file) for file in files]
    steps += [partial(_from_input)] * (STANDARD_INPUT in given)
    documents: list[Document] = []
    for number, step in enumerate(steps, start=1):
        found, left_out = step()
        documents.extend(found)
        skipped.extend(left_out)
        if progress:
            progress("Reading documents", number, len(steps))
    documents, clashing = unique(once(documents))
    skipped.extend(clashing)
    return tuple(documents), tuple(sorted(skipped, key=lambda one: (one.path, one.reason)))


def text_of(path: Path, number: int | None = None) -> str:
    """The text of a file, in which the offsets of its documents count.

    That of a plain text file is the file's own, line ends and all; that of another format what its reader
    draws out of it. A file of several texts (JSON Lines) has one for each article: `number` says which, as
    in the document's id behind `#`. DocumentError where there is none, or one must be chosen.
    """
    file = File(Path(path), Path(path).name)
    texts = {page.number: page.text for page in _found(file) if isinstance(page, Page)}
    if None in texts:
        return texts[None]
    if number is None and len(texts) == 1:
        return next(iter(texts.values()))
    if number in texts:
        return texts[number]
    if not texts:
        wrong, hint = "offsets of its documents count in other files", "give the file that a document names"
    else:
        wrong = "it has several texts" if number is None else f"it has no text of number {number}"
        hint = "give the number behind # in a document's id"
    raise DocumentError(wrong, where=shown(file.path), hint=hint)


def from_file(file: File) -> tuple[list[Document], list[Skipped]]:
    """The documents in a file, and what of it was left out."""
    try:
        return _documents(file, _found(file), _meta(file))
    except DocumentError as error:
        return [], [left_out(error, shown(file.path))]
    except OSError as error:
        return [], [Skipped(shown(file.path), f"cannot be read ({error.strerror}); change its permissions")]


def _from_input() -> tuple[list[Document], list[Skipped]]:
    """What standard input holds; its documents are named after its bytes, so that two inputs stay two."""
    try:
        data = sys.stdin.buffer.read(_LARGEST_INPUT + 1)
        digits = hashlib.sha256(data).hexdigest()[:_ID_DIGITS]
        file = File(STANDARD_INPUT, str(STANDARD_INPUT), f"stdin-{digits}")
        return _documents(file, _drawn(reader_of(data), data, _INPUT_NAME), None)
    except DocumentError as error:
        return [], [left_out(error, _INPUT_NAME)]
    except (AttributeError, OSError, ValueError) as error:
        return [], [Skipped(_INPUT_NAME, f"cannot be read ({error}); give it a document, or leave `-` out")]


def _found(file: File) -> list[Found]:
    """What the reader of its format finds in a file."""
    where = shown(file.path)
    reader = reader_for(file.path)
    if reader is None:
        known = ", ".join(suffix for reader in reversed(READERS) for suffix in reader.suffixes if suffix)
        kind = file.path.suffix.lower()
        raise DocumentError(f"no reader for {kind} files", where=where, hint=f"give files of {known}")
    if where != str(file.path):
        raise DocumentError("the file's name is not UTF-8", where=where, hint="rename it")
    check_size(file.path.stat().st_size, reader, where)
    return _drawn(reader, file.path.read_bytes(), where)


def _drawn(reader: Reader, data: bytes, where: str) -> list[Found]:
    check_size(len(data), reader, where)
    if not data.strip():
        raise DocumentError("the file is empty", where=where, hint="remove it, or save its words again")
    return list(reader.pages(data, where))


def check_size(size: int, reader: Reader, where: str) -> None:
    """DocumentError where a file is larger than what its reader takes."""
    if size > reader.largest:
        raise DocumentError(
            f"too large: {size:,} bytes, at most {reader.largest:,} are read",
            where=where,
            hint="cut it into several files",
        )


def _meta(file: File) -> Meta | None:
    if len(file.metas) > 1:
        names = " and ".join(sorted(path.name for path in file.metas))
        raise DocumentError(f"two meta files, {names}", where=shown(file.path), hint="keep one of them")
    return metas.read(file.metas[0]) if file.metas else None


def _documents(file: File, found: Sequence[Found], meta: Meta | None) -> tuple[list[Document], list[Skipped]]:
    """The documents among what was found in a file; the number of an article is part of its id."""
    skipped = [one for one in found if isinstance(one, Skipped)]
    articles = list(_numbered(found))
    if meta:
        meta.check(max((number for number, *_ in articles), default=0))
    documents: list[Document] = []
    for number, text, article in articles:
        suffix = f"#{number}" if len(articles) + len(skipped) > 1 else ""
        if isinstance(article, Article):
            document = record.document(file, suffix, text, article, meta.of(number) if meta else {})
        elif meta:
            raise meta.error("a meta file corrects no record of kg", "correct what it was extracted from")
        else:
            document = article
        if (unfit := record.unfit(document)) is not None:
            name = _INPUT_NAME if file.path == STANDARD_INPUT else shown(file.path)
            skipped.append(Skipped(name + suffix, unfit))
        else:
            documents.append(document)
    return documents, skipped


def _numbered(found: Sequence[Found]) -> Iterator[tuple[int, str, Article | Document]]:
    """Number, text and article of all articles; a document of an earlier run instead of the article."""
    number = 0
    for one in found:
        if isinstance(one, Record):
            yield one.number, one.document.content, one.document
        elif isinstance(one, Page):
            for article in one.articles:
                number = number + 1 if one.number is None else one.number
                yield number, one.text, article


def unique(documents: Sequence[Document]) -> tuple[list[Document], list[Skipped]]:
    """The documents without those whose id another one has (`a#1.txt` beside two articles in `a.txt`)."""
    first: dict[str, Document] = {}
    skipped: list[Skipped] = []
    for document in sorted(documents, key=lambda one: (one.id, one.file, one.start)):
        if first.setdefault(document.id, document) is not document:
            other = first[document.id].file
            skipped.append(
                Skipped(document.file, f"its id is taken by an article in {other}; rename the file")
            )
    return list(first.values()), skipped


def once(documents: Sequence[Document]) -> list[Document]:
    """One document for each article: that of which most is known, with the others' paths in `duplicates`."""
    same: defaultdict[bytes, list[Document]] = defaultdict(list)
    for document in documents:
        same[hashlib.sha256(document.content.strip().encode()).digest()].append(document)
    kept: list[Document] = []
    for copies in same.values():
        best, *_ = sorted(copies, key=lambda one: (-_known(one), one.id, one.file))
        places = {place for one in copies for place in (_place(one), *one.duplicates)}
        kept.append(replace(best, duplicates=tuple(sorted(places - {_place(best)}))))
    return sorted(kept, key=lambda one: one.id)


def _known(document: Document) -> int:
    return sum(getattr(document, one.name) not in (None, "unknown") for one in fields(document))


def _place(document: Document) -> str:
    """The file of a document, and the article's number where the file holds several."""
    number = document.id.rpartition(PurePosixPath(document.file).stem)[2]
    return document.file + number if number.startswith("#") else document.file
