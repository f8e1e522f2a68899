"""Which words of a document speak of an attack, and whether they speak of one, of several or of any."""

from dataclasses import dataclass, field

from kg.claims.attack_words import AttackWords, words
from kg.model import Reading, Token
from kg.model.numbers import number

NOMINAL = ("NOUN", "PROPN")
_MODALS = {"could", "may", "might", "would", "will", "can", "should", "must", "shall", "'ll", "wo"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "another": -1, "separate": -2}
_NEAR = 3


@dataclass(slots=True)
class Trigger:
    """A word that stands for an attack, with what its own phrase says about it.

    `weak`: only a second mention of something ("the incident"). `generic`: of a class of attacks, not of
    one. `plan` is "" or the word that makes it a plot. `named` is the register's id where the words are an
    attack's name. `governor` is the verb whose place and date are the attack's, or None. Places, agents
    and targets are entity ids; `victims` are words.
    """

    token: int
    sent: int
    kind: str
    nominal: bool
    weak: bool = False
    plural: bool = False
    count: int | None = None
    definite: bool = False
    indefinite: bool = False
    latest: bool = False
    ordinal: int = 0
    generic: bool = False
    plan: str = ""
    foiled: bool = False
    named: str | None = None
    governor: int | None = None
    conditional: bool = False
    start: int = 0
    end: int = 0
    places: tuple[str, ...] = ()
    date: str | None = None
    date_note: str | None = None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    figures: list[int] = field(default_factory=list)


def find(reading: Reading) -> list[Trigger]:
    """The words of `reading` that stand for attacks, in text order."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for token in reading.tokens:
        trigger = _of(reading, token)
        if trigger is None or trigger.token in taken:
            continue
        taken.add(trigger.token)
        found.append(trigger)
    return [trigger for trigger in found if not _is_part(reading, trigger, taken)]


def _of(reading: Reading, token: Token) -> Trigger | None:
    named = _named(reading, token)
    if named:
        return _nominal(reading, _event_head(reading, token), "attack", named=named)
    if token.anchor is not None:
        return None
    if token.pos in NOMINAL:
        return _noun(reading, token)
    if token.pos == "VERB":
        return _verb(reading, token)
    return None


def _named(reading: Reading, token: Token) -> str | None:
    anchor = reading.anchor(token.i)
    for entity in anchor.entities if anchor else ():
        if entity in reading.entities and reading.entities[entity].type == "Attack":
            return entity
    return None


def _event_head(reading: Reading, token: Token) -> Token:
    """The attack noun that a name qualifies ("the 9/11 attacks"), else the name itself."""
    head = reading.tokens[token.head]
    if token.dep in ("compound", "nummod", "amod", "nmod", "poss") and lemma(head) in words().nouns:
        return head
    return token


def lemma(token: Token) -> str:
    """The lower-case lemma; a plural that the parser left alone loses its s."""
    base = token.lemma.lower()
    if (
        base.endswith("s")
        and base == token.text.lower()
        and token.pos in NOMINAL
        and base[:-1] in words().nouns
    ):
        return base[:-1]
    return base


def _noun(reading: Reading, token: Token) -> Trigger | None:
    lexicon = words()
    word = lemma(token)
    weak = word in lexicon.weak
    kind = lexicon.nouns.get(word) or lexicon.weak.get(word)
    if kind is None:
        kind = _suicide(reading, token)
    if kind is None or _qualifies_another(reading, token):
        return None
    beside = modifiers(reading, token.i)
    if word in lexicon.needs and not weak:
        directed = any(
            lemma(reading.tokens[c]) in ("on", "against") and _names_inside(reading, c)
            for c in reading.children(token.i)
        )
        if not directed and not beside & lexicon.needs[word]:
            return None
    trigger = _nominal(reading, token, _refined(kind, beside, lexicon))
    trigger.weak = weak
    return trigger


def _suicide(reading: Reading, token: Token) -> str | None:
    """A noun that "suicide" qualifies is a suicide attack, unless it is a person, a thing or a paper."""
    if "suicide" in modifiers(reading, token.i) and lemma(token) not in words().lists["heads_elsewhere"]:
        return "suicide bombing"
    return None


def _qualifies_another(reading: Reading, token: Token) -> bool:
    """Whether the noun only qualifies another one: "assault rifle", "murder suspect"."""
    if token.dep not in ("compound", "amod", "nmod"):
        return False
    head = reading.tokens[token.head]
    return head.pos in NOMINAL and head.i > token.i


def modifiers(reading: Reading, i: int) -> set[str]:
    """The lower-case words that qualify token `i` from the left, those of compounds in compounds too."""
    found: set[str] = set()
    for c in reading.children(i):
        child = reading.tokens[c]
        if c < i and child.dep in ("compound", "amod", "nmod", "nummod", "poss", "npadvmod"):
            found.add(child.text.lower())
            found.add(lemma(child))
            found |= modifiers(reading, c)
    return found


def _refined(kind: str, beside: set[str], lexicon: AttackWords) -> str:
    """The more exact kind that the words before the noun give."""
    if "suicide" in beside and lexicon.family(kind) in ("any", "bombing"):
        return "suicide bombing"
    if lexicon.family(kind) not in ("any", "raid", "strike", "bombing"):
        return kind
    for word in sorted(beside):
        if word in lexicon.modifiers and kind in ("attack", "operation", "raid", "coup attempt"):
            return lexicon.modifiers[word]
    if kind == "attack" and beside & {"air", "drone"}:
        return "military strike"
    return kind


def _names_inside(reading: Reading, i: int) -> bool:
    return any(reading.tokens[j].anchor is not None for j in reading.subtree(i))


def _nominal(reading: Reading, token: Token, kind: str, named: str | None = None) -> Trigger:
    lexicon = words()
    beside = modifiers(reading, token.i)
    determiners = {
        reading.tokens[c].text.lower()
        for c in reading.children(token.i)
        if reading.tokens[c].dep in ("det", "poss", "predet")
    }
    partitive = _partitive(reading, token)
    plural = token.tag in ("NNS", "NNPS") and partitive is None
    superlative = any(reading.tokens[c].tag == "JJS" for c in reading.children(token.i))
    trigger = Trigger(
        token=token.i,
        sent=token.sent,
        kind=kind,
        nominal=True,
        plural=plural,
        count=_count(reading, token),
        definite=bool(determiners & lexicon.lists["definite"])
        or named is not None
        or _has_owner(reading, token),
        indefinite=bool(determiners & {"a", "an", "another"}) or partitive == "one",
        latest=bool(beside & lexicon.lists["latest"]),
        ordinal=next((_ORDINALS[w] for w in sorted(beside | determiners) if w in _ORDINALS), 0),
        named=named,
    )
    trigger.definite |= superlative and not trigger.indefinite
    trigger.governor = governor(reading, token.i)
    trigger.plan, trigger.foiled = planning(reading, token.i)
    trigger.generic = _is_generic(reading, token, trigger, beside | determiners)
    trigger.start, trigger.end = phrase(reading, token.i)
    return trigger


def _has_owner(reading: Reading, token: Token) -> bool:
    return any(reading.tokens[c].dep == "poss" for c in reading.children(token.i))


def _partitive(reading: Reading, token: Token) -> str | None:
    """What the attacks are parts of: "one" of the attacks, "superlative" in "this deadliest of attacks"."""
    if token.dep != "pobj" or reading.tokens[token.head].text.lower() != "of":
        return None
    whole = reading.tokens[reading.tokens[token.head].head]
    if whole.text.lower() == "one":
        return "one"
    return "superlative" if whole.tag in ("JJS", "NN") and whole.text.lower().endswith("est") else None


def _count(reading: Reading, token: Token) -> int | None:
    for c in reading.children(token.i):
        child = reading.tokens[c]
        if child.dep == "nummod" and (value := number(child.text)) is not None:
            return value
        if child.text.lower() in ("twin", "double", "both"):
            return 2
    return None


def _is_generic(reading: Reading, token: Token, trigger: Trigger, beside: set[str]) -> bool:
    lexicon = words()
    if trigger.named:
        return False
    if beside & lexicon.lists["generic"] or (trigger.plan and not _names_near(reading, token)):
        return True
    bare = not beside & {"the", "a", "an", "this", "that"} and not trigger.definite and trigger.count is None
    if (
        not trigger.plural
        and bare
        and not any(reading.tokens[c].dep in ("compound", "prep", "amod") for c in reading.children(token.i))
    ):
        return reading.sentences[token.sent].kind == "prose"
    return _under_abstract(reading, token) or is_hypothetical(reading, trigger.governor)


def _names_near(reading: Reading, token: Token) -> bool:
    return any(
        reading.tokens[j].anchor is not None or reading.tokens[j].pos == "PROPN"
        for j in reading.subtree(token.i)
    )


def _under_abstract(reading: Reading, token: Token) -> bool:
    """Whether the attack is only a thought: "capability for attacks", "risk of an attack"."""
    if token.dep != "pobj":
        return False
    prep = reading.tokens[token.head]
    return (
        prep.text.lower() in ("of", "for", "to")
        and lemma(reading.tokens[prep.head]) in words().lists["abstract"]
    )


def is_hypothetical(reading: Reading, verb: int | None) -> bool:
    """Whether the verb stands under a modal, in a condition, negated, or is said of habits."""
    if verb is None:
        return False
    for c in reading.children(verb):
        child = reading.tokens[c]
        if child.dep == "aux" and child.text.lower() in _MODALS:
            return True
        if child.dep == "neg" or (child.dep == "mark" and child.text.lower() in ("if", "unless", "whether")):
            return True
        if child.dep == "advmod" and child.text.lower() in words().lists["habits"]:
            return True
    head = reading.tokens[reading.tokens[verb].head]
    chained = reading.tokens[verb].dep in ("conj", "xcomp", "ccomp", "advcl") and head.i != verb
    return chained and any(
        reading.tokens[c].dep == "aux" and reading.tokens[c].text.lower() in _MODALS - {"will"}
        for c in reading.children(head.i)
    )


def governor(reading: Reading, i: int) -> int | None:
    """The verb that token `i` is an argument of, through coordination and "one of"."""
    token = reading.tokens[i]
    while (
        token.dep in ("conj", "appos") and reading.tokens[token.head].pos in NOMINAL and token.head != token.i
    ):
        token = reading.tokens[token.head]
    if token.dep == "pobj":
        prep = reading.tokens[token.head]
        over = reading.tokens[prep.head]
        if (
            prep.text.lower() == "of"
            and over.pos in ("NUM", "NOUN", "ADJ", "DET", "PRON")
            and over.i != prep.i
        ):
            return governor(reading, over.i) if over.text.lower() in ("one", "two", "three") else None
        return over.i if over.pos in ("VERB", "AUX") else None
    head = reading.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj", "attr") and head.pos in ("VERB", "AUX"):
        return head.i
    return None


def planning(reading: Reading, i: int) -> tuple[str, bool]:
    """The word that makes the attack at `i` a plan ("planning an assault"); whether it was foiled."""
    lists = words().lists
    plan = ""
    foiled = False
    for steps, j in enumerate(reading.ancestors(i)):
        word = lemma(reading.tokens[j])
        if (
            reading.tokens[j].pos in ("VERB", "NOUN")
            and word in lists["planned"]
            and not plan
            and steps < _NEAR
        ):
            plan = word
        foiled |= word in lists["foiled"]
    return plan, foiled


def phrase(reading: Reading, i: int) -> tuple[int, int]:
    """Offsets of the noun phrase of token `i`: with its determiner and prepositions, without clauses."""
    keep = {i}
    for c in reading.children(i):
        child = reading.tokens[c]
        if child.dep in ("relcl", "appos", "cc", "conj", "punct", "acl", "dep", "parataxis"):
            continue
        keep.update(reading.subtree(c))
    run = _contiguous(keep, i)
    return reading.tokens[run[0]].start, reading.tokens[run[-1]].end


def _contiguous(keep: set[int], i: int) -> list[int]:
    first, last = i, i
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    return list(range(first, last + 1))


def clause(reading: Reading, i: int) -> tuple[int, int]:
    """Offsets of the verb `i` with its own arguments, without clauses beside it."""
    keep = {i}
    for c in reading.children(i):
        child = reading.tokens[c]
        if child.dep in ("advcl", "conj", "cc", "parataxis", "mark", "ccomp", "dep") or child.pos == "PUNCT":
            continue
        keep.update(reading.subtree(c))
    run = _contiguous(keep, i)
    return reading.tokens[run[0]].start, reading.tokens[run[-1]].end


def _verb(reading: Reading, token: Token) -> Trigger | None:
    kind = _verb_kind(reading, token)
    if kind is None:
        return None
    sentence = reading.sentences[token.sent]
    trigger = Trigger(token=token.i, sent=token.sent, kind=kind, nominal=False, governor=token.i)
    trigger.plan, trigger.foiled = planning(reading, token.i)
    purpose = token.tag == "VB" and any(reading.tokens[c].tag == "TO" for c in reading.children(token.i))
    perfect = any(reading.tokens[c].lemma == "have" for c in reading.children(token.i))
    present = token.tag in ("VBZ", "VBP") and sentence.kind == "prose"
    trigger.generic = (
        is_hypothetical(reading, token.i)
        or (purpose and not perfect and not trigger.plan)
        or present
        or (bool(trigger.plan) and not _names_near(reading, token))
    )
    trigger.start, trigger.end = clause(reading, token.i)
    return trigger


def _verb_kind(reading: Reading, token: Token) -> str | None:
    lexicon = words()
    word = lemma(token)
    after = {
        lemma(reading.tokens[c])
        for c in reading.children(token.i)
        if reading.tokens[c].dep in ("prt", "dobj", "oprd", "acomp", "xcomp", "prep", "advmod")
    }
    following = [t.text.lower() for t in reading.tokens[token.i + 1 : token.i + 1 + _NEAR]]
    for rest, kind in sorted(lexicon.verbs.get(word, {}).items(), reverse=True):
        if rest and (rest in after or following[: len(rest.split())] == rest.split()):
            return kind
    if "" in lexicon.verbs.get(word, {}):
        return _unless_figurative(reading, token, lexicon.verbs[word][""])
    if word in lexicon.lists["destroyers"]:
        for c in reading.children(token.i):
            if (
                reading.tokens[c].dep in ("dobj", "nsubjpass")
                and lemma(reading.tokens[c]) in lexicon.lists["strongholds"]
            ):
                return "attack"
    return None


def _unless_figurative(reading: Reading, token: Token, kind: str) -> str | None:
    """The kind, unless only words were attacked: "attacked the decision"."""
    words_of_speech = {
        "decision",
        "policy",
        "plan",
        "idea",
        "bill",
        "law",
        "statement",
        "report",
        "criticism",
    }
    for c in reading.children(token.i):
        if (
            reading.tokens[c].dep in ("dobj", "nsubjpass")
            and lemma(reading.tokens[c]) in words().lists["speech"]
        ):
            return None
    return kind


def _is_part(reading: Reading, trigger: Trigger, taken: set[int]) -> bool:
    """Whether the word only belongs to another attack word: "bomb blast"."""
    token = reading.tokens[trigger.token]
    return trigger.nominal and token.dep == "compound" and token.head in taken
