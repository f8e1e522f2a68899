"""Small extractions, written by hand, for the tests of the entities stage."""

import hashlib

from kg.model import Attack, AttackMention, Claim, Document, Entity, Extraction, Figure, Mention

PLACES = (
    Entity("ruritania", "State", "Ruritania", known=True),
    Entity("sylvania", "State", "Sylvania", known=True),
    Entity("strelsau", "Location", "Strelsau", country="ruritania", known=True),
    Entity("zenda", "Location", "Zenda", country="ruritania", known=True),
    Entity(
        "strelsau-airport", "Location", "Strelsau Airport", parent="strelsau", country="ruritania", known=True
    ),
)
BLUE = Entity("blue-army", "Group", "Blue Army", known=True)


def document(name: str, published: str | None = None) -> Document:
    text = f"The words of {name}."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, f"{name}.txt", 0, len(text), sha256, text, published=published)


def attack(
    doc: str,
    number: int = 1,
    *,
    kind: str = "attack",
    place: str | None = None,
    date: str | None = None,
    targets: tuple[str, ...] = (),
    killed: int | None = None,
    quote: str = "an attack",
    name: str | None = None,
) -> Attack:
    start = 10 * number
    figures = (
        (Figure(f"f-{doc}-{number}", doc, "killed", killed, "exact", f"killed {killed}", start, start + 5),)
        if killed
        else ()
    )
    return Attack(
        id=f"{doc}~attack-{number}",
        name=name or f"{kind}, {place}",
        kind=kind,
        date=date,
        place=place,
        targets=targets,
        casualties=figures,
        documents=(doc,),
        mentions=(AttackMention(doc, quote, start, start + len(quote)),),
    )


def extraction(
    name: str,
    *attacks: Attack,
    published: str | None = None,
    by: str | None = None,
    entities: tuple[Entity, ...] = (),
) -> Extraction:
    """The extraction of a document with these attacks, each said in it to be the deed of `by`."""
    claims = tuple(
        Claim(f"c-{one.id}", name, by, "PERPETRATED", one.id, "did it", 0, 6) for one in attacks if by
    )
    local = tuple(Entity(one.id, "Attack", one.name) for one in attacks)
    return Extraction(
        document=document(name, published),
        mentions=tuple(Mention(f"m-{one.id}", name, 0, 6, "did it", one.id) for one in attacks),
        entities=(*PLACES, *((BLUE,) if by else ()), *entities, *local),
        claims=claims,
        attacks=attacks,
    )
