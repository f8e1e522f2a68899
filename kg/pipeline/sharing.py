"""Work shared by several processes, of which this one is one."""

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from kg.errors import ExtractionError

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_AHEAD = 2
"""Pieces that each other process has: one in hand, and one so that it need not wait for the next."""


def shared(work: Callable[[Piece], Result], pieces: Sequence[Piece], jobs: int) -> Iterator[Result]:
    """What `work` makes of each piece, in their order, by `jobs` processes.

    This process takes its share: it works while the others still load what they need, and one process less
    holds a model. `work` and what it takes and gives must be what can be pickled. ExtractionError if another
    process dies.
    """
    others = min(jobs, len(pieces)) - 1
    if others < 1:
        yield from map(work, pieces)
        return
    with _processes(others) as pool:
        try:
            yield from _in_order(pool, others * _AHEAD, work, pieces)
        except BrokenProcessPool as error:
            hint = "see that there is memory enough, or give fewer --jobs"
            raise ExtractionError("a process that read documents has died", hint=hint) from error


@contextmanager
def _processes(number: int) -> Iterator[Executor]:
    # Spawned, never forked: a fork of a process with a JVM loaded hangs.
    # Ctrl-C reaches every process of the terminal: workers end at once, and leave the words to this one.
    pool = ProcessPoolExecutor(
        number,
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: Executor, ahead: int, work: Callable[[Piece], Result], pieces: Sequence[Piece]
) -> Iterator[Result]:
    """The results, while others have `ahead` pieces to do as long as there are so many."""
    waiting = deque(range(len(pieces)))
    given: dict[int, Future[Result]] = {}
    found: dict[int, Result] = {}
    for place in range(len(pieces)):
        while place not in found:
            while waiting and sum(not one.done() for one in given.values()) < ahead:
                given[waiting[0]] = pool.submit(work, pieces[waiting[0]])
                waiting.popleft()
            if place in given and (not waiting or given[place].done()):
                found[place] = given.pop(place).result()
            else:
                mine = waiting.popleft()
                found[mine] = work(pieces[mine])
        yield found.pop(place)
