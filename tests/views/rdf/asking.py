"""The questions of docs/rdf.md, and the engines that they are put to."""

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph

from tests import jena

Row = dict[str, str]
Ask = Callable[[str], list[Row]]
"""The rows of a SPARQL query, values as texts, what is unbound as ""; an ASK gives one with `ask`."""

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rdf.md"


@dataclass(frozen=True)
class Question:
    """A question in SPARQL, and the same in Cypher."""

    text: str
    cypher: str


@cache
def questions() -> Mapping[str, Question]:
    """Those of the page by their headings."""
    page = PAGE.read_text(encoding="utf-8")
    prefixes = _block(page, "sparql")
    found = {}
    for part in page.split("\n### ")[1:]:
        name = part.partition("\n")[0]
        found[name] = Question(f"{prefixes}\n{_block(part, 'sparql')}", _block(part, "cypher"))
    return found


def _block(text: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def _by_rdflib(path: Path) -> Ask:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own use of itself
        dataset.parse(path, format="nquads")

    def ask(text: str) -> list[Row]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            result = dataset.query(text)
            if result.type == "ASK":
                return [{"ask": str(result.askAnswer).lower()}]
            return [_row(result.vars, row) for row in result]

    return ask


def _row(names: Any, row: Any) -> Row:
    return {str(name): "" if row[name] is None else str(row[name]) for name in names}


def _by_pyoxigraph(path: Path) -> Ask:
    store = pyoxigraph.Store()
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(text: str) -> list[Row]:
        result = store.query(text, use_default_graph_as_union=True)
        if isinstance(result, pyoxigraph.QueryBoolean):
            return [{"ask": str(bool(result)).lower()}]
        assert isinstance(result, pyoxigraph.QuerySolutions)
        names = [name.value for name in result.variables]
        return [{name: row[name].value if row[name] is not None else "" for name in names} for row in result]

    return ask


def _by_jena(path: Path) -> Ask:
    data = path.with_suffix(".ttl")

    def ask(text: str) -> list[Row]:
        found = jena.ask(data, text)
        if "boolean" in found:
            return [{"ask": str(found["boolean"]).lower()}]
        names = found["head"]["vars"]
        return [
            {name: row[name]["value"] if name in row else "" for name in names}
            for row in found["results"]["bindings"]
        ]

    return ask


ENGINES: dict[str, Callable[[Path], Ask]] = {
    "rdflib": _by_rdflib,
    "pyoxigraph": _by_pyoxigraph,
    "jena": _by_jena,
}
"""The engines by name; Jena reads the Turtle file beside the N-Quads."""
