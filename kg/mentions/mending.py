"""A block's words with the parser's commonest errors mended, before anyone reads the tree.

Each repair looks at one construction that the model of the parser gets wrong again and again in reports, and
leaves the words as they are where it is not sure of it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from kg.mentions.parsing import Parse, Word
from kg.schema.files import lexicon

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HEADLINE = 14
"""Words of a headline, at most."""
_HELPS = frozenset({"help", "helps", "helped", "helping", "to", "jointly", "co"})


class _Block:
    """The words of one block while they are mended."""

    def __init__(self, words: Sequence[Word], text: Callable[[Word], str]) -> None:
        self.words = list(words)
        self.texts = [text(word).lower() for word in words]
        self.children: dict[int, list[int]] = defaultdict(list)
        for i, word in enumerate(words):
            if word.head != i:
                self.children[word.head].append(i)

    def kids(self, i: int, *deps: str) -> list[int]:
        return [c for c in self.children.get(i, ()) if self.words[c].dep in deps]

    def change(self, i: int, **fields: str | int) -> None:
        old = self.words[i]
        self.words[i] = replace(old, **fields)  # type: ignore[arg-type]
        if self.words[i].head != old.head:
            self.children[old.head] = [c for c in self.children[old.head] if c != i]
            if self.words[i].head != i:
                self.children[self.words[i].head] = sorted([*self.children[self.words[i].head], i])

    def is_name(self, i: int) -> bool:
        return self.words[i].name is not None or self.words[i].pos == "PROPN"


def mended(parse: Parse, text: Callable[[Word], str]) -> Parse:
    """The parse of a block, mended; `text` gives the words that the document has at a word."""
    block = _Block(parse.words, text)
    for i, word in enumerate(parse.words):
        if word.pos in {"VERB", "AUX"}:
            _inserted_speech(block, i)
            _turned_speech(block, i)
            _founding(block, i)
            _verb_after_apposition(block, i)
        elif word.tag == "NNS":
            _verbs_read_as_nouns(block, i)
            _relative_verb(block, i)
            _headline_verb(block, i)
        elif word.dep in _SUBJECTS:
            _title_and_name(block, i)
        elif word.dep == "appos":
            _subject_after_participle(block, i)
        elif block.texts[i] == "by" and word.dep == "prep":
            _agent_of_naming(block, i)
        elif block.texts[i] == "as" and word.dep == "prep":
            _examples(block, i)
    return replace(parse, words=tuple(block.words))


@cache
def _speech() -> frozenset[str]:
    return frozenset(
        {"say", "add", "claim", "allege", "report", "insist", "charge", "argue", "write", "note"}
    )


@cache
def _deeds() -> frozenset[str]:
    """The verbs that relations are read from, in the third person: "hosts", "arms"."""
    classes = lexicon("verbs")["classes"]
    return frozenset(f"{verb}s" for name in ("aid", "control", "fight") for verb in classes[name]["verbs"])


def _inserted_speech(block: _Block, i: int) -> None:
    """Puts A under what is said in "A, B said on Friday, is arming C"."""
    if block.words[i].lemma not in _speech():
        return
    subjects = [c for c in block.kids(i, *_SUBJECTS) if c < i]
    said = [c for c in block.kids(i, "ccomp") if c > i and not block.kids(c, *_SUBJECTS)]
    if len(subjects) > 1 and not said:
        said = [c for c in block.kids(subjects[0], "acl") if block.words[c].tag == "VBG"]
        for c in said:
            block.change(c, head=i, dep="ccomp")
    if len(subjects) < 2 or not said:
        return
    first = min([subjects[-1], *block.children.get(subjects[-1], ())])
    if first < 1 or block.texts[first - 1] != ",":
        return
    passive = bool(block.kids(said[0], "auxpass"))
    block.change(subjects[0], head=said[0], dep="nsubjpass" if passive else "nsubj")


def _turned_speech(block: _Block, i: int) -> None:
    """Puts A under what is said in "A, says B, has armed C"."""
    word = block.words[i]
    subjects = block.kids(i, *_SUBJECTS)
    if word.lemma not in _speech() or not subjects or subjects[0] > i or block.texts[i - 1] != ",":
        return
    said = [word.head] if word.dep == "parataxis" and word.head > i else block.kids(i, "ccomp")
    if len(said) != 1 or said[0] < i:
        return
    own = block.kids(said[0], *_SUBJECTS)
    if len(subjects) == 2 and not own:
        block.change(subjects[0], head=said[0], dep="nsubj")
    elif len(subjects) == 1 and len(own) == 1 and "," in block.texts[own[0] : said[0]]:
        block.change(own[0], head=i, dep="nsubj")
        block.change(subjects[0], head=said[0], dep="nsubj")


def _founding(block: _Block, i: int) -> None:
    """Takes "helped found X" for no finding."""
    if block.texts[i] == "found" and i and block.texts[i - 1] in _HELPS:
        block.change(i, lemma="found", tag="VB")
        if block.words[i - 1].dep == "aux" and block.texts[i - 1] != "to":
            block.change(i - 1, lemma="help")


def _verbs_read_as_nouns(block: _Block, i: int) -> None:
    """Finds the verbs in "X hosts, arms and trains Y and Z"."""
    word = block.words[i]
    before = i - 1
    if block.texts[i] not in _deeds() or word.dep not in {"ROOT", "nsubj", "dep"}:
        return
    if before < 0 or not block.is_name(before) or block.words[before].head != i:
        return
    if block.words[before].dep not in {"compound", "nmod", "nsubj"}:
        return
    chain, last = [i], i
    while following := [c for c in block.kids(last, "conj") if block.texts[c] in _deeds()]:
        last = following[0]
        chain.append(last)
    if len(chain) < 2 or block.words[last].tag not in {"VBZ", "NNS"}:
        return
    for j in chain:
        block.change(j, pos="VERB", tag="VBZ", lemma=_singular(block.texts[j]))
    block.change(before, dep="nsubj")
    objects = block.kids(last, "dobj")
    for j in chain:
        for c in block.kids(j, "conj"):
            if objects and c > objects[0] and block.words[c].pos in {"NOUN", "PROPN"}:
                block.change(c, head=objects[0])


def _singular(verb: str) -> str:
    return verb.removesuffix("s")


def _title_and_name(block: _Block, i: int) -> None:
    """Joins patron and X in "the patron X rejected", which were two subjects."""
    word = block.words[i]
    after = i + 1
    if word.tag != "NN" or word.name is not None or after >= len(block.words) or not block.is_name(after):
        return
    if block.words[after].dep == word.dep and block.words[after].head == word.head:
        block.change(i, head=after, dep="compound")


def _agent_of_naming(block: _Block, i: int) -> None:
    """Finds the agent of "is considered a … group by X", "listed as a … by X"."""
    noun = block.words[i].head
    word = block.words[noun]
    verb = word.head
    if word.dep == "pobj" and block.texts[verb] == "as":
        verb = block.words[verb].head
    elif word.dep == "pobj" and block.words[verb].dep == "prep" and block.texts[noun] not in _deed_nouns():
        verb = block.words[verb].head  # "supported from the air by X"
    elif word.dep != "oprd":
        return
    passive = block.kids(verb, "auxpass") or block.words[verb].dep in {"advcl", "acl"}
    if block.words[verb].tag == "VBN" and passive and not block.kids(verb, "agent"):
        block.change(i, head=verb, dep="agent")


@cache
def _deed_nouns() -> frozenset[str]:
    """Nouns that may have somebody who does them after "by"."""
    return frozenset(word for one in lexicon("nouns")["classes"].values() for word in one["nouns"])


def _subject_after_participle(block: _Block, i: int) -> None:
    """Makes X the subject in "Founded by Y, X did …", where it was taken for another name of Y."""
    agent = block.words[i].head
    by = block.words[agent].head
    verb = block.words[by].head
    main = block.words[verb].head
    fronted = block.words[verb].tag == "VBN" and block.words[verb].dep == "advcl" and verb < by < agent < i
    if fronted and main > i and block.words[agent].dep == "pobj" and not block.kids(main, *_SUBJECTS):
        block.change(i, head=main, dep="nsubjpass" if block.kids(main, "auxpass") else "nsubj")


def _examples(block: _Block, i: int) -> None:
    """Gives "such as" its example in "groups such as X fired …", where X was taken for the subject."""
    noun, after = block.words[i].head, i + 1
    if block.texts[i - 1] != "such" or block.kids(i, "pobj") or after >= len(block.words):
        return
    verb = block.words[after].head
    if (
        block.words[after].dep != "nsubj"
        or block.words[verb].dep != "relcl"
        or block.words[verb].head != noun
    ):
        return
    old = block.words[noun]
    block.change(after, head=i, dep="pobj")
    block.change(verb, head=verb if old.head == noun else old.head, dep=old.dep)
    block.change(noun, head=verb, dep="nsubj")


def _relative_verb(block: _Block, i: int) -> None:
    """Finds the verb in "which X accuses of …", which was taken for a noun."""
    word, before = block.words[i], i - 1
    relative = [
        c for c in block.kids(i, "dobj", "nsubj", "dep", "det") if block.words[c].tag in {"WDT", "WP"}
    ]
    if word.dep != "relcl" or not relative or before < 0 or not block.is_name(before):
        return
    if block.words[before].head == i and block.words[before].dep in {"compound", "nmod"}:
        block.change(i, pos="VERB", tag="VBZ", lemma=_singular(block.texts[i]))
        block.change(before, dep="nsubj")
        block.change(relative[0], dep="dobj")


def _verb_after_apposition(block: _Block, i: int) -> None:
    """Finds the verb in "X, the bureau of Y, trained fighters …", which was taken for an attribute."""
    word = block.words[i]
    noun, before = word.head, i - 1
    top = block.words[noun].head
    named = block.words[noun].dep == "appos" and block.is_name(top) and block.words[top].head == top
    if word.tag != "VBN" or word.dep != "amod" or before < 0 or block.texts[before] != "," or not named:
        return
    block.change(i, head=i, dep="ROOT", tag="VBD")
    block.change(top, head=i, dep="nsubj")
    block.change(noun, head=i, dep="dobj")
    for c in block.kids(top, "prep"):
        if c > noun:
            block.change(c, head=i)
    for c in block.kids(i, "conj"):
        block.change(c, pos="VERB", tag="VBD")


def _headline_verb(block: _Block, i: int) -> None:
    """Finds the verb in the headline "X arms Y", whose verb was taken for a noun."""
    before, after = i - 1, i + 1
    if block.texts[i] not in _deeds() or before < 0 or after >= len(block.words) or not block.is_name(before):
        return
    if not block.is_name(after) or block.words[before].dep not in {"compound", "nmod", "nsubj"}:
        return
    if len(block.words) > _HEADLINE or any(word.tag in _FINITE | {"MD"} for word in block.words):
        return
    top = after
    while block.words[top].dep == "compound" and block.words[top].head > top:
        top = block.words[top].head
    block.change(i, pos="VERB", tag="VBZ", lemma=_singular(block.texts[i]), head=i, dep="ROOT")
    block.change(before, head=i, dep="nsubj")
    block.change(top, head=i, dep="dobj")
