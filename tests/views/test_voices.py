"""Sides, partisan speakers, what a denier is to the denied, and how voices are counted."""

from dataclasses import replace

import pytest

from kg.graph.voices import voices
from kg.model import Claim, Document, Entity, Unnamed
from kg.views.projection import Told, of_records
from kg.views.voices import Sides, all_voices, independence, tellers
from tests.graph import story


@pytest.fixture
def tale() -> Told:
    """The whole story with the fifth document."""
    return of_records(story.join([*story.all_four(), story.border()]))


def _claim(number: int, doc: str, **fields: object) -> Claim:
    base = Claim(f"c{number}", doc, "sudria", "SUPPORTS", "hill-front", "…", 0, 1)
    return replace(base, **fields)  # type: ignore[arg-type]


def _document(name: str, **fields: object) -> Document:
    return replace(Document(name, f"{name}.txt", 0, 0, "", ""), **fields)  # type: ignore[arg-type]


def _number(*claims: Claim, **documents: Document) -> int:
    return len(voices(claims, documents, {"Gazette": "gazette"}))


def test_one_asserter_is_one_voice_wherever_he_is_quoted() -> None:
    quoted = _claim(1, "a", asserted_by=("norland",)), _claim(2, "b", asserted_by=("norland",))
    assert _number(*quoted) == 1
    assert _number(*quoted, _claim(3, "c", asserted_by=("lena-orr",))) == 2


def test_near_copies_are_one_voice() -> None:
    own = _claim(1, "a"), _claim(2, "b")
    assert _number(*own) == 2
    assert _number(*own, b=_document("b", copy_of="a")) == 1


def test_what_only_passes_on_another_adds_no_voice() -> None:
    paper = _document("a", publisher="Gazette")
    own = _claim(1, "a")
    by_name = _claim(2, "b", asserted_by=("gazette",))
    through = _claim(3, "c", reported_in="gazette")
    assert _number(own, by_name, through, a=paper) == 1
    assert _number(by_name, through) == 1
    assert _number(own, _claim(4, "d")) == 2


def test_unnamed_speakers_are_one_voice_where_they_were_heard() -> None:
    some = Unnamed("some officials")
    one, other = _claim(1, "a", asserted_by=(some,)), _claim(2, "b", asserted_by=(some,))
    assert _number(one, other) == 2
    through = [replace(claim, reported_in="gazette") for claim in (one, other)]
    assert _number(*through) == 1
    assert _number(one, replace(other, reported_in="gazette"), a=_document("a", publisher="Gazette")) == 1


def test_how_voices_were_counted_is_told(tale: Told) -> None:
    edge = next(e for e in tale.edges if (e.subject, e.object) == ("sudria", "hill-front"))
    counted = independence(tale, edge)
    assert [one.speaker for one in counted] == ["wire-2 in its own voice", "Norland"]
    assert len(counted) == edge.voices == 2
    copied = dict(tale.documents) | {"wire-1": replace(tale.documents["wire-1"], copy_of="wire-2")}
    more = replace(tale, claims=(*tale.claims, _claim(9, "wire-1")), documents=copied)
    again = independence(
        more, next(e for e in more.edges if (e.subject, e.object) == ("sudria", "hill-front"))
    )
    assert "2 claims in 2 documents count once; wire-1 is a near-copy of wire-2" in {
        one.told for one in again
    }


def test_sides_follow_parents_countries_and_offices(tale: Told) -> None:
    sides = Sides(tale)
    assert sides.side("sudrian-service") == "sudria"
    assert sides.side("coast-column") == "hill-front"
    assert sides.side("old-port") == "old-port"
    assert sides.members("sudria") == ("sudria", "sudrian-service")
    office = _claim(9, "wire-1", subject="lena-orr", relation="MEMBER_OF", object="norland")
    serving = Sides(replace(tale, claims=(*tale.claims, office)))
    assert "lena-orr" in serving.members("norland")
    former = replace(office, qualifiers={"tense": "former"})
    assert "lena-orr" not in Sides(replace(tale, claims=(*tale.claims, former))).members("norland")


def test_sides_that_go_round_in_a_circle_end() -> None:
    told = Told(
        entities={"a": Entity("a", "Group", "A", parent="b"), "b": Entity("b", "Group", "B", parent="a")}
    )
    assert {Sides(told).side("a"), Sides(told).side("b")} <= {"a", "b"}


def test_rivals_and_accusers_are_marked_with_the_claims_that_show_it(tale: Told) -> None:
    sides = Sides(tale)
    assert sides.shows("norland", "hill-front") == ("tribune-1-c1", "wire-1-c2", "wire-2-c1")
    assert sides.shows("norland", "coast-column") == sides.shows("norland", "hill-front")
    assert sides.shows("norland", "sudria", but=("gazette-1-c1",)) == ()
    assert sides.shows("norland", "sudria") == ("gazette-1-c1",)
    assert sides.shows("sudria", "norland") == ("border-1-c1",)
    assert sides.shows("sudria", "sudrian-service") == ()


def test_what_a_denier_is_to_the_denied(tale: Told) -> None:
    sides = Sides(tale)
    assert sides.denier_role("sudria", "sudrian-service", "hill-front") == "the accused"
    assert sides.denier_role("coast-column", "sudria", "hill-front") == "the beneficiary"
    assert sides.denier_role("norland", "sudria", "hill-front") == "a third party"


def test_by_whom_a_claim_can_be_taken(tale: Told) -> None:
    assert tellers(tale, tale.by_id["wire-2-c2"]) == ((None, ("hill-gazette",)),)
    assert tellers(tale, tale.by_id["wire-1-c2"]) == ((None, ("wire-1",)),)
    (unnamed,) = tellers(tale, tale.by_id["gazette-1-c4"])
    assert unnamed[1] == ("“Some analysts”", "hill-gazette")
    assert {"norland", "hill-gazette", "wire-1", "port-police"} <= set(all_voices(tale))


def test_a_medium_known_by_its_name_alone_belongs_to_the_state_that_owns_it_by_the_register() -> None:
    papers = [
        Entity("tass-publisher", "Organisation", "TASS"),
        Entity("gazette", "Organisation", "Hill Gazette"),
    ]
    sides = Sides(Told(entities={paper.id: paper for paper in papers}))
    assert sides.side("tass-publisher") == "russia"
    assert sides.side("gazette") == "gazette"
    assert sides.members("russia") == ("russia", "tass-publisher")
