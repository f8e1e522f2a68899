"""Two sides' networks side by side."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Claim
from kg.views.compare import as_table, as_text, compare, sides_of
from kg.views.projection import Told, of_records
from tests.graph import story

TALE = of_records(story.join([*story.all_four(), story.border()]))


def _with(*claims: Claim) -> Told:
    return replace(TALE, claims=tuple(sorted((*TALE.claims, *claims), key=lambda claim: claim.id)))


def _claim(number: int, triple: str, *voices: str, negative: bool = False) -> Claim:
    subject, relation, object_ = triple.split()
    claim = Claim(f"z{number}", "wire-1", subject, relation, object_, "…", 0, 1, asserted_by=voices)
    return (
        replace(claim, polarity="negative", status="denied") if negative else replace(claim, status="alleged")
    )


def _sections(told: Told, one: str, other: str) -> list[tuple[str, str, str]]:
    found = compare(told, *sides_of(told, one, other)).found
    return [(row.section, row.side, f"{row.subject} {row.relation} {row.object}") for row in found]


def test_mutual_accusations_come_first() -> None:
    assert _sections(TALE, "Norland", "Sudria") == [
        ("accuse each other", "Norland", "Sudria SUPPORTS Hill Front"),
        ("accuse each other", "Sudria", "Norland CREATED River Band"),
        ("claimed by one", "Norland", "Coast Column PERPETRATED Old Port bombing"),
        ("claimed by one", "Norland", "J. Sel SUPPORTS Hill Front"),
    ]


def test_what_one_side_claims_and_the_other_denies() -> None:
    (row,) = [r for r in compare(TALE, "norland", "sudria").found if r.object == "Hill Front" and r.denied_by]
    assert (row.said_by, row.denied_by, row.status) == (("Norland",), ("Sudria",), "disputed")
    assert row.claims == ("gazette-1-c1", "gazette-1-c2")
    alone = _with(
        _claim(1, "hill-front TARGETS norland", "norland"),
        _claim(2, "hill-front TARGETS norland", "hill-front", negative=True),
    )
    assert ("denied by the other", "Norland", "Hill Front TARGETS Norland") in _sections(
        alone, "Norland", "HF"
    )


def test_what_both_claim() -> None:
    told = _with(
        _claim(1, "river-band RIVAL_OF norland", "norland"),
        _claim(2, "norland RIVAL_OF river-band", "sudrian-service"),
    )
    assert ("claimed by both", "both", "Norland RIVAL_OF River Band") in _sections(told, "Norland", "Sudria")


def test_an_accusation_is_that_of_its_subject_whoever_tells_of_it() -> None:
    told = _with(_claim(1, "norland ACCUSES sudria"), _claim(2, "sudria ACCUSES norland"))
    first = _sections(told, "Norland", "Sudria")
    assert ("accuse each other", "Norland", "Norland ACCUSES Sudria") in first
    assert ("accuse each other", "Sudria", "Sudria ACCUSES Norland") in first


def test_a_side_is_all_that_is_its_and_a_branch_only_itself() -> None:
    found = compare(TALE, "sudria", "coast-column")
    assert found.members == (("Sudria", "Sudrian Service"), ("Coast Column",))
    assert compare(TALE, "hill-front", "sudria").members[0] == ("Coast Column", "Hill Front")


def test_text_and_table_never_leave_out_a_status() -> None:
    found = compare(TALE, "norland", "sudria")
    assert all(row["status"] for row in as_table(found).rows)
    assert "  Sudria SUPPORTS Hill Front: disputed\n      said by Norland; denied by Sudria" in as_text(found)
    assert as_text(found).startswith(
        "Norland, with Port Police\nSudria, with Sudrian Service\n\nAccuse each other"
    )


@pytest.mark.real
@pytest.mark.slow
def test_pakistan_and_afghanistan_accuse_each_other(shared: Path) -> None:
    from kg import pipeline

    told = of_records(pipeline.extract(sorted((shared / "seeds").glob("003*.txt"))).records)
    mutual = [s for s in _sections(told, "Pakistan", "Afghanistan") if s[0] == "accuse each other"]
    assert {side for _, side, _ in mutual} == {"Pakistan", "Afghanistan"}
    assert ("accuse each other", "Pakistan", "Afghanistan SUPPORTS Tehrik-i-Taliban Pakistan") in mutual
