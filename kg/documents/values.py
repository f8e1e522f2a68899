"""What a document may be said to have (title, date, marking …): checked alike wherever it is written."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.errors import DocumentError
from kg.model import edtf
from kg.schema import load

KEYS = ("title", "publisher", "author", "published", "url", "genre", "text", "language", "tlp")
_LONGEST = 2_000
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}\S*")


def checked(given: Mapping[str, Any]) -> dict[str, str]:
    """The values of `given` as a record takes them, what is None left out.

    DocumentError for a date that is none, a word outside its list of schema/vocabularies.yaml, and so on.

    >>> checked({"title": " Ferry  held ", "published": "2025-06-11T09:30:00Z", "tlp": "green", "url": None})
    {'title': 'Ferry held', 'published': '2025-06-11', 'tlp': 'TLP:GREEN'}
    """
    return {key: _value(key, value) for key, value in given.items() if value is not None}


def _value(key: str, value: Any) -> str:
    if key == "published":
        return _day(value)
    if not isinstance(value, str) or not value.strip():
        raise DocumentError(f"{key!r} is not text", hint="put it in quotes")
    words = " ".join(value.split())
    if len(words) > _LONGEST:
        raise DocumentError(f"{key!r} is longer than {_LONGEST:,} characters", hint="shorten it")
    if key in ("genre", "text", "tlp"):
        return _word(key, words)
    if key == "language":
        words = words.lower().partition("-")[0]
        return _matching(key, words, _LANGUAGE, "write a code of two or three letters, such as en")
    if key == "url":
        return _matching(key, words, _URL, "write the whole address, from https:// on")
    return words


def _matching(key: str, words: str, pattern: re.Pattern[str], hint: str) -> str:
    if not pattern.fullmatch(words):
        raise DocumentError(f"{words!r} is no {key}", hint=hint)
    return words


def _day(value: Any) -> str:
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    words = str(value).strip()
    moment = _MOMENT.fullmatch(words)
    words = moment[1] if moment else words
    if isinstance(value, bool) or not _PUBLISHED.fullmatch(words) or not edtf.valid(words):
        raise DocumentError(f"{words!r} is no date", hint="write 2025-06-11, 2025-06 or 2025")
    return words


def _word(key: str, words: str) -> str:
    """The word of the vocabulary `key`; TLP labels with or without their prefix, in any case."""
    terms = load().vocabularies[key].terms
    asked = words.lower().removeprefix("tlp:")
    found = next((term for term in terms if term.lower().removeprefix("tlp:") == asked), None)
    if found is None:
        raise DocumentError(f"{words!r} is not in the list {key!r}", hint=f"use one of {', '.join(terms)}")
    return found
