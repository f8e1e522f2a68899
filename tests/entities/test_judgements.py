"""Lines of judgements: read strictly, written whole, merged in any order, taken back without a trace."""

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.entities.judgements import (
    ChangedUnderneath,
    Judgement,
    Ledger,
    Named,
    append,
    from_line,
    read,
    to_line,
)
from kg.entities.settled import settle
from kg.errors import JudgementError

SAME = Judgement("entity", "al-noor", "same", "al-nour", who="ana", why="one emblem")
APART = Judgement("entity", "al-nour", "different", "al-noor", who="ben")
REJECT = Judgement("claim", "c-1", "rejected", who="ana")
CORRECT = Judgement(
    "claim",
    "c-2",
    "corrected",
    fields={"subject": "sudan", "asserted_by": ["chad", "“some analysts”"], "act": None},
    entities=(Named("sudan", "State", "Sudan"),),
)


def ledger(*judgements: Judgement) -> Ledger:
    return Ledger().joined_by(judgements)


@pytest.mark.parametrize(
    "judgement", [SAME, APART, REJECT, CORRECT, replace(REJECT, why="a\nb\x00“ü”", again=2)]
)
def test_a_line_says_what_the_judgement_says(judgement: Judgement) -> None:
    line = to_line(judgement)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert from_line(line, "here:1") == judgement
    assert from_line(line, "here:1").id == judgement.id


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "judgements.jsonl"
    assert read(path).lines == ()
    append(path, [SAME, REJECT])
    found = append(path, [CORRECT, SAME])
    assert [line.judgement for line in found.lines] == [SAME, REJECT, CORRECT]
    assert [line.number for line in found.lines] == [1, 2, 3]
    assert read(path) == found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not a line of JSON, or not a whole one"),
        ("[]", "JSON object"),
        ('{"about": "claim", "one": "c"}', "decision is missing"),
        ('{"about": "claim", "one": "c", "decision": "good"}', "can't say 'good'"),
        ('{"about": "weather", "one": "c", "decision": "same"}', "'weather'"),
        ('{"about": "entity", "one": "a", "decision": "same"}', "the other one is missing"),
        ('{"about": "entity", "one": "a", "other": "a", "decision": "same"}', "one thing already"),
        (
            '{"about": "entity", "one": "d~attack-1", "other": "a", "decision": "same"}',
            "judge it as an attack",
        ),
        ('{"about": "claim", "one": "c", "decision": "rejected", "colour": 1}', "no field 'colour'"),
        ('{"about": "claim", "one": "c", "decision": "rejected", "who": 7}', "who is no text"),
        ('{"about": "claim", "one": "c", "decision": "corrected"}', "a correction needs some"),
        ('{"about": "claim", "one": "c", "decision": "corrected", "fields": {"quote": "x"}}', "'quote'"),
        (
            '{"about": "claim", "one": "c", "decision": "corrected", "fields": {"relation": "LIKES"}}',
            "'LIKES'",
        ),
        ('{"about": "claim", "one": "c", "decision": "corrected", "fields": {"asserted_by": [""]}}', "list"),
        ('{"about": "claim", "one": "c", "decision": "corrected", "fields": {"subject": null}}', "subject"),
        ('{"about": "claim", "one": "c", "decision": "corrected", "fields": {"valid": "soon"}}', "'soon'"),
        ('{"about": "entity", "one": "a b", "other": "c", "decision": "same"}', "'a b' can be no id"),
        ('{"about": "publisher", "one": "Hill Gazette", "decision": "7"}', "A or B"),
        ('{"id": "j-0", "about": "claim", "one": "c", "decision": "rejected"}', "the line was changed"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_number(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(to_line(SAME) + b"\n" + line.encode() + b"\n")
    with pytest.raises(JudgementError) as error:
        read(path)
    assert told in str(error.value)
    assert error.value.where == f"{path}:3"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"fields": {"asserted_by": ["“\ud800”"]}}, "is no speaker"),
        ({"fields": {"act": None}, "entities": {"x": ["Group", "a\x00b"]}}, "no name that can be shown"),
        ({"fields": {"act": None}, "entities": {"x": ["Attack", "A bomb"]}}, "'x' can be no 'Attack'"),
    ],
)
def test_nothing_that_cannot_be_stored_gets_in(more: dict[str, Any], told: str) -> None:
    line = json.dumps({"about": "claim", "one": "c", "decision": "corrected"} | more)
    with pytest.raises(JudgementError, match=told):
        from_line(line.encode(), "here:1")


def test_a_line_without_an_id_or_an_end_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"about": "claim", "one": "c-1", "decision": "rejected", "who": "ana"}', "utf-8")
    assert [line.judgement for line in append(path, [SAME]).lines] == [REJECT, SAME]


def test_a_judgement_can_be_taken_back_and_made_again(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    undo = Judgement("judgement", REJECT.id, "revoked")
    for new in (REJECT, undo, REJECT, REJECT):
        found = append(path, [new])
    assert [line.judgement.again for line in found.lines] == [0, 0, 1]
    assert [line.judgement.again for line in found.active()] == [1]
    found = append(
        path, [Judgement("judgement", undo.id, "revoked"), replace(undo, one=found.lines[2].judgement.id)]
    )
    assert [line.judgement for line in found.active()] == [REJECT]
    assert append(path, [undo]).active() == ()
    assert found.find(undo.id[:8]).judgement == undo
    with pytest.raises(JudgementError, match="no such judgement"):
        found.find("j-none")


def test_who_has_not_seen_the_latest_lines_is_told(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    seen = read(path).version
    append(path, [SAME], seen=seen)
    with pytest.raises(ChangedUnderneath):
        append(path, [REJECT], seen=seen)
    assert [line.judgement for line in read(path).lines] == [SAME]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="can't be read or written"):
        append(tmp_path, [SAME])
    with pytest.raises(JudgementError, match="can't be read or written"):
        read(tmp_path)


def _writes(path: Path, name: str) -> None:
    for number in range(25):
        append(path, [Judgement("claim", f"{name}-{number}", "accepted", who=name * 200)])


@pytest.mark.slow
def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_writes, args=(path, name)) for name in ("ana", "ben")]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    names = {line.judgement.one for line in read(path).lines}
    assert names == {f"{name}-{number}" for name in ("ana", "ben") for number in range(25)}


def test_what_is_one_with_one_thing_is_one() -> None:
    settled = settle(ledger(SAME, Judgement("entity", "al-nour", "same", "noor-army")))
    assert settled.entities.kept == {"al-nour": "al-noor", "noor-army": "al-noor"}
    assert settled.entities.groups == (frozenset({"al-noor", "al-nour", "noor-army"}),)


def test_who_stays_does_not_depend_on_who_comes_later() -> None:
    both = ledger(SAME, Judgement("entity", "al-noor", "same", "a-noor"))
    assert settle(both).entities.kept == {"a-noor": "al-noor", "al-nour": "al-noor"}
    circle = ledger(SAME, Judgement("entity", "al-nour", "same", "al-noor", who="ben"))
    assert settle(circle).entities.kept == {"al-nour": "al-noor"}


def test_contradictions_are_told_with_their_lines_and_hold_neither_way() -> None:
    settled = settle(ledger(REJECT, SAME, APART))
    assert settled.entities.kept == {}
    assert settled.entities.apart == frozenset()
    (told,) = settled.contradictions
    assert told.told().startswith("lines 2 and 3 contradict each other (different, same)")
    assert settled.claims["c-1"].review == "rejected"


def test_a_contradiction_by_way_of_a_third_is_one() -> None:
    lines = [
        Judgement("entity", "a", "same", "b"),
        Judgement("entity", "b", "same", "c"),
        Judgement("entity", "c", "same", "d"),
        Judgement("entity", "a", "different", "c"),
    ]
    settled = settle(ledger(*lines))
    assert settled.entities.groups == (frozenset({"c", "d"}),)
    assert {line.number for line in settled.contradictions[0].lines} == {1, 2, 4}


def test_unsure_holds_nothing_up() -> None:
    settled = settle(ledger(SAME, replace(SAME, decision="unsure", who="ben")))
    assert settled.entities.kept == {"al-nour": "al-noor"}
    assert ("al-noor", "al-nour") in settled.looked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (REJECT, replace(REJECT, decision="accepted", who="ben")),
        (CORRECT, replace(CORRECT, decision="rejected", fields={}, entities=())),
        (CORRECT, replace(CORRECT, fields={"subject": "chad"}, entities=())),
        (Judgement("publisher", "Hill Gazette", "B"), Judgement("publisher", "Hill Gazette", "D")),
        (Judgement("credibility", "c-1", "1"), Judgement("credibility", "c-1", "6")),
    ],
)
def test_two_who_decide_differently_decide_nothing(one: Judgement, other: Judgement) -> None:
    settled = settle(ledger(one, other))
    assert (settled.claims, settled.ratings) == ({}, ())
    assert len(settled.contradictions) == 1
    assert settle(ledger(other, one)).contradictions[0].told() == settled.contradictions[0].told()


def test_corrections_of_different_fields_go_together() -> None:
    more = replace(CORRECT, fields={"modality": "hinted"}, entities=(), who="ben")
    settled = settle(ledger(CORRECT, more))
    assert settled.claims["c-2"].fields == {**CORRECT.fields, "modality": "hinted"}
