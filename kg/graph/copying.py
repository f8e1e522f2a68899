"""A graph moved from one store to another, either way: the same nodes and edges afterwards."""

from kg.errors import StoreError
from kg.graph import open_store
from kg.graph.address import Address
from kg.graph.shape import Graph
from kg.graph.store import Written


def copy(origin: Address, target: Address, *, replace: bool = False) -> Written:
    """Make the graph at `target` the one at `origin`, versions that count no more among it.

    Nothing is written if it is that already. StoreError if another graph is there, unless `replace` is set:
    then it is changed into the one at `origin`, and what `origin` has not is gone.
    """
    with open_store(origin, write=False) as store:
        graph = store.graph()
    return put(graph, target, replace=replace)


def put(graph: Graph, target: Address, *, replace: bool = False) -> Written:
    """Make the graph at `target` the one given, under the same conditions."""
    with open_store(target, write=True) as store:
        before = store.graph()
        if before.nodes and before != graph and not replace:
            hint = "give another place, or --replace to lose it"
            raise StoreError("another graph is there", where=str(target), hint=hint)
        return store.put(graph)
