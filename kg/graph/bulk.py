"""A whole new graph into the embedded engine, by its bulk loader, without a log and in many transactions.

Only for a database that nobody sees yet: what is half written is thrown away with its folder. Nodes first,
then links between the places that the engine gave them. Types, indexes and values are those that the
statements of `kg.graph.statements` would make (tests/graph/test_bulk.py).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.graph import crossing, statements
from kg.graph.shape import Changes, LinkKey, Node, NodeKey, Properties

_NODES = 5000
_LINKS = 20_000
"""How many cross the border at a time."""

_BUFFERED = 100_000
"""Links that the loader sorts and writes at a time, the least it takes."""

_DEFERRED = 1_000_000
_COMMITTED = 20_000
"""Links whose ends wait until they are sorted by where they lead; nodes or links in one transaction."""

_OWN = False
"""Count what has exactly a type, not what is of one below it."""

_Link = tuple[LinkKey, Properties]

T = TypeVar("T")


def check(changes: Changes) -> None:
    """StoreError for a label or a type of links that the schema does not have: data must become neither."""
    labels = {label for node in changes.create_nodes for label in node.labels}
    for name in sorted(labels | {key[0] for key, _ in changes.create_links}):
        statements.in_schema(name)


def load(database: Any, changes: Changes) -> None:
    """Write what `changes` creates into an empty database that has its constraints; raises Java's errors."""
    java = database.get_java_database()
    # Types before the loader: making an index waits for the loader's own threads, for ever.
    types = _make_types(java.getSchema(), changes)
    # Both ways, with identities, without a log. Left alone, it ends with one transaction over all nodes.
    loader = java.batch().withBatchSize(_BUFFERED).withMaxDeferredIncomingEdges(_DEFERRED)
    loader = loader.withCommitEvery(_COMMITTED).withChunkCacheCapacity(_BUFFERED).build()
    try:
        places = _nodes(loader, types, changes.create_nodes)
        _links(loader, places, changes.create_links)
    except BaseException:
        loader.abandon()
        raise
    loader.close()
    _check(java, types, changes)


def _check(java: Any, types: dict[tuple[str, ...], str], changes: Changes) -> None:
    """StoreError unless as much is there as was given: the loader writes in threads of its own."""
    wanted = Counter(types[node.labels] for node in changes.create_nodes)
    wanted.update(key[0] for key, _ in changes.create_links)
    found = {name: int(java.countType(name, _OWN)) for name in wanted}
    if found != wanted:
        raise StoreError("the engine has not kept all that it was given", hint="run the command again")


def _make_types(schema: Any, changes: Changes) -> dict[tuple[str, ...], str]:
    """Makes the types of nodes and links; returns the engine's name for each combination of labels."""
    import jpype

    labels = jpype.JClass("com.arcadedb.query.opencypher.Labels")
    names = jpype.JClass("java.util.ArrayList")
    found = {
        kind: str(labels.ensureCompositeType(schema, names(list(kind))))
        for kind in sorted({node.labels for node in changes.create_nodes})
    }
    for name in sorted({key[0] for key, _ in changes.create_links}):
        schema.getOrCreateEdgeType(name)
    return found


def _nodes(loader: Any, types: dict[tuple[str, ...], str], nodes: Sequence[Node]) -> dict[NodeKey, str]:
    """Where the engine has put each node."""
    import jpype

    as_text = jpype.JClass("java.util.Arrays").toString
    places: dict[NodeKey, str] = {}
    for labels, group in groupby(sorted(nodes, key=lambda node: node.labels), key=lambda node: node.labels):
        for part in _parts(list(group), _NODES):
            made = loader.createVertices(
                types[labels], crossing.arrays([crossing.flat(node.properties) for node in part])
            )
            names = str(as_text(made))[1:-1].split(", ")
            places.update(zip((node.key for node in part), names, strict=True))
    return places


def _links(loader: Any, places: dict[NodeKey, str], links: Sequence[_Link]) -> None:
    import jpype

    bare = jpype.JClass("com.arcadedb.python.EdgeBatcher").newEdgesJoined
    rows_of = jpype.JClass("java.util.Arrays").asList
    for name, group in groupby(links, key=lambda link: link[0][0]):
        found = list(group)
        for part in _parts([link for link in found if not link[1]], _LINKS):
            starts = ";".join(places[key[1]] for key, _ in part)
            bare(loader, starts, name, ";".join(places[key[2]] for key, _ in part))
        add = _adder(loader, name)
        for part in _parts([link for link in found if link[1]], _LINKS):
            rows = [(places[key[1]], places[key[2]], crossing.flat(row)) for key, row in part]
            rows_of(crossing.arrays(rows)).forEach(add)


def _adder(loader: Any, name: str) -> Any:
    """A Java function that adds a link of a type, told its two places and its properties in one array.

    Put together in the machine out of handles: a call for each link would cost more than the loader itself.
    """
    import jpype

    handles = jpype.JClass("java.lang.invoke.MethodHandles")
    lookup, kind = handles.publicLookup(), jpype.JClass("java.lang.invoke.MethodType").methodType
    nothing = jpype.JClass("java.lang.Void").TYPE
    thing, text, array = jpype.JObject.class_, jpype.JString.class_, jpype.JArray(jpype.JObject).class_
    place, values = (
        jpype.JClass("com.arcadedb.database.RID").class_,
        jpype.JClass("java.util.Collection").class_,
    )
    takes = jpype.JArray(jpype.JClass("java.lang.Class"))([place, text, place, array])
    add = lookup.findVirtual(loader.getClass(), "newEdge", kind(nothing, takes)).asFixedArity().bindTo(loader)
    as_place = lookup.findConstructor(place, kind(nothing, text)).asType(kind(place, thing))
    as_array = lookup.findVirtual(values, "toArray", kind(array)).asType(kind(array, thing))
    add = handles.insertArguments(add, 1, [jpype.JString(name)])
    add = handles.filterArguments(add, 0, [as_place, as_place, as_array])
    add = add.asSpreader(array, 3).asType(kind(nothing, thing))
    consumer = jpype.JClass("java.util.function.Consumer").class_
    return jpype.JClass("java.lang.invoke.MethodHandleProxies").asInterfaceInstance(consumer, add)


def _parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for i in range(0, len(items), size):
        yield items[i : i + size]
