"""Casualty figures: how many were killed or wounded, as the words bound it, and of whom.

A figure is a number beside a word of harm ("killed over 140 people", "left at least 20 dead", "137
casualties"). Which attack it belongs to is decided elsewhere; totals of a year or a country find none.
Unquantified harm ("wounding dozens") is left out.
"""

from dataclasses import dataclass, replace

from kg.claims.attack_context import NOMINAL, is_prose, lemma
from kg.claims.figure_words import Count, counts, figure_words
from kg.claims.ids import content_id
from kg.model import Figure, Reading, Token

_AROUND = 6
_SUFFERS = ("dobj", "nsubjpass", "pobj", "poss", "conj", "appos")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with the token of the word of harm and the token that the number counts."""

    figure: Figure
    harm: int
    head: int
    sent: int
    part: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Harm:
    """What happened to those counted, and the token that says so.

    `part`: they are part of others; `named`: no number, but one person by name.
    """

    measure: str
    token: int
    part: bool = False
    named: bool = False


def find(reading: Reading) -> tuple[Found, ...]:
    """The casualty figures of a reading, in text order; `asserted_by` is left empty."""
    found: list[Found] = []
    done: dict[int, _Harm] = {}
    for count in counts(reading):
        harm = _harm(reading, count, done)
        if harm is None:
            continue
        done[count.head] = harm
        found.append(_found(reading, count, harm))
    found.extend(_found(reading, *one) for one in _persons(reading))
    return tuple(sorted(found, key=lambda one: (one.figure.start, one.figure.end, one.figure.id)))


def _persons(reading: Reading) -> list[tuple[Count, _Harm]]:
    """Persons named as killed or wounded: each counts as one. Headlines are too short to be sure."""
    result: list[tuple[Count, _Harm]] = []
    for anchor in reading.anchors:
        named = [reading.entities[entity] for entity in anchor.entities]
        if anchor.via != "name" or len(named) != 1 or named[0].type != "Person":
            continue
        token = reading.tokens[anchor.token]
        if (
            not is_prose(reading, token)
            or token.dep not in _SUFFERS
            or reading.sentences[token.sent].kind != "prose"
        ):
            continue
        harm = _of_owner(reading, token) or _of_argument(reading, token)
        if harm is not None and lemma(reading.tokens[harm.token]) not in figure_words().natural:
            count = Count(1, "exact", token.i, token.i, token.i, token.start, named[0].name)
            result.append((count, replace(harm, named=True)))
    return result


def _of_owner(reading: Reading, token: Token) -> _Harm | None:
    """The harm in "X's murder"."""
    act = reading.tokens[token.head]
    measure = figure_words().acts.get(lemma(act)) if token.dep == "poss" else None
    return _Harm(measure, act.i) if measure else None


def _found(reading: Reading, count: Count, harm: _Harm) -> Found:
    start, end = _quote(reading, count, harm)
    document = reading.document
    figure = Figure(
        id=content_id("f", document.id, document.sha256, start, end, harm.measure, count.value, count.start),
        doc=document.id,
        measure=harm.measure,
        value=count.value,
        qualifier=count.qualifier,
        quote=reading.words(start, end),
        start=start,
        end=end,
        of=count.of,
    )
    return Found(figure, harm.token, count.head, reading.tokens[count.head].sent, harm.part, harm.named)


def _quote(reading: Reading, count: Count, harm: _Harm) -> tuple[int, int]:
    """From the word of harm to the last word counted, whichever comes first."""
    low = min(count.first, harm.token)
    high = max(count.last, harm.token)
    if reading.tokens[harm.token].sent != reading.tokens[count.head].sent:
        low, high = count.first, count.last
    return reading.tokens[low].start, reading.tokens[high].end


def _harm(reading: Reading, count: Count, done: dict[int, _Harm]) -> _Harm | None:
    """What happened to those that `count` counts, or None."""
    token = reading.tokens[count.head]
    if _is_some_of(reading, count):
        return _of_the_dead(reading, count)
    own = figure_words().nouns.get(lemma(token))
    if own is not None:
        return _Harm(_joined(reading, token, own), token.i)
    return (
        _of_argument(reading, token)
        or _of_list(reading, token, done)
        or _of_toll(reading, count, done)
        or _of_part(reading, count, done)
        or _of_neighbours(reading, count)
    )


def _is_some_of(reading: Reading, count: Count) -> bool:
    """Whether the number is of harmed ones already counted: "one of the wounded"."""
    following = [token.text.lower() for token in reading.tokens[count.last + 1 : count.last + 3]]
    return following == ["of", "the"]


def _of_the_dead(reading: Reading, count: Count) -> _Harm | None:
    """The harm in "20 of the dead were soldiers"; one of them is a person told of, no figure."""
    after = reading.tokens[count.last + 3 : count.last + 4]
    lexicon = figure_words()
    measure = next((lexicon.states.get(t.text.lower()) or lexicon.nouns.get(lemma(t)) for t in after), None)
    return _Harm(measure, after[0].i, part=True) if measure and count.value > 1 else None


def _of_list(reading: Reading, token: Token, done: dict[int, _Harm]) -> _Harm | None:
    """The harm of the phrases before it in one list: "978 militants, 168 soldiers and 47 civilians"."""
    for _ in range(_AROUND):
        if token.dep not in ("conj", "appos") or token.head == token.i:
            return None
        token = reading.tokens[token.head]
        if token.i in done:
            return done[token.i]
    return None


def _of_argument(reading: Reading, token: Token) -> _Harm | None:
    """The harm that the phrase suffers by its place in the sentence."""
    for _ in range(_AROUND):
        if token.dep != "conj" or reading.tokens[token.head].pos not in (*NOMINAL, "NUM"):
            break
        token = reading.tokens[token.head]
    head = reading.tokens[token.head]
    if token.dep == "pobj" and head.text.lower() in ("of", "to") and reading.tokens[head.head].pos in NOMINAL:
        over = reading.tokens[head.head]
        measure = figure_words().acts.get(lemma(over)) or figure_words().nouns.get(lemma(over))
        return _Harm(measure, over.i) if measure else None
    if token.dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "dative"):
        return _of_verb(reading, head, token)
    return None


def _of_verb(reading: Reading, verb: Token, argument: Token) -> _Harm | None:
    lexicon = figure_words()
    word = lemma(verb)
    bare = not any(reading.tokens[c].dep == "dobj" for c in reading.children(verb.i))
    passive = argument.dep == "nsubjpass" or (verb.tag == "VBN" and bare)
    suffers = argument.dep in ("dobj", "nsubjpass") or (
        argument.dep == "nsubj" and (passive or word in lexicon.dying)
    )
    if word in lexicon.verbs and suffers:
        return _Harm(_joined(reading, verb, lexicon.verbs[word]), verb.i)
    for c in reading.children(verb.i):
        child = reading.tokens[c]
        state = lexicon.states.get(child.text.lower())
        if (
            state
            and child.dep in ("oprd", "acomp", "xcomp", "ccomp", "amod", "advmod", "attr", "acl")
            and c > argument.i
        ):
            return _Harm(_joined(reading, child, state), child.i)
        if word in lexicon.carried and child.dep == "prep":
            taken = [reading.tokens[j].text.lower() for j in reading.subtree(c)]
            if set(taken) & lexicon.hospital and suffers:
                return _Harm("wounded", verb.i)
        if (
            word in lexicon.losing
            and child.dep == "dobj"
            and lemma(child) == "life"
            and argument.dep == "nsubj"
        ):
            return _Harm("killed", verb.i)
    if word in lexicon.claiming and lemma(argument) == "life":
        return _Harm("killed", verb.i)
    return None


def _joined(reading: Reading, token: Token, measure: str) -> str:
    """In "killed and wounded" counts casualties, unless the second word has a count of its own."""
    lexicon = figure_words()
    measures = {measure}
    head = reading.tokens[token.head]
    subject = any(reading.tokens[c].dep in ("nsubj", "nsubjpass") for c in reading.children(token.i))
    if token.dep == "conj" and lemma(head) in lexicon.verbs and not subject:
        alone = not any(reading.tokens[c].dep in ("dobj", "nsubjpass") for c in reading.children(head.i))
        measures |= {lexicon.verbs[lemma(head)]} if alone else set()
    for c in reading.children(token.i):
        child = reading.tokens[c]
        if child.dep != "conj":
            continue
        other = (
            lexicon.verbs.get(lemma(child))
            or lexicon.nouns.get(lemma(child))
            or lexicon.states.get(child.text.lower())
        )
        own = any(
            reading.tokens[j].pos == "NUM" or reading.tokens[j].dep in ("dobj", "nsubjpass")
            for j in reading.subtree(c)
        )
        if other and not own:
            measures.add(other)
    return measure if len(measures) == 1 else "casualties"


def _of_toll(reading: Reading, count: Count, done: dict[int, _Harm]) -> _Harm | None:
    """The harm that a toll counts: "the death toll rose to 58", "the number of casualties is 15"."""
    lexicon = figure_words()
    sentence = reading.sentences[reading.tokens[count.head].sent]
    before = reading.tokens[sentence.first : count.first]
    led = bool(before) and before[-1].text.lower() in ("at", "to", "as")
    if count.last != count.head and not led:
        return None
    for token in reversed(before):
        if token.text in (";", ":"):
            return None
        near = token.i < count.first - 1 and _links(reading, token.i, count.first)
        if lemma(token) in lexicon.tolls:
            measure = _of_toll_word(reading, token, done)
            if measure and (near or lemma(token) not in lexicon.loose):
                return _Harm(measure, token.i)
        measure = lexicon.nouns.get(lemma(token)) or lexicon.nouns.get(token.text.lower())
        if measure and near:
            return _Harm(measure, token.i)
    return None


def _of_toll_word(reading: Reading, token: Token, done: dict[int, _Harm]) -> str | None:
    """What a toll counts: "the number of injured", "the death toll"; a "figure" what was counted last."""
    lexicon = figure_words()
    below = [reading.tokens[j] for j in reading.subtree(token.i)]
    words = {word for one in below for word in (one.text.lower(), lemma(one))}
    measures = {lexicon.nouns[word] for word in words if word in lexicon.nouns}
    if measures:
        return measures.pop() if len(measures) == 1 else "casualties"
    if lemma(token) == "toll":
        return "killed"
    earlier = [head for head in done if head < token.i]
    return done[max(earlier)].measure if earlier and lemma(token) in lexicon.loose else None


def _links(reading: Reading, left: int, right: int) -> bool:
    """Whether only a verb of being or counting stands between: "fatalities to at least", "deaths reached"."""
    between = [lemma(token) for token in reading.tokens[left + 1 : right]]
    return len(between) <= _AROUND and any(word in figure_words().reaching for word in between)


def _of_part(reading: Reading, count: Count, done: dict[int, _Harm]) -> _Harm | None:
    """In "including 13 US troops", "10 soldiers and 8 civilians" after it: part of those counted before."""
    sentence = reading.sentences[reading.tokens[count.head].sent]
    before = [token.text.lower() for token in reading.tokens[sentence.first : count.first]]
    for harmed in range(2, len(before)):
        among = before[harmed - 2 : harmed] == ["among", "the"]
        measure = figure_words().states.get(before[harmed]) or figure_words().nouns.get(before[harmed])
        if among and measure and not done.keys() & set(range(sentence.first, count.first)):
            return _Harm(measure, sentence.first + harmed, part=True)
    opened = any(word in figure_words().parts for word in before[-_AROUND:])
    earlier = [head for head in done if sentence.first <= head < count.first]
    if not earlier or not opened:
        return None
    harm = done[max(earlier)]
    return replace(harm, part=True)


def _of_neighbours(reading: Reading, count: Count) -> _Harm | None:
    """The word of harm right beside the phrase, where the parse has lost the link."""
    lexicon = figure_words()
    sentence = reading.sentences[reading.tokens[count.head].sent]
    before = reading.tokens[max(sentence.first, count.first - 2) : count.first]
    for token in reversed(before):
        measure = lexicon.verbs.get(lemma(token))
        if (
            measure
            and token.pos == "VERB"
            and token.tag in ("VBG", "VBD", "VBN", "VBZ", "VBP", "VB")
            and lemma(token) not in lexicon.dying
        ):
            return _Harm(_joined(reading, token, measure), token.i)
        if token.pos not in ("ADV", "ADP", "SCONJ", "ADJ"):
            break
    for token in reading.tokens[count.last + 1 : min(sentence.last, count.last + 4)]:
        measure = lexicon.states.get(token.text.lower()) or (
            lexicon.verbs.get(lemma(token)) if token.tag in ("VBN", "VBD") else None
        )
        if measure and any(reading.tokens[c].dep == "dobj" for c in reading.children(token.i)):
            return None
        if measure:
            return _Harm(_joined(reading, token, measure), token.i)
        if token.pos not in ("AUX", "ADV", "PART") and token.text.lower() not in ("people", "others", "more"):
            return None
    return None
