from collections.abc import Callable

import pytest

from kg.model import Reading

Read = Callable[[str], Reading]


def entity(reading: Reading, words: str) -> tuple[str, str]:
    """The id and type of what `words` name."""
    found = {m.text: m.entity for m in reading.mentions}
    assert words in found, f"{words!r} is not among {sorted(found)}"
    return found[words], reading.entities[found[words]].type


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Chad said the Free Tibesti Army crossed the border.", "Free Tibesti Army", "Group"),
        ("The attack was claimed by Liwa al-Shuhada on Friday.", "Liwa al-Shuhada", "Group"),
        ("Sudan armed the Front for Change and Concord in 2006.", "Front for Change and Concord", "Group"),
        ("The Lord's Resistance Army fled to Darfur.", "Lord's Resistance Army", "Group"),
        ("The Bardai District Court freed him.", "Bardai District Court", "Agency"),
        ("He teaches at the University of Zalingei.", "University of Zalingei", "Organisation"),
        ("The Kufra Accord was signed in Darfur.", "Kufra Accord", "Publication"),
        ("Shells fell on Abeche Airport near Darfur.", "Abeche Airport", "Location"),
        ("Fighting went on in Borkou province.", "Borkou province", "Location"),
    ],
)
def test_names_that_no_register_has_are_told_by_their_class_word(
    read: Read, text: str, words: str, kind: str
) -> None:
    assert entity(read(text), words)[1] == kind


def test_a_long_name_explains_its_acronym_for_the_whole_document(read: Read) -> None:
    reading = read("The Zaghawa Renewal Front (ZRF) took two posts. Chad said on Monday the ZRF was beaten.")
    assert {m.entity for m in reading.mentions if "Z" in m.text} == {"zaghawa-renewal-front"}
    assert [m.text for m in reading.mentions].count("ZRF") == 2


def test_an_acronym_may_come_before_its_long_name(read: Read) -> None:
    reading = read("The ZRF (Zaghawa Renewal Front) took two posts.")
    assert {m.entity for m in reading.mentions} == {"zaghawa-renewal-front"}


def test_the_bracket_is_one_token_with_its_name_for_the_parser(read: Read) -> None:
    reading = read("The Zaghawa Renewal Front (ZRF) took two posts.")
    (verb,) = [token for token in reading.tokens if token.text == "took"]
    (subject,) = [i for i in reading.children(verb.i) if reading.tokens[i].dep == "nsubj"]
    anchor = reading.anchor(subject)
    assert anchor is not None
    assert anchor.entities == ("zaghawa-renewal-front",)


def test_surnames_mean_the_person_named_in_full(read: Read) -> None:
    reading = read("The spokesman, Abakar Tollimi, denied it. Tollimi said that Chad had lied.")
    assert [(m.text, m.entity) for m in reading.mentions if reading.entities[m.entity].type == "Person"] == [
        ("Abakar Tollimi", "abakar-tollimi"),
        ("Tollimi", "abakar-tollimi"),
    ]


def test_titles_are_no_part_of_a_name_but_honorifics_are(read: Read) -> None:
    reading = read("Colonel Adoum Yacoub met Sheikh Musa Hilal in Darfur. President Putin did not come.")
    persons = [m.text for m in reading.mentions if reading.entities[m.entity].type == "Person"]
    assert persons == ["Adoum Yacoub", "Sheikh Musa Hilal", "Putin"]


def test_a_group_is_told_by_the_words_beside_its_name(read: Read) -> None:
    reading = read(
        "In March the rebel group Toubou Sahel attacked Darfur. Toubou Sahel fighters killed ten men."
    )
    assert entity(reading, "Toubou Sahel")[1] == "Group"


def test_the_rebels_of_a_people_are_a_described_group(read: Read) -> None:
    reading = read("Sudan was said to arm Chadian rebels in Darfur.")
    described = [m for m in reading.mentions if m.described]
    assert [(m.text, m.entity, reading.entities[m.entity].type) for m in described] == [
        ("Chadian rebels", "chadian-armed-groups", "Group")
    ]


def test_peoples_are_populations(read: Read) -> None:
    reading = read("The fighters killed dozens of Chadian nationals.")
    assert entity(reading, "Chadian nationals")[1] == "Population"


def test_a_states_forces_are_its_agency_unless_they_only_qualify(read: Read) -> None:
    reading = read("The Colombian army attacked FARC. A Colombian army base was hit.")
    assert [(m.text, m.entity) for m in reading.mentions if "Colombian" in m.text] == [
        ("Colombian army", "colombia-military"),
        ("Colombian", "colombia"),
    ]


def test_a_leaders_administration_is_the_state(read: Read) -> None:
    mentions = read("The Putin administration denied it.").mentions
    assert [(m.text, m.entity, m.nested) for m in mentions] == [
        ("Putin administration", "russia", False),
        ("Putin", "putin", True),
    ]


def test_names_that_share_a_word_are_both_found(read: Read) -> None:
    mentions = read("Members of the Afghan and Pakistani Taliban met.").mentions
    assert [(m.text, m.entity, m.ellipsis) for m in mentions] == [
        ("Afghan", "afghan-taliban", True),
        ("Pakistani Taliban", "tehrik-i-taliban-pakistan", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Islamabad denied the accusation.",
        "He accused Islamabad of lying.",
        "Talks between Islamabad and the rebels failed.",
        "It had good relations with Islamabad.",
        "The rebels rejected Islamabad's claims.",
        "The men were trained by Islamabad.",
    ],
)
def test_a_capital_that_acts_or_is_addressed_is_its_state(read: Read, text: str) -> None:
    (mention,) = read(text).mentions
    assert (mention.entity, mention.metonym) == ("pakistan", True)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded in Islamabad.",
        "Islamabad was hit by two bombs.",
        "[Islamabad] The rebels denied it.",
        "ISLAMABAD: The rebels denied it.",
        "The Islamabad bombing killed ten.",
        "Police in Islamabad's north found him.",
    ],
)
def test_a_capital_where_something_happens_is_a_place(read: Read, text: str) -> None:
    mention = read(text).mentions[0]
    assert (mention.entity, mention.metonym) == ("islamabad", False)


def test_an_islamic_state_is_not_the_group(read: Read) -> None:
    assert not read("They want to found an Islamic State governed by their own laws.").mentions
