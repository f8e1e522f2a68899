"""The men of a person are a group of their own; those of somebody who governs a state are not."""

from collections.abc import Callable

import pytest

from kg.claims.rules import RulesExtractor
from kg.model import Reading
from tests.mentions.test_coreference import meaning

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("General Omar Terrab fled. Terrab's men attacked Kabul.", "men"),
        ("The forces of General Omar Terrab attacked Kabul.", "forces"),
        ("Fighters loyal to General Omar Terrab attacked Kabul.", "Fighters"),
        ("Troops commanded by General Omar Terrab attacked Kabul.", "Troops"),
        ("General Omar Terrab's militia attacked Kabul.", "militia"),
    ],
)
def test_the_men_of_a_person_are_a_group(read: Read, text: str, word: str) -> None:
    reading = read(text)
    assert meaning(reading, word) == ("omar-terrab-forces",)
    band = reading.entities["omar-terrab-forces"]
    assert (band.type, band.described) == ("Group", True)
    assert reading.entities["omar-terrab"].type == "Person"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Putin's troops attacked Kabul.", "troops"),
        ("President Omar Terrab fled. Troops loyal to Terrab attacked Kabul.", "Troops"),
        ("General Omar Terrab's man attacked Kabul.", "man"),
        ("FARC's men attacked Kabul.", "men"),
        ("The men accused Omar Terrab.", "men"),
    ],
)
def test_others_are_not(read: Read, text: str, word: str) -> None:
    reading = read(text)
    assert not any(entity.endswith("-forces") for entity in reading.entities)
    assert not any(entity.endswith("-forces") for entity in meaning(reading, word))


def test_a_band_is_called_a_militia_where_the_document_does(read: Read) -> None:
    called = read("General Omar Terrab's militiamen fled. The men of General Omar Terrab attacked Kabul.")
    assert called.entities["omar-terrab-forces"].name == "militia of Omar Terrab"
    plain = read("The men of General Omar Terrab attacked Kabul.")
    assert plain.entities["omar-terrab-forces"].name == "forces of Omar Terrab"


def test_what_the_men_did_is_not_told_of_the_person(read: Read) -> None:
    claims = (
        RulesExtractor().extract(read("The forces of General Omar Terrab attacked the TTP in Kabul.")).claims
    )
    found = {(claim.subject, claim.relation, claim.object) for claim in claims}
    assert ("omar-terrab", "LEADS", "omar-terrab-forces") in found
    assert ("omar-terrab-forces", "RIVAL_OF", "tehrik-i-taliban-pakistan") in found
    assert {relation for subject, relation, _ in found if subject == "omar-terrab"} == {"LEADS"}
