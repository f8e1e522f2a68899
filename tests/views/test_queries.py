"""The prepared questions: headers, parameters, and the rows they give on a made-up conflict."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError, SchemaError
from kg.graph import Store
from kg.views import names, queries

GOLDEN = Path(__file__).with_name("golden")

ASKED: dict[str, dict[str, Any]] = {
    "accusations": {},
    "accused": {"limit": "5"},
    "attacks": {"name": "Coast Column"},
    "between": {"a": "Sudria", "b": "HF"},
    "denials": {},
    "disputed": {},
    "document": {"document": "gazette-1"},
    "figures": {},
    "mutual": {},
    "network": {"name": "Coast Column", "hops": "2"},
    "said-by": {"name": "Norland"},
    "sponsored": {"name": "Sudria"},
    "sponsors": {"name": "HF"},
    "timeline": {"name": "Norland"},
    "unnamed": {},
}

NUMBERS = {"figures"}
"""Questions about figures, which have speakers and words but no status."""

IDS = {"Coast Column": "coast-column", "Norland": "norland", "Sudria": "sudria", "HF": "hill-front"}


def test_every_question_has_golden_rows() -> None:
    assert sorted(queries.catalogue()) == sorted(ASKED) == sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("name", sorted(ASKED))
def test_the_rows_of_a_question(store: Store, name: str) -> None:
    table = queries.run(store, name, ASKED[name])
    found = {"columns": list(table.columns), "rows": list(table.rows)}
    assert found == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert table.rows, "golden rows that show nothing"


@pytest.mark.parametrize("name", sorted(ASKED))
def test_no_question_shows_an_allegation_without_status_speakers_and_words(name: str) -> None:
    query = queries.catalogue()[name]
    assert {"asserted_by", "document", "quote"} <= set(query.columns)
    assert name in NUMBERS or {"status", "denied_by", "claim"} <= set(query.columns)
    assert query.title
    assert query.description
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_question_returns_the_columns_of_its_header_in_their_order(store: Store, name: str) -> None:
    query = queries.catalogue()[name]
    row = store.read(query.text, _values(name)).rows[0]
    assert list(row) == list(query.columns)


def _values(name: str) -> dict[str, Any]:
    defaults = {p.name: p.default for p in queries.catalogue()[name].parameters}
    asked = {key: IDS.get(value, value) for key, value in ASKED[name].items()}
    return defaults | {key: int(value) if value.isdigit() else value for key, value in asked.items()}


def test_claims_of_superseded_documents_are_left_out(store: Store) -> None:
    assert [row["sponsored"] for row in queries.run(store, "sponsored", {"name": "norland"}).rows] == [
        "River Band"
    ]
    assert store.read("MATCH (c:Claim {id: 'wire-2-old1'}) RETURN c.counts AS counts").rows == (
        {"counts": False},
    )


def test_columns_are_there_without_rows(store: Store) -> None:
    table = queries.run(store, "attacks", {"name": "norland"})
    assert table.rows == ()
    assert table.columns[:3] == ("attack", "date", "place")


def test_figures_that_agree_are_not_shown(store: Store) -> None:
    ranges = [("exact", 137), ("over", 130), ("at_least", 137), ("up_to", 140), ("around", 130)]
    assert _contradictions(store, ranges) == set()
    assert _contradictions(store, [*ranges, ("over", 137)]) == {("over", 137), ("exact", 137)}
    assert _contradictions(store, [("around", 100), ("exact", 111)]) == {("around", 100), ("exact", 111)}


def _contradictions(store: Store, figures: list[tuple[str, int]]) -> set[tuple[str, int]]:
    """The figures that the question finds contradicted, by its own arithmetic on rows of ours."""
    text = queries.catalogue()["figures"].text
    tested = text[text.index("  CASE f.qualifier") : text.index("  coalesce(f.of")].rstrip().rstrip(",")
    compared = "(other.high < one.low OR one.high < other.low)"
    assert compared in text
    rows = store.read(
        f"UNWIND $figures AS f WITH f, {tested} "
        "WITH collect({figure: f, low: low, high: high}) AS given UNWIND given AS one "
        f"WITH one, [other IN given WHERE {compared}] AS others WHERE size(others) > 0 "
        "RETURN one.figure.qualifier AS qualifier, one.figure.value AS value",
        {"figures": [{"qualifier": qualifier, "value": value} for qualifier, value in figures]},
    ).rows
    return {(row["qualifier"], row["value"]) for row in rows}


def test_a_timeline_can_be_narrowed(store: Store) -> None:
    def dates(**params: str) -> list[str | None]:
        rows = queries.run(store, "timeline", {"name": "Norland", **params}).rows
        return [row["date"] for row in rows]

    assert dates() == ["2019", "2023-06", None]
    assert dates(since="2020") == ["2023-06"]
    assert dates(until="2023") == ["2019"]


def test_one_hop_is_the_actors_own_edges(store: Store) -> None:
    near = queries.run(store, "network", {"name": "River Band"}).rows
    assert [(row["hop"], row["subject"], row["object"]) for row in near] == [(1, "Norland", "River Band")]


def test_relations_narrow_a_question(store: Store) -> None:
    assert queries.run(store, "sponsors", {"name": "HF", "relations": "directs, created"}).rows == ()
    assert len(queries.run(store, "disputed", {"relations": ["SUPPORTS"]}).rows) == 2


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("sponsers", {}, r"no question called 'sponsers'; did you mean \"sponsors\" or \"sponsored\"\?"),
        ("xyzzy", {}, "`kg query` lists them"),
        ("sponsors", {}, "the parameter 'name' is missing .* give -p name=…"),
        ("sponsors", {"nmae": "HF"}, r"no parameter 'nmae'; did you mean \"name\"\?"),
        (
            "sponsors",
            {"name": "Hil Frnt"},
            r"nothing called 'Hil Frnt' in the graph; did you mean \"Hill Front\"",
        ),
        ("sponsors", {"name": ""}, "nothing called ''"),
        ("document", {"document": "gazete-1"}, r"no document 'gazete-1' .*did you mean \"gazette-1\""),
        ("document", {"document": "wire-2@0"}, r"no document 'wire-2@0'"),
        ("accused", {"limit": "many"}, "can't be 'many'; give a whole number"),
        ("sponsors", {"name": "Old Port"}, "none that can act"),
        (
            "sponsors",
            {"name": "HF", "relations": "suports"},
            r"can't be 'suports'; did you mean \"SUPPORTS\"",
        ),
    ],
)
def test_wrong_questions(store: Store, name: str, params: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        queries.run(store, name, params)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("hill-front", "hill-front"),
        ("Hill Front", "hill-front"),
        ("hf", "hill-front"),
        ("the  HILL front", "hill-front"),
        ("Front of the Hills", "hill-front"),
        ("Republic of Norland", "norland"),
        ("sus", "sudrian-service"),
    ],
)
def test_names_are_found_by_id_name_and_alias(store: Store, text: str, entity: str) -> None:
    assert names.resolve(store, text) == entity


def test_free_cypher_reads_and_nothing_else(store: Store) -> None:
    table = queries.cypher(store, "MATCH (g:Group) RETURN g.name AS name ORDER BY name")
    assert table.columns == ("name",)
    assert [row["name"] for row in table.rows] == ["Coast Column", "Hill Front", "River Band"]
    with pytest.raises(QueryError, match="would change the graph"):
        queries.cypher(store, "CREATE (n:Group {id: 'x'})")
    with pytest.raises(QueryError, match="would load a file"):
        queries.cypher(store, "LOAD CSV FROM '/etc/hostname' AS line RETURN line")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "// title: x\nRETURN 1",
        "// title: x\n// description: y\n// columns: {b: c}\n// parameters: {a: {type: odd}}\n",
        "// title: [\nRETURN 1",
    ],
)
def test_a_wrong_header_names_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=r"odd\.cypher: the header is wrong"):
        queries.catalogue(tmp_path)


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        ("integer", "12", 12),
        ("integer", 3, 3),
        ("boolean", "True", True),
        ("list", "a, b,,c", ["a", "b", "c"]),
        ("list", ["a"], ["a"]),
        ("text", 5, "5"),
    ],
)
def test_values_of_parameters(kind: str, value: Any, plain: Any) -> None:
    assert queries._plain(kind, value) == plain


@pytest.mark.parametrize(("kind", "value"), [("integer", "1e9"), ("integer", "٣x"), ("boolean", "maybe")])
def test_values_of_the_wrong_kind(kind: str, value: str) -> None:
    with pytest.raises(ValueError, match="give"):
        queries._plain(kind, value)
