"""What is read of a graph that is about to grow: only what a new document can touch, by indexes.

Every question starts from ids and asks for what hangs on them directly, so that the time it takes follows
the number of these, never the size of the graph.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from kg.graph import index, restore
from kg.graph.index import Entry
from kg.graph.shape import Changes, NodeKey, Properties, id_name
from kg.graph.store import Params
from kg.model import Attack, Claim, Document

Ask = Callable[[str, Params], list[dict[str, Any]]]

_VERSIONS = """
UNWIND $ids AS id MATCH (n:Document {id: id})
RETURN n.id AS id, n.superseded AS superseded
"""

_WITHDRAWN = """
UNWIND $ids AS id MATCH (n:Document {id: id}) WHERE n.withdrawn
RETURN n.id AS id, n.sha256 AS sha256
"""

_LIGHT = """
UNWIND $ids AS id MATCH (n:Document {key: id})
RETURN n.id AS id, n.published AS published, n.publisher AS publisher, n.copy_of AS copy_of
"""

_WHOLE = "UNWIND $ids AS id MATCH (n:Document {key: id}) RETURN properties(n) AS properties"

_ENTITIES = """
UNWIND $ids AS id MATCH (n:Entity {id: id})
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
"""

_CLAIMS = "UNWIND $ids AS id MATCH (n:Claim {id: id}) RETURN properties(n) AS properties"

_CLAIMS_OF = "UNWIND $ids AS id MATCH (n:Claim {doc: id}) WHERE n.counts RETURN properties(n) AS properties"

_CLAIMS_ABOUT = """
UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:OBJECT]-(n:Claim)
WHERE n.counts RETURN properties(n) AS properties
"""

_REPORTS = """
UNWIND $ids AS id MATCH (r:AttackReport {id: id})-[:REPORT_OF]->(a:Entity)
RETURN r.id AS id, r.doc AS doc, r.record AS record, a.id AS attack
"""

_KNOWN_ATTACKS = """
UNWIND $names AS name MATCH (n:Entity {name: name}) WHERE n.known
RETURN n.id AS id, name, labels(n) AS labels
"""

_FIGURES = """
UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:FIGURE_OF]-(f:Figure)
RETURN id AS attack, properties(f) AS properties
"""


class Part:
    """What has been read of a graph so far; `ask` runs one of its reading statements."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._held: dict[str, str | None] = {}
        self._unpacked: dict[str, list[Entry]] = {}
        self._light: dict[str, Document] = {}

    def basis(self) -> str:
        """By which rules and judgements the graph was made, as far as it has an index; else empty."""
        self._read([index.BASIS])
        return self._held[index.BASIS] or ""

    def entries(self, kind: str, keys: Iterable[str]) -> dict[str, list[Entry]]:
        """The values of the entries with these keys; a key without any is left out."""
        wanted = set(keys)
        self._read(index.bucket(kind, key) for key in wanted)
        found: dict[str, list[Entry]] = {}
        for key in wanted:
            held = self._entries(index.bucket(kind, key))
            own = held[bisect_left(held, (key,)) : bisect_left(held, (f"{key}\0",))]
            if own:
                found[key] = [entry[1:] for entry in own]
        return found

    def _read(self, names: Iterable[str]) -> None:
        new = sorted(set(names) - self._held.keys())
        if new:
            self._held.update(dict.fromkeys(new))
            self._held.update({row["id"]: row["entries"] for row in self._ask(index.SOME, {"ids": new})})

    def _entries(self, name: str) -> list[Entry]:
        if name not in self._unpacked:
            held = self._held[name]
            self._unpacked[name] = index.unpacked(held) if held else []
        return self._unpacked[name]

    def reindexed(self, gone: Iterable[Entry], new: Iterable[Entry]) -> Changes:
        """What has to change in the index so that it has not the entries `gone`, but the `new` ones."""
        lost, more = set(gone), set(new)
        names = {entry: index.bucket(entry[0], entry[1]) for entry in lost | more}
        self._read(names.values())
        before = {name: held for name in set(names.values()) if (held := self._held[name]) is not None}
        after: dict[str, list[Entry]] = {name: list(self._entries(name)) for name in names.values()}
        for entry in lost | more:
            entries, own = after[names[entry]], entry[1:]
            place = bisect_left(entries, own)  # a bucket is sorted
            there = entries[place : place + 1] == [own]
            if there and entry not in more:
                del entries[place]
            elif entry in more and not there:
                entries.insert(place, own)
        return index.changes(before, {name: index.text(found) for name, found in after.items() if found})

    def versions(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids of documents of which the graph has a version, whether it counts or not."""
        return {row["id"] for row in self._ask(_VERSIONS, {"ids": sorted(set(ids))})}

    def withdrawn(self, ids: Iterable[str]) -> set[tuple[str, str]]:
        """The withdrawn versions of documents: their ids, and hashes of their texts."""
        rows = self._ask(_WITHDRAWN, {"ids": sorted(set(ids))})
        return {(row["id"], row["sha256"]) for row in rows}

    def documents(self, ids: Iterable[str]) -> Mapping[str, Document]:
        """Documents that count, with id, publisher, date and what they are copies of, without their text."""
        wanted = set(ids)
        new = sorted(wanted - self._light.keys())
        for row in self._ask(_LIGHT, {"ids": new}) if new else ():
            self._light[row["id"]] = Document(
                row["id"], "", 0, 0, "", "", publisher=row["publisher"], published=row["published"],
                copy_of=row["copy_of"],
            )  # fmt: skip
        return {name: self._light[name] for name in wanted if name in self._light}

    def whole(self, ids: Iterable[str]) -> dict[str, Properties]:
        """The properties of documents that count, by id."""
        rows = self._ask(_WHOLE, {"ids": sorted(set(ids))})
        return {row["properties"]["id"]: row["properties"] for row in rows}

    def entities(self, ids: Iterable[str]) -> dict[str, tuple[frozenset[str], Properties]]:
        """Labels and properties of entities, by id."""
        rows = self._ask(_ENTITIES, {"ids": sorted(set(ids))})
        return {row["id"]: (frozenset(row["labels"]), row["properties"]) for row in rows}

    def claims(self, ids: Iterable[str]) -> list[Properties]:
        """The properties of claims."""
        return self._properties(_CLAIMS, ids)

    def claims_of(self, documents: Iterable[str]) -> list[Properties]:
        """The properties of the claims of documents, those that count."""
        return self._properties(_CLAIMS_OF, documents)

    def claims_about(self, objects: Iterable[str]) -> list[Properties]:
        """The properties of the claims whose object is one of these, those that count."""
        return self._properties(_CLAIMS_ABOUT, objects)

    def _properties(self, text: str, ids: Iterable[str]) -> list[Properties]:
        return [row["properties"] for row in self._ask(text, {"ids": sorted(set(ids))})]

    def reports(self, nodes: Iterable[str]) -> list[tuple[Attack, str, str]]:
        """Reports of attacks by their nodes: as the document has it, the document, the joined attack's id."""
        rows = self._ask(_REPORTS, {"ids": sorted(set(nodes))})
        return [(restore.report(row["record"]), row["doc"], row["attack"]) for row in rows]

    def known_attacks(self, names: Iterable[str]) -> dict[str, str]:
        """The ids of the attacks with these names that the register knows, by name."""
        rows = self._ask(_KNOWN_ATTACKS, {"names": sorted(set(names))})
        found = sorted((row["id"], row["name"]) for row in rows if "Attack" in row["labels"])
        return {name: identity for identity, name in found}

    def attacks(self, ids: Iterable[str]) -> dict[str, Attack]:
        """Attacks as the graph has them, by id, with their figures; what has no report is none."""
        wanted = sorted(set(ids))
        figures = defaultdict(list)
        for row in self._ask(_FIGURES, {"ids": wanted}):
            figures[row["attack"]].append(restore.figure(row["properties"]))
        return {
            name: restore.attack(row, figures[name])
            for name, (labels, row) in self.entities(wanted).items()
            if "Attack" in labels and row.get("joined")
        }

    def existing(self, keys: Collection[NodeKey]) -> set[NodeKey]:
        """Those of the nodes that the graph has already."""
        found: set[NodeKey] = set()
        for label in sorted({label for label, _ in keys}):
            name = id_name(label)
            text = f"UNWIND $ids AS id MATCH (n:{label} {{{name}: id}}) RETURN n.{name} AS id"
            ids = sorted(identity for own, identity in keys if own == label)
            found |= {(label, row["id"]) for row in self._ask(text, {"ids": ids})}
        return found


def own_and_across(row: Properties) -> tuple[Claim, Claim]:
    """A claim as its document has it, and as it is across documents."""
    return restore.own_claim(row), restore.claim(row)
