"""Rankings count voices, split by side; coverage tells whose words they rest on."""

from kg.model import Entity
from kg.views import coverage, rank
from tests.views.saying import claim, paper, told

TALE = told(
    [
        claim("s-arda SUPPORTS g-front", "d1", "s-borun"),
        claim("s-arda SUPPORTS g-front", "d2", "s-borun"),
        claim("s-arda SUPPORTS g-front", "d2", "~some analysts"),
        claim("NOT s-arda SUPPORTS g-front", "d1", "s-arda"),
        claim("s-arda DIRECTS g-league", "d2"),
        claim("s-borun SUPPORTS g-league", "d2", "s-arda"),
        claim("NOT s-celt SUPPORTS g-league", "d2", "s-celt"),
        claim("g-front PART_OF g-union", "d1"),
        claim("p-someone LEADS g-front", "d1"),
        claim("p-someone SUPPORTS g-league", "d1", "s-borun"),
    ],
    [paper("d1", publisher="Arda Post"), paper("d2", published="2023-05")],
    entities=[Entity("arda-post", "Organisation", "Arda Post", parent="s-arda", known=True)],
)


def places(kind: str) -> list[tuple[int, str, float]]:
    return [(one.place, one.actor, one.score) for one in rank.rank(TALE, [kind])]


def test_repeats_of_one_asserter_count_once() -> None:
    assert places("sponsors") == [(1, "Arda", 3), (2, "Borun", 1)]


def test_the_side_of_each_voice_is_told() -> None:
    first = rank.rank(TALE, ["sponsors"])[0]
    assert first.accusers == {"Borun": 1, coverage.UNKNOWN: 1, coverage.UNNAMED: 1}
    assert first.statuses == {"disputed": 1, "unattributed": 1}
    assert first.denied == 1
    assert len(first.claims) == 4


def test_what_is_only_denied_ranks_nobody() -> None:
    assert "Celt" not in [actor for _, actor, _ in places("sponsors")]


def test_persons_are_never_ranked() -> None:
    ranked = rank.rank(TALE)
    assert all(one.type != "Person" for one in ranked)
    assert "Someone" not in [name for one in ranked for name in (one.actor, *one.members)]


def test_equal_scores_share_a_place() -> None:
    assert places("sponsored") == [(1, "Front", 2), (1, "League", 2)]


def test_a_broker_stands_between_sponsor_and_sponsored() -> None:
    chain = told([claim("s-arda SUPPORTS g-front", by="s-borun"), claim("g-front SUPPORTS g-league")])
    assert [(one.actor, one.score) for one in rank.rank(chain, ["brokers"])] == [("Front", 0.5)]


def test_communities_hang_together_by_support() -> None:
    found = rank.rank(TALE, ["communities"])
    assert {"Arda", "Front", "Union"} <= set(found[0].members)
    assert rank.rank(TALE, ["communities"]) == found


def test_coverage_counts_documents_and_who_was_heard() -> None:
    found = {(one.by, one.value): one for one in coverage.coverage(TALE)}
    assert found["publisher", "Arda Post"].documents == 1
    assert found["country", "Arda"].documents == 1
    assert found["country", coverage.UNKNOWN].documents == 1
    assert found["year", "2023"].claims == 4
    assert found["accused", "Arda"].denials == 1
    assert found["accused", "Borun"].documents == 0


def test_a_ranking_of_nothing_is_empty() -> None:
    assert rank.rank(told([])) == ()
    assert rank.as_table(()).rows == ()
