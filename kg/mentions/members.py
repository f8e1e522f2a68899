"""Words that stand for the group or state they belong to: "Foo fighters", "members of Foo"."""

from collections.abc import Mapping
from functools import cache

from kg.mentions.discourse import Discourse
from kg.mentions.nominals import children, conjuncts, modifiers
from kg.model import Reading, Token
from kg.schema.files import lexicon


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("coreference")[name])


def belongs(discourse: Discourse, i: int) -> tuple[str, ...]:
    """The entities that noun `i` is part of or speaks for, empty if it is no such noun."""
    token = discourse.tree.tokens[i]
    if token.pos != "NOUN" or token.dep == "compound":
        return ()
    owners = _owners(discourse, i) if _is_member(token) or token.lemma in _words("men") else ()
    named = _named_so(discourse, i) if token.lemma in _words("same") else ()
    if named:
        return named
    persons = any(discourse.kind(entity) == "Person" for entity in owners)
    return owners if (token.lemma in _words("men") if persons else _is_member(token)) else ()


def _named_so(discourse: Discourse, i: int) -> tuple[str, ...]:
    """The group whose name stands directly before a class noun: "the Foo group" is Foo."""
    tree = discourse.tree
    before = [t for t in children(tree, i, "compound", "nmod") if t.i == i - 1 and t.i in discourse.names]
    groups = [t for t in before if "Group" in discourse.kinds(t.i)]
    return discourse.stands[groups[0].i] if groups else ()


def _owners(discourse: Discourse, i: int) -> tuple[str, ...]:
    tree, stands = discourse.tree, discourse.stands
    before = list(modifiers(tree, i))
    if any({word.lemma.lower(), word.text.lower()} & _words("not_members") for word in before):
        return ()
    for owner in (*children(tree, i, "poss"), *before):
        if owner.i in stands:
            return _all(tree, owner.i, stands)
    for link in children(tree, i, "prep"):
        word = link.text.lower()
        if word == "in" and tree.tokens[i].lemma in _words("seated"):
            seats = [e for t in children(tree, link.i, "pobj") for e in stands.get(t.i, ())]
            return tuple(discourse.capitals[seat] for seat in seats if seat in discourse.capitals)
        for owner in children(tree, link.i, "pobj") if word in _words("member_prepositions") else ():
            places = discourse.kinds(owner.i) & {"Location", "State"}
            sent = word != "from" or not places or tree.tokens[i].lemma in _words("senders")
            if owner.i in stands and sent:
                return _all(tree, owner.i, stands)
    return ()


def examples(discourse: Discourse, i: int) -> tuple[str, ...]:
    """The actors that a plural noun gives as examples: "groups such as Foo and Bar", "outfits like Foo"."""
    tree, stands = discourse.tree, discourse.stands
    token = tree.tokens[i]
    classes: dict[str, list[str]] = lexicon("coreference")["classes"]
    if token.tag != "NNS" or token.lemma not in classes:
        return ()
    for link in children(tree, i, "prep"):
        such = link.text.lower() == "as" and tree.tokens[link.i - 1].text.lower() == "such"
        if such or link.text.lower() in _words("example_prepositions"):
            for first in children(tree, link.i, "pobj"):
                found = _all(tree, first.i, stands)
                if found and {discourse.kind(entity) for entity in found} <= set(classes[token.lemma]):
                    return found
    return ()


def _is_member(token: Token) -> bool:
    lemma = token.lemma.lower()
    if token.tag == "NNS":
        return lemma in _words("members") or lemma in _words("single_members")
    return lemma in _words("single_members")


def _all(tree: Reading, owner: int, stands: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """What `owner` and those coordinated with it stand for: "fighters of Foo and Bar"."""
    found: dict[str, None] = {}
    for member in conjuncts(tree, owner):
        found.update(dict.fromkeys(stands.get(member, ())))
    return tuple(found)
