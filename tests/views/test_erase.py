"""A person is erased everywhere that kg reaches, and what it cannot reach is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import pipeline
from kg.cli.entry import group
from kg.entities import erasing, judgements
from kg.entities.judgements import Judgement
from kg.entities.settled import settle
from kg.graph import Address, open_store
from kg.model import Document, Entity, Extraction, Mention, Records
from kg.views import erase
from kg.views.projection import Told, fetch
from kg.views.verify import verify
from tests.graph import story

ORR = Entity("lena-orr", "Person", "Lena Orr", known=True)


def build(place: Address) -> None:
    with open_store(place, write=True) as store:
        for last in (story.older_wire_2(), story.wire_2()):
            extractions = [story.gazette(), story.tribune(), story.wire(), last]
            store.write(extractions, pipeline.joined(extractions), extractor="rules", version="1")


def join(extractions: object, ledger: judgements.Ledger) -> Records:
    return pipeline.joined(extractions, settle(ledger))  # type: ignore[arg-type]


def gone(place: Address, name: str, folder: Path) -> tuple[erase.Found, Told]:
    """Erase a person; everything that is left."""
    path, cache = folder / "judgements.jsonl", folder / "cache"
    with open_store(place, write=False) as store:
        found = erase.find(store, name, (), judgements.read(path), join)
    erase.erase(found, place, path, cache)
    with open_store(place, write=False) as store:
        assert verify(store, lambda extractions: join(extractions, judgements.read(path))) == ()
        text = repr(store.graph())
        assert name not in text
        assert name.split()[-1] not in text
        return found, fetch(store)


@pytest.mark.slow
def test_claims_about_a_person_go_with_all_that_belongs_to_them(place: Address, tmp_path: Path) -> None:
    build(place)
    ledger = tmp_path / "judgements.jsonl"
    judgements.append(
        ledger,
        [
            Judgement("claim", "tribune-1-c3", "accepted", who="ana", why="checked"),
            Judgement("claim", "wire-1-c1", "accepted", who="ana", why="compare with J. Sel"),
            Judgement("claim", "wire-1-c2", "accepted", who="ana", why="clear"),
        ],
    )
    cache = tmp_path / "cache" / "ab"
    cache.mkdir(parents=True)
    (cache / "1.json").write_text(json.dumps({"quote": "J. Sel, a trader"}))
    (cache / "2.json").write_text(json.dumps({"quote": "Sudria"}))
    found, told = gone(place, "J. Sel", tmp_path)
    assert found.claims == ("tribune-1-c3",)
    assert "tribune-1-c3" not in {claim.id for claim in told.claims}
    assert [line.judgement.one for line in judgements.read(ledger).lines] == ["wire-1-c2"]
    assert [path.name for path in cache.iterdir()] == ["2.json"]
    assert any("tribune-1.txt, copy/tribune.txt" in one or "tribune.txt" in one for one in found.remains)


@pytest.mark.slow
def test_what_a_person_said_stays_said_and_denied_by_nobody_named(place: Address, tmp_path: Path) -> None:
    build(place)
    found, told = gone(place, "Lena Orr", tmp_path)
    assert (found.claims, found.voiced) == ((), ("wire-1-c1",))
    left = told.by_id["wire-1-c1"]
    assert left.asserted_by == ("erased-person",)
    assert left.quote == "Minister ████████ of Norland said Sudria finances the Coast Column."
    assert left.status == "disputed"
    assert [denial.entity for denial in left.denied_by] == ["sudria"]
    assert any("register" in one for one in found.remains)
    if isinstance(place, Path):
        data = b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file())
        assert b"Lena Orr" not in data
        assert sorted(path.name for path in place.parent.glob(".kg*")) == []


@pytest.mark.slow
def test_a_dry_run_and_a_doubt_change_nothing(tmp_path: Path) -> None:
    graph = tmp_path / "kg.graph"
    build(graph)

    def run(*words: str, answer: str = "") -> Result:
        more = ["--graph", str(graph), "--llm-cache", str(tmp_path / "cache")]
        return CliRunner().invoke(group, ["erase", *words, *more], input=answer)

    with open_store(graph, write=False) as store:
        before = store.graph()
    dry = run("Lena Orr", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "0 claims about the person, 1 in that voice, 1 texts" in dry.output
    assert "Backups" in dry.output
    assert run("Lena Orr", answer="n\n").exit_code == 1
    assert run("Nobody Here", "--yes").exit_code == 1
    assert run("Sudria", "--yes").exit_code == 1
    with open_store(graph, write=False) as store:
        assert store.graph() == before
        busy = run("Lena Orr", "--yes")
        assert busy.exit_code == 1
        assert "in use" in busy.output
        assert store.graph() == before
    done = run("Lena Orr", "--yes")
    assert done.exit_code == 0, done.output
    assert "Erased." in done.output
    assert run("Lena Orr", "--yes").exit_code == 1


def test_names_are_blacked_out_letter_for_letter() -> None:
    text = "LENA\nORR spoke. So did Orr and Lena-Orr's aide; Orrin did not. https://x.org/lena_orr"
    document = Document("d", "d.txt", 5, 5 + len(text), "", text, title="On Lena Orr", author="Lena  Orr")
    mention = Mention("m", "d", 5, 13, text[:8], "lena-orr")
    who = erasing.person(replace(ORR, aliases=("Orr",)), [ORR])
    left = erasing.erased(Extraction(document, (mention,), (ORR,)), who)
    expected = "████\n███ spoke. So did ███ and ████████'s aide; Orrin did not. https://x.org/████████"
    assert left.document.content == expected
    assert (left.document.title, left.document.author) == ("On ████████", "█████████")
    assert (left.mentions, left.entities) == ((), ())
    assert left.document.sha256 != document.sha256


def test_a_document_that_does_not_name_the_person_is_as_before() -> None:
    who = erasing.person(replace(ORR, aliases=("Orr",)), [ORR])
    before = story.gazette()
    assert erasing.erased(before, who) is before
    other = replace(before, document=replace(before.document, content="An orr is no Orr."))
    assert erasing.erased(other, who) is other
