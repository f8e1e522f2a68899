"""`kg diff`."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.cli.options import address, format_option, graph_option
from kg.cli.output import say, show
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.model import Document
    from kg.views.selection import Selection


@click.command("diff")
@click.argument("since_what", metavar="GRAPH|DATE")
@graph_option
@selection_options
@format_option
def command(since_what: str, graph: "Address", selection: "Selection", style: str) -> None:
    """Show what is new, newly denied, withdrawn or superseded since a date, or beside an older graph.

    DATE (2024, 2024-03, 2024-03-22) compares with what had been published by its end; what was withdrawn or
    superseded since is known only beside another GRAPH (a folder or an address).

    \b
    kg diff 2024-03
    kg diff before.graph --graph after.graph
    """
    from kg.graph import open_store
    from kg.model import edtf
    from kg.views import diff
    from kg.views.selection import select

    whole, told, resolved = told_within(graph, selection)
    if edtf.bounds(since_what) is not None:
        before = select(whole, replace(resolved, as_of=since_what))
        withdrawn: tuple[Document, ...] = ()
        say(f"Compared with what had been published by {since_what}.")
    else:
        _, before, _ = told_within(address(since_what, None, None, None), selection)
        with open_store(graph, write=False) as store:
            withdrawn = store.documents(withdrawn=True)
    table = diff.as_table(diff.diff(before, told, withdrawn))
    show(table.columns, table.rows, style)
