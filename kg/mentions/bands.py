"""Armed bands that are known by who leads them: "Foo's men", "the forces of Foo", "fighters loyal to Foo".

They are a group of their own: what they did is not told of the person. The forces of somebody who leads a
state are that state's, and left to the references.
"""

from collections.abc import Iterator, Mapping

from kg.mentions.coreference import titles
from kg.mentions.draft import Draft
from kg.mentions.found import Found
from kg.mentions.nominals import brought, children
from kg.mentions.phrases import led_state, listed
from kg.model import Entity, Token


def find(draft: Draft) -> None:
    """Add to `draft` the bands that its nouns and names of persons tell."""
    named = {head: name for name in draft.outer() if (head := draft.head(name)) is not None}
    persons = {i: name for i, name in named.items() if draft.kind(name.entity) == "Person"}
    if not persons:
        return
    others = named.keys() - persons.keys()
    bands = []
    for token in draft.tree.tokens:
        leader = next((persons[i] for i in _owners(draft, token) if i in persons), None)
        if leader is not None and not _beside(draft, token) & others:
            bands.append((token, leader))
    offices = titles(draft) if bands else {}
    bands = [(token, leader) for token, leader in bands if not _governs(draft, leader, offices)]
    militias = {leader.entity for token, leader in bands if token.lemma.lower() in listed("militias")}
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
        or lemma not in listed("bands")
        or (lemma in listed("many") and token.tag != "NNS")
    ):
        return
    tree = draft.tree
    owners = children(tree, token.i, "poss") + brought(tree, token.i, "of")
    for word in children(tree, token.i, "amod", "acl", "relcl", "appos"):
        if word.lemma.lower() in listed("loyal"):
            owners += brought(tree, word.i)
    yield from (owner.i for owner in owners)


def _beside(draft: Draft, token: Token) -> set[int]:
    """The words beside a noun that may tell of another whose men they are: "Foo's guerrillas, led by Bar"."""
    beside = children(draft.tree, token.i, "poss", "compound", "nmod", "amod")
    beside += brought(draft.tree, token.i, "of")
    return {token.i - 1, *(word.i for word in beside)}


def _governs(draft: Draft, person: Found, offices: Mapping[str, set[str]]) -> bool:
    """Whether a person leads a state, by the register's roles or by a title in the document."""
    told = offices.get(person.entity, set())
    return bool(told & listed("rulers")) or led_state(draft, person) is not None


def _band(draft: Draft, token: Token, leader: Found, noun: str) -> Found:
    shift = draft.document.start
    name = draft.entity(leader.entity).name
    entity_id = draft.place(f"{leader.entity}-forces", "Group")
    draft.introduce(Entity(id=entity_id, type="Group", name=f"{noun} of {name}", described=True))
    start, end = token.start - shift, token.end - shift
    return Found(min(start, leader.start), max(end, leader.end), entity_id, "described")
