"""Pages of things that are asked for while the one before is being written.

A store answers without Python's lock, so that a second core has work. Two settings of the process are changed
for as long as pages come, and set back: the reader gets the lock soon (the store hands over a few times a
page, and each time would wait for 5 ms), and Python looks for no cycles (`kg.graph.crossing.undisturbed`).
"""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from kg.graph.crossing import undisturbed

K = TypeVar("K")
T = TypeVar("T")

_AHEAD = 2
"""Pages that are asked for, at most, before they are needed."""

_SOON = 0.0005
"""Seconds after which a thread gives Python's lock to another one that wants it."""


def ahead(ask: Callable[[K], T], keys: Iterable[K]) -> Iterator[tuple[K, T]]:
    """Each key with what `ask` gives for it, in order; raises what `ask` raises."""
    with undisturbed(), _turns(), ThreadPoolExecutor(1, thread_name_prefix="kg-pages") as reader:
        waiting: deque[tuple[K, Future[T]]] = deque()
        try:
            for key in keys:
                waiting.append((key, reader.submit(ask, key)))
                if len(waiting) > _AHEAD:
                    first, found = waiting.popleft()
                    yield first, found.result()
            while waiting:
                first, found = waiting.popleft()
                yield first, found.result()
        finally:
            for _, found in waiting:
                found.cancel()


@contextmanager
def _turns() -> Iterator[None]:
    """Frequent turns for threads until the block ends."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SOON)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
