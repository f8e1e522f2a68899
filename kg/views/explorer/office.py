"""Decisions taken on the page: the queue, read in the background, and judgements, written one after another.

What writes lives above the views and is handed in (`Deciding`). Each decision lets the graph be joined anew,
which takes its time; meanwhile the page tells so and stays usable.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from kg.entities.judgements import Judgement, Ledger
from kg.entities.settled import Settled
from kg.errors import KgError
from kg.model import Records
from kg.views import deciding, queue
from kg.views.explorer.desk import Desk
from kg.views.queue import Item


class Reviewed(Protocol):
    """What there is to judge: the judgements, what they come to, everything joined as they have it."""

    @property
    def ledger(self) -> Ledger:
        """All judgements."""
        ...

    @property
    def settled(self) -> Settled:
        """What they come to."""
        ...

    @property
    def records(self) -> Records:
        """Everything, joined."""
        ...


@dataclass(frozen=True, slots=True)
class Deciding:
    """How decisions are read, written and taken back; each raises KgError where it can't be."""

    review: Callable[[], Reviewed]
    judge: Callable[[Sequence[Judgement]], object]
    undo: Callable[[Sequence[str], str], object]


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left to judge, and the judgements that hold."""

    items: tuple[Item, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done, since how many seconds; `number` counts what has been done, `told` how it went."""

    doing: str = ""
    seconds: float = 0.0
    number: int = 0
    told: str = ""
    failed: bool = False


class Office:
    """One worker that reads the queue and writes decisions, in the order in which they came."""

    def __init__(self, desk: Desk, how: Deciding) -> None:
        self._desk = desk
        self._how = how
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="kg-office")
        self._lock = threading.Lock()
        self._queue: tuple[int, Queue] | None = None
        self._asked: int | None = None
        self._work = Work()
        self._began = 0.0

    def close(self) -> None:
        """Let the work that has begun come to its end."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def work(self) -> Work:
        """What is being done at the moment."""
        work = self._work
        return replace(work, seconds=time.monotonic() - self._began) if work.doing else work

    def queue(self) -> Queue | None:
        """The queue of the graph as it is now; None while it is being read."""
        number = self._desk.now().number
        with self._lock:
            if self._queue is not None and self._queue[0] == number:
                return self._queue[1]
            if self._asked != number:
                self._asked = number
                self._worker.submit(
                    self._do, "Reading what there is to judge", lambda: self._read(number), ""
                )
        return None

    def decide(self, judgements: Sequence[Judgement], who: str, why: str) -> None:
        """Write judgements before long."""
        new = [replace(one, who=who, why=why) for one in judgements]
        self._submit(lambda: self._how.judge(new), "Written; the graph obeys it.")

    def correct(self, claim: str, name: str, value: str, author: deciding.Author) -> None:
        """Write the correction of a claim before long."""

        def work() -> object:
            records = self._how.review().records
            return self._how.judge([deciding.correction(records, claim, {name: value}, author)])

        self._submit(work, "Corrected; the graph obeys it.")

    def undo(self, judgement: str, who: str) -> None:
        """Take a judgement back before long."""
        self._submit(lambda: self._how.undo([judgement], who), "Taken back.")

    def _submit(self, work: Callable[[], object], told: str) -> None:
        self._worker.submit(self._do, "Writing the decision and joining the graph anew", work, told)

    def _do(self, doing: str, work: Callable[[], object], told: str) -> None:
        self._began = time.monotonic()
        self._work = replace(self._work, doing=doing)
        failed = False
        try:
            work()
            if told:
                self._desk.look()
        except KgError as error:
            told, failed = str(error), True
        finally:
            with self._lock:
                if told:
                    self._asked = None
            self._work = Work(number=self._work.number + 1, told=told or self._work.told, failed=failed)

    def _read(self, number: int) -> None:
        found = self._how.review()
        items = queue.queue(found.records, found.settled)
        with self._lock:
            self._queue = number, Queue(items, found.ledger)
