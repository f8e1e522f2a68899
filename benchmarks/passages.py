"""Passages with marked names and claims, written for training, and their readings by the mention stage.

    [1S Varania] has let [2G the Hill Front] use camps near [3L Porto Sel]. || 1 SUPPORTS 2; 2 OPERATES_IN 3

One a line; lines with # are headings. Every mention of an entity is marked with the entity's number in the
passage and a letter for its type; after || stand the claims that the passage makes, by anybody's voice, with
"not" before one that is said not to hold.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg import schema
from kg.claims.frames_lexicon import allowed
from kg.errors import KgError
from kg.mentions import Reader
from kg.mentions.register import Actor, Register
from kg.mentions.runs import official_titles
from kg.mentions.spelling import fold, slug
from kg.model import Anchor, Document, Entity, Reading

FOLDER = Path(__file__).resolve().parent / "training"
TYPES: Mapping[str, str] = {
    "S": "State", "A": "Agency", "G": "Group", "O": "Organisation", "P": "Person", "L": "Location",
    "N": "Population", "E": "Attack",
}  # fmt: skip
_OPENING = re.compile(r"\[(\d+)([A-Z]) ")
_CLAIM = re.compile(r"(not )?(\d+) ([A-Z_]+) (\d+)")
_ADJECTIVE = re.compile(r"(?:i|ian|an|en|ese|ish|ic|ite|ine|ard)s?$")
_NO_NOUNS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be been before but by could did do does for from had has have if in into is it its
        may might nor not of on or over said says should since so than that the then there they to under until
        was were when where which while who whose will with without would yet
        """,
    )
)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        police troops soldiers commandos prosecutors militants rebels insurgents gunmen authorities government
        army fighters guerrillas intelligence villagers residents separatists they he she
        """,
    )
)


class PassageError(KgError):
    """A line that is no passage."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The words from `start` to `end` of a passage's text name its entity `number`."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words, places of names in them, the type of each entity, and claims: not, subject, relation, object."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    types: Mapping[int, str]
    claims: tuple[tuple[bool, int, str, int], ...]


def read(path: Path) -> Iterator[Passage]:
    """The passages of a file; PassageError names the line of one that cannot be read."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield parsed(line, f"{path.stem}-{number}", f"{path.name}:{number}")


def parsed(line: str, name: str, where: str) -> Passage:
    """The passage of one line."""
    words, bars, claims = line.partition("||")
    if not bars:
        raise PassageError("no || after the words", where=where, hint="put it before the claims")
    text, marks, types = _unmarked(words.rstrip(), where)
    return Passage(name, text, marks, types, tuple(_claims(claims, types, where)))


def _unmarked(words: str, where: str) -> tuple[str, tuple[Mark, ...], dict[int, str]]:
    """The words without the marks, the marks, and the types of the entities."""
    text = ""
    open_: list[tuple[int, int]] = []
    marks: list[Mark] = []
    types: dict[int, str] = {}
    i = 0
    while i < len(words):
        opening = _OPENING.match(words, i)
        if opening is not None:
            number, kind = int(opening[1]), TYPES.get(opening[2])
            if kind is None or types.setdefault(number, kind) != kind:
                raise PassageError(f"no such type, or another: {opening[0]}", where=where, hint="mend it")
            open_.append((len(text), number))
            i = opening.end()
            continue
        if words[i] == "]" and open_:
            start, number = open_.pop()
            marks.append(Mark(start, len(text), number))
        else:
            text += words[i]
        i += 1
    if open_ or any(mark.start == mark.end for mark in marks):
        raise PassageError("a bracket is not closed, or nothing stands in it", where=where, hint="mend it")
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))), types


def _claims(words: str, types: Mapping[int, str], where: str) -> Iterator[tuple[bool, int, str, int]]:
    for part in filter(None, (one.strip() for one in words.split(";"))):
        match = _CLAIM.fullmatch(part)
        if match is None or match[3] not in schema.load().relations:
            raise PassageError(f"no claim: {part!r}", where=where, hint="write: 1 SUPPORTS 2; not 2 LEADS 3")
        subject, object_ = int(match[2]), int(match[4])
        if subject not in types or object_ not in types or subject == object_:
            raise PassageError(f"no such ends: {part!r}", where=where, hint="mark both in the words")
        if not allowed(match[3], types[subject], types[object_]):
            ends = f"{types[subject]} and {types[object_]}"
            raise PassageError(
                f"{match[3]} is not between {ends}", where=where, hint="see schema/claims.yaml"
            )
        yield bool(match[1]), subject, match[3], object_


def entity(number: int) -> str:
    """The id of a passage's entity."""
    return f"e{number}"


def reading(passage: Passage) -> Reading:
    """The passage as the mention stage reads it with a register of its names.

    Its anchors are the marks, and the words that the stage takes to refer to one of the marked names.
    """
    document = Document(
        id=passage.name, file=passage.name, start=0, end=len(passage.text), sha256="0", content=passage.text
    )
    found = Reader(_register(passage)).read(document)
    entities = {
        entity(number): Entity(entity(number), kind, entity(number))  # no name: none is to be learnt
        for number, kind in passage.types.items()
    }
    anchors = {a.token: a for a in found.anchors if set(a.entities) <= entities.keys()}
    marked: dict[int, Anchor] = {}
    for mark in passage.marks:
        token = _head(found, mark)
        if token is not None:
            via = anchors[token].via if token in anchors else "described"
            inside = marked.get(token)
            if inside is None or inside.end - inside.start < mark.end - mark.start:
                marked[token] = Anchor(token, mark.start, mark.end, (entity(mark.number),), via)
            for other in found.tokens:
                if mark.start <= other.start and other.end <= mark.end and other.i not in marked:
                    anchors.pop(other.i, None)
    anchors |= marked
    ordered = tuple(anchors[token] for token in sorted(anchors))
    position = {anchor.token: n for n, anchor in enumerate(ordered)}
    tokens = tuple(replace(token, anchor=position.get(token.i)) for token in found.tokens)
    return replace(found, tokens=tokens, anchors=ordered, mentions=(), entities=entities, _children=None)


def _head(found: Reading, mark: Mark) -> int | None:
    """The token on which the marked words hang together; that of a name within them where there is one."""
    inside = [t.i for t in found.tokens if t.start < mark.end and mark.start < t.end]
    named = [i for i in inside if (a := found.anchor(i)) and a.via in {"name", "demonym", "metonym"}]
    tops = [i for i in inside if found.tokens[i].head == i or found.tokens[i].head not in inside]
    nominal = [i for i in tops if found.tokens[i].pos in {"PROPN", "NOUN", "ADJ", "PRON", "VERB"}]
    both = [i for i in nominal if i in named]
    return next(iter(both or named[-1:] or nominal[-1:] or tops[-1:]), None)


def _register(passage: Passage) -> Register:
    """The names that are marked; words in small letters name nobody, and attacks are found without names."""
    names: dict[int, dict[str, None]] = {}
    adjectives: dict[int, dict[str, None]] = {}
    for mark in passage.marks:
        words, kind = passage.text[mark.start : mark.end], passage.types[mark.number]
        name = _name(words, kind)
        if name is None:
            continue
        adjective = kind == "State" and " " not in name and _is_adjective(passage.text, mark)
        (adjectives if adjective else names).setdefault(mark.number, {})[name] = None
    actors = []
    for number in sorted(names.keys() | adjectives.keys()):
        own = list(names.get(number, ()))
        more = tuple(adjectives.get(number, ()))
        actors.append(
            Actor(
                id=entity(number),
                type=passage.types[number],  # type: ignore[arg-type]
                name=own[0] if own else f"Land {slug(more[0])}",
                aliases=tuple(own[1:]),
                adjectives=tuple(one for one in more if not one.endswith("s")),
                demonyms=tuple(one for one in more if one.endswith("s")),
            )
        )
    return Register(tuple(actors))


def _name(words: str, kind: str) -> str | None:
    """What a register would have of marked words: no article, no office; None where nothing is a name."""
    parts = words.split()
    while parts and (parts[0].lower() in {"the", "a", "an"} or _is_office(parts[0], kind)):
        parts = parts[1:]
    capitals = [part for part in parts if part.lstrip("'\"“‘(")[:1].isupper()]
    small = len(parts) > 1 and parts[-1][:1].islower() and len(capitals) <= 1
    if kind in {"Attack", "Population"} or not capitals or (small and kind not in {"Group", "Location"}):
        return None
    plain = len(parts) == 1 and parts[0] == words and fold(parts[0]) in _COMMON
    return None if plain else " ".join(parts)


def _is_office(word: str, kind: str) -> bool:
    return kind == "Person" and (fold(word.strip(",.")) in official_titles() or not word[:1].isupper())


def _is_adjective(text: str, mark: Mark) -> bool:
    """Whether a state's name is an adjective here: it ends like one and a noun follows, or it is a plural."""
    words = text[mark.start : mark.end]
    after = re.match(r" ([a-z]\w+)", text[mark.end :])
    noun = after is not None and after[1] not in _NO_NOUNS and not after[1].endswith("ly")
    return bool(_ADJECTIVE.search(words)) and (noun or words.endswith("s"))
