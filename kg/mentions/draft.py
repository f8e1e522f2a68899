"""A document while its names are being found: what every step of the mentions stage reads and adds to."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kg.mentions.blocks import Block
from kg.mentions.found import Found, Names, outermost
from kg.mentions.parsing import Label
from kg.mentions.register import Register
from kg.mentions.runs import Piece, pieces
from kg.model import Document, Entity, Reading

_SMALL = re.compile(r"(?<!\w)[a-z]\w*")
_OPAQUE = frozenset({"Group", "Publication"})
"""Names inside those of groups and treaties say nothing of their own."""
_BODIES = frozenset({"Group", "Agency", "Organisation"})


@dataclass(slots=True)
class Draft:
    """Names found so far in `document`, with offsets of its content, and the entities they name.

    `closed` are places of names that nothing settles: nobody is to be named there. `peoples` are names
    of peoples that the document uses as adjectives. `wording` is the content with its case restored where
    the document has capitals only, or none; else None.
    """

    document: Document
    register: Register
    blocks: list[Block]
    wording: str | None = None
    names: list[Found] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    closed: list[tuple[int, int]] = field(default_factory=list)
    peoples: set[str] = field(default_factory=set)
    labels: list[Label] = field(default_factory=list)
    tree: Reading = field(init=False)
    _outer: Names | None = None
    _outer_of: list[Found] | None = None
    _small: frozenset[str] | None = None
    _pieces: dict[int, list[Piece]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tree = Reading(self.document, (), ())

    @property
    def content(self) -> str:
        """The document's words, in the case of ordinary prose."""
        return self.wording or self.document.content

    def pieces(self, block: Block) -> list[Piece]:
        """The words and signs of a block."""
        found = self._pieces.get(block.start)
        if found is None:
            found = self._pieces[block.start] = pieces(self.content, block.start, block.end)
        return found

    def entity(self, entity_id: str) -> Entity:
        """The record of an entity named so far."""
        known = self.entities.get(entity_id)
        return known if known is not None else self.register.entity(entity_id)

    def kind(self, entity_id: str) -> str:
        """The type of an entity named so far."""
        return self.entity(entity_id).type

    def introduce(self, entity: Entity) -> None:
        """Keep the record of an entity that no register names."""
        if entity.id not in self.register:
            self.entities.setdefault(entity.id, entity)

    def place(self, wanted: str, kind: str) -> str:
        """The id for a new name: `wanted`, unless an actor of another type has it."""
        known = self.register.actors.get(wanted)
        there: str | None = known.type if known is not None else None
        if there is None and wanted in self.entities:
            there = self.entities[wanted].type
        alike = there is None or there == kind or {there, kind} <= _BODIES
        return wanted if alike else f"{wanted}-{kind.lower()}"

    def add(self, names: list[Found]) -> None:
        """Add names; where they overlap, the longest is kept and those inside it become nested."""
        open_ = [n for n in names if not any(a <= n.start and n.end <= b for a, b in self.closed)]
        kept: list[Found] = []
        outer: Found | None = None
        for name in outermost([*self.names, *open_]):
            outer = name if not name.nested or outer is None else outer
            if outer is name or self._tells(outer, name):
                kept.append(name)
        self.names = kept

    def _tells(self, outer: Found, inner: Found) -> bool:
        """Whether a name inside another one is worth keeping."""
        kind, inside = self.kind(outer.entity), self.kind(inner.entity)
        if outer.form == "described":
            return True
        if kind in _OPAQUE or (kind in {"Location", "Person"} and inside == "Person"):
            return False
        return not (kind == "Location" and inside == "Location" and outer.entity in self.register)

    def text(self, name: Found) -> str:
        """The words of a name."""
        return self.content[name.start : name.end]

    def original(self, name: Found) -> str:
        """The words of a name as they stand in the file."""
        return self.document.content[name.start : name.end]

    def outer(self) -> Names:
        """The names that lie inside no other, in text order."""
        if self._outer is None or self._outer_of is not self.names:
            self._outer_of = self.names
            self._outer = Names(name for name in self.names if not name.nested)
        return self._outer

    def small_words(self) -> frozenset[str]:
        """The words that the document writes without a capital."""
        if self._small is None:
            self._small = frozenset(_SMALL.findall(self.content))
        return self._small

    def tokens(self, start: int, end: int) -> range:
        """The indexes of the tokens that lie in `content[start:end]` or share a character with it."""
        if len(self._starts) != len(self.tree.tokens):
            self._starts = [token.start - self.document.start for token in self.tree.tokens]
        first = max(0, bisect_right(self._starts, start) - 1)
        tokens, shift = self.tree.tokens, self.document.start
        while first < len(tokens) and tokens[first].end - shift <= start:
            first += 1
        last = bisect_left(self._starts, end)
        return range(first, max(first, last))

    def head(self, name: Found) -> int | None:
        """The index of the token on which the words of `name` hang together, None outside the blocks."""
        inside = self.tokens(name.start, name.end)
        tokens = self.tree.tokens
        tops = [i for i in inside if tokens[i].head == i or tokens[i].head not in inside]
        nominal = [i for i in tops if tokens[i].pos in {"PROPN", "NOUN", "ADJ"}]
        found = nominal or tops
        return found[-1] if found else None
