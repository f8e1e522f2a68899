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
    ours, bare = both(lambda: queries.run(store, name, given), lambda: store.read(query.text, values), _TIMES)
    return Ratio(f"query {name}", ours, bare, "s", 1.2)


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
