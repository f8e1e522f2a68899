"""What a graph of many claims costs: time to load and to answer, memory, beside one a tenth as large.

    python -m benchmarks.size --claims 1000000 [--graph FOLDER]

Each size is made up and loaded by a process of its own, and asked by another one, whose peak memory is told.
What should not grow with the graph has 2 as its target; what reads all of it is told a claim.
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import made_up
from benchmarks.ratio import Ratio, peak_mebibytes, seconds, table
from kg.graph import Store, open_store
from kg.views.projection import fetch

_CLAIMS = 20_000
"""At the scale of `make bench`."""

_TIMES = 5
_EVERYTHING = ("load", "counts", "fetch")
"""What reads or writes all of a graph."""

Figures = dict[str, float]
"""Seconds by what was done; MiB where the name says so."""

_NEIGHBOURS = "MATCH (:Entity {id: $id})-[r]-(n) RETURN count(n) AS n"
_CLAIM = "MATCH (c:Claim {id: $id}) RETURN c"
_EVIDENCE = """
MATCH (a:Entity {id: $id})-[r:SUPPORTS]->() WITH r ORDER BY size(r.claims) DESC LIMIT 1
UNWIND r.claims AS id MATCH (c:Claim {id: id})-[:QUOTED_FROM]->(d:Document)
RETURN c.quote AS quote, d.id AS document
"""
_PATH = "MATCH p = shortestPath((a:Entity {id: $id})-[*..4]-(b:Entity {id: $to})) RETURN length(p) AS n"


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Times of a graph beside those of one a tenth as large."""
    claims = round(_CLAIMS * scale)
    with tempfile.TemporaryDirectory() as place:
        large, small = (measured(n, Path(place) / f"{n}.graph") for n in (claims, claims // 10))
    found = []
    for name, value in large.items():
        note = f"{claims:,} claims beside {claims // 10:,}"
        if name in _EVERYTHING:
            rates = claims / value, claims / 10 / small[name]
            found.append(Ratio(f"{name} all", *rates, "claims/s", 0.5, least=True, note=note))
        elif "memory" in name:
            found.append(Ratio(name, value, small[name], "MiB", note=note))
        else:
            found.append(Ratio(name, value * 1000, small[name] * 1000, "ms", 2.0, note=note))
    return found


def measured(claims: int, folder: Path) -> Figures:
    """The figures of one size."""
    return _step("load", claims, folder) | _step("ask", claims, folder)


def _step(name: str, claims: int, folder: Path) -> Figures:
    command = [sys.executable, "-m", "benchmarks.size", "--step", name]
    command += ["--claims", str(claims), "--graph", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Figures = json.loads(done.stdout)
    return found


def load(claims: int, folder: Path) -> Figures:
    """How long a graph takes to be written, once its nodes and links are at hand."""
    gc.disable()  # nothing made here goes round in circles; looking for that takes a third of the time
    graph = made_up.graph(claims)
    made = peak_mebibytes()
    with open_store(folder, write=True) as store:
        taken = seconds(lambda: store.put(graph))
    return {"load": taken, "memory of making it up": made, "memory of loading": peak_mebibytes()}


def ask(claims: int, folder: Path) -> Figures:
    """How long a folder takes to open, to answer, and to be read as a whole."""
    with open_store(folder, write=False) as store:
        found = {name: _least(store, run) for name, run in _questions(claims).items()}
        found["memory of asking"] = peak_mebibytes()
        found |= {"counts": seconds(store.counts), "fetch": seconds(lambda: fetch(store))}
    return found | {"memory of fetching": peak_mebibytes()}


def _questions(claims: int) -> dict[str, Callable[[Store], object]]:
    middle, last = f"actor-{claims // 50}", f"actor-{claims // 10}"
    claim = f"c-report-{claims // 20:06}-3"
    return {
        "a claim by its id": lambda store: store.read(_CLAIM, {"id": claim}),
        "neighbours of a middling actor": lambda store: store.read(_NEIGHBOURS, {"id": middle}),
        "evidence of an actor's largest edge": lambda store: store.read(_EVIDENCE, {"id": middle}),
        "shortest path": lambda store: store.read(_PATH, {"id": middle, "to": last}),
    }


def _least(store: Store, run: Callable[[Store], object]) -> float:
    return min(seconds(lambda: run(store)) for _ in range(_TIMES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--claims", type=int, default=_CLAIMS)
    parser.add_argument("--graph", type=Path, help="a folder that is not there; it stays")
    parser.add_argument("--step", choices=["load", "ask"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps((load if given.step == "load" else ask)(given.claims, given.graph)))
    elif given.graph:
        for name, value in measured(given.claims, given.graph).items():
            print(f"{name}: {value:.4g}")
    else:
        print("\n".join(table(ratios(given.claims / _CLAIMS))))


if __name__ == "__main__":
    main()
