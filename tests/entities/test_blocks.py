"""Reports that are not weighed could not have been joined: the same pairs as when all meet all."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from time import process_time

import pytest

from kg.entities import indexed
from kg.entities.likeness import Report, conflict, likeness
from kg.entities.near import _dated_pairs, _keys, blocks, exactness, near, near_in
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


def by_block(reports: list[Report], entities: dict[str, Entity]) -> dict[str, list[Report]]:
    """The reports of each block."""
    members: dict[str, list[Report]] = {}
    for one in reports:
        for block in blocks(one, entities):
            members.setdefault(block, []).append(one)
    return members


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
    members = by_block(reports, entities)
    met = {(a.id, b.id) for key, some in members.items() for a, b, _ in near_in(key, some, entities)}
    assert met == expected
    assert expected


def crowded(chance: random.Random, number: int, entities: dict[str, Entity]) -> Report:
    """A report of one of few days, told in all ways in which dates are, of some attack the register knows."""
    one = report(chance, number, entities, dated=1)
    day = date(2001, 1, 28) + timedelta(days=chance.randrange(7))
    after = day + timedelta(days=chance.randrange(1, 4))
    told = chance.choice(
        [f"{day}"] * 5 + [f"{day}/{after}", f"{day}~", f"{day}"[:7], "2001", "2001-21", f"{day}/..", "soon"]
    )
    register = chance.choice([None, None, None, "peru", "north"])
    return replace(one, attack=replace(one.attack, date=told), register=register)


def by_month(one: Report, other: Report, entities: dict[str, Entity]) -> bool:
    """Whether two reports with dates meet where months are all that tells exact dates apart."""
    shared = {key for key in _keys(one, entities) & _keys(other, entities) if not key.startswith("day ")}
    both_exact = "vague" not in (exactness(one), exactness(other))
    return any(key.startswith("month ") or not both_exact for key in shared)


@pytest.mark.parametrize("seed", range(6))
def test_days_part_no_reports_that_months_bring_together(seed: int) -> None:
    chance = random.Random(seed)
    entities = world()
    reports = [crowded(chance, number, entities) for number in range(90)]
    expected = {
        (one.id, other.id)
        for one, other in combinations(reports, 2)
        if by_month(one, other, entities)
        and likeness(one, other, entities).enough
        and not conflict(one, other, entities)
    }
    assert {(one.id, other.id) for one, other, _ in near(reports, entities)} == expected
    members = by_block(reports, entities)
    met = {(a.id, b.id) for key, some in members.items() for a, b, _ in near_in(key, some, entities)}
    assert met == expected
    flagged = {
        tuple(sorted((a.id, b.id)))
        for key, some in members.items()
        for a, b in combinations(some, 2)
        if indexed.may_meet(key, indexed.flags(a), indexed.flags(b))
    }
    assert expected <= flagged


def test_few_of_one_place_are_weighed_where_days_are_told() -> None:
    chance = random.Random(3)
    entities = {"spot": Entity("spot", "Location", "Spot")}
    told = [report(chance, number, entities, dated=1) for number in range(2_000)]
    exact = [one for one in told if exactness(one) == "day"]
    pairs = _dated_pairs(exact, entities, undated=False)
    assert len(exact) > 600
    assert len(pairs) < len(exact) ** 2 / 2 / 60


def test_reports_of_one_country_are_soon_joined() -> None:
    chance = random.Random(7)
    state = {"peru": Entity("peru", "State", "Peru", known=True)}
    reports = [report(chance, number, state, dated=0) for number in range(1500)]
    start = process_time()
    near(reports, state)
    assert process_time() - start < 20
