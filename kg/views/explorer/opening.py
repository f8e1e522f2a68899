"""How the page's server has the graph open: a folder is shared with other commands, a database only read.

Who serves a folder for writing owns it and offers it, so that `kg build` and others go by way of this
process. A database of a server stays free: it is opened for writing for a decision only.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.graph import Address, Server, Store, is_server, open_store


def prepare(address: Address) -> None:
    """Start what a folder's engine runs in; to be called by the main thread, or the process can't end."""
    if not isinstance(address, Server) and not is_server(address):
        from kg.graph import jvm

        jvm.start()


@contextmanager
def opened(address: Address, *, writable: bool) -> Iterator[Store]:
    """The graph, open as long as the block runs; StoreError if it won't open, NoGraph where there is none."""
    if not writable or isinstance(address, Server) or is_server(address):
        with open_store(address, write=False) as store:
            yield store
        return
    from kg.graph import embedded, serving

    with ExitStack() as stack:
        try:
            store = stack.enter_context(serving.shared(Path(address)))
        except embedded.InUse:  # somebody else has it, and perhaps offers it
            store = stack.enter_context(open_store(address, write=False))
        yield store
