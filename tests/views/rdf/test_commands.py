"""`kg export` of RDF, `kg import` and `kg validate`, as people type them."""

import importlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.entry import group
from kg.errors import StoreError
from kg.graph import Store
from kg.views import rdf
from kg.views.rdf import forms
from kg.views.rdf.content import Packed


def kg(*words: str | Path) -> Result:
    return CliRunner().invoke(group, [str(word) for word in words])


@pytest.mark.slow
def test_out_in_and_out_again_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "one.graph")
    first, again = tmp_path / "one.nq.gz", tmp_path / "again.nq.gz"
    assert kg("export", "nquads", "--whole", "--out", first, "--graph", tmp_path / "one.graph").exit_code == 0
    assert kg("import", first, "--graph", tmp_path / "new.graph").exit_code == 0
    assert kg("export", "nquads", "--whole", "--out", again, "--graph", tmp_path / "new.graph").exit_code == 0
    assert first.read_bytes() == again.read_bytes()
    found = kg("import", first, "--graph", tmp_path / "new.graph")
    assert "The same graph is there already" in found.output


def test_a_selection_is_no_graph_and_is_valid(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "some.ttl"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    how = ("--licence", licence, "--rdf12", "--actor", "Sudria", "--graph", built)
    found = kg("export", "turtle", "--out", out, *how)
    assert found.exit_code == 0
    assert "some stores take each for a fact" in found.output
    assert (tmp_path / "some.rdf12.nq").is_file()
    assert licence in out.read_text(encoding="utf-8")
    refused = kg("import", out, "--graph", tmp_path / "new.graph")
    assert refused.exit_code == 1
    assert "holds a selection" in refused.output
    assert not (tmp_path / "new.graph").exists()
    assert "Nothing is wrong" in kg("validate", out).output


def test_what_is_wrong_is_shown(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(
        "<https://example.org/a> a <https://w3id.org/kg-claims/ns/Denial> .", encoding="utf-8"
    )
    found = kg("validate", tmp_path / "bad.ttl")
    assert found.exit_code == 1
    assert "a denial says who denies" in found.output


def test_a_licence_is_a_name(built: Path, tmp_path: Path) -> None:
    found = kg("export", "nquads", "--out", tmp_path / "a.nq", "--licence", "as you like", "--graph", built)
    assert found.exit_code == 1
    assert "no IRI" in found.output


@pytest.mark.parametrize("form", ["nquads", "turtle", "trig", "rdfxml"])
def test_a_disk_that_fills_is_told(embedded_tale: Store, form: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(StoreError, match="No space left"):
        forms.FORMS[form](Packed(rdf.parcel(embedded_tale)), Path("/dev/full"), None)


def test_the_command_modules_are_named_as_the_commands() -> None:
    assert importlib.import_module("kg.cli.import").command.name == "import"
