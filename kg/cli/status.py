"""`kg status`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import show

if TYPE_CHECKING:
    from kg.graph import Address


@click.command("status")
@graph_option
@format_option
def command(graph: "Address", style: str) -> None:
    """Show what the graph holds: documents, entities, claims by status, edges by type.

    \b
    kg status --graph my.graph
    """
    from kg.graph import open_store

    with open_store(graph, write=False) as store:
        counts = store.counts()
    rows: list[dict[str, object]] = [
        {"what": "documents", "which": "that count", "number": counts.documents},
        {"what": "documents", "which": "superseded", "number": counts.superseded},
        {"what": "documents", "which": "withdrawn", "number": counts.withdrawn},
        {"what": "attacks", "which": "", "number": counts.attacks},
        {"what": "figures", "which": "", "number": counts.figures},
    ]
    for what, numbers in (
        ("entities", counts.entities),
        ("claims", counts.claims),
        ("edges by status", counts.edges),
        ("edges by relation", counts.relations),
    ):
        rows += [
            {"what": what, "which": which, "number": number} for which, number in sorted(numbers.items())
        ]
    show(["what", "which", "number"], rows, style)
