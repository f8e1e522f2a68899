"""Graphs of earlier formats in today's shape: one step a format, each a pure function."""

from collections.abc import Callable, Mapping

from kg.errors import StoreError
from kg.graph import statements
from kg.graph.shape import Graph

Step = Callable[[Graph], Graph]


def _indexed(graph: Graph) -> Graph:
    """Format 2 has an index beside the graph (`kg.graph.index`), which the next build makes."""
    return graph


STEPS: Mapping[int, Step] = {1: _indexed}
"""For each earlier format, how a graph of it becomes one of the next."""


def upgraded(graph: Graph, found: int, where: str) -> Graph:
    """A graph of format `found` in today's; StoreError if there is no way from there."""
    for step in range(found, statements.FORMAT):
        if step not in STEPS:
            raise StoreError(f"no way from format {step}", where=where, hint="use an earlier kg to read it")
        graph = STEPS[step](graph)
    if found > statements.FORMAT:
        raise StoreError(f"format {found} is of a later kg", where=where, hint="use a newer kg")
    return graph
