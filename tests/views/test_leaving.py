"""What may leave: no trace of a claim above the limit, no accusation without its denial."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Claim, Denial, Document, Unnamed
from kg.views import marking
from kg.views.leaving import OPEN, Terms, held, leaving, shut
from kg.views.projection import Told
from kg.views.redaction import redacted
from tests.views import worlds
from tests.views.worlds import told

PAPER = Document("paper-0", "d0.txt", 0, 100, "0" * 64, "", tlp="TLP:GREEN")
SECRET = Document("paper-1", "d1.txt", 0, 100, "1" * 64, "", tlp="TLP:RED")
GREEN = Terms(max_tlp="TLP:GREEN", unreviewed_persons=True)


def claim(number: int, triple: str = "sudria SUPPORTS front", start: int = 0, **more: object) -> Claim:
    subject, relation, object_ = triple.split()
    base = Claim(f"c{number}", "paper-0", subject, relation, object_, f"words-of-{number}", start, start + 5)
    return replace(base, **{"asserted_by": ("norland",), "status": "alleged", **more})  # type: ignore[arg-type]


def denial(number: int, triple: str = "sudria SUPPORTS front", start: int = 20, **more: object) -> Claim:
    base = {"polarity": "negative", "status": "denied", "asserted_by": ("sudria",)}
    return claim(number, triple, start, **{**base, **more})


def ids(told: Told) -> list[str]:
    return [claim.id for claim in told.claims]


def test_unmarked_is_amber_unless_the_caller_says_otherwise() -> None:
    world = told([replace(PAPER, tlp=None)], [claim(1)])
    assert ids(leaving(world, GREEN)) == []
    assert ids(leaving(world, replace(GREEN, max_tlp="TLP:AMBER"))) == ["c1"]
    assert ids(leaving(world, replace(GREEN, default_tlp="TLP:CLEAR"))) == ["c1"]


def test_a_marking_that_nobody_knows_is_the_strictest() -> None:
    world = told([replace(PAPER, tlp="TLP:PINK")], [claim(1)])
    assert ids(leaving(world, replace(GREEN, max_tlp="TLP:AMBER+STRICT"))) == []


def test_an_accusation_stays_where_its_denial_may_not_go() -> None:
    there = denial(2, doc="paper-1")
    world = told([PAPER, SECRET], [claim(1), there, claim(3, "norland SUPPORTS column", 50)])
    assert ids(leaving(world, GREEN)) == ["c3"]
    own_voice = told([PAPER, SECRET], [claim(1), replace(there, asserted_by=())])
    assert ids(leaving(own_voice, GREEN)) == []
    unnamed = told([PAPER, SECRET], [claim(1), replace(there, asserted_by=(Unnamed("officials"),))])
    assert ids(leaving(unnamed, GREEN)) == []


def test_a_denial_may_leave_without_the_accusation_and_does_not_point_at_it() -> None:
    world = told([PAPER, SECRET], [claim(1, doc="paper-1"), denial(2)])
    assert world.claims[1].denies == ("c1",)
    (left,) = leaving(world, GREEN).claims
    assert (left.id, left.denies) == ("c2", ())


def test_claims_that_share_words_carry_the_highest_marking_among_them() -> None:
    chain = [
        claim(1, start=0, tlp="TLP:RED"),
        claim(2, "norland SUPPORTS column", 4),
        claim(3, "sus SUPPORTS front", 8),
    ]
    apart = claim(4, "sus SUPPORTS column", 13)
    assert ids(leaving(told([PAPER], [*chain, apart]), GREEN)) == ["c4"]


def test_an_entity_and_a_figure_that_only_the_hidden_words_name_stay() -> None:
    secret = claim(1, "sus PERPETRATED blast", 54, tlp="TLP:RED")
    left = leaving(told([PAPER], [secret, claim(2)]), GREEN)
    assert "sus" not in left.entities
    assert left.attacks == {}
    assert "port" not in left.entities
    both = leaving(told([PAPER], [secret, claim(2), claim(3, "column PERPETRATED blast", 80)]), GREEN)
    assert [one.entity for one in both.attacks["blast"].perpetrators] == ["column"]
    assert both.attacks["blast"].casualties == ()
    assert both.attacks["blast"].mentions == ()


def test_who_claimed_an_attack_stays_with_the_claim() -> None:
    world = told([PAPER], [claim(1, "column CLAIMED_RESPONSIBILITY blast", 80, tlp="TLP:RED")])
    claimed = world.attacks["blast"].claim_of_responsibility
    assert claimed is not None
    assert claimed.by == "column"
    assert leaving(world, GREEN).attacks["blast"].claim_of_responsibility is None


def test_claims_about_persons_leave_when_accepted_and_denials_with_them() -> None:
    open_one = claim(1, "sel SUPPORTS front")
    accepted = claim(2, "orr SUPPORTS front", 10, review="accepted")
    their_denials = [denial(3, "sel SUPPORTS front", 20), denial(4, "orr SUPPORTS front", 30)]
    world = told([PAPER], [open_one, accepted, *their_denials])
    left = leaving(world, Terms())
    assert ids(left) == ["c2", "c4"]
    assert "sel" not in left.entities
    assert "farmers" in left.entities
    assert ids(leaving(world, OPEN)) == ["c1", "c2", "c3", "c4"]


@given(worlds.worlds(), st.sampled_from(marking.levels()), st.sampled_from(marking.levels()), st.booleans())
@settings(max_examples=30, deadline=None)
def test_what_leaves_is_what_a_graph_tells_that_never_had_the_rest(
    world: Told, limit: str, default: str, persons: bool
) -> None:
    terms = Terms(limit, default, persons)
    stays = held(world, terms)
    never = told(
        list(world.documents.values()),
        [
            replace(c, denied_by=_within(c, world), denies=_own(c, world))
            for c in world.claims
            if c.id not in stays
        ],
        world.entities.values(),
    )
    left = leaving(world, terms)
    assert leaving(never, terms, stays=stays).claims == left.claims
    assert held(never, terms) == frozenset()
    assert left.edges == leaving(never, terms).edges
    assert left.documents == leaving(never, terms).documents
    assert left.attacks.keys() <= leaving(never, terms).attacks.keys()
    for document in shut(world, terms):
        assert document not in repr(left)
    for one in stays:
        assert f"words-of-{one[1:]}" not in repr(left)
        assert f"'{one}'" not in repr(left)


def _within(claim: Claim, world: Told) -> tuple[Denial, ...]:
    return tuple(denial for denial in claim.denied_by if denial.doc == claim.doc)


def _own(claim: Claim, world: Told) -> tuple[str, ...]:
    return tuple(other for other in claim.denies if world.by_id[other].doc == claim.doc)


@given(worlds.worlds(), st.sampled_from([*marking.levels(), None]), st.booleans())
@settings(max_examples=30, deadline=None)
def test_no_accusation_leaves_without_its_denials(world: Told, limit: str | None, persons: bool) -> None:
    left = leaving(world, Terms(limit, unreviewed_persons=persons))
    against = marking.denials(world.claims)
    for one in left.claims:
        if one.polarity == "positive":
            assert set(against.get(one.id, ())) <= set(ids(left))
            assert one.denied_by == world.by_id[one.id].denied_by
            assert one.status == world.by_id[one.id].status


@given(worlds.worlds())
@settings(max_examples=20, deadline=None)
def test_redacted_claims_have_no_words_offsets_or_hashes(world: Told) -> None:
    left = redacted(world)
    assert not any(
        word in repr(left)
        for word in ("words-of", "no proof", "toll-of", "mention-in", "nobody-in", "0" * 64)
    )
    assert [(c.status, [d.entity for d in c.denied_by]) for c in left.claims] == [
        (c.status, [d.entity for d in c.denied_by]) for c in world.claims
    ]
    assert {claim.start + claim.end for claim in left.claims} <= {0}
