"""The words of a reading that deny: by whom, where, and what they cover."""

from dataclasses import dataclass

from kg.claims import attribution_tree as tree
from kg.claims import frames_lexicon
from kg.claims.attribution import Voices
from kg.claims.attribution_voices import Voice
from kg.claims.cues import denying, speech
from kg.model import Asserter, Cue, Quote, Reading
from kg.schema.files import lexicon

DEADLY = frozenset({"PERPETRATED", "KILLED", "TARGETS", "INVOLVED_IN"})
"""Who denies a killing denies the attack, and the other way round."""
_POINTING = frozenset({"PRP", "WDT", "WP", "DT"})


@dataclass(frozen=True, slots=True)
class DenyingWords:
    """Words that deny: by whom, where, and what they cover.

    `relations` is empty where the words name none ("the accusations"); `ends` are the entities that they
    name besides the denier. Words that name neither deny what was said just before. `against`: only what
    these said; `answers`: a "claim" is denied, which may be one of responsibility.
    """

    deniers: tuple[str, ...]
    sentence: int
    cue: Cue
    quote: Quote
    relations: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    specific: bool = False
    against: frozenset[Asserter] = frozenset()
    answers: bool = False


def find(reading: Reading, voices: Voices) -> list[DenyingWords]:
    """Every denial of the reading by somebody named, with what it covers."""
    found = []
    for voice in voices.all:
        named = tuple(name for name in voice.speakers if isinstance(name, str))
        if voice.denies in {"deny", "reject"} and named and not voice.negated:
            covered = _covered(reading, voice, named)
            if covered.relations or covered.specific or covered.ends or _is_deniable(reading, voice):
                found.append(covered)
    for token in reading.tokens:
        if token.text.lower() in denying().predicates and token.dep in {
            "acomp",
            "attr",
            "oprd",
            "conj",
            "ccomp",
        }:
            words = _predicate(reading, voices, token.i)
            if words is not None:
                found.append(words)
    return found


def _covered(reading: Reading, voice: Voice, deniers: tuple[str, ...]) -> DenyingWords:
    content = sorted(voice.content)
    relations = frozenset(r for i in _predicates(reading, voice) for r in _relations(reading, i))
    naming = [i for i in content if reading.tokens[i].tag not in _POINTING]  # "deny it": no actor
    ends = {name for i in naming for name in _entities(reading, i)} - set(deniers) - set(voice.against)
    return DenyingWords(
        deniers=deniers,
        sentence=reading.tokens[voice.cue].sent,
        cue=_cue(reading, voice.words),
        quote=_sentence(reading, voice.cue),
        relations=relations | DEADLY if relations & DEADLY else relations,
        ends=frozenset(ends),
        specific=any(tree.is_verb(reading, i) for i in content),
        against=frozenset(voice.against),
        answers=any(reading.tokens[i].lemma.lower() in denying().claims for i in content),
    )


def _is_deniable(reading: Reading, voice: Voice) -> bool:
    """Whether what is denied or rejected is an accusation or points back at one: no resolution, no offer."""
    words = denying()
    nouns = words.accusations | words.parts | words.predicates | set(lexicon("coreference")["writings"])
    return not voice.content or any(
        reading.tokens[i].lemma.lower() in nouns
        or reading.tokens[i].text.lower() in words.pronouns
        or reading.tokens[i].tag in {"PRP", "WDT", "WP"}
        for i in voice.content
    )


def _predicates(reading: Reading, voice: Voice) -> list[int]:
    """The words that say what is denied: "support" in "denied any support", "arms" in "that it arms X"."""
    found = [i for i in sorted(voice.content) if reading.tokens[i].head not in voice.content]
    for i in found:
        accusing = reading.tokens[i].lemma.lower() in denying().accusations
        if accusing or reading.tokens[i].pos in {"ADP", "SCONJ"}:
            found += tree.kids(reading, i, "acl", "relcl", "ccomp", "prep", "pobj", "pcomp")
        found += tree.kids(reading, i, "conj")
        if reading.tokens[i].lemma.lower() in frames_lexicon.load().light:
            found += tree.kids(reading, i, "dobj")
    return found


def _relations(reading: Reading, i: int) -> frozenset[str]:
    """The relations that a word can stand for; accusing words stand for none ("charge", "claim")."""
    lemma = reading.tokens[i].lemma.lower()
    if lemma in denying().covers:
        return denying().covers[lemma]
    if lemma in denying().accusations or speech().verbs.has(lemma):
        return frozenset()
    known = frames_lexicon.load()
    meanings = [sense.meaning for sense in known.verbs.get(lemma, ())]
    meanings += [sense.meaning for table in (known.nouns, known.adjectives) for sense in table.get(lemma, ())]
    return frozenset(r for meaning in meanings for r in (meaning.relation, *meaning.overrides.values()) if r)


def _predicate(reading: Reading, voices: Voices, i: int) -> DenyingWords | None:
    """What "The charges are baseless, X said" denies: the subject is an accusation, and X speaks."""
    verb = reading.tokens[i].head
    subjects = tree.kids(reading, verb, "nsubj", "nsubjpass", "dobj") + tree.kids(reading, i, "nsubj")
    if not any(
        reading.tokens[s].lemma.lower() in denying().accusations | {"it", "this", "that", "they"}
        for s in subjects
    ):
        return None
    inner = next((voice for voice in voices.around(i) if voice.speakers and not voice.negated), None)
    named = tuple(name for name in inner.speakers if isinstance(name, str)) if inner else ()
    if not named or tree.is_negated(reading, verb):
        return None
    anchors = {name for s in subjects for j in reading.subtree(s) for name in _entities(reading, j)}
    return DenyingWords(
        deniers=named,
        sentence=reading.tokens[i].sent,
        cue=_cue(reading, (i,)),
        quote=_sentence(reading, i),
        ends=frozenset(anchors - set(named)),
    )


def _entities(reading: Reading, i: int) -> tuple[str, ...]:
    anchor = reading.anchor(i)
    return anchor.entities if anchor is not None else ()


def _cue(reading: Reading, words: tuple[int, ...]) -> Cue:
    start, end = reading.tokens[words[0]].start, reading.tokens[words[-1]].end
    return Cue(reading.words(start, end), start, end)


def _sentence(reading: Reading, i: int) -> Quote:
    sentence = reading.sentences[reading.tokens[i].sent]
    return Quote(reading.words(sentence.start, sentence.end), sentence.start, sentence.end)
