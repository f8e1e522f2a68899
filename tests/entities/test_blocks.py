"""Reports that are not weighed could not have been joined: the same pairs as when all meet all."""

import random
from datetime import date, timedelta
from itertools import combinations
from time import process_time

import pytest

from kg.entities.likeness import Report, conflict, likeness
from kg.entities.near import _keys, blocks, near, near_in
from kg.model import Attack, AttackMention, Entity, Figure

KINDS = ("bombing", "attack", "killing", "kidnapping")


def world() -> dict[str, Entity]:
    """A state with two regions, towns in them, bodies and persons."""
    entities = {"peru": Entity("peru", "State", "Peru", known=True)}
    for region in ("north", "south"):
        entities[region] = Entity(region, "Location", region.title(), country="peru")
        for number in range(4):
            town = f"{region}-{number}"
            entities[town] = Entity(town, "Location", f"Town {town}", parent=region, country="peru")
    for number in range(5):
        entities[f"body-{number}"] = Entity(f"body-{number}", "Organisation", f"Body {number}")
        entities[f"person-{number}"] = Entity(f"person-{number}", "Person", f"Person {number}")
    return entities


def report(chance: random.Random, number: int, entities: dict[str, Entity], dated: float) -> Report:
    """A report with some of the things that reports tell."""
    day = date(2001, 1, 1) + timedelta(days=chance.randrange(400))
    targets = [chance.choice(sorted(entities)) for _ in range(chance.randrange(3))]
    doc = f"d{number:04d}"
    figure = Figure(f"f{number}", doc, "killed", chance.randrange(1, 5), "exact", "q", 0, 1)
    attack = Attack(
        id=f"{doc}~attack-1",
        name="x",
        kind=chance.choice(KINDS),
        date=chance.choice([day.isoformat(), day.isoformat()[:7], "2001"])
        if chance.random() < dated
        else None,
        place=chance.choice(
            [*(e for e in sorted(entities) if entities[e].type in {"State", "Location"}), None]
        ),
        targets=tuple(one for one in targets if entities[one].type in {"Organisation", "Person"}),
        casualties=(figure,) if chance.random() < 0.5 else (),
        documents=(doc,),
        mentions=(AttackMention(doc, chance.choice(["the attack", "an attack"]), 0, 1),),
    )
    published = (day + timedelta(days=chance.randrange(90))).isoformat() if chance.random() < 0.8 else None
    actors = frozenset({f"group-{chance.randrange(3)}"}) if chance.random() < 0.4 else frozenset()
    return Report(attack, published=published, actors=actors)


@pytest.mark.parametrize("seed", range(4))
def test_no_pair_is_missed(seed: int) -> None:
    chance = random.Random(seed)
    entities = world()
    reports = [report(chance, number, entities, dated=0.2 * seed) for number in range(120)]
    keys = [_keys(one, entities) for one in reports]
    expected = {
        (one.id, other.id)
        for (one, mine), (other, theirs) in combinations(zip(reports, keys, strict=True), 2)
        if mine & theirs and likeness(one, other, entities).enough and not conflict(one, other, entities)
    }
    assert {(one.id, other.id) for one, other, _ in near(reports, entities)} == expected
    members: dict[str, list[Report]] = {}
    for one in reports:
        for block in blocks(one, entities):
            members.setdefault(block, []).append(one)
    met = {(a.id, b.id) for key, some in members.items() for a, b, _ in near_in(key, some, entities)}
    assert met == expected
    assert expected


def test_reports_of_one_country_are_soon_joined() -> None:
    chance = random.Random(7)
    state = {"peru": Entity("peru", "State", "Peru", known=True)}
    reports = [report(chance, number, state, dated=0) for number in range(1500)]
    start = process_time()
    near(reports, state)
    assert process_time() - start < 20
