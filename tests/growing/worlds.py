"""Made-up documents of a small world, in which much meets: names, places, attacks, publishers, copies."""

import hashlib
import random
from dataclasses import replace

from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Denial,
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Unnamed,
)

ENTITIES = (
    Entity("norland", "State", "Norland", aliases=("Republic of Norland",), known=True),
    Entity("sudria", "State", "Sudria", known=True),
    Entity("hill-front", "Group", "Hill Front", aliases=("HF",), known=True),
    Entity("coast-column", "Group", "Coast Column", parent="hill-front", known=True),
    Entity("column-of-the-coast", "Group", "Coast-Column"),
    Entity("hf-two", "Group", "HF", known=True),
    Entity("river-band", "Group", "River Band"),
    Entity("j-sel", "Person", "J. Sel"),
    Entity("lena-orr", "Person", "Lena Orr", known=True),
    Entity("old-port", "Location", "Old Port", parent="east", country="norland", known=True),
    Entity("east", "Location", "East Province", country="norland"),
    Entity("mill", "Location", "Mill"),
    Entity("station-hall", "Location", "Mill Station", parent="mill"),
    Entity("hill-gazette", "Organisation", "Hill Gazette"),
    Entity("gazette", "Publication", "The Gazette", aliases=("Hill Gazette",), known=True),
    Entity("port-bombing", "Attack", "Old Port bombing", known=True),
)
_PLACES = tuple(e for e in ENTITIES if e.type in ("State", "Location"))
_BEHIND = ("PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN")
_DAYS = ("2023-05-01", "2023-05-02", "2023-05", "2023", None, None)
_TOLD = ("2023-05-03", "2023-05-20", "2023", None, "2023-02-02", "2023-06-30", "2022-11")
_PUBLISHERS = ("Hill Gazette", "HILL GAZETTE", "Coast Wire", "Coast-Wire", None)
_WORDS = tuple(f"w{number}" for number in range(120))


CONFUSING = ("column-of-the-coast", "hf-two", "gazette")
"""Entities that are, or may be, taken for others: with them a graph hardly grows by parts."""


def document(dice: random.Random, number: int, *, calm: bool = True) -> Extraction:
    """A document with entities, claims and attacks of the small world, the same for the same dice.

    Where it is not `calm`, names are shared and documents often say different things of one entity.
    """
    name = f"d{number}"
    pool = [entity for entity in ENTITIES if not (calm and entity.id in CONFUSING)]
    told = [_told(dice, entity, calm) for entity in dice.sample(pool, dice.randint(2, 6))]
    named = {entity.id: entity for entity in told}
    actors = [entity for entity in pool if entity.type in ("State", "Group", "Person")]
    attacks = [_attack(dice, name, place, named, actors) for place in range(1, dice.choice((1, 1, 2, 3)))]
    claims = [_claim(dice, name, place, named, actors, attacks) for place in range(dice.randint(0, 4))]
    for attack in attacks:
        named[attack.id] = Entity(attack.id, "Attack", attack.name)
    text = _text(dice)
    article = Document(
        name,
        f"{name}.txt",
        0,
        len(text),
        hashlib.sha256(text.encode()).hexdigest(),
        text,
        publisher=dice.choice(("Hill Gazette", "Coast Wire", None) if calm else _PUBLISHERS),
        published=dice.choice(_TOLD),
    )
    mentions = tuple(Mention(f"m-{name}-{each}", name, 0, 2, text[:2], each) for each in sorted(named))
    return Extraction(article, mentions, tuple(named.values()), tuple(_denied(claims)), tuple(attacks))


def _told(dice: random.Random, entity: Entity, calm: bool = True) -> Entity:
    """An entity as one document has it: most say the same."""
    if entity.known or dice.random() < (0.97 if calm else 0.7):
        return entity
    return dice.choice(
        (
            replace(entity, name=entity.name.upper()),
            replace(entity, aliases=("Another Name",)),
            replace(entity, country="sudria"),
            replace(entity, described=True),
            replace(entity, external={"list": "1"}),
        )
    )


def _text(dice: random.Random) -> str:
    """One of three texts, whole, shortened or with a word changed; or words without an equal."""
    start = dice.choice((0, 0, 40))
    words = list(_WORDS[start : start + dice.choice((36, 40, 60))])
    if dice.random() < 0.4:
        words[dice.randrange(len(words))] = "other"
    if dice.random() < 0.3:
        dice.shuffle(words)
    return " ".join(words[: dice.choice((10, 80, 80))])


def _attack(
    dice: random.Random, name: str, number: int, named: dict[str, Entity], actors: list[Entity]
) -> Attack:
    place = dice.choice((*_PLACES, None))
    targets = [dice.choice(actors)] if dice.random() < 0.5 else []
    for one in (place, *targets):
        if one:
            named.setdefault(one.id, _told(dice, one))
    identity = f"{name}~attack-{number}"
    quote = dice.choice(("the bombing", "a bombing"))
    killed = dice.choice((0, 3, 12))
    figure = Figure(f"f-{identity}", name, "killed", killed, "exact", "w1", 0, 2, asserted_by=())
    return Attack(
        identity,
        dice.choice(("Old Port bombing", "bombing", "bombing")),
        dice.choice(("bombing", "bombing", "shooting", "attack", "killing")),
        date=dice.choice(_DAYS),
        place=place.id if place else None,
        targets=tuple(one.id for one in targets),
        casualties=(figure,) if killed else (),
        documents=(name,),
        mentions=(AttackMention(name, quote, 0, 2),),
    )


def _claim(
    dice: random.Random,
    name: str,
    number: int,
    named: dict[str, Entity],
    actors: list[Entity],
    attacks: list[Attack],
) -> Claim:
    subject, object_, speaker = (dice.choice(actors) for _ in range(3))
    for one in (subject, object_, speaker):
        named.setdefault(one.id, _told(dice, one))
    relation = dice.choice(("SUPPORTS", "SUPPORTS", "RIVAL_OF"))
    end = object_.id
    if attacks and dice.random() < 0.6:
        relation, end = dice.choice(_BEHIND), dice.choice(attacks).id
    elif "port-bombing" in named and dice.random() < 0.5:
        relation, end = dice.choice(_BEHIND), "port-bombing"
    denies = dice.random() < 0.3
    says: tuple[str | Unnamed, ...] = dice.choice(((), (speaker.id,), (Unnamed("some"),)))
    return Claim(
        f"c-{name}-{number}",
        name,
        subject.id,
        relation,
        end,
        "w1",
        0,
        2,
        asserted_by=says,
        polarity="negative" if denies else "positive",
        status="denied" if denies else "alleged" if says else "unattributed",
        review=dice.choice(("machine",) * 30 + ("rejected", "corrected")),
    )


def _denied(claims: list[Claim]) -> list[Claim]:
    """The claims of one document, its own denials linked as an extractor links them."""
    found = {claim.id: claim for claim in claims}
    for denial in claims:
        for claim in claims:
            same = (claim.subject, claim.relation, claim.object) == (
                denial.subject,
                denial.relation,
                denial.object,
            )
            named = [one for one in denial.asserted_by if isinstance(one, str)]
            if same and denial.polarity == "negative" and claim.polarity == "positive" and named:
                said = Denial(named[0], denial.doc, denial.quote, denial.start, denial.end)
                found[claim.id] = replace(found[claim.id], denied_by=(said,), status="disputed")
                found[denial.id] = replace(found[denial.id], denies=(claim.id,))
    return list(found.values())
