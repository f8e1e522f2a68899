"""What every store keeps to: records come back, building again changes nothing, order does not matter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from kg.errors import QueryError, StoreError
from kg.graph import Address, Store, Written, cypher, open_store
from kg.graph.shape import Changes
from kg.model import Extraction
from tests.graph import story
from tests.stores import Fresh

BEHIND = """
MATCH (:Entity {id: 'sudria'})-[r:SUPPORTS]->(:Entity {id: 'hill-front'}) RETURN r.claims AS claims
"""


def build(place: Address, new: Sequence[Extraction], version: str = "1") -> Written:
    """Add documents to the graph at `place` as the pipeline does."""
    with open_store(place, write=True) as store:
        kept = store.extractions(without={extraction.document.id for extraction in new})
        return store.write(new, story.join([*kept, *new]), extractor="rules", version=version)


def dump(place: Address) -> list[str]:
    """Everything in the graph, one sorted line a node or link."""
    with open_store(place, write=False) as store:
        nodes = store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties").rows
        links = store.read(
            "MATCH (a)-[r]->(b) RETURN coalesce(a.key, a.id) AS start, type(r) AS type, "
            "coalesce(b.key, b.id) AS end, properties(r) AS properties"
        ).rows
    return sorted(repr((sorted(row["labels"]), sorted(row["properties"].items()))) for row in nodes) + sorted(
        repr((row["start"], row["type"], row["end"], sorted(row["properties"].items()))) for row in links
    )


def test_a_documents_records_come_back_as_they_were_extracted(store: Store) -> None:
    expected = sorted(story.all_four(), key=lambda extraction: extraction.document.id)
    assert store.extractions() == tuple(expected)
    assert store.extractions(without={"wire-1"}) == tuple(x for x in expected if x.document.id != "wire-1")
    assert store.documents() == tuple(extraction.document for extraction in expected)


def test_counts(store: Store) -> None:
    counts = store.counts()
    assert (counts.documents, counts.superseded, counts.attacks, counts.figures) == (4, 0, 1, 2)
    assert counts.withdrawn == 0
    assert counts.claims == {"alleged": 3, "claimed": 1, "denied": 2, "disputed": 3, "unattributed": 3}
    assert counts.entities["Group"] == 2
    assert counts.edges == {"alleged": 2, "claimed": 1, "disputed": 2, "unattributed": 2}
    assert counts.relations == {
        "AFFILIATE_OF": 1,
        "CLAIMED_RESPONSIBILITY": 1,
        "PERPETRATED": 1,
        "RIVAL_OF": 1,
        "SUPPORTS": 3,
    }


def test_a_denial_of_another_document_reaches_the_claim_and_the_edge(store: Store) -> None:
    rows = store.read(
        "MATCH (d:Claim)-[:DENIES]->(c:Claim {id: $id})-[:DENIED_BY]->(e:Entity) "
        "RETURN c.status AS status, c.status_in_document AS own, d.id AS denial, e.name AS denier",
        {"id": "wire-1-c1"},
    ).rows
    assert rows == ({"status": "disputed", "own": "alleged", "denial": "tribune-1-c2", "denier": "Sudria"},)
    rows = store.read(
        "MATCH (:State {id: 'sudria'})-[r:SUPPORTS]->(:Group {id: 'coast-column'}) RETURN r.status AS status"
    ).rows
    assert rows == ({"status": "disputed"},)


def test_attacks_of_several_documents_are_one_with_all_figures(store: Store) -> None:
    rows = store.read(
        "MATCH (f:Figure)-[:FIGURE_OF]->(a:Attack)-[:TOOK_PLACE_IN]->(p:Location) "
        "RETURN a.id AS attack, p.name AS place, f.qualifier AS bound, f.value AS value ORDER BY value"
    ).rows
    assert rows == (
        {"attack": story.JOINED, "place": "Old Port", "bound": "exact", "value": 12},
        {"attack": story.JOINED, "place": "Old Port", "bound": "at_least", "value": 14},
    )
    row = store.read(
        "MATCH (:Document {key: 'tribune-1'})-[m:MENTIONS]->(:Attack) RETURN m.count AS n, m.texts AS texts"
    ).rows
    assert row == ({"n": 2, "texts": ["Old Port bombing", "The Old Port bombing left at least 14 dead"]},)
    assert store.read("MATCH (:AttackReport)-[:REPORT_OF]->(a:Attack) RETURN count(a) AS n").rows[0]["n"] == 2


def test_an_unnamed_speaker_is_a_node_of_its_document(store: Store) -> None:
    rows = store.read(
        "MATCH (:Claim)-[:ASSERTED_BY]->(u:UnnamedSource) RETURN u.id AS id, u.words AS words"
    ).rows
    assert rows == ({"id": "gazette-1~some analysts", "words": "Some analysts"},)


def test_an_unknown_person_gets_no_edge_but_keeps_the_claim(store: Store) -> None:
    text = "MATCH (c:Claim)-[:SUBJECT]->(p:Person {id: 'j-sel'}) RETURN c.id AS id, c.counts AS counts"
    assert store.read(text).rows == ({"id": "tribune-1-c3", "counts": True},)
    assert store.read("MATCH (:Person {id: 'j-sel'})-[r]->(:Entity) RETURN type(r) AS t").rows == ()


def test_building_again_changes_nothing(written: Address) -> None:
    before = dump(written)
    assert not build(written, story.all_four())
    assert dump(written) == before


def test_only_what_the_graph_has_exactly_is_unchanged(store: Store) -> None:
    documents = [extraction.document for extraction in story.all_four()]
    assert store.unchanged(documents, "rules", "1") == {document.id for document in documents}
    assert store.unchanged(documents, "rules", "2") == frozenset()
    assert store.unchanged(documents, "llm", "1") == frozenset()
    retitled = [replace(documents[0], title="Another"), *documents[1:]]
    assert documents[0].id not in store.unchanged(retitled, "rules", "1")
    assert store.unchanged([story.document("gazette-1", "Other words.")], "rules", "1") == frozenset()


@pytest.mark.slow
def test_the_order_in_which_documents_come_makes_no_difference(written: Address, fresh: Fresh) -> None:
    expected = dump(written)
    for order in list(permutations(story.all_four()))[5::9]:
        place = fresh()
        for extraction in order:
            build(place, [extraction])
        assert dump(place) == expected
    half = fresh()
    build(half, story.all_four()[2:])
    build(half, story.all_four()[:2])
    assert dump(half) == expected


def _shorter() -> Extraction:
    """The Gazette's article without the denial, and without the attack."""
    old = story.gazette()
    where = story.document("gazette-1", old.document.content.partition(" Sudria rejected")[0] + "\n")
    said = replace(old.claims[0], id="gazette-1-x1", status="alleged", denied_by=())
    return story.extraction(where, ["norland", "sudria", "hill-front"], [said])


def test_a_changed_document_is_a_new_version_and_the_old_claims_count_no_more(written: Address) -> None:
    done = build(written, [_shorter()])
    assert (done.added, done.superseded, done.renewed) == ((), ("gazette-1",), ())
    old = f"gazette-1@{story.gazette().document.sha256[:12]}"
    with open_store(written, write=False) as store:
        counts = store.counts()
        assert (counts.documents, counts.superseded) == (4, 1)
        rows = store.read(
            "MATCH (:Document {key: 'gazette-1'})-[:SUPERSEDES]->(d:Document) "
            "RETURN d.key AS key, d.superseded AS superseded, d.id AS id"
        ).rows
        assert rows == ({"key": old, "superseded": True, "id": "gazette-1"},)
        claims = store.read(
            "MATCH (c:Claim)-[:QUOTED_FROM]->(:Document {key: $key}) RETURN c.id AS id, c.counts AS counts",
            {"key": old},
        ).rows
        assert sorted(row["id"] for row in claims) == [f"gazette-1-c{i}" for i in range(1, 6)]
        assert not any(row["counts"] for row in claims)
        assert store.read(BEHIND).rows == ({"claims": ["gazette-1-x1", "wire-2-c2"]},)
        assert store.read("MATCH (:Entity)-[r:AFFILIATE_OF]->(:Entity) RETURN r").rows == ()
        assert [x.document.content for x in store.extractions() if x.document.id == "gazette-1"] == [
            _shorter().document.content
        ]


def test_going_back_to_the_old_text_gives_the_old_graph_but_for_the_version_between(written: Address) -> None:
    before = dump(written)
    build(written, [_shorter()])
    between = f"gazette-1@{_shorter().document.sha256[:12]}"
    done = build(written, [story.gazette()])
    assert done.superseded == ("gazette-1",)
    after = [line for line in dump(written) if between not in line and "gazette-1-x1" not in line]
    assert after == before
    assert not build(written, [story.gazette()])


def test_the_same_text_read_anew_replaces_what_was_read(written: Address) -> None:
    fewer = replace(story.wire(), claims=story.wire().claims[:1])
    done = build(written, [fewer], version="2")
    assert (done.renewed, done.superseded) == (("wire-1",), ())
    assert done.removed["Claim"] == 1
    with open_store(written, write=False) as store:
        assert store.counts().superseded == 0
        assert store.unchanged([fewer.document], "rules", "2") == {"wire-1"}


def test_a_person_who_turns_out_to_be_a_group_gets_another_label(written: Address, fresh: Fresh) -> None:
    def renamed(extraction: Extraction) -> Extraction:
        entities = [replace(e, type="Group") if e.id == "j-sel" else e for e in extraction.entities]
        return replace(extraction, entities=tuple(entities))

    build(written, [renamed(story.tribune())], version="2")
    with open_store(written, write=False) as store:
        labels = store.read("MATCH (n:Entity {id: 'j-sel'}) UNWIND labels(n) AS l RETURN l ORDER BY l").rows
        assert [row["l"] for row in labels] == ["Entity", "Group"]
        assert store.read("MATCH (:Group {id: 'j-sel'})-[r:SUPPORTS]->() RETURN r.status AS s").rows
    expected = dump(written)
    other = fresh()
    build(other, [story.gazette(), story.wire(), story.wire_2()])
    build(other, [renamed(story.tribune())], version="2")
    assert dump(other) == expected


def test_a_withdrawn_document_stays_and_its_claims_count_no_more(written: Address) -> None:
    before = dump(written)
    with open_store(written, write=True) as store:
        done = store.withdraw({"wire-1"}, story.join(store.extractions(without={"wire-1"})))
        assert done.withdrawn == ("wire-1",)
    with open_store(written, write=False) as store:
        counts = store.counts()
        assert (counts.documents, counts.superseded, counts.withdrawn) == (3, 0, 1)
        (gone,) = store.documents(withdrawn=True)
        assert gone == story.wire().document
        assert "wire-1" not in {document.id for document in store.documents()}
        rows = store.read("MATCH (c:Claim {doc: 'wire-1'}) RETURN DISTINCT c.counts AS counts").rows
        assert rows == ({"counts": False},)
        about = (
            "MATCH (:Entity {id: 'sudria'})-[r:SUPPORTS]->(:Entity {id: 'coast-column'}) RETURN r.status AS s"
        )
        assert store.read(about).rows == ({"s": "denied"},)
    build(written, [story.wire_2()], version="2")
    build(written, [story.wire_2()])
    with open_store(written, write=True) as store:
        assert [document.id for document in store.documents(withdrawn=True)] == ["wire-1"]
        key = f"wire-1@{gone.sha256[:12]}"
        store.withdraw((), story.join(store.extractions(again={key})), again={key})
    assert dump(written) == before


@pytest.mark.slow
def test_a_store_holds_what_another_one_held(written: Address, fresh: Fresh) -> None:
    build(written, [_shorter()])
    expected = dump(written)
    with open_store(written, write=False) as store:
        graph = store.graph()
    other = fresh()
    with open_store(other, write=True) as store:
        assert store.put(graph)
    assert dump(other) == expected
    with open_store(other, write=True) as store:
        assert not store.put(graph)


def test_a_rejected_claim_is_kept_and_counts_no_more(written: Address) -> None:
    rejected = [replace(c, review="rejected") if c.id == "wire-2-c2" else c for c in story.wire_2().claims]
    build(written, [replace(story.wire_2(), claims=tuple(rejected))])
    with open_store(written, write=False) as store:
        row = store.read("MATCH (c:Claim {id: 'wire-2-c2'}) RETURN c.counts AS counts").rows
        assert row == ({"counts": False},)
        assert store.read(BEHIND).rows == ({"claims": ["gazette-1-c1"]},)


def test_a_write_that_fails_changes_nothing(written: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(written)
    steps = cypher._steps

    def failing(changes: Changes) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for number, step in enumerate(steps(changes)):
            if number == 6:
                raise StoreError("the power went")
            yield step

    monkeypatch.setattr(cypher, "_steps", failing)
    with pytest.raises(StoreError, match="the power went"):
        build(written, [_shorter()], version="2")
    assert dump(written) == before


def test_a_dangling_end_is_refused_and_changes_nothing(written: Address) -> None:
    before = dump(written)
    wrong = replace(story.wire(), claims=(replace(story.wire().claims[0], object="nobody"),))
    with pytest.raises(StoreError, match="no record describes the entity 'nobody'"):
        build(written, [wrong])
    assert dump(written) == before


def test_records_that_leave_documents_out_are_refused(written: Address) -> None:
    before = dump(written)
    with open_store(written, write=True) as store, pytest.raises(StoreError, match="do not cover"):
        store.write([story.wire()], story.join([story.wire()]), extractor="rules", version="1")
    assert dump(written) == before


def test_a_type_that_no_schema_knows_is_refused(place: Address) -> None:
    odd = replace(story.ENTITIES["norland"], type="Group) DETACH DELETE (n")
    entities = tuple(odd if entity.id == odd.id else entity for entity in story.wire_2().entities)
    wrong = replace(story.wire_2(), entities=entities)
    with pytest.raises(StoreError, match="no entity type"):
        build(place, [wrong])
    with pytest.raises(StoreError, match="no graph here"), open_store(place, write=False):
        pass


@pytest.mark.parametrize("nasty", ["'}) DETACH DELETE n //", '`;\\u0027"$rows', "“quoted” \U0001f600\x00\n"])
def test_words_never_become_part_of_a_statement(place: Address, nasty: str) -> None:
    where = story.document("gazette-1", nasty + story.TEXTS["gazette-1"], title=nasty, publisher=nasty)
    entity = replace(story.ENTITIES["norland"], name=nasty, aliases=(nasty,))
    said = story.claim(where, 1, "sudria SUPPORTS hill-front", nasty, [nasty], qualifiers={nasty: [nasty]})
    odd = story.extraction(
        where, ["sudria", "hill-front"], [replace(said, id=nasty, asserted_by=("norland",))]
    )
    odd = replace(odd, entities=tuple(sorted((*odd.entities, entity), key=lambda e: e.id)))
    build(place, [odd])
    with open_store(place, write=False) as store:
        assert store.extractions() == (odd,)
        assert store.read("MATCH (c:Claim {id: $id}) RETURN c.quote AS q", {"id": nasty}).rows == (
            {"q": nasty},
        )


WRITES = [
    "CREATE (n:Entity {id: 'x'})",
    "MERGE (n:Entity {id: 'x'}) RETURN n",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) SET n:Group",
    "MATCH (n:Entity) REMOVE n.name",
    "MATCH (n:Claim) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "FOREACH (x IN [1] | CREATE (:Entity {id: 'x'}))",
    "CALL { CREATE (x:Entity) } RETURN 1",
    "MATCH (n:Claim) CALL { WITH n DELETE n } IN TRANSACTIONS",
    "CREATE INDEX foo FOR (n:Entity) ON (n.country)",
    "CREATE CONSTRAINT foo FOR (n:Entity) REQUIRE n.name IS UNIQUE",
    "DROP CONSTRAINT entity_id",
    "LOAD CSV FROM '/etc/hostname' AS row RETURN row",
    "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x' AS row RETURN row",
]


@pytest.mark.parametrize("text", WRITES)
def test_reading_can_neither_write_nor_load_a_file(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        store.read(text)


def test_nor_can_it_through_a_store_that_is_open_for_writing(written: Address) -> None:
    before = dump(written)
    with open_store(written, write=True) as store:
        for text in WRITES:
            with pytest.raises(QueryError):
                store.read(text)
    assert dump(written) == before


@pytest.mark.parametrize(
    "text", ["", "MATCH (n RETURN n", "RETURN $absent", "RETURN 1/0", "SELECT FROM Entity"]
)
def test_a_wrong_statement_is_a_query_error_in_one_line(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.read(text)
    assert "\n" not in str(caught.value)
    assert "Exception" not in str(caught.value)


def test_values_come_back_plain(store: Store) -> None:
    row = store.read(
        "MATCH p = (a:Entity {id: 'coast-column'})-[r:AFFILIATE_OF]->(b) "
        "RETURN p, a, r, [b] AS list, {b: b} AS map, date('2024-02-03') AS day, "
        "1.5 AS number, null AS nothing"
    ).rows[0]
    assert list(row) == ["p", "a", "r", "list", "map", "day", "number", "nothing"]
    assert row["a"]["name"] == "Coast Column"
    assert row["p"] == [row["a"], row["r"], row["list"][0]]
    assert row["map"] == {"b": row["list"][0]}
    assert (row["r"]["status"], row["day"], row["number"]) == ("unattributed", "2024-02-03", 1.5)
    assert row["nothing"] is None
