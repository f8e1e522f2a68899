"""Entities of several documents: one record an id, spellings of one name together, the rest for a person."""

from dataclasses import replace

import pytest

from kg import entities
from kg.entities import candidates
from kg.model import Claim, Denial, Entity, Extraction, Mention, Unnamed
from tests.entities.build import document


def told(name: str, *found: Entity, claims: tuple[Claim, ...] = ()) -> Extraction:
    mentions = tuple(Mention(f"m-{name}-{e.id}", name, 0, 3, "The", e.id) for e in found)
    return Extraction(document(name), mentions=mentions, entities=found, claims=claims)


def test_an_id_has_one_record_with_all_aliases() -> None:
    records = entities.join(
        [
            told("a", Entity("red-front", "Group", "Red Front", ("RF",))),
            told("b", Entity("red-front", "Group", "The Red Front", country="ruritania")),
            told("c", Entity("red-front", "Group", "Red Front")),
        ]
    )
    (one,) = records.entities
    assert (one.name, one.aliases, one.country) == ("Red Front", ("RF", "The Red Front"), "ruritania")


def test_the_register_has_the_last_word() -> None:
    records = entities.join(
        [
            told("a", Entity("red-front", "Organisation", "red front")),
            told("b", Entity("red-front", "Group", "Red Front", known=True, external={"ucdp": "7"})),
        ]
    )
    (one,) = records.entities
    assert (one.type, one.name, one.known, one.external) == ("Group", "Red Front", True, {"ucdp": "7"})


def test_spellings_of_one_name_are_one_entity() -> None:
    claim = Claim(
        "c-1",
        "b",
        "al-noor-brigade",
        "RIVAL_OF",
        "red-front",
        "x",
        0,
        1,
        asserted_by=("al-noor-brigade", Unnamed("a man")),
        reported_by="al-noor-brigade",
        denied_by=(Denial("al-noor-brigade", "b", "no", 0, 2),),
    )
    records = entities.join(
        [
            told("a", Entity("alnoor", "Group", "Al Noor Brigade", known=True)),
            told(
                "b",
                Entity("al-noor-brigade", "Group", "the Al-Noor Brigade"),
                Entity("red-front", "Group", "Red Front"),
                claims=(claim,),
            ),
        ]
    )
    assert [one.id for one in records.entities] == ["alnoor", "red-front"]
    (rewritten,) = records.claims
    assert rewritten == replace(
        claim,
        subject="alnoor",
        asserted_by=("alnoor", Unnamed("a man")),
        reported_by="alnoor",
        denied_by=(Denial("alnoor", "b", "no", 0, 2),),
    )
    assert {mention.entity for mention in records.mentions} == {"alnoor", "red-front"}


@pytest.mark.parametrize(
    "pair",
    [
        (Entity("a", "Person", "Ali Hassan"), Entity("b", "Person", "Ali Hassan")),
        (Entity("a", "Group", "Northern Front"), Entity("b", "Location", "Northern Front")),
        (Entity("a", "Group", "First Brigade"), Entity("b", "Group", "Second Brigade")),
        (Entity("a", "Group", "Red Front", ("RF",)), Entity("b", "Group", "RF")),
    ],
)
def test_what_only_may_be_one_is_not_merged(pair: tuple[Entity, Entity]) -> None:
    records = entities.join([told("a", pair[0]), told("b", pair[1])])
    assert len(records.entities) == 2


def test_a_name_that_two_known_entities_share_is_settled_for_neither() -> None:
    records = entities.join(
        [
            told("a", Entity("one", "Group", "One", ("Unity",), known=True)),
            told("b", Entity("two", "Group", "Two", ("Unity",), known=True)),
            told("c", Entity("unity", "Group", "Unity")),
        ]
    )
    assert len(records.entities) == 3


def test_names_alike_are_candidates_for_a_person_to_judge() -> None:
    found = candidates(
        [
            Entity("a", "Group", "Free Army of the North"),
            Entity("b", "Group", "FAN"),
            Entity("c", "Group", "Peoples Liberation Front of Zenda"),
            Entity("d", "Group", "Zenda People's Liberation Front", known=True),
            Entity("e", "Group", "Zenda Peoples Liberation Front (Provisional)"),
            Entity("f", "Group", "Brigade 12"),
            Entity("g", "Group", "Brigade 13"),
            Entity("h", "Group", "Islamic State", known=True),
            Entity("i", "Group", "Islamic State West Strelsau Province"),
        ]
    )
    assert [(c.one, c.other) for c in found] == [("a", "b"), ("c", "d")]
    assert "initials" in found[0].reason


def test_mentions_that_say_the_same_are_kept_once() -> None:
    mention = Mention("m-1", "a", 0, 3, "The", "x")
    base = Extraction(document("a"), (mention, replace(mention, id="m-2")), (Entity("x", "Group", "X"),))
    assert len(entities.join([base]).mentions) == 1
