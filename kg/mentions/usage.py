"""What the use of a name in its sentence tells: which capital speaks for its state, what names nothing."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.model import Reading, Token
from kg.schema.files import lexicon

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative"})


def find(draft: Draft) -> None:
    """Correct the names of `draft` by the parse of their sentences."""
    kept: list[Found] = []
    for name in draft.outer():
        better = _corrected(draft, name)
        if better is not None:
            kept.append(better)
    draft.names = [
        n for n in draft.names if n.nested and any(k.start <= n.start and n.end <= k.end for k in kept)
    ]
    draft.add(kept)


def _corrected(draft: Draft, name: Found) -> Found | None:
    head = draft.head(name)
    if head is None:
        return name
    kind = draft.kind(name.entity)
    if kind == "Group" and name.form == "name" and _indefinite(draft, head):
        return None
    if kind == "Agency" and draft.text(name).split()[-1][0].islower() and _modifies(draft, head):
        return _owner(draft, name)
    if name.entity in draft.register.capitals and name.form == "name" and _speaks(draft, head):
        return replace(name, entity=draft.register.capitals[name.entity], form="metonym")
    return name


def _indefinite(draft: Draft, head: int) -> bool:
    """Whether "a" or "an" belongs to the name itself: "an Islamic State governed by …" names no group."""
    tokens = draft.tree.tokens
    if tokens[head].dep in _MODIFIERS or tokens[head].tag == "NNS":
        return False
    return any(
        tokens[i].text.lower() in {"a", "an"} for i in draft.tree.children(head) if tokens[i].dep == "det"
    )


def _modifies(draft: Draft, head: int) -> bool:
    token = draft.tree.tokens[head]
    above = draft.tree.tokens[token.head]
    return token.dep in {"compound", "amod", "nmod"} and above.pos == "NOUN" and 0 < above.i - head < 3


def _owner(draft: Draft, name: Found) -> Found:
    """The state whose adjective or name stands in the agency's name: "Foo army base" speaks of Foo."""
    inner = next((n for n in draft.names if n.nested and name.start <= n.start and n.end <= name.end), None)
    if inner is not None:
        return replace(inner, nested=False)
    state = draft.register.actors.get(draft.entity(name.entity).country or "")
    for adjective in state.adjectives if state is not None else ():
        if state is not None and draft.text(name).startswith(adjective):
            return Found(name.start, name.start + len(adjective), state.id, "adjective")
    return name


def _speaks(draft: Draft, head: int) -> bool:
    """Whether a capital acts, speaks or is addressed here, so that its state is meant and not the place."""
    token = draft.tree.tokens[_first_conjunct(draft, head)]
    above = draft.tree.tokens[token.head]
    governor = draft.tree.tokens[above.head]
    return (
        _acts(draft.tree, token, above)
        or _deals(token, above, governor)
        or any(test(token, above) for test in _TESTS)
    )


def _first_conjunct(draft: Draft, head: int) -> int:
    tokens = draft.tree.tokens
    while tokens[head].dep in {"conj", "appos"} and tokens[tokens[head].head].pos == "PROPN":
        head = tokens[head].head
    return head


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("metonyms")[name])


def _acts(tree: Reading, token: Token, above: Token) -> bool:
    """The subject of a verb that only somebody can do."""
    if token.dep not in _SUBJECTS or above.pos not in {"VERB", "AUX"}:
        return False
    verb = _main_verb(tree, above)
    return verb.pos == "VERB" and verb.lemma not in _words("place_verbs")


def _main_verb(tree: Reading, verb: Token) -> Token:
    """The verb that carries the meaning: of "appears to deny" the second one."""
    while verb.lemma in _words("raising_verbs"):
        below = [i for i in tree.children(verb.i) if tree.tokens[i].dep == "xcomp"]
        if not below:
            break
        verb = tree.tokens[below[0]]
    return verb


def _is_addressed(token: Token, above: Token) -> bool:
    """The object of a verb of speech or dealing: "accused Foo", "Foo was warned"."""
    return token.dep in _OBJECTS and above.lemma in _words("addressing_verbs")


def _agent(token: Token, above: Token) -> bool:
    return token.dep == "pobj" and above.dep == "agent"


def _deals(token: Token, above: Token, governor: Token) -> bool:
    """In "relations with Foo", "talks between Foo and Bar", "hostility towards Foo", "blamed on Foo"."""
    if token.dep != "pobj" or above.pos not in {"ADP", "SCONJ"}:
        return False
    lemma = governor.lemma.lower()
    pairs = lexicon("metonyms")["governors"]
    return any(lemma in pair["words"] and above.text.lower() in pair["prepositions"] for pair in pairs)


def _possesses(token: Token, above: Token) -> bool:
    """The owner of something that only governments have: "Foo's denial", "Foo's support"."""
    return token.dep == "poss" and above.lemma in _words("possessions")


def _modifies_policy(token: Token, above: Token) -> bool:
    """The first part of such a noun: "the Foo regime", "the Foo government"."""
    return token.dep in {"compound", "nmod"} and above.lemma in _words("governments")


_TESTS: tuple[Callable[[Token, Token], bool], ...] = (
    _is_addressed,
    _agent,
    _possesses,
    _modifies_policy,
)
