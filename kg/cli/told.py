"""What commands look at: everything that has been told, and what is left of it within a selection."""

from typing import TYPE_CHECKING

from kg.cli.selecting import say_selection

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.projection import Told
    from kg.views.selection import Selection


def whole_and_selection(graph: "Address", selection: "Selection") -> "tuple[Told, Selection]":
    """Everything, and the selection with ids; what it leaves out is told on stderr."""
    from kg.graph import open_store
    from kg.views.projection import fetch
    from kg.views.selection import named

    with open_store(graph, write=False) as store:
        whole = fetch(store)
    resolved = named(whole, selection)
    say_selection(whole, resolved)
    return whole, resolved


def told_within(graph: "Address", selection: "Selection") -> "tuple[Told, Told, Selection]":
    """Everything, what is left of it, and the selection with ids; what was left out is told on stderr."""
    from kg.views.selection import select

    whole, resolved = whole_and_selection(graph, selection)
    return whole, select(whole, resolved), resolved
