"""`make bench`: every ratio of one run, and the page benchmarks/README.md that holds the last ones.

    python -m benchmarks [--scale 1.0] [--only reading,asking] [--check]

`--check` runs at the given scale and writes nothing: it only proves that every benchmark still runs. `--only`
measures some parts and leaves the others on the page as they are.
"""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from benchmarks.ratio import Ratio, seconds, table

PARTS = {
    "reading": "Reading documents",
    "asking": "Asking",
    "growing": "A graph that grows",
    "loading": "Loading into a folder",
    "bolt_load": "Loading through Bolt",
    "size": "Ten times as many claims",
    "trace": "Tracing",
    "rdf": "RDF",
    "explorer": "The explorer",
}
"""Modules of this folder whose `ratios(scale)` is measured, in this order, with their headings."""

_PAGE = Path(__file__).with_name("README.md")

_PACKAGES = ("arcadedb-embedded", "neo4j", "spacy", "networkx", "rdflib", "pyoxigraph", "ray")

_HEAD = """# Benchmarks

`make bench` measures everything below in one run and writes this page. A ratio compares kg with something
else, measured beside it in the same run; absolute figures are those of one shared machine and mean little.
Correctness is the tests' business, quality of extraction that of [quality.md](quality.md).
"""


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and write the page unless only checking; 0 if everything ran."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--scale", type=float, default=1.0, help="how large everything is made")
    parser.add_argument("--only", default="", help="names of parts, with commas between")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args(words)
    chosen = [name for name in PARTS if not given.only or name in given.only.split(",")]
    lines = [_HEAD, _machine(given.scale), *(_note() if given.only else ())]
    sections = _sections() if given.only else {}
    for name in chosen:
        found: list[Ratio] = []
        taken = seconds(lambda name=name, found=found: found.extend(_ratios(name, given.scale)))  # type: ignore[misc]
        shown = table(found)
        print(f"\n{PARTS[name]} ({taken:.0f} s)\n", *shown, sep="\n", flush=True)
        sections[PARTS[name]] = "\n".join(shown)
    for heading in PARTS.values():
        if heading in sections:
            lines += [f"\n## {heading}\n", sections[heading]]
    if not given.check:
        _PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _sections() -> dict[str, str]:
    """The tables of the page as it is, by heading: a run of some parts leaves the others."""
    text = _PAGE.read_text("utf-8") if _PAGE.is_file() else ""
    return {
        heading: table.strip()
        for heading, _, table in (part.partition("\n") for part in text.split("\n## ")[1:])
    }


def _note() -> list[str]:
    """What a person has written on the page about parts that were measured at other times."""
    text = _PAGE.read_text("utf-8") if _PAGE.is_file() else ""
    _, _, after = text.partition("\n## ")[0].partition("\nLast run: ")
    note = after.partition("\n")[2].strip()
    return [f"\n{note}"] if note else []


def _ratios(name: str, scale: float) -> list[Ratio]:
    found: list[Ratio] = import_module(f"benchmarks.{name}").ratios(scale)
    return found


def _machine(scale: float) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Last run: {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, Python "
        f"{platform.python_version()}, {versions}; scale {scale:g}."
    )


if __name__ == "__main__":
    sys.exit(main())
