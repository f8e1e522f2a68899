"""Which documents are near-copies of which, once new ones are there."""

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
    words, texts = sketches.keys(new)

    def roots(ids: set[str]) -> dict[str, str]:
        return {name: one.copy_of or name for name, one in part.documents(ids).items()}

    def whole(ids: set[str]) -> dict[str, Document]:
        return {name: restore.document(row) for name, row in part.whole(ids).items()}

    try:
        pairs = sketches.near(new, part.entries("words", words), roots, whole)
    except sketches.Apart as error:
        raise Further("documents that are compared with their neighbours only") from error
    ours = {document.id: document for document in new}
    pairs |= sketches.equal(new, part.entries("text", texts))
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
    told = [entry for document in after for entry in sketches.member(document)]
    told += [entry for document in new for entry in sketches.entries(document)]
    return Copies(
        {name: found.get(name) for name in ours},
        moved,
        frozenset(entry for document in before for entry in sketches.member(document)),
        frozenset(told),
    )
