"""Names and words, found alike by a server's full-text indexes and by looking everywhere."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.entry import group
from kg.errors import QueryError
from kg.graph import Store, fulltext
from kg.graph.cypher import CypherStore
from kg.views.search import nearest, search
from tests.graph import story


def found(store: Store, text: str, limit: int = 20) -> list[str]:
    """The ids that a search gives, in their order."""
    return [row["id"] for row in search(store, text, limit).rows]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("hf", ["hill-front"]),
        (
            "HILL fro",
            [
                "hill-front",
                "wire-1-c2",
                "tribune-1-c3",
                "gazette-1-c1",
                "gazette-1-c3",
                "wire-2-c1",
                "wire-2-c2",
            ],
        ),
        ("front of", ["hill-front", "gazette-1-c1", "gazette-1-c3"]),
        ("analysts pay", ["gazette-1-c4"]),
        ("republic", ["norland"]),
        ("old port", ["old-port", "old-port-bombing-2023"]),
        ("said Sudria", ["wire-1-c1", "border-1-c1"]),
        ("orland", []),
        ("the trader gave", ["tribune-1-c3"]),
    ],
)
def test_each_word_begins_a_word_of_what_is_found(store: Store, text: str, ids: list[str]) -> None:
    assert found(store, text) == ids


def test_a_claim_is_shown_with_status_speakers_and_words(store: Store) -> None:
    (row,) = search(store, "rejected charge").rows
    assert row == {
        "kind": "claim",
        "name": "Sudria NOT SUPPORTS Hill Front",
        "status": "denied",
        "asserted_by": ["Sudria"],
        "denied_by": [],
        "document": "gazette-1",
        "published": "2023-05-04",
        "quote": "Sudria rejected the charge.",
        "id": "gazette-1-c2",
    }
    (own,) = search(store, "southern branch").rows
    assert own["asserted_by"] == ["the document"]


def test_known_names_come_first_and_the_latest_claims(store: Store) -> None:
    assert found(store, "sudria", limit=2)[:2] == ["sudria", "sudrian-service"]
    rows = [row for row in search(store, "sudria").rows if row["kind"] == "claim"]
    dates = [row["published"] or "" for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert len(search(store, "sudria", limit=1).rows) == 2


def test_claims_that_count_no_more_are_not_found(store: Store) -> None:
    assert "wire-2-old1" not in found(store, "Norland gives the Hill Front shelter")


@pytest.mark.parametrize("text", ["", "  ", "?!", "* ~", "“”"])
def test_a_search_without_a_word_is_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="nothing to search for"):
        search(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "hill AND front)",
        "hill~2",
        "name:hill",
        "[a TO z]",
        "hill* -front",
        '"hill',
        "h?ll",
        "/h.*/",
        "* OR *",
    ],
)
def test_the_indexes_own_language_cannot_be_spoken(store: Store, text: str) -> None:
    plain = " ".join(fulltext.words(text))
    assert found(store, text) == found(store, plain)


def test_a_server_without_indexes_gives_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["hill", "hill front", "sudria", "said", "f", "the", "12", "port police"]
    expected = [found(store, text) for text in asked]
    assert any(expected)
    monkeypatch.setattr(type(store), "having", CypherStore.having)
    assert [found(store, text) for text in asked] == expected


def test_the_nearest_names(store: Store) -> None:
    assert nearest(store, "Sudrai") == 'did you mean "Sudria", "Sudrian Service" or "SUS"?'


def test_the_command(tmp_path: Path) -> None:
    graph = str(tmp_path / "kg.graph")
    story.tell(graph)
    done = CliRunner().invoke(group, ["search", "hill", "front", "--graph", graph, "--format", "csv"])
    assert done.stdout.splitlines()[0] == "kind,name,status,asserted_by,denied_by,document,published,quote,id"
    assert done.stdout.splitlines()[1].startswith("Group,Hill Front,")
    none = CliRunner().invoke(group, ["search", "Hil Frnt", "--graph", graph])
    assert (none.exit_code, none.stdout) == (0, "")
    assert 'Nothing found; did you mean "Hill Front"' in none.stderr


@given(st.text(max_size=60))
def test_a_texts_own_words_are_found_in_it(text: str) -> None:
    for word in fulltext.words(text):
        assert word
        assert any(other.startswith(word) for other in fulltext.words(text))


@given(st.text(max_size=60))
def test_what_an_index_is_asked_has_no_operator(text: str) -> None:
    asked = fulltext.asked(fulltext.words(text))
    for part in asked.split(" AND ") if asked else []:
        assert part.endswith("*")
        assert not set(part[:-1]) & set("+-&|!(){}[]^\"~*?:\\/., '_")
        assert part == part.lower()


def test_words_that_fit_none_of_the_first_candidates_are_still_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = found(store, "hill front", limit=3)
    monkeypatch.setattr("kg.views.search._CANDIDATES", 2)
    having = type(store).having
    asked = []

    def first_one_that_does_not_fit(self: Store, words: list[str], limit: int) -> object:
        entities, claims = having(self, words, 1000)
        asked.append(limit)
        return entities, (*["none"] * 8, *claims)[:limit]

    monkeypatch.setattr(type(store), "having", first_one_that_does_not_fit)
    assert found(store, "hill front", limit=3) == everything
    assert asked == [6, 12]
