"""Noun phrases that speak, as entity ids or in their own words: "Kenyan officials", "he", "the report"."""

import re

from kg.claims.cues import speech
from kg.claims.speakers_heard import Heard, Speaking
from kg.model import Asserter, Reading, Unnamed

_BEFORE = frozenset({"poss", "compound", "amod", "nmod"})
_BY = frozenset({"by", "from", "of"})
_FOR = frozenset({"of", "for", "from", "at", "in", "with", "by"})
_CUT = frozenset(
    {"relcl", "acl", "appos", "conj", "cc", "punct", "parataxis", "advcl", "ccomp", "preconj", "dep"}
)
_HE = frozenset({"he", "she", "him", "her"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OURSELVES = frozenset({"i", "we", "me", "us", "you", "one", "this", "that", "there", "what", "those"})
_LESSER = frozenset({"deputy", "vice", "former", "foreign", "ex", "interior", "defence", "defense", "late"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no"})
_MOST = 40
"""More coordinated speakers than this are a list, no speakers."""
_DEEP = 5
"""How many nouns deep whose officials they are is looked for ("the office of the president of X")."""
_OWNERS = {"its": "it", "their": "they", "his": "he", "her": "she"}


class Speakers:
    """Who a noun phrase is, when it speaks. `heard` keeps who spoke, in text order, for the pronouns."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.heard = Heard(reading)

    def of(self, head: int, *, going_on: bool = False) -> Speaking:
        """The speakers that the noun phrase with head `head` names, its coordinated ones included.

        `going_on`: the verb reports, so that "it added" goes on with who spoke last.
        """
        found: list[Asserter] = []
        if going_on and self._reading.tokens[head].tag == "PRP":
            last = self.heard.going_on(head)
            if last:
                return last
        for part in self._conjuncts(head):
            found.extend(speaker for speaker in self._one(part) if speaker not in found)
        return tuple(found)

    def is_itself(self, head: int) -> bool:
        """Whether a noun speaks in its own words ("Reports"), with nobody behind it."""
        return self.of(head) == (Unnamed(self.words(head)),) and not self._is_definite(head)

    def may_speak(self, head: int) -> bool:
        """Whether a noun is a person, a body, a document or a name, so that "suggests" can be its own act."""
        token = self._reading.tokens[head]
        lemma = token.lemma.lower()
        words = speech()
        known = lemma in words.collectives or lemma in words.documents or lemma in words.people
        noun = words.nouns.at(self._reading, head)
        unnamed = noun is not None and words.noun_kinds[noun.kind].unnamed
        name = bool(self.heard.named(head)) or token.tag in {"NNP", "NNPS", "PRP", "WP"}
        return known or unnamed or name or (lemma in _RELATIVE and bool(self._antecedent(head)))

    def _conjuncts(self, head: int) -> list[int]:
        found = [head]
        for i in found:
            for child in self._reading.children(i):
                token = self._reading.tokens[child]
                joined = token.dep == "conj" and token.pos in {"NOUN", "PROPN", "PRON", "ADJ"}
                if joined and token.text[:1].isalpha() and len(found) < _MOST:
                    found.append(child)
        return found

    def _one(self, head: int) -> Speaking:
        token = self._reading.tokens[head]
        lemma = token.lemma.lower()
        named = self.heard.named(head)
        if named and not self._is_aside(head):
            return self._seat(head, named) or named
        if lemma in _RELATIVE and token.tag in {"WP", "WDT", "IN"}:
            return self._antecedent(head)
        if any(self._reading.tokens[c].text.lower() == "no" for c in self._reading.children(head)):
            return ()
        if token.pos == "PRON" or token.tag in {"PRP", "DT"}:
            return self._pronoun(head, lemma)
        return self._apposition(head) or self._name_behind(head, lemma) or self._described(head, lemma)

    def _antecedent(self, pronoun: int) -> Speaking:
        for above in self._reading.ancestors(pronoun):
            if self._reading.tokens[above].dep == "relcl":
                noun = self._reading.tokens[above].head
                return self._one(noun) if noun != pronoun else ()
        return ()

    def _pronoun(self, head: int, lemma: str) -> Speaking:
        if lemma in _OURSELVES or lemma in _NOBODY:
            return ()
        if lemma in _HE:
            return self.heard.last_person(head)
        if lemma == "it":
            return self.heard.last_body(head)
        if lemma in {"they", "them", "both"}:
            return self.heard.last_many(head)
        return (Unnamed(self.words(head)),)

    def _is_aside(self, head: int) -> bool:
        """Whether a pronoun speaks about its own antecedent, in a parenthesis: "The members, it said, …"."""
        tokens = self._reading.tokens
        if head == 0 or tokens[head].tag != "PRP" or tokens[head - 1].text != ",":
            return False
        first = self._reading.sentences[tokens[head].sent].first
        own = set(self.heard.named(head))
        return any(own & set(self.heard.named(i)) for i in range(first, head))

    def _apposition(self, head: int) -> Speaking:
        """The name beside a description: "her spokesman, Steffen Seibert"."""
        for child in self._reading.children(head):
            if self._reading.tokens[child].dep in {"appos", "nmod", "flat"}:
                anchor = self._reading.anchor(child)
                if anchor is not None and anchor.via != "demonym" and child > head:
                    return self.heard.named(child)
        return ()

    def _name_behind(self, head: int, lemma: str) -> Speaking:
        """The name that closes the phrase of a title: "the ambassador to Chad Idriss Deby"."""
        if lemma not in speech().collectives:
            return ()
        last = self._reading.subtree(head)[-1]
        named = self.heard.named(last) if last > head else ()
        parted = any(self._reading.tokens[i].text == "," for i in range(head, last))
        return named if len(named) == 1 and self.heard.is_person(named[0]) and not parted else ()

    def _described(self, head: int, lemma: str) -> Speaking:
        words = speech()
        if lemma in words.documents:
            return self._document(head)
        if lemma in words.collectives and not self._is_detached(head):
            known = self._titled(head) or self._of_office(head, lemma) or self._earlier(head, lemma)
            if known:
                return known
        if self._is_definite(head):
            namesake = self._namesake(head, lemma)
            if namesake or lemma in words.bodies:
                return namesake or self.heard.last_body(head) or (Unnamed(self.words(head)),)
        return (Unnamed(self.words(head)),)

    def _of_office(self, head: int, lemma: str) -> Speaking:
        """Whose officials, ministry or army it is; a place behind "in" counts for what has a seat there."""
        prepositions = _FOR if lemma in speech().seated else _FOR - {"in", "at"}
        return tuple(self._state(name) for name in self.beside(head, prepositions))

    def _seat(self, head: int, named: Speaking) -> Speaking:
        """The state of an office without a country of its own: "the Foreign Ministry in Kyiv"."""
        entity = self._reading.entities.get(str(named[0]))
        word = self._reading.tokens[head].text.split()[-1].lower()
        if entity is None or entity.known or entity.country or word not in speech().seated:
            return ()
        return tuple(self._state(name) for name in self.beside(head, frozenset({"in", "of"})))

    def _state(self, speaker: Asserter) -> Asserter:
        """The state of a place: "the foreign ministry in Kyiv" speaks for the state."""
        entity = None if isinstance(speaker, Unnamed) else self._reading.entities.get(speaker)
        place = entity is not None and entity.type == "Location"
        return entity.country if entity is not None and place and entity.country else speaker

    def _namesake(self, head: int, lemma: str) -> Speaking:
        """The last body named with that word: "the experts" after "UN Group of Experts"."""
        if len(lemma) < 5:
            return ()
        for anchor in reversed(self._reading.anchors):
            for name in anchor.entities if anchor.token < head else ():
                entity = self._reading.entities.get(name)
                body = entity is not None and entity.type in {"Organisation", "Agency"}
                words = entity.name.lower().split() if entity is not None and body else []
                if any(word.startswith(lemma) for word in words):
                    return (name,)
        return ()

    def _document(self, head: int) -> Speaking:
        beside = self.beside(head, _BY) or self._issuer(head)
        if beside:
            self.heard.publish(head, beside)
            return beside
        if self._is_definite(head) and self._reading.tokens[head].tag == "NN":
            return self.heard.publisher(head) or self.heard.last_body(head) or (Unnamed(self.words(head)),)
        return (Unnamed(self.words(head)),)

    def _issuer(self, head: int) -> Speaking:
        """Whoever "released", "issued" or "published" the document, in a clause beside it."""
        tokens = self._reading.tokens
        governor = tokens[head].head
        if tokens[head].dep in {"dobj", "nsubjpass"} and tokens[governor].lemma in speech().publishing_verbs:
            subject = next((c for c in self._reading.children(governor) if tokens[c].dep == "nsubj"), None)
            return self.of(subject) if subject is not None and subject != head else ()
        if tokens[head].dep == "pobj" and tokens[governor].lemma in {"in", "by", "through", "via"}:
            verb = tokens[governor].head
            subject = next((c for c in self._reading.children(verb) if tokens[c].dep == "nsubj"), None)
            return self.heard.named(subject) if subject is not None else ()
        for child in self._reading.children(head):
            if tokens[child].dep == "acl" and tokens[child].lemma in speech().publishing_verbs:
                return self._agent(child)
        return ()

    def _agent(self, verb: int) -> Speaking:
        for child in self._reading.children(verb):
            if self._reading.tokens[child].lemma.lower() == "by":
                for grandchild in self._reading.children(child):
                    if self._reading.tokens[grandchild].dep == "pobj":
                        return self.of(grandchild)
        return ()

    def beside(self, head: int, prepositions: frozenset[str], depth: int = 0) -> Speaking:
        """The name before the noun ("Kenyan officials") or after it ("officials of Kenya")."""
        tokens = self._reading.tokens
        if depth > _DEEP:
            return ()
        for child in reversed(self._reading.children(head)):
            if child < head and tokens[child].dep in _BEFORE:
                owner = self._owner(child) if prepositions else ()
                named = self.heard.named(child) or owner or self.beside(child, frozenset(), depth + 1)
                if named:
                    return named
        for child in self._reading.children(head):
            if child > head and tokens[child].lemma.lower() in prepositions:
                for grandchild in self._reading.children(child):
                    if tokens[grandchild].dep == "pobj":
                        further = self.beside(grandchild, frozenset({"of", "for"}), depth + 1)
                        named = self.heard.named(grandchild) or further
                        if named:
                            return named
        return ()

    def _owner(self, i: int) -> Speaking:
        """Whom "its", "their", "his" stand for before a noun that speaks."""
        token = self._reading.tokens[i]
        if token.tag != "PRP$" or token.text.lower() not in _OWNERS:
            return ()
        return self._pronoun(i, _OWNERS[token.text.lower()])

    def _titled(self, head: int) -> Speaking:
        """The person last named with that title: "the president" after "President Deby"."""
        title = re.sub(r"^(the|this|that)\s+", "", self.words(head, core=True).lower())
        if not self._is_definite(head):
            return ()
        for anchor in reversed(self._reading.anchors):
            if anchor.token >= head or not anchor.entities or not self.heard.is_person(anchor.entities[0]):
                continue
            base = self._reading.document.start
            before = self._reading.words(max(anchor.start - 60, base), anchor.start).lower().split()
            after = self._reading.words(anchor.end, min(anchor.end + 60, self._reading.document.end)).lower()
            words = title.split()
            entitled = (
                before[-len(words) :] == words and not set(before[-len(words) - 1 : -len(words)]) & _LESSER
            )
            if entitled or re.match(rf",\s+(the\s+)?{re.escape(title)}\b", after):
                return anchor.entities
        return ()

    def _earlier(self, head: int, lemma: str) -> Speaking:
        """Whose "the army" was when it was named before: "Chad's army". None if there were two."""
        if not self._is_definite(head):
            return ()
        found: set[Speaking] = set()
        for token in self._reading.tokens[:head]:
            if token.anchor is not None and token.text.lower().endswith(f" {lemma}"):
                found.add(self.heard.named(token.i))
            elif token.lemma.lower() == lemma:
                found.add(self.beside(token.i, _FOR - {"in", "at"}) or self.beside(token.head, frozenset()))
        found.discard(())
        return found.pop() if len(found) == 1 else ()

    def _is_detached(self, head: int) -> bool:
        detached = speech().detached
        return any(self._reading.tokens[c].text.lower() in detached for c in self._reading.children(head))

    def _is_definite(self, head: int) -> bool:
        determiners = {"the", "this", "that", "its"}
        return any(self._reading.tokens[c].text.lower() in determiners for c in self._reading.children(head))

    def words(self, head: int, *, core: bool = False) -> str:
        """The noun phrase as it stands, without relative clauses, appositions and coordinated ones.

        `core`: nor what follows the noun ("reports" of "reports of fighting").
        """
        tokens = self._reading.tokens
        kept = {head}
        queue = [head]
        for i in queue:
            for child in self._reading.children(i):
                odd = child < head and tokens[child].pos in {"ADP", "SCONJ"}
                if tokens[child].dep not in _CUT and not odd and not (core and child > head):
                    kept.add(child)
                    queue.append(child)
        first = last = head
        while first - 1 in kept:
            first -= 1
        while last + 1 in kept:
            last += 1
        return self._reading.words(tokens[first].start, tokens[last].end)
