"""Claims in their paragraphs."""

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.views.why import Denied, as_table, as_text, paragraph, why


def test_a_claim_by_its_id(store: Store) -> None:
    (found,) = why(store, "gazette-1-c1")
    assert (found.subject, found.relation, found.object) == ("Sudria", "SUPPORTS", "Hill Front")
    assert (found.status, found.asserted_by, found.hedge) == ("disputed", ("Norland",), "accused")
    assert found.denied_by == (Denied("Sudria", "gazette-1", "Sudria rejected the charge.", "the accused"),)
    assert (found.before, found.after) == ("", " Sudria rejected the charge.")
    assert found.publisher == "Hill Gazette"
    assert found.review == "machine"


def test_all_claims_of_a_triple_denials_last(store: Store) -> None:
    found = why(store, "SUDRIA", "supports", "HF")
    assert [(one.claim, one.polarity) for one in found] == [
        ("gazette-1-c1", "positive"),
        ("wire-2-c2", "positive"),
        ("gazette-1-c2", "negative"),
    ]


def test_a_symmetric_relation_is_found_in_either_order(store: Store) -> None:
    assert why(store, "Norland", "RIVAL_OF", "HF") == why(store, "HF", "rival of", "Norland")
    assert len(why(store, "Norland", "RIVAL_OF", "HF")) == 2


def test_an_old_claim_is_shown_as_such_by_its_id_only(store: Store) -> None:
    (found,) = why(store, "wire-2-old1")
    assert not found.counts
    assert found.document.startswith("wire-2@")
    assert "counts no more" in as_text([found])
    with pytest.raises(QueryError, match="no document says Norland SUPPORTS HF; `kg query between"):
        why(store, "Norland", "SUPPORTS", "HF")


def test_the_text_for_people(store: Store) -> None:
    assert as_text(why(store, "wire-1-c1"), marks=("<", ">")).splitlines() == [
        "Sudria SUPPORTS Coast Column (funding): disputed",
        "  said by     Lena Orr, asserted, as reported by Norland",
        '  denied by   Sudria (the accused), in tribune-1: "Sudria denied any payment."',
        '  evidence    "She offered no proof."',
        "  written in  wire-1, 2023-06",
        "  claim       wire-1-c1, review: machine",
        "  <Minister Lena Orr of Norland said Sudria finances the Coast Column.> She offered no proof.",
    ]
    assert "NOT SUPPORTS" in as_text(why(store, "tribune-1-c2"))
    assert "the document, asserted" in as_text(why(store, "wire-2-c2"))
    assert "“Some analysts”, possible" in as_text(why(store, "gazette-1-c4"))


def test_the_table_for_programs(store: Store) -> None:
    table = as_table(why(store, "wire-1-c1"))
    assert table.columns[:6] == ("claim", "subject", "relation", "object", "polarity", "status")
    assert table.rows[0]["denied_by"] == [
        {
            "by": "Sudria",
            "document": "tribune-1",
            "quote": "Sudria denied any payment.",
            "role": "the accused",
        }
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("c-0",), "no claim 'c-0' in the graph"),
        (("Sudra", "SUPPORTS", "HF"), 'did you mean "Sudria"'),
        (("Sudria", "SUPPORT", "HF"), 'did you mean "SUPPORTS"'),
    ],
)
def test_what_is_not_there(store: Store, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        why(store, *words)


def test_a_long_paragraph_is_shortened_to_whole_words() -> None:
    text = "word " * 300 + "QUOTE" + " word" * 300 + "\n\nnext"
    start = text.index("QUOTE")
    before, after = paragraph(text, start, start + 5)
    assert before.startswith("… word ")
    assert after.endswith(" word …")
    assert max(len(before), len(after)) < 510


def test_how_the_voices_of_an_edge_were_counted(store: Store) -> None:
    found = why(store, "Sudria", "SUPPORTS", "HF")
    assert [(one.claim, one.voice, one.voices, one.role) for one in found] == [
        ("gazette-1-c1", 2, 2, None),
        ("wire-2-c2", 1, 2, None),
        ("gazette-1-c2", None, 0, "the accused"),
    ]
    both = why(store, "Norland", "RIVAL_OF", "HF")
    assert {one.counted for one in both} == {""}
    assert "voice       2 of 2" in as_text(found)
    assert "denied by   Sudria (the accused), asserted" in as_text(found)


def test_one_claim_alone_counts_no_voices(store: Store) -> None:
    (found,) = why(store, "gazette-1-c1")
    assert (found.voice, found.voices) == (None, 0)
