"""What a frame carries besides its relation, and what hostile text does to the search for frames."""

import time

import pytest

from kg import schema
from kg.claims import frames, frames_lexicon
from kg.claims.frames_build import QUOTE_LENGTH
from kg.claims.frames_ends import MOST_ENDS
from tests.claims.test_frames import read


def one(text: str, relation: str) -> frames.Frame:
    """The only frame of that relation in the text."""
    (frame,) = [frame for frame in frames.find(read(text)) if frame.relation == relation]
    return frame


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "Officials met. Chad arms the Northern Front, they said."
    frame = one(text, "SUPPORTS")
    assert text[frame.start : frame.end] == "Chad arms the Northern Front, they said."


def test_of_a_long_sentence_the_clause_is_quoted() -> None:
    filler = ", and the price of bread in the markets of the valley rose again" * 6
    text = f"The paper wrote that Chad arms the Northern Front{filler}."
    frame = one(text, "SUPPORTS")
    quote = text[frame.start : frame.end]
    assert "Chad arms the Northern Front" in quote
    assert len(text) > QUOTE_LENGTH


def test_a_frame_names_its_trigger_and_its_ends() -> None:
    reading = read("The Northern Front is armed by Chad.")
    (frame,) = frames.find(reading)
    assert reading.tokens[frame.trigger].text == "armed"
    assert reading.tokens[frame.subject_token].text == "Chad"
    assert reading.tokens[frame.object_token].text == "Northern Front"
    assert frame.construction == "passive"


def test_the_date_of_the_clause_is_kept() -> None:
    frame = one("In 1998 Chad armed the Northern Front.", "SUPPORTS")
    assert (frame.valid, frame.qualifiers["date"]) == ("1998", "1998")


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Chad actively supports the Northern Front.", "active"),
        ("Thailand's tacit support for the Northern Front is known.", "passive"),
        ("Chad supports the Northern Front.", None),
    ],
)
def test_active_and_passive_support_come_from_the_words(text: str, mode: str | None) -> None:
    assert one(text, "SUPPORTS").mode == mode


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The government of Chad supports the Northern Front.", "government"),
        ("Elements within the National Security Bureau support the Northern Front.", "elements"),
        ("Chad supports the Northern Front.", None),
    ],
)
def test_who_within_the_actor_comes_from_the_words(text: str, level: str | None) -> None:
    assert one(text, "SUPPORTS").level == level


@pytest.mark.parametrize(
    "text",
    [
        "Sudan stopped supporting the Hill Guards.",
        "Sudan no longer supports the Hill Guards.",
        "Sudan used to support the Hill Guards.",
        "Sudan ended its support for the Hill Guards.",
    ],
)
def test_support_that_ended_is_former_and_not_denied(text: str) -> None:
    frame = one(text, "SUPPORTS")
    assert frame.qualifiers["tense"] == "former"
    assert not frame.negated


def test_an_office_is_kept_in_the_words_of_the_text() -> None:
    frame = one("Former Kenyan Foreign Minister Daniel Wong spoke.", "MEMBER_OF")
    assert str(frame.qualifiers["role"]).lower().endswith("foreign minister")
    assert frame.qualifiers["tense"] == "former"


def test_claims_of_responsibility_are_own_deeds() -> None:
    frame = one(
        "Black Heron claimed responsibility for the bombing in Gao on 3 May 2019.", "CLAIMED_RESPONSIBILITY"
    )
    assert frame.own_deed


def test_every_end_has_a_type_that_the_schema_allows() -> None:
    text = "Kenya accused Eritrea of arming the Hill Guards, a branch of Black Heron, in Port Sela."
    reading = read(text)
    for frame in frames.find(reading):
        ends = reading.entities[frame.subject].type, reading.entities[frame.object].type
        assert schema.load().relations[frame.relation].allows(*ends), frame


def test_the_lexicon_names_only_relations_of_the_schema() -> None:
    lexicon = frames_lexicon.load()
    tables = (lexicon.verbs, lexicon.nouns, lexicon.adjectives)
    named = {sense.meaning.relation for table in tables for senses in table.values() for sense in senses}
    assert named <= set(schema.load().relations)
    support = set(schema.load().vocabularies["support"].terms)
    kinds = {
        kind
        for table in tables
        for senses in table.values()
        for sense in senses
        for kind in sense.meaning.support
    }
    assert kinds | set(lexicon.kinds.values()) <= support


def test_two_runs_give_the_same_frames() -> None:
    reading = read("Eritrea and Sudan arm the Hill Guards and Black Heron, and Kenya fights them.")
    assert frames.find(reading) == frames.find(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Chad arms " + ", ".join(["the Northern Front", "the Hill Guards"] * 200) + " and Black Heron.",
        "The leader " + "of the brother " * 400 + "of the Northern Front attacked Chad.",
        "Chad " + " and ".join(["arms", "trains", "funds"] * 100) + " the Northern Front.",
        "The Northern Front, " + "which backs the Hill Guards, " * 100 + "attacked Chad.",
        "Chad's " + "support for the support of " * 150 + "the Northern Front.",
    ],
)
def test_endless_sentences_end_soon(text: str) -> None:
    reading = read(text)
    started = time.perf_counter()
    found = frames.find(reading)
    assert time.perf_counter() - started < 5
    assert len(found) <= MOST_ENDS**2
