"""The gold standard of the sample reports: resolved from its notes, sound, and readable by the scorer."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import schema
from kg.evaluate.gold import load
from tests.gold.article import Row
from tests.gold.resolve import HERE, KINDS, build

MODALITIES = {"asserted", "hedged", "possible", "hinted", "accused", "reported"}
STATUSES = {"claimed", "alleged", "disputed", "denied", "unattributed"}
MEASURES = {"killed", "wounded", "casualties"}
BOUNDS = {"exact", "at_least", "around", "over", "up_to"}
SUPPORT = {
    *("funding", "weapons", "training", "sanctuary", "intelligence", "logistics", "troops", "political"),
    *("propaganda", "unspecified"),
}


@pytest.fixture(scope="module")
def gold() -> dict[str, list[Row]]:
    return {kind: [json.loads(line) for line in lines(kind)] for kind in KINDS}


def lines(kind: str) -> list[str]:
    return (HERE / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()


def quotes(value: Any, doc: str | None = None) -> Iterator[tuple[str, str, int, int]]:
    """Every quote in a record with its document and offsets."""
    if isinstance(value, dict):
        doc = value.get("doc", doc)
        words = value.get("quote", value.get("text"))
        if isinstance(words, str) and "start" in value:
            assert doc is not None
            yield doc, words, value["start"], value["end"]
        for inner in value.values():
            yield from quotes(inner, doc)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner, doc)


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_what_the_notes_say(kind: str) -> None:
    assert (HERE / f"{kind}.jsonl").read_text(encoding="utf-8") == build()[kind]


def test_every_quote_sits_at_its_offsets(gold: dict[str, list[Row]], samples: Path) -> None:
    documents = {d["id"]: d for d in gold["documents"]}
    texts = {d["file"]: (samples / d["file"]).read_text(encoding="utf-8") for d in documents.values()}
    count = 0
    for kind in KINDS[2:]:
        for doc, words, start, end in quotes(gold[kind]):
            here = documents[doc]
            assert texts[here["file"]][start:end] == words, (doc, words)
            assert here["start"] <= start < end <= here["end"], (doc, words)
            count += 1
    assert count > 400


def test_every_sample_report_is_annotated(gold: dict[str, list[Row]], samples: Path) -> None:
    assert {d["file"] for d in gold["documents"]} == {path.name for path in samples.glob("*.txt")}


def test_every_id_resolves(gold: dict[str, list[Row]]) -> None:
    known = {e["id"] for e in gold["entities"]}
    used = {m["entity"] for m in gold["mentions"]} | {a["id"] for a in gold["attacks"]}
    for c in gold["claims"]:
        used |= {c["subject"], c["object"], *(d["entity"] for d in c["denied_by"])}
        used |= {b for b in (*c["asserted_by"], *c.get("asserted_by_alt", [])) if isinstance(b, str)}
        used |= {*c.get("subject_alt", []), *c.get("object_alt", [])}
    for e in gold["entities"]:
        used |= {e[key] for key in ("parent", "country") if key in e} | set(e.get("equivalents", []))
    for a in gold["attacks"]:
        used |= {*a["targets"], *(p["entity"] for p in a["perpetrators"] + a["also_accused"])}
        used |= {a["place"]} - {None}
    assert used - known == set()


def test_ids_are_unique(gold: dict[str, list[Row]]) -> None:
    for kind in KINDS:
        ids = Counter(row["id"] for row in gold[kind])
        assert [i for i, n in ids.items() if n > 1] == [], kind


def test_no_claim_stands_twice(gold: dict[str, list[Row]]) -> None:
    triples = Counter(
        (
            *(c[key] for key in ("doc", "subject", "relation", "object", "polarity")),
            json.dumps([c["asserted_by"], c["qualifiers"].get("of")]),
        )
        for c in gold["claims"]
        if c["tier"] != "mirror"
    )
    assert [t for t, n in triples.items() if n > 1] == []


def test_claims_keep_the_rules(gold: dict[str, list[Row]]) -> None:
    relations = schema.load().relations
    ids = {c["id"] for c in gold["claims"]}
    for c in gold["claims"]:
        assert c["relation"] in relations, c["id"]
        assert set(c.get("relation_alt", [])) <= set(relations), c["id"]
        assert c["modality"] in MODALITIES
        assert c["status"] in STATUSES
        assert c["tier"] in {"core", "context", "mirror"}
        assert (c["status"] == "disputed") == bool(c["denied_by"]), c["id"]
        assert (c.get("voice") == "document") == (not c["asserted_by"]), c["id"]
        assert c["status"] != "unattributed" or not c["asserted_by"], c["id"]
        assert (c["hedge"] is None) == (not c["hedge_cues"]), c["id"]
        assert c["hedge"] or c["modality"] not in {"hedged", "possible", "hinted", "reported"}, c["id"]
        assert all(c["start"] <= h["start"] < h["end"] <= c["end"] for h in c["hedge_cues"]), c["id"]
        assert c["relation"] != "SUPPORTS" or set(c["qualifiers"]["support"]) <= SUPPORT, c["id"]
        assert {*c.get("denies", []), *c.get("contradicted_by", [])} <= ids
        assert c["tier"] != "mirror" or c["denies"], c["id"]


def test_attacks_keep_the_rules(gold: dict[str, list[Row]]) -> None:
    for attack in gold["attacks"]:
        assert attack["documents"], attack["id"]
        for figure in attack["casualties"]:
            assert figure["measure"] in MEASURES
            assert figure["qualifier"] in BOUNDS
            assert isinstance(figure["value"], int)


def test_ends_have_the_types_of_their_relation(gold: dict[str, list[Row]]) -> None:
    types = {e["id"]: e["type"] for e in gold["entities"]}
    relations = schema.load().relations
    wrong = [
        (c["id"], c["subject"], c["relation"], c["object"])
        for c in gold["claims"]
        if types[c["subject"]] not in relations[c["relation"]].subject
        or types[c["object"]] not in relations[c["relation"]].object
    ]
    assert wrong == []


def test_the_scorer_reads_it() -> None:
    assert len(load(HERE).documents) == len(lines("documents"))
