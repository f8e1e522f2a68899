"""Web pages: the article drawn out of an HTML file by trafilatura, with what the page says of itself.

The text that offsets count in is the headline and the article's paragraphs, headings and list items with a
blank line between any two; navigation, comments, tables and scripts are left out. It depends on the page's
bytes and trafilatura's version only: nothing is fetched, and no clock is read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from kg.documents import values
from kg.documents.article import Page
from kg.documents.foreign import held
from kg.documents.front import lone_article, retitled
from kg.documents.plain import refuse_binary
from kg.errors import DocumentError

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<!--|<\?xml|<!doctype html|<html|<head|<body)", re.IGNORECASE
)
_HAS_ROOT = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\s[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_SINGLE_BYTE = re.compile(r"(?:iso-8859-(?:\d|1[0-6])|windows-125[0-8])")
_ALIASES = {"us-ascii": "windows-1252", "ascii": "windows-1252", "latin1": "windows-1252", "utf8": "utf-8"}
_ALIASES["iso-8859-1"] = _ALIASES["latin-1"] = "windows-1252"
"""As the HTML standard has it: pages that claim Latin-1 are in Windows-1252."""
_HEAD = 4096
_DEEPEST = 250
"""The parser drops what is nested deeper than some 255 elements, silently."""
_MOST_WORK = 1_000_000
"""Elements, each counted as often as it is deep: trafilatura takes about 10 µs for one."""
_ORDINARY = 5_000
"""Elements of a page up to which trafilatura may ask jusText too, which takes quadratic time."""
_LAST_DAY = "2099-12-31"
"""Later dates are no dates of publication. The default is today: the same page would change by the day."""
_FIRST_PARAGRAPHS = 5
_JOINT = re.compile(r"\s{1,9}[|·•»:–—-]{1,2}\s{1,9}")
_JOINT_LAST = re.compile(_JOINT.pattern + r"$")
"""What stands between a headline and the site's name in a page's title."""
_BETWEEN = "\n\n"
_LONGEST_VALUE = 300
_SHORTEST = 60
"""Characters of an article; of a page with less, trafilatura takes all its text as one paragraph."""
_BLANKS = re.compile(r"[^\S\n]+")


class HtmlReader:
    """An article on a web page."""

    suffixes = (".html", ".htm", ".xhtml")
    largest = 20_000_000

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as a web page does."""
        return _START.match(data) is not None

    def pages(self, data: bytes, where: str) -> Iterable[Page]:
        """The one article of the page."""
        with held(where, "web page", "trafilatura", "htmldate", "charset_normalizer"):
            drawn = _drawn(_decoded(data, where), where)
        title, text = _headed(drawn)
        article = lone_article(text, 0, len(text))
        if title is not None and title != article.title:
            article = replace(retitled(text, article, title), title=title)
        about: dict[str, Any] = dict(drawn.about)
        return [Page(text, (replace(article, **about),))]


class _Drawn(NamedTuple):
    paragraphs: Sequence[str]
    title: str | None
    about: dict[str, str]


def _drawn(html: str, where: str) -> _Drawn:
    # Imported here: it takes a quarter of a second, and most runs read no web page.
    from trafilatura import bare_extraction, load_html

    tree = load_html(html)
    if tree is None:
        raise _empty(where)
    found = bare_extraction(
        tree,
        fast=_elements(tree, where) > _ORDINARY,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        config=_config(),
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LAST_DAY},
    )
    paragraphs = _paragraphs(getattr(found, "text", None) or "")
    if not paragraphs:
        raise _empty(where)
    names = {"publisher": "sitename", "author": "author", "published": "date", "url": "url"}
    about = {key: _value(key, getattr(found, name, None)) for key, name in names.items()}
    kept = {key: value for key, value in about.items() if value is not None}
    return _Drawn(paragraphs, _value("title", getattr(found, "title", None)), kept)


@cache
def _config() -> Any:
    """Trafilatura's settings, but that a bulletin of one sentence is an article, not a page read wrongly."""
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_SHORTEST)
    return config


def _empty(where: str) -> DocumentError:
    return DocumentError(
        "no article was found on this page", where=where, hint="save its words as UTF-8 text"
    )


def _elements(tree: Any, where: str) -> int:
    """How many there are; DocumentError for a page too deep to be read whole, or that would take minutes."""
    count = work = 0
    ahead = [(tree, 1)]
    while ahead:
        element, depth = ahead.pop()
        count, work = count + 1, work + depth
        if depth > _DEEPEST or work > _MOST_WORK:
            what = f"nested more than {_DEEPEST} deep" if depth > _DEEPEST else "made of too many elements"
            raise DocumentError(f"the page is {what}", where=where, hint="save its words as UTF-8 text")
        ahead.extend((child, depth + 1) for child in element)
    return count


def _paragraphs(text: str) -> list[str]:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def _value(key: str, given: Any) -> str | None:
    """What the page says of itself, where it is fit for a record; a page's own claims are never an error."""
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST_VALUE:
        return None
    try:
        return values.checked({key: given})[key]
    except DocumentError:
        return None


def _headed(drawn: _Drawn) -> tuple[str | None, str]:
    """The headline without the site's name, and the text; the headline goes first where the text lacks it."""
    title, paragraphs = drawn.title, drawn.paragraphs
    if title is None:
        return None, _BETWEEN.join(paragraphs)
    publisher = drawn.about.get("publisher", "")
    if publisher and (joint := _JOINT_LAST.search(title.removesuffix(publisher))):
        title = title[: joint.start()]
    for paragraph in paragraphs[:_FIRST_PARAGRAPHS]:
        rest = title[len(paragraph) :]
        if title.casefold().startswith(paragraph.casefold()) and (not rest or _JOINT.match(rest)):
            return paragraph, _BETWEEN.join(paragraphs)
    return title, _BETWEEN.join([title, *paragraphs])


def _decoded(data: bytes, where: str) -> str:
    """The page's characters by its byte order mark, by the encoding that it names, else as UTF-8."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if marked else _declared(data)
    if not marked:
        refuse_binary(data, where, "a web page")
    try:
        html = data.decode(encoding)
    except UnicodeDecodeError as error:
        name, byte = encoding.removesuffix("-sig").upper(), data[error.start]
        message = f"the page is not {name}: byte 0x{byte:02X} at offset {error.start}"
        raise DocumentError(message, where=where, hint="save it as UTF-8") from error
    return html if _HAS_ROOT.search(html[:_HEAD]) else f"<html><body>{html}</body></html>"


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:_HEAD])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    name = _ALIASES.get(name, name)
    return name if _SINGLE_BYTE.fullmatch(name) else "utf-8-sig"
