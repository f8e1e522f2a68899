"""Short ways to write down what has been told, for tests of what is computed from it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kg.graph import status
from kg.model import Attack, Claim, Document, Entity, Unnamed
from kg.views.projection import Told

TYPES = {"s": "State", "g": "Group", "a": "Agency", "p": "Person", "x": "Attack", "o": "Organisation"}
"""The first letter of an id tells its type: `s-mali`, `g-jnim`."""


def claim(text: str, doc: str = "d1", by: str = "", **more: Any) -> Claim:
    """A claim out of `subject RELATION object`; `NOT` in front makes it a denial, `by` names speakers.

    Speakers are ids, or words for unnamed ones behind a tilde, divided by commas.
    """
    negative = text.startswith("NOT ")
    subject, relation, end = text.removeprefix("NOT ").split()
    speakers = tuple(
        Unnamed(one.removeprefix("~")) if one.startswith("~") else one for one in by.split(",") if one
    )
    own = "alleged" if speakers else "unattributed"
    made = Claim(
        id=f"{doc}:{text}:{by}",
        doc=doc,
        subject=subject,
        relation=relation,
        object=end,
        quote=f"words of {doc}",
        start=0,
        end=10,
        asserted_by=speakers,
        polarity="negative" if negative else "positive",
        status="claimed" if subject in speakers and not negative else own,
    )
    return replace(made, **more)


def told(
    claims: Iterable[Claim],
    documents: Iterable[Document] = (),
    attacks: Iterable[Attack] = (),
    entities: Iterable[Entity] = (),
) -> Told:
    """Everything that the claims say; documents and entities that nobody described are made up."""
    disputed = sorted(status.dispute(claims), key=lambda one: one.id)
    papers = {one.doc: paper(one.doc) for one in disputed} | {one.id: one for one in documents}
    events = {attack.id: attack for attack in attacks}
    names = {name for one in disputed for name in (one.subject, one.object)}
    names |= {name for one in disputed for name in one.asserted_by if isinstance(name, str)}
    known = {name: Entity(name, TYPES[name[0]], name[2:].title()) for name in names | set(events)}
    known |= {entity.id: entity for entity in entities}
    return Told(tuple(disputed), dict(sorted(known.items())), dict(sorted(papers.items())), events)


def paper(name: str, published: str | None = "2024-01-01", publisher: str | None = None) -> Document:
    """A document; without a publisher unless one is given."""
    return Document(name, f"{name}.txt", 0, 0, name * 8, "", published=published, publisher=publisher)
