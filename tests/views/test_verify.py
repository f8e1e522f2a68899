"""What `kg verify` finds: nothing on a whole graph, the right thing on each kind of damage."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Address, Store, open_store
from kg.graph.cypher import CypherStore, Run
from kg.views import queries
from kg.views.verify import Finding, known_words, verify
from tests.graph import story

GOLDEN = Path(__file__).with_name("golden") / "checks"

DAMAGE = {
    "claim-of-superseded-document": "MATCH (d:Document {key: 'wire-1'}) SET d.superseded = true",
    "claim-without-document": "MATCH (:Claim {id: 'wire-1-c1'})-[r:QUOTED_FROM]->() DELETE r",
    "claim-without-edge": "MATCH (:Entity {id: 'hill-front'})-[r:RIVAL_OF]->() DELETE r",
    "claim-without-ends": "MATCH (:Claim {id: 'wire-1-c1'})-[r:SUBJECT]->() DELETE r",
    "claim-without-quote": "MATCH (c:Claim {id: 'wire-1-c1'}) SET c.quote = ''",
    "denial-that-is-not-seen": "MATCH (c:Claim {id: 'gazette-1-c1'}) SET c.status = 'alleged'",
    "edge-without-claim": "MATCH (a:Entity {id: 'norland'}), (b:Entity {id: 'sudria'}) "
    "CREATE (a)-[:SUPPORTS {status: 'alleged', claims: ['gazette-1-c1', 'none'], denials: []}]->(b)",
    "entity-without-type": "MATCH (n:Entity {id: 'norland'}) SET n:Group",
    "figure-without-attack": "MATCH (:Figure {id: 'gazette-1-f1'})-[r:FIGURE_OF]->() DELETE r",
    "speaker-that-is-not-linked": "MATCH (:Claim {id: 'gazette-1-c4'})-[r:ASSERTED_BY]->() DELETE r",
    "status-that-does-not-follow": "MATCH (:Entity {id: 'sudria'})-[r:SUPPORTS]->({id: 'hill-front'}) "
    "SET r.status = 'unattributed'",
    "unknown-label": "CREATE (:Letter {id: 'to-lena'})",
    "unknown-type": "MATCH (a:Claim {id: 'wire-1-c1'}), (b:Entity {id: 'norland'}) CREATE (a)-[:LIKES]->(b)",
}
"""Something that goes wrong, for each check."""


def damage(place: Address, statement: str) -> None:
    """Change the graph behind kg's back."""
    with open_store(place, write=True) as store:
        assert isinstance(store, CypherStore)
        store._transact(partial(_run, statement))


def _run(statement: str, run: Run) -> None:
    run(statement, {})


def found(store: Store, name: str) -> dict[str, Any]:
    """The rows of one check as they stand in its file of golden rows."""
    query = queries.checks()[name]
    known = known_words()
    table = queries.ask(store, query, {p.name: known[p.name] for p in query.parameters})
    return {"columns": list(table.columns), "rows": list(table.rows)}


def test_every_check_is_tried_on_damage() -> None:
    assert sorted(DAMAGE) == sorted(queries.checks()) == sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_a_whole_graph_gives_no_row(store: Store, name: str) -> None:
    assert found(store, name)["rows"] == []


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_is_found(written: Address, name: str) -> None:
    damage(written, DAMAGE[name])
    with open_store(written, write=False) as store:
        assert found(store, name) == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
        assert name in {finding.check for finding in verify(store, story.join)}


def test_a_whole_graph_is_whole(store: Store) -> None:
    assert verify(store, story.join) == ()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "MATCH (d:Document {key: 'wire-1'}) SET d.content = replace(d.content, 'ten', 'two')",
            Finding("hash", "wire-1", "the text is not the one of its hash"),
        ),
        (
            "MATCH (d:Document {key: 'wire-1'}) SET d.content = replace(d.content, 'ten', 'two')",
            Finding("quote", "wire-1-c2", "wire-1 does not have these words at 91"),
        ),
        (
            "MATCH (c:Claim {id: 'wire-1-c2'}) SET c.start = 3",
            Finding("quote", "wire-1-c2", "wire-1 does not have these words at 3"),
        ),
        (
            "MATCH (:Entity {id: 'sudria'})-[r:SUPPORTS]->(:Entity {id: 'hill-front'}) SET r.documents = []",
            Finding("computed", "sudria SUPPORTS hill-front", "is not as its claims make it"),
        ),
        (
            "MATCH (n:Entity {id: 'norland'}) SET n.name = 'Nowhere'",
            Finding("computed", "Entity norland", "is not as its documents make it"),
        ),
        (
            "MATCH (c:Claim {id: 'wire-1-c2'}) REMOVE c.relation",
            Finding("records", "", "they can't be read back"),
        ),
    ],
)
def test_what_no_check_sees_is_found_by_computing_it(
    written: Address, statement: str, finding: Finding
) -> None:
    damage(written, statement)
    with open_store(written, write=False) as store:
        findings = verify(store, story.join)
    if finding.check == "records":
        assert [one.what.startswith(finding.what) for one in findings if one.check == "records"] == [True]
    else:
        assert finding in findings
