"""How long a trace takes beside the bare fetch of what it is computed on."""

from benchmarks import made_up
from benchmarks.ratio import Ratio, both
from kg.graph import Store, open_store
from kg.views import trace
from kg.views.projection import STATEMENTS, fetch
from kg.views.selection import Selection, select

_CLAIMS = 100_000
"""At full scale; made-up graphs have a fifth as many actors."""

_TIMES = 2


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Tracing from the command line's first call on: fetch, choose, find and tell the chains."""
    made_up.keep(round(_CLAIMS * scale))
    with made_up.folder(round(_CLAIMS * scale)) as folder, open_store(folder, write=False) as store:
        return measured(store)


def measured(store: Store) -> list[Ratio]:
    """The same on a graph that is there, whose first actors have the ids of made-up ones."""
    found = []
    for name, start, end in (
        ("from one actor to another", "actor-0", "actor-9"),
        ("from one actor to all groups", "actor-1", "Group"),
    ):
        ours, bare = both(lambda s=start, e=end: _traced(store, s, e), lambda: _bare(store), _TIMES)  # type: ignore[misc]
        found.append(Ratio(f"kg trace {name}", ours, bare, "s", 2.0, note="beside the bare fetch"))
    return [*found, _selecting(store)]


def _traced(store: Store, start: str, end: str) -> trace.Traced:
    told = fetch(store)
    return trace.trace(told, trace.asked(told, start, end))


def _bare(store: Store) -> int:
    """The rows of the projection's statements, and nothing made of them."""
    return sum(len(store.read(statement).rows) for statement in STATEMENTS)


def _selecting(store: Store) -> Ratio:
    """What a filter adds to the fetch."""
    told = fetch(store)
    chosen = Selection(without=("actor-1",))
    ours, bare = both(lambda: select(told, chosen), lambda: fetch(store), 1)
    return Ratio("--without a voice", ours, bare, "s", note="beside the fetch")


if __name__ == "__main__":
    from benchmarks.ratio import table

    print("\n".join(table(ratios(0.1))))
