"""Acronyms that a document explains: "Long Name (LN)", "LN (Long Name)", and every later use of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.mentions.aliases import Aliases
from kg.mentions.draft import Draft
from kg.mentions.found import Found, overlaps
from kg.mentions.runs import Piece, pieces, runs
from kg.mentions.shapes import heads, introduce
from kg.mentions.spelling import fold, slug
from kg.model import Entity

_BRACKETED = re.compile(
    r"[(\[]\s?[\"'“‘]?(?:the |or |also |aka |a\.k\.a\. )?"
    r"([A-Z][A-Za-z]{0,7}(?:[-–/][A-Z]{1,4})?)[\"'”’]?\s?[,;)\]]"
)
_BEFORE_BRACKET = re.compile(r"([A-Z][A-Za-z]{1,9}(?:[-–][A-Z]{1,4})?) ?[(\[](?:the )?$")
_NAMED = frozenset({"Group", "Agency", "Organisation", "Publication"})
_COMPOUND = re.compile(r"(?<![\w@#./-])([A-Z]{2,6})[-–]([A-Z]{1,4})(?![\w/-])")
_LONGEST = 10
_CONNECTORS = frozenset({"of", "for", "the", "and", "on", "in", "to", "against", "de", "del", "la", "y", "e"})


def find(draft: Draft, aliases: Aliases) -> None:
    """Add to `draft` the acronyms that it explains and their other uses, and the long names behind them."""
    defined: dict[str, str] = {}
    for match in _BRACKETED.finditer(draft.content):
        if is_acronym(match[1]) and match[1] not in defined:
            entity = _long_name_before(draft, match.start(), match[1])
            if entity is not None:
                defined[match[1]] = entity
    for name in draft.outer():
        before = _BEFORE_BRACKET.search(draft.content, max(0, name.start - 20), name.start)
        if before is not None and is_acronym(before[1]) and stands_for(before[1], draft.text(name)):
            defined.setdefault(before[1], name.entity)
    for acronym, entity in defined.items():
        _use(draft, acronym, entity)
    _compounds(draft, aliases)


def _compounds(draft: Draft, aliases: Aliases) -> None:
    """Acronyms of two parts that nobody explains: "FOO-BR" is one name, and a branch of the group FOO."""
    outer = draft.outer()
    for match in _COMPOUND.finditer(draft.content):
        inside = any(b.start <= match.start() and match.end() <= b.end for b in draft.blocks)
        name = Found(match.start(), match.end(), "")
        if not inside or overlaps(name, outer) or aliases.lookup(match[2]):
            continue
        groups = [i for i in aliases.lookup(match[1]) if draft.register[i].type == "Group"]
        kind = "Group" if groups else "Organisation"
        entity = draft.place(slug(match[0]), kind)
        parent = groups[0] if len(groups) == 1 else None
        draft.introduce(Entity(id=entity, type=kind, name=match[0], parent=parent))
        draft.add([replace(name, entity=entity)])


def is_acronym(word: str) -> bool:
    """Whether a word is written like an acronym: two capitals or more, and most of its letters.

    >>> [is_acronym(word) for word in ("BLA", "IS-K", "MoD", "Foo", "HDZs")]
    [True, True, True, False, True]
    """
    capitals = sum(char.isupper() for char in word)
    return capitals >= 2 and capitals * 2 >= sum(char.isalpha() for char in word) and len(word) <= _LONGEST


def stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are the initials of a name, small words counted or not.

    >>> stands_for("MEND", "Movement for the Emancipation of the Niger Delta"), stands_for("FBI", "Foo")
    (True, False)
    """
    letters = [char.lower() for char in acronym if char.isupper()]
    words = [word for word in re.split(r"[\s–—/-]+", name) if word]
    initials = [fold(word)[0] for word in words]
    capitals = [fold(word)[0] for word in words if word[0].isupper()]
    if letters in (capitals, initials):
        return True
    rest = iter(initials)
    in_order = bool(initials) and letters[0] == initials[0] and all(letter in rest for letter in letters)
    return in_order and len(letters) * 2 > len(capitals)


def _long_name_before(draft: Draft, bracket: int, acronym: str) -> str | None:
    """The entity whose long name ends where the bracket begins; made known to the draft if it is new."""
    end = len(draft.content[:bracket].rstrip())
    for name in draft.outer():
        if name.end == end:
            known = draft.kind(name.entity) in _NAMED and not draft.text(name).isupper()
            return name.entity if known or stands_for(acronym, draft.text(name)) else None
    block = next((b for b in draft.blocks if b.start < end <= b.end), None)
    if block is None:
        return None
    run = next(
        (
            r
            for r in runs(pieces(draft.content, block.start, end), draft.content, _CONNECTORS)
            if r[-1].end == end
        ),
        [],
    )
    chosen = _initials(run, acronym)
    if not chosen:
        return None
    found = introduce(draft, chosen[0].start, chosen[-1].end, heads().get(chosen[-1].folded, "Organisation"))
    draft.add([found])
    return found.entity


def _initials(run: Sequence[Piece], acronym: str) -> Sequence[Piece]:
    """The shortest end of `run` that the acronym stands for."""
    for first in range(len(run) - 2, -1, -1):
        if run[first].capital and stands_for(acronym, " ".join(word.text for word in run[first:])):
            return run[first:]
    return ()


def _use(draft: Draft, acronym: str, entity: str) -> None:
    """Every use of the acronym in the document means `entity`, whatever the register knows by it."""
    draft.entities[entity] = _with_alias(draft, entity, acronym)
    places = {
        (m.start(), m.end()) for m in re.finditer(rf"(?<![\w@#-]){re.escape(acronym)}(?!\w)", draft.content)
    }
    draft.names = [n for n in draft.names if n.entity == entity or (n.start, n.end) not in places]
    inside = {(b.start, b.end) for b in draft.blocks}
    draft.add([Found(s, e, entity) for s, e in sorted(places) if any(b <= s and e <= f for b, f in inside)])


def _with_alias(draft: Draft, entity: str, alias: str) -> Entity:
    record = draft.entity(entity)
    aliases = record.aliases if alias in (record.name, *record.aliases) else (*record.aliases, alias)
    return replace(record, aliases=aliases)
