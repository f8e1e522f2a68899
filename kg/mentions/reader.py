"""Documents to readings: names, parse, more names, metonyms, references, dates, in this order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from kg.mentions import (
    acronyms,
    assemble,
    bands,
    coreference,
    dates,
    persons,
    phrases,
    recognised,
    shapes,
    usage,
)
from kg.mentions.aliases import Aliases
from kg.mentions.blocks import Block, blocks
from kg.mentions.casing import case_of, restored, settled
from kg.mentions.context import settle
from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.mentions.parsing import MODEL, Parser
from kg.mentions.register import Register
from kg.mentions.surrogates import Costumes, Disguise, disguise, explained
from kg.model import Document, Reading

_DOCUMENTS_AT_ONCE = 16


class Reader:
    """Reads documents with a register of known actors and a spaCy model, loaded once."""

    def __init__(self, register: Register, model: str = MODEL) -> None:
        self._register = register
        self._aliases = Aliases(register)
        self._parser = Parser(model)

    def read(self, document: Document) -> Reading:
        """The reading of one document."""
        return next(self.pipe([document]))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of documents in order, parsed in batches."""
        remaining = iter(documents)
        while some := list(islice(remaining, _DOCUMENTS_AT_ONCE)):
            drafts = [self._draft(document) for document in some]
            self._parse(drafts)
            for draft in drafts:
                yield self._finish(draft)

    def _draft(self, document: Document) -> Draft:
        draft = Draft(document, self._register, blocks(document))
        found = self._aliases.find(document.content)
        changed = False
        for block in draft.blocks:
            text = document.content[block.start : block.end]
            case = case_of(text)
            if case != "mixed":
                changed = True
                found = [names for names in found if not block.start <= names[0].start < block.end]
                found += [_moved(names, block.start) for names in self._aliases.find(text, case)]
        inside = [names for names in found if _block(draft.blocks, names[0]) is not None]
        names, draft.closed = settle(document.content, inside, self._register)
        draft.add(names)
        draft.wording = self._wording(draft) if changed else None
        plain = self._settled(draft)
        draft.wording = plain if plain != document.content else None
        shapes.find(draft)
        acronyms.find(draft, self._aliases)
        phrases.find(draft, self._aliases)
        persons.find_titled(draft, self._aliases)
        return draft

    def _wording(self, draft: Draft) -> str:
        """The document's words with the case of its blocks restored where it tells nothing."""
        content = list(draft.document.content)
        for block in draft.blocks:
            text = draft.document.content[block.start : block.end]
            if case_of(text) != "mixed":
                names = [
                    (
                        n.start - block.start,
                        n.end - block.start,
                        self._aliases.spelled(draft.original(n), n.entity),
                    )
                    for n in draft.outer()
                    if block.start <= n.start and n.end <= block.end
                ]
                content[block.start : block.end] = restored(text, names, self._parser.is_word)
        return "".join(content)

    def _settled(self, draft: Draft) -> str:
        """The document's words with a small letter for what is no name in its prose."""
        content, outer = draft.content, draft.outer()
        parts, last = [], 0
        for block in draft.blocks:
            if block.kind == "prose":
                names = [
                    (n.start - block.start, n.end - block.start) for n in outer.at(block.start, block.end)
                ]
                parts += [content[last : block.start], settled(content[block.start : block.end], names)]
                last = block.end
        return "".join(parts) + content[last:]

    def _parse(self, drafts: list[Draft]) -> None:
        disguises: list[Disguise] = []
        names: list[list[Found]] = []
        for draft in drafts:
            costumes = Costumes({name.entity: draft.kind(name.entity) for name in draft.names})
            outer = draft.outer()
            for block in draft.blocks:
                inside = [n for n in outer.at(block.start, block.end) if block.start <= n.start]
                inside = explained(draft.content, inside)
                names.append(inside)
                disguises.append(disguise(draft.content, block.start, block.end, inside, costumes))
        parsed = zip(self._parser.parse(disguises), names, strict=True)
        for draft in drafts:
            parts = list(islice(parsed, len(draft.blocks)))
            draft.labels = [label for parse, _ in parts for label in parse.labels]
            draft.tree = assemble.tree(draft, parts)

    def _finish(self, draft: Draft) -> Reading:
        recognised.find(draft, self._aliases, self._parser.is_word)
        usage.find(draft)
        bands.find(draft)
        reading = assemble.reading(draft, coreference.find(draft, self._aliases))
        reading.dates = dates.find(reading)
        return reading


def _block(all_blocks: list[Block], name: Found) -> Block | None:
    return next((b for b in all_blocks if b.start <= name.start and name.end <= b.end), None)


def _moved(names: tuple[Found, ...], by: int) -> tuple[Found, ...]:
    return tuple(replace(name, start=name.start + by, end=name.end + by) for name in names)
