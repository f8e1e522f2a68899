"""The best one-to-one assignment of two sets to each other."""

from collections.abc import Mapping
from typing import TypeVar

import networkx

L = TypeVar("L")
R = TypeVar("R")


def best(weights: Mapping[tuple[L, R], int], *, most: bool = False) -> dict[L, R]:
    """The one-to-one pairing with the greatest sum of weights; with `most`, of those with the most pairs.

    A maximum weight matching of the bipartite graph (Galil 1986, in networkx), the same on every run:
    integers only, nodes entered in sorted order of the keys of `weights`.

    >>> best({("a", "x"): 3, ("a", "y"): 2, ("b", "x"): 2}, most=True)
    {'a': 'y', 'b': 'x'}
    >>> best({("a", "x"): 5, ("a", "y"): 2, ("b", "x"): 2})
    {'a': 'x'}
    """
    graph = networkx.Graph()
    for (left, right), weight in sorted(weights.items(), key=_key):
        if weight > 0:
            graph.add_edge((0, left), (1, right), weight=weight)
    pairs: dict[L, R] = {}
    for component in networkx.connected_components(graph):
        part = networkx.Graph()
        part.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if a in component)
        for one, other in networkx.max_weight_matching(part, maxcardinality=most):
            left, right = (one, other) if one[0] == 0 else (other, one)
            pairs[left[1]] = right[1]
    return dict(sorted(pairs.items(), key=lambda pair: str(pair[0])))


def _key(item: tuple[tuple[object, object], int]) -> tuple[str, str]:
    return str(item[0][0]), str(item[0][1])
