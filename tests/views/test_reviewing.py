"""What is put before a person, in which order and why; and what is made of the words they type."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from kg import pipeline
from kg.entities.judgements import Judgement, Ledger, Named
from kg.entities.settled import settle
from kg.errors import QueryError
from kg.model import Entity, Extraction, Mention, Records
from kg.views import deciding, queue
from kg.views.deciding import Author
from kg.views.queue import Item
from tests.graph import story

ANA = Author("ana", "a guess")


def told(*more: Entity) -> list[Extraction]:
    """The story, with further entities that its last document names."""
    border = story.border()
    words = [Mention(f"m-{one.id}", "border-1", 3, 7, "2019", one.id) for one in more]
    mentions = tuple(sorted((*border.mentions, *words), key=lambda m: (m.start, m.end, m.id)))
    entities = tuple(sorted((*border.entities, *more), key=lambda one: one.id))
    return [*story.all_four(), replace(border, mentions=mentions, entities=entities)]


def left(said: Sequence[Extraction], kind: str, *judgements: Judgement) -> tuple[Item, ...]:
    settled = settle(Ledger().joined_by(judgements))
    return queue.queue(pipeline.joined(said, settled), settled, [kind])


@pytest.fixture(scope="module")
def records() -> Records:
    return pipeline.joined(told())


def test_names_that_are_alike_are_asked_about_until_somebody_answers() -> None:
    said = told(Entity("bands-of-the-river", "Group", "Band of the River"))
    (item,) = left(said, "entity")
    assert (item.one, item.other, item.score) == ("bands-of-the-river", "river-band", 100.0)
    assert item.reasons == ("names alike: Band of the River, River Band",)
    assert item.lines[1] == "River Band (Group, in no register, 1 mentions)"
    assert "CREATED River Band (alleged), said by Sudria" in item.lines[2]
    for choice in item.choices.values():
        assert left(said, "entity", *choice.judgements) == ()


def test_a_name_that_two_bear_is_asked_about() -> None:
    said = told(Entity("helping-fund", "Organisation", "Helping Fund", aliases=("HF",), known=True))
    (item,) = left(said, "alias")
    assert item.reasons[0] == "both are called hf"
    assert {item.one, item.other} == {"helping-fund", "hill-front"}
    assert left(said, "alias", *item.choices["d"].judgements) == ()


def test_attacks_that_may_be_one_are_asked_about_with_all_their_reports() -> None:
    one, other = "gazette-1~attack-1", "tribune-1~attack-1"
    said = told()
    assert left(said, "attack") == ()
    away = [replace(x, attacks=tuple(replace(a, name="A bomb") for a in x.attacks)) for x in said]
    parted = Judgement("attack", one, "different", other)
    assert left(away, "attack", parted) == ()
    vague: dict[str, Any] = {"place": None, "date": None, "targets": ("norland",)}
    nameless = [
        replace(
            one_,
            document=replace(one_.document, published=None),
            attacks=tuple(replace(attack, **vague) for attack in one_.attacks),
        )
        for one_ in away
    ]
    (item,) = left(nameless, "attack")
    assert item.score < 100
    assert item.choices["s"].judgements == (Judgement("attack", one, "same", other),)
    assert item.choices["d"].judgements == (parted,)
    assert left(nameless, "attack", *item.choices["s"].judgements) == ()


def test_a_denial_of_which_nobody_knows_what_it_denies_is_offered_the_likeliest_claims() -> None:
    said = told()
    tribune = said[1]
    lone = replace(
        tribune,
        claims=tuple(replace(c, object="norland") if c.id == "tribune-1-c2" else c for c in tribune.claims),
    )
    said[1] = lone
    (item,) = left(said, "denial")
    assert item.one == "tribune-1-c2"
    assert item.choices["1"].judgements[0].other in {"gazette-1-c1", "wire-1-c1", "wire-2-c2"}
    assert item.reasons == ("both are about SUPPORTS", "who denies it is accused there")
    assert [key for key in item.choices if not key.isdigit()] == ["a", "r", "u"]
    for choice in item.choices.values():
        assert left(said, "denial", *choice.judgements) == ()


def test_claims_are_asked_about_with_their_words_and_status() -> None:
    (item,) = left(told(), "claim")
    assert item.id == "claim:gazette-1-c4"
    assert item.title == "Do the words say so: Sudrian Service SUPPORTS Coast Column (alleged)?"
    assert ">>Some analysts say" in item.lines[1]
    assert left(told(), "claim", *item.choices["u"].judgements) == ()


def test_the_highest_score_comes_first(records: Records) -> None:
    scores = [item.score for item in queue.queue(records, settle(Ledger()))]
    assert scores == sorted(scores, reverse=True)


def test_pairs_are_made_of_names(records: Records) -> None:
    (same,) = deciding.pairs(records, "River Band", "HF", "same", ANA)
    assert same == Judgement("entity", "hill-front", "same", "river-band", who="ana", why="a guess")
    (apart,) = deciding.pairs(records, "River Band", "HF", "different", ANA)
    assert (apart.one, apart.other) == ("river-band", "hill-front")
    both = deciding.pairs(records, story.JOINED, "x~attack-1", "different", ANA)
    assert [(one.one, one.other) for one in both] == [
        ("gazette-1~attack-1", "x~attack-1"),
        ("tribune-1~attack-1", "x~attack-1"),
    ]
    assert len(deciding.pairs(records, story.JOINED, "x~attack-1", "same", ANA)) == 1
    with pytest.raises(QueryError, match="Norlnd"):
        deciding.pairs(records, "Norlnd", "HF", "same", ANA)


def test_corrections_are_made_of_what_people_type(records: Records) -> None:
    typed = {
        "subject": "SUS",
        "object": "Old Port bombing",
        "relation": "perpetrated",
        "asserted_by": "Norland; “some traders”; +Agency:Delta Police",
        "support": "weapons; funding",
        "valid": " ",
        "modality": "hinted",
    }
    found = deciding.correction(records, "wire-1-c1", typed, ANA)
    assert found.fields == {
        "subject": "sudrian-service",
        "object": "gazette-1~attack-1",
        "relation": "PERPETRATED",
        "asserted_by": ["norland", "“some traders”", "delta-police"],
        "support": ["weapons", "funding"],
        "valid": None,
        "modality": "hinted",
    }
    assert found.entities == (
        Named("delta-police", "Agency", "Delta Police"),
        Named("norland", "State", "Norland"),
        Named("sudrian-service", "Agency", "Sudrian Service"),
    )
    with pytest.raises(QueryError, match="no field 'subjct' that can be corrected; did you mean \"subject\""):
        deciding.correction(records, "wire-1-c1", {"subjct": "Norland"}, ANA)


def test_marks_are_given_by_name(records: Records) -> None:
    assert deciding.rating(records, "publisher", "the hill gazette", "b", ANA).one == "Hill Gazette"
    assert deciding.rating(records, "asserter", "Republic of Norland", "D", ANA).one == "norland"
    assert deciding.rating(records, "claim", "wire-1-c1", "4", ANA).about == "credibility"
    with pytest.raises(QueryError, match='did you mean "Hill Gazette"'):
        deciding.rating(records, "publisher", "Hill Gazete", "B", ANA)
