"""How long questions take beside the bare call of the engine, and how soon the command line answers."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import made_up
from benchmarks.ratio import Ratio, both
from kg.graph import Store, open_store
from kg.views import queries

_TIMES = 5
_SLOW = 0.05
_QUICK = 50
"""Turns for a question below `_SLOW` seconds: the machine is still compiling it in the first of them."""


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Each prepared question beside its bare statement, on one graph; the start of the command line."""
    with made_up.folder(round(10_000 * scale)) as folder, open_store(folder, write=False) as store:
        found = [_question(store, name) for name in queries.catalogue()]
    return [*found, _start()]


def _question(store: Store, name: str) -> Ratio:
    """A question through kg (names looked up, parameters checked) and its statement by the engine alone."""
    query = queries.find(name)
    given: dict[str, Any] = {one.name: _example(one.type) for one in query.parameters if one.required}
    values = queries.values_of(store, query, given)

    def ours() -> object:
        return queries.run(store, name, given)

    def bare() -> object:
        return store.read(query.text, values)

    quick = max(both(ours, bare, 1)) < _SLOW
    return Ratio(f"query {name}", *both(ours, bare, _QUICK if quick else _TIMES), "s", 1.2)


def _example(kind: str) -> str:
    return {"entity": "actor-0", "actor": "actor-0", "document": "report-000001"}.get(kind, "actor-1")


def _start() -> Ratio:
    kg = Path(sys.executable).with_name("kg")
    ours, bare = both(
        lambda: subprocess.run([kg, "--help"], capture_output=True, check=True),
        lambda: subprocess.run([sys.executable, "-c", "import click"], check=True),
        _TIMES,
    )
    return Ratio("kg --help beside import click", ours, bare, "s", 3.0)


if __name__ == "__main__":
    from benchmarks.ratio import table

    print("\n".join(table(ratios(0.1))))
