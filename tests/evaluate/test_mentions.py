"""Mentions: spans, flags, and the entity that each is linked to."""

from dataclasses import replace

import pytest

from kg.model import Entity, Mention, Records
from tests.evaluate.conftest import Case


def test_a_wrong_span_is_missed_and_false_but_overlaps(case: Case) -> None:
    mention = case.mention("m03")
    scores = case.score(case.with_mention("m03", end=mention.end - 1))
    assert scores.value("mentions.recall") == pytest.approx(27 / 28)
    assert scores.value("mentions.precision") == pytest.approx(27 / 28)
    assert scores.value("mentions.lenient.f1") == 1.0
    assert scores.value("triples.core.f1") == 1.0


def test_another_entity_is_linked_wrongly(case: Case) -> None:
    scores = case.score(case.with_mention("m03", entity="sorrel"))
    assert scores.value("mentions.f1") == 1.0
    assert scores.value("linked") == pytest.approx(27 / 28)
    assert scores.value("linked.plain") == pytest.approx(23 / 24)


def test_flags_are_scored_apart(case: Case) -> None:
    without = replace(
        case.records, mentions=tuple(one for one in case.records.mentions if not (one.demonym or one.nested))
    )
    scores = case.score(without)
    assert scores.value("mentions.demonym.recall") == 0.0
    assert scores.value("mentions.nested.recall") == 0.0
    assert scores.value("mentions.plain.f1") == 1.0
    assert scores.value("mentions.recall") == pytest.approx(25 / 28)


def test_a_span_with_another_flag_is_right(case: Case) -> None:
    scores = case.score(case.with_mention("m10", demonym=False))
    assert scores.value("mentions.plain.precision") == 1.0
    assert scores.value("mentions.demonym.recall") == 1.0


def test_described_mentions_that_the_gold_leaves_out_are_not_counted(case: Case) -> None:
    claim = case.claim("a5")
    words = Mention(
        "m99", "a_01", claim.start, claim.start + 14, "Some villagers", "villagers", described=True
    )
    entity = Entity("villagers", "Population", "villagers", described=True)

    def plus(mention: Mention) -> Records:
        return replace(
            case.records,
            mentions=(*case.records.mentions, mention),
            entities=(*case.records.entities, entity),
        )

    assert case.score(plus(words)).value("mentions.precision") == 1.0
    assert case.score(plus(replace(words, described=False))).value("mentions.precision") == pytest.approx(
        28 / 29
    )
