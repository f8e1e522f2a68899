"""Which documents are near-copies of which, once new ones are there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.documents import sketches
from kg.graph import restore
from kg.graph.index import Entry
from kg.graph.part import Part
from kg.growing.reach import Further
from kg.model import Document


@dataclass(frozen=True, slots=True)
class Copies:
    """What each new document is a copy of, and each other one of which that has changed; index entries."""

    new: Mapping[str, str | None]
    moved: Mapping[str, str | None]
    gone: frozenset[Entry]
    entries: frozenset[Entry]


def linked(part: Part, new: Sequence[Document]) -> Copies:
    """The links that follow from new documents; Further where old ones might come apart."""
    sequences = _Sequences(part, new)

    def roots(ids: set[str]) -> dict[str, str]:
        return {name: one.copy_of or name for name, one in part.documents(ids).items()}

    def whole(ids: set[str]) -> dict[str, Document]:
        return {name: restore.document(row) for name, row in part.whole(ids).items()}

    try:
        pairs = sketches.near(new, sequences.mine, sequences.others, sequences.often, roots, whole)
    except sketches.Apart as error:
        raise Further("documents that are compared with their neighbours only") from error
    ours = {document.id: document for document in new}
    pairs |= sketches.equal(new, part.entries("text", map(sketches.whole, new)))
    old = {name for pair in pairs for name in pair} - ours.keys()
    homes = set(roots(old).values())
    groups = [{home, *(name for (name,) in found)} for home, found in part.entries("copy", homes).items()]
    groups += [{home} for home in homes]
    everyone = {name for group in groups for name in group}
    light = part.documents(everyone)
    found = sketches.regrouped(pairs, groups, {**light, **ours})
    moved = {name: found[name] for name in everyone if found[name] != light[name].copy_of}
    before = [light[name] for name in moved]
    after = [replace(light[name], copy_of=copy) for name, copy in moved.items()]
    after += [replace(document, copy_of=found.get(document.id)) for document in new]
    return Copies(
        {name: found.get(name) for name in ours},
        moved,
        frozenset(entry for document in before for entry in _member(document)) | sequences.gone,
        frozenset(entry for document in after for entry in _member(document))
        | {("text", sketches.whole(document), document.id) for document in new}
        | sequences.entries,
    )


def _member(document: Document) -> list[Entry]:
    return [("copy", document.copy_of, document.id)] if document.copy_of else []


class _Sequences:
    """The sequences of new documents: which documents of the graph have them, and what the index needs."""

    def __init__(self, part: Part, new: Sequence[Document]) -> None:
        self.mine: dict[str, list[Entry]] = defaultdict(list)
        for document in new:
            for key, told in sketches.sketch(document).items():
                self.mine[key].append(told)
        held = part.entries("words", self.mine)
        self.often = {key for key, found in held.items() if () in found}
        self.others = {key: found for key, found in held.items() if key not in self.often}
        known = part.entries("month", self.often)
        chapters: dict[str, str] = {}
        for key in self.often:
            days = [told[0] for told in self.mine[key]]
            for month in sketches.months(days, (month for (month,) in known[key])):
                chapters[sketches.chapter(key, month)] = key
        for chapter, found in part.entries("often", chapters).items():
            self.others.setdefault(chapters[chapter], []).extend(found)
        self.gone: set[Entry] = set()
        self.entries: set[Entry] = set()
        for key, own in self.mine.items():
            self._index(key, own, self.others.get(key, []))

    def _index(self, key: str, own: Sequence[Entry], old: Sequence[Entry]) -> None:
        if key in self.often:
            self.entries.update(sketches.spread(key, own))
        elif sketches.are_few(len(old) + len(own)):
            self.entries.update(sketches.listed(key, own))
        else:
            self.gone.update(sketches.listed(key, old))
            self.entries.update(sketches.spread(key, [*old, *own]))
