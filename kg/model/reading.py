"""A document as the claims stage sees it: tokens with a dependency tree, names, references and dates.

Independent of the parser that made it: offsets are those of the file, a known name is one token, and
`Token.text` is what the file says (the parser may have seen a surrogate in its place).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.records import Document, Entity, Mention


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the document with its place in the dependency tree.

    `head` is the index of the head token (its own index at a root), `dep` the relation to it and `pos`,
    `tag` the parts of speech in spaCy's English scheme (CLEAR dependencies, universal POS, Penn tags).
    `sent` is the index of the sentence. `anchor` is the index in `Reading.anchors` of what the token
    stands for, or None.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent: int
    ent_type: str = ""
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens: first (inclusive) and last (exclusive) token index, offsets in the file, its kind.

    `kind` is prose, title (the document's headline) or heading (a short line inside the article without
    a finite verb or full stop).
    """

    i: int
    first: int
    last: int
    start: int
    end: int
    root: int
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a token stands for: one entity, or several ("both countries").

    `via` tells how: name, metonym, demonym, described, coreference. `start` and `end` are the words'
    offsets; `token` is the head token of the words in the tree.
    """

    token: int
    start: int
    end: int
    entities: tuple[str, ...]
    via: str = "name"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text as an EDTF date with the precision of the words, and its head token.

    `alternate` is another reading where the words are garbled ("Might 2017").
    """

    token: int
    start: int
    end: int
    text: str
    edtf: str
    alternate: str | None = None


@dataclass(slots=True)
class Reading:
    """A document with its parse: what the mentions stage hands to the claims stage.

    `entities` maps the id of every entity mentioned to its record; `anchors` is sorted by token.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    anchors: tuple[Anchor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
    dates: tuple[DateMention, ...] = ()
    _children: list[list[int]] | None = None
    _dated: tuple[tuple[DateMention, ...], dict[int, list[DateMention]]] | None = None

    def children(self, i: int) -> list[int]:
        """Token indexes that depend directly on token `i`, in text order."""
        if self._children is None:
            table: list[list[int]] = [[] for _ in self.tokens]
            for token in self.tokens:
                if token.head != token.i:
                    table[token.head].append(token.i)
            self._children = table
        return self._children[i]

    def dated(self, i: int) -> list[DateMention]:
        """The dates whose head token is `i`, in the order of `dates`."""
        if self._dated is None or self._dated[0] is not self.dates:
            table: dict[int, list[DateMention]] = {}
            for date in self.dates:
                table.setdefault(date.token, []).append(date)
            self._dated = self.dates, table
        return self._dated[1].get(i, [])

    def subtree(self, i: int) -> list[int]:
        """Token indexes of the whole subtree of token `i`, itself included, in text order."""
        found = [i]
        for j in found:
            found.extend(self.children(j))
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Token indexes from the head of token `i` up to the root of its sentence."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def anchor(self, i: int) -> Anchor | None:
        """What token `i` stands for, or None."""
        index = self.tokens[i].anchor
        return None if index is None else self.anchors[index]

    def words(self, start: int, end: int) -> str:
        """The file's words from offset `start` to offset `end`."""
        return self.document.content[start - self.document.start : end - self.document.start]
