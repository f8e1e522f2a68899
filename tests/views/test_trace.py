"""Chains of alleged sponsorship: which there are, who tells and denies them, which hop is the weakest."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.model import Attack, Claim, Document, Entity, Records, Unnamed
from kg.views.projection import Told, of_records
from kg.views.selection import Selection
from kg.views.trace import Traced, as_table, asked, trace
from kg.views.trace_text import as_text
from tests.graph import story

TALE = of_records(story.join([*story.all_four(), story.border()]))

_TYPES = {"s": "State", "a": "Agency", "g": "Group", "p": "Person", "l": "Location", "x": "Attack"}


def _told(*triples: str, parents: dict[str, str] | None = None, **more: Claim) -> Told:
    """Claims "subject RELATION object [asserter] [document]" of entities typed by their first letter."""
    claims = list(more.values())
    for number, triple in enumerate(triples):
        subject, relation, object_, *rest = triple.split()
        who, doc = (rest[0] if rest else "-"), (rest[1] if len(rest) > 1 else f"d{number}")
        claims.append(_claim(number, doc, subject, relation, object_, who))
    names = sorted({end for claim in claims for end in (claim.subject, claim.object)} | {*(parents or {})})
    voices = sorted({a for claim in claims for a in claim.asserted_by if isinstance(a, str)} - {*names})
    entities = [
        Entity(name, _TYPES[name[0]], name.upper(), parent=(parents or {}).get(name), known=True)
        for name in names
    ]
    entities += [Entity(name, "Organisation", name, known=True) for name in voices]
    documents = [Document(doc, f"{doc}.txt", 0, 0, "", "") for doc in sorted({c.doc for c in claims})]
    attacks = [
        Attack(name, name, "bombing", documents=(documents[0].id,)) for name in names if name[0] == "x"
    ]
    return of_records(Records(tuple(documents), (), tuple(entities), tuple(claims), tuple(attacks)))


def _claim(number: int, doc: str, subject: str, relation: str, object_: str, who: str) -> Claim:
    negative = who.startswith("!")
    who = who.removeprefix("!")
    asserters = () if who == "-" else (Unnamed("some"),) if who == "some" else (who,)
    status = (
        "denied" if negative else "claimed" if who == subject else "alleged" if asserters else "unattributed"
    )
    return Claim(
        f"c{number}",
        doc,
        subject,
        relation,
        object_,
        f"{subject} and {object_}",
        0,
        1,
        asserted_by=asserters,
        polarity="negative" if negative else "positive",
        status=status,
    )


def _paths(told: Told, start: str, end: str | None = None, **more: int) -> list[str]:
    return [" ".join(chain.path) for chain in trace(told, asked(told, start, end, **more)).chains]


def test_a_chain_goes_down_to_the_attack() -> None:
    told = _told("a SUPPORTS g1", "a PART_OF s", "g1 DIRECTS g2", "g2 PERPETRATED x")
    assert _paths(told, "s", "x") == ["S A G1 G2 X"]
    assert _paths(told, "s", "x", hops=3) == []
    assert _paths(told, "s") == ["S A G1", "S A G1 G2", "S A G1 G2 X"]


def test_what_is_part_of_what_is_known_from_the_register_too() -> None:
    told = _told("a SUPPORTS g", parents={"a": "s", "s": ""})
    (chain,) = trace(told, asked(told, "s", "g")).chains
    assert [(hop.status, hop.alleges) for hop in chain.hops] == [("register", False), ("unattributed", True)]
    assert chain.whole == ()
    assert "register of known actors; no document tells it" in as_text(Traced((chain,), more=False))


def test_no_way_leads_through_a_state_a_place_or_upwards() -> None:
    through_state = _told("s1 SUPPORTS s2", "s2 SUPPORTS g")
    assert _paths(through_state, "s1", "g") == []
    assert _paths(through_state, "s1", "s2") == ["S1 S2"]
    assert _paths(_told("g1 OPERATES_IN l", "g2 BASED_IN l"), "g1", "g2") == []
    assert _paths(_told("g2 SPLIT_FROM g1", "g2 SUPPORTS g3"), "g1", "g3") == []
    assert _paths(_told("s SUPPORTS g1", "g1 SUPPORTS a", "a SUPPORTS g2"), "s", "g2") == []
    assert _paths(_told("g2 AFFILIATE_OF g1", "s SUPPORTS g2"), "s", "g1") == []


def test_a_chain_that_alleges_nothing_is_none() -> None:
    assert _paths(_told("g2 AFFILIATE_OF g1"), "g1", "g2") == []
    told = _told("s SUPPORTS g1", "g2 AFFILIATE_OF g1")
    assert _paths(told, "s", "g2") == ["S G1 G2"]
    assert _paths(told, "s", "Group") == ["S G1"]


def test_circles_are_cut() -> None:
    told = _told("s SUPPORTS g1", "g1 SUPPORTS g2", "g2 SUPPORTS g1", "g2 SUPPORTS g3")
    assert _paths(told, "s", "g3", hops=8) == ["S G1 G2 G3"]
    assert _paths(told, "s", "Group", hops=8) == ["S G1", "S G1 G2", "S G1 G2 G3"]
    assert _paths(told, "g1", "g1", hops=8) == []


def test_what_is_only_denied_is_no_hop() -> None:
    assert _paths(_told("s SUPPORTS g !s"), "s", "g") == []


def test_the_best_attested_chain_comes_first_and_its_weakest_hop_is_marked() -> None:
    told = _told(
        "s SUPPORTS g1 r d1",
        "s SUPPORTS g1 !s d2",
        "g1 SUPPORTS g9 r d1",
        "s SUPPORTS g2 r d3",
        "s SUPPORTS g2 q d4",
        "g2 SUPPORTS g9 r d5",
        "s DIRECTS g9 r d6",
        "s CREATED g9 s d7",
    )
    traced = trace(told, asked(told, "s", "g9"))
    assert [(chain.path[1:-1], chain.hops[chain.weakest].status) for chain in traced.chains] == [
        ((), "claimed"),
        ((), "alleged"),
        (("G2",), "alleged"),
        (("G1",), "disputed"),
    ]
    assert traced.chains[2].weakest == 1
    assert trace(told, asked(told, "s", "g9", k=2)).more


def test_who_tells_a_chain_whole() -> None:
    whole = _told("s SUPPORTS g1 r d1", "g1 SUPPORTS g2 r d1")
    assert trace(whole, asked(whole, "s", "g2")).chains[0].whole == ("r",)
    apart = _told("s SUPPORTS g1 r d1", "g1 SUPPORTS g2 r d2")
    (chain,) = trace(apart, asked(apart, "s", "g2")).chains
    assert chain.whole == ()
    assert "joined by kg; nobody asserts it" in as_text(Traced((chain,), more=False))


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [("2001", "2001-05", "overlap"), ("2001", "2003/..", "do not overlap"), ("2001", None, "unknown")],
)
def test_whether_the_times_of_the_hops_overlap(first: str, second: str | None, times: str) -> None:
    one = replace(_claim(1, "d", "s", "SUPPORTS", "g1", "-"), valid=first)
    other = replace(_claim(2, "d", "g1", "SUPPORTS", "g2", "-"), valid=second)
    told = _told(one=one, other=other)
    assert trace(told, asked(told, "s", "g2")).chains[0].times == times


def test_denials_stand_at_their_hop_with_what_the_denier_is() -> None:
    (chain,) = trace(TALE, asked(TALE, "Sudria", "Hill Front")).chains
    (hop,) = chain.hops
    assert [(d.by, d.role, d.document, d.of) for d in hop.denied] == [
        ("Sudria", "the accused", "gazette-1", None)
    ]
    assert [(one.speaker, one.own) for one in hop.said] == [
        ("Norland", False),
        ("wire-2 in its own voice", True),
    ]
    assert (hop.voices, hop.asserters, hop.status) == (2, 1, "disputed")


def test_a_denial_by_the_whole_is_shown_as_not_naming_its_part() -> None:
    traced = trace(TALE, asked(TALE, "SUS", "Coast Column"))
    (hop,) = traced.chains[0].hops
    assert [(d.by, d.of) for d in hop.elsewhere] == [("Sudria", "Sudria SUPPORTS Coast Column")]
    assert as_text(traced).count("denied by Sudria") == 1
    assert "does not name Sudrian Service" in as_text(traced)


def test_filters_choose_the_hops_that_allege() -> None:
    told = _told("a PART_OF s", "a SUPPORTS g1 r", "g1 SUPPORTS g2 q", "s DIRECTS g2 s")
    ask = asked(told, "s", "g2")

    def paths(**given: object) -> list[str]:
        chosen = Selection(**given)  # type: ignore[arg-type]
        return [" ".join(chain.path) for chain in trace(told, ask, chosen).chains]

    assert paths(relation=("SUPPORTS",)) == ["S A G1 G2"]
    assert paths(status=("claimed",)) == ["S G2"]
    assert paths(without=("q",)) == ["S G2"]
    assert paths(without=("q", "s")) == []
    assert paths(voices=2) == []


def test_what_nobody_can_ask_is_told() -> None:
    with pytest.raises(QueryError, match="did you mean"):
        asked(TALE, "Sudrja")
    with pytest.raises(QueryError, match="give 1 to 8"):
        asked(TALE, "Sudria", hops=9)


def test_the_table_for_programs_has_a_row_a_hop() -> None:
    table = as_table(trace(TALE, asked(TALE, "State", "Attack")))
    paths = [row["path"] for row in table.rows if row["hop"] == 1]
    assert ["Sudria", "Hill Front", "Coast Column", "Old Port bombing"] in paths
    assert len(table.rows) == sum(len(path) - 1 for path in paths)
    assert set(table.rows[0]) == set(table.columns)
    assert all(row["status"] for row in table.rows)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Told:
    """What the five files of the seed report."""
    from kg import pipeline

    files: Sequence[Path] = sorted((shared / "seeds").glob("00*.txt"))
    return of_records(pipeline.extract(files).records)


@pytest.mark.real
@pytest.mark.slow
def test_india_and_the_ttp(seeds: Told) -> None:
    traced = trace(seeds, asked(seeds, "India", "Tehrik-i-Taliban Pakistan"))
    by_path = {chain.path[1:-1]: chain for chain in traced.chains}
    (direct,) = by_path[()].hops
    assert (direct.status, [one.speaker for one in direct.said]) == ("disputed", ["Pakistan"])
    assert [(denial.by, denial.publisher) for denial in direct.denied] == [("India", "Arab News")]
    part, support = by_path["Research and Analysis Wing",].hops
    assert (part.relation, part.alleges) == ("PART_OF", False)
    (voice,) = support.said
    assert (voice.own, voice.how, voice.publishers) == (True, "reported", ("Express Tribune",))
    assert support.denied == ()
    assert [(denial.by, denial.publisher, denial.of) for denial in support.elsewhere] == [
        ("India", "Arab News", "India SUPPORTS Tehrik-i-Taliban Pakistan")
    ]
    assert as_text(replace(traced, chains=(by_path["Research and Analysis Wing",],))).count("denied by") == 1
