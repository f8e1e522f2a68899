"""Where a graph is, together with the file of judgements that it obeys."""

from dataclasses import dataclass
from pathlib import Path

from kg.graph.address import Address, Server, is_server

JUDGEMENTS = "judgements.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """A graph with the file of judgements that it obeys, where that is not the usual one."""

    graph: Address
    judgements: Path


Place = Address | Judged
"""A graph; its judgements are in `judgements.jsonl` beside it, for a server in the working directory."""


def address(graph: Place) -> Address:
    """Where the graph itself is."""
    return graph.graph if isinstance(graph, Judged) else graph


def judgements_of(graph: Place) -> Path:
    """The file of judgements that a graph obeys.

    >>> str(judgements_of("work/kg.graph")), str(judgements_of("bolt://localhost"))
    ('work/judgements.jsonl', 'judgements.jsonl')
    """
    if isinstance(graph, Judged):
        return graph.judgements
    if isinstance(graph, Server) or is_server(graph):
        return Path(JUDGEMENTS)
    return Path(graph).parent / JUDGEMENTS
