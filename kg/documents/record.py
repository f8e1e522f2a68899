"""An article as the record that the other stages get: with its id, its words, and what is known of it."""

import hashlib
from collections.abc import Mapping

from kg.documents import language as languages
from kg.documents import meta as metas
from kg.documents.article import Article
from kg.documents.files import File
from kg.documents.front import retitled
from kg.model import Document

_LONGEST_ARTICLE = 1_000_000
"""Code points: some 170,000 words, more than a report has; reading its claims would take minutes."""


def document(file: File, suffix: str, text: str, article: Article, meta: Mapping[str, str]) -> Document:
    """The document of an article in `text`: what the meta file says of it goes before what it says itself."""
    if "title" in meta and meta["title"] != article.title:
        article = retitled(text, article, meta["title"])
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
        tlp=meta.get("tlp", article.tlp),
    )


def unfit(document: Document) -> str | None:
    """Why a document is not to be read, or None."""
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
