"""Whom a definite noun means: "the group", "both countries", "the prime minister", "the army"."""

from collections import Counter
from collections.abc import Callable
from functools import cache

from kg.mentions.discourse import Discourse
from kg.mentions.nominals import OBJECTS, SUBJECTS, children, determiner, is_plural, modifiers, rivals
from kg.mentions.runs import official_titles
from kg.mentions.spelling import fold
from kg.model import Token
from kg.schema.files import lexicon

_WINDOW, _FAR = 3, 12
_LANDS = frozenset({"country", "nation", "state", "republic", "kingdom"})
_NUMBERS = frozenset({"two", "both"})
_NEAR = {0: 3, 1: 2}
_OFTEN, _DATELINE = 3, 3
"""Weights of a state whose forces may be meant: named in this sentence or the last, often, the dateline."""
_SEVERAL = frozenset({"these", "those", "such"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("coreference")[name])


class Definites:
    """The definite nouns of one document.

    `titles` maps a person to the titles the document or the register gives; `service` gives the id of the
    army, navy … of a state; `country` the state an entity belongs to.
    """

    def __init__(
        self,
        discourse: Discourse,
        titles: dict[str, set[str]],
        service: Callable[[str, str], str],
        country: Callable[[str], str | None],
    ) -> None:
        self._discourse = discourse
        self._titles = titles
        self._service = service
        self._country = country

    def meaning(self, i: int) -> tuple[str, ...]:
        """The entities that the noun at token `i` means, empty if it refers to nothing known."""
        tree = self._discourse.tree
        token = tree.tokens[i]
        if token.text.lower() == "both" and token.dep in SUBJECTS | OBJECTS:
            return self._pair(token, {"both"})
        if token.tag not in {"NN", "NNS", "CD"} or token.dep in {"compound", "attr", "amod", "nmod"}:
            return ()
        article = determiner(tree, i)
        around = modifiers(tree, i)
        before = [word for word in around if word.dep != "nummod" or word.text.lower() in _NUMBERS]
        words = {word.text.lower() for word in before} | ({article} if article else set())
        if token.tag == "CD" or (words & _NUMBERS and is_plural(token)):
            return self._pair(token, words | {token.text.lower()})
        if article not in _words("determiners") or self._is_told(token):
            return ()
        meant = self._person(token, before) or self._class(token, before, article)
        return meant or self._forces(token, before)

    def _is_told(self, token: Token) -> bool:
        """Whether the noun says itself whom it means: "the group that …", "the army of …", "Foo's group"."""
        tree = self._discourse.tree
        own = children(tree, token.i, "poss", "relcl", "acl", "appos")
        near = {"of", "from", "called", "behind"}
        own += [p for p in children(tree, token.i, "prep") if p.text.lower() in near]
        return bool([t for t in own if not self._apart(token, t)])

    def _apart(self, token: Token, below: Token) -> bool:
        """Whether a comma parts a relative clause from its noun: it then only adds something."""
        between = self._discourse.tree.tokens[token.i + 1]
        return below.dep == "relcl" and between.text == ","

    def _pair(self, token: Token, words: set[str]) -> tuple[str, ...]:
        """The last two of a kind: "both countries", "the two sides", "the two"."""
        discourse = self._discourse
        if not words & _NUMBERS or ("two" in words and not words & {"the", "these", "those", "both"}):
            return ()
        pairs: dict[str, list[str]] = lexicon("coreference")["pairs"]
        noun = fold(token.lemma)
        if token.tag in {"NN", "NNS"} and noun not in pairs:
            return ()
        for kind in pairs.get(noun, ["State", "Group", "Person"]):
            found: dict[str, None] = {}
            for j in discourse.before(token.i, _WINDOW):
                if kind == "State" and self._is_office(j):
                    continue
                found.update((e, None) for e in self._of_kind(j, kind))
                if len(found) >= 2:
                    return tuple(sorted(found)) if len(found) == 2 else ()
        return ()

    def _of_kind(self, j: int, kind: str) -> list[str]:
        """The entities at `j` of a type; an agency speaks for its state."""
        discourse = self._discourse
        found = []
        for entity in discourse.stands.get(j, ()):
            owner = self._country(entity) if discourse.kind(entity) == "Agency" else None
            if discourse.kind(entity) == kind:
                found.append(entity)
            elif kind == "State" and owner is not None:
                found.append(owner)
        return found

    def _is_office(self, j: int) -> bool:
        """Whether a state only tells whose minister somebody is: "the foreign minister of Foo"."""
        tokens = self._discourse.tree.tokens
        link = tokens[tokens[j].head]
        office = tokens[link.head]
        return tokens[j].dep == "pobj" and fold(office.text) in official_titles()

    def _class(self, token: Token, before: list[Token], article: str) -> tuple[str, ...]:
        """The likeliest entity of the class that the noun names."""
        discourse = self._discourse
        classes: dict[str, list[str]] = lexicon("coreference")["classes"]
        kinds = classes.get(fold(token.lemma))
        if kinds is not None and token.tag == "NN" and token.lemma in _words("persons"):
            return ()  # "the militant": one man
        light = _words("light_attributes")
        if kinds is None or any(fold(word.text) not in light for word in self._plain(before)):
            return ()
        origin = {e for word in before for e in discourse.stands.get(word.i, ())}
        if article in _SEVERAL and is_plural(token):
            several = self._several(token, set(kinds))
            if several or token.lemma not in _words("members"):
                return several
        told = self._called(token, kinds) if "State" not in kinds else ()
        if told or token.lemma in _words("told"):
            return told
        for kind in kinds:
            for window in (_WINDOW, _FAR):
                found = self._fitting(token, kind, origin, window)
                best = discourse.best(token.i, found)
                if best is not None:
                    return tuple(e for e in discourse.stands[best] if discourse.kind(e) == kind)[:1]
        return ()

    def _called(self, token: Token, kinds: list[str]) -> tuple[str, ...]:
        """The likeliest entity that was called so before: "the airline", after "the airline Foo"."""
        discourse = self._discourse
        found = []
        for j in discourse.before(token.i, _FAR):
            entities = discourse.stands.get(j, ())
            if len(entities) == 1 and discourse.kind(entities[0]) in kinds:
                name = fold(discourse.entity(entities[0]).name).split()
                own = token.text.lower() in name and (is_plural(token) or token.lemma in _words("told"))
                if own or discourse.called.get(entities[0], {}).get(token.lemma, token.i) < token.i:
                    found.append(j)
        best = discourse.best(token.i, found)
        return () if best is None else discourse.stands[best]

    def _plain(self, before: list[Token]) -> list[Token]:
        return [word for word in before if word.i not in self._discourse.stands and word.text != "-"]

    def _fitting(self, token: Token, kind: str, origin: set[str], window: int) -> list[int]:
        discourse = self._discourse
        found = []
        for j in discourse.before(token.i, window):
            entities = [e for e in discourse.stands.get(j, ()) if discourse.kind(e) == kind]
            described = j in discourse.extra and discourse.extra[j].via == "described"
            inside = described or discourse.tree.tokens[j].dep == "compound"
            if kind == "State" and token.lemma in _LANDS and inside:
                continue
            if entities and (not origin or origin & {self._country(e) for e in entities}):
                found.append(j)
        return found

    def _several(self, token: Token, kinds: set[str]) -> tuple[str, ...]:
        """All entities of a kind in the nearest sentence that names two or more: "these outfits"."""
        discourse = self._discourse
        by_sentence: dict[int, dict[str, None]] = {}
        for j in discourse.before(token.i, _WINDOW):
            entities = [e for e in discourse.stands.get(j, ()) if discourse.kind(e) in kinds]
            by_sentence.setdefault(discourse.tree.tokens[j].sent, {}).update(dict.fromkeys(entities))
        for sentence in sorted(by_sentence, reverse=True):
            if len(by_sentence[sentence]) > 1:
                return tuple(sorted(by_sentence[sentence]))
        return ()

    def _person(self, token: Token, before: list[Token]) -> tuple[str, ...]:
        """The person named last who bears the title: "the prime minister", "the Foo president"."""
        discourse = self._discourse
        roles: dict[str, str] = lexicon("titles")["roles"]
        words = fold(token.text).split()
        title = set((roles.get(words[0], words[0])).split())
        plain = (fold(word.text) for word in before if word.i not in discourse.stands)
        title |= {word for word in plain if word in official_titles()}
        if not title <= official_titles() or len(title) > len(before) + 2:
            return ()
        origin = {e for word in before for e in discourse.stands.get(word.i, ())}
        for j in discourse.before(token.i, _FAR):
            for entity in discourse.stands.get(j, ()):
                if discourse.kind(entity) == "Person" and title <= self._titles.get(entity, set()):
                    state = self._country(entity)
                    if not origin or state is None or state in origin:
                        return (entity,)
        return ()

    def _forces(self, token: Token, before: list[Token]) -> tuple[str, ...]:
        """The forces of the state that the text speaks of: "the military"."""
        services: dict[str, str] = lexicon("coreference")["services"]
        phrase = " ".join(fold(word.text) for word in (*before, token))
        name = services.get(phrase)
        if name is None:
            return ()
        state = self._state(token)
        return () if state is None else (self._service(state, name.replace("-", " ")),)

    def _state(self, token: Token) -> str | None:
        """The state spoken of most, above all in the sentence, the one before it and the dateline."""
        discourse = self._discourse
        counted: Counter[str] = Counter()
        beside = rivals(discourse.tree, token.i)
        barred = {entity for j in beside for entity in discourse.stands.get(j, ())}
        for j, entities in discourse.stands.items():
            near = token.sent - discourse.tree.tokens[j].sent
            bonus = _NEAR.get(near, 0) if j < token.i else 0
            for entity in entities:
                owner = self._country(entity) if discourse.kind(entity) == "Agency" else entity
                if owner is not None and discourse.kind(owner) == "State" and j < token.i:
                    counted[owner] += bonus + (counted[owner] < _OFTEN)
                if discourse.tree.tokens[j].sent <= 1 and discourse.kind(entity) == "Location":
                    counted.update({self._country(entity) or "": _DATELINE})
        ranked = [item for item in counted.items() if item[0] and item[0] not in barred]
        ranked.sort(key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked else None
