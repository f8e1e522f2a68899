"""Every export: no trace of what stays, the same bytes again, and the same through the command line."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.cli.entry import group
from kg.cli.export import PARTNERS, RDF
from kg.entities.judgements import Judgement
from kg.errors import StoreError
from kg.graph import Store, open_store
from kg.graph.store import Exported
from kg.model import Attack, Claim, Extraction, Records
from kg.views import marking, parcel
from kg.views.leaving import OPEN, Terms, held, leaving, shut
from kg.views.parcel import Parcel
from kg.views.projection import Told
from kg.views.rdf import export as rdf
from kg.views.selection import Selection
from tests.graph import story
from tests.neo4j.server import Neo4j
from tests.stores import holding
from tests.views import keeping, worlds

Write = Callable[[Parcel, Path], Exported]

FORMATS: dict[str, Write] = {
    name: getattr(import_module(module), function) for name, (module, function, _) in PARTNERS.items()
} | {name: lambda packed, out, form=name: rdf.packed(packed, form, out) for name in RDF}


def content(place: Path) -> dict[str, bytes]:
    """All that an export wrote, by path."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    return {str(file.relative_to(place)): file.read_bytes() for file in files if file.is_file()}


def written(packed: Parcel, folder: Path) -> dict[str, dict[str, bytes]]:
    """What each format makes of a parcel."""
    folder.mkdir(exist_ok=True)
    found = {}
    for name, write in FORMATS.items():
        write(packed, folder / name)
        found[name] = content(folder / name)
    return found


def without(world: Told, stays: frozenset[str], closed: frozenset[str]) -> Told:
    """The world as if nobody had ever told what stays."""
    claims = [
        replace(
            claim,
            denied_by=tuple(denial for denial in claim.denied_by if denial.doc == claim.doc),
            denies=tuple(other for other in claim.denies if world.by_id[other].doc == claim.doc),
        )
        for claim in world.claims
        if claim.id not in stays and claim.doc not in closed
    ]
    documents = [document for document in world.documents.values() if document.id not in closed]
    never = worlds.told(documents, claims, world.entities.values())
    hidden = [claim for claim in world.claims if claim.id in stays]
    return replace(never, attacks={name: cut(one, hidden) for name, one in never.attacks.items()})


def packed(world: Told, terms: Terms) -> Parcel:
    """What `parcel.pack` makes of a store with this world in it."""
    closed = shut(world, terms)
    base = without(world, frozenset(), closed) if closed else world
    labels = marking.of_claims(world.claims, world.documents, terms.default_tlp)
    return parcel.wrap(leaving(base, terms, stays=held(world, terms)), terms, Selection(), labels)


@given(worlds.worlds(), st.sampled_from(marking.levels()[:-1]))
@settings(max_examples=20, deadline=None)
def test_without_joining_anew_it_is_vague_instead(world: Told, limit: str) -> None:
    left = parcel.of(world, Terms(limit)).told
    if shut(world, Terms(limit)):
        assert {(one.date, one.place, one.name) for one in left.attacks.values()} <= {(None, None, "bombing")}
        assert not [one for one in left.entities.values() if one.aliases and not one.known]
        assert not [name for name in shut(world, Terms(limit)) if name in repr(left)]
    else:
        assert left == packed(world, Terms(limit)).told


def cut(attack: Attack, hidden: list[Claim]) -> Attack:
    """The attack without words that a claim which stays has in common with it."""

    def seen(doc: str, start: int, end: int) -> bool:
        spans = [span for claim in hidden if claim.doc == doc for span in marking.spans(claim)]
        return not any(first < end and start < last for first, last in spans)

    return replace(
        attack,
        casualties=tuple(one for one in attack.casualties if seen(one.doc, one.start, one.end)),
        mentions=tuple(one for one in attack.mentions if seen(one.doc, one.start, one.end)),
    )


TERMS = st.builds(
    Terms, st.sampled_from(marking.levels()[:-1]), st.sampled_from(marking.levels()), st.booleans()
)

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@given(worlds.worlds(), TERMS)
@settings(max_examples=8, deadline=None, phases=PHASES)
def test_a_file_is_that_of_a_graph_which_never_had_what_stays(
    tmp_path_factory: pytest.TempPathFactory, world: Told, terms: Terms
) -> None:
    compare(world, terms, tmp_path_factory.mktemp("exports"))


@pytest.mark.slow
@given(worlds.worlds(), TERMS)
@settings(max_examples=200, deadline=None, phases=PHASES)
def test_so_it_is_in_many_worlds(tmp_path_factory: pytest.TempPathFactory, world: Told, terms: Terms) -> None:
    compare(world, terms, tmp_path_factory.mktemp("exports"))


def compare(world: Told, terms: Terms, folder: Path) -> None:
    """Every format gives the same bytes as for a world without what stays, and no word of that."""
    never = without(world, held(world, terms), shut(world, terms))
    left = written(packed(world, terms), folder / "left")
    assert left == written(parcel.of(never, terms), folder / "never")
    for claim in held(world, terms):
        for name, files in left.items():
            for data in files.values():
                assert f"words-of-{claim[1:]}".encode() not in data, name


def test_redacted_files_have_no_words(tmp_path: Path) -> None:
    told = worlds.the_story()
    words = {claim.quote for claim in told.claims} | {"Some proof", "She offered no proof"}
    for name, files in written(parcel.of(told, replace(OPEN, redact=True)), tmp_path).items():
        for data in files.values():
            assert not [quote for quote in words if quote.encode() in data], name
            assert not [one.sha256 for one in told.documents.values() if one.sha256.encode() in data], name


def build(place: Path, extractions: list[Extraction]) -> None:
    with open_store(place, write=True) as store:
        store.write(extractions, pipeline.joined(extractions), extractor="rules", version="1")


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["export", *words])


def marked(extraction: Extraction, label: str) -> Extraction:
    return replace(extraction, document=replace(extraction.document, tlp=label))


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The story with two restricted reports, and without them and the claim that one of them denies."""
    folder = tmp_path_factory.mktemp("graphs")
    border, tribune = marked(story.border(), "TLP:RED"), marked(story.tribune(), "TLP:AMBER+STRICT")
    build(folder / "with" / "kg.graph", [story.gazette(), tribune, story.wire(), story.wire_2(), border])
    wire = story.wire()
    wire = replace(wire, claims=tuple(claim for claim in wire.claims if claim.id != "wire-1-c1"))
    build(folder / "never" / "kg.graph", [story.gazette(), wire, story.wire_2()])
    return folder / "with" / "kg.graph", folder / "never" / "kg.graph"


@pytest.mark.slow
def test_restricted_reports_leave_no_trace_through_the_command_line(
    graphs: tuple[Path, Path], tmp_path: Path
) -> None:
    for name in FORMATS:
        found = []
        for number, graph in enumerate(graphs):
            out = tmp_path / f"{name}-{number}"
            more = ["--accept-loss"] if name == "ftm" else []
            result = run(name, "--out", str(out), "--max-tlp", "amber", "--graph", str(graph), *more)
            assert result.exit_code == 0, result.output
            found.append(content(out))
        assert found[0] == found[1], name
        data = b"".join(found[0].values())
        for word in (b"border-1", b"River Band", b"tribune", b"finances", b"at least 14", b"J. Sel"):
            assert word not in data, (name, word)


@pytest.mark.slow
def test_a_chosen_accusation_takes_its_denial_along(graphs: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    asked = ["--asserter", "Lena Orr", "--default-tlp", "CLEAR", "--graph", str(graphs[0])]
    result = run("stix", "--out", str(out), *asked)
    assert result.exit_code == 0, result.output
    notes = [one for one in json.loads(out.read_text())["objects"] if one["type"] == "note"]
    assert sorted(note["abstract"] for note in notes) == [
        "denied: NOT (Sudria supports Coast Column)",
        "disputed: Sudria supports Coast Column",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ftm"], "cannot carry"),
        (["csv", "--accept-loss"], "for ftm"),
        (["csv", "--whole"], "for RDF"),
        (["neo4j-csv", "--max-tlp", "GREEN"], "takes no selection"),
        (["nquads", "--whole", "--redact-quotes"], "takes no selection"),
        (["csv", "--max-tlp", "pink"], "pink"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(tmp_path: Path, words: list[str], told: str) -> None:
    result = run(*words, "--out", str(tmp_path / "out"), "--graph", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["--actor", "Nobody at all"], ["--since", "soon"], ["--actor", "River Band", "--max-tlp", "AMBER"]],
)
def test_a_name_that_may_not_leave_is_unknown_like_any_other(
    graphs: tuple[Path, Path], tmp_path: Path, words: list[str]
) -> None:
    result = run("csv", "--out", str(tmp_path / "out"), "--graph", str(graphs[0]), *words)
    assert result.exit_code == 1
    assert words[1] in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.neo4j
def test_both_stores_give_the_same_bytes(embedded_tale: Store, neo4j: Neo4j, tmp_path: Path) -> None:
    place = holding(neo4j, "tale", story.tell)
    found = []
    with open_store(place, write=False) as server:
        for number, store in enumerate((embedded_tale, server)):
            packed = parcel.pack(
                store, Terms(), Selection(), lambda ids: pytest.fail(f"{ids} are not marked")
            )
            found.append(written(packed, tmp_path / str(number)))
    assert found[0] == found[1]


@pytest.mark.slow
def test_who_judged_and_why_stays_at_home(tmp_path: Path) -> None:
    graph = tmp_path / "kg.graph"
    build(graph, [story.gazette(), story.tribune(), story.wire()])
    said = partial(Judgement, who="ana-the-analyst", why="read-it-twice")
    pipeline.judge(
        [
            said("claim", "tribune-1-c3", "accepted"),
            said("claim", "wire-1-c1", "corrected", fields={"modality": "accused"}),
            said("entity", "port-police", "different", "sudrian-service"),
            said("asserter", "lena-orr", "D"),
        ],
        graph,
    )
    with open_store(graph, write=False) as store:
        packed = parcel.pack(store, Terms(), Selection(), lambda ids: pytest.fail(f"{ids} are not marked"))
    assert packed.told.by_id["tribune-1-c3"].review == "accepted"
    assert packed.told.by_id["wire-1-c1"].modality == "accused"
    for name, files in written(packed, tmp_path / "out").items():
        data = b"".join(files.values())
        assert b"ana-the" not in data, name
        assert b"read-it" not in data, name


@pytest.mark.slow
def test_the_sample_reports_come_back(sample_records: Records, tmp_path: Path) -> None:
    told = parcel.anew(sample_records)
    for form, (write, read) in keeping.FORMATS.items():
        out = tmp_path / form
        write(parcel.of(told, OPEN), out)
        assert read is None or read(out) == told, form


@pytest.mark.parametrize("name", ["stix", "graphml", "node-link", "nquads"])
def test_a_disk_that_fills_is_told(name: str) -> None:
    with pytest.raises(StoreError, match="can't be written"):
        FORMATS[name](parcel.of(worlds.the_story(), OPEN), Path("/dev/full"))


def test_a_broken_export_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    (tmp_path / "stix").write_text("yesterday's")
    monkeypatch.setattr("kg.views.carried.json.dumps", fail)
    for name in ("stix", "csv", "ftm"):
        with pytest.raises(StoreError, match="No space"):
            FORMATS[name](parcel.of(worlds.the_story(), OPEN), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["stix"]
    assert (tmp_path / "stix").read_text() == "yesterday's"
