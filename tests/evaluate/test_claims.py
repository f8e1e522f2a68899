"""Each error changes the figures that it should, and no other."""

import random
from dataclasses import replace

import pytest

from kg.model import Denial, Records, Unnamed
from tests.evaluate.conftest import Case, Spoil

TRIPLES = {"triples.core.f1"}
SPONSORSHIP = TRIPLES | {"triples.sponsorship.f1"}


def test_perfect_records_are_perfect(case: Case) -> None:
    scores = case.score(case.records)
    for name, measure in scores.measures.items():
        expected = 0.0 if name.startswith(("grave.", "figures.from_totals")) else 1.0
        assert measure.value in {expected, None}, name
    assert scores.errors == ()
    assert scores.aside == {"mirror": 1}
    assert scores.value("triples.core.f1") == 1.0


def test_counts_of_the_perfect_records(case: Case) -> None:
    measures = case.score(case.records).measures
    assert (measures["triples.core.recall"].right, measures["triples.core.recall"].of) == (9, 9)
    assert measures["triples.all.recall"].of == 10
    assert measures["triples.sponsorship.recall"].of == 3
    assert measures["denials"].of == 1
    assert measures["figures.recall"].of == 3
    assert measures["attacks.merged"].of == 2


def test_order_and_ids_do_not_matter(case: Case) -> None:
    rng = random.Random(7)
    r = case.records
    shuffled = Records(
        documents=tuple(rng.sample(r.documents, len(r.documents))),
        mentions=tuple(rng.sample(r.mentions, len(r.mentions))),
        entities=tuple(rng.sample(r.entities, len(r.entities))),
        claims=tuple(rng.sample(r.claims, len(r.claims))),
        attacks=tuple(rng.sample(r.attacks, len(r.attacks))),
    )
    assert case.score(shuffled) == case.score(case.records)
    assert case.moved(renamed(case.records)) == set()


def renamed(records: Records) -> Records:
    """The same records under other entity ids."""

    def new(key: str) -> str:
        return f"z-{key[::-1]}"

    return Records(
        documents=records.documents,
        entities=tuple(replace(one, id=new(one.id)) for one in records.entities),
        mentions=tuple(replace(one, entity=new(one.entity)) for one in records.mentions),
        attacks=tuple(
            replace(
                one,
                id=new(one.id),
                place=one.place and new(one.place),
                perpetrators=tuple(replace(p, entity=new(p.entity)) for p in one.perpetrators),
            )
            for one in records.attacks
        ),
        claims=tuple(
            replace(
                one,
                subject=new(one.subject),
                object=new(one.object),
                asserted_by=tuple(new(a) if isinstance(a, str) else a for a in one.asserted_by),
                denied_by=tuple(replace(d, entity=new(d.entity)) for d in one.denied_by),
            )
            for one in records.claims
        ),
    )


@pytest.mark.parametrize(
    ("key", "changes", "expected"),
    [
        ("a1", {"relation": "COOPERATES_WITH"}, SPONSORSHIP | {"deniers"}),  # none is left to judge
        ("a7", {"subject": "lake-militia", "object": "reed-front"}, set()),  # symmetric
        ("a3", {"subject": "depot-bombing", "object": "reed-front"}, TRIPLES | {"grave.reversed"}),
        ("b2", {"polarity": "positive"}, SPONSORSHIP | {"grave.negation"}),
        ("a3", {"polarity": "negative"}, TRIPLES),
        ("a3", {"asserted_by": ("sorrel",)}, {"asserter", "grave.asserter"}),
        ("a3", {"asserted_by": ()}, {"asserter"}),
        ("a3", {"asserted_by": (Unnamed("a spokesman"),)}, {"asserter"}),
        ("a7", {"asserted_by": ("sorrel",)}, {"asserter", "grave.asserter"}),
        ("a5", {"asserted_by": (Unnamed("villagers in the hills"),)}, set()),
        ("a5", {"asserted_by": (Unnamed("some diplomats"),)}, {"asserter"}),
        ("a5", {"relation": "OPERATES_IN"}, set()),  # alternative
        ("a5", {"modality": "asserted"}, {"modality", "grave.hedge"}),
        ("a5", {"modality": "hinted"}, {"modality"}),
        ("b3", {"modality": "reported"}, set()),  # alternative
        ("b1", {"status": "unattributed"}, set()),  # alternative
        ("b1", {"asserted_by": ("melos-post",)}, set()),  # alternative
        ("a3", {"status": "claimed"}, {"status"}),
        ("b3", {"subject": "kessa"}, set()),  # equivalent
        ("a5", {"hedge_cues": ()}, {"hedge.core.f1"}),
        ("a1", {"qualifiers": {"support": ["weapons"]}}, {"support.core.f1"}),
        ("a1", {"qualifiers": {"support": ["weapons", "training", "funding"]}}, {"support.core.f1"}),
    ],
)  # fmt: skip
def test_one_error_moves_its_figures_alone(
    case: Case, key: str, changes: dict[str, object], expected: set[str]
) -> None:
    assert case.moved(case.with_claim(key, **changes)) == expected


def test_missed_and_false_claims(case: Case) -> None:
    missed = case.score(case.without_claim("a3"))
    assert missed.value("triples.core.recall") == pytest.approx(8 / 9)
    assert missed.value("triples.core.precision") == 1.0
    false = case.score(case.plus_claim("a3", subject="lake-militia"))
    assert false.value("triples.core.precision") == pytest.approx(9 / 10)
    assert false.value("triples.core.recall") == 1.0
    assert false.value("triples.sponsorship.f1") == 1.0


def test_a_repeat_is_false(case: Case) -> None:
    scores = case.score(case.plus_claim("a3", asserted_by=()))
    assert scores.value("triples.core.precision") == pytest.approx(9 / 10)
    assert scores.value("asserter.core") == 1.0, "the one with the right asserter is paired"
    assert [one.cause for one in scores.errors] == ["repeat"]


def test_other_words_are_another_claim(case: Case) -> None:
    start = case.claim("a7").start
    scores = case.score(case.with_claim("a3", start=start, end=start + 5))
    assert scores.value("triples.core.recall") == pytest.approx(8 / 9)
    assert sorted(one.cause for one in scores.errors) == ["words", "words"]


def test_a_doubtful_claim_costs_no_recall(case: Case) -> None:
    assert case.moved(case.without_claim("b4")) == set()


def test_a_context_claim_is_neither_right_nor_wrong_for_core(case: Case) -> None:
    assert case.moved(case.without_claim("a6")) == set()
    assert case.score(case.without_claim("a6")).value("triples.all.recall") == pytest.approx(9 / 10)


def test_exclusions(case: Case) -> None:
    place = next(one for one in case.gold.excluded if one.id == "x2")
    aside = case.plus_claim("a7", subject="sorrel", object="dorne", start=place.start, end=place.end)
    assert case.moved(aside) == set()
    assert case.score(aside).aside == {"excluded": 1, "mirror": 1}
    place = next(one for one in case.gold.excluded if one.id == "x1")
    wrong = case.plus_claim("b3", doc="a_01", subject="sorrel", start=place.start, end=place.end)
    assert case.moved(wrong) == SPONSORSHIP


def test_what_the_gold_does_not_cover_is_set_aside(case: Case) -> None:
    assert case.score(case.plus_claim("a3", relation="FRONT_FOR")).aside == {"mirror": 1, "relation": 1}
    assert case.score(case.plus_claim("a3", start=99_000, end=99_010)).aside == {"mirror": 1, "outside": 1}


def test_a_denial_counts_on_the_claim_or_as_its_own_record(case: Case) -> None:
    assert case.moved(case.without_claim("a2")) == set()
    only_mirror = case.with_claim("a1", denied_by=())
    assert case.score(only_mirror).value("denials") == 1.0
    neither = case.with_claims(replace(one, denied_by=()) for one in case.records.claims if one.id != "a2")
    assert case.score(neither).value("denials") == 0.0
    other = case.with_claim("a2", asserted_by=("lake-militia",), denies=())
    assert (
        case.score(replace(other, claims=tuple(replace(c, denied_by=()) for c in other.claims))).value(
            "denials"
        )
        == 0.0
    )


def test_a_wrong_denier(case: Case) -> None:
    wrong = Denial("lake-militia", "b_02", "x", 0, 1)
    scores = case.score(case.with_claim("b3", denied_by=(wrong,)))
    assert scores.value("deniers") == 0.5
    assert scores.value("denials") == 1.0


def test_a_denial_read_as_a_claim_has_lost_its_negation(case: Case) -> None:
    scores = case.score(case.with_claim("a2", polarity="positive", status="alleged"))
    assert scores.measures["grave.negation.core"].right == 1
    assert [one.cause for one in scores.errors] == ["negation"]


def test_a_population_stands_for_a_person(case: Case) -> None:
    types = {one.id: one.type for one in case.records.entities}
    assert types["delta-fishermen"] == "Population"
    assert case.score(case.without_claim("b1")).value("triples.core.recall") == pytest.approx(8 / 9)


def test_an_entity_split_in_two_is_right_once(case: Case) -> None:
    split = replace(
        case.records,
        mentions=tuple(
            replace(one, entity="reed-front-2") if one.id == "m02" else one for one in case.records.mentions
        ),
    )
    assert case.moved(split) == {"linked"}


def test_a_document_that_was_not_read_is_missed(case: Case) -> None:
    records = Records(
        documents=case.records.documents[:1],
        entities=case.records.entities,
        mentions=tuple(one for one in case.records.mentions if one.doc == "a_01"),
        claims=tuple(one for one in case.records.claims if one.doc == "a_01"),
    )
    scores = case.score(records)
    assert scores.unread == ("b",)
    assert {one.cause for one in scores.errors} == {"document"}
    assert scores.value("triples.core.recall") == pytest.approx(5 / 8)


def test_only_some_documents(case: Case) -> None:
    from kg.evaluate.scores import compare

    scores = compare(case.records, case.gold.only(["a"]), samples=0)
    assert scores.value("triples.core.f1") == 1.0
    assert scores.measures["triples.core.recall"].of == 5
    assert scores.measures["attacks.merged"].of == 1
    assert scores.aside == {"mirror": 1, "outside": 4}


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (lambda case: case.with_claim("a3", relation="TARGETS"), "relation"),
        (lambda case: case.with_claim("a3", object="convoy-ambush"), "end"),
        (lambda case: case.with_claim("a3", subject="depot-bombing", object="reed-front"), "reversed"),
        (lambda case: case.with_claim("a3", polarity="negative"), "polarity"),
        (lambda case: case.without_claim("a3"), "none"),
        (lambda case: case.without_claim("a5"), "subject-here"),
    ],
)
def test_causes_of_misses(case: Case, spoil: Spoil, cause: str) -> None:
    missed = [one for one in case.score(spoil(case)).errors if one.kind == "missed"]
    assert [one.cause for one in missed] == [cause]


def test_causes_when_a_name_was_not_recognised(case: Case) -> None:
    records = replace(
        case.without_claim("a5"),
        mentions=tuple(one for one in case.records.mentions if one.entity != "halden"),
    )
    assert [one.cause for one in case.score(records).errors] == ["object"]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"relation": "TARGETS"}, "relation"),
        ({"subject": "ana-voss"}, "subject"),
        ({"object": "convoy-ambush"}, "object"),
        ({"relation": "KILLED", "object": "ana-voss"}, "none"),
        ({"relation": "KILLED", "object": "nobody-known"}, "entity"),
    ],
)
def test_causes_of_false_claims(case: Case, changes: dict[str, str], cause: str) -> None:
    errors = case.score(case.plus_claim("a3", **changes)).errors
    assert [one.cause for one in errors] == [cause]
