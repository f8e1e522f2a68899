"""Scores as text, JSON and a page; loading a gold standard; the assignment."""

import itertools
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.evaluate import errors_html, render_text, score, to_json
from kg.evaluate.assign import best
from kg.evaluate.gold import load
from kg.evaluate.report import percent
from kg.evaluate.scores import MAIN
from kg.evaluate.tally import Sheet
from tests.evaluate import perfect
from tests.evaluate.conftest import Case

HOSTILE = "<script>alert('x')</script> & \"quoted\" {brace} %s"


def test_text_names_figures_and_causes(case: Case) -> None:
    text = render_text(case.score(case.without_claim("a3", "a1")))
    assert "triples, core" in text
    assert "both ends were recognised in the words, no relation found" in text
    assert "SUPPORTS" in text
    assert "Disputed claims without their denier" not in text, "the denial has a record of its own"


def test_json_has_columns_and_rows(case: Case) -> None:
    scores = case.score(case.records)
    found = json.loads(json.dumps(to_json(scores)))
    assert set(found["rows"][0]) == set(found["columns"])
    assert {row["measure"] for row in found["rows"]} == set(scores.measures)
    assert [row["document"] for row in found["documents"]] == ["a", "b"]
    assert set(MAIN) <= set(scores.measures)


def test_the_page_escapes_what_documents_and_names_say(case: Case, tmp_path: Path) -> None:
    entities = tuple(replace(one, name=HOSTILE) for one in case.records.entities)
    records = replace(case.plus_claim("a3", subject="ana-voss"), entities=entities)
    target = tmp_path / "new" / "errors.html"
    errors_html(case.score(records), target)
    page = target.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "bombed a depot in Melos</mark> on 3 May 2021" in page
    assert "http" not in page.replace("http-equiv", ""), "nothing is loaded from elsewhere"
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert set(tags) <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "code", "table", "tr", "td"),
        *("details", "summary", "ul", "li", "mark", "span"),
    }


def test_two_runs_are_identical(folders: tuple[Path, Path]) -> None:
    gold, texts = folders
    records = perfect.records(load(gold), texts)
    first, second = score(records, gold), score(records, gold)
    assert first == second
    assert first.measures["triples.core.f1"].low == 1.0
    assert render_text(first) == render_text(second)
    assert score(records, gold, only=["b"]).measures["triples.core.f1"].low is None, (
        "one document: no interval"
    )


def test_intervals_hold_the_figure() -> None:
    tallies = [{"x:right": i % 3, "x:of": 3} for i in range(12)]
    measure = Sheet(tallies).share("x", "x")
    assert measure.value == pytest.approx(1 / 3)
    assert measure.low is not None
    assert measure.high is not None
    assert 0 < measure.low < 1 / 3 < measure.high < 1


def test_nothing_to_measure_is_a_dash() -> None:
    measure = Sheet([{}, {}]).share("x", "x")
    assert measure.value is None
    assert percent(measure.value) == "–"


def test_a_missing_or_broken_gold_file(folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"documents\.jsonl: no such file of a gold standard"):
        load(tmp_path)
    for file in folders[0].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "claims.jsonl").write_text('{"id": "c1"}\n')
    with pytest.raises(DocumentError, match=r"claims\.jsonl:1: not a gold record of kind claims: .*missing"):
        load(tmp_path)
    (tmp_path / "aggregates.jsonl").unlink()
    (tmp_path / "claims.jsonl").write_text("\n")
    assert load(tmp_path).claims == ()


def test_an_unknown_document(case: Case) -> None:
    with pytest.raises(DocumentError, match="no document c; choose among a, b"):
        case.gold.only(["a", "c"])


def test_other_words_than_the_annotated_ones(case: Case) -> None:
    first, *rest = case.records.documents
    changed = replace(first, content="X" + first.content[:-1])
    with pytest.raises(DocumentError, match="the text has 'XSorre' where the gold has 'Sorrel'"):
        case.score(replace(case.records, documents=(changed, *rest)))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9), max_size=9))
def test_the_assignment_is_the_best_there_is(weights: dict[tuple[int, int], int]) -> None:
    pairs = best(weights)
    assert len(set(pairs.values())) == len(pairs)
    tried = (
        sum(weights.get(pair, 0) for pair in zip(range(4), order, strict=True))
        for order in itertools.permutations(range(4))
    )
    assert sum(weights[pair] for pair in pairs.items()) == max(tried)
    assert len(best(weights, most=True)) >= len(pairs)
