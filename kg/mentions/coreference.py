"""Whom words without a name mean: pronouns, "the group", "both countries", "the premier", "its fighters"."""

from kg.mentions import phrases, pronouns
from kg.mentions.aliases import Aliases
from kg.mentions.assemble import name_anchors
from kg.mentions.definites import Definites
from kg.mentions.discourse import Discourse
from kg.mentions.draft import Draft
from kg.mentions.members import belongs, examples
from kg.mentions.nominals import children
from kg.mentions.runs import official_titles
from kg.mentions.spelling import fold
from kg.model import Anchor, Token
from kg.schema.files import lexicon

_TITLE_WORDS = 6
"""So many words before a name are looked at for titles."""


def find(draft: Draft, aliases: Aliases) -> list[Anchor]:
    """Anchors of the words of `draft` that name nobody but stand for somebody, by token."""
    discourse = Discourse(draft.tree, draft.entity, name_anchors(draft))
    definites = Definites(
        discourse,
        titles(draft),
        lambda state, noun: phrases.agency(draft, aliases, state, noun),
        lambda entity: draft.register.capitals.get(entity) or draft.entity(entity).country,
    )
    discourse.capitals = draft.register.capitals
    _called(discourse)
    _appositions(discourse)
    _members(discourse)
    for token in draft.tree.tokens:
        i = token.i
        if i not in discourse.stands:
            if token.text.lower() == "both":
                discourse.resolve(i, definites.meaning(i), "coreference")
            elif token.pos == "PRON" or token.tag in {"PRP", "PRP$", "WP", "WP$", "WDT"}:
                discourse.resolve(i, pronouns.meaning(discourse, i), "coreference")
            else:
                discourse.resolve(i, definites.meaning(i), "coreference")
        discourse.note(i)
        if token.pos in {"PRON", "NOUN", "DET"} and i in discourse.stands:
            _owned(discourse, i)
    _members(discourse)
    return [discourse.extra[i] for i in sorted(discourse.extra)]


def _appositions(discourse: Discourse) -> None:
    """A noun in apposition stands for what it is set beside: "Foo, a branch of Bar"; "the group Foo"."""
    tree = discourse.tree
    for token in tree.tokens:
        head = tree.tokens[token.head]
        if token.dep != "appos" or head.i == token.i or not _beside(discourse, head.i, token.i):
            continue
        plain = token.i not in discourse.stands and token.pos == "NOUN"
        if plain and head.i in discourse.stands and _may_be(discourse, token, head.i):
            discourse.resolve(token.i, discourse.stands[head.i], "coreference")
        named = token.i in discourse.stands and token.i not in discourse.modifiers
        free = named and head.i not in discourse.stands and head.tag == "NN" and _is_class(head)
        if free and _may_be(discourse, head, token.i):
            discourse.resolve(head.i, discourse.stands[token.i], "coreference")
        above = tree.tokens[tree.tokens[head.head].head]
        beyond = named and head.dep == "pobj" and above.i not in discourse.stands and _is_class(above)
        if beyond and "Person" in discourse.kinds(token.i) and _may_be(discourse, above, token.i):
            # "a spokesman for Foo, Bar Baz": the parser sets the name beside Foo
            discourse.resolve(above.i, discourse.stands[token.i], "coreference")


def _called(discourse: Discourse) -> None:
    """Keep what each entity is called: "the airline Foo", "Foo, a charity", "Foo is a party"."""
    tree = discourse.tree
    genders: dict[str, str] = lexicon("coreference")["genders"]
    for token in tree.tokens:
        if token.i not in discourse.names:
            continue
        beside = children(tree, token.i, "compound", "appos", "nmod")
        above = tree.tokens[token.head]
        if token.dep == "appos":
            beside.append(above)
        elif token.dep == "nsubj" and above.lemma == "be":
            beside += children(tree, above.i, "attr")
        for entity in discourse.stands[token.i]:
            for noun in beside:
                discourse.call(entity, noun.lemma, token.i)
            told = [genders[n.lemma.lower()] for n in beside if n.lemma.lower() in genders]
            if told and discourse.kind(entity) == "Person":
                discourse.gender.setdefault(entity, told[0])


def _beside(discourse: Discourse, first: int, second: int) -> bool:
    """Whether two nouns stand alone beside each other: no lists, nothing but commas and dashes between."""
    tree = discourse.tree
    if children(tree, first, "conj") or children(tree, second, "conj", "cc"):
        return False
    between = {token.text for token in tree.tokens[first + 1 : second]}
    return not between & {":", "(", ";", "especially", "including", "notably", "mainly"}


def _may_be(discourse: Discourse, noun: Token, named: int) -> bool:
    """Whether a noun can mean what is named beside it: persons are no groups, and groups no persons."""
    words = lexicon("coreference")
    person = "Person" in discourse.kinds(named)
    lemma = noun.lemma.lower()
    if person:
        return lemma not in words["classes"] or lemma in words["persons"]
    return lemma not in words["persons"] or lemma in words["members"]


def _is_class(token: Token) -> bool:
    """Whether a noun names a kind of actor: "the group Foo", "the spokesman, Foo Bar"."""
    words = lexicon("coreference")
    return token.pos == "NOUN" and (token.lemma in words["classes"] or token.lemma in words["persons"])


def _members(discourse: Discourse) -> None:
    for token in discourse.tree.tokens:
        if token.i not in discourse.stands:
            entities = belongs(discourse, token.i) or examples(discourse, token.i)
            for entity in entities if len(entities) == 1 else ():
                discourse.call(entity, token.lemma, token.i)
            discourse.resolve(token.i, entities, "described")


def _owned(discourse: Discourse, i: int) -> None:
    """The noun that `i` possesses, if it acts for its owner: "its fighters"."""
    token = discourse.tree.tokens[i]
    if token.dep == "poss" and token.head not in discourse.stands:
        entities = belongs(discourse, token.head)
        discourse.resolve(token.head, entities, "described")


def titles(draft: Draft) -> dict[str, set[str]]:
    """The words of the titles that the document and the register give to each person, folded."""
    found: dict[str, set[str]] = {}
    for name in draft.outer():
        if draft.kind(name.entity) != "Person":
            continue
        given = found.setdefault(name.entity, set())
        actor = draft.register.actors.get(name.entity)
        for role in actor.roles if actor is not None else ():
            given.update(fold(role.title).split())
        before = fold(draft.content[max(0, name.start - 60) : name.start]).split()[-_TITLE_WORDS:]
        for word in reversed(before):
            if word.strip(".,") not in official_titles() | {"of"}:
                break
            given.add(word.strip(".,"))
    return found
