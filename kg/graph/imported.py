"""What is left to do after `neo4j-admin database import` has read the files of `kg export neo4j-csv`.

The mark in the graph names the lists that can be empty, and the character that stands for an empty one; see
`kg.graph.neo4j_csv`.
"""

from collections.abc import Callable, Sequence

from kg.errors import StoreError
from kg.graph import statements
from kg.graph.shape import ENDS, LABELS
from kg.graph.store import Params

DONE = "MATCH (g:Graph {id: 'kg'}) REMOVE g.imported, g.empty"

_PUT_RIGHT = """
CALL (n) {
  UNWIND $names AS name
  WITH n, name WHERE n[name] IN [$none, $blank]
  SET n[name] = CASE WHEN size(n[name]) = 1 THEN [] ELSE [''] END
} IN TRANSACTIONS OF 5000 ROWS
"""


def put_right(lists: Sequence[str], empty: str, run: Callable[[str, Params], None]) -> None:
    """Make lists empty that are so in the graph; `run` runs a statement that makes its own transactions."""
    for kind, owner in sorted({tuple(each.split(" ")[:2]) for each in lists}):
        names = [each.split(" ", 2)[2] for each in lists if each.split(" ")[:2] == [kind, owner]]
        run(_statement(kind, owner), {"names": names, "none": [empty], "blank": [empty, empty]})


def _statement(kind: str, owner: str) -> str:
    if kind == "node" and owner in LABELS:
        return f"MATCH (n:{owner}) {_PUT_RIGHT}"
    if kind == "edge" and (owner in ENDS or owner in statements.relations()):
        return f"MATCH ()-[n:{owner}]->() {_PUT_RIGHT}"
    raise StoreError(f"the import holds a {kind} {owner!r} that kg does not know", hint="export it again")
