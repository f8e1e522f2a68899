"""Other people's parsers, held so that no file can make them end a run."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import DocumentError

_LONGEST = 120


@contextmanager
def held(where: str, kind: str, *libraries: str) -> Iterator[None]:
    """Turns whatever a parser trips over into a DocumentError at `where`, and keeps its log off the screen.

    `kind` names the format in the message; `libraries` are the loggers of the parser. Who has set up logging
    gets what they log.

    >>> with held("a.pdf", "PDF"):
    ...     {}["/Pages"]
    Traceback (most recent call last):
    kg.errors.DocumentError: a.pdf: this PDF cannot be read (KeyError: '/Pages'); save its words as UTF-8 text
    """
    for name in libraries:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    try:  # a damaged file makes a parser raise nearly anything
        yield
    except DocumentError:
        raise
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(".")
        short = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
        raise DocumentError(
            f"this {kind} cannot be read ({short})", where=where, hint="save its words as UTF-8 text"
        ) from error
