"""Paths into documents: the stage itself."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath

from kg.documents import language as languages
from kg.documents import meta as metas
from kg.documents.article import Article, Page
from kg.documents.files import File, find, shown
from kg.documents.lines import lines_from, skip_blanks
from kg.documents.meta import Meta
from kg.documents.readers import READERS, reader_for
from kg.errors import DocumentError
from kg.model import Document, Skipped

Progress = Callable[[str, int, int], None]

_LARGEST_FILE = 20_000_000
"""Bytes: some 3 million words."""
_LONGEST_ARTICLE = 1_000_000
"""Code points: some 170,000 words, more than a report has; reading its claims would take minutes."""
_HEADLINE_WITHIN = 2_000
"""Code points from the start of an article within which a headline from a meta file is looked for."""


def read(
    paths: Sequence[Path], progress: Progress | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """The documents in `paths` (files, or folders searched to their bottom), and what was left out and why.

    Documents are sorted by id, what was left out by path; neither depends on the order of `paths`.
    An article that stands in two files is read once (`Document.duplicates`). A path that does not exist
    raises DocumentError; whatever else is wrong with a file leaves out that file, or that article of it.
    """
    files, skipped = find(Path(path) for path in paths)
    documents: list[Document] = []
    for number, file in enumerate(files, start=1):
        found, left_out = _read_file(file)
        documents.extend(found)
        skipped.extend(left_out)
        if progress:
            progress("Reading documents", number, len(files))
    documents, clashing = _unique(documents)
    skipped.extend(clashing)
    return tuple(_once(documents)), tuple(sorted(skipped, key=lambda one: (one.path, one.reason)))


def _read_file(file: File) -> tuple[list[Document], list[Skipped]]:
    try:
        articles = list(_articles(file))
        meta = _meta(file)
        if meta:
            meta.check(len(articles))
    except DocumentError as error:
        reason = error.message + (f"; {error.hint}" if error.hint else "")
        return [], [Skipped(error.where or shown(file.path), reason)]
    except OSError as error:
        return [], [Skipped(shown(file.path), f"cannot be read ({error.strerror}); change its permissions")]
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for number, (text, article) in enumerate(articles, start=1):
        suffix = f"#{number}" if len(articles) > 1 else ""
        document = _document(file, suffix, text, article, meta.of(number) if meta else {})
        if (unfit := _unfit(document)) is not None:
            skipped.append(Skipped(shown(file.path) + suffix, unfit))
        else:
            documents.append(document)
    return documents, skipped


def _articles(file: File) -> Iterator[tuple[str, Article]]:
    """The articles of a file, each with the text that its offsets count in."""
    for page in _pages(file):
        for article in page.articles:
            yield page.text, article


def _pages(file: File) -> Iterable[Page]:
    where = shown(file.path)
    reader = reader_for(file.path)
    if reader is None:
        known = ", ".join(suffix for reader in READERS for suffix in reader.suffixes if suffix)
        kind = file.path.suffix.lower()
        raise DocumentError(f"no reader for {kind} files", where=where, hint=f"give files of {known}")
    if where != str(file.path):
        raise DocumentError("the file's name is not UTF-8", where=where, hint="rename it")
    size = file.path.stat().st_size
    if size > _LARGEST_FILE:
        raise DocumentError(
            f"too large: {size:,} bytes, at most {_LARGEST_FILE:,} are read",
            where=where,
            hint="cut it into several files",
        )
    data = file.path.read_bytes()
    if not data.strip():
        raise DocumentError("the file is empty", where=where, hint="remove it, or save its words again")
    return reader.pages(data, where)


def _meta(file: File) -> Meta | None:
    if len(file.metas) > 1:
        names = " and ".join(sorted(path.name for path in file.metas))
        raise DocumentError(f"two meta files, {names}", where=shown(file.path), hint="keep one of them")
    return metas.read(file.metas[0]) if file.metas else None


def _document(file: File, suffix: str, text: str, article: Article, meta: dict[str, str]) -> Document:
    if "title" in meta and meta["title"] != article.title:
        article = _retitled(text, article, meta["title"])
    content = text[article.start : article.end]
    body = text[article.body_start : article.end]
    return Document(
        id=file.id + suffix,
        file=file.name,
        start=article.start,
        end=article.end,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        content=content,
        title=meta.get("title", article.title),
        title_start=article.title_start,
        title_end=article.title_end,
        body_start=article.body_start,
        publisher=meta.get("publisher", article.publisher),
        author=meta.get("author", article.author),
        published=meta.get("published", article.published),
        url=meta.get("url", article.url),
        language=meta.get("language") or article.language or languages.language(body),
        genre=meta.get("genre") or article.genre or "unknown",
        text=meta.get("text", "unknown"),
        tlp=meta.get("tlp"),
    )


def _retitled(text: str, article: Article, title: str) -> Article:
    """The article with the place of a headline that a person gave: a line of these words near its beginning.

    Where there is none, what was taken for the headline is running text again, so that no word is lost.
    """
    first = article.body_start if article.title_start is None else article.title_start
    until = min(article.end, article.start + _HEADLINE_WITHIN)
    for line in lines_from(text, article.start, _HEADLINE_WITHIN):
        if line.start >= until:
            break
        if line.words(text) == title:
            after = skip_blanks(text, line.end, article.end)
            begins = first if text[first : line.start].strip() else after
            return replace(article, title_start=line.start, title_end=line.end, body_start=begins)
    return replace(article, title_start=None, title_end=None, body_start=first)


def _unfit(document: Document) -> str | None:
    """Why an article is not to be read, or None."""
    body = document.body_start if document.body_start is not None else document.start
    if not document.content[body - document.start :].strip():
        return "there is no text below its head; remove it, or save its words again"
    if len(document.content) > _LONGEST_ARTICLE:
        return f"too long: {len(document.content):,} characters; cut it into several files"
    if document.language != "en":
        return (
            f"its language is {languages.name(document.language)}, and only English is read; "
            f"if that is wrong, write `language: en` into a {metas.SUFFIX} file beside it"
        )
    return None


def _unique(documents: Sequence[Document]) -> tuple[list[Document], list[Skipped]]:
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


def _once(documents: Sequence[Document]) -> list[Document]:
    """One document for each article: that of which most is known, with the others' paths in `duplicates`."""
    same: defaultdict[bytes, list[Document]] = defaultdict(list)
    for document in documents:
        same[hashlib.sha256(document.content.strip().encode()).digest()].append(document)
    kept: list[Document] = []
    for copies in same.values():
        best, *others = sorted(copies, key=lambda one: (-_known(one), one.id))
        kept.append(replace(best, duplicates=tuple(sorted(_place(other) for other in others))))
    return sorted(kept, key=lambda one: one.id)


def _known(document: Document) -> int:
    return sum(getattr(document, one.name) not in (None, "unknown") for one in fields(document))


def _place(document: Document) -> str:
    """The file of a document, and the article's number where the file holds several."""
    number = document.id.rpartition(PurePosixPath(document.file).stem)[2]
    return document.file + number if number.startswith("#") else document.file
