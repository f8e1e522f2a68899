"""What is read from the sample reports is valid: by the generated JSON Schema, by the relations' ends."""

import json
from typing import Any

import jsonschema
import pytest

from kg import schema
from kg.model import Records
from kg.model.jsonl import KINDS, to_lines


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schema.generated()["claim.schema.json"])
    return loaded


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_valid(page: dict[str, Any], sample_records: Records, kind: str) -> None:
    records = getattr(sample_records, kind)
    assert records
    part = page | {"anyOf": [{"$ref": f"#/$defs/{KINDS[kind].__name__}"}]}
    validator = jsonschema.Draft202012Validator(part)
    for line in to_lines(records):
        validator.validate(json.loads(line))


def test_every_claim_has_ends_that_its_relation_allows(sample_records: Records) -> None:
    loaded = schema.load()
    types = {entity.id: entity.type for entity in sample_records.entities}
    types |= {attack.id: "Attack" for attack in sample_records.attacks}
    for claim in sample_records.claims:
        relation = loaded.relations[claim.relation]
        assert relation.allows(types[claim.subject], types[claim.object]), claim
