"""Prepared questions asked of a selection."""

import pytest

from kg.graph import Store, build
from kg.graph.rows import Stored
from kg.views import queries, subgraph
from kg.views.projection import fetch, of_records
from kg.views.selection import Selection, select
from kg.views.verify import known_words
from tests.graph import story

EXTRACTIONS = [*story.all_four(), story.border()]
RECORDS = story.join(EXTRACTIONS)


def test_everything_selected_is_the_whole_graph() -> None:
    whole = build.graph([Stored(extraction, "made", "1") for extraction in EXTRACTIONS], RECORDS)
    assert subgraph.graph(whole, of_records(RECORDS)) == whole


@pytest.mark.parametrize(
    "selection",
    [
        Selection(without=("norland", "hill-gazette")),
        pytest.param(Selection(as_told_by=("lena-orr",), as_of="2023-07"), marks=pytest.mark.slow),
    ],
)
def test_a_question_about_a_selection_is_answered_by_what_is_left(store: Store, selection: Selection) -> None:
    told = fetch(store)
    left = select(told, selection)
    with subgraph.opened(store, left) as part:
        assert fetch(part).claims == left.claims
        assert fetch(part).edges == left.edges
        assert {*fetch(part).documents} == {*left.documents}
        rows = queries.run(store, "sponsors", {"name": "Hill Front"}, part).rows
        assert all(row["claim"] in left.by_id for row in rows)
        for check in queries.checks().values():
            values = {parameter.name: known_words()[parameter.name] for parameter in check.parameters}
            assert queries.ask(part, check, values).rows == (), check.name
