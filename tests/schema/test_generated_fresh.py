"""The files under schema/generated: fresh, valid, and fit for the records that kg writes."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg import schema
from kg.errors import SchemaError
from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Cue,
    Denial,
    Document,
    Entity,
    Figure,
    Mention,
    Perpetrator,
    Quote,
    Responsibility,
    Unnamed,
)
from kg.model.jsonl import KINDS, to_lines
from kg.schema.files import folder

Record = Document | Mention | Entity | Claim | Attack

CLAIM = Claim(
    id="c-1",
    doc="report",
    subject="a",
    relation="SUPPORTS",
    object="b",
    quote="A reportedly arms B",
    start=4,
    end=23,
    qualifiers={"support": ["weapons"], "date": "2024-03", "count": 3, "of": None},
    asserted_by=("c", Unnamed("some analysts")),
    modality="reported",
    hedge="reportedly",
    hedge_cues=(Cue("reportedly", 6, 16),),
    status="disputed",
    denied_by=(Denial("a", "report", "A denied it", 30, 41),),
    evidence=Quote("without proof", 42, 55),
    act="alleges",
    valid="2023/2024",
    mode="active",
    level="elements",
)
ATTACK = Attack(
    id="raid",
    name="Raid",
    kind="attack",
    perpetrators=(Perpetrator("b", "alleged", ("report",)),),
    casualties=(Figure("f-1", "report", "killed", 3, "at_least", "at least three died", 60, 79),),
    claim_of_responsibility=Responsibility(None, ("report",)),
    documents=("report",),
    mentions=(AttackMention("report", "the raid", 80, 88),),
)
SAMPLES: list[Record] = [
    Document(
        id="report", file="report.txt", start=0, end=3, sha256="0" * 64, content="abc", published="2024-03"
    ),
    Mention(id="m-1", doc="report", start=0, end=1, text="A", entity="a"),
    Entity(id="a", type="State", name="A", aliases=("Aland",), external={"ucdp": "1"}),
    CLAIM,
    ATTACK,
]


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    text = schema.generated()["claim.schema.json"]
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def lines(samples: Iterable[Record]) -> list[Any]:
    return [json.loads(line) for line in to_lines(samples)]


def problems(page: dict[str, Any], kind: str, record: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(page | {"anyOf": [{"$ref": f"#/$defs/{kind}"}]})
    return [error.message for error in validator.iter_errors(record)]


def test_generated_files_are_fresh() -> None:
    assert schema.stale(folder("schema") / "generated") == [], "run `kg schema build` and commit"


def test_stale_names_what_is_changed_missing_or_left_over(tmp_path: Path) -> None:
    assert schema.stale(tmp_path / "absent") == sorted(schema.generated())
    for name, text in schema.generated().items():
        (tmp_path / name).write_bytes(text.encode())
    assert schema.stale(tmp_path) == []
    (tmp_path / "constraints.cypher").write_text("")
    (tmp_path / "old.ttl").write_text("")
    assert schema.stale(tmp_path) == ["constraints.cypher", "old.ttl"]


def test_generating_twice_gives_the_same_text() -> None:
    assert schema.generated() == schema.generated()


def test_the_json_schema_is_one(page: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(page)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)
def test_a_record_of_each_kind_is_valid(page: dict[str, Any], sample: Record) -> None:
    (record,) = lines([sample])
    assert problems(page, type(sample).__name__, record) == []
    jsonschema.Draft202012Validator(page).validate(record)


def test_every_kind_of_record_has_a_sample_and_a_definition(page: dict[str, Any]) -> None:
    assert {type(sample) for sample in SAMPLES} == set(KINDS.values())
    assert [ref["$ref"] for ref in page["anyOf"]] == [f"#/$defs/{kind.__name__}" for kind in KINDS.values()]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CLAIM, relation="BEFRIENDS"),
        replace(CLAIM, status="true"),
        replace(CLAIM, modality="certain"),
        replace(CLAIM, polarity="maybe"),
        replace(CLAIM, act="hopes"),
        replace(CLAIM, review="seen"),
        replace(CLAIM, start=-1),
        replace(CLAIM, qualifiers={"support": ["sympathy"]}),
        replace(CLAIM, qualifiers={"support": []}),
    ],
)
def test_a_word_outside_its_list_is_refused(page: dict[str, Any], wrong: Claim) -> None:
    (record,) = lines([wrong])
    assert problems(page, "Claim", record)


def test_an_unknown_or_missing_field_is_refused(page: dict[str, Any]) -> None:
    (record,) = lines([CLAIM])
    assert problems(page, "Claim", record | {"statsu": "alleged"})
    assert problems(page, "Claim", {key: value for key, value in record.items() if key != "quote"})


def test_each_statement_of_the_constraints_is_one_line() -> None:
    text = schema.generated()["constraints.cypher"]
    statements = [line for line in text.splitlines() if line and not line.startswith("//")]
    shape = (
        r"CREATE (CONSTRAINT|INDEX) [a-z_]+ IF NOT EXISTS "
        r"FOR \(n:[A-Za-z]+\) (REQUIRE n\.[a-z]+ IS UNIQUE|ON \(n\.[a-z]+\));"
    )
    assert all(re.fullmatch(shape, statement) for statement in statements)
    names = [statement.split()[2] for statement in statements]
    assert len(set(names)) == len(names)
    for label in ("Entity", "Document", "Claim", "UnnamedSource", "Figure"):
        assert any(f"(n:{label}) REQUIRE" in statement for statement in statements)


def test_the_reference_page_has_every_name() -> None:
    text = schema.describe()
    loaded = schema.load()
    for name in (*loaded.entity_types, *loaded.relations, *loaded.vocabularies, *loaded.records):
        assert name in text


def test_an_entry_is_found_whatever_its_case() -> None:
    assert schema.describe("supports") == schema.describe("SUPPORTS")
    assert "other way: is supported by" in schema.describe("SUPPORTS")
    assert "ucdp_esd F" in schema.describe("support")
    assert "actor: no" in schema.describe("location")
    assert "actor: no" in schema.describe("attack")
    assert "claim_of_responsibility" in schema.describe("attack")
    assert "[polarity]" in schema.describe("Claim")


def test_an_unknown_entry_brings_the_nearest_ones() -> None:
    with pytest.raises(SchemaError, match="did you mean SUPPORTS"):
        schema.describe("SUPORTS")
    with pytest.raises(SchemaError, match="see `kg schema show`"):
        schema.describe("xyzzyxyzzy")
