"""Which words of a document speak of an attack, and whether they speak of one, of several or of any."""

from dataclasses import dataclass, field

from kg.claims import attack_context as context
from kg.claims.attack_context import NOMINAL, lemma
from kg.claims.attack_words import words
from kg.model import Reading, Token
from kg.model.numbers import number

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "another": -1, "separate": -1}
_NAMES = ("name", "demonym", "metonym")
_NEAR = 3


@dataclass(slots=True)
class Trigger:
    """A word that stands for an attack, with what its own phrase says about it.

    `weak`: only a second mention of something ("the incident"). `generic`: of a class of attacks, not of
    one. `plan` is "" or the word that makes it a plot. `named` is the register's id where the words are an
    attack's name. `governor` is the verb whose place and date are the attack's, or None. `bare`: a verb
    that harms and stands for an event only if nothing else does. `reported` is the day on which the opening
    of a report says that it was told. `figures` are indexes into the document's casualty figures. Places,
    agents and targets are entity ids; `victims` are words.
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
    superlative: bool = False
    generic: bool = False
    plan: str = ""
    foiled: bool = False
    named: str | None = None
    governor: int | None = None
    bare: bool = False
    start: int = 0
    end: int = 0
    places: tuple[str, ...] = ()
    date: str | None = None
    date_note: str | None = None
    reported: str | None = None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    figures: list[int] = field(default_factory=list)


def find(reading: Reading) -> list[Trigger]:
    """The words of `reading` that stand for attacks, in text order."""
    found: dict[int, Trigger] = {}
    for token in reading.tokens:
        trigger = _of(reading, token) if context.is_prose(reading, token) else None
        if trigger is None:
            continue
        known = found.get(trigger.token)
        if known is None or (trigger.named and not known.named):
            found[trigger.token] = trigger
    kept = [trigger for trigger in found.values() if not _is_part(reading, trigger, found)]
    return sorted(kept, key=lambda trigger: trigger.token)


def _of(reading: Reading, token: Token) -> Trigger | None:
    named = _named(reading, token)
    if named:
        head = _event_head(reading, token)
        last = head.text.split()[-1].lower() if head.text.split() else ""
        return _nominal(
            reading, head, words().nouns.get(last) or words().nouns.get(last[:-1]) or "attack", named
        )
    anchor = reading.anchor(token.i)
    if anchor is not None and anchor.via in _NAMES:
        return None
    if token.pos in NOMINAL:
        return _noun(reading, token)
    if token.pos == "VERB":
        return _verb(reading, token)
    return None


def _named(reading: Reading, token: Token) -> str | None:
    anchor = reading.anchor(token.i)
    for entity in anchor.entities if anchor and anchor.via == "name" else ():
        if entity in reading.entities and reading.entities[entity].type == "Attack":
            return entity
    return None


def _event_head(reading: Reading, token: Token) -> Token:
    """The attack noun that a name qualifies ("the 9/11 attacks", "the tragedy of 9/11"), else the name."""
    head = reading.tokens[token.head]
    if token.dep == "pobj" and head.text.lower() == "of":
        head = reading.tokens[head.head]
    elif token.dep not in ("compound", "nummod", "amod", "nmod", "poss"):
        return token
    return head if lemma(head) in words().nouns or lemma(head) in words().weak else token


def _noun(reading: Reading, token: Token) -> Trigger | None:
    lexicon = words()
    word = lemma(token)
    kind = lexicon.nouns.get(word) or lexicon.weak.get(word) or _suicide(reading, token)
    kind = kind or _weapon(reading, token)
    if kind is None:
        return None
    if _qualifies_another(reading, token):
        head = reading.tokens[token.head]
        if lemma(head) not in lexicon.lists["event_heads"]:
            return None
        return _nominal(reading, head, "failed attack" if lemma(head) == "attempt" else kind)
    trigger = _nominal(reading, token, _refined(kind, context.modifiers(reading, token.i)))
    trigger.nominal = word not in lexicon.lists["weapons"]
    trigger.bare = not trigger.nominal and token.dep == "pobj"
    trigger.weak = word in lexicon.weak or not _is_meant(reading, token)
    if trigger.weak and (trigger.plural or trigger.indefinite or not _points_back(reading, token)):
        return None
    return trigger


def _is_meant(reading: Reading, token: Token) -> bool:
    """Whether a word with other senses ("strike", "operation") is an attack here, by the words beside it."""
    needs = words().needs.get(lemma(token))
    if needs is None:
        return True
    if context.modifiers(reading, token.i) & needs:
        return True
    return any(
        lemma(reading.tokens[c]) in ("on", "against") and context.names_inside(reading, c)
        for c in reading.children(token.i)
    )


def _points_back(reading: Reading, token: Token) -> bool:
    """Whether a general word ("the incident") points to an event: the, this, that, and no "of …" after it."""
    if not context.determiners(reading, token.i) & {"the", "this", "that"}:
        return False
    return not any(reading.tokens[c].text.lower() == "of" for c in reading.children(token.i))


def _suicide(reading: Reading, token: Token) -> str | None:
    """A noun that "suicide" qualifies is a suicide attack, unless it is a person, a thing or a paper."""
    beside = {reading.tokens[c].text.lower() for c in reading.children(token.i) if c < token.i}
    if "suicide" in beside and lemma(token) not in words().lists["heads_elsewhere"]:
        return "suicide bombing"
    return None


def _weapon(reading: Reading, token: Token) -> str | None:
    """A weapon that does harm is an attack: "a roadside bomb killed three", "a car bomb that struck X"."""
    lexicon = words()
    if lemma(token) not in lexicon.lists["weapons"]:
        return None
    verbs = [token.head] if token.dep == "nsubj" else []
    verbs += [c for c in reading.children(token.i) if reading.tokens[c].dep == "relcl"]
    acts = {lemma(reading.tokens[verb]) for verb in verbs}
    blamed = token.dep == "pobj" and reading.tokens[token.head].text.lower() in ("for", "by", "after")
    if blamed or acts & (lexicon.harm.keys() | lexicon.lists["strikers"]):
        return "rocket attack" if lemma(token) in lexicon.lists["flying"] else "bombing"
    return None


def _qualifies_another(reading: Reading, token: Token) -> bool:
    """Whether the noun only qualifies another one: "assault rifle", "murder suspect"."""
    if token.dep not in ("compound", "amod", "nmod"):
        return False
    head = reading.tokens[token.head]
    return head.pos in NOMINAL and head.i > token.i


def _refined(kind: str, beside: set[str]) -> str:
    """The more exact kind that the words before the noun give."""
    lexicon = words()
    family = lexicon.family(kind)
    if "suicide" in beside and family in ("any", "bombing"):
        return "suicide bombing"
    if kind in ("attack", "operation", "raid", "coup attempt"):
        return next((lexicon.modifiers[word] for word in sorted(beside) if word in lexicon.modifiers), kind)
    return kind


def _nominal(reading: Reading, token: Token, kind: str, named: str | None = None) -> Trigger:
    lists = words().lists
    beside = context.modifiers(reading, token.i)
    determined = context.determiners(reading, token.i)
    part = context.partitive(reading, token)
    one_of = part is not None and part.text.lower() == "one"
    children = [reading.tokens[c] for c in reading.children(token.i)]
    superlative = any(child.tag == "JJS" for child in children) or (part is not None and not one_of)
    indefinite = bool(determined & {"a", "an", "another"}) or one_of
    owned = any(child.dep == "poss" for child in children)
    definite = bool(determined & lists["definite"]) or named is not None or owned or superlative
    trigger = Trigger(
        token=token.i,
        sent=token.sent,
        kind=kind,
        nominal=True,
        plural=token.tag in ("NNS", "NNPS") and part is None,
        count=_count(children),
        definite=definite and not indefinite,
        indefinite=indefinite,
        latest=bool(beside & lists["latest"]),
        ordinal=next((_ORDINALS[word] for word in sorted(beside | determined) if word in _ORDINALS), 0),
        superlative=superlative,
        named=named,
        governor=context.governor(reading, token.i),
    )
    trigger.plan, trigger.foiled = context.planning(reading, token.i, trigger.governor)
    if trigger.definite and trigger.plan and trigger.plan not in lists["foiled"]:
        trigger.plan = ""  # "sponsored the attack": whoever speaks of it so knows that it happened
    trigger.generic = _is_generic(reading, token, trigger, beside | determined)
    trigger.start, trigger.end = context.phrase(reading, token.i)
    return trigger


def _count(children: list[Token]) -> int | None:
    for child in children:
        if child.dep == "nummod" and (value := number(child.text)) is not None:
            return value
        if child.text.lower() in ("twin", "double", "both"):
            return 2
    return None


def _is_generic(reading: Reading, token: Token, trigger: Trigger, beside: set[str]) -> bool:
    lists = words().lists
    if trigger.named:
        return False
    if beside & lists["generic"] or context.under_abstract(reading, token):
        return True
    if trigger.plan:
        return not context.names_inside(reading, token.i)
    verb = trigger.governor
    if (
        verb is not None
        and lemma(reading.tokens[verb]) in lists["carriers"] - lists["claims"]
        and not (trigger.definite and lemma(reading.tokens[verb]) == "be")
        and context.is_hypothetical(reading, verb)
    ):
        return True
    if (
        reading.sentences[token.sent].kind != "prose"
        or trigger.definite
        or trigger.indefinite
        or trigger.count
    ):
        return False
    if verb is not None and lemma(reading.tokens[verb]) in lists["performers"]:
        return False
    told = ("compound", "prep", "amod", "relcl", "acl", "nmod")
    return not any(reading.tokens[c].dep in told for c in reading.children(token.i))


def _verb(reading: Reading, token: Token) -> Trigger | None:
    if _harms(reading, token):
        token = reading.tokens[token.head]
        kind, bare = _verb_kind(reading, token)
        kind, bare = kind or "attack", bare or kind is None
    else:
        kind, bare = _verb_kind(reading, token)
    if kind is None or (token.dep in ("amod", "compound") and not _has_subject(reading, token)):
        return None
    trigger = Trigger(token=token.i, sent=token.sent, kind=kind, nominal=False, governor=token.i, bare=bare)
    trigger.plan, trigger.foiled = context.planning(reading, token.i, token.i)
    trigger.count = _weapons(reading, token)
    auxiliaries = [reading.tokens[c] for c in reading.children(token.i) if reading.tokens[c].dep == "aux"]
    infinitive = any(aux.tag == "TO" for aux in auxiliaries) and not any(
        aux.lemma == "have" for aux in auxiliaries
    )
    prose = reading.sentences[token.sent].kind == "prose"
    if trigger.plan:
        trigger.generic = not context.names_inside(reading, token.i)
    else:
        habitual = prose and token.tag in ("VBZ", "VBP")
        trigger.generic = habitual or (prose and infinitive) or context.is_hypothetical(reading, token.i)
    trigger.start, trigger.end = context.clause(reading, token.i)
    return trigger


def _has_subject(reading: Reading, token: Token) -> bool:
    """Whether a participle before a noun has a subject of its own, and so is a verb that was read wrongly."""
    return token.tag == "VBD" and any(reading.tokens[c].dep == "nsubj" for c in reading.children(token.i))


def _weapons(reading: Reading, token: Token) -> int | None:
    """How many weapons went off: "two bombs exploded"."""
    subjects = [reading.tokens[c] for c in reading.children(token.i) if reading.tokens[c].dep == "nsubj"]
    armed = [one for one in subjects if lemma(one) in words().lists["weapons"]]
    return next((_count([reading.tokens[c] for c in reading.children(one.i)]) for one in armed), None)


def _harms(reading: Reading, token: Token) -> bool:
    """Whether a participle tells the harm of a deed, which is the event: "drove into a crowd, killing 12"."""
    lexicon = words()
    head = reading.tokens[token.head]
    if token.tag != "VBG" or token.dep != "advcl" or head.pos != "VERB" or lemma(token) not in lexicon.harm:
        return False
    subjects = {
        lemma(reading.tokens[c]) for c in reading.children(head.i) if reading.tokens[c].dep == "nsubj"
    }
    return not (subjects | {lemma(head)}) & lexicon.lists["accidents"]


def _verb_kind(reading: Reading, token: Token) -> tuple[str | None, bool]:
    """The kind of attack that the verb stands for; whether it only does so where nothing else does."""
    lexicon = words()
    word = lemma(token)
    children = [reading.tokens[c] for c in reading.children(token.i)]
    after = {lemma(child) for child in children if child.i > token.i}
    following = [t.text.lower() for t in reading.tokens[token.i + 1 : token.i + 1 + _NEAR]]
    for rest, kind in sorted(lexicon.verbs.get(word, {}).items(), key=_longest):
        if rest and (rest in after or following[: len(rest.split())] == rest.split()):
            return kind, False
    objects = {lemma(child) for child in children if child.dep in ("dobj", "nsubjpass")}
    if token.dep == "acl" and token.tag == "VBN":  # "a bomb placed by X"
        objects.add(lemma(reading.tokens[token.head]))
    if "" in lexicon.verbs.get(word, {}):
        return (None if objects & lexicon.lists["speech"] else lexicon.verbs[word][""]), False
    if word in lexicon.lists["destroyers"] and objects & lexicon.lists["strongholds"]:
        by_weapon = {lemma(child) for child in children if child.dep == "nsubj"} & lexicon.lists["weapons"]
        return "bombing" if by_weapon else "attack", False
    if word in lexicon.lists["firing"] and objects & lexicon.lists["weapons"]:
        return "rocket attack", False
    if word in lexicon.lists["planting"] and objects & lexicon.lists["weapons"] - {"mine", "landmine"}:
        return "bombing", False
    if lexicon.harm.get(word) == "killed" and word not in ("die", "perish"):
        return "killing", True
    return _bare_kind(word, objects) if token.tag != "VBG" else (None, False)


def _bare_kind(word: str, objects: set[str]) -> tuple[str | None, bool]:
    """The kind of a verb that stands for an attack by its object, where nothing else in the sentence does."""
    lists = words().lists
    if word in lists["burning"] and objects & lists["burnable"]:
        return "arson", True
    return ("shooting", True) if word == "shoot" and objects else (None, False)


def _longest(entry: tuple[str, str]) -> tuple[int, str]:
    return -len(entry[0].split()), entry[0]


def _is_part(reading: Reading, trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """Whether the word only belongs to another attack word: "bomb blast"."""
    token = reading.tokens[trigger.token]
    return trigger.nominal and token.dep == "compound" and token.head in found
