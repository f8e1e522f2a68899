"""Armed bands that are known by who leads them: "Foo's men", "the forces of Foo", "fighters loyal to Foo".

They are a group of their own: what they did is not told of the person. The forces of somebody who leads a
state are that state's, and left to the references.
"""

from collections.abc import Iterator
from functools import cache

from kg.mentions.coreference import titles
from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.mentions.nominals import children
from kg.model import Entity, Token
from kg.schema.files import lexicon


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("groups")[name])


def find(draft: Draft) -> None:
    """Add to `draft` the bands that its nouns and names of persons tell."""
    named = {head: name for name in draft.outer() if (head := draft.head(name)) is not None}
    persons = {i: name for i, name in named.items() if draft.kind(name.entity) == "Person"}
    if not persons:
        return
    offices = titles(draft)
    bands = []
    for token in draft.tree.tokens:
        leader = next((persons[i] for i in _owners(draft, token) if i in persons), None)
        if leader is None or _others(draft, token) & (named.keys() - persons.keys()):
            continue
        if not _governs(draft, leader, offices.get(leader.entity, set())):
            bands.append((token, leader))
    militias = {leader.entity for token, leader in bands if token.lemma.lower() in _words("militias")}
    draft.add(
        [
            _band(draft, token, leader, "militia" if leader.entity in militias else "forces")
            for token, leader in bands
        ]
    )


def _owners(draft: Draft, token: Token) -> Iterator[int]:
    """The words that tell whose the men are that a noun means, if it means men."""
    lemma = token.lemma.lower()
    if (
        token.pos != "NOUN"
        or lemma not in _words("bands")
        or (lemma in _words("many") and token.tag != "NNS")
    ):
        return
    tree = draft.tree
    for owner in children(tree, token.i, "poss"):
        yield owner.i
    for link in children(tree, token.i, "prep"):
        if link.text.lower() == "of":
            yield from (t.i for t in children(tree, link.i, "pobj"))
    for word in children(tree, token.i, "amod", "acl", "relcl", "appos"):
        if word.lemma.lower() in _words("loyal"):
            for link in children(tree, word.i, "prep", "agent"):
                yield from (t.i for t in children(tree, link.i, "pobj"))


def _others(draft: Draft, token: Token) -> set[int]:
    """The words beside a noun that may tell of another whose men they are: "Foo's guerrillas, led by Bar"."""
    tree = draft.tree
    beside = children(tree, token.i, "poss", "compound", "nmod", "amod")
    for link in children(tree, token.i, "prep"):
        if link.text.lower() == "of":
            beside += children(tree, link.i, "pobj")
    return {word.i for word in beside} | ({token.i - 1} if token.i else set())


def _governs(draft: Draft, person: Found, told: set[str]) -> bool:
    """Whether a person leads a state, by the register's roles or by a title in the document."""
    actor = draft.register.actors.get(person.entity)
    roles = actor.roles if actor is not None else ()
    return bool(told & _words("rulers")) or any(draft.register[role.of].type == "State" for role in roles)


def _band(draft: Draft, token: Token, leader: Found, noun: str) -> Found:
    shift = draft.document.start
    name = draft.entity(leader.entity).name
    entity_id = draft.place(f"{leader.entity}-forces", "Group")
    draft.introduce(Entity(id=entity_id, type="Group", name=f"{noun} of {name}", described=True))
    start, end = token.start - shift, token.end - shift
    return Found(min(start, leader.start), max(end, leader.end), entity_id, "described")
