"""Questions that attribution asks of the tree: whose act is a verb, is it passive, what hangs below."""

from kg.claims.cues import denying, hedges
from kg.model import Reading

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_CONTRAST = ("though", "although", "whereas")
_HELPERS = frozenset({"have", "be", "to"})
_CLIMB = 6
"""How many verbs up the missing subject of an infinitive or participle is looked for."""


def kids(reading: Reading, i: int, *deps: str) -> list[int]:
    """The direct dependents of token `i` in one of the relations `deps`, in text order."""
    return [child for child in reading.children(i) if reading.tokens[child].dep in deps]


def below(reading: Reading, i: int) -> set[int]:
    """The tokens of the subtree of token `i`."""
    return set(reading.subtree(i))


def said(reading: Reading, i: int) -> set[int]:
    """The subtree of token `i` without its contrasts: "denied that …, though …" ends before "though"."""
    found = below(reading, i)
    for j in sorted(found):
        contrast = reading.tokens[j].dep == "advcl" and j > i and has_word(reading, j, *_CONTRAST)
        if contrast and j in found and j != i:
            found -= below(reading, j)
    return found


def is_verb(reading: Reading, i: int) -> bool:
    """Whether token `i` is a verb or auxiliary by its tag."""
    return reading.tokens[i].tag.startswith("VB") or reading.tokens[i].pos in {"VERB", "AUX"}


def is_attribute(reading: Reading, i: int) -> bool:
    """Whether a participle only describes the noun behind it: "has alleged ties to"."""
    token = reading.tokens[i]
    if token.tag not in {"VBN", "VBD", "JJ"} or i + 1 >= len(reading.tokens):
        return False
    noun = reading.tokens[i + 1]
    weak = token.text.lower() in hedges().adjectives
    return weak and noun.head == i and noun.dep == "dobj" and noun.lemma.lower() in denying().parts


def has_word(reading: Reading, i: int, *words: str) -> bool:
    """Whether one of `words` is a direct dependent of token `i`."""
    return any(reading.tokens[child].text.lower() in words for child in reading.children(i))


def is_negated(reading: Reading, i: int) -> bool:
    """Whether a verb is negated: "not", "never", or a subject like "no official", "nobody"."""
    if kids(reading, i, "neg") or has_word(reading, i, "never", "not", "n't", "hardly"):
        return True
    token = reading.tokens[i]
    if token.dep == "conj" and has_word(reading, token.head, "nor", "neither"):
        return True
    if has_word(reading, i, "neither") and has_word(reading, i, "nor"):
        return True
    for subject in kids(reading, i, "nsubj", "nsubjpass"):
        if reading.tokens[subject].lemma.lower() in {"nobody", "none"} or has_word(
            reading, subject, "no", "neither"
        ):
            return True
    return False


def is_passive(reading: Reading, i: int) -> bool:
    """Whether a verb form is passive, reduced ones included ("claims made by", "a man accused of")."""
    for _ in range(_CLIMB):
        token = reading.tokens[i]
        if kids(reading, i, "auxpass", "nsubjpass"):
            return True
        if kids(reading, i, "nsubj", "aux"):
            return False
        if kids(reading, i, "agent"):
            return True
        joined = token.dep == "conj" and token.tag in {"VBN", "VBD"} and is_verb(reading, token.head)
        if not joined:
            if any(has_word(reading, c, "that") for c in kids(reading, i, "ccomp")) and token.dep == "acl":
                return False  # "N, the minister, alleged that …", read as a participle
            return token.tag == "VBN" and token.dep in {"acl", "relcl", "advcl", "amod", "xcomp", "pcomp"}
        if kids(reading, i, "dobj", "ccomp"):
            return False
        i = token.head
    return False


def subjects(reading: Reading, i: int) -> list[int]:
    """The heads of the noun phrases whose act the verb `i` is, shared and inherited subjects too."""
    return _subjects(reading, i, _CLIMB) or _stranded(reading, i)


def _stranded(reading: Reading, i: int) -> list[int]:
    """The noun right before a finite verb that the parser left without a subject."""
    token = reading.tokens[i]
    helpers = kids(reading, i, "aux", "auxpass", "advmod", "neg")
    finite = {"VBD", "VBZ", "VBP", "MD"}
    tags = {token.tag, *(reading.tokens[c].tag for c in helpers)}
    before = min([i, *(c for c in helpers if c < i)]) - 1
    if not any(has_word(reading, clause, "that") for clause in kids(reading, i, "ccomp")):
        return []
    if not tags & finite or token.dep not in {"ROOT", "ccomp", "advcl", "parataxis"} or before < 0:
        return []
    noun = reading.tokens[before]
    return [before] if noun.sent == token.sent and noun.pos in {"NOUN", "PROPN", "PRON"} else []


def _subjects(reading: Reading, i: int, steps: int) -> list[int]:
    own = kids(reading, i, "nsubj")
    if own or steps == 0:
        return own
    token = reading.tokens[i]
    head = token.head
    if token.dep == "acl":
        return _of_noun(reading, head, steps)
    if token.dep == "pcomp" and reading.tokens[head].pos in {"ADP", "SCONJ"}:
        head = reading.tokens[head].head
        if not is_verb(reading, head):
            return _of_noun(reading, head, steps)
        quoted = kids(reading, head, "dobj") if reading.tokens[head].lemma in {"quote", "cite"} else []
        return quoted or _undergoer(reading, head) or _subjects(reading, head, steps - 1)
    steered = token.dep == "xcomp" and is_verb(reading, head)
    if steered and token.tag == "VBG":  # "expressed dismay, stating": not the dismay's act
        steered = reading.tokens[head].lemma in {"catch", "hear", "quote", "see", "show", "leave", "keep"}
    controlled = kids(reading, head, "dobj") if steered else []
    if controlled:
        return controlled
    if token.dep in {"advcl", "xcomp"} and reading.tokens[head].pos in {"ADV", "ADJ"}:
        head = reading.tokens[head].head
    if token.dep in {"conj", "advcl", "ccomp", "dep", "xcomp"} and head != i and is_verb(reading, head):
        finite = token.dep == "ccomp" and token.tag not in {"VBG", "VB"}
        return [] if finite else _undergoer(reading, head) or _subjects(reading, head, steps - 1)
    return [head] if token.dep == "relcl" and not kids(reading, i, *SUBJECTS) else []


def _undergoer(reading: Reading, i: int) -> list[int]:
    """The subject of a passive verb, or the noun that a passive participle describes."""
    if not is_passive(reading, i):
        return []
    own = kids(reading, i, "nsubjpass")
    if own:
        return own
    return [reading.tokens[i].head] if reading.tokens[i].dep == "acl" else []


def _of_noun(reading: Reading, noun: int, steps: int) -> list[int]:
    """Whose act hangs on a noun: "India's attempts to link", "a report accusing", "made efforts to blame"."""
    owner = kids(reading, noun, "poss")
    if owner:
        return owner
    head = reading.tokens[noun].head
    if reading.tokens[noun].dep == "dobj" and reading.tokens[noun].lemma in {
        "attempt",
        "effort",
        "bid",
        "move",
    }:
        return _subjects(reading, head, steps - 1)
    return [noun]


def agents(reading: Reading, i: int) -> list[int]:
    """The heads of the noun phrases after "by" of a passive verb, also where "by" was attached too low."""
    for child in reading.children(i):
        if reading.tokens[child].dep == "agent" or reading.tokens[child].text.lower() == "by":
            found = kids(reading, child, "pobj")
            if found:
                return found
    for j in reading.subtree(i):
        token = reading.tokens[j]
        if token.text.lower() == "by" and token.dep in {"prep", "agent"} and j > i:
            above = reading.tokens[token.head]
            found = kids(reading, j, "pobj")
            if above.tag == "VBG" and found and reading.anchor(found[0]) is not None:
                return found
    return []


def verb_words(reading: Reading, i: int) -> tuple[int, ...]:
    """The tokens of a verb with its particles and the auxiliaries "have", "be", "to"."""
    helpers = [c for c in kids(reading, i, "aux", "auxpass") if reading.tokens[c].lemma.lower() in _HELPERS]
    return tuple(sorted({i, *helpers, *kids(reading, i, "prt")}))


def is_unsaid(reading: Reading, i: int) -> bool:
    """Whether a saying or denying is itself negated, refused or only planned: then nothing is said."""
    if is_negated(reading, i):
        return True
    head = reading.tokens[i].head
    if reading.tokens[i].dep == "pcomp":
        return _is_left_out(reading, i)
    if reading.tokens[i].dep != "xcomp" or not is_verb(reading, head):
        return False
    lemma = reading.tokens[head].lemma.lower()
    if lemma in denying().undoing | denying().silence:
        return not is_negated(reading, head)
    return lemma in hedges().open_verbs - {"try", "attempt"}


def _is_left_out(reading: Reading, i: int) -> bool:
    """Whether a saying is what somebody keeps from: "refrained from blaming", "stopped short of accusing"."""
    verb = next((k for k in reading.ancestors(i) if is_verb(reading, k)), i)
    near = {reading.tokens[k].text.lower() for k in range(verb + 1, i)}
    kept = reading.tokens[verb].lemma.lower() in denying().keeping and bool(near & {"from", "short", "away"})
    return kept and not is_negated(reading, verb)
