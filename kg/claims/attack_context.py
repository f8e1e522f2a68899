"""How a word for an attack stands in its sentence: whose argument it is, real or only thought of."""

from kg.claims.attack_words import words
from kg.model import Reading, Token

NOMINAL = ("NOUN", "PROPN")
VERBAL = ("VERB", "AUX")
_MODALS = frozenset(
    {"could", "may", "might", "would", "will", "can", "should", "must", "shall", "'ll", "wo", "ca"}
)
_NOBODY = frozenset({"nobody", "none", "nothing"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})


LONGEST_SENTENCE = 300
"""Tokens: what is longer is a list or a table, and would take time that grows with its square."""


def is_prose(reading: Reading, token: Token) -> bool:
    """Whether the token stands in a sentence short enough to be read for attacks and figures."""
    sentence = reading.sentences[token.sent]
    return sentence.last - sentence.first <= LONGEST_SENTENCE


def lemma(token: Token) -> str:
    """The lower-case lemma; a plural noun that the parser left alone loses its s."""
    base = token.lemma.lower()
    if base.endswith("s") and token.pos in NOMINAL and base[:-1] in words().nouns:
        return base[:-1]
    return words().forms.get(base, base) if token.pos in VERBAL else base


def modifiers(reading: Reading, i: int) -> set[str]:
    """The lower-case words that qualify token `i` from the left, with those that qualify them in turn."""
    found: set[str] = set()
    for c in reading.children(i):
        child = reading.tokens[c]
        if c < i and child.dep in ("compound", "amod", "nmod", "nummod", "poss", "npadvmod", "advmod"):
            found.add(child.text.lower())
            found.add(lemma(child))
            found |= modifiers(reading, c)
    return found


def determiners(reading: Reading, i: int) -> set[str]:
    """The lower-case articles, demonstratives and possessive pronouns of token `i`."""
    deps = ("det", "poss", "predet")
    return {reading.tokens[c].text.lower() for c in reading.children(i) if reading.tokens[c].dep in deps}


def partitive(reading: Reading, token: Token) -> Token | None:
    """The word "one" in "one of the attacks", "deadliest" in "this deadliest of attacks", else None."""
    if token.dep != "pobj" or reading.tokens[token.head].text.lower() != "of":
        return None
    whole = reading.tokens[reading.tokens[token.head].head]
    if whole.text.lower() == "one" or whole.tag == "JJS" or whole.text.lower().endswith("est"):
        return whole
    return None


def governor(reading: Reading, i: int) -> int | None:
    """The verb that token `i` is an argument of, through coordination, apposition and "one of"."""
    token = reading.tokens[i]
    for _ in range(len(reading.tokens)):
        head = reading.tokens[token.head]
        if token.dep not in ("conj", "appos") or head.pos not in NOMINAL or head.i == token.i:
            break
        token = head
    part = partitive(reading, token)
    if part is not None:
        return governor(reading, part.i)
    head = reading.tokens[token.head]
    if token.dep == "pobj":
        over = reading.tokens[head.head]
        return over.i if over.pos in VERBAL else None
    if token.dep in ("nsubj", "nsubjpass", "dobj", "attr", "oprd") and head.pos in VERBAL:
        return head.i
    return None


def planning(reading: Reading, i: int, verb: int | None) -> tuple[str, bool]:
    """The word that makes the attack at `i` a plan ("planning an assault"); whether it was foiled.

    `verb` is the governor: a planning verb itself, or a verb of doing below one ("attempted to launch").
    """
    lists = words().lists
    chain: list[Token] = []
    if verb is not None:
        chain.append(reading.tokens[verb])
        if verb == i or lemma(reading.tokens[verb]) in lists["performers"]:
            over = reading.tokens[reading.tokens[verb].head]
            if reading.tokens[verb].dep in ("xcomp", "pcomp", "acl", "advcl") and over.i != verb:
                chain.append(reading.tokens[over.head] if over.pos == "ADP" else over)
    token = reading.tokens[i]
    if token.dep == "pobj":
        over = reading.tokens[reading.tokens[token.head].head]
        if over.pos in NOMINAL:
            chain.append(over)
    plan = next((lemma(one) for one in chain if lemma(one) in lists["planned"]), "")
    above = {lemma(reading.tokens[j]) for j in reading.ancestors(i)}
    return plan, bool(plan) and bool(above & lists["foiled"])


def is_hypothetical(reading: Reading, verb: int) -> bool:
    """Whether the verb stands under a modal, in a condition, negated, or is said of habits."""
    for c in reading.children(verb):
        child = reading.tokens[c]
        text = child.text.lower()
        if child.dep == "aux" and text in _MODALS:
            return True
        if child.dep in ("nsubj", "nsubjpass") and text in _NOBODY:
            return True
        if child.dep == "neg" or (child.dep == "mark" and text in _CONDITIONS):
            return True
        if child.dep == "advmod" and text in words().lists["habits"]:
            return True
    head = reading.tokens[reading.tokens[verb].head]
    if head.i == verb or reading.tokens[verb].dep not in ("conj", "xcomp"):
        return False
    auxiliaries = [reading.tokens[c] for c in reading.children(head.i) if reading.tokens[c].dep == "aux"]
    return any(aux.text.lower() in _MODALS for aux in auxiliaries)


def under_abstract(reading: Reading, token: Token) -> bool:
    """Whether the attack is only a thought or a number: "capability for attacks", "a spate of attacks"."""
    if token.dep != "pobj":
        return False
    prep = reading.tokens[token.head]
    over = lemma(reading.tokens[prep.head])
    return prep.text.lower() in ("of", "for", "to", "in") and over in words().lists["abstract"]


def names_inside(reading: Reading, i: int) -> bool:
    """Whether the phrase of token `i` has a name in it."""
    tokens = (reading.tokens[j] for j in reading.subtree(i))
    return any(token.anchor is not None or token.pos == "PROPN" for token in tokens)


def phrase(reading: Reading, i: int) -> tuple[int, int]:
    """Offsets of the noun phrase of token `i`: with its determiner and prepositions, without clauses."""
    left_out = ("relcl", "appos", "cc", "conj", "punct", "acl", "dep", "parataxis", "advcl")
    return _offsets(reading, i, left_out)


def clause(reading: Reading, i: int) -> tuple[int, int]:
    """Offsets of the verb `i` with its own arguments, without the clauses beside it."""
    left_out = ("advcl", "conj", "cc", "parataxis", "mark", "ccomp", "dep", "punct")
    return _offsets(reading, i, left_out)


def _offsets(reading: Reading, i: int, left_out: tuple[str, ...]) -> tuple[int, int]:
    keep = {i}
    for c in reading.children(i):
        if reading.tokens[c].dep not in left_out:
            keep.update(j for j in reading.subtree(c) if reading.tokens[j].pos != "SPACE")
    first, last = i, i
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    return reading.tokens[first].start, reading.tokens[last].end
