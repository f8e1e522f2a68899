"""The prepared questions: headers, parameters, and the rows they give on a made-up conflict."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError, SchemaError
from kg.graph import Store
from kg.views import names, queries

pytestmark = pytest.mark.xdist_group("jvm")

GOLDEN = Path(__file__).with_name("golden")

ASKED: dict[str, dict[str, Any]] = {
    "attacks": {"name": "Coast Column"},
    "between": {"a": "Sudria", "b": "Hill Front"},
    "denials": {},
    "disputed": {},
    "sponsored": {"name": "Sudria"},
    "sponsors": {"name": "HF"},
}


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
    assert {"status", "asserted_by", "denied_by", "document", "quote", "claim"} <= set(query.columns)
    assert query.title
    assert query.description
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_question_returns_the_columns_of_its_header_in_their_order(store: Store, name: str) -> None:
    query = queries.catalogue()[name]
    row = store.read(query.text, _values(name)).rows[0]
    assert list(row) == list(query.columns)


def _values(name: str) -> dict[str, Any]:
    ids = {"Coast Column": "coast-column", "Norland": "norland", "Sudria": "sudria", "HF": "hill-front"}
    defaults = {p.name: p.default for p in queries.catalogue()[name].parameters}
    return defaults | {key: ids.get(value, "hill-front") for key, value in ASKED[name].items()}


def test_claims_of_superseded_documents_are_left_out(store: Store) -> None:
    assert queries.run(store, "sponsored", {"name": "norland"}).rows == ()
    assert store.read("MATCH (c:Claim {id: 'wire-2-old1'}) RETURN c.counts AS counts").rows == (
        {"counts": False},
    )


def test_columns_are_there_without_rows(store: Store) -> None:
    table = queries.run(store, "attacks", {"name": "norland"})
    assert table.rows == ()
    assert table.columns[:3] == ("attack", "date", "place")


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
    assert [row["name"] for row in table.rows] == ["Coast Column", "Hill Front"]
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
