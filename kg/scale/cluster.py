"""A Ray cluster as an engine: one of this machine's own, on loopback only, or one that runs already.

Rows and groups are objects of Ray's store, which spills them to disk; tasks whose process or machine dies are
run again, and lost objects made anew, by Ray. What each document says is read by actors, each of which loads
the model once. Nothing here depends on which of them does what, or when.

Ray's own state service listens on the node's address, and whoever reaches it can run code: this module gives
it 127.0.0.1. A cluster of several machines belongs into a network of its own (docs/scale.md).
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kg.errors import ExtractionError, KgError
from kg.model.columns import arrow
from kg.scale.engine import Choose, Emit, Flow, Parts, Reduce, gathered, scattered

LOOPBACK = "127.0.0.1"
MOST_BUCKETS = 1_000
"""Groups of keys at most: a round makes as many objects for each part."""
RETRIES = 3
"""How often a task is run again whose process died, before it is told."""
STARTS = 3
"""How often a cluster of our own is started: Ray gives each start 30 s, which a busy machine may exceed."""
_STORE = 512 * 1024 * 1024
"""Bytes of shared memory for objects on a cluster of our own; more is spilled to disk."""
_QUIET = {
    "RAY_agent_register_timeout_ms": "300000",  # 15 s are too few on a busy machine
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DEDUP_LOGS": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else Ray warns of a change to come
}
_PATIENCE = 1.0
"""Seconds after which what is done is told, if nothing happened."""


@contextmanager
def cluster(jobs: int, shards: int, address: str | None = None) -> Iterator["Cluster"]:
    """The engine, with `jobs` processes that read side by side; a cluster of our own ends with it.

    KgError if Ray is not installed or the cluster can't be reached.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not address:  # whoever else is on this machine can't use our cluster; nothing is left on disk
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    ray = arrow("ray")
    quiet: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
    own: dict[str, Any] = {
        "num_cpus": max(jobs, 1),
        "include_dashboard": False,
        "object_store_memory": _STORE,
        "_node_ip_address": LOOPBACK,
    }
    # What Ray writes beside (its log, objects that were spilled) goes when the cluster ends.
    with tempfile.TemporaryDirectory(prefix="kg-ray-", ignore_cleanup_errors=True) as beside:
        _connect(ray, address, quiet if address else quiet | own | {"_temp_dir": beside})
        try:
            yield Cluster(ray, jobs, min(max(shards, 2), MOST_BUCKETS))
        finally:
            ray.shutdown()


def _connect(ray: Any, address: str | None, given: dict[str, Any]) -> None:
    """Connected, or KgError. A cluster of our own is started again where the machine was too busy for it."""
    for last in (*(False,) * (STARTS - 1), True):
        try:
            ray.init(address=address or "local", **given)
        except Exception as error:
            ray.shutdown()
            if last or address:
                told = (str(error).splitlines() or [type(error).__name__])[0]
                where = address or "a Ray cluster of this machine's own"
                raise KgError(f"cannot be reached ({told})", where=where, hint="see docs/scale.md") from error
        else:
            return


class Cluster:
    """The engine of a cluster that this process is connected to."""

    def __init__(self, ray: Any, jobs: int, buckets: int) -> None:
        self._ray = ray
        self._jobs = jobs
        self._buckets = buckets
        self._scatter = ray.remote(_scatter).options(num_returns=buckets, max_retries=RETRIES)
        self._gather = ray.remote(_gather).options(max_retries=RETRIES)
        self._choose = ray.remote(_chosen).options(max_retries=RETRIES)

    def spread(self, rows: Sequence[Any]) -> Parts:
        """The rows in as many parts as there are buckets, fewer if they are fewer."""
        parts = min(self._buckets, max(len(rows), 1))
        return [self._ray.put(list(rows[i::parts])) for i in range(parts)]

    def share(self, value: Any) -> Any:
        """The value, put into the store once."""
        return self._ray.put(value)

    def group(self, flows: Sequence[Flow], reduce: Reduce, shared: Any = None) -> Parts:
        """One round; what it makes is there when this returns."""
        found = [
            self._scatter.remote(emit, part, shared, self._buckets) for parts, emit in flows for part in parts
        ]
        made = [self._gather.remote(reduce, shared, *column) for column in zip(*found, strict=True)]
        del found  # so that the store can let go of what has been gathered
        left = made
        while left:
            _, left = self._ray.wait(left, num_returns=1, fetch_local=False)
        return made

    def pick(self, parts: Parts, choose: Choose, shared: Any = None) -> Iterator[Any]:
        """What is chosen of each row, part by part."""
        for ref in [self._choose.remote(choose, part, shared) for part in parts]:
            yield from self._got(ref)

    def work(self, parts: Parts, work: Choose, shared: Any, told: Callable[[int, int], None]) -> Parts:
        """What `work` makes of each row, in actors; a part of one that dies goes to its successor."""
        kind = self._ray.remote(_Worker).options(
            num_cpus=1, max_restarts=-1, max_task_retries=RETRIES, max_concurrency=1
        )
        pool = [kind.remote() for _ in range(min(self._jobs, len(parts)))]
        idle, todo = list(pool), list(enumerate(parts))[::-1]
        running: dict[Any, tuple[int, Any]] = {}
        done: dict[int, Any] = {}
        failed: list[int] = []
        while todo or running:
            while todo and idle:
                number, part = todo.pop()
                actor = idle.pop()
                running[actor.run.remote(work, part, shared)] = number, actor
            ready, _ = self._ray.wait(list(running), num_returns=1, timeout=_PATIENCE)
            for ref in ready:
                number, actor = running.pop(ref)
                idle.append(actor)
                if self._lives(ref):
                    done[number] = ref
                else:
                    failed.append(number)
            told(len(done), len(parts))
        for actor in pool:
            self._ray.kill(actor)
        if failed:
            numbers = ", ".join(map(str, sorted(failed)))
            hint = "the others are kept: run it again, with fewer jobs if memory ran out"
            raise ExtractionError(f"its process died {RETRIES + 1} times", where=f"part {numbers}", hint=hint)
        return [done[number] for number in sorted(done)]

    def _lives(self, ref: Any) -> bool:
        """Whether the task is done; False if its process died time after time."""
        try:
            self._got(ref)
        except (self._ray.exceptions.RayActorError, self._ray.exceptions.WorkerCrashedError):
            return False
        return True

    def _got(self, ref: Any) -> Any:
        """A task's result; the KgError that it ended with is raised as what it is."""
        try:
            return self._ray.get(ref)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, KgError):
                raise error.cause from None
            raise


class _Worker:
    """A process that stays: what it loads for one part is there for the next."""

    def run(self, work: Choose, rows: Sequence[Any], shared: Any) -> list[Any]:
        """What `work` makes of the rows."""
        return [one for row in rows for one in work(row, shared)]


def _scatter(emit: Emit, rows: Sequence[Any], shared: Any, buckets: int) -> list[Any]:
    return scattered(rows, emit, shared, buckets)


def _gather(reduce: Reduce, shared: Any, *found: Sequence[Any]) -> list[Any]:
    return gathered((pair for pairs in found for pair in pairs), reduce, shared)


def _chosen(choose: Choose, rows: Sequence[Any], shared: Any) -> list[Any]:
    return [one for row in rows for one in choose(row, shared)]
