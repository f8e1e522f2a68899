"""Nouns and prepositions that report: "allegations by X that …", "reports of …", "according to X"."""

from kg.claims import attribution_tree as tree
from kg.claims.attribution_voices import Voice
from kg.claims.cues import Kind, Word, denying, speech
from kg.claims.speakers import Speakers
from kg.claims.speakers_heard import Speaking
from kg.model import Reading, Unnamed

_TOPIC = frozenset({"of", "about", "against", "over", "regarding", "concerning", "that"})
_TOPICS = {"statement": frozenset({"of"}), "thanks": frozenset({"to", "for"})}
_MADE_BY = frozenset({"by", "from"})


class Nouns:
    """Finds the voices that nouns and prepositions bring in, one token at a time."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self._reading = reading
        self._speakers = speakers

    def at(self, i: int) -> Voice | None:
        """The voice that the noun or the "according to" at token `i` brings in; None if it is no cue."""
        if self._reading.tokens[i].pos in {"NOUN", "PROPN"}:
            return self._noun(i)
        if self._lemma(i) in denying().predicates:
            return self._falsity(i)
        preposition = self._preposition(i)
        return None if preposition is None else self._according(i, preposition)

    def _lemma(self, i: int) -> str:
        return self._reading.tokens[i].lemma.lower()

    def _noun(self, i: int) -> Voice | None:
        denial = denying().nouns.at(self._reading, i)
        if denial is not None:
            return self._denial(i, denial)
        word = speech().nouns.at(self._reading, i)
        if word is None or self._reading.anchor(i) is not None:
            return None
        kind = speech().noun_kinds[word.kind]
        content = self._content(i, kind)
        if not content:
            return None
        speakers, verb = self._speakers_of(i, kind)
        voiced = any(isinstance(one, str) for one in speakers) and kind.voiced is not None
        words = {i} if verb is None else {i, verb}
        return Voice(
            cue=i,
            words=tuple(sorted(words)),
            construction="noun",
            speakers=speakers,
            content=frozenset(content),
            modality=kind.voiced if voiced and kind.voiced else kind.modality,
            act=kind.act,
            negated=tree.has_word(self._reading, i, "no", "little", "without", "lack"),
        )

    def _falsity(self, i: int) -> Voice | None:
        """The claim that something "is false": denied by whoever says so, in whose content it stands."""
        verb = self._reading.tokens[i].head
        if self._reading.tokens[i].dep not in {"acomp", "attr", "oprd"} or tree.is_negated(
            self._reading, verb
        ):
            return None
        content: set[int] = set()
        for subject in tree.kids(self._reading, verb, "nsubj", "nsubjpass"):
            if self._lemma(subject) in denying().accusations:
                content |= tree.below(self._reading, subject) - {subject}
        if not content:
            return None
        return Voice(i, (i,), "denial", (), frozenset(content), act="denies", denies="falsity")

    def _denial(self, i: int, word: Word) -> Voice | None:
        """A noun that denies: "Chad's denial of support", "despite denials by Chad"."""
        speakers = self._speakers.beside(i, _MADE_BY)
        content = {
            j
            for child in self._reading.children(i)
            if child > i and (self._lemma(child) == "of" or self._is_content(child))
            for j in tree.below(self._reading, child)
        }
        if not speakers or (word.kind == "reject" and not content):
            return None
        return Voice(i, (i,), "denial", speakers, frozenset(content), act="denies", denies=word.kind)

    def _content(self, i: int, kind: Kind) -> set[int]:
        reading = self._reading
        found: set[int] = set()
        for child in reading.children(i):
            token = reading.tokens[child]
            if child < i:
                continue
            clause = token.dep in {"acl", "relcl", "ccomp"} and self._is_content(child)
            topic = token.dep == "prep" and self._lemma(child) in _TOPICS.get(kind.name, _TOPIC)
            if clause or topic:
                found |= tree.below(reading, child)
            elif token.dep == "acl":
                for clause_below in tree.kids(reading, child, "ccomp"):
                    found |= tree.below(reading, clause_below)
        if kind.name == "thanks":
            governor = reading.tokens[i].head
            for child in tree.kids(reading, governor, "prep"):
                found |= tree.below(reading, child) if child > i else set()
        return found or self._shifted(i)

    def _is_content(self, clause: int) -> bool:
        """A that-clause that says what is claimed, no relative clause and no "made by X"."""
        reading = self._reading
        that = [
            c
            for c in reading.children(clause)
            if reading.tokens[c].text.lower() in {"that", "how", "whether"}
        ]
        marks = [c for c in that if reading.tokens[c].dep in {"mark", "advmod"}]
        tag = reading.tokens[clause].tag
        return (
            bool(marks)
            or (tag == "VBG" and not that)
            or (tag == "VB" and tree.has_word(reading, clause, "to"))
        )

    def _shifted(self, i: int) -> set[int]:
        """A that-clause parted from its noun: "reports surfaced that …", "rejected the charge, …, that …"."""
        token = self._reading.tokens[i]
        subject = token.dep in {"nsubj", "nsubjpass"} and speech().verbs.at(self._reading, token.head) is None
        if not subject and token.dep != "dobj":
            return set()
        for child in tree.kids(self._reading, token.head, "ccomp", *(["advcl"] if subject else [])):
            if child > max(i, token.head) and tree.has_word(self._reading, child, "that"):
                return tree.below(self._reading, child)
        return set()

    def _speakers_of(self, i: int, kind: Kind) -> tuple[Speaking, int | None]:
        """Who makes the claim, and the verb of utterance where it has one ("repeated claims that")."""
        reading = self._reading
        mistaken = tree.kids(reading, i, "nsubj") or [
            subject
            for verb in tree.kids(reading, i, "amod")
            if self._lemma(verb) in speech().utterance_verbs
            for subject in tree.kids(reading, verb, "nsubj")
        ]
        if mistaken and any(map(self._speakers.may_speak, mistaken)):  # the parser took a verb for a noun
            return self._all(mistaken), None
        clause = any(reading.tokens[c].dep in {"acl", "ccomp"} for c in reading.children(i))
        beside = self._speakers.beside(i, _MADE_BY | {"of"} if clause else _MADE_BY)
        if beside and kind.name != "thanks":
            return beside, None
        for child in tree.kids(reading, i, "acl"):
            if tree.agents(reading, child):
                return self._all(tree.agents(reading, child)), None
        governor = reading.tokens[i].head
        if (
            reading.tokens[i].dep in {"dobj", "nsubjpass"}
            and self._lemma(governor) in speech().utterance_verbs
        ):
            passive = reading.tokens[i].dep == "nsubjpass"
            heads = tree.agents(reading, governor) if passive else tree.subjects(reading, governor)
            heads = heads or self._written_in(governor)
            named = self._all([head for head in heads if self._speakers.may_speak(head)])
            return named, governor
        return self._unnamed(i, kind), None

    def _written_in(self, verb: int) -> list[int]:
        """The document that something is said in: "claims were made in a report"."""
        return [
            noun
            for child in tree.kids(self._reading, verb, "prep")
            if self._lemma(child) == "in"
            for noun in tree.kids(self._reading, child, "pobj")
            if self._lemma(noun) in speech().documents
        ]

    def _unnamed(self, i: int, kind: Kind) -> Speaking:
        return (Unnamed(self._speakers.words(i, core=True)),) if kind.unnamed else ()

    def _all(self, heads: list[int]) -> Speaking:
        found: Speaking = ()
        for head in heads:
            found += tuple(speaker for speaker in self._speakers.of(head) if speaker not in found)
        return found

    def _preposition(self, i: int) -> int | None:
        """The last token of a prepositional cue that begins at token `i`."""
        tokens = self._reading.tokens
        for words in speech().prepositions:
            place, found = i, True
            for number, word in enumerate(words):
                while (
                    number
                    and place < min(i + 5, len(tokens) - 1)
                    and tokens[place].text.lower() in {"the", "own"}
                ):
                    place += 1
                if place >= len(tokens) or tokens[place].text.lower() != word:
                    found = False
                    break
                place += 1
            if found:
                return place - 1
        return None

    def _according(self, i: int, last: int) -> Voice | None:
        reading = self._reading
        heads = [child for j in range(i, last + 1) for child in tree.kids(reading, j, "pobj")]
        if not heads:
            return None
        aside = tree.below(reading, i) | set(range(i, last + 1))
        noun = speech().nouns.at(reading, heads[0])
        speakers = self._all(self._beholders(heads[0]) or heads[:1])
        unnamed = noun is not None and all(isinstance(speaker, Unnamed) for speaker in speakers)
        modality = speech().noun_kinds[noun.kind].modality if noun is not None and unnamed else "asserted"
        words = (*range(i, last + 1), heads[0]) if modality != "asserted" else (i,)
        return Voice(i, words, "according", speakers, frozenset(self._around(i, aside)), modality)

    def _beholders(self, noun: int) -> list[int]:
        """Whose view it is: "in the view of X"."""
        if self._reading.tokens[noun].lemma.lower() not in {
            "view",
            "opinion",
            "eye",
            "judgment",
            "words",
            "word",
        }:
            return []
        of = [c for c in tree.kids(self._reading, noun, "prep") if self._reading.tokens[c].lemma == "of"]
        return [j for c in of for j in tree.kids(self._reading, c, "pobj")][:1]

    def _around(self, i: int, aside: set[int]) -> set[int]:
        """The whole sentence where the phrase opens or closes it, else the clause that it stands in."""
        reading = self._reading
        sentence = reading.sentences[reading.tokens[i].sent]
        inner = range(sentence.first, sentence.last)
        ends = [
            j
            for j in inner
            if reading.tokens[j].pos not in {"PUNCT", "SPACE", "CCONJ", "ADV"} and j not in aside
        ]
        if not ends or i < ends[0] or min(aside) > ends[-1]:
            return set(inner) - aside
        place = reading.tokens[i].head
        while not tree.is_verb(reading, place) and reading.tokens[place].head != place:
            place = reading.tokens[place].head
        return tree.below(reading, place) - aside
