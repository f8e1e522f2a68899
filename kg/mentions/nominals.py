"""Noun phrases in a dependency tree: their role, number and modifiers, and the clause they stand in."""

from collections.abc import Iterator

from kg.model import Reading, Token

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "npadvmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
_PLURAL = frozenset({"NNS", "NNPS"})


def first_conjunct(tree: Reading, i: int) -> int:
    """The first member of the coordination that token `i` belongs to."""
    tokens = tree.tokens
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    return i


def conjuncts(tree: Reading, i: int) -> Iterator[int]:
    """Token `i` and everything coordinated to it, in text order."""
    yield i
    for child in tree.children(i):
        if tree.tokens[child].dep == "conj":
            yield from conjuncts(tree, child)


def role(tree: Reading, i: int) -> str:
    """subject, object or other; a member of a coordination has the role of its first member."""
    dep = tree.tokens[first_conjunct(tree, i)].dep
    if dep in SUBJECTS:
        return "subject"
    return "object" if dep in OBJECTS else "other"


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its tag."""
    return token.tag in _PLURAL


def is_head(token: Token) -> bool:
    """Whether a noun heads a phrase of its own, and is no modifier of another noun."""
    return token.pos in {"NOUN", "PROPN"} and token.dep not in MODIFIERS - {"poss"}


def children(tree: Reading, i: int, *deps: str) -> list[Token]:
    """The tokens that depend on token `i` in one of the relations `deps`."""
    return [tree.tokens[c] for c in tree.children(i) if tree.tokens[c].dep in deps]


def brought(tree: Reading, i: int, *words: str) -> list[Token]:
    """What prepositions on token `i` bring: those of `words`, or all; of a passive its agent too."""
    links = children(tree, i, "prep", "agent")
    links = [link for link in links if not words or link.text.lower() in words]
    return [token for link in links for token in children(tree, link.i, "pobj")]


def determiner(tree: Reading, i: int) -> str:
    """The article or determiner of a noun in lower case, "" without one."""
    found = children(tree, i, "det", "predet")
    return found[0].text.lower() if found else ""


def modifiers(tree: Reading, i: int) -> Iterator[Token]:
    """The words before a noun that qualify it, and those that qualify these in turn."""
    for token in children(tree, i, "amod", "compound", "nmod", "nummod"):
        yield token
        yield from modifiers(tree, token.i)


def span(tree: Reading, i: int) -> tuple[int, int]:
    """The first and the last token of the noun phrase of `i` up to its head: "the militant group"."""
    left = [t.i for t in (*children(tree, i, "det", "predet"), *modifiers(tree, i)) if t.i < i]
    return min(left, default=i), i


def clause(tree: Reading, i: int) -> int | None:
    """The verb on which token `i` hangs most closely, None if there is none."""
    for above in tree.ancestors(i):
        if tree.tokens[above].pos in {"VERB", "AUX"}:
            return above
    return None


def subject(tree: Reading, verb: int) -> int | None:
    """The subject of a verb: its own, or that of the verb it is coordinated with or controlled by."""
    tokens = tree.tokens
    for _ in range(6):
        own = children(tree, verb, "nsubj", "nsubjpass")
        if own:
            return own[0].i
        token = tokens[verb]
        if token.dep == "acl":
            owner = children(tree, token.head, "poss")
            return owner[0].i if owner and token.tag == "VB" else token.head
        if token.dep not in {"conj", "xcomp", "pcomp", "advcl", "prep"} or token.head == verb:
            return None
        if token.dep in {"xcomp", "pcomp"}:
            given = children(tree, _verb_above(tree, verb), "dobj")
            if given:
                return given[0].i
        verb = _verb_above(tree, verb)
    return None


def _verb_above(tree: Reading, i: int) -> int:
    above = clause(tree, i)
    return i if above is None else above


def rivals(tree: Reading, i: int) -> set[int]:
    """Tokens that a phrase in the place of `i` cannot stand for: what else its verb has as subject or object.

    "Foo attacked the group": the group is not Foo. "Foo accused Bar of arming it": it is not Bar.
    """
    first = first_conjunct(tree, i)
    verb = clause(tree, first)
    token = tree.tokens[first]
    inner = token.dep == "pobj" and tree.tokens[tree.tokens[token.head].head].pos in {"NOUN", "PROPN", "NUM"}
    if verb is None or token.dep == "poss" or inner:
        return set()
    found = {token.i for token in children(tree, verb, "nsubj", "nsubjpass", "dobj", "dative", "attr")}
    by = subject(tree, verb)
    if by is not None:
        found |= {by, *(token.i for token in children(tree, by, "poss"))}
    found |= {token.i for token in brought(tree, verb)}
    return {member for token in found - {first, i} for member in conjuncts(tree, token)}
