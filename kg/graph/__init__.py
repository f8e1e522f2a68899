"""The property graph: entities and claims in, rows out, in a folder (embedded) or on a server.

    with open_store("kg.graph", write=True) as store:
        known = store.unchanged(documents, extractor.name, extractor.version)
        new = [extract(document) for document in documents if document.id not in known]
        if new:
            kept = store.extractions(without={extraction.document.id for extraction in new})
            records = entities.join([*kept, *new])
            store.write(new, records, extractor=extractor.name, version=extractor.version)

    with open_store("kg.graph", write=False) as store:
        store.counts()
        store.read("MATCH (d:Document) RETURN d.id AS document ORDER BY document")

kg.graph.status    `dispute(claims)` gives claims their status across documents; `edges(…)` the edges of an
                   analyst's graph. The only place where a status is decided; `write` applies it, and
                   whoever writes claims to a file applies `dispute` first.
kg.views.queries   `catalogue()`, `run(store, name, params) -> Table`, `cypher(store, text, params) -> Table`
kg.views.why       `why(store, claim_id)`, `why(store, subject, relation, object)`

A writing store on a path where nothing is makes a new graph, which appears at that path only when it was
written and closed without an error. Opening starts a JVM (about a second, once a process), importing
does not.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.graph.address import SCHEMES, Address, Server, is_server, server
from kg.graph.store import Counts, Exported, NoGraph, Params, Store, Table, Written

__all__ = [
    "SCHEMES",
    "Address",
    "Counts",
    "Exported",
    "NoGraph",
    "Params",
    "Server",
    "Store",
    "Table",
    "Written",
    "is_server",
    "open_store",
    "server",
]


@contextmanager
def open_store(address: Address, *, write: bool, once: bool = False) -> Iterator[Store]:
    """The graph at `address` (a folder, or a server's URL), closed afterwards; StoreError if it won't open.

    Without `write`, nothing can be changed through it and several processes may have it open. A folder that
    another process owns and offers (`kg bolt`) is reached by way of that process. `once` promises that the
    graph is read from end to end and then closed, as an export does: that takes less memory. An exception
    leaves the graph as the last complete `Store.write` left it; a new graph then never appears.
    """
    if isinstance(address, Server) or is_server(address):
        from kg.graph import neo4j

        with neo4j.opened(server(address), write=write) as store:
            yield store
        return
    from kg.graph import embedded, endpoint

    path = Path(address)
    with ExitStack() as stack:
        try:
            store = stack.enter_context(embedded.opened(path, write=write, once=once))
        except embedded.InUse:
            offer = endpoint.found(path)
            if offer is None:
                raise
            from kg.graph import offered

            store = stack.enter_context(offered.opened(path, offer, write=write))
        yield store
