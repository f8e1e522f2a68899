"""What Neo4j Browser takes: the style sheet read as the Browser reads it, and saved queries that run."""

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from kg import schema
from kg.cli.browser import command
from kg.errors import QueryError
from kg.graph import Store
from kg.schema.files import folder
from kg.views import browser, queries

VALUES = {"name": "hill-front", "a": "sudria", "b": "hill-front", "document": "wire-2"}


def catalogues() -> dict[str, queries.Query]:
    every = {f"kg/{name}.cypher": query for name, query in queries.catalogue().items()}
    pictures = queries.catalogue(folder("queries") / "pictures")
    return every | {f"kg-pictures/{name}.cypher": query for name, query in pictures.items()}


def rules(text: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet, divided where the Browser divides them."""
    found = {}
    for selector, body in re.findall(r"([^{}]+)\{((?:\"[^\"]*\"|[^}\"])*)\}", text):
        lines = (line.split(":") for line in body.split(";") if line.strip())
        found[selector.strip()] = {name.strip(): value.strip().strip('"') for name, value in lines}
    return found


def test_every_label_type_and_relation_has_a_rule() -> None:
    found = rules(schema.generated()[browser.STYLE])
    loaded = schema.load()
    for label in (*loaded.nodes, *loaded.entity_types):
        assert {"color", "caption"} <= set(found[f"node.{label}"])
    for name in (*loaded.relations, *loaded.links):
        assert {"color", "caption"} <= set(found[f"relationship.{name}"])


def test_status_stands_on_the_edges_of_relations_and_on_claims() -> None:
    found = rules(schema.generated()[browser.STYLE])
    for name in schema.load().relations:
        assert found[f"relationship.{name}"]["caption"] == f"{{status}} {name}"
    assert found["node.Claim"]["caption"].endswith("{status}")


def test_types_differ_by_colour() -> None:
    found = rules(schema.generated()[browser.STYLE])
    colours = [found[f"node.{name}"]["color"] for name in schema.load().entity_types]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("path", sorted(catalogues()))
def test_a_saved_query_gives_the_rows_of_its_question(store: Store, path: str) -> None:
    query = catalogues()[path]
    values: dict[str, Any] = {p.name: p.default for p in query.parameters if not p.required}
    required = {p.name: VALUES[p.name] for p in query.parameters if p.required}
    text = browser.scripts({})[path]
    assert set(re.findall(r"(?<!// )\$(\w+)", text.partition("\nMATCH")[2])) <= set(required)
    assert text.startswith(f"// {query.title}\n")
    assert store.read(text, required) == store.read(query.text, values | required)


@pytest.mark.parametrize("path", [path for path in sorted(catalogues()) if path.startswith("kg-pictures")])
def test_a_picture_shows_something(store: Store, path: str) -> None:
    query = catalogues()[path]
    table = store.read(
        query.text, {p.name: VALUES.get(p.name) if p.required else p.default for p in query.parameters}
    )
    assert table.rows
    assert list(table.columns) == list(query.columns)


def test_one_saved_query_sets_what_has_no_default() -> None:
    text = browser.scripts({"name": "o'dd\\name"})["kg/parameters.cypher"]
    assert text == ":params {a: '', b: '', document: '', name: 'o\\'dd\\\\name'}\n"
    with pytest.raises(QueryError, match=r'did you mean .*"name"'):
        browser.scripts({"nmae": "x"})


def test_the_archive_is_the_same_every_time_and_holds_folders_of_queries() -> None:
    first, second = browser.files(VALUES), browser.files(dict(reversed(VALUES.items())))
    assert first == second
    with ZipFile(io.BytesIO(first[browser.SAVED])) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert names == sorted(browser.scripts({}))
    assert all(re.fullmatch(r"[a-z-]+/[a-z-]+\.cypher", name) for name in names)


def test_the_command_writes_both_files(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["--out", str(tmp_path / "new"), "-p", "name=hill-front"])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [browser.STYLE, browser.SAVED]
    assert (tmp_path / "new" / browser.STYLE).read_text(encoding="utf-8") == schema.generated()[browser.STYLE]
