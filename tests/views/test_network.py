"""GraphML and node-link JSON: claims are nodes, and everything comes back."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.errors import DocumentError
from kg.views import network, parcel
from kg.views.leaving import OPEN
from kg.views.projection import Told
from tests.views import worlds


@given(worlds.worlds())
@settings(max_examples=15, deadline=None)
def test_both_come_back_equal(tmp_path_factory: pytest.TempPathFactory, told: Told) -> None:
    folder = tmp_path_factory.mktemp("network")
    packed = parcel.of(told, OPEN)
    made = network.graph(packed)
    assert network.told(made) == told
    network.graphml(packed, folder / "g.graphml")
    again = network.from_graphml((folder / "g.graphml").read_bytes())
    assert nx.utils.graphs_equal(made, again)
    assert network.told(again) == told
    network.node_link(packed, folder / "g.json")
    linked = nx.node_link_graph(json.loads((folder / "g.json").read_text(encoding="utf-8")), edges="edges")
    assert nx.utils.graphs_equal(made, linked)
    assert network.told(linked) == told


def test_no_edge_joins_two_actors_and_every_claim_shows_its_status() -> None:
    made = network.graph(parcel.of(worlds.the_story(), OPEN))
    assert not [(a, b) for a, b in made.edges() if a.startswith("entity/")]
    labels = {about["label"] for _, about in made.nodes(data=True) if about["kind"] == "claim"}
    assert "disputed: Sudria supports Coast Column" in labels
    assert {about["type"] for _, _, about in made.edges(data=True)} == {
        "ASSERTED_BY",
        "DENIED_BY",
        "DENIES",
        "IS",
        "OBJECT",
        "QUOTED_FROM",
        "REPORTED_BY",
        "REPORTED_IN",
        "SUBJECT",
    }


def test_a_foreign_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="kg did not write"):
        network.told(nx.path_graph(3))
