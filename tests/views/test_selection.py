"""What is left without a voice, as one side tells it, up to a day, within a marking."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.model import Asserter, Claim, Denial, Document, Entity, Records, Unnamed
from kg.views.projection import Told, of_records
from kg.views.selection import Selection, described, distrusted, named, select
from kg.views.voices import all_voices
from tests.graph import story

TALE = of_records(story.join([*story.all_four(), story.border()]))


def _left(**given: object) -> Told:
    return select(TALE, named(TALE, Selection(**given)))  # type: ignore[arg-type]


def _ids(told: Told) -> list[str]:
    return [claim.id for claim in told.claims]


def _status(told: Told, subject: str, object_: str) -> str | None:
    return next((e.status for e in told.edges if (e.subject, e.object) == (subject, object_)), None)


def test_an_empty_selection_is_everything() -> None:
    assert select(TALE, Selection()) is TALE
    assert not Selection(default_tlp="TLP:CLEAR")


def test_without_a_voice_its_accusations_go_and_its_denials_stay() -> None:
    left = _left(without=("Norland",))
    assert {*_ids(TALE)} - {*_ids(left)} == {"gazette-1-c1", "tribune-1-c3"}
    assert "gazette-1-c2" in _ids(left)
    assert left.by_id["gazette-1-c2"].denies == ("wire-2-c2",) or left.by_id["gazette-1-c2"].denies
    left = _left(without=("Sudria",))
    assert {*_ids(TALE)} - {*_ids(left)} == {"border-1-c1"}
    assert _status(left, "sudria", "hill-front") == "disputed"


def test_an_edge_without_its_only_accuser_is_only_denied() -> None:
    assert _status(TALE, "sudria", "coast-column") == "disputed"
    assert _status(_left(without=("Lena Orr",)), "sudria", "coast-column") == "denied"


def test_a_publisher_is_the_voice_of_its_documents_and_of_whom_they_leave_unnamed() -> None:
    gone = {*_ids(TALE)} - {*_ids(_left(without=("Hill Gazette",)))}
    assert gone == {"gazette-1-c3", "gazette-1-c4", "wire-2-c1", "wire-2-c2"}
    assert {*_ids(TALE)} - {*_ids(_left(without=("“Some analysts”",)))} == {"gazette-1-c4"}
    assert {*_ids(TALE)} - {*_ids(_left(without=("wire-1",)))} == {"wire-1-c2"}


def test_where_two_assert_it_the_other_one_is_left() -> None:
    both = replace(TALE.by_id["gazette-1-c5"], asserted_by=("coast-column", "norland"))
    told = replace(TALE, claims=tuple(both if c.id == both.id else c for c in TALE.claims))
    left = select(told, Selection(without=("coast-column",))).by_id[both.id]
    assert (left.asserted_by, left.status) == (("norland",), "alleged")
    left = select(told, Selection(as_told_by=("coast-column",))).by_id[both.id]
    assert (left.asserted_by, left.status) == (("coast-column",), "claimed")


def test_a_bloc_is_a_state_with_all_that_is_its() -> None:
    selection = named(TALE, Selection(bloc=("Sudria",)))
    assert distrusted(TALE, selection) == ("sudria", "sudrian-service")
    assert described(TALE, selection) == ("without what is said by Sudria and its 1: Sudrian Service",)


def test_as_one_side_tells_it_with_those_who_deny_it() -> None:
    left = _left(as_told_by=("Lena Orr",))
    assert _ids(left) == ["tribune-1-c2", "wire-1-c1"]
    assert _status(left, "sudria", "coast-column") == "disputed"


def test_what_had_been_published_by_a_day() -> None:
    left = _left(as_of="2023-05-05")
    assert {*left.documents} == {"gazette-1"}
    assert left.attacks[story.JOINED].documents == ("gazette-1",)
    assert [figure.value for figure in left.attacks[story.JOINED].casualties] == [12]
    assert [one.relation for one in left.attacks[story.JOINED].perpetrators] == ["CLAIMED_RESPONSIBILITY"]
    # June 2023 is over on its last day only, and what bears no date is in neither.
    assert "wire-1" not in _left(as_of="2023-06-15").documents
    assert "wire-1" in _left(as_of="2023-06").documents
    assert {*_left(since="2023-05-09").documents} == {"tribune-1", "wire-1"}


def test_a_denial_stays_with_what_it_denies() -> None:
    left = _left(since="2023-06")
    assert "tribune-1-c2" in _ids(left)
    assert _status(left, "sudria", "coast-column") == "disputed"
    left = _left(publisher=("hill gazette",), relation=("supports",))
    assert _status(left, "sudria", "hill-front") == "disputed"
    assert _status(_left(asserter=("Norland",)), "sudria", "hill-front") == "disputed"


def test_a_status_is_that_of_all_that_is_said() -> None:
    assert {edge.status for edge in _left(status=("alleged",)).edges} == {"alleged"}
    assert "wire-2-c2" not in _ids(_left(status=("unattributed",)))
    assert "wire-2-c2" in _ids(_left(status=("disputed",)))
    assert all(edge.voices >= 2 for edge in _left(voices=2).edges)
    assert "gazette-1-c1" in _ids(_left(voices=2))


def test_what_is_said_of_an_actor_and_nobody_else() -> None:
    left = _left(actor=("River Band",))
    assert _ids(left) == ["border-1-c1"]
    assert {*left.entities} == {"norland", "sudria", "river-band"}
    assert (left.attacks, {*left.documents}) == ({}, {"border-1"})


def test_no_accusation_goes_where_its_denial_may_not_go() -> None:
    marked = {**TALE.documents, "wire-1": replace(TALE.documents["wire-1"], tlp="TLP:CLEAR")}
    told = replace(TALE, documents=marked)
    left = select(told, named(told, Selection(max_tlp="GREEN")))
    assert "wire-1-c1" not in _ids(left)
    assert "wire-1-c2" in _ids(left)
    assert {*left.documents} == {"wire-1", "wire-2"}
    assert "sudrian-service" not in left.entities
    assert len(select(told, named(told, Selection(max_tlp="GREEN", default_tlp="CLEAR"))).claims) == len(
        told.claims
    )


def test_copies_of_what_is_left_out_are_copies_of_one_another() -> None:
    copies = {
        name: replace(d, copy_of="gazette-1" if name in ("wire-1", "wire-2") else None, published="2024")
        for name, d in TALE.documents.items()
    }
    told = replace(TALE, documents=copies | {"gazette-1": replace(copies["gazette-1"], published="2026")})
    left = select(told, Selection(as_of="2024"))
    assert (left.documents["wire-1"].copy_of, left.documents["wire-2"].copy_of) == (None, "wire-1")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"without": ("Nordland",)}, 'did you mean "Norland"'),
        ({"as_of": "soon"}, "no date 'soon'"),
        ({"status": ("true",)}, "no status 'true'"),
        ({"publisher": ("Hill Gazete",)}, 'did you mean "Hill Gazette"'),
        ({"relation": ("SUPORTS",)}, "no relation"),
        ({"max_tlp": "pink"}, "no TLP marking"),
    ],
)
def test_what_is_not_there_is_told(given: dict[str, object], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        named(TALE, Selection(**given))  # type: ignore[arg-type]


ACTORS = ("a", "b", "c", "d")
PAPERS = ("p", "q", None)


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    number = draw(st.integers(0, 10**6))
    subject, object_ = draw(st.sampled_from(ACTORS)), draw(st.sampled_from(ACTORS))
    speakers: list[Asserter] = [*ACTORS, Unnamed("some")]
    voices = draw(st.lists(st.sampled_from(speakers), max_size=2, unique_by=str))
    negative = draw(st.booleans()) and draw(st.booleans())
    doc = f"d{draw(st.integers(0, 4))}"
    status = (
        "denied" if negative else "claimed" if subject in voices else "alleged" if voices else "unattributed"
    )
    within = (Denial(object_, doc, "No.", 0, 3),) if draw(st.booleans()) and not negative else ()
    return Claim(
        f"c{number}",
        doc,
        subject,
        draw(st.sampled_from(["SUPPORTS", "RIVAL_OF"])),
        object_,
        "…",
        0,
        1,
        asserted_by=tuple(voices),
        reported_by=draw(st.sampled_from([None, *ACTORS])),
        polarity="negative" if negative else "positive",
        denied_by=within,
        status="disputed" if within else status,
    )


@st.composite
def tales(draw: st.DrawFn) -> Told:
    """Up to a dozen claims of four actors in five documents by two papers."""
    claims: Iterable[Claim] = draw(st.lists(_claims(), max_size=12, unique_by=lambda claim: claim.id))
    documents = [
        Document(
            f"d{i}",
            f"d{i}.txt",
            0,
            0,
            "",
            "",
            publisher=draw(st.sampled_from(PAPERS)),
            published=draw(st.sampled_from([None, "2020", "2021-05", "2022-01-01"])),
            copy_of="d0" if i and draw(st.booleans()) else None,
        )
        for i in range(5)
    ]
    entities = [Entity(name, "Group", name.upper(), known=True) for name in ACTORS]
    return of_records(Records(documents=tuple(documents), entities=tuple(entities), claims=tuple(claims)))


@settings(max_examples=30, deadline=None)
@given(tales())
def test_as_told_by_all_voices_together_is_everything(told: Told) -> None:
    assert select(told, Selection(as_told_by=all_voices(told))) == told


@settings(max_examples=30, deadline=None)
@given(tales(), st.sampled_from(ACTORS))
def test_a_voice_taken_away_is_all_that_is_missing(told: Told, voice: str) -> None:
    left = select(told, Selection(without=(voice,)))
    assert select(told, Selection()) == told
    assert {c.id for c in told.claims if c.polarity == "negative"} <= {c.id for c in left.claims}
    assert all(voice not in claim.asserted_by for claim in left.claims if claim.polarity != "negative")
    others = tuple(one for one in all_voices(told) if one != voice)
    alone = select(told, Selection(as_told_by=(voice,)))
    if others:
        rest = select(told, Selection(as_told_by=others))
        assert {c.id for c in alone.claims} | {c.id for c in rest.claims} == {c.id for c in told.claims}


@settings(max_examples=30, deadline=None)
@given(
    tales(),
    st.sampled_from([{"since": "2021"}, {"as_of": "2021"}, {"relation": ("SUPPORTS",)}, {"voices": 2}]),
)
def test_a_selection_of_a_selection_is_itself(told: Told, given: dict[str, object]) -> None:
    once = select(told, Selection(**given))  # type: ignore[arg-type]
    assert select(once, Selection(**given)).claims == once.claims  # type: ignore[arg-type]
    denials = {claim.id for claim in told.claims if claim.polarity == "negative"}
    if "as_of" not in given:
        for claim in once.claims:
            against = {d for d in denials if claim.id in told.by_id[d].denies}
            assert against <= {c.id for c in once.claims}
