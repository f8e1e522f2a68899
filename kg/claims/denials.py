"""Denials inside one document: which claims they deny, and the negative claims that mirror them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg import schema
from kg.claims import attribution_tree as tree
from kg.claims import frames_lexicon
from kg.claims.attribution import Voices
from kg.claims.attribution_voices import Voice
from kg.claims.cues import denying, speech
from kg.claims.ids import content_id
from kg.claims.parties import Parties
from kg.model import Asserter, Claim, Cue, Denial, Quote, Reading

_BACK = 3
"""How many sentences before "X denies the accusations" the accusations may stand."""
_POINTING = frozenset({"PRP", "WDT", "WP", "DT"})
_DEADLY = frozenset({"PERPETRATED", "KILLED", "TARGETS", "INVOLVED_IN"})
"""Who denies a killing denies the attack, and the other way round."""


@dataclass(frozen=True, slots=True)
class _Denying:
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


def apply(reading: Reading, voices: Voices, parties: Parties, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with `denied_by` and status set, and one negative claim more per claim and denier."""
    denied = _by_content(claims)
    scope = _Scope(reading, parties, claims)
    denials = _denials(reading, voices)
    for words in denials:
        for denier in words.deniers:
            for claim in scope.like(scope.of(replace(words, deniers=(denier,))), words):
                _add(denied, claim, denier, words)
    cues = {(name, words.quote.start): words.cue for words in denials for name in words.deniers}
    return _written(reading, claims, denied, cues)


_Table = dict[str, list[tuple[Denial, Cue | None]]]


def _add(denied: _Table, claim: Claim, denier: str, words: _Denying) -> None:
    entry = Denial(denier, claim.doc, words.quote.quote, words.quote.start, words.quote.end)
    found = denied.setdefault(claim.id, [])
    if entry not in [one for one, _ in found]:
        found.append((entry, words.cue))


def key(claim: Claim) -> tuple[str, str, str]:
    """Subject, relation and object, the ends in order where the relation is symmetric."""
    relation = schema.load().relations.get(claim.relation)
    if relation is not None and relation.symmetric and claim.object < claim.subject:
        return (claim.object, claim.relation, claim.subject)
    return (claim.subject, claim.relation, claim.object)


def _by_content(claims: Iterable[Claim]) -> _Table:
    """Negative claims that are denials deny every positive claim of the same content by somebody else."""
    found: _Table = {}
    every = list(claims)
    for no in every:
        if no.polarity != "negative" or no.status != "denied":
            continue
        for yes in every:
            other = set(map(str, no.asserted_by)) - set(map(str, yes.asserted_by))
            if yes.polarity == "positive" and key(yes) == key(no) and other:
                for denier in (name for name in no.asserted_by if isinstance(name, str)):
                    entry = Denial(denier, no.doc, no.quote, no.start, no.end)
                    found.setdefault(yes.id, []).append((entry, None))
    return found


def _denials(reading: Reading, voices: Voices) -> list[_Denying]:
    """Every denial of the reading by somebody named, with what it covers."""
    found = []
    for voice in voices.all:
        named = tuple(name for name in voice.speakers if isinstance(name, str))
        if voice.denies in {"deny", "reject"} and named and not voice.negated:
            found.append(_covered(reading, voice, named))
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


def _covered(reading: Reading, voice: Voice, deniers: tuple[str, ...]) -> _Denying:
    content = sorted(voice.content)
    relations = frozenset(r for i in _predicates(reading, voice) for r in _relations(reading, i))
    naming = [i for i in content if reading.tokens[i].tag not in _POINTING]  # "deny it": no actor
    ends = {name for i in naming for name in _entities(reading, i)} - set(deniers) - set(voice.against)
    return _Denying(
        deniers=deniers,
        sentence=reading.tokens[voice.cue].sent,
        cue=_cue(reading, voice.words),
        quote=_sentence(reading, voice.cue),
        relations=relations | _DEADLY if relations & _DEADLY else relations,
        ends=frozenset(ends),
        specific=any(tree.is_verb(reading, i) for i in content),
        against=frozenset(voice.against),
        answers=any(reading.tokens[i].lemma.lower() in denying().claims for i in content),
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


def _predicate(reading: Reading, voices: Voices, i: int) -> _Denying | None:
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
    return _Denying(
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


class _Scope:
    """Finds the claims that denying words cover."""

    def __init__(self, reading: Reading, parties: Parties, claims: Iterable[Claim]) -> None:
        self._parties = parties
        placed = [(claim, _sentences(reading, claim)) for claim in claims if claim.polarity == "positive"]
        self._claims = [(c, places) for c, places in placed if c.relation not in denying().untouched]
        self._own = [(c, places) for c, places in placed if c.relation == "CLAIMED_RESPONSIBILITY"]

    def of(self, words: _Denying) -> list[Claim]:
        """The claims that `words` deny: those whose content they name, else those about the denier."""
        named = [claim for claim, _ in self._claims if self._both(words, claim)]
        return named or self._about(words)

    def _about(self, words: _Denying) -> list[Claim]:
        concerned = [(claim, places) for claim, places in self._claims if self._concerns(words, claim)]
        if words.relations:
            concerned = [(c, places) for c, places in concerned if c.relation in words.relations]
        elif words.specific:
            return []
        theirs = [(c, p) for c, p in concerned if words.against & set(c.asserted_by)]
        if theirs and not words.ends:
            return [claim for claim, places in theirs if min(places) <= words.sentence]
        if words.ends:
            named = [(claim, places) for claim, places in concerned if self._names(words, claim)]
            return [c for c, _ in named] if words.relations else self._near(words.sentence, named)
        found = self._near(words.sentence, concerned)
        if not found and words.answers:
            just = {words.sentence - back for back in range(_BACK)}
            found = [claim for claim, places in self._own if just & places]
        return [claim for claim in found if not set(claim.asserted_by) & set(words.deniers)]

    def like(self, claims: list[Claim], words: _Denying) -> list[Claim]:
        """The claims and what others say to the same effect: the same triple or part in an attack."""
        keys = {key(claim) for claim in claims}
        deeds = {claim.object for claim in claims if claim.relation in words.relations & _DEADLY}
        sides = {claim.subject for claim in claims}
        more = [
            claim
            for claim, _ in self._claims
            if key(claim) in keys
            or (claim.object in deeds and claim.relation in words.relations and claim.subject in sides)
        ]
        return claims + [claim for claim in more if claim not in claims]

    @staticmethod
    def _both(words: _Denying, claim: Claim) -> bool:
        """Whether a clause names both ends of a claim by somebody else, in a relation that fits."""
        fits = not words.relations or claim.relation in words.relations
        others = not set(claim.asserted_by) & set(words.deniers)
        return words.specific and fits and others and {claim.subject, claim.object} <= words.ends

    def _names(self, words: _Denying, claim: Claim) -> bool:
        return bool(words.ends & {claim.object, claim.subject} - set(words.deniers))

    def _concerns(self, words: _Denying, claim: Claim) -> bool:
        """Whether a claim is about a denier, who has not made it itself."""
        sides = [claim.object] if claim.relation == "ACCUSES" else [claim.subject]
        if claim.relation in _mutual() | denying().places:
            sides = [claim.subject, claim.object]
        mine = any(self._parties.same_side(denier, side) for denier in words.deniers for side in sides)
        own = any(asserter in words.deniers for asserter in claim.asserted_by)
        return mine and not own

    @staticmethod
    def _near(sentence: int, concerned: list[tuple[Claim, set[int]]]) -> list[Claim]:
        """What is said to be so in the sentence itself, else in the last sentence before it that has any.

        What the document says in its own voice, firmly, is meant only in the same sentence or the one before.
        """
        for back in range(_BACK + 1):
            found = [claim for claim, places in concerned if sentence - back in places]
            said = [claim for claim in found if claim.asserted_by or claim.modality != "asserted"]
            if said or (found and back <= 1):
                return said or found
        return []


def _mutual() -> frozenset[str]:
    return frozenset(name for name, relation in schema.load().relations.items() if relation.symmetric)


def _sentences(reading: Reading, claim: Claim) -> set[int]:
    spans = [(claim.start, claim.end), *((quote.start, quote.end) for quote in claim.also)]
    return {s.i for s in reading.sentences for start, end in spans if s.start < end and start < s.end}


def _written(
    reading: Reading, claims: tuple[Claim, ...], denied: _Table, cues: Mapping[tuple[str, int], Cue]
) -> tuple[Claim, ...]:
    """The claims with their denials, and the denials as claims of their own."""
    done: list[Claim] = []
    mirrors: dict[tuple[tuple[str, str, str], str], list[tuple[Claim, Denial, Cue | None]]] = {}
    for claim in claims:
        entries = [entry for entry in denied.get(claim.id, []) if entry[0].entity not in claim.asserted_by]
        own = [(denial, cues.get((denial.entity, denial.start))) for denial in claim.denied_by]
        both = sorted({denial for denial, _ in (*own, *entries)}, key=_place)
        for denial, cue in (*own, *entries):
            mirrors.setdefault((key(claim), denial.entity), []).append((claim, denial, cue))
        done.append(replace(claim, denied_by=tuple(both), status="disputed") if both else claim)
    for (_, denier), entries_of in sorted(mirrors.items(), key=lambda item: item[0]):
        ids = tuple(sorted({claim.id for claim, _, _ in entries_of}))
        place = _written_already(done, entries_of[0][0], denier)
        if place is None:
            done.append(_mirror(reading, *entries_of[0], ids))
        else:
            done[place] = replace(done[place], denies=ids, status="denied")
    return tuple(done)


def _place(denial: Denial) -> tuple[int, int, str]:
    return (denial.start, denial.end, denial.entity)


def _written_already(claims: list[Claim], yes: Claim, denier: str) -> int | None:
    for place, claim in enumerate(claims):
        if claim.polarity == "negative" and key(claim) == key(yes) and denier in claim.asserted_by:
            return place
    return None


def _mirror(reading: Reading, yes: Claim, denial: Denial, cue: Cue | None, ids: tuple[str, ...]) -> Claim:
    document = reading.document
    parts = (yes.subject, yes.relation, yes.object, [denial.entity], "negative", denial.start, denial.end)
    return replace(
        yes,
        id=content_id("c", document.id, document.sha256, *parts),
        quote=denial.quote,
        start=denial.start,
        end=denial.end,
        qualifiers={},
        asserted_by=(denial.entity,),
        reported_by=None,
        reported_in=None,
        modality="asserted",
        hedge=cue.text if cue else None,
        hedge_cues=(cue,) if cue else (),
        polarity="negative",
        status="denied",
        denied_by=(),
        denies=ids,
        evidence=None,
        also=(),
        act="denies",
        reasons=("denial",),
    )
