"""Everything that counts as plain data, alike from a store and from records."""

import pytest

from kg.graph import Store
from kg.views.projection import Told, fetch, of_records
from tests.graph import story


@pytest.fixture
def tale() -> Told:
    """The whole story with the fifth document, without a store."""
    return of_records(story.join([*story.all_four(), story.border()]))


def test_a_store_tells_what_its_records_tell(store: Store, tale: Told) -> None:
    told = fetch(store)
    assert told.claims == tale.claims
    assert told.documents == tale.documents
    assert told.attacks == tale.attacks
    assert told.entities == tale.entities


def test_edges_are_those_of_the_graph(store: Store) -> None:
    told = fetch(store)
    rows = store.read(
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.voices IS NOT NULL "
        "RETURN a.id AS subject, type(r) AS relation, b.id AS object, r.status AS status, "
        "r.voices AS voices, r.claims AS claims ORDER BY subject, relation, object"
    ).rows
    assert [(e.subject, e.relation, e.object, e.status, e.voices, list(e.claims)) for e in told.edges] == [
        tuple(row.values()) for row in rows
    ]


def test_what_counts_no_more_is_not_told(store: Store) -> None:
    told = fetch(store)
    assert "wire-2-old1" not in told.by_id
    assert {document.content for document in told.documents.values()} == {""}
    assert all(claim.doc in told.documents for claim in told.claims)


def test_an_edge_leads_to_its_claims_and_denials(tale: Told) -> None:
    edge = next(e for e in tale.edges if (e.subject, e.object) == ("sudria", "hill-front"))
    assert [claim.id for claim in tale.behind(edge)] == ["gazette-1-c1", "wire-2-c2", "gazette-1-c2"]
    assert tale.name("sudria") == "Sudria"
    assert tale.name("“some”") == "“some”"
