"""A document's records without a person: no claim about him, no name, no word that names him.

His names are blacked out in the text, character for character, so that every other quote stays where it was.
What he said of others, and what he denied, is said and denied by a person who was erased: an accusation must
not lose its denial. Everything else that names him goes.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from kg.model import Attack, Claim, Document, Entity, Extraction

T = TypeVar("T")

NOBODY = Entity("erased-person", "Person", "a person who was erased", described=True, generic=True)
"""Who speaks in place of every person who was erased."""

_BLACK = "█"

_BETWEEN = r"(?:[\s_+.-]|%20)+"

_WORDS = (
    "title",
    "author",
    "publisher",
    "url",
    "name",
    "aliases",
    "kind",
    "date_note",
    "victims",
    "of",
    "unnamed",
)
"""Fields that hold words without a place in the text."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is erased: his ids in the documents, names of several words, and names of one word.

    Names of one word are blacked out only in documents that name him otherwise too.
    """

    ids: frozenset[str]
    names: tuple[str, ...]
    words: tuple[str, ...] = ()

    def pattern(self, *, known: bool) -> re.Pattern[str]:
        """What to look for in a document that names him (`known`), or in another one."""
        found = [*self.names, *(self.words if known else ())]
        spelled = [_BETWEEN.join(re.escape(word) for word in name.split()) for name in found]
        longest_first = "|".join(sorted(spelled, key=lambda text: (-len(text), text)))
        return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)" if spelled else r"(?!)", re.IGNORECASE)


def person(entity: Entity, others: Iterable[Entity], also: Iterable[str] = ()) -> Person:
    """The person that `entity` is, with the ids under which documents (`others`: their persons) have him.

    >>> orr = Entity("lena-orr", "Person", "Lena Orr", ("Orr",))
    >>> sorted(person(orr, [Entity("l-orr", "Person", "lena  orr"), Entity("orr", "Person", "Orr")]).ids)
    ['l-orr', 'lena-orr']
    """
    called = {" ".join(name.split()) for name in (entity.name, *entity.aliases, *also)} - {""}
    names = tuple(sorted(name for name in called if " " in name))
    folded = {name.casefold() for name in names or called}
    ids = {one.id for one in others if one.type == "Person" and _folded(one) & folded}
    return Person(frozenset(ids | {entity.id}), names, tuple(sorted(called - set(names))))


def _folded(entity: Entity) -> set[str]:
    return {" ".join(name.split()).casefold() for name in (entity.name, *entity.aliases)}


def names(extraction: Extraction, who: Person) -> bool:
    """Whether the records of a document name the person, or its text does."""
    ids = {entity.id for entity in extraction.entities}
    document = extraction.document
    texts = " ".join(filter(None, (document.content, document.title, document.author, document.url)))
    return not ids.isdisjoint(who.ids) or bool(who.pattern(known=False).search(texts))


def about(claim: Claim, who: Person) -> bool:
    """Whether the person is an end of a claim."""
    return not who.ids.isdisjoint((claim.subject, claim.object))


def erased(extraction: Extraction, who: Person) -> Extraction:
    """The same document without the person; itself where it does not name him."""
    if not names(extraction, who):
        return extraction
    eraser = _Eraser(extraction, who)
    gone = {claim.id for claim in extraction.claims if about(claim, who)}
    claims = tuple(eraser.claim(claim, gone) for claim in extraction.claims if claim.id not in gone)
    attacks = tuple(eraser.attack(attack) for attack in extraction.attacks)
    entities = {one.id: eraser.entity(one) for one in extraction.entities if one.id not in who.ids}
    if eraser.silenced:
        entities[NOBODY.id] = NOBODY
    return replace(
        extraction,
        document=eraser.document(),
        mentions=tuple(eraser.clean(one) for one in extraction.mentions if one.entity not in who.ids),
        entities=tuple(entities[name] for name in sorted(entities)),
        claims=claims,
        attacks=attacks,
    )


class _Eraser:
    """One document on its way to be without the person; `silenced` once he was heard in it."""

    def __init__(self, extraction: Extraction, who: Person) -> None:
        self.before = extraction.document
        self.who = who
        known = not who.ids.isdisjoint(one.id for one in extraction.entities)
        self.pattern = who.pattern(known=known)
        spans = [found.span() for found in self.pattern.finditer(self.before.content)]
        spans += [
            (one.start - self.before.start, one.end - self.before.start)
            for one in extraction.mentions
            if one.entity in who.ids and not one.described
        ]
        self.content = _blacked(self.before.content, spans)
        self.silenced = False

    def document(self) -> Document:
        """The document with its new text and the hash of that."""
        cleaned = self.clean(self.before)
        if self.before.title is not None and self.before.title_start is not None:
            end = self.before.title_end or self.before.title_start + len(self.before.title)
            title = self._at(self.before.title_start, end)
            cleaned = replace(cleaned, title=title if len(title) == len(self.before.title) else cleaned.title)
        digest = hashlib.sha256(self.content.encode("utf-8", "replace")).hexdigest()
        return replace(cleaned, content=self.content, sha256=digest)

    def _at(self, start: int, end: int) -> str:
        return self.content[start - self.before.start : end - self.before.start]

    def clean(self, record: T) -> T:
        """A record with its words as they now stand in the text, and no name in its other words."""
        changed: dict[str, Any] = {}
        for field in fields(record):  # type: ignore[arg-type]
            value = getattr(record, field.name)
            if field.name in _WORDS or isinstance(value, dict) or is_dataclass(value):
                changed[field.name] = self._cleaned(value)
            elif isinstance(value, tuple):
                changed[field.name] = tuple(self.clean(one) if is_dataclass(one) else one for one in value)
        place: Any = None if isinstance(record, Document) else record
        for name in ("quote", "text"):
            if hasattr(place, "start") and hasattr(place, name):
                here = getattr(place, "doc", self.before.id) == self.before.id
                words = getattr(place, name)
                changed[name] = self._at(place.start, place.end) if here else self._cleaned(words)
        return replace(record, **changed)  # type: ignore[type-var]

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.pattern.sub(lambda found: _BLACK * len(found.group()), value)
        if isinstance(value, list | tuple):
            return type(value)(self._cleaned(item) for item in value)
        if isinstance(value, dict):
            return {key: self._cleaned(item) for key, item in value.items()}
        return self.clean(value) if is_dataclass(value) and not isinstance(value, type) else value

    def entity(self, entity: Entity) -> Entity:
        """Somebody else, who belongs to nobody that was erased."""
        parent = None if entity.parent in self.who.ids else entity.parent
        return self.clean(replace(entity, parent=parent))

    def _speaker(self, name: Any) -> Any:
        if name not in self.who.ids:
            return self._cleaned(name) if is_dataclass(name) else name
        self.silenced = True
        return NOBODY.id

    def claim(self, claim: Claim, gone: Iterable[str]) -> Claim:
        """A claim about others, said and denied as before."""
        cleaned = self.clean(claim)
        return replace(
            cleaned,
            asserted_by=tuple(dict.fromkeys(self._speaker(one) for one in claim.asserted_by)),
            reported_by=self._speaker(claim.reported_by),
            reported_in=self._speaker(claim.reported_in),
            denied_by=tuple(replace(one, entity=self._speaker(one.entity)) for one in cleaned.denied_by),
            denies=tuple(one for one in claim.denies if one not in gone),
            hedge=self._cleaned(claim.hedge),
        )

    def attack(self, attack: Attack) -> Attack:
        """An attack without him among those behind it, aimed at or hit."""
        cleaned = self.clean(attack)
        claimed = cleaned.claim_of_responsibility
        return replace(
            cleaned,
            perpetrators=tuple(one for one in cleaned.perpetrators if one.entity not in self.who.ids),
            also_accused=tuple(one for one in cleaned.also_accused if one.entity not in self.who.ids),
            targets=tuple(one for one in attack.targets if one not in self.who.ids),
            casualties=tuple(
                replace(one, asserted_by=tuple(dict.fromkeys(self._speaker(v) for v in one.asserted_by)))
                for one in cleaned.casualties
            ),
            claim_of_responsibility=None if claimed and claimed.by in self.who.ids else claimed,
        )


def _blacked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these places blacked out, as long as before; lines stay lines."""
    for start, end in spans:
        black = "".join("\n" if char == "\n" else _BLACK for char in text[start:end])
        text = text[:start] + black + text[end:]
    return text


def left(text: str, who: Person) -> bool:
    """Whether a text still has one of the person's names of several words.

    >>> left("files/lena_orr.txt", person(Entity("lena-orr", "Person", "Lena Orr"), ()))
    True
    """
    return bool(who.pattern(known=False).search(text))
