"""The status of claims across documents and of edges."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.status import dispute, edge_status, edges
from kg.model import Claim, Denial, Unnamed
from tests.graph import story


def _claim(doc: str, number: int = 1, **fields: object) -> Claim:
    base = Claim(f"{doc}-{number}", doc, "sudria", "SUPPORTS", "hill-front", "…", 0, 1)
    return replace(base, **fields)  # type: ignore[arg-type]


def _denial(doc: str, number: int = 1, **fields: object) -> Claim:
    return _claim(
        doc, number, **({"polarity": "negative", "asserted_by": ("sudria",), "status": "denied"} | fields)
    )


def test_a_denial_disputes_the_claim_of_another_document() -> None:
    said, denied = dispute([_claim("a"), _denial("b", quote="No.", start=4, end=7)])
    assert said.status == "disputed"
    assert said.denied_by == (Denial("sudria", "b", "No.", 4, 7),)
    assert denied.denies == ("a-1",)
    assert denied.status == "denied"


def test_a_denial_counts_only_for_what_it_denies() -> None:
    said, _ = dispute([_claim("a", object="coast-column"), _denial("b")])
    assert said.status == "unattributed"


def test_what_one_document_says_is_left_to_the_extractor() -> None:
    said, denied = dispute([_claim("a"), _denial("a", 2)])
    assert (said.denied_by, denied.denies, said.status) == ((), (), "unattributed")


def test_a_rejected_claim_neither_denies_nor_is_denied() -> None:
    assert dispute([_claim("a"), _denial("b", review="rejected")])[0].status == "unattributed"
    assert dispute([_claim("a", review="rejected"), _denial("b")])[0].denied_by == ()


@pytest.mark.parametrize("voice", [(), (Unnamed("an official"),)])
def test_only_a_named_speaker_makes_a_claim_of_another_document_disputed(voice: tuple[object, ...]) -> None:
    assert dispute([_claim("a"), _denial("b", asserted_by=voice)])[0].denied_by == ()


def test_a_symmetric_relation_is_denied_in_either_order() -> None:
    said = _claim("a", subject="norland", relation="RIVAL_OF", object="hill-front")
    denied = _denial("b", subject="hill-front", relation="RIVAL_OF", object="norland")
    assert dispute([said, denied])[0].status == "disputed"
    assert len(edges([said, denied])) == 1


def test_denials_across_documents_are_worked_out_anew() -> None:
    once = dispute([_claim("a"), _denial("b"), _denial("c")])
    assert dispute(once) == once
    assert [denial.doc for denial in once[0].denied_by] == ["b", "c"]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([_claim("a")], "unattributed"),
        ([_claim("a"), _claim("b", asserted_by=("norland",), status="alleged")], "alleged"),
        ([_claim("a", modality="reported", status="alleged")], "alleged"),
        ([_claim("a", status="alleged"), _claim("b", status="claimed")], "claimed"),
        ([_claim("a", status="claimed"), _denial("b")], "disputed"),
        ([_claim("a", denied_by=(Denial("sudria", "a", "No.", 0, 3),))], "disputed"),
        ([_claim("a"), _denial("b", asserted_by=(), status="unattributed")], "disputed"),
        ([_denial("a")], "denied"),
        ([_claim("a"), _denial("b", review="rejected")], "unattributed"),
        ([_claim("a", review="rejected"), _denial("b")], "denied"),
    ],
)
def test_the_status_of_an_edge(claims: list[Claim], status: str) -> None:
    assert edge_status(claims) == status
    for order in permutations(claims):
        assert edge_status(order) == status


def test_an_edge_sums_its_claims_up_and_leaves_denials_out_of_them() -> None:
    records = story.join(story.all_four())
    found = {(e.subject, e.relation, e.object): e for e in edges(dispute(records.claims), records.documents)}
    edge = found["sudria", "SUPPORTS", "hill-front"]
    assert edge.status == "disputed"
    assert edge.counts == {"disputed": 2}
    assert edge.support == ("sanctuary", "weapons")
    assert (edge.asserted_by, edge.denied_by) == (("norland",), ("sudria",))
    assert (edge.claims, edge.denials) == (("gazette-1-c1", "wire-2-c2"), ("gazette-1-c2",))
    assert (edge.documents, edge.publishers) == (("gazette-1", "wire-2"), ("Hill Gazette",))
    assert (edge.first_published, edge.last_published) == ("2023-05-04", "2023-05-04")
    hedged = found["sudrian-service", "SUPPORTS", "coast-column"]
    assert (hedged.status, hedged.asserted_by) == ("alleged", ("“Some analysts”",))


def test_a_person_whom_nobody_knows_gets_no_edge_before_somebody_accepts_the_claim() -> None:
    said = _claim("a", subject="j-sel")
    assert edges([said], persons={"j-sel"}) == ()
    assert len(edges([replace(said, review="accepted")], persons={"j-sel"})) == 1


def test_nothing_is_an_edge_to_itself() -> None:
    assert edges([_claim("a", subject="hill-front")]) == ()


_claims = st.builds(
    _claim,
    doc=st.sampled_from("abc"),
    number=st.integers(0, 10**6),
    subject=st.sampled_from(["sudria", "norland", "hill-front"]),
    relation=st.sampled_from(["SUPPORTS", "RIVAL_OF"]),
    polarity=st.sampled_from(["positive", "negative"]),
    asserted_by=st.sampled_from([(), ("norland",), ("sudria",), (Unnamed("one"),)]),
    status=st.sampled_from(["alleged", "claimed", "unattributed"]),
    review=st.sampled_from(["machine", "rejected"]),
)


@given(st.lists(_claims, max_size=8, unique_by=lambda claim: claim.id), st.randoms())
def test_the_order_of_claims_makes_no_difference(claims: list[Claim], chance: object) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    expected, found = dispute(claims), dispute(shuffled)
    assert sorted(expected, key=lambda c: c.id) == sorted(found, key=lambda c: c.id)
    assert [claim.id for claim in found] == [claim.id for claim in shuffled]
    assert edges(expected) == edges(found)
    for edge in edges(expected):
        assert (edge.status == "denied") == (not edge.claims)
        assert not set(edge.claims) & set(edge.denials)
