"""Joined records back to single documents: nothing that is said gets lost, and nonsense is refused."""

from dataclasses import replace
from typing import Any

import pytest

from kg import entities, pipeline
from kg.errors import DocumentError
from kg.graph import status
from kg.model import Attack, Claim, Document, Entity, Mention, Records
from tests.graph import story


def _again(records: Records) -> Records:
    """The records parted by document and joined once more."""
    return pipeline.joined(entities.part(replace(records, claims=status.alone(records.claims))))


def test_parted_records_join_to_the_same_ones(sample_records: Records) -> None:
    again = _again(sample_records)
    assert again.documents == sample_records.documents
    assert again.mentions == sample_records.mentions
    assert again.claims == sample_records.claims
    assert [_kept(attack) for attack in again.attacks] == [_kept(a) for a in sample_records.attacks]
    left = {entity.id: entity for entity in again.entities}
    named = {mention.entity for mention in sample_records.mentions}
    assert all(left[entity.id] == entity for entity in sample_records.entities if entity.id in named)


def _kept(attack: Attack) -> Attack:
    """What is kept of an attack: why reports were joined is told anew, from the joined date and place."""
    return replace(attack, join_reasons=())


def test_each_document_gets_its_own_report_of_an_attack() -> None:
    records = pipeline.joined(story.all_four())
    (attack,) = records.attacks
    parted = {extraction.document.id: extraction for extraction in entities.part(records)}
    (report,) = parted["tribune-1"].attacks
    assert report.id == "tribune-1~attack-1"
    assert (report.date, report.place) == (attack.date, attack.place)
    assert [figure.value for figure in report.casualties] == [14]
    assert {claim.object for claim in parted["tribune-1"].claims if claim.relation == "PERPETRATED"} == {
        report.id
    }
    assert parted["wire-2"].attacks == ()


def test_what_other_documents_deny_is_taken_off() -> None:
    records = pipeline.joined(story.all_four())
    (claim,) = (claim for claim in records.claims if claim.id == "wire-1-c1")
    (own,) = (claim for claim in status.alone(records.claims) if claim.id == "wire-1-c1")
    assert (claim.status, len(claim.denied_by)) == ("disputed", 1)
    assert (own.status, own.denied_by) == ("alleged", ())


def _claim(**changes: Any) -> Records:
    text = "Ava said Bor arms Cil."
    document = replace(story.document("wire-1", text), id="d")
    claim = Claim("c", "d", "bor", "SUPPORTS", "cil", "Bor arms Cil", 9, 21, asserted_by=("ava",))
    return Records(
        documents=(document,),
        mentions=(Mention("m", "d", 9, 12, "Bor", "bor"),),
        entities=tuple(Entity(name, "Group", name.title()) for name in ("ava", "bor", "cil")),
        claims=(replace(claim, **changes),),
    )


def test_sound_records_are_taken() -> None:
    assert [extraction.document.id for extraction in entities.part(_claim())] == ["d"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quote": "Bor arms Dor"}, "d:9: c quotes words that do not stand there"),
        ({"start": -3}, "quotes words that do not stand there"),
        ({"doc": "e"}, "quotes words that do not stand there"),
        ({"subject": "dor"}, "c: no record describes 'dor'"),
        ({"asserted_by": ("dor",)}, "no record describes 'dor'"),
        ({"relation": "LIKES"}, "c: the schema has no relation 'LIKES'"),
        ({"status": "true"}, "the schema has no status 'true'"),
        ({"review": "?"}, "the schema has no review '\\?'"),
    ],
)
def test_a_claim_that_does_not_hold_together_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        entities.part(_claim(**changes))


def test_other_records_that_do_not_hold_together_are_refused() -> None:
    sound = _claim()
    document: Document = sound.documents[0]
    for wrong, message in (
        (
            replace(sound, documents=(replace(document, sha256="0"),)),
            "d: the text is not the one of its hash",
        ),
        (replace(sound, claims=sound.claims * 2), "c: two records have this id"),
        (replace(sound, mentions=(replace(sound.mentions[0], text="Bar"),)), "m quotes words"),
        (replace(sound, entities=(replace(sound.entities[0], type="Ghost"), *sound.entities[1:])), "'Ghost'"),
    ):
        with pytest.raises(DocumentError, match=message):
            entities.part(wrong)
