"""Whether a statement only reads the graph, told by the server's own plan for it, never by its words.

The access mode of a session lets nothing change, but lets a statement load files, end other people's
transactions and show the server's settings. EXPLAIN gives the statement's type and the operators of its plan;
none of it runs the statement.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import QueryError
from kg.graph.driver import refused

_READS = "r"

_SHOWN = ("ShowIndexes", "ShowConstraints", "ShowProcedures", "ShowFunctions")
"""What may be shown: nothing about the machine, other people or their statements."""

_CALLED = ("db.labels", "db.relationshipTypes", "db.propertyKeys", "db.ping", "db.info")
_CALLED_BELOW = ("db.schema.", "db.index.fulltext.query")
"""Procedures that only read the graph; others may reach files or the network."""


def check(query_type: str | None, plan: Mapping[str, Any] | None) -> None:
    """QueryError unless a statement with this type and plan, as EXPLAIN gives them, only reads the graph."""
    if query_type != _READS or plan is None:
        raise refused("would change the graph")
    for operator, details in _operators(plan):
        if operator == "LoadCSV":
            raise QueryError("the statement would load a file", hint="LOAD CSV is switched off")
        if operator.startswith("Terminate"):
            raise refused("would end transactions")
        if operator.startswith("Show") and operator not in _SHOWN:
            raise refused("would show more than the graph")
        if operator == "ProcedureCall" and not _is_reading(details.partition("(")[0].strip()):
            raise refused("calls a procedure that may do more than read the graph")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan with its details."""
    arguments = plan.get("args") or {}
    yield str(plan["operatorType"]).partition("@")[0], str(arguments.get("Details", ""))
    for child in plan.get("children") or ():
        yield from _operators(child)


def _is_reading(procedure: str) -> bool:
    return procedure in _CALLED or procedure.startswith(_CALLED_BELOW)
