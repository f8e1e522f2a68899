"""The text's own words that proof is missing: "without presenting any evidence"."""

from kg.claims import attribution_tree as tree
from kg.claims.cues import hedges, speech
from kg.model import Quote, Reading

_NEGATORS = frozenset({"no", "neither", "nobody", "none", "scant", "little", "any", "zero"})


def notes(reading: Reading) -> dict[int, Quote]:
    """Words on missing proof, by the index of their sentence; the first one of each sentence."""
    found: dict[int, Quote] = {}
    for token in reading.tokens:
        first = None if token.sent in found else _first(reading, token.i)
        if first is not None:
            low, high = min(first, token.i), max(first, token.i)
            start, end = reading.tokens[low].start, reading.tokens[high].end
            found[token.sent] = Quote(reading.words(start, end), start, end)
    return found


def _first(reading: Reading, i: int) -> int | None:
    """Where the words on missing proof begin of which token `i` is the last; None if it is none."""
    words = hedges()
    token = reading.tokens[i]
    lemma = token.lemma.lower()
    if lemma in words.proof:
        return _negator(reading, i)
    if lemma in words.shown:
        verb = next((j for j in reading.ancestors(i) if tree.is_verb(reading, j)), None)
        shown = verb is not None and reading.tokens[verb].lemma.lower() in words.showing_verbs
        return _negator(reading, i) if shown else None
    if lemma in words.proof_verbs and tree.is_verb(reading, i):
        return _negated_verb(reading, i)
    if lemma in words.proof_adjectives and token.dep in {"acomp", "amod", "oprd"}:
        return i
    return None


def _negator(reading: Reading, i: int) -> int | None:
    """The token where the words begin that say the proof at token `i` is missing; None if they do not."""
    if any(_is_finding(reading, above) for above in reading.ancestors(i)):
        return None
    for child in reading.children(i):
        if reading.tokens[child].text.lower() in _NEGATORS - {"any"}:
            return child
    here = i
    for above in reading.ancestors(i):
        text = reading.tokens[above].text.lower()
        if text in {"without", "absent", "lacking"}:
            return above
        if reading.tokens[above].lemma.lower() == "lack":
            return above
        if tree.is_verb(reading, above):
            return (
                _negated_verb(reading, above)
                if reading.tokens[here].dep in {"dobj", "nsubjpass", "prep"}
                else None
            )
        here = above
    return None


def _negated_verb(reading: Reading, verb: int) -> int | None:
    if reading.tokens[verb].lemma.lower() in {"fail", "refuse", "decline"}:
        return verb
    for child in tree.kids(reading, verb, "neg"):
        return child
    for subject in tree.kids(reading, verb, "nsubj", "nsubjpass"):
        below = reading.subtree(subject)
        if {reading.tokens[j].text.lower() for j in below} & _NEGATORS:
            return below[0]
    head = reading.tokens[verb].head
    if reading.tokens[verb].dep in {"xcomp", "pcomp"} and head != verb:
        if reading.tokens[head].text.lower() == "without":
            return head
        return _negated_verb(reading, head)
    return None


def _is_finding(reading: Reading, verb: int) -> bool:
    """Whether the verb finds: "found no evidence that" is no note on somebody's claim."""
    word = speech().verbs.at(reading, verb) if tree.is_verb(reading, verb) else None
    return word is not None and speech().kinds[word.kind].act == "finds"
