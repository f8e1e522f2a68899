"""PDF files: their words by pypdf, page after page.

The text that offsets count in has the pages' paragraphs in one line each, without page numbers and running
heads (kg.documents.printed). What a PDF says of itself (title, author, date) is mostly that of the program
or the typist, and not taken over; a meta file tells better. Pictures of pages have no words.
"""

import io
import re
import time
from collections.abc import Iterable
from typing import Any

from kg.documents.article import Page
from kg.documents.foreign import held
from kg.documents.front import lone_article
from kg.documents.printed import running_text
from kg.errors import DocumentError

_MOST_PAGES = 2_000
_MOST_OPERATORS = 3_000_000
"""Drawing operators of all pages: a report of 2,000 pages has some 2 million; they take a minute."""
_LARGEST_STREAM = 20_000_000
"""Bytes of a stream once unpacked. A page of text has some 10,000."""
_MOST_PARTS = 500_000
"""Operators and operands of one stream."""
_MOST_FONTS = 200
"""Fonts of a page; each has its table of characters read."""
_SECONDS = 120
"""Time limit for a file made to take for ever in spite of all that; no other file comes near it."""
_LIMITS = {
    "zlib_maximum_output_length": _LARGEST_STREAM,
    "lzw_maximum_output_length": _LARGEST_STREAM,
    "run_length_maximum_output_length": _LARGEST_STREAM,
    "brotli_maximum_output_length": _LARGEST_STREAM,
    "jbig2_maximum_output_length": _LARGEST_STREAM,
    "array_based_stream_maximum_output_length": _LARGEST_STREAM,
    "stream_decoding_work_maximum_length": 3 * _LARGEST_STREAM,
    "stream_parsing_work_maximum_count": _MOST_PARTS,
    "page_tree_maximum_entries": 5 * _MOST_PAGES,
    "xform_maximum_invocations_per_extraction": 500,
}
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_BLANKS = re.compile(r"[^\S\n]+")


class PdfReader:
    """The words of a PDF file as one article."""

    suffixes = (".pdf",)
    largest = 100_000_000

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as a PDF file does."""
        return data.startswith(b"%PDF-")

    def pages(self, data: bytes, where: str) -> Iterable[Page]:
        """The one text of the file."""
        with held(where, "PDF", "pypdf"):
            text = running_text(_lines(data, where))
        if not text:
            hint = "make its pictures text (OCR) first"
            raise DocumentError("there are no words in this PDF", where=where, hint=hint)
        return [Page(text, (lone_article(text, 0, len(text)),))]


def _lines(data: bytes, where: str) -> list[list[str]]:
    """The lines of each page."""
    # Imported here: it takes a quarter of a second, and most runs read no PDF.
    from pypdf import PdfReader as Parser
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    limits: dict[str, Any] = dict(_LIMITS)
    budget = _Budget(where)
    try:
        with apply_configuration(**limits):
            parser = Parser(io.BytesIO(data))
            if len(parser.pages) > _MOST_PAGES:
                raise _too_much(f"it has more than {_MOST_PAGES:,} pages", where)
            return [_page(page, budget) for page in parser.pages]
    except (FileNotDecryptedError, DependencyError) as error:
        raise DocumentError(
            "this PDF is encrypted", where=where, hint="save it again without a password"
        ) from error
    except LimitReachedError as error:
        raise _too_much("it unpacks to more than a document holds", where) from error


def _page(page: Any, budget: "_Budget") -> list[str]:
    budget.check_fonts(page)
    drawn = page.extract_text(visitor_operand_before=budget.spend)
    budget.check()  # what a visitor raises inside a form, the parser keeps to itself
    text = _NO_TEXT.sub(" ", drawn.translate(_LIGATURES))
    return [_BLANKS.sub(" ", line) for line in text.split("\n")]


class _Budget:
    """What reading one file may cost; DocumentError once it is spent."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.operators = 0
        self.until = time.monotonic() + _SECONDS

    def spend(self, *_: object) -> None:
        """Called before each drawing operator."""
        self.operators += 1
        self.check()

    def check(self) -> None:
        """Whether anything is left."""
        if self.operators > _MOST_OPERATORS or time.monotonic() > self.until:
            raise _too_much("it draws more than a document holds", self.where)

    def check_fonts(self, page: Any) -> None:
        """Whether a page has no more fonts than could be read soon."""
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources is not None else None
        if fonts is not None and len(fonts.get_object()) > _MOST_FONTS:
            raise _too_much(f"a page has more than {_MOST_FONTS} fonts", self.where)


def _too_much(what: str, where: str) -> DocumentError:
    return DocumentError(f"this PDF is too large: {what}", where=where, hint="cut it into several files")
