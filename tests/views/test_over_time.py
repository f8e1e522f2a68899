"""Who said it first, what is told in the order of time, and what is new since."""

from dataclasses import replace

from kg.model import Attack
from kg.views import diff, first, timeline
from tests.views.saying import claim, paper, told

DOCUMENTS = [
    paper("d1", "2024-01-05", "Hill Post"),
    paper("d2", "2024-01-09"),
    paper("d3", "2024-03-01"),
    paper("d4", None),
]
CLAIMS = [
    claim("s-arda SUPPORTS g-front", "d2", "s-borun"),
    claim("s-arda SUPPORTS g-front", "d1", "s-celt"),
    claim("s-arda SUPPORTS g-front", "d3", "s-celt"),
    claim("s-arda SUPPORTS g-front", "d4", "s-dorn"),
    claim("NOT s-arda SUPPORTS g-front", "d3", "s-arda"),
    claim("g-front PERPETRATED x-raid", "d1"),
]
RAID = Attack("x-raid", "Raid", "raid", date="2023-12-30")
TALE = told(CLAIMS, DOCUMENTS, [RAID])


def test_voices_come_in_the_order_they_spoke() -> None:
    found = [one for one in first.first(TALE, ["s-arda"]) if one.says == "said"]
    assert [(one.turn, one.voice, one.repeats) for one in found] == [
        (1, "Celt", ("d3",)),
        (2, "Borun", ()),
        (None, "Dorn", ()),
    ]


def test_denials_come_after_what_they_deny() -> None:
    assert [one.voice for one in first.first(TALE, ["s-arda"]) if one.says == "denied"] == ["Arda"]


def test_of_two_actors_only_what_is_between_them() -> None:
    assert {one.relation for one in first.first(TALE, ["g-front", "x-raid"])} == {"PERPETRATED"}


def test_a_document_speaks_as_its_publisher() -> None:
    found = first.first(TALE, ["g-front", "x-raid"])
    assert [one.voice for one in found] == ["the document (Hill Post)"]


def test_a_timeline_begins_with_the_attack_and_ends_with_what_has_no_date() -> None:
    found = timeline.timeline(TALE, "g-front")
    assert (found[0].date, found[0].dated_by, found[0].object) == ("2023-12-30", "attack", "Raid")
    assert (found[-1].date, found[-1].dated_by) == (None, None)


def test_what_the_words_date_goes_before_publication() -> None:
    tale = told([claim("s-arda SUPPORTS g-front", "d1", valid="1986")], DOCUMENTS)
    assert [(one.date, one.dated_by) for one in timeline.timeline(tale, "s-arda")] == [("1986", "words")]


def test_months_without_a_claim_are_on_the_picture() -> None:
    found = timeline.periods(TALE, "g-front")
    assert [period.name for period in found] == ["2023-12", "2024-01", "2024-02", "2024-03"]
    assert [sum(period.claims.values()) for period in found] == [0, 3, 0, 2]
    assert found[0].events == 1


def test_nothing_is_new_between_the_same() -> None:
    assert diff.diff(TALE, TALE) == ()


def test_what_is_new_denied_and_gone() -> None:
    before = told(CLAIMS[:2], DOCUMENTS[:2])
    changes = {change.kind: change for change in diff.diff(before, TALE)}
    assert changes["newly denied"].who == ("Arda",)
    assert (changes["newly denied"].before, changes["newly denied"].after) == (
        "alleged, 2 voices",
        "disputed, 3 voices",
    )
    assert changes["new"].object == "Raid"
    assert changes["more voices"].who == ("Dorn",)
    back = {change.kind: change for change in diff.diff(TALE, before)}
    assert back["no longer denied"].who == ("Arda",)
    assert back["gone"].object == "Raid"


def test_documents_are_superseded_or_withdrawn() -> None:
    other = replace(DOCUMENTS[0], sha256="f" * 64)
    after = told(CLAIMS[:2], [other, DOCUMENTS[1]], [RAID])
    kinds = {(one.kind, one.subject) for one in diff.diff(TALE, after, [DOCUMENTS[2]]) if not one.relation}
    assert kinds == {("superseded", "d1"), ("withdrawn", "d3"), ("gone document", "d4")}
