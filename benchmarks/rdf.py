"""How fast a whole graph goes out as RDF, in how much memory, beside a bare line writer of the same quads.

    python -m benchmarks.rdf --claims 100000                           # in a folder, made for it
    python -m benchmarks.rdf --claims 100000 --graph bolt://localhost  # on an empty server

A server's password is taken from KG_NEO4J_PASSWORD. A made-up graph is put into the store, then exported by a
process of its own, whose peak memory is told: with the client of the store in it, and with the embedded
engine where that is the store. The bare writer gets the same quads as tuples of text, made beforehand a batch
at a time and not counted; it escapes them, writes a line each, and waits until the disk has them, as the
export does. `out of rows at hand` is the export without the store: rows become records, quads, sorted lines
and a file. `out of the store` reads the store as well: by the clock, where a second core helps, and by the
time of all processors, which other work on the machine disturbs less.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph

from benchmarks import made_up
from benchmarks.ratio import Ratio, peak_mebibytes, table
from kg.graph import Address, open_store, server
from kg.views.rdf import forms
from kg.views.rdf.content import Whole
from kg.views.rdf.origin import FromGraph, FromStore

TARGET = 0.8
MOST_MEMORY = 300
"""Least share of the bare writer's speed, and most memory in MiB, that an export may take."""

_CLAIMS = 100_000
"""At full scale."""

_BATCH = 100_000
_SOME = 10_000
"""Quads that the bare writer gets at a time; claims that are enough to tell how fast rows become quads."""

Quad = tuple[str, str, str, str | None, str]
"""Subject, predicate, object, the object's datatype ("" for plain text, None for a name), graph."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--graph", help="where to put it; an address of a server, or a new folder")
    parser.add_argument("--loaded", action="store_true", help="the graph is there already")
    parser.add_argument("--step", choices=["load", "rows", "export", "bare"], help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step is None:
        with tempfile.TemporaryDirectory() as folder:
            graph = given.graph or f"{folder}/kg.graph"
            found = measure(given.claims, graph, Path(folder) / "out.nq", loaded=given.loaded)
        print("\n".join(table(found)))
    elif given.step == "load":
        load(given.claims, address(given.graph))
    elif given.step == "rows":
        print(*of_rows(given.claims, given.out))
    elif given.step == "export":
        print(*export(address(given.graph), given.out))
    else:
        print(*bare(given.out))


def address(graph: str) -> Address:
    return server(graph) if "://" in graph else Path(graph)


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Quads out of a made-up graph, and the memory that takes."""
    claims = round(_CLAIMS * scale)
    made_up.keep(claims)
    with made_up.folder(claims) as folder, tempfile.TemporaryDirectory() as place:
        return measure(claims, str(folder), Path(place) / "out.nq", loaded=True)


def measure(claims: int, graph: str, out: Path, *, loaded: bool) -> list[Ratio]:
    if not loaded:
        step("load", "--claims", str(claims), "--graph", graph)
    quads, seconds, work, memory = step("export", "--graph", graph, "--out", str(out))
    _, bare_seconds, bare_work, _ = step("bare", "--out", str(out))
    some, _, some_work, _ = step("rows", "--claims", str(min(claims, _SOME)), "--out", f"{out}.some")
    size = f"{quads:,.0f} quads, {out.stat().st_size / 2**20:.0f} MiB, of {claims:,} claims"
    note = "beside a bare writer of the same quads"
    found = [
        (f"N-Quads out of rows at hand, processor time, {note}", some / some_work, quads / bare_work),
        (f"N-Quads out of the store, by the clock ({size})", quads / seconds, quads / bare_seconds),
        ("the same, processor time", quads / work, quads / bare_work),
    ]
    memory_note = "client of the store included"
    return [
        *(Ratio(name, ours, theirs, "quads/s", TARGET, least=True) for name, ours, theirs in found),
        Ratio(
            "peak memory of that, beside the most allowed", memory, MOST_MEMORY, "MiB", 1.0, note=memory_note
        ),
    ]


def step(name: str, *words: str) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.rdf", "--step", name, *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(word) for word in done.stdout.split()]


def load(claims: int, graph: Address) -> None:
    with open_store(graph, write=True) as store:
        store.put(made_up.graph(claims))


Taken = tuple[int, float, float, float]
"""Quads, seconds by the clock and of all processors, MiB at the most."""


def of_rows(claims: int, out: Path) -> Taken:
    """An export of rows at hand."""
    return written(Whole(FromGraph(made_up.graph(claims))), out)


def export(graph: Address, out: Path) -> Taken:
    """An export out of a store."""
    with open_store(graph, write=False, once=True) as store:
        # The first questions are part of it.
        start, work = time.perf_counter(), time.process_time()
        content = Whole(FromStore(store))
        asked = time.perf_counter() - start, time.process_time() - work
        quads, seconds, processors, memory = written(content, out)
    return quads, seconds + asked[0], processors + asked[1], memory


def written(content: Whole, out: Path) -> Taken:
    start, work = time.perf_counter(), time.process_time()
    forms.nquads(content, out)
    seconds, processors = time.perf_counter() - start, time.process_time() - work
    memory = peak_mebibytes()
    with out.open("rb") as file:
        return sum(1 for _ in file), seconds, processors, memory


def bare(out: Path) -> Taken:
    """Writing the same quads line by line."""
    quads, seconds, processors = 0, 0.0, 0.0
    found = terms(pyoxigraph.parse(path=out, format=pyoxigraph.RdfFormat.N_QUADS))
    with out.with_suffix(".bare").open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        while batch := list(islice(found, _BATCH)):
            start, work = time.perf_counter(), time.process_time()
            for quad in batch:
                file.write(line(quad))
            seconds += time.perf_counter() - start
            processors += time.process_time() - work
            quads += len(batch)
        start, work = time.perf_counter(), time.process_time()
        file.flush()
        os.fsync(file.fileno())
        seconds += time.perf_counter() - start
        processors += time.process_time() - work
    if out.read_bytes() != out.with_suffix(".bare").read_bytes():
        raise SystemExit("the bare writer wrote something else")
    return quads, seconds, processors, peak_mebibytes()


def terms(quads: Iterable[pyoxigraph.Quad]) -> Iterator[Quad]:
    text = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#string")
    for quad in quads:
        value, kind = quad.object, None
        if isinstance(value, pyoxigraph.Literal):
            shown, kind = value.value, "" if value.datatype == text else value.datatype.value
        else:
            shown = forms.iri(value)
        yield forms.iri(quad.subject), quad.predicate.value, shown, kind, forms.iri(quad.graph_name)


_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}


def line(quad: Quad) -> str:
    """A quad as a line, as anybody would write it."""
    subject, predicate, value, kind, graph = quad
    typed = f"^^<{kind}>" if kind else ""
    shown = f"<{value}>" if kind is None else f'"{escaped(value)}"{typed}'
    return f"<{subject}> <{predicate}> {shown} <{graph}> .\n"


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return text if text.isprintable() else text.translate(_CONTROLS)


_CONTROLS = {code: escape for code, escape in _ESCAPES.items() if chr(code) not in '\\"\n'}


if __name__ == "__main__":
    main()
