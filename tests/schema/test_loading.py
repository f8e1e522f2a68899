"""The schema files: what they say, and that every mistake in them is named with its line."""

import re
import shutil
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.model import records
from kg.schema import Schema, generated, load
from kg.schema.files import folder

GIVEN = [
    "SUPPORTS",
    "CREATED",
    "DIRECTS",
    "AFFILIATE_OF",
    "PART_OF",
    "MEMBER_OF",
    "LEADS",
    "SPOKESPERSON_OF",
    "ALLIED_WITH",
    "COOPERATES_WITH",
    "RIVAL_OF",
    "RECRUITS_FROM",
    "OPERATES_IN",
    "BASED_IN",
    "TRAINED_IN",
    "PERPETRATED",
    "CLAIMED_RESPONSIBILITY",
    "INVOLVED_IN",
    "TARGETS",
    "THREATENS",
    "KILLED",
    "ARRESTED",
    "LOCATED_IN",
    "OCCURRED_IN",
    "INSPIRED",
    "RELEASED",
    "NEGOTIATES_WITH",
    "ACCUSES",
    "SPLIT_FROM",
    "SUCCEEDS",
    "FRONT_FOR",
    "DESIGNATES",
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the schema that a test may spoil."""
    for name in ("entities", "claims", "vocabularies"):
        shutil.copy(folder("schema") / f"{name}.yaml", tmp_path)
    return tmp_path


def test_every_relation_of_the_annotation_rules_is_there() -> None:
    assert set(GIVEN) <= set(load().relations)


def test_symmetric_relations_are_those_of_the_annotation_rules() -> None:
    symmetric = {name for name, relation in load().relations.items() if relation.symmetric}
    assert symmetric == {"ALLIED_WITH", "COOPERATES_WITH", "RIVAL_OF", "NEGOTIATES_WITH"}


def test_a_chain_never_passes_a_place_or_a_split() -> None:
    schema = load()
    for name in ("OPERATES_IN", "BASED_IN", "LOCATED_IN", "OCCURRED_IN", "SPLIT_FROM", "GOVERNS"):
        assert schema.relations[name].chain == "no"
    for name in (*schema.sponsorship, *schema.structural):
        assert "Location" not in schema.relations[name].subject + schema.relations[name].object


def test_every_relation_reads_as_words_both_ways() -> None:
    for relation in load().relations.values():
        assert relation.label == relation.label.lower()
        assert relation.inverse
        assert not relation.inverse.startswith("is object of")
        assert relation.example.endswith(".")


def test_allows_takes_a_symmetric_relation_either_way() -> None:
    schema = load()
    assert schema.relations["SUPPORTS"].allows("Population", "Group")
    assert not schema.relations["SUPPORTS"].allows("Group", "Location")
    assert schema.relations["RIVAL_OF"].allows("Person", "State")


def test_every_letter_of_the_external_support_dataset_has_a_support_kind() -> None:
    terms = load().vocabularies["support"].terms.values()
    letters = {letter for term in terms for letter in term.codes["ucdp_esd"]}
    assert letters == set("XPYWMTFILOU")


def test_codes_that_point_to_another_list_are_found_there() -> None:
    schema = load()
    for term in schema.vocabularies["support"].terms.values():
        assert set(term.codes.get("nags", ())) <= set(schema.vocabularies["nags"].terms)


def test_modality_is_ordered_from_weakest() -> None:
    modality = load().vocabularies["modality"]
    assert modality.ordered
    words = ["asserted", "accused", "possible", "reported", "hinted", "hedged"]
    assert sorted(words, key=modality.rank) == [
        "hinted",
        "possible",
        "hedged",
        "accused",
        "reported",
        "asserted",
    ]


def test_the_schema_names_every_field_of_every_record() -> None:
    for name, kind in load().records.items():
        assert list(kind.fields) == list(getattr(records, name).__dataclass_fields__)


def test_loading_twice_gives_the_same_object() -> None:
    assert load() is load()


def test_a_relation_is_five_lines_of_yaml_and_no_python(copy: Path) -> None:
    lines = """\
  MONITORS:
    definition: Watches or listens to the other one.
    subject: [actor]
    object: [actor, Location]
    example: The navy followed the smugglers' boats by radar.
"""
    assert lines.count("\n") == 5
    path = copy / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("relations:\n", f"relations:\n{lines}", 1), encoding="utf-8")
    relation = load(copy).relations["MONITORS"]
    assert relation.label == "monitors"
    assert relation.chain == "no"
    assert relation.allows("State", "Location")
    fresh = generated(copy)
    assert "### MONITORS" in fresh["reference.md"]
    assert '"MONITORS"' in fresh["claim.schema.json"]
    assert "MONITORS" not in generated()["claim.schema.json"]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("claims", "    subject: [actor]\n", "    subject: [Ghost]\n", "unknown entity type 'Ghost'"),
        ("claims", "  DIRECTS:\n", "  SUPPORTS:\n", "the key 'SUPPORTS' stands twice"),
        ("claims", "  DIRECTS:\n", "  directs:\n", "not in UPPER_SNAKE"),
        ("claims", "    chain: structural\n", "    chain: maybe\n", "unknown kind of chain 'maybe'"),
        ("claims", "    symmetric: true\n", "    symmetric: often\n", "'symmetric' must be true or false"),
        (
            "claims",
            "    symmetric: true\n",
            "    symmetric: true\n    inverse: is met by\n",
            "reads the same",
        ),
        (
            "claims",
            "    inverse: is directed by\n",
            "    inverted: is directed by\n",
            "unknown key 'inverted'",
        ),
        ("claims", "    object: [actor]\n", "    object: actor\n", "must be a list of entity types"),
        ("claims", "vocabulary: modality}", "vocabulary: mood}", "unknown vocabulary 'mood'"),
        ("claims", "    example: Colonel", "    exemple: Colonel", "unknown key 'exemple'"),
        ("claims", "relations:\n", "relation:\n", "unknown key 'relation'"),
        ("claims", "minimum: 0}", "minimum: none}", "must be a whole number"),
        ("entities", "    actor: true\n", "", "'actor' is missing"),
        ("entities", "    plural: groups\n", "    plural: [groups]\n", "'plural' must be text"),
        ("entities", "  Group:\n", "  group:\n", "not in PascalCase"),
        ("entities", "    key: id\n", "    key: id) REQUIRE\n", "not in lower_snake"),
        ("entities", "ends: [[Document, Document]]", "ends: [[Document, Paper]]", "unknown label 'Paper'"),
        ("entities", "ends: [[Document, Document]]", "ends: [Document]", "must be pairs of labels"),
        ("entities", "  SUPERSEDES:", "  SUCCEEDS:", "'SUCCEEDS' is a relation of claims.yaml already"),
        ("vocabularies", '      "1": Confirmed', "      1: Confirmed", "the name 1 is not text"),
        ("vocabularies", "{ucdp_esd: [F],", "{ucdp_esd: F,", "must be a list of texts"),
        ("vocabularies", "  modality:\n", "  modality: [\n", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    copy: Path, file: str, old: str, new: str, complaint: str
) -> None:
    path = copy / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        load(copy)
    assert complaint in caught.value.message
    assert caught.value.hint
    assert re.fullmatch(rf".*{file}\.yaml:\d+", str(caught.value.where))


def test_the_line_is_the_one_with_the_mistake(copy: Path) -> None:
    path = copy / "claims.yaml"
    text = path.read_text(encoding="utf-8").replace("Person, Group, Population]\n", "Person, Grup]\n", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("Grup")].count("\n") + 1
    with pytest.raises(SchemaError, match=rf"claims\.yaml:{line}: unknown entity type 'Grup'"):
        load(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "vocabularies.yaml").unlink()
    with pytest.raises(SchemaError, match=r"vocabularies\.yaml: no such file"):
        load(copy)


def test_loading_needs_no_heavy_module() -> None:
    import subprocess
    import sys

    code = "import sys, kg.schema; kg.schema.load(); print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"msgspec", "spacy", "rdflib", "networkx", "jsonschema", "click", "numpy"}
    assert not heavy & set(done.stdout.split())


def test_a_schema_knows_who_can_act() -> None:
    schema: Schema = load()
    assert schema.actors == ("Group", "State", "Agency", "Organisation", "Person", "Population")


def test_the_graph_has_the_labels_and_edges_of_the_schema() -> None:
    from kg.graph.shape import ENDS, LABELS

    schema = load()
    assert {*LABELS, "Key", "Graph"} == set(schema.nodes)
    assert {name: set(ends) for name, ends in ENDS.items()} == {
        name: set(link.ends) for name, link in schema.links.items()
    }
