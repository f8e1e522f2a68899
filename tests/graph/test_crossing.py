"""Rows over the border to Java and back: many at a time they are what they are one value at a time."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.graph import crossing
from kg.graph.embedded import EmbeddedStore
from kg.graph.plain import plain

LANGUAGE = "opencypher"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["", "\0", "\u202eabc\u2069", "\u0001", "null", '"\\', "\U0001f600", "\ufeff", "\u2028", "2024-01-05"]
)
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**63), 2**31, 2**63 - 1])
VALUES = (
    TEXTS
    | NUMBERS
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(TEXTS, max_size=3)
)
ROWS = st.lists(st.dictionaries(st.text("abc", min_size=1, max_size=2), VALUES, max_size=5), max_size=4)

AWKWARD: list[dict[str, Any]] = [
    {"a": 2**53 + 1, "b": -0.0, "c": "\0", "ab": [], "ba": [""], "bb": 1.0, "cc": "\u0001"},
    {"a": 5e-324, "b": 1e300, "c": True, "aa": 0, "bc": 1e16},
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("crossing") / "kg.graph"
    store = EmbeddedStore(folder, folder, write=True)
    yield store._database
    store.close()


def asked(database: Any, text: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as the engine's own package gives them."""
    return [plain(row) for row in database.query(LANGUAGE, text, params).to_list()]


def exactly(value: Any) -> Any:
    """A value that tells 1 from 1.0 and True, and 0.0 from -0.0."""
    if isinstance(value, dict):
        return {name: exactly(item) for name, item in value.items()}
    return [exactly(item) for item in value] if isinstance(value, list) else (type(value), repr(value))


@given(ROWS)
@example(AWKWARD)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_come_back_as_they_went(database: Any, rows: list[dict[str, Any]]) -> None:
    text = "UNWIND $rows AS row RETURN row"
    found = crossing.out(database, LANGUAGE, text, {"rows": crossing.into(rows)})
    assert exactly([row["row"] for row in found]) == exactly(rows)
    assert exactly(found) == exactly(asked(database, text, {"rows": rows}))


@given(ROWS)
@example(AWKWARD)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nodes_and_what_the_engine_keeps_of_them_are_the_same(
    database: Any, rows: list[dict[str, Any]]
) -> None:
    with database.transaction():
        database.command(LANGUAGE, "MATCH (n:Odd) DETACH DELETE n")
        for way, given in (("one", rows), ("many", crossing.into(rows))):
            text = "UNWIND $rows AS row CREATE (n:Odd) SET n = row SET n.way = $way"
            database.command(LANGUAGE, text, {"rows": given, "way": way})
        found = {}
        for way in ("one", "many"):
            text = "MATCH (n:Odd {way: $way}) RETURN n, properties(n) AS all, keys(n) AS names, [n, 1] AS l"
            found[way] = crossing.out(database, LANGUAGE, text, {"way": way})
            assert exactly(found[way]) == exactly(asked(database, text, {"way": way}))
    kept = [[{**row["n"], "way": ""} for row in found[way]] for way in ("one", "many")]
    assert exactly(kept[0]) == exactly(kept[1])
    assert exactly(kept[0]) == exactly([{**row, "way": ""} for row in rows])


@pytest.mark.parametrize(
    "text",
    [
        "RETURN date('2024-01-05') AS a, datetime('2024-01-05T10:00:00.123+02:00') AS b",
        "RETURN localdatetime('2024-01-05T10:00:00') AS a, duration('P1D') AS b, time('10:00:00Z') AS c",
        "RETURN null AS a, [null, [1, [2.5, 'x']], {b: {c: [true]}}] AS b",
        "RETURN [date('2024-01-05')] AS a, {day: date('2024-01-05')} AS b",
        "CREATE (a:Way {id: 1})-[r:SUBJECT {x: ['y']}]->(b:Way {day: date('2024-01-05')}) RETURN a, r, b",
        "CREATE p = (a:Way {id: 1})-[r:SUBJECT {x: 2}]->(b:Way {id: 3}) RETURN p, nodes(p) AS n, [r] AS r",
        "MATCH (n:Nothing) RETURN n",
        "UNWIND range(1, 2500) AS n RETURN n, toString(n) AS text, 1.0 / n AS part",
    ],
)
def test_every_kind_of_value_is_told_alike(database: Any, text: str) -> None:
    results = []
    for take in (
        lambda found: found.to_list(),
        lambda found: [r for page in crossing.pages(found) for r in page],
    ):
        database.begin()
        try:
            results.append([plain(row) for row in take(database.command(LANGUAGE, text))])
        finally:
            database.rollback()
    assert exactly(results[0]) == exactly(results[1])


def test_what_a_text_would_change_crosses_by_itself(database: Any) -> None:
    rows = [{"a": math.inf, "b": 1}]
    found = crossing.out(
        database, LANGUAGE, "UNWIND $rows AS row RETURN row.a AS a", {"rows": crossing.into(rows)}
    )
    assert found == [{"a": math.inf}]
    assert [list(row) for row in crossing.arrays([crossing.flat(row) for row in rows])] == [
        ["a", math.inf, "b", 1]
    ]
    with pytest.raises(OverflowError):
        crossing.arrays([["a", 2**63]])
