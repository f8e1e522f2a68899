"""One report in every format, end to end: the quotes are verbatim, and all of it is one voice."""

import html
import json
import textwrap
from pathlib import Path

import pytest

from kg import documents
from kg.model import jsonl
from tests.documents.pdfs import pdf
from tests.test_pipeline import kg, rows

DATES = {
    "report.meta.yaml": "2025-02-03",
    "page.meta.yaml": "2025-02-02",
    "feed.meta.yaml": "2025-02-01",
    "paper.meta.yaml": "2025-02-04",
}


@pytest.fixture(scope="module")
def reports(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample report as text, web page, PDF and JSON Lines, each from another day, and another report."""
    folder = tmp_path_factory.mktemp("reports")
    text = (samples / "goma-rwanda-m23.txt").read_text(encoding="utf-8")
    paragraphs = [" ".join(one.split()) for one in text.split("\n\n") if one.strip()]
    (folder / "report.txt").write_text(text, encoding="utf-8")
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    page = (
        f"<!doctype html><html><head><title>Goma</title></head><body><article>{body}</article></body></html>"
    )
    (folder / "page.html").write_text(page, encoding="utf-8")
    printed = [line for one in paragraphs for line in (*textwrap.wrap(one, 90), "")]
    (folder / "paper.pdf").write_bytes(pdf(printed))
    other = (samples / "mali-tinzaouaten.txt").read_text(encoding="utf-8")
    signed = "\n\n".join([*paragraphs, "Written in Goma."])
    lines = [{"text": signed}, {"text": other}, {"text": 0}]
    (folder / "feed.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    for name, day in DATES.items():
        content = f"articles: {{1: {{published: {day}}}}}" if name.startswith("feed") else f"published: {day}"
        (folder / name).write_text(content + "\n", encoding="utf-8")
    return folder


def test_quotes_are_in_the_text_that_offsets_count_in(reports: Path, tmp_path: Path) -> None:
    done = kg("extract", reports, "--out", tmp_path / "one", code=1)
    assert "feed.jsonl:3: it has no `text`" in " ".join(done.stderr.split())
    found = jsonl.read(tmp_path / "one")
    assert [one.id for one in found.documents] == ["feed#1", "feed#2", "page", "paper", "report"]
    texts = {}
    for one in found.documents:
        number = int(one.id.partition("#")[2] or 0) or None
        texts[one.id] = documents.text_of(reports / one.file, number)
        assert texts[one.id][one.start : one.end] == one.content
    for claim in found.claims:
        assert texts[claim.doc][claim.start : claim.end] == claim.quote
    for mention in found.mentions:
        assert texts[mention.doc][mention.start : mention.end] == mention.text
    said = {
        (claim.doc, claim.subject, claim.relation, claim.object)
        for claim in found.claims
        if claim.doc != "feed#2"
    }
    for name in ("feed#1", "page", "paper", "report"):
        assert (name, "rwanda", "SUPPORTS", "m23") in said
    assert {one.id: one.copy_of for one in found.documents} == {
        "feed#1": None,
        "feed#2": None,
        "page": "feed#1",
        "paper": "feed#1",
        "report": "feed#1",
    }
    # The documents that were written are documents to read: they give the same records again.
    kg("extract", tmp_path / "one" / "documents.jsonl", "--out", tmp_path / "two")
    for name in jsonl.KINDS:
        again = (tmp_path / "two" / f"{name}.jsonl").read_bytes()
        assert again == (tmp_path / "one" / f"{name}.jsonl").read_bytes()


@pytest.mark.slow
def test_all_formats_of_one_report_are_one_voice(reports: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g"
    asked = (
        "MATCH (:Entity {id: 'rwanda'})-[r:SUPPORTS]->(:Entity {id: 'm23'}) "
        "RETURN r.voices AS voices, size(r.claims) AS claims"
    )
    kg("build", reports / "report.txt", "--graph", graph)
    alone = rows(graph, "cypher", asked)
    kg(
        "build",
        reports / "page.html",
        reports / "paper.pdf",
        reports / "feed.jsonl",
        "--graph",
        graph,
        code=1,
    )
    (found,) = rows(graph, "cypher", asked)
    assert [found["voices"]] == [one["voices"] for one in alone]
    assert found["claims"] > alone[0]["claims"]
    linked = "MATCH (d:Document) RETURN d.id AS id, d.copy_of AS copy_of ORDER BY id"
    assert [row["copy_of"] for row in rows(graph, "cypher", linked)] == [None, None] + ["feed#1"] * 3
    kg("verify", "--graph", graph)
