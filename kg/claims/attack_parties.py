"""Who attacked whom: the actors and victims that the words around an attack word name."""

from kg.claims.attack_context import lemma
from kg.claims.attack_triggers import Trigger
from kg.claims.attack_words import words
from kg.model import Reading

_NO_ACTORS = ("Location", "Attack", "Publication")
_NOT_VICTIMS = ("fire", "dozen", "hundred", "score", "thousand", "number", "other", "life")


def agents(reading: Reading, trigger: Trigger) -> tuple[str, ...]:
    """The actors whose deed the words make it: owner, subject, "by X"."""
    found: list[str] = []
    for c in reading.children(trigger.token):
        child = reading.tokens[c]
        if trigger.nominal and child.dep in ("poss", "compound", "nmod", "amod"):
            found.extend(actors(reading, c))
        if child.dep == "agent" or (child.dep == "prep" and child.text.lower() == "by"):
            found.extend(e for j in reading.children(c) for e in actors(reading, j))
        if not trigger.nominal and child.dep == "nsubj" and not _is_headline_passive(reading, trigger):
            found.extend(actors(reading, c))
    verb = trigger.governor
    if trigger.nominal and verb is not None and lemma(reading.tokens[verb]) in words().lists["performers"]:
        for c in reading.children(verb):
            if reading.tokens[c].dep == "nsubj":
                found.extend(actors(reading, c))
            elif reading.tokens[c].dep == "agent":  # "the attack was carried out by X"
                found.extend(e for j in reading.children(c) for e in actors(reading, j))
    return tuple(dict.fromkeys(found))


def _is_headline_passive(reading: Reading, trigger: Trigger) -> bool:
    """Whether the subject suffers: "Three officers killed in X" is a passive without its auxiliary."""
    token = reading.tokens[trigger.token]
    headline = reading.sentences[token.sent].kind != "prose" and token.tag in ("VBN", "VBD")
    return headline and not any(reading.tokens[c].dep == "dobj" for c in reading.children(token.i))


def actors(reading: Reading, i: int) -> list[str]:
    """The actors that the phrase of token `i` names: itself, or a name that qualifies it."""
    before = ("compound", "amod", "poss", "nmod")
    inside = [i, *(c for c in reading.children(i) if reading.tokens[c].dep in before)]
    anchors = (reading.anchor(j) for j in inside)
    named = (entity for anchor in anchors if anchor for entity in anchor.entities)
    return [entity for entity in named if reading.entities[entity].type not in _NO_ACTORS]


def targets(
    reading: Reading, trigger: Trigger, triggers: frozenset[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom or what it was aimed at: entities, and common nouns in words."""
    lists = words().lists
    entities: list[str] = []
    victims: list[str] = []
    for j in _target_heads(reading, trigger):
        word = lemma(reading.tokens[j])
        if j in triggers or word in _NOT_VICTIMS or word in lists["weapons"] or word in lists["attackers"]:
            continue
        if reading.tokens[j].ent_type in ("DATE", "TIME"):
            continue
        entities.extend(e for e in actors(reading, j) if e not in trigger.agents)
        if reading.tokens[j].pos == "NOUN" and not is_name(reading, j):
            victims.append(plain_phrase(reading, j))
    return tuple(dict.fromkeys(entities)), tuple(dict.fromkeys(v for v in victims if v))


def is_name(reading: Reading, i: int) -> bool:
    """Whether the token is a name, not a word that refers to or describes one."""
    anchor = reading.anchor(i)
    return anchor is not None and anchor.via in ("name", "demonym", "metonym")


def _target_heads(reading: Reading, trigger: Trigger) -> list[int]:
    """The tokens that name what was attacked: "on X", "against X", "killing of X", the object of the verb."""
    heads: list[int] = []
    of_too = words().family(trigger.kind) in ("killing", "kidnapping", "hijacking", "stabbing")
    for c in reading.children(trigger.token):
        child = reading.tokens[c]
        preposition = child.text.lower()
        upon = preposition in words().lists["upon"] and preposition != "at"
        if child.dep == "prep" and (upon or (of_too and preposition == "of")):
            heads.extend(j for j in reading.children(c) if reading.tokens[j].dep == "pobj")
        if (not trigger.nominal and child.dep in ("dobj", "nsubjpass")) or (of_too and child.dep == "poss"):
            heads.append(c)
        if child.dep == "nsubj" and _is_headline_passive(reading, trigger):
            heads.append(c)
    token = reading.tokens[trigger.token]
    if not trigger.nominal and token.dep == "acl" and token.tag == "VBN":  # "a judge kidnapped by X"
        heads.append(token.head)
    verb = trigger.governor
    if trigger.nominal and verb is not None and lemma(reading.tokens[verb]) in words().harm:
        patient = ("dobj", "nsubjpass")
        heads += [
            c for c in reading.children(verb) if reading.tokens[c].dep in patient and c != trigger.token
        ]
    return heads + [j for h in heads for j in reading.children(h) if reading.tokens[j].dep == "conj"]


def plain_phrase(reading: Reading, i: int) -> str:
    """The noun at `i` with the words that qualify it, without determiner, number or clauses."""
    keep = [i]
    for c in reading.children(i):
        child = reading.tokens[c]
        if c < i and child.dep in ("compound", "amod", "nmod", "poss", "punct"):
            keep.extend(j for j in reading.subtree(c) if reading.tokens[j].dep not in ("det", "nummod"))
    run = i
    while run - 1 in keep:
        run -= 1
    text = reading.words(reading.tokens[run].start, reading.tokens[i].end)
    return " ".join(text.split())
