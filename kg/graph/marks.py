"""What tells that a database holds a graph of kg, all of it, and nothing that others call by its names.

The node `(:Graph {id: 'kg'})` is the mark: `format` is the version of the graph's shape, `loading` the load
that has not ended, `step` how many of its parts are in, `token` the last change, `imported` and `empty` what
an import of files has left to do (`kg.graph.imported`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.errors import StoreError
from kg.graph import index, statements
from kg.graph.shape import LABELS, id_name
from kg.graph.store import Params

Ask = Callable[[str, Params], list[dict[str, Any]]]

_MARKED = """
MATCH (g:Graph {id: 'kg'})
RETURN g.format AS format, g.loading AS loading, g.imported AS imported, g.empty AS empty
"""

BEGIN = "MERGE (g:Graph {id: 'kg'}) SET g = {id: 'kg', format: $format, loading: $token, step: 0}"

STEP = """
MATCH (g:Graph {id: 'kg', loading: $token})
WITH g, g.step AS step
SET g.step = $step + 1
RETURN step
"""

FINISH = "MATCH (g:Graph {id: 'kg', loading: $token}) REMOVE g.loading, g.step RETURN count(g) AS n"

TOKEN = "MATCH (g:Graph {id: 'kg'}) WITH g, g.token AS token SET g.token = $token RETURN token"  # noqa: S105

FORGET = "MATCH (g:Graph {id: 'kg', token: $token}) REMOVE g.token"

SWEEP = """
MATCH (n) WHERE any(label IN labels(n) WHERE label IN $labels)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""

OURS = {"labels": [*LABELS, index.LABEL, "Graph"]}
"""The parameters of SWEEP."""

_SIGNATURES = {
    "Document": "sha256",
    "Entity": "known",
    "Claim": "counts",
    "UnnamedSource": "words",
    "Figure": "measure",
    "AttackReport": "record",
}
"""A property that every node of kg with that first label has beside its id: what lacks it is not ours."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark says: whether all is there, and which lists an import could not tell from absent ones."""

    complete: bool
    imported: tuple[str, ...] | None
    empty: str | None


def mark(ask: Ask, address: str) -> Mark | None:
    """The mark of the graph in a database, None if the database is empty.

    StoreError if the database holds something else, or a graph of another version of kg.
    """
    marks = ask(_MARKED, {})
    if not marks:
        if ask("MATCH (n) RETURN count(n) AS n", {})[0]["n"]:
            raise StoreError(
                "the database holds data that kg did not write",
                where=address,
                hint="give another --database, or an empty one",
            )
        return None
    (found,) = marks
    if found["format"] != statements.FORMAT:
        raise StoreError(
            "the graph is of another version of kg", where=address, hint="build it anew elsewhere"
        )
    imported = None if found["imported"] is None else tuple(found["imported"])
    return Mark(found["loading"] is None, imported, found["empty"])


def check_ours(ask: Ask, address: str) -> None:
    """StoreError if nodes with labels of kg are not kg's: it would take them for damage."""
    for label, signature in _SIGNATURES.items():
        lacking = f"n.{id_name(label)} IS NULL OR n.{signature} IS NULL"
        number = ask(f"MATCH (n:{label}) WHERE {lacking} RETURN count(n) AS n", {})[0]["n"]
        if number:
            raise StoreError(
                f"the database holds {number} nodes labelled {label} that kg did not write",
                where=address,
                hint="give another --database, or take them away",
            )


def incomplete(address: str) -> StoreError:
    """That a reader can't have a graph of which only a part is there."""
    return StoreError(
        "the graph is not complete: a load has not ended, or was cut off",
        where=address,
        hint="wait for it, or run that load again, which begins anew",
    )
