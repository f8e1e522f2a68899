"""Judgements on a whole graph: obeyed when it is built anew, gone without a trace when taken back."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.entities.judgements import ChangedUnderneath, Judgement, Ledger, Named
from kg.entities.judging import checked
from kg.entities.settled import Settled, settle
from kg.errors import JudgementError
from kg.graph import Address, NoGraph, open_store
from kg.graph import build as building
from kg.graph.restore import stored
from kg.graph.rows import Stored, ordered
from kg.graph.shape import Graph
from kg.model import Claim, Extraction, Records, Value
from kg.views import why
from kg.views.verify import verify
from tests.graph import story

SAID = [*story.all_four(), story.border()]
OLD = [story.older_wire_2()]


def settled(*judgements: Judgement) -> Settled:
    return settle(Ledger().joined_by(judgements))


def joined(*judgements: Judgement, said: Sequence[Extraction] = SAID) -> Records:
    return pipeline.joined(said, settled(*judgements))


def graph(*judgements: Judgement, old: Sequence[Extraction] = ()) -> Graph:
    live = [Stored(ordered(one), "rules", "1") for one in sorted(SAID, key=lambda one: one.document.id)]
    return building.graph(live, joined(*judgements), [Stored(ordered(one), "rules", "1") for one in old])


def claim(identity: str, *judgements: Judgement) -> Claim:
    return next(one for one in joined(*judgements).claims if one.id == identity)


def edge(found: Graph, subject: str, relation: str, object_: str) -> dict[str, Any] | None:
    return found.links.get((relation, ("Entity", subject), ("Entity", object_)))


def test_without_judgements_nothing_is_different() -> None:
    assert joined() == pipeline.joined(SAID)


def test_two_entities_become_one_and_no_mention_is_lost() -> None:
    same = Judgement("entity", "hill-front", "same", "river-band", who="ana")
    found = graph(same, old=[story.older_wire_2()])
    assert ("Entity", "river-band") not in found.nodes
    assert "River Band" in found.nodes["Entity", "hill-front"].properties["aliases"]
    assert edge(found, "norland", "CREATED", "hill-front") is not None
    before = joined()
    after = joined(same)
    assert {m.id for m in before.mentions} == {m.id for m in after.mentions}
    assert {m.entity for m in after.mentions if m.text == "River Band"} == {"hill-front"}
    live, old = stored(found)
    assert [one.extraction for one in live] == [
        ordered(one) for one in sorted(SAID, key=lambda o: o.document.id)
    ]
    assert [one.extraction for one in old] == [ordered(story.older_wire_2())]


def test_who_stays_keeps_its_name_unless_only_the_other_is_in_the_register() -> None:
    def kept(one: str, other: str) -> tuple[str, str, bool]:
        records = joined(Judgement("entity", one, "same", other))
        found = next(entity for entity in records.entities if entity.id == one)
        return found.name, found.type, found.known

    assert kept("river-band", "port-police") == ("River Band", "Group", False)
    assert kept("port-police", "river-band") == ("Port Police", "Agency", False)
    assert kept("river-band", "hill-front") == ("Hill Front", "Group", True)


def test_an_attack_never_becomes_something_else() -> None:
    assert joined(Judgement("entity", story.JOINED, "same", "norland")).entities == joined().entities


def test_who_are_apart_stay_apart_whatever_they_are_called() -> None:
    spelled = replace(story.ENTITIES["river-band"], id="riverband", name="RIVER BAND")
    border = story.border()
    wire = story.wire_2()
    wire = replace(wire, entities=tuple(sorted((*wire.entities, spelled), key=lambda one: one.id)))
    said = [border, wire]
    assert "riverband" not in {one.id for one in pipeline.joined(said).entities}
    apart = Judgement("entity", "riverband", "different", "river-band")
    assert {"riverband", "river-band"} <= {one.id for one in joined(apart, said=said).entities}


def test_a_rejected_claim_counts_no_more_and_stays() -> None:
    found = graph(Judgement("claim", "wire-2-c2", "rejected"), Judgement("claim", "border-1-c1", "rejected"))
    assert edge(found, "norland", "CREATED", "river-band") is None
    node = found.nodes["Claim", "border-1-c1"].properties
    assert (node["review"], node["counts"]) == ("rejected", False)
    told = edge(found, "sudria", "SUPPORTS", "hill-front")
    assert told is not None
    assert told["claims"] == ["gazette-1-c1"]


def test_a_rejected_claim_of_a_deed_names_no_perpetrator() -> None:
    (attack,) = joined(Judgement("claim", "tribune-1-c1", "rejected")).attacks
    assert [one.relation for one in attack.perpetrators] == ["CLAIMED_RESPONSIBILITY"]


def test_a_rejected_denial_disputes_nothing() -> None:
    assert claim("gazette-1-c1").status == "disputed"
    freed = claim("gazette-1-c1", Judgement("claim", "gazette-1-c2", "rejected"))
    assert (freed.status, freed.denied_by) == ("alleged", ())
    assert claim("wire-1-c1").status == "disputed"
    assert claim("wire-1-c1", Judgement("claim", "tribune-1-c2", "rejected")).status == "alleged"


def test_a_correction_keeps_what_the_machine_read() -> None:
    fields: dict[str, Value] = {
        "subject": "freedonia",
        "asserted_by": ["“a clerk”", "sudria"],
        "support": ["training"],
    }
    named = (Named("freedonia", "State", "Freedonia"),)
    found = graph(Judgement("claim", "wire-2-c2", "corrected", fields=fields, entities=named))
    told = edge(found, "freedonia", "SUPPORTS", "hill-front")
    assert told is not None
    assert (told["status"], told["support"], told["asserted_by"]) == (
        "alleged",
        ["training"],
        ["sudria", "“a clerk”"],
    )
    live, _ = stored(found)
    own = next(c for one in live for c in one.extraction.claims if c.id == "wire-2-c2")
    assert (own.subject, own.review, own.status) == ("sudria", "machine", "unattributed")


def test_a_correction_to_nobody_is_left_out() -> None:
    assert claim("wire-2-c2", Judgement("claim", "wire-2-c2", "corrected", fields={"subject": "x"})) == claim(
        "wire-2-c2"
    )


def test_a_person_that_software_found_makes_an_edge_once_somebody_has_accepted_it() -> None:
    assert edge(graph(), "j-sel", "SUPPORTS", "hill-front") is None
    assert edge(graph(Judgement("claim", "tribune-1-c3", "accepted")), "j-sel", "SUPPORTS", "hill-front")


@pytest.mark.parametrize(
    ("denial", "denied"), [("gazette-1-c2", "tribune-1-c3"), ("gazette-1-c2", "gazette-1-c4")]
)
def test_a_denial_denies_what_a_person_says_it_does(denial: str, denied: str) -> None:
    link = Judgement("denial", denial, "denies", denied)
    after = claim(denied, link)
    assert (after.status, [one.entity for one in after.denied_by]) == ("disputed", ["sudria"])
    assert denied in claim(denial, link).denies
    assert ("DENIES", ("Claim", denial), ("Claim", denied)) in graph(link).links
    assert claim(denied, link, Judgement("claim", denial, "rejected")).status != "disputed"


def test_attacks_are_joined_and_parted_by_their_reports() -> None:
    one, other = "gazette-1~attack-1", "tribune-1~attack-1"
    (attack,) = joined().attacks
    assert attack.joined == (one, other)
    apart = joined(Judgement("attack", one, "different", other)).attacks
    assert [attack.id for attack in apart] == ["old-port-bombing", story.JOINED]
    assert [attack.joined for attack in apart] == [(other,), (one,)]
    far = replace(SAID[1].attacks[0], date="1990-01-01", name="A plot", kind="plot")
    said = [SAID[0], replace(SAID[1], attacks=(far,)), *SAID[2:]]
    assert len(joined(said=said).attacks) == 2
    (again,) = joined(Judgement("attack", one, "same", other), said=said).attacks
    assert again.joined == (one, other)
    assert again.join_reasons == (f"{one}, {other}: judged to be one",)


def test_marks_stand_on_what_they_are_about_and_say_nothing_of_who_gave_them() -> None:
    found = graph(
        Judgement("publisher", "Hill Gazette", "B", who="ana", why="long known"),
        Judgement("asserter", "norland", "D", who="ana"),
        Judgement("credibility", "wire-2-c2", "3", who="ana"),
    )
    assert found.nodes["Entity", "hill-gazette"].properties["publisher_reliability"] == "B"
    assert found.nodes["Entity", "norland"].properties["asserter_reliability"] == "D"
    assert found.nodes["Claim", "wire-2-c2"].properties["credibility"] == "3"
    assert "long known" not in repr(found)
    assert "ana'" not in repr(found)


_IDS = [*story.ENTITIES, "nobody"]
_CLAIMS = [*(one.id for said in SAID for one in said.claims), "c-none"]
_REPORTS = ["gazette-1~attack-1", "tribune-1~attack-1", "wire-1~attack-9"]
_pairs = st.builds(
    Judgement,
    st.just("entity"),
    st.sampled_from(_IDS),
    st.sampled_from(["same", "same", "different", "unsure"]),
    st.sampled_from(_IDS),
)
_attacks = st.builds(
    Judgement,
    st.just("attack"),
    st.sampled_from(_REPORTS),
    st.sampled_from(["same", "different", "unsure"]),
    st.sampled_from(_REPORTS),
)
_verdicts = st.builds(
    Judgement,
    st.just("claim"),
    st.sampled_from(_CLAIMS),
    st.sampled_from(["accepted", "rejected", "unsure"]),
)
_fields = st.fixed_dictionaries(
    {},
    optional={
        "subject": st.sampled_from([*_IDS, *_REPORTS]),
        "object": st.sampled_from([*_IDS, *_REPORTS]),
        "relation": st.sampled_from(["SUPPORTS", "RIVAL_OF", "PERPETRATED"]),
        "polarity": st.sampled_from(["positive", "negative"]),
        "asserted_by": st.lists(st.sampled_from([*_IDS, "“some”"]), max_size=2, unique=True),
    },
).filter(bool)
_corrections = st.builds(
    Judgement,
    st.just("claim"),
    st.sampled_from(_CLAIMS),
    st.just("corrected"),
    fields=_fields,
    entities=st.sampled_from([(), (Named("nobody", "Group", "Nobody"),)]),
)
_links = st.builds(
    Judgement, st.just("denial"), st.sampled_from(_CLAIMS), st.just("denies"), st.sampled_from(_CLAIMS)
)
_marks = st.builds(
    Judgement,
    st.sampled_from(["publisher", "asserter"]),
    st.sampled_from([*_IDS, "Hill Gazette"]),
    st.sampled_from(["A", "F"]),
)
_sequences = st.lists(
    st.one_of(_pairs, _attacks, _verdicts, _corrections, _links, _marks).filter(
        lambda one: one.one != one.other
    ),
    max_size=8,
)


def _check(judgements: list[Judgement], seed: int) -> None:
    """Never a crash, never a lost mention, whatever the order; and taken back, as if nothing had been."""
    chance = random.Random(seed)
    some = [one for one in judgements if chance.random() < 0.3]
    lines = [*judgements, *(Judgement("judgement", one.id, "revoked") for one in some)]
    found, records = graph(*lines, old=OLD), joined(*lines)
    assert {m.id for m in records.mentions} == {m.id for m in joined().mentions}
    assert {c.id for c in records.claims} == {c.id for c in joined().claims}
    chance.shuffle(lines)
    assert graph(*lines, *lines[:2], old=OLD) == found
    live, old = stored(found)
    assert [one.extraction for one in old] == [ordered(one) for one in OLD]
    assert [one.extraction for one in live] == [
        ordered(one) for one in sorted(SAID, key=lambda o: o.document.id)
    ]
    revoked = [Judgement("judgement", one.id, "revoked") for one in judgements]
    assert graph(*judgements, *revoked) == graph()


@settings(max_examples=40, deadline=None)
@given(_sequences, st.integers(0, 1000))
def test_any_judgements_in_any_order(judgements: list[Judgement], seed: int) -> None:
    _check(judgements, seed)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(_sequences, st.integers(0, 1000))
def test_a_thousand_sequences_of_judgements(judgements: list[Judgement], seed: int) -> None:
    _check(judgements, seed)


@pytest.fixture
def told(place: Address) -> Address:
    """The whole story as kg itself joins it, with a version that counts no more."""
    others = [one for one in SAID if one.document.id != "wire-2"]
    with open_store(place, write=True) as store:
        for last in (story.older_wire_2(), story.wire_2()):
            every = [*others, last]
            store.write(every, pipeline.joined(every), extractor="rules", version="1")
    return place


def everything(place: Address) -> Graph:
    with open_store(place, write=False) as store:
        return store.graph()


SAME = Judgement("entity", "hill-front", "same", "river-band", who="ana")
REJECT = Judgement("claim", "wire-2-c2", "rejected", who="ana", why="the words say otherwise")


@pytest.mark.slow
def test_merge_undo_rebuild(told: Address, tmp_path: Path) -> None:
    here = pipeline.Judged(told, tmp_path / "judgements.jsonl")
    before = everything(told)
    first = pipeline.judge([SAME], here)
    pipeline.judge([REJECT], here, seen=first.ledger.version)
    judged = everything(told)
    assert judged != before
    with open_store(told, write=False) as store:
        assert verify(store, pipeline.joiner(here)) == ()
    assert not pipeline.obey(here).written
    assert everything(told) == judged
    with pytest.raises(ChangedUnderneath):
        pipeline.judge([REJECT], here, seen=first.ledger.version)
    pipeline.undo([line.judgement.id for line in first.ledger.lines], here)
    assert everything(told) not in (before, judged)
    pipeline.undo([REJECT.id], here)
    assert everything(told) == before
    assert len(here.judgements.read_bytes().splitlines()) == 4


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            replace(SAME, decision="different", who="ben"),
            "judged otherwise: line 1 says same; kg review undo j-",
        ),
        (replace(REJECT, one="c-none"), "no claim c-none counts"),
        (Judgement("entity", "hill-front", "same", "nobody"), "nothing has the id nobody"),
        (Judgement("entity", "hill-front", "same", story.JOINED), "an attack is judged by its reports"),
        (Judgement("attack", "x~attack-1", "same", "y~attack-1"), "no document reports x~attack-1"),
        (Judgement("publisher", "The Moon", "A"), "no document is published by The Moon"),
        (Judgement("denial", "wire-2-c2", "denies", "wire-1-c1"), "wire-2-c2 denies nothing"),
        (
            replace(REJECT, decision="corrected", fields={"object": "old-port"}),
            "no State can stand in SUPPORTS",
        ),
        (replace(REJECT, decision="good"), "of claim one can't say 'good'"),
    ],
)
def test_what_contradicts_or_is_not_there_is_refused(wrong: Judgement, message: str) -> None:
    ledger = Ledger().joined_by([SAME])
    with pytest.raises(JudgementError, match=message):
        checked([wrong], SAID, joined(SAME), ledger, anyway=False)


def test_who_insists_takes_both_judgements_out(told: Address, tmp_path: Path) -> None:
    here = pipeline.Judged(told, tmp_path / "judgements.jsonl")
    pipeline.judge([SAME], here)
    otherwise = replace(SAME, decision="different", who="ben")
    with pytest.raises(JudgementError):
        pipeline.judge([otherwise], here)
    assert len(pipeline.review(here).ledger.lines) == 1
    done = pipeline.judge([otherwise], here, anyway=True)
    assert len(done.settled.contradictions) == 1
    assert ("Entity", "river-band") in everything(told).nodes


def test_marks_are_shown_apart_and_as_opinions(told: Address, tmp_path: Path) -> None:
    here = pipeline.Judged(told, tmp_path / "judgements.jsonl")
    marks = [
        Judgement("publisher", "Hill Gazette", "B"),
        Judgement("asserter", "norland", "D"),
        Judgement("credibility", "gazette-1-c1", "3"),
    ]
    pipeline.judge(marks, here)
    with open_store(told, write=False) as store:
        shown = why.as_text(why.why(store, "gazette-1-c1"))
    line = (
        "  marks       reliability Norland D, reliability Hill Gazette B, credibility 3 (a person's opinion)"
    )
    assert line in shown.splitlines()


def test_without_a_graph_nothing_is_judged(tmp_path: Path) -> None:
    with pytest.raises(NoGraph):
        pipeline.judge([REJECT], tmp_path / "g")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_graph_built_anew_obeys(tmp_path: Path) -> None:
    texts, graph_ = tmp_path / "texts", tmp_path / "g"
    texts.mkdir()
    said = "Sudan accused Chad of arming the Justice and Equality Movement.\n"
    (texts / "a.txt").write_text(said, "utf-8")
    pipeline.build([texts], graph_)
    plain = everything(graph_)
    (one,) = pipeline.review(graph_).records.claims[:1]
    pipeline.judge([Judgement("claim", one.id, "rejected")], graph_)
    judged = everything(graph_)
    assert judged != plain
    assert not pipeline.build([texts], graph_).written
    pipeline.build([texts], tmp_path / "again")
    assert everything(tmp_path / "again") == judged
    pipeline.retract(["a"], graph_)
    pipeline.retract(["a"], graph_, undo=True)
    assert everything(graph_) == judged
    (tmp_path / "judgements.jsonl").write_bytes(b"\n")
    pipeline.build([texts], graph_)
    assert everything(graph_) == judged  # an empty file says nothing, nor does a build that reads nothing
    pipeline.obey(graph_)
    assert everything(graph_) == plain
