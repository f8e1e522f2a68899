"""The graph behind the page: read once a version, selected from memory, watched for changes.

One thread opens the store, reads it, and looks from time to time whether it has changed; what pages show
stays as it was until the new reading is complete. Pages ask from several threads.
"""

import gc
import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.graph import NoGraph, Store, Table
from kg.views import selection as selecting
from kg.views.explorer.index import Index
from kg.views.projection import fetch
from kg.views.selection import Selection

Opening = Callable[[], AbstractContextManager[Store]]

_KEPT, _TEXTS = 12, 200
"""Selections, and texts of articles, that are kept in memory."""

_PAUSE = 2.0
"""Seconds between two looks at the graph at least; a look that takes long is taken less often."""

_FINGERPRINT = (
    "MATCH (d:Document) RETURN d.key AS key, d.sha256 AS sha256, d.extractor_version AS version ORDER BY key",
    "MATCH (c:Claim) RETURN c.counts AS a, c.status AS b, c.review AS c, count(*) AS n ORDER BY a, b, c",
    "MATCH (n:Entity) RETURN count(*) AS n",
    "MATCH (:Claim)-[r:SUBJECT|OBJECT]->(n:Entity) RETURN count(DISTINCT n) AS n",
)

_ARTICLE = """
MATCH (d:Document {key: $key})
RETURN d.content AS content, d.start AS start,
  COLLECT { MATCH (d)-[m:MENTIONS]->(:Entity) WHERE m.mentions IS NOT NULL RETURN m.mentions } AS mentions
"""

_TEXT = "MATCH (d:Document) WHERE d.key IN $keys RETURN d.key AS key, d.content AS content, d.start AS start"


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands: `stage` is absent, reading, empty, ready or failed; `number` is that of the reading."""

    stage: str
    number: int = 0
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a document as it is stored, where it begins in its file, and its mentions as stored."""

    content: str
    start: int
    mentions: tuple[str, ...] = ()


class Desk:
    """What pages ask; to be used as a context, in which the graph is open.

    Entering it opens the graph, or finds that there is none yet; StoreError if it won't open. It is read
    meanwhile.
    """

    def __init__(self, opening: Opening, address: str, *, pause: float = _PAUSE) -> None:
        self.address = address
        self._opening = opening
        self._pause = pause
        self._now = Now("reading")
        self._whole: Index | None = None
        self._store: Store | None = None
        self._renewing = threading.Lock()
        self._selecting = threading.RLock()
        self._fingerprint = ""
        self._kept: OrderedDict[tuple[int, Selection], Index] = OrderedDict()
        self._texts: OrderedDict[tuple[int, str], Article] = OrderedDict()
        self._ended, self._look, self._ready = threading.Event(), threading.Event(), threading.Event()
        self._opened = threading.Event()
        self._failure: KgError | None = None
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._watch, name="kg-desk", daemon=True)

    def __enter__(self) -> "Desk":
        self._thread.start()
        self._opened.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, *about: object) -> None:
        self._ended.set()
        self._look.set()
        self._thread.join()

    def now(self) -> Now:
        """How it stands; asking makes the desk look at the graph before long."""
        self._look.set()
        now = self._now
        if now.stage != "reading":
            return now
        return Now("reading", now.number, now.message, time.monotonic() - self._began)

    def wait(self, seconds: float) -> bool:
        """Whether the graph has been read, or found to be absent, within some time."""
        return self._ready.wait(seconds)

    def whole(self) -> Index | None:
        """Everything, or None while nothing has been read."""
        return self._whole

    def selected(self, selection: Selection) -> Index | None:
        """What a selection leaves; QueryError if the selection names what is not there."""
        with self._selecting:
            whole, number = self._whole, self._now.number
            if whole is None or not selection:
                return whole
            key = number, selection
            if key not in self._kept:
                named = selecting.named(whole.told, selection)
                self._kept[key] = Index(selecting.select(whole.told, named))
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def read(self, text: str, params: dict[str, Any]) -> Table:
        """The rows of a reading statement; StoreError if the graph is not open."""
        store = self._store
        if store is None:
            raise NoGraph(self.address)
        return store.read(text, params)

    def article(self, doc: str) -> Article | None:
        """A document with its mentions, or None if there is none such."""
        rows = self.read(_ARTICLE, {"key": doc}).rows
        if not rows:
            return None
        return Article(rows[0]["content"], rows[0]["start"], tuple(sorted(rows[0]["mentions"])))

    def texts(self, docs: Collection[str]) -> dict[str, Article]:
        """The texts of documents that there are."""
        number = self._now.number
        missing = [doc for doc in sorted(set(docs)) if (number, doc) not in self._texts]
        found = {}
        if missing:
            for row in self.read(_TEXT, {"keys": missing}).rows:
                found[row["key"]] = Article(row["content"], row["start"])
        with self._selecting:
            for doc, article in found.items():
                self._texts[number, doc] = article
            while len(self._texts) > _TEXTS:
                self._texts.popitem(last=False)
            for doc in docs:
                if (number, doc) in self._texts:
                    found[doc] = self._texts[number, doc]
        return found

    def look(self) -> None:
        """Read the graph anew if it has changed, now; for who has just changed it."""
        store = self._store
        if store is not None:
            self._renew(store)

    def _watch(self) -> None:
        while not self._ended.is_set():
            try:
                with self._opening() as store:
                    self._store = store
                    self._opened.set()
                    self._renew(store)
                    self._ready.set()
                    self._follow(store)
            except NoGraph:
                self._now = Now("absent", self._now.number)
            except KgError as error:
                self._now = Now("failed", self._now.number, str(error))
                if not self._opened.is_set():
                    self._failure = error
                    self._ended.set()
            finally:
                self._store = None
            self._opened.set()
            self._ready.set()
            self._ended.wait(self._pause)

    def _follow(self, store: Store) -> None:
        """Look at the graph when a page has asked, not more often than a look is worth; until the end."""
        pause = self._pause
        while not self._ended.wait(pause):
            self._look.wait()
            self._look.clear()
            if self._ended.is_set():
                return
            began = time.monotonic()
            self._renew(store)
            pause = max(self._pause, 20 * (time.monotonic() - began))

    def _renew(self, store: Store) -> None:
        with self._renewing:
            fingerprint = _fingerprint(store)
            if fingerprint == self._fingerprint:
                return
            gc.unfreeze()
            told = fetch(store)
            self._fingerprint = fingerprint
        with self._selecting:
            self._whole = Index(told)
            self._kept.clear()
            self._texts.clear()
            self._now = Now("ready" if told.documents else "empty", self._now.number + 1)
        # What stays for long needs no search for cycles while somebody waits for a click; what the graph was
        # before must not stay with it.
        gc.collect()
        gc.freeze()


def _fingerprint(store: Store) -> str:
    digest = hashlib.sha256()
    for text in _FINGERPRINT:
        digest.update(json.dumps(store.read(text).rows, default=str).encode())
    return digest.hexdigest()
