"""A store in memory that answers the questions of a growing graph: fast enough for thousands of graphs."""

from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import StoreError
from kg.graph import index, part
from kg.graph.cypher import CypherStore, Run
from kg.graph.shape import Changes, Graph, NodeKey
from kg.graph.store import Params, Table

Row = dict[str, Any]


class Memory(CypherStore):
    """A graph in two dictionaries, and its index in a third one; refuses changes that do not fit it."""

    def __init__(self) -> None:
        super().__init__("memory")
        self.now = Graph()
        self.index: dict[str, str] = {}
        self.changed: Changes | None = None

    def close(self) -> None:
        """Nothing to let go of."""

    def read(self, text: str, params: Params | None = None) -> Table:
        """No other questions."""
        raise NotImplementedError

    def _transact(self, work: Callable[[Run], None]) -> None:
        raise NotImplementedError

    def graph(self) -> Graph:
        return Graph(dict(self.now.nodes), dict(self.now.links))

    def _apply(self, changes: Changes) -> None:
        """As a database does: what is to be changed has to be there, what is new must not."""
        nodes: dict[NodeKey, Any] = dict(self.now.nodes)
        nodes.update(((index.LABEL, name), held) for name, held in self.index.items())
        links = dict(self.now.links)
        for link in changes.remove_links:
            del links[link]
        gone = set(changes.remove_nodes)
        for key in gone:
            del nodes[key]
        links = {key: value for key, value in links.items() if gone.isdisjoint(key[1:])}
        for node in changes.create_nodes:
            if node.key in nodes:
                raise StoreError("it is there", where=str(node.key))
            nodes[node.key] = node
        for node in changes.change_nodes:
            if node.key not in nodes:
                raise StoreError("it is not there", where=str(node.key))
            nodes[node.key] = node
        for link, row in changes.create_links:
            if link in links or link[1] not in nodes or link[2] not in nodes:
                raise StoreError("no such link can be made", where=str(link))
            links[link] = row
        for link, row in changes.change_links:
            if link not in links:
                raise StoreError("no such link", where=str(link))
            links[link] = row
        held = {key[1]: value for key, value in nodes.items() if key[0] == index.LABEL}
        self.index = {n: v if isinstance(v, str) else v.properties["entries"] for n, v in held.items()}
        self.now = Graph({key: node for key, node in nodes.items() if key[0] != index.LABEL}, links)
        self.changed = changes

    def _ask(self, text: str, params: Params) -> list[Row]:
        ids = params.get("ids", ())
        if text == index.ALL:
            return [{"id": name, "entries": held} for name, held in self.index.items()]
        if text == index.SOME:
            return [{"id": name, "entries": self.index[name]} for name in ids if name in self.index]
        if text.startswith("UNWIND $ids AS id MATCH (n:") and "properties" not in text and ": id})" in text:
            label = text.split("(n:")[1].split()[0]
            if text != part._VERSIONS and text != part._LIGHT:
                return [{"id": name} for name in ids if (label, name) in self.now.nodes]
        return self._answers()[text](ids if "ids" in params else params["names"])

    def _answers(self) -> Mapping[str, Callable[[Any], list[Row]]]:
        nodes, links = self.now.nodes, self.now.links

        def found(label: str, ids: Any) -> list[Row]:
            return [{"properties": nodes[label, i].properties} for i in ids if (label, i) in nodes]

        def light(ids: Any) -> list[Row]:
            names = ("id", "published", "publisher", "copy_of")
            return [{n: row["properties"].get(n) for n in names} for row in found("Document", ids)]

        def versions(ids: Any) -> list[Row]:
            every = [node.properties for key, node in nodes.items() if key[0] == "Document"]
            return [{"id": row["id"], "superseded": row["superseded"]} for row in every if row["id"] in ids]

        def claims(test: Callable[[NodeKey, Row], bool]) -> list[Row]:
            every = [(key, node.properties) for key, node in nodes.items() if key[0] == "Claim"]
            return [{"properties": row} for key, row in every if row["counts"] and test(key, row)]

        def entities(ids: Any) -> list[Row]:
            return [
                {
                    "id": i,
                    "labels": list(nodes["Entity", i].labels),
                    "properties": nodes["Entity", i].properties,
                }
                for i in ids
                if ("Entity", i) in nodes
            ]

        def reports(ids: Any) -> list[Row]:
            return [
                {**nodes[start].properties, "id": start[1], "attack": end[1]}
                for name, start, end in links
                if name == "REPORT_OF" and start[1] in ids
            ]

        def figures(ids: Any) -> list[Row]:
            return [
                {"attack": end[1], "properties": nodes[start].properties}
                for name, start, end in links
                if name == "FIGURE_OF" and end[1] in ids
            ]

        def known(names: Any) -> list[Row]:
            every = [node for key, node in nodes.items() if key[0] == "Entity" and node.properties["known"]]
            return [
                {"id": node.key[1], "name": node.properties["name"], "labels": list(node.labels)}
                for node in every
                if node.properties["name"] in names
            ]

        return {
            part._VERSIONS: versions,
            part._LIGHT: light,
            part._WHOLE: lambda ids: found("Document", ids),
            part._ENTITIES: entities,
            part._CLAIMS: lambda ids: found("Claim", ids),
            part._CLAIMS_OF: lambda ids: claims(lambda _, row: row["doc"] in ids),
            part._CLAIMS_ABOUT: lambda ids: claims(
                lambda key, _: any(("OBJECT", key, ("Entity", i)) in links for i in ids)
            ),
            part._REPORTS: reports,
            part._FIGURES: figures,
            part._KNOWN_ATTACKS: known,
        }
