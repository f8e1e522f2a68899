"""Which of our documents, entities and attacks are which of the gold's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DocumentError
from kg.evaluate import assign
from kg.evaluate.gold import Gold, GoldDocument, GoldEntity
from kg.model import Asserter, Document, Entity, Mention, Records, Unnamed

Span = tuple[int, int]

# What each kind of evidence that two entities are the same weighs. Mentions decide; ids and names break
# ties, and stand in where an entity is only an end of a claim.
_SAME_SPAN, _NEAR_SPAN, _SAME_ID, _SAME_NAME, _SHARED_ALIAS, _SAME_HEAD = 10, 3, 50, 20, 5, 1

_PLACES = frozenset({"Location", "State"})
_PEOPLE = frozenset({"Person", "Population"})


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share.

    >>> overlap((0, 5), (3, 9)), overlap((0, 5), (5, 9))
    (2, 0)
    """
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


@dataclass(frozen=True)
class Places:
    """Where in the gold a span of one of our documents lies."""

    files: dict[str, tuple[GoldDocument, ...]]
    ours: dict[str, Document]

    def doc(self, ours: str, start: int, end: int) -> str | None:
        """The gold document that shares most with the span, or None outside every annotated article."""
        document = self.ours.get(ours)
        if document is None:
            return None
        golds = self.files.get(Path(document.file).name, ())
        shared = [(overlap((start, end), (gold.start, gold.end)), gold.id) for gold in golds]
        return max(shared, key=lambda pair: pair[0])[1] if any(size for size, _ in shared) else None

    def text(self, gold: GoldDocument) -> tuple[int, str] | None:
        """The words of our document that shares most with the gold one, with their start; None: not read."""
        read = [
            (overlap((one.start, one.end), (gold.start, gold.end)), one)
            for one in self.ours.values()
            if Path(one.file).name == gold.stem
        ]
        size, document = max(read, key=lambda pair: pair[0], default=(0, None))
        return (document.start, document.content) if document is not None and size else None


def places(records: Records, gold: Gold) -> Places:
    """Documents matched by file name and overlap; DocumentError where the words are not the gold's."""
    files: dict[str, list[GoldDocument]] = defaultdict(list)
    for one in gold.documents.values():
        files[one.stem].append(one)
    found = Places(
        files={name: tuple(ones) for name, ones in files.items()},
        ours={one.id: one for one in records.documents},
    )
    for mention in gold.mentions:
        read = found.text(gold.documents[mention.doc])
        if read is not None:
            start, content = read
            words = content[max(0, mention.start - start) : max(0, mention.end - start)]
            if words and words != mention.text and mention.end - start <= len(content):
                raise DocumentError(
                    f"the text has {words!r} where the gold has {mention.text!r}",
                    where=f"{gold.documents[mention.doc].file}:{mention.start}",
                    hint="measure with the very files that were annotated",
                )
    return found


@dataclass(frozen=True)
class Alignment:
    """Which gold entity or attack each of ours is, one to one; an id that is absent is none of the gold's."""

    gold: Gold
    ids: dict[str, str] = field(default_factory=dict)

    def accepts(self, ours: str, *golds: str) -> bool:
        """Whether `ours` counts as one of the gold ids or as one of their equivalents."""
        meant = self.ids.get(ours)
        return meant is not None and any(
            meant == one or meant in self.gold.entities[one].equivalents
            for one in golds
            if one in self.gold.entities
        )

    def speaker(self, ours: Asserter, golds: Iterable[Asserter]) -> bool:
        """Whether `ours` is one of the gold speakers; unnamed ones are compared by their head words."""
        if isinstance(ours, Unnamed):
            return any(isinstance(one, Unnamed) and same_words(ours.unnamed, one.unnamed) for one in golds)
        return self.accepts(ours, *(one for one in golds if isinstance(one, str)))


_CUT = re.compile(r"\b(?:of|in|from|at|on|by|for|to|with|within|among|who|which|that|close|familiar)\b")
_VAGUE = frozenset(
    {
        *("a", "an", "the", "some", "many", "several", "these", "those", "other", "certain", "all", "most"),
        *("its", "their", "his", "her", "our"),
    }
)


def head(words: str) -> str:
    """The head noun of a short description, in the singular, roughly.

    >>> head("some security analysts in Kabul"), head("Reports")
    ('analyst', 'report')
    """
    core = _CUT.split(words.casefold(), maxsplit=1)[0] or words.casefold()
    tokens = [word for word in re.findall(r"\w+", core) if word not in _VAGUE]
    last = tokens[-1] if tokens else words.casefold().strip()
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last


def content_words(words: str) -> set[str]:
    """The words of a description that tell something.

    >>> sorted(content_words("some of its officials in Kabul"))
    ['kabul', 'officials']
    """
    return {word for word in re.findall(r"\w+", _CUT.sub(" ", words.casefold())) if word not in _VAGUE}


def same_words(one: str, other: str) -> bool:
    """Whether two unnamed speakers are the same: equal heads, or the head of one among the other's words.

    >>> same_words("analysts", "some analysts"), same_words("officials", "local residents")
    (True, False)
    """
    words = {word.rstrip("s") for word in re.findall(r"\w+", one.casefold())}
    others = {word.rstrip("s") for word in re.findall(r"\w+", other.casefold())}
    return head(one) == head(other) or head(one).rstrip("s") in others or head(other).rstrip("s") in words


def normal(name: str) -> str:
    """A name without case, article, possessive and punctuation.

    >>> normal("The Free-Town Army’s")
    'free town army'
    """
    words = re.sub(r"[’']s\b", "", name.casefold())
    words = " ".join(re.findall(r"\w+", words))
    return re.sub(r"^(?:the|a|an|some) ", "", words)


def entities(records: Records, gold: Gold, where: Places, attacks: dict[str, str]) -> Alignment:
    """The best one-to-one pairing of our entities with the gold's; `attacks` are paired already."""
    taken = set(attacks.values())
    ours = {one.id: one for one in records.entities if one.id not in attacks}
    golds = {key: one for key, one in gold.entities.items() if key not in taken}
    weights = _by_mentions(records.mentions, gold, where)
    for pair, weight in _by_name(ours, golds, _docs(records, where), _gold_docs(gold)).items():
        weights[pair] += weight
    usable = {
        (our, their): weight
        for (our, their), weight in weights.items()
        if their in golds and our not in attacks and _fits(ours.get(our), golds[their], weight)
    }
    return Alignment(gold=gold, ids={**attacks, **assign.best(usable)})


def _fits(ours: Entity | None, gold: GoldEntity, weight: int) -> bool:
    """Whether the types may be the same thing; a place is not an actor, save by name (breakaway states)."""
    if ours is None or ours.type == gold.type or weight >= _SAME_NAME:
        return True
    kinds = {ours.type, gold.type}
    if kinds <= _PEOPLE:
        return True
    return not kinds & {"Location", "Attack", "Publication", *_PEOPLE} or kinds <= _PLACES


def _by_mentions(mentions: Iterable[Mention], gold: Gold, where: Places) -> Counter[tuple[str, str]]:
    weights: Counter[tuple[str, str]] = Counter()
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for one in gold.mentions:
        spans[one.doc].append((one.start, one.end, one.entity))
    for mention in mentions:
        doc = where.doc(mention.doc, mention.start, mention.end)
        for start, end, entity in spans.get(doc or "", ()):
            shared = overlap((mention.start, mention.end), (start, end))
            if not shared:
                continue
            size = max(mention.end, end) - min(mention.start, start)
            if shared == size:
                weights[mention.entity, entity] += _SAME_SPAN
            elif shared * 2 >= size:
                weights[mention.entity, entity] += _NEAR_SPAN
    return weights


def _by_name(
    ours: dict[str, Entity],
    golds: dict[str, GoldEntity],
    our_docs: dict[str, set[str]],
    gold_docs: dict[str, set[str]],
) -> Counter[tuple[str, str]]:
    weights: Counter[tuple[str, str]] = Counter()
    index: dict[str, list[str]] = defaultdict(list)
    for key, their in golds.items():
        for name in sorted({normal(name) for name in (their.name, *their.aliases)}):
            index[name].append(key)
    for key, one in ours.items():
        if key in golds:
            weights[key, key] += _SAME_ID
        names = {normal(name) for name in (one.name, *one.aliases)} - {""}
        for twin in sorted({twin for name in names for twin in index.get(name, ())}):
            full = normal(one.name) == normal(golds[twin].name)
            weights[key, twin] += _SAME_NAME if full else _SHARED_ALIAS
        for twin in _described(one, names, golds):
            if our_docs.get(key, set()) & gold_docs.get(twin, set()):
                weights[key, twin] += _SAME_NAME if names & _wordings(golds[twin]) else _SAME_HEAD
    return weights


def _described(ours: Entity, names: set[str], golds: dict[str, GoldEntity]) -> list[str]:
    """Gold entities without a name one of whose wordings is ours, or ours with more or fewer words."""
    if ours.known:
        return []
    return [
        key
        for key, one in golds.items()
        if names & _wordings(one)
        or (ours.described and any(_like(name, words) for name in names for words in one.descriptions))
    ]


def _like(one: str, other: str) -> bool:
    """Whether two descriptions have the same head and the words of one are among the other's.

    >>> _like("attackers", "Two attackers"), _like("coastal fishermen", "its fishermen in the delta")
    (True, False)
    """
    words, others = content_words(one), content_words(other)
    return head(one) == head(other) and (words <= others or others <= words)


def _wordings(gold: GoldEntity) -> set[str]:
    return {normal(words) for words in gold.descriptions}


def _docs(records: Records, where: Places) -> dict[str, set[str]]:
    """The gold documents in which each of our entities is mentioned or is an end of a claim."""
    docs: dict[str, set[str]] = defaultdict(set)
    for mention in records.mentions:
        docs[mention.entity].add(where.doc(mention.doc, mention.start, mention.end) or "")
    for claim in records.claims:
        doc = where.doc(claim.doc, claim.start, claim.end) or ""
        speakers = [one for one in claim.asserted_by if isinstance(one, str)]
        for entity in (claim.subject, claim.object, *speakers):
            docs[entity].add(doc)
    return {key: found - {""} for key, found in docs.items()}


def _gold_docs(gold: Gold) -> dict[str, set[str]]:
    docs: dict[str, set[str]] = defaultdict(set)
    for mention in gold.mentions:
        docs[mention.entity].add(mention.doc)
    for claim in gold.claims:
        named = [one for one in claim.asserted_by if isinstance(one, str)]
        for entity in (claim.subject, claim.object, *claim.subject_alt, *claim.object_alt, *named):
            docs[entity].add(claim.doc)
    return docs
