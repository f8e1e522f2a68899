"""No export asserts that one actor does anything to another: looked at, reasoned on, and asked."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kg import schema
from kg.graph import Store
from kg.schema import terms
from kg.schema.files import folder
from kg.views import rdf
from kg.views.projection import fetch
from kg.views.rdf import forms
from kg.views.rdf.content import Content, Packed, Whole
from kg.views.rdf.origin import FromStore
from kg.views.rdf.validate import edges, validate
from tests.views.rdf import asking

ONTOLOGY = folder("schema") / "generated" / "ontology.ttl"
ENTITY = f"{terms.IDS}entity/"


@pytest.fixture(params=[pytest.param("whole", marks=pytest.mark.slow), "selection"])
def content(embedded_tale: Store, request: pytest.FixtureRequest) -> Content:
    if request.param == "whole":
        return Whole(FromStore(embedded_tale))
    return Packed(rdf.parcel(embedded_tale, unreviewed_persons=True))


@pytest.fixture
def files(content: Content, tmp_path: Path) -> dict[str, Path]:
    """An export in every format."""
    found = {}
    for form, ending in (("nquads", ".nq"), ("turtle", ".ttl"), ("trig", ".trig"), ("rdfxml", ".rdf")):
        found[form] = tmp_path / f"out{ending}"
        forms.FORMS[form](content, found[form], None)
    return found


def triples(path: Path) -> Iterator[pyoxigraph.Triple]:
    return (quad.triple for quad in pyoxigraph.parse(path=path))


def test_no_statement_links_two_actors_in_any_format(files: dict[str, Path]) -> None:
    for path in files.values():
        for triple in triples(path):
            assert not list(edges(f"{triple} ."))


def test_no_format_has_a_relation_for_a_property_not_even_as_text(files: dict[str, Path]) -> None:
    for path in files.values():
        predicates = {triple.predicate.value for triple in triples(path)}
        assert not [name for name in predicates if "/relation/" in name or "sameAs" in name]
    for line in files["nquads"].read_text(encoding="utf-8").splitlines():
        assert not (line.startswith(f"<{ENTITY}") and f"> <{ENTITY}" in line and "hasPlace" not in line)


def test_a_reasoner_draws_no_edge(files: dict[str, Path]) -> None:
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    graph.parse(files["turtle"], format="turtle")
    graph.parse(ONTOLOGY, format="turtle")
    before = len(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert len(graph) > before
    relations = {terms.concept(terms.RELATIONS, name) for name in schema.load().relations}
    for subject, predicate, value in graph:
        assert str(predicate) not in relations
        two = str(subject).startswith(ENTITY) and str(value).startswith(ENTITY) and subject != value
        assert not two or str(predicate).endswith("hasPlace"), (subject, predicate, value)


NAIVE = (
    "ASK {{ <{a}> ?anything <{b}> }}",
    "ASK {{ <{b}> ?anything <{a}> }}",
    "ASK {{ <{a}> <{ns}relation/SUPPORTS> <{b}> }}",
    "ASK {{ <{a}> <{ns}supports> <{b}> }}",
    "ASK {{ GRAPH ?g {{ <{a}> ?anything <{b}> }} }}",
)
"""How somebody asks who thinks that the file states facts."""


def naive() -> list[str]:
    one, other = f"{ENTITY}sudria", f"{ENTITY}hill-front"
    return [text.format(a=one, b=other, ns=terms.NS) for text in NAIVE]


@pytest.mark.parametrize("engine", ["rdflib", "pyoxigraph"])
def test_the_naive_question_is_answered_no(files: dict[str, Path], engine: str) -> None:
    ask = asking.ENGINES[engine](files["nquads"])
    assert [ask(text) for text in naive()] == [[{"ask": "false"}]] * len(NAIVE)


def test_the_documented_question_tells_who_says_it_and_who_denies_it(files: dict[str, Path]) -> None:
    text = asking.questions()["who-is-said-to-support"].text
    rows = asking.ENGINES["pyoxigraph"](files["nquads"])(text.replace("m23", "coast-column"))
    assert rows
    assert {row["sponsor"] for row in rows} >= {"Sudria"}
    for row in rows:
        assert row["quote"]
        assert row["status"] != "disputed" or row["denier"]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own use of itself
def test_rdflib_users_get_a_dataset(embedded_tale: Store) -> None:
    dataset = rdf.graph(rdf.parcel(embedded_tale, actor=("Sudria",)))
    claims = list(dataset.query("SELECT ?c WHERE { ?c a kg:Claim }"))
    told = fetch(embedded_tale)
    assert 0 < len(claims) < len(told.claims)
    assert len(list(rdf.graph(told).query("SELECT ?c WHERE { ?c a kg:Claim }"))) > len(claims)


def test_the_second_file_warns(content: Content, tmp_path: Path) -> None:
    forms.rdf12(content, tmp_path / "out.nq")
    text = (tmp_path / "out.nq").read_text(encoding="utf-8")
    assert text.startswith("# RDF 1.2")
    quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
    assert quads
    assert all(isinstance(quad.object, pyoxigraph.Triple) for quad in quads)


def test_words_that_were_left_out_leave_no_place(embedded_tale: Store, tmp_path: Path) -> None:
    from kg.views import parcel
    from kg.views.leaving import Terms

    packed = parcel.of(fetch(embedded_tale), Terms(unreviewed_persons=True, redact=True))
    forms.nquads(Packed(packed), tmp_path / "out.nq")
    text = (tmp_path / "out.nq").read_text(encoding="utf-8")
    for word in ("#exact>", "#start>", "textHash", "arming", "kg-claims/ns/text>"):
        assert word not in text
    assert list(validate(tmp_path / "out.nq")) == []


def test_an_export_is_valid(files: dict[str, Path]) -> None:
    assert list(validate(files["nquads"])) == []


HAND_MADE = """
@prefix kg: <https://w3id.org/kg-claims/ns/> . @prefix x: <https://example.org/> .
@prefix r: <https://w3id.org/kg-claims/ns/relation/> . @prefix s: <https://w3id.org/kg-claims/ns/status/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix e: <https://w3id.org/kg-claims/id/entity/> .
x:norland a kg:State ; skos:prefLabel "Norland" . x:front a kg:Group ; skos:prefLabel "Front" .
"""


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("x:norland r:SUPPORTS x:front .", "SUPPORTS stands as an edge, which makes an allegation a fact"),
        ("x:norland x:helps x:front .", "nothing that leads to another"),
        ("e:norland x:helps e:front .", "helps leads from one entity to another"),
        ("x:c a kg:Claim ; kg:claimSubject x:norland .", "a claim has a quote, once"),
        ("x:c a kg:Claim ; kg:status s:disputed .", "a disputed claim has its kg:Denial"),
        ("x:c a kg:Claim ; kg:status s:denied .", "is a denial itself or has its kg:Denial"),
        (
            "x:c a kg:Claim ; kg:status s:proven .",
            "a claim has one kg:status, of its list; here: status/proven",
        ),
        ("x:d a kg:Denial .", "a denial says who denies"),
        ("x:q a oa:SpecificResource ; oa:hasSource x:report .", "a quote has words and place"),
    ],
)
def test_a_file_made_by_hand_is_told_what_is_wrong(tmp_path: Path, statement: str, told: str) -> None:
    (tmp_path / "hand.ttl").write_text(HAND_MADE, encoding="utf-8")
    assert list(validate(tmp_path / "hand.ttl")) == []
    (tmp_path / "hand.ttl").write_text(HAND_MADE + statement, encoding="utf-8")
    findings = list(validate(tmp_path / "hand.ttl"))
    assert any(told in finding.what for finding in findings), findings
