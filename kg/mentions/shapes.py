"""Names that no register has, told by how they are built: a class word in a run of capitalised words.

"the Free Foo Army", "Ministry of Defence", "Foo District Court", "Liwa al-Foo", "Sool province".
The class words are data (schema/lexicon/groups.yaml).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from kg.mentions.draft import Draft
from kg.mentions.found import Found, Names, overlaps
from kg.mentions.runs import Piece, function_words, official_titles, runs
from kg.mentions.spelling import slug
from kg.model import Entity
from kg.schema.files import lexicon

_OF = frozenset({"of", "for"})
_LEADS_ON = frozenset({"of", "for", "the", "to", "in", "on", "against", "de", "del"})
_JOINS = frozenset({"of", "for", "in", "to", "by", "with", "from"})
_PLACES = frozenset({"State", "Location"})
_STATE_ARMS = frozenset({"army", "commandos", "brigade", "brigades", "squad"})
_OWN_NAMES = frozenset(
    {"air", "airlines", "airways", "times", "post", "news", "company", "television", "radio"}
)
"""Class words of names that are complete without the place after them: "Foo Air of Bar"."""
_SHARED = frozenset(
    {"foreign", "interior", "defence", "defense", "national", "security", "state", "military", "army"}
)
"""Words of titles that also begin the names of ministries and agencies."""


@cache
def heads() -> dict[str, str]:
    """The type of name that each class word makes."""
    return {word: kind for kind, words in lexicon("groups")["heads"].items() for word in words}


@cache
def small_heads() -> dict[str, str]:
    """The type of name that each class word makes that is written small."""
    return {word: kind for kind, words in lexicon("groups")["small_heads"].items() for word in words}


@cache
def _first_heads() -> frozenset[str]:
    return frozenset(lexicon("groups")["first_heads"])


@cache
def _members() -> frozenset[str]:
    """Class words that stand for those who belong to a group: "Fighters of the Foo Front"."""
    return frozenset(lexicon("groups")["class_nouns"])


def find(draft: Draft) -> None:
    """Add to `draft` the names with a class word that its register does not have."""
    known = draft.outer()
    found: list[Found] = []
    for block in draft.blocks:
        inside = Names(known.at(block.start, block.end))
        words = draft.pieces(block)
        for start, end, kind in _names(draft, words, inside):
            found.append(introduce(draft, start, end, kind))
    draft.add(found)


def introduce(draft: Draft, start: int, end: int, kind: str) -> Found:
    """The name from `start` to `end`, whose entity of type `kind` is made known to the draft."""
    text = " ".join(draft.content[start:end].split())
    entity_id = draft.place(slug(text), kind)
    inner = [n.entity for n in draft.outer().at(start, end) if start <= n.start and n.end <= end]
    states = [i for i in inner if draft.kind(i) == "State"]
    draft.introduce(Entity(id=entity_id, type=kind, name=text, country=states[0] if states else None))
    return Found(start, end, entity_id)


def _names(draft: Draft, words: Sequence[Piece], known: Names) -> Iterator[tuple[int, int, str]]:
    for run in runs(words, draft.content):
        for part in _parts(run, known):
            spotted = _spot(_owned(part), draft, known)
            if spotted is not None:
                chosen, kind = spotted
                yield chosen[0].start, chosen[-1].end, kind
    yield from _small(draft, words, known)


def _parts(run: list[Piece], known: Names) -> Iterator[list[Piece]]:
    """A run cut at its "and"s, but for those inside a name: "Ministry of Trade and Industry"."""
    parts: list[list[Piece]] = [[]]
    for number, word in enumerate(run):
        if word.folded == "to" and not any(w.folded in heads() for w in parts[-1]):
            parts.append([])
            continue
        if word.folded == "and" and not _within(word, known):
            rest = run[number + 1 :]
            inside = any(w.folded in _OF for w in parts[-1]) and any(w.folded in heads() for w in parts[-1])
            if not (inside and not any(w.folded in heads() or _within(w, known) for w in rest)):
                parts.append([])
                continue
        parts[-1].append(word)
    for part in parts:
        while part and not part[-1].capital:
            part.pop()
        while part and not part[0].capital:
            part.pop(0)
        if part:
            yield part


def _owned(part: list[Piece]) -> list[Piece]:
    """A part without whoever belongs to the name: of "Fighters of the Foo Front" the last two words."""
    for number in range(1, len(part) - 2):
        joined = part[number].folded in _JOINS and part[number + 1].folded == "the"
        before = {word.folded for word in part[:number]}
        if (
            joined
            and not before & (heads().keys() - _members())
            and any(w.folded in heads() for w in part[number + 3 :])
        ):
            return part[number + 2 :]
    return part


def _within(word: Piece, known: Names) -> bool:
    return any(name.start <= word.start and word.end <= name.end for name in known.at(word.start, word.end))


def _spot(part: list[Piece], draft: Draft, known: Names) -> tuple[list[Piece], str] | None:
    """The words of `part` that make a name, and its type; None if a known name has its class word."""
    for number, word in enumerate(part):
        if _within(word, known):
            continue
        more = number + 1 < len(part)
        if word.folded.split()[0] in _first_heads() and ("-" in word.text or more):
            return part[number:], "Group"
        if more and word.folded in heads() and part[number + 1].folded in _OF:
            return _with_of(part, number, draft, known)
    last = next((n for n in range(len(part) - 1, 0, -1) if part[n].folded in heads()), 0)
    if last == 0 or _within(part[last], known):
        return None
    chosen = _without_titles(part[: last + 1])
    return (chosen, _kind(chosen, draft, known)) if len(chosen) > 1 else None


def _without_titles(part: list[Piece]) -> list[Piece]:
    """A part without the offices before it: of "Deputy Chief Foo Council" the last two words are left."""
    chosen = list(part)
    while len(chosen) > 1 and chosen[0].folded in official_titles() - _SHARED and not chosen[0].possessive:
        chosen.pop(0)
    return chosen


def _with_of(part: list[Piece], number: int, draft: Draft, known: Names) -> tuple[list[Piece], str] | None:
    """A name with its class word before "of": a state at its end belongs to short names only."""
    front = _without_titles(part[: number + 1])
    kind = _kind(front, draft, known)
    tail = part[number + 1 :]
    while tail and tail[0].folded in _LEADS_ON:
        tail = tail[1:]
    place = [name for name in known if tail and name.start == tail[0].start and name.end == tail[-1].end]
    if place and len(front) == 1 and draft.kind(place[0].entity) == "Group":
        return None  # "Commandos of the Foo": the name is known, the word before it says whose they are
    if place and part[number + 1].folded == "for" and draft.kind(place[0].entity) in _PLACES:
        return front, kind  # "blamed the Foo Movement for the Bar blast"
    free = len(front) > 2 or (len(front) > 1 and front[-1].folded in _OWN_NAMES)
    if place and free and kind != "Group" and draft.kind(place[0].entity) in _PLACES:
        return front, kind
    return ([*front, *part[number + 1 :]], kind) if tail else None


def _kind(chosen: Sequence[Piece], draft: Draft, known: Names) -> str:
    """The type that the class word gives; an army of a state by name is its agency."""
    kind = heads()[chosen[-1].folded]
    first = next((name for name in known if name.start == chosen[0].start), None)
    owner = draft.kind(first.entity) if first is not None else None
    if kind == "Group" and owner == "State" and chosen[-1].folded in _STATE_ARMS:
        return "Agency"
    if kind == "Location" and owner == "Group":
        return "Group"
    return "Organisation" if kind == "Agency" and owner == "Organisation" else kind


def _small(draft: Draft, words: Sequence[Piece], known: Names) -> Iterator[tuple[int, int, str]]:
    """A capitalised word that names nothing known before a small class word: "Sool province"."""
    for number, word in enumerate(words[1:], start=1):
        kind = small_heads().get(word.folded)
        before = words[number - 1]
        if kind is None or word.capital or not before.capital or before.possessive:
            continue
        first = number - 1
        while (
            first > 0
            and words[first - 1].capital
            and not words[first - 1].possessive
            and _adjacent(draft, words, first)
        ):
            first -= 1
        name = Found(words[first].start, before.end, "")
        plain = before.folded not in official_titles() and not overlaps(name, known)
        if plain and _adjacent(draft, words, number) and words[first].folded not in function_words():
            yield words[first].start, word.end, kind


def _adjacent(draft: Draft, words: Sequence[Piece], number: int) -> bool:
    return draft.content[words[number - 1].end : words[number].start] == " "
