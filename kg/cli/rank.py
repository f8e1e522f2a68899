"""`kg rank`."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, graph_option
from kg.cli.output import say, show
from kg.cli.selecting import selection_options
from kg.cli.told import told_within

if TYPE_CHECKING:
    from kg.graph import Address
    from kg.views.selection import Selection

KINDS = ("sponsors", "sponsored", "brokers", "communities")


@click.command("rank")
@click.argument("kinds", nargs=-1, type=click.Choice(KINDS), metavar="[KIND]...")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Places of each kind.")
@graph_option
@selection_options
@format_option
def command(kinds: tuple[str, ...], limit: int, graph: "Address", selection: "Selection", style: str) -> None:
    """Rank who is accused most, who is said to be supported most, brokers and communities.

    KIND: sponsors, sponsored, brokers, communities; all of them if none is given. Scores count voices, never
    documents, and never rank persons. They measure whose press was loaded: look at `kg coverage` too.

    \b
    kg rank sponsors --limit 5
    """
    from kg.views import rank

    _, told, _ = told_within(graph, selection)
    table = rank.as_table(rank.rank(told, kinds or KINDS, limit))
    show(table.columns, table.rows, style)
    say("A score counts voices, not facts, and depends on whose press was loaded: see `kg coverage`.")
