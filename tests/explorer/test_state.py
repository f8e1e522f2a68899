"""The address, the picture's places, marked texts: pure parts of the page."""

from dataclasses import fields, replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.status import edges
from kg.model import Claim, Document, Entity
from kg.views.explorer import picture, surroundings
from kg.views.explorer.address import FILTERS, State, address, parse
from kg.views.explorer.index import Index
from kg.views.explorer.spans import Span, pieces
from kg.views.parcel import anew
from kg.views.projection import Told
from kg.views.selection import Selection
from tests.graph import story

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)
TEXTS = st.lists(TEXT, max_size=3, unique=True).map(tuple)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Anything that a page can show."""
    selection = Selection(
        without=draw(TEXTS),
        status=draw(TEXTS),
        publisher=draw(TEXTS),
        since=draw(st.none() | TEXT),
        voices=draw(st.integers(0, 99)),
        max_tlp=draw(st.none() | TEXT),
    )
    return State(
        tab=draw(st.sampled_from(["network", "trace", "documents", "review"])),
        actor=draw(TEXT),
        hops=draw(st.integers(1, 3)),
        opened=draw(TEXTS),
        edge=draw(st.just(()) | st.tuples(TEXT, TEXT, TEXT)),
        doc=draw(TEXT),
        start=draw(TEXT),
        selection=selection,
    )


@given(states())
def test_an_address_gives_back_the_state(state: State) -> None:
    assert parse(address(state)) == state


@given(st.text(max_size=200))
def test_any_address_gives_a_state(text: str) -> None:
    state = parse(f"?{text}")
    assert parse(address(state)) == state


def test_every_filter_of_a_selection_but_the_actor_stands_in_the_address() -> None:
    assert {one.name for one in FILTERS} == {one.name for one in fields(Selection)} - {"actor"}


@given(
    st.text(min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
    st.integers(0, 5),
)
def test_pieces_are_the_text(text: str, places: list[tuple[int, int]], base: int) -> None:
    spans = [Span(start, end, "claim", str(i)) for i, (start, end) in enumerate(places)]
    found = list(pieces(text, base, spans))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        inside = {s.key for s in spans if s.start <= piece.start and piece.start + len(piece.text) <= s.end}
        assert {span.key for span in piece.spans} == inside


def star(neighbours: int, further: int = 0) -> Index:
    """An actor with neighbours, the first of which has further ones."""
    names = ["middle", *(f"n{i}" for i in range(neighbours)), *(f"f{i}" for i in range(further))]
    ends = [("middle", f"n{i}") for i in range(neighbours)] + [("n0", f"f{i}") for i in range(further)]
    claims = tuple(
        Claim(f"c{i:04}", "d", one, "SUPPORTS", other, "…", 0, 1) for i, (one, other) in enumerate(ends)
    )
    entities = {name: Entity(name, "Group", name.title(), known=True) for name in names}
    return Index(Told(claims, entities, {"d": Document("d", "d.txt", 0, 1, "", "")}))


@pytest.mark.parametrize("number", [1, 14, 15, 39])
def test_nothing_stands_upon_another(number: int) -> None:
    where = surroundings.places(surroundings.around(star(number, 12), "middle", 1, ("n0",)))
    places = list(where.values())
    assert len(set(places)) == len(places)
    for i, one in enumerate(places):
        assert all(abs(one[0] - x) > 60 or abs(one[1] - y) > 40 for x, y in places[:i])


def test_what_is_drawn_stays_where_it_is() -> None:
    index = star(20, 15)
    before = surroundings.places(surroundings.around(index, "middle", 1))
    after = surroundings.places(surroundings.around(index, "middle", 1, ("n0",)))
    assert len(after) == len(before) + 15
    assert {name: after[name] for name in before} == before


def test_a_picture_holds_a_few_hundred_things_and_tells_what_it_leaves_out() -> None:
    found = surroundings.around(star(500), "middle", 1)
    assert len(found.nodes) <= surroundings.NODES
    assert found.hidden["middle"] == 500 - len(found.parents)


def test_a_picture_to_take_away_has_every_status_in_words() -> None:
    index = Index(anew(story.join(story.all_four())))
    found = surroundings.around(index, "hill-front", 2)
    drawn = picture.svg(index, found, surroundings.places(found), ["without Norland"])
    texts = [element.text or "" for element in ET.fromstring(drawn).iter() if element.tag.endswith("text")]
    for edge in found.edges:
        assert any(edge.status in text for text in texts)
    assert "without Norland" in texts
    assert drawn == picture.svg(index, found, surroundings.places(found), ["without Norland"])


def test_edges_are_those_of_the_graph() -> None:
    index = Index(anew(story.join(story.all_four())))
    claims = index.told.claims
    assert {e.status for e in index.told.edges} == {
        e.status for e in edges(claims, index.told.documents.values(), {"j-sel"}, index.told.publishers)
    }
    assert replace(State(), actor="x").to(actor="") == "?"
