"""What is taken away of a page obeys the rules of an export."""

from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.model import Entity
from kg.views.explorer.address import State
from kg.views.explorer.taking import made
from kg.views.projection import Told
from kg.views.selection import Selection
from tests.explorer.test_security import Still
from tests.views.saying import claim, paper, told

KINDS = ("svg", "png", "csv", "ttl", "html")

PERSON = "Roe Unheard"


def tale(review: str = "machine", tlp: str | None = None) -> Told:
    """A group, a state that is said to support it, and a person of whom the register knows."""
    return told(
        [
            claim("s-arda SUPPORTS g-front", "d1", "s-borun"),
            claim("NOT s-arda SUPPORTS g-front", "d1", "s-arda"),
            claim("p-roe DIRECTS g-front", "d2", "s-borun", review=review),
        ],
        [paper("d1"), replace(paper("d2"), tlp=tlp)],
        entities=[Entity("p-roe", "Person", PERSON, known=True)],
    )


def taken(told: Told, what: str, actor: str = "g-front", max_tlp: str | None = None) -> str:
    return made(Still(told), State(actor=actor, selection=Selection(max_tlp=max_tlp)), what).decode()


@pytest.mark.parametrize("what", KINDS)
def test_a_person_leaves_only_when_somebody_has_accepted_the_claim(what: str) -> None:
    kept = taken(tale(), what)
    assert "Arda" in kept
    assert PERSON not in kept
    assert PERSON in taken(tale("accepted"), what)


@pytest.mark.parametrize("what", KINDS)
def test_what_is_marked_above_the_limit_leaves_no_trace(what: str) -> None:
    found = taken(tale("accepted", "TLP:RED"), what, max_tlp="TLP:AMBER")
    assert "Arda" in found
    assert PERSON not in found
    assert PERSON in taken(tale("accepted", "TLP:RED"), what)


@pytest.mark.parametrize("what", ["svg", "csv", "html"])
def test_what_leaves_bears_its_status(what: str) -> None:
    assert "disputed" in taken(tale(), what)


@pytest.mark.parametrize("what", ["svg", "csv", "html"])
def test_of_a_person_alone_nothing_leaves(what: str) -> None:
    with pytest.raises(QueryError, match="nothing of it may leave"):
        taken(tale(), what, "p-roe")
