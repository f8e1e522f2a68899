"""NAME.meta.yaml: what a person says of a document, over what the file itself tells.

    title: Ferry stopped at sea
    publisher: The Harbour Post
    author: Lena Orr
    published: 2025-06-11        # or 2025-06, 2025
    url: https://harbour.example/ferry
    genre: news                  # words of schema/vocabularies.yaml: genre, text, tlp
    text: original
    language: en
    tlp: GREEN
    articles:                    # only where the file holds several: the same keys, by number
      2: {title: Port closed}

A file of several articles takes title, published and url under `articles` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.documents import values
from kg.documents.values import KEYS
from kg.errors import DocumentError, SchemaError
from kg.schema.files import read_yaml

SUFFIX = ".meta.yaml"
SINGLE = ("title", "published", "url")
"""Keys that tell of one article alone."""
_ARTICLES = "articles"
_LARGEST = 16_384
"""Bytes."""
_DEEPEST = 10
"""Lists and mappings within each other; a hostile file of brackets would otherwise exhaust the stack."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Values by key, for the whole file and by number for single articles of it."""

    path: Path
    values: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def of(self, number: int) -> dict[str, str]:
        """The values for the article of this number (from 1)."""
        return {**self.values, **self.articles.get(number, {})}

    def check(self, count: int) -> None:
        """DocumentError where the file's articles, so many, are not those this speaks of."""
        if strange := [number for number in self.articles if not 1 <= number <= count]:
            raise self.error(f"there is no article {strange[0]}: the file holds {count}", "number from 1")
        if count > 1 and (single := [key for key in SINGLE if key in self.values]):
            raise self.error(
                f"{single[0]!r} cannot hold for all {count} articles of the file",
                f"write it under `articles:`, as `1: {{{single[0]}: …}}`",
            )

    def error(self, message: str, hint: str | None) -> DocumentError:
        """A complaint about this file."""
        return DocumentError(message, where=str(self.path), hint=hint)


def read(path: Path) -> Meta:
    """What the file says; DocumentError for an unknown key, a word outside its list, a date that is none."""
    meta = Meta(path)
    if path.stat().st_size > _LARGEST:
        raise meta.error(f"longer than {_LARGEST} bytes", "keep to the few keys that a meta file takes")
    try:
        loaded = read_yaml(path, _DEEPEST)
    except SchemaError as error:
        raise DocumentError(error.message, where=error.where, hint=error.hint) from error
    given = dict(_mapping(meta, {} if loaded is None else loaded))
    articles: dict[int, Mapping[str, str]] = {}
    for number, single in _mapping(meta, given.pop(_ARTICLES, {})).items():
        if not isinstance(number, int) or isinstance(number, bool):
            raise meta.error(f"{number!r} is not the number of an article", "write `1: {title: …}`")
        articles[number] = _values(meta, _mapping(meta, single))
    return Meta(path, _values(meta, given), articles)


def _mapping(meta: Meta, value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, dict):
        raise meta.error("not a list of `key: value` lines", f"use {', '.join(KEYS)}")
    return value


def _values(meta: Meta, given: Mapping[Any, Any]) -> dict[str, str]:
    for key in given:
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"use {', '.join(KEYS)}"
            raise meta.error(f"unknown key {key!r}", hint)
    try:
        return values.checked(given)
    except DocumentError as error:
        raise meta.error(error.message, error.hint) from error
