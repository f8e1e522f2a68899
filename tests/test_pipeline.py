"""The main job, end to end, on real components: documents in, a graph and records out."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli.entry import group
from kg.model import jsonl
from tests.views.test_verify import damage


def kg(*words: str | Path, code: int = 0) -> Result:
    """Run a command in this process, where the parser and the JVM are loaded once."""
    done = CliRunner().invoke(group, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.stderr
    return done


def rows(graph: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kg(*words, "--graph", graph, "--format", "json").stdout)["rows"]
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the sample reports."""
    graph = tmp_path_factory.mktemp("built") / "g"
    done = kg("build", samples, "--graph", graph)
    assert done.stdout == ""
    return graph


@pytest.fixture(scope="module")
def records(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is read in the sample reports, as records."""
    folder = tmp_path_factory.mktemp("extracted") / "records"
    kg("extract", samples, "--out", folder)
    return folder


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of the real documents."""
    folder = tmp_path_factory.mktemp("extracted") / "real"
    kg("extract", shared / "seeds", "--out", folder)
    return folder


def test_sponsors_are_shown_with_asserter_denial_document_and_quote(built: Path, samples: Path) -> None:
    found = {row["sponsor"]: row for row in rows(built, "query", "sponsors", "-p", "name=M23")}
    rwanda = found["Rwanda"]
    assert rwanda["status"] == "disputed"
    assert rwanda["asserted_by"] == ["Democratic Republic of the Congo"]
    assert "Rwanda" in rwanda["denied_by"]
    text = (samples / f"{rwanda['document']}.txt").read_text(encoding="utf-8")
    assert rwanda["quote"] in text


def test_why_shows_the_quote_marked_in_its_paragraph(built: Path) -> None:
    text = kg("why", "Rwanda", "SUPPORTS", "M23", "--graph", built).stdout
    assert ">>Congo's government on Monday accused Rwanda" in text
    assert "disputed" in text
    claim = rows(built, "query", "sponsors", "-p", "name=M23")[0]["claim"]
    assert "review: machine" in kg("why", claim, "--graph", built).stdout


def test_a_wrong_name_gets_a_suggestion(built: Path) -> None:
    done = kg("query", "sponsors", "-p", "name=Rwnda", "--graph", built, code=1)
    assert "Rwanda" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("query", "spnsors"), "sponsors"),
        (("query", "sponsors"), "name"),
        (("query", "sponsors", "-p", "name"), "KEY=VALUE"),
        (("cypher", "CREATE (x:Entity {id: 'x'}) RETURN x"), "read"),
        (("cypher", "MATCH (n) DETACH DELETE n"), "read"),
        (("cypher", "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"), ""),
        (("cypher", "MATCH (n RETURN n"), ""),
        (("why", "c-0000000000000000"), "claim"),
    ],
)
def test_what_is_wrong_or_forbidden_is_told_in_one_sentence(
    built: Path, words: tuple[str, ...], told: str
) -> None:
    before = rows(built, "status")
    done = kg(*words, "--graph", built, code=1)
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert told in done.stderr
    assert rows(built, "status") == before


def test_building_again_changes_nothing(built: Path, samples: Path) -> None:
    before = rows(built, "status")
    again = kg("build", samples, "--graph", built)
    assert "0 documents to read" in again.stderr
    assert rows(built, "status") == before


@pytest.mark.slow
def test_documents_one_by_one_give_the_graph_of_all_at_once(samples: Path, tmp_path: Path) -> None:
    files = sorted(samples.glob("*.txt"))[:3]
    kg("build", *files, "--graph", tmp_path / "together")
    for file in reversed(files):
        kg("build", file, "--graph", tmp_path / "singly")
    asked = "MATCH (c:Claim) RETURN c.id AS id, c.status AS status, c.subject AS s, c.object AS o ORDER BY id"
    found = rows(tmp_path / "together", "cypher", asked)
    assert found
    assert rows(tmp_path / "singly", "cypher", asked) == found


def test_a_changed_document_becomes_a_new_version_and_an_unreadable_one_leaves_what_was(
    tmp_path: Path,
) -> None:
    texts, graph = tmp_path / "texts", tmp_path / "g"
    texts.mkdir()
    (texts / "a.txt").write_text("Sudan accused Chad of arming the Justice and Equality Movement.\n", "utf-8")
    (texts / "b.txt").write_text(
        "Colombia accused Venezuela of sheltering the FARC. Venezuela denied it.\n", "utf-8"
    )
    kg("build", texts, "--graph", graph)
    (texts / "a.txt").write_text(
        "Sudan accused Libya of arming the Justice and Equality Movement.\n", "utf-8"
    )
    (texts / "b.txt").write_bytes(b"\x00\x01\x02 no text \xff\xfe")
    (texts / "empty.txt").write_text("", "utf-8")
    done = kg("build", texts, "--graph", graph, code=1)
    assert "b.txt" in done.stderr
    assert "empty.txt" in done.stderr
    sponsors = rows(graph, "query", "sponsors", "-p", "name=Justice and Equality Movement")
    assert [row["sponsor"] for row in sponsors] == ["Libya"]
    assert [row["sponsor"] for row in rows(graph, "query", "sponsors", "-p", "name=FARC")] == ["Venezuela"]
    status = {(row["what"], row["which"]): row["number"] for row in rows(graph, "status")}
    assert status["documents", "that count"] == 2
    assert status["documents", "superseded"] == 1


def test_a_dry_run_writes_nothing(samples: Path, tmp_path: Path) -> None:
    done = kg("build", samples, "--graph", tmp_path / "g", "--dry-run")
    assert "to read" in done.stderr
    assert not (tmp_path / "g").exists()


def test_a_graph_that_is_none_is_told(tmp_path: Path) -> None:
    done = kg("status", "--graph", tmp_path / "nowhere", code=1)
    assert "nowhere" in done.stderr
    assert "kg build" in done.stderr


def test_extraction_gives_the_same_bytes_in_any_order_and_with_two_jobs(
    records: Path, samples: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in sorted(samples.iterdir(), reverse=True):
        shutil.copy(path, copy)
    kg("extract", copy, "--out", tmp_path / "again", "--jobs", "2")
    first = contents(records)
    assert sorted(first) == sorted(f"{kind}.jsonl" for kind in jsonl.KINDS)
    assert contents(tmp_path / "again") == first


def everything(graph: Path) -> list[dict[str, Any]]:
    """Claims with what became of them, and edges."""
    claims = (
        "MATCH (c:Claim) RETURN c.id AS id, c.status AS status, c.subject AS s, c.object AS o ORDER BY id"
    )
    edges = (
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.status IS NOT NULL "
        "RETURN a.id AS a, type(r) AS r, b.id AS b, properties(r) AS all ORDER BY a, r, b"
    )
    return rows(graph, "cypher", claims) + rows(graph, "cypher", edges)


@pytest.mark.slow
def test_records_load_to_the_graph_that_a_build_makes(built: Path, records: Path, tmp_path: Path) -> None:
    done = kg("load", records, "--graph", tmp_path / "g")
    assert done.stdout == ""
    assert "16 new" in done.stderr
    assert everything(tmp_path / "g") == everything(built)
    assert "has these records already" in kg("load", records, "--graph", tmp_path / "g").stderr
    assert "whole" in kg("verify", "--graph", tmp_path / "g").stderr


def test_records_that_contradict_themselves_load_nothing(records: Path, tmp_path: Path) -> None:
    wrong = Path(shutil.copytree(records, tmp_path / "records"))
    claims = (wrong / "claims.jsonl").read_text("utf-8")
    (wrong / "claims.jsonl").write_text(claims.replace('"SUPPORTS"', '"LIKES"', 1), "utf-8")
    assert "no relation 'LIKES'" in kg("load", wrong, "--graph", tmp_path / "g", code=1).stderr
    (wrong / "claims.jsonl").write_text("{\n", "utf-8")
    assert "claims.jsonl:1" in kg("load", wrong, "--graph", tmp_path / "g", code=1).stderr
    (wrong / "claims.jsonl").unlink()
    assert "no such file" in kg("load", wrong, "--graph", tmp_path / "g", code=1).stderr
    assert not (tmp_path / "g").exists()


@pytest.mark.slow
def test_a_withdrawn_document_counts_no_more_until_it_is_taken_back(
    built: Path, samples: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "g"
    shutil.copytree(built, graph)
    before = everything(graph)
    document = rows(graph, "query", "sponsors", "-p", "name=M23")[0]["document"]
    assert "1 documents withdrawn" in kg("retract", document, "--graph", graph).stderr
    assert document not in {r["document"] for r in rows(graph, "query", "sponsors", "-p", "name=M23")}
    assert "1 withdrawn before" in kg("build", samples, "--graph", graph).stderr
    status = {(row["what"], row["which"]): row["number"] for row in rows(graph, "status")}
    assert (status["documents", "that count"], status["documents", "withdrawn"]) == (15, 1)
    assert "whole" in kg("verify", "--graph", graph).stderr
    assert "no such document" in kg("retract", document, "--graph", graph, code=1).stderr
    assert "count again" in kg("retract", document, "--undo", "--graph", graph).stderr
    assert everything(graph) == before
    assert "no such document" in kg("retract", document, "--undo", "--graph", graph, code=1).stderr


@pytest.mark.slow
def test_a_withdrawn_text_cannot_come_back_beside_a_newer_one(tmp_path: Path) -> None:
    texts, graph = tmp_path / "texts", tmp_path / "g"
    texts.mkdir()
    for word in ("Chad", "Libya", "Niger"):
        said = f"Sudan accused {word} of arming the Justice and Equality Movement.\n"
        (texts / "a.txt").write_text(said, "utf-8")
        kg("build", texts, "--graph", graph)
        if word != "Niger":
            kg("retract", "a", "--graph", graph)
    assert "it can be a@" in kg("retract", "a", "--undo", "--graph", graph, code=1).stderr
    asked = "MATCH (d:Document) WHERE d.withdrawn RETURN d.key AS key ORDER BY key"
    keys = [row["key"] for row in rows(graph, "cypher", asked)]
    assert "another text" in kg("retract", keys[0], "--undo", "--graph", graph, code=1).stderr
    kg("retract", "a", "--graph", graph)
    assert "another text" in kg("retract", *keys, "--undo", "--graph", graph, code=1).stderr
    kg("retract", keys[0], "--undo", "--graph", graph)
    assert len(rows(graph, "query", "sponsors", "-p", "name=Justice and Equality Movement")) == 1


def test_verify_shows_what_is_wrong_and_ends_with_1(built: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g"
    shutil.copytree(built, graph)
    assert rows(graph, "verify") == []
    damage(graph, "MATCH (c:Claim) WITH c ORDER BY c.id LIMIT 1 SET c.quote = 'invented'")
    found = json.loads(kg("verify", "--graph", graph, "--format", "json", code=1).stdout)["rows"]
    assert {"quote", "computed"} >= {row["check"] for row in found} >= {"quote"}


def check_quotes(records: Path, texts: Path) -> int:
    """Every record with offsets sits where it says; how many there were."""
    found = jsonl.read(records)
    files = {d.id: (texts / d.file).read_bytes().decode("utf-8") for d in found.documents}
    spans = [(m.doc, m.text, m.start, m.end) for m in found.mentions]
    mentioned = {(m.doc, m.entity) for m in found.mentions}
    for claim in found.claims:
        spans.append((claim.doc, claim.quote, claim.start, claim.end))
        spans += [(claim.doc, cue.text, cue.start, cue.end) for cue in claim.hedge_cues]
        spans += [(claim.doc, one.quote, one.start, one.end) for one in claim.also]
        spans += [(denial.doc, denial.quote, denial.start, denial.end) for denial in claim.denied_by]
        if claim.evidence:
            spans.append((claim.doc, claim.evidence.quote, claim.evidence.start, claim.evidence.end))
    attacks = {attack.id: attack for attack in found.attacks}
    for attack in found.attacks:
        spans += [(one.doc, one.quote, one.start, one.end) for one in attack.casualties]
        spans += [(one.doc, one.quote, one.start, one.end) for one in attack.mentions]
    for doc, words, start, end in spans:
        assert files[doc][start:end] == words
    for claim in found.claims:
        for entity in (claim.subject, claim.object):
            assert entity in attacks or (claim.doc, entity) in mentioned, claim
    return len(spans)


def test_every_quote_is_verbatim_and_every_end_is_mentioned(records: Path, samples: Path) -> None:
    assert check_quotes(records, samples) > 100


@pytest.mark.real
def test_the_real_documents_answer_who_is_said_to_support_the_ttp(real: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g"
    kg("load", real, "--graph", graph)
    status = {(row["what"], row["which"]): row["number"] for row in rows(graph, "status")}
    assert status["documents", "that count"] == 9
    found = rows(graph, "query", "sponsors", "-p", "name=Tehrik-i-Taliban Pakistan")
    by_pakistan = {row["sponsor"]: row for row in found if row["asserted_by"] == ["Pakistan"]}
    for state in ("Afghanistan", "India"):
        row = by_pakistan[state]
        assert (row["status"], row["denied_by"]) == ("disputed", [state])
        assert row["document"].startswith("003")
        assert row["quote"].startswith("Islamabad has frequently accused")


@pytest.mark.real
def test_the_real_documents_give_verbatim_quotes(real: Path, shared: Path) -> None:
    assert check_quotes(real, shared / "seeds") > 1000
