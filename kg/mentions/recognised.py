"""Names that only the parser's recogniser sees: persons, places, organisations, armed groups by their use."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from kg.mentions import persons
from kg.mentions.aliases import Aliases, opens_sentence
from kg.mentions.blocks import Block
from kg.mentions.draft import Draft
from kg.mentions.found import Found, overlaps
from kg.mentions.located import is_place
from kg.mentions.runs import Piece, function_words, official_titles, particles, pieces, runs
from kg.mentions.shapes import heads, introduce
from kg.mentions.spelling import fold, key
from kg.model import Token
from kg.schema.files import lexicon

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = _PLACES | {"ORG"}


def find(draft: Draft, aliases: Aliases, is_word: Callable[[str], bool]) -> None:
    """Add to `draft` the names that its recogniser labelled and no earlier step found.

    `is_word` tells whether a word in lower case is an English word: such a word names nothing by itself
    where a sentence or a headline gives it its capital.
    """
    people: list[tuple[int, int]] = list(persons.titled(draft))
    others: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for label in draft.labels:
        words = _trimmed(draft, label.start, label.end)
        if label.label == "PERSON":
            words = _whole(draft, words, is_word)
        if not words or not _is_name(draft, words) or _only_capital(draft, words, is_word):
            continue
        start, end = words[0].start, words[-1].end
        kind = _kind(draft, label.label, words)
        if kind == "PERSON":
            people.append((start, end))
        elif kind in _NAMES:
            others[key(draft.content[start:end])].append((start, end, kind))
    persons.settle(draft, aliases, [s for s in people if not overlaps(Found(*s, ""), draft.outer())])
    for spelling in sorted(others):
        _add(draft, others[spelling])
    draft.add(_repeats(draft))


def _kind(draft: Draft, label: str, words: Sequence[Piece]) -> str:
    """The label that the use of a name bears out; "" where it names nobody by itself."""
    people = words[0].folded in lexicon("groups")["no_peoples"]
    if not people and _is_group(draft, words[0].start, words[-1].end):
        return "ORG"
    if label == "PERSON" and is_place(draft, words[0].start, words[-1].end) and not _acts(draft, words[-1]):
        return "GPE"
    if label == "PERSON" and len(words) == 1 and not _acts(draft, words[0]):
        return "GPE" if _is_in(draft, words[0]) else ""
    if label == "ORG" and not any(word.folded in heads() or word.text.isupper() for word in words):
        if len(words) == 1 and _is_in(draft, words[0]):
            return "GPE"
        if len(words) == 2 and _is_held(draft, words):
            return "PERSON"
    return label


def _is_held(draft: Draft, words: Sequence[Piece]) -> bool:
    """Whether a name of two words is that of somebody arrested, freed or killed, or follows a calling."""
    head = draft.head(Found(words[0].start, words[-1].end, ""))
    if head is None:
        return False
    tokens = draft.tree.tokens
    token = tokens[head]
    first = draft.tokens(words[0].start, words[-1].end).start
    called = first > 0 and tokens[first - 1].lemma in lexicon("coreference")["persons"]
    verb = tokens[token.head].lemma
    return called or (token.dep in {"dobj", "nsubjpass"} and verb in lexicon("names")["done_to_persons"])


def _acts(draft: Draft, word: Piece) -> bool:
    """Whether a single word that looks like a person's name does something or owns something."""
    head = draft.head(Found(word.start, word.end, ""))
    return head is not None and draft.tree.tokens[head].dep in {"nsubj", "poss", "conj", "appos", "agent"}


def _is_in(draft: Draft, word: Piece) -> bool:
    """Whether a name stands after "in", "near" or "at", as places do."""
    before = draft.content[max(0, word.start - 9) : word.start]
    return before.endswith((" in ", " near ", " at ", " outside ", " around "))


def _only_capital(draft: Draft, words: Sequence[Piece], is_word: Callable[[str], bool]) -> bool:
    """Whether a name may owe its capitals to its place: English words in a title or opening a sentence."""
    if not all(is_word(part) for word in words for part in word.folded.split()):
        return False
    first = words[0]
    small = first.text.lower() in draft.small_words()
    opens = len(words) == 1 and (small or opens_sentence(draft.content, first.start))
    block = next((b for b in draft.blocks if b.start <= first.start < b.end), None)
    return opens or (block is not None and block.kind != "prose" and _is_title_case(draft, block))


def _is_title_case(draft: Draft, block: Block) -> bool:
    words = [word for word in draft.pieces(block) if len(word.text) > 3]
    return sum(word.capital for word in words) * 3 > len(words) * 2


def _whole(draft: Draft, words: list[Piece], is_word: Callable[[str], bool]) -> list[Piece]:
    """A person's name with the capitalised words beside it that the recogniser left out."""
    if not words:
        return words
    block = next((b for b in draft.blocks if b.start <= words[0].start < b.end), None)
    if block is None:
        return words
    known = draft.outer()
    for run in runs(draft.pieces(block), draft.content, particles()):
        if run[0].start <= words[0].start and words[-1].end <= run[-1].end:
            name = persons.bare(run, known)
            more = [w for w in name if w.start < words[0].start or w.end > words[-1].end]
            inside = name and name[0].start <= words[0].start and words[-1].end <= name[-1].end
            odd = any(w.capital and (is_word(w.folded) or w.folded in heads()) for w in more)
            return name if inside and not odd else words
    return words


def _trimmed(draft: Draft, start: int, end: int) -> list[Piece]:
    """The words of a label without articles, titles and possessive endings at its ends."""
    words = pieces(draft.content, start, end)
    while words and (not words[0].capital or words[0].folded in function_words() | official_titles()):
        words.pop(0)
    while words and (not words[-1].capital or words[-1].folded in function_words()):
        words.pop()
    return words


def _is_name(draft: Draft, words: Sequence[Piece]) -> bool:
    """Whether words can be a name: nothing but capitalised words and particles, and not only class words."""
    if len(words) > 8 or any(not word.text[0].isalnum() for word in words):
        return False
    if all(word.folded in heads() or word.folded in official_titles() for word in words):
        return False
    if (
        words[0].folded in lexicon("names")["not_names"]
        or draft.content[words[0].start : words[-1].end] in draft.peoples
    ):
        return False
    text = draft.content[words[0].start : words[-1].end]
    if words[0].folded in lexicon("names")["not_names"] or text in draft.peoples:
        return False
    shouted = len(words) > 2 and text.isupper()
    small = [word for word in words if not word.capital]
    return not shouted and all(word.folded in particles() | {"of", "the", "for", "and"} for word in small)


def _add(draft: Draft, places: Sequence[tuple[int, int, str]]) -> None:
    """Add a name that stands at `places`, under the type that most labels and its use there tell."""
    free = [place for place in places if not overlaps(Found(place[0], place[1], ""), draft.outer())]
    if not free:
        return
    labels = Counter(label for _, _, label in places)
    kind = "Location" if labels.most_common(1)[0][0] in _PLACES else "Organisation"
    if any(_is_group(draft, start, end) for start, end, _ in places):
        kind = "Group"
    start, end, _ = free[0]
    if kind == "Organisation" and _ends_plainly(draft, start, end):
        kind = "Location" if any(is_place(draft, s, e) for s, e, _ in places) else kind
    longer = _longer(draft, start, end)
    if longer is not None and kind == "Organisation":
        draft.add([Found(s, e, longer) for s, e, _ in free])
        return
    last = key(draft.content[start:end]).rpartition(" ")[2]
    if kind == "Organisation":
        kind = heads().get(last, kind)
    draft.add([introduce(draft, start, end, kind)])


def _ends_plainly(draft: Draft, start: int, end: int) -> bool:
    """Whether the last word of a name tells no kind of body."""
    return key(draft.content[start:end]).rpartition(" ")[2] not in heads()


def _longer(draft: Draft, start: int, end: int) -> str | None:
    """The body whose name of two words in the document begins with this word: "Foo" after "Foo Air"."""
    text = draft.content[start:end]
    bodies = {
        name.entity
        for name in draft.outer()
        if draft.content.startswith(f"{text} ", name.start)
        and draft.text(name).count(" ") == 1
        and draft.kind(name.entity) == "Organisation"
    }
    return bodies.pop() if len(bodies) == 1 and not text.isupper() else None


def _is_group(draft: Draft, start: int, end: int) -> bool:
    """Whether words beside a name tell that it is an armed group: "X fighters", "the rebel group X"."""
    tokens = draft.tree.tokens
    top = draft.head(Found(start, end, ""))
    if top is None:
        return False
    token = tokens[top]
    above = tokens[token.head]
    nouns, _, classes = _cues()
    if token.dep in {"compound", "poss", "nmod", "amod"} and above.lemma in nouns:
        return True
    kin = [above] if token.dep in {"appos", "compound"} else []
    kin += [tokens[i] for i in draft.tree.children(top) if tokens[i].dep == "appos"]
    first = draft.tokens(start, end).start
    if first and tokens[first - 1].lemma in classes | nouns:
        kin.append(tokens[first - 1])
    return any(_is_armed(draft, noun, top) for noun in kin)


def _is_armed(draft: Draft, noun: Token, name: int) -> bool:
    """Whether a noun beside a name is a fighter or an armed kind of group."""
    nouns, adjectives, classes = _cues()
    tokens = draft.tree.tokens
    about = {tokens[i].lemma.lower() for i in draft.tree.children(noun.i) if i != name}
    return noun.lemma in nouns or (noun.lemma in classes and bool(about & adjectives))


@cache
def _cues() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = lexicon("groups")
    return (
        frozenset(words["group_nouns"]),
        frozenset(words["group_adjectives"]),
        frozenset(words["group_classes"]),
    )


def _repeats(draft: Draft) -> list[Found]:
    """Every other place where a name that no register has stands alone, in any of its spellings."""
    outer = draft.outer()
    known: dict[str, str] = {}
    for name in outer:
        if name.entity not in draft.register and name.form == "name" and draft.kind(name.entity) != "Person":
            known.setdefault(fold(draft.text(name)), name.entity)
    found: list[Found] = []
    folded = fold(draft.content)
    for block in draft.blocks:
        for text, entity in known.items():
            at = folded.find(text, block.start, block.end)
            while at >= 0:
                found.append(Found(at, at + len(text), entity))
                at = folded.find(text, at + 1, block.end)
    return [name for name in found if _alone(draft, name) and not overlaps(name, outer)]


def _alone(draft: Draft, name: Found) -> bool:
    """Whether no capitalised word stands directly before or after a name, as in a longer one."""
    words = pieces(draft.content, name.start, name.end)
    if name.start and (draft.content[name.start - 1].isalnum() or draft.content[name.start - 1] in "@#_"):
        return False
    if not words or not words[0].capital:
        return False
    after = draft.content[name.end : name.end + 2]
    before = draft.content[max(0, name.start - 30) : name.start]
    last = before.split()[-1] if before[-1:] == " " and before.split() else ""
    joined = last[:1].isupper() and key(last) not in function_words() and last[-1:] not in ".,;:!?"
    return not (after[:1].isalnum() or (after[:1] == " " and after[1:2].isupper())) and not joined
