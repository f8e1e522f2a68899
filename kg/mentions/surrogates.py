"""Text for the parser: known names replaced by familiar single words, spaces made plain, offsets kept.

"IS-K" is otherwise tagged as the verb "is" and the sentence is lost. A stand-in has the kind and the
number of the name it replaces, and its article; two names of one document get two stand-ins where the
list allows, so that coordinations keep different members.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.mentions.found import Found
from kg.schema.files import lexicon

_STAND_INS: dict[str, tuple[str, ...]] = {
    "Person": ("Obama", "Clinton", "Johnson", "Bush", "Merkel", "Blair"),
    "State": ("France", "Germany", "Japan", "Canada", "Britain", "Spain"),
    "the State": ("Netherlands", "Kremlin", "Vatican"),
    "Location": ("London", "Paris", "Chicago", "Tokyo", "Boston", "Berlin"),
    "the Location": ("Bronx", "Caucasus", "Arctic", "Caribbean"),
    "Organisation": ("Microsoft", "Google", "Boeing", "Intel", "Toyota", "Siemens"),
    "the Organisation": ("Pentagon", "Senate", "Kremlin", "NATO", "Bundestag", "FBI"),
    "Publication": ("Newsweek", "Newsday"),
    "the Publication": ("Constitution", "Bible", "Koran"),
    "Attack": ("Watergate", "Holocaust"),
    "the Attack": ("Holocaust", "Renaissance"),
    "plural": ("Americans", "Germans", "Russians", "Democrats", "Republicans", "Italians"),
    "adjective": ("Russian", "American", "German", "Italian"),
}
_KINDS = {"Group": "Organisation", "Agency": "Organisation", "Population": "plural"}
_BRACKET = re.compile(r"\s?[(\[][\"'“‘]?(?:the |or |also )?")
_CLOSING = re.compile(r"[\"'”’]?[)\]]")
_SPACES = re.compile(r"\s+")
_NOTE = re.compile(r"(?<=[\w,\"”])\s?\[[^\[\]]{3,60}\]")
_NOTES = frozenset(lexicon("names")["editors_notes"])
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the parser's text: where it begins there, and which offsets of the document it stands for.

    In a `fixed` piece every character of the parser's text stands for the whole run (a stand-in).
    """

    at: int
    start: int
    end: int
    fixed: bool
    name: int | None = None


@dataclass(slots=True)
class Disguise:
    """Text as the parser gets it, with the way back to the document's offsets."""

    text: str
    pieces: tuple[Piece, ...]
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = tuple(piece.at for piece in self.pieces)

    def piece(self, offset: int) -> Piece:
        """The piece that the character at `offset` of the parser's text belongs to."""
        return self.pieces[bisect_right(self._starts, offset) - 1]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of the parser's text from `start` to `end`."""
        first, last = self.piece(start), self.piece(end - 1)
        begin = first.start if first.fixed else first.start + start - first.at
        finish = last.end if last.fixed else last.start + end - last.at
        return begin, finish

    def splits(self) -> frozenset[int]:
        """Offsets of the parser's text where a token must begin: the edges of the stand-ins."""
        edges: set[int] = set()
        for number, piece in enumerate(self.pieces):
            if piece.name is not None:
                edges.add(piece.at)
                following = number + 1
                edges.add(self.pieces[following].at if following < len(self.pieces) else len(self.text))
        return frozenset(edges)


class Costumes:
    """Which stand-in each entity of one document wears; chosen in the order in which they appear."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = types
        self._worn: dict[tuple[str, str], str] = {}
        self._next: dict[str, int] = {}

    def of(self, name: Found, words: str, article: bool) -> str:
        """The stand-in for `name`, whose words in the document are `words`, after "the" or not."""
        kind = _kind(self._types.get(name.entity, "Organisation"), name.form, words, article)
        worn = self._worn.get((name.entity, kind))
        if worn is None:
            number = self._next.get(kind, 0)
            self._next[kind] = number + 1
            worn = _STAND_INS[kind][number % len(_STAND_INS[kind])]
            self._worn[name.entity, kind] = worn
        return worn


def _kind(entity_type: str, form: str, words: str, article: bool) -> str:
    if form == "adjective":
        return "adjective"
    if form == "people":
        return "plural" if words.endswith(("s", "men")) else "adjective"
    kind = _KINDS.get(entity_type, entity_type)
    if kind == "plural":
        return "plural"
    last = re.split(r"[\s-]", words)[-1]
    if (
        kind == "Organisation"
        and (article or last != words)  # "Hamas", with no article and no other word, is no plural
        and last[-1:] == "s"
        and last[-2:] not in {"ss", "us", "is"}
        and not last.isupper()
    ):
        return "plural"
    the = f"the {kind}"
    return the if article and the in _STAND_INS else kind


def explained(content: str, names: Sequence[Found]) -> list[Found]:
    """The names with each bracketed one joined to the name of the same entity before it: "Long Name (LN)".

    Brackets break a sentence for the parser; the joined words stand for one name.

    >>> names = [Found(0, 8, "foo"), Found(10, 12, "foo")]
    >>> [(name.start, name.end) for name in explained("Foo Army (FA) fled", names)]
    [(0, 13)]
    """
    joined: list[Found] = []
    for name in names:
        last = joined[-1] if joined else None
        alike = last is not None and last.entity == name.entity and last.form == name.form
        if last is not None and alike and _BRACKET.fullmatch(content, last.end, name.start):
            closing = _CLOSING.match(content, name.end)
            if closing is not None:
                joined[-1] = replace(last, end=closing.end())
                continue
        joined.append(name)
    return joined


class _Tailor:
    """Builds the parser's text piece by piece."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._parts: list[str] = []
        self._length = 0
        self.pieces: list[Piece] = []

    def add(self, text: str, start: int, end: int, fixed: bool, name: int | None = None) -> None:
        """Append `text`, which stands for the document's offsets from `start` to `end`."""
        if text:
            self.pieces.append(Piece(self._length, start, end, fixed, name))
            self._parts.append(text)
            self._length += len(text)

    def plain(self, start: int, end: int) -> None:
        """Append words without names and notes of the editor ("[name as received]"), as `_words` does."""
        for note in _NOTE.finditer(self._content, start, end):
            if _NOTES & set(re.findall(r"[a-z]+", note.group().lower())):
                self._words(start, note.start())
                start = note.end()
        self._words(start, end)

    def _words(self, start: int, end: int) -> None:
        """Append words: each run of white space becomes one space."""
        done = start
        for gap in _SPACES.finditer(self._content, start, end):
            self.add(self._content[done : gap.start()].translate(_PLAIN), done, gap.start(), fixed=False)
            if self._parts:
                self.add(" ", gap.start(), gap.end(), fixed=True)
            done = gap.end()
        self.add(self._content[done:end].translate(_PLAIN), done, end, fixed=False)

    def text(self) -> str:
        return "".join(self._parts)


def disguise(content: str, start: int, end: int, names: Sequence[Found], costumes: Costumes) -> Disguise:
    """`content[start:end]` with a stand-in for each of `names` (sorted, none inside another)."""
    tailor = _Tailor(content)
    done = start
    for number, name in enumerate(names):
        tailor.plain(done, name.start)
        words = content[name.start : name.end].partition(" (")[0]
        article = content[max(0, name.start - 4) : name.start].lower() == "the "
        tailor.add(costumes.of(name, words, article), name.start, name.end, fixed=True, name=number)
        if _ends_sentence(content, name.end, end):
            tailor.add(".", name.end - 1, name.end, fixed=True)
        done = name.end
    tailor.plain(done, end)
    return Disguise(tailor.text(), tuple(tailor.pieces))


def _ends_sentence(content: str, end: int, last: int) -> bool:
    """Whether a name that ends in a full stop ("the U.S.") also ends its sentence; `last` ends the block."""
    if content[end - 1] != ".":
        return False
    following = content[end : min(last, end + 40)]
    if not following.strip():
        return True
    if not following[0].isspace():
        return False
    word = following.split()[0].strip("\"'“”‘’")
    return word[:1].isupper() and word.lower() in lexicon("names")["sentence_openers"]
