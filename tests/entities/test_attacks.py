"""Which reports of attacks are one event: joined with reasons, apart where anything speaks against it."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import entities
from kg.entities import join_attacks
from kg.model import Attack, Denial, Entity, Extraction, Records
from tests.entities.build import BLUE, PLACES, attack, extraction

BY_ID = {place.id: place for place in PLACES}


def groups(records: Records) -> list[tuple[str, ...]]:
    return [one.joined for one in records.attacks]


def test_reports_of_one_day_and_place_are_one_attack_with_all_figures() -> None:
    records = entities.join(
        [
            extraction("a", attack("a", place="strelsau", date="2024-03-22", killed=137)),
            extraction(
                "b", attack("b", place="strelsau-airport", date="2024-03", killed=140), by="blue-army"
            ),
            extraction("c", attack("c", place="strelsau-airport", date="2024-03-22", kind="shooting")),
        ]
    )
    (joined,) = records.attacks
    assert joined.id == "strelsau-airport-shooting-2024-03-22"
    assert (joined.place, joined.date, joined.kind) == ("strelsau-airport", "2024-03-22", "shooting")
    assert joined.documents == ("a", "b", "c")
    assert [figure.value for figure in joined.casualties] == [137, 140]
    assert [(p.entity, p.docs) for p in joined.perpetrators] == [("blue-army", ("b",))]
    assert any("Strelsau Airport lies in Strelsau" in reason for reason in joined.join_reasons)
    assert {claim.object for claim in records.claims} == {joined.id}
    assert {mention.entity for mention in records.mentions} == {joined.id}


def test_two_attacks_of_one_day_in_two_towns_stay_two() -> None:
    records = entities.join(
        [
            extraction("a", attack("a", place="strelsau", date="2024-03-22"), by="blue-army"),
            extraction("b", attack("b", place="zenda", date="2024-03-22"), by="blue-army"),
        ]
    )
    assert groups(records) == [("a~attack-1",), ("b~attack-1",)]
    assert [one.join_reasons for one in records.attacks] == [(), ()]


def test_other_days_countries_kinds_and_victims_keep_reports_apart() -> None:
    person = Entity("rudolf", "Person", "Rudolf")
    other = Entity("michael", "Person", "Michael")
    known = (person, other)
    pairs = [
        (attack("a", place="strelsau", date="2024-03-22"), attack("b", place="strelsau", date="2024-03-25")),
        (attack("a", place="strelsau", date="2024-03"), attack("b", place="sylvania", date="2024-03")),
        (
            attack("a", place="strelsau", date="2024-03-22", kind="foiled plot"),
            attack("b", place="strelsau", date="2024-03-22", kind="bombing"),
        ),
        (
            attack("a", place="strelsau", date="2024-03-22", kind="kidnapping"),
            attack("b", place="strelsau", date="2024-03-22", kind="bombing"),
        ),
        (
            attack("a", place="strelsau", date="2024-03-22", kind="killing", targets=("rudolf",)),
            attack("b", place="strelsau", date="2024-03-22", kind="killing", targets=("michael",)),
        ),
    ]
    for one, two in pairs:
        records = entities.join([extraction("a", one, entities=known), extraction("b", two, entities=known)])
        assert len(records.attacks) == 2, (one, two)


def test_a_night_attack_may_bear_two_dates() -> None:
    records = entities.join(
        [
            extraction("a", attack("a", place="strelsau", date="2024-03-22")),
            extraction("b", attack("b", place="strelsau", date="2024-03-23")),
        ]
    )
    assert len(records.attacks) == 1


def test_a_document_that_tells_two_attacks_apart_is_believed() -> None:
    records = entities.join(
        [
            extraction(
                "a",
                attack("a", 1, place="strelsau", date="2024-03-22"),
                attack("a", 2, place="strelsau", date="2024-03-22"),
            ),
        ]
    )
    assert len(records.attacks) == 2
    assert [one.id for one in records.attacks] == [
        "strelsau-attack-2024-03-22",
        "strelsau-attack-2024-03-22-2",
    ]


def test_news_without_a_date_are_of_the_recent_attack() -> None:
    dated = extraction("a", attack("a", place="strelsau", date="2024-03-22"), published="2024-03-24")
    soon = extraction("b", attack("b", place="strelsau", quote="the attack"), published="2024-04-01")
    late = extraction("c", attack("c", place="strelsau", quote="the attack"), published="2026-04-01")
    assert groups(entities.join([dated, soon])) == [("a~attack-1", "b~attack-1")]
    assert len(entities.join([dated, late]).attacks) == 2


def test_a_report_without_a_date_that_fits_two_attacks_joins_neither() -> None:
    records = entities.join(
        [
            extraction("a", attack("a", place="strelsau", date="2024-03-22"), published="2024-03-24"),
            extraction("b", attack("b", place="strelsau", date="2024-03-28"), published="2024-03-29"),
            extraction("c", attack("c", place="strelsau", quote="the attack"), published="2024-04-01"),
        ]
    )
    assert sorted(groups(records)) == [("a~attack-1",), ("b~attack-1",), ("c~attack-1",)]


def test_an_attack_of_the_register_keeps_its_id() -> None:
    known = Entity("zenda-siege", "Attack", "Siege of Zenda", known=True)
    records = entities.join(
        [
            extraction("a", attack("a", name="Siege of Zenda"), entities=(known,)),
            extraction(
                "b", attack("b", name="Siege of Zenda", place="zenda", date="1894"), entities=(known,)
            ),
        ]
    )
    (joined,) = records.attacks
    assert (joined.id, joined.name, joined.date) == ("zenda-siege", "Siege of Zenda", "1894")
    assert [one for one in records.entities if one.id == "zenda-siege"] == [known]


def test_an_attack_never_takes_the_id_of_another_entity() -> None:
    taken = Entity("zenda-attack-1894", "Publication", "Zenda Attack 1894")
    records = entities.join([extraction("a", attack("a", place="zenda", date="1894"), entities=(taken,))])
    assert records.attacks[0].id == "zenda-attack-1894-2"


def test_perpetrators_and_responsibility_come_from_the_claims_alone() -> None:
    one = attack("a", place="zenda", date="2024-03-22")
    base = extraction("a", one, by="blue-army")
    claimed = replace(
        base.claims[0], id="c-2", relation="CLAIMED_RESPONSIBILITY", status="claimed", quote="We did it"
    )
    denied = replace(
        base.claims[0],
        id="c-3",
        subject="sylvania",
        relation="INVOLVED_IN",
        status="disputed",
        denied_by=(Denial("sylvania", "a", "no", 0, 2),),
    )
    denial = replace(denied, id="c-4", polarity="negative", status="denied", asserted_by=("sylvania",))
    records = entities.join([replace(base, claims=(*base.claims, claimed, denied, denial))])
    (joined,) = records.attacks
    assert [(p.entity, p.relation, p.status) for p in joined.perpetrators] == [
        ("blue-army", "CLAIMED_RESPONSIBILITY", "claimed"),
        ("blue-army", "PERPETRATED", "unattributed"),
    ]
    assert [(p.entity, p.status) for p in joined.also_accused] == [("sylvania", "disputed")]
    assert joined.claim_of_responsibility is not None
    assert joined.claim_of_responsibility.by == "blue-army"
    assert [quote.quote for quote in joined.claim_of_responsibility.quotes] == ["We did it"]


def test_claim_ids_do_not_change() -> None:
    base = extraction("a", attack("a", place="zenda"), by="blue-army")
    assert [c.id for c in entities.join([base]).claims] == [c.id for c in base.claims]


def test_reports_can_be_joined_without_documents() -> None:
    joined = join_attacks(
        [attack("a", place="zenda", date="2024-03-22"), attack("b", place="zenda", date="2024-03-22")],
        BY_ID,
        published={"a": "2024-03-23"},
        actors={"a~attack-1": [BLUE.id], "b~attack-1": [BLUE.id]},
    )
    assert [one.joined for one in joined] == [("a~attack-1", "b~attack-1")]
    assert "both name blue-army" in joined[0].join_reasons[0]


REPORTS = st.builds(
    attack,
    st.just("x"),
    kind=st.sampled_from(["attack", "bombing", "suicide bombing", "shooting", "killing", "foiled plot"]),
    place=st.sampled_from([None, *BY_ID]),
    date=st.sampled_from([None, "2024", "2024-03", "2024-03-22", "2024-03-23", "2024-04-02"]),
    killed=st.sampled_from([None, 3, 12]),
    quote=st.sampled_from(["an attack", "the attack"]),
)


def _named(reports: list[tuple[Attack, str | None, str | None]]) -> list[Extraction]:
    return [
        extraction(
            f"d{number}",
            replace(
                report,
                id=f"d{number}~attack-1",
                documents=(f"d{number}",),
                casualties=tuple(replace(f, id=f"f-{number}", doc=f"d{number}") for f in report.casualties),
                mentions=tuple(replace(m, doc=f"d{number}") for m in report.mentions),
            ),
            published=published,
            by=by,
        )
        for number, (report, published, by) in enumerate(reports)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            REPORTS, st.sampled_from([None, "2024-03-24", "2024-05-30"]), st.sampled_from([None, "blue-army"])
        ),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_documents_does_not_matter(
    reports: list[tuple[Attack, str | None, str | None]], random: Random
) -> None:
    ordered = _named(reports)
    shuffled = list(ordered)
    random.shuffle(shuffled)
    records = entities.join(ordered)
    assert entities.join(shuffled) == records
    reported = sorted(local for one in records.attacks for local in one.joined)
    assert reported == sorted(e.attacks[0].id for e in ordered)
    assert len({one.id for one in records.attacks}) == len(records.attacks)
    ids = {entity.id for entity in records.entities}
    for claim in records.claims:
        assert {claim.subject, claim.object} <= ids
