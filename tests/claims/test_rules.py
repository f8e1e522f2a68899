"""Claims assembled from frames: merged, counted once, with stable ids and reasons."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kg.claims.confidence import Scale
from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Document, Extraction

HERE = Path(__file__).parent


@cache
def reader() -> Reader:
    return Reader(load(HERE / "frame_actors.yaml"))


def document(text: str, before: str = "") -> Document:
    whole = Document(id="t", file="t.txt", start=0, end=len(text), sha256="0", content=text)
    return replace(whole, start=len(before), end=len(before) + len(text)) if before else whole


def extract(text: str, before: str = "") -> Extraction:
    return RulesExtractor().extract(reader().read(document(text, before)))


def test_repeats_of_one_asserter_are_one_claim_with_its_other_words() -> None:
    text = (
        "Sudan accused Chad of arming the Northern Front. "
        "Sudan again accused Chad of arming the Northern Front."
    )
    (claim,) = extract(text).claims
    assert claim.quote == "Sudan accused Chad of arming the Northern Front."
    assert [also.quote for also in claim.also] == ["Sudan again accused Chad of arming the Northern Front."]


def test_another_asserter_makes_another_claim() -> None:
    text = "Sudan accused Chad of arming the Northern Front. Kenya said that Chad arms the Northern Front."
    assert {claim.asserted_by for claim in extract(text).claims} == {("sudan",), ("kenya",)}


def test_what_is_said_outright_is_the_main_quote() -> None:
    text = "Chad may have armed the Northern Front. Chad armed the Northern Front."
    (claim,) = extract(text).claims
    assert (claim.modality, claim.quote) == ("asserted", "Chad armed the Northern Front.")


def test_a_denial_of_several_claims_is_written_once_and_names_them_all() -> None:
    text = (
        "Sudan accuses Chad of arming the Northern Front. Kenya says Chad arms the Northern Front. "
        "Chad denied that Chad arms the Northern Front."
    )
    claims = extract(text).claims
    (denial,) = [claim for claim in claims if claim.polarity == "negative"]
    said = [claim for claim in claims if claim.polarity == "positive"]
    assert set(denial.denies) == {claim.id for claim in said}
    assert {claim.status for claim in said} == {"disputed"}


def test_ids_depend_on_what_is_said_and_where() -> None:
    first = extract("Chad arms the Northern Front.").claims
    assert first == extract("Chad arms the Northern Front.").claims
    assert first[0].id != extract("Kenya arms the Northern Front.").claims[0].id


def test_offsets_are_those_of_the_file() -> None:
    (claim,) = extract("Sudan said that Chad may arm the Northern Front.", before="x" * 100).claims
    assert (claim.start, claim.hedge_cues[0].start) == (100, 121)


def test_the_features_name_construction_voice_and_hedge() -> None:
    scale = Scale(weights={"construction: active": 0.3, "voice: verb": 0.2, "hedge: accused": 0.1})
    reading = reader().read(document("Sudan accused Chad of arming the Northern Front."))
    (claim,) = RulesExtractor(scale).extract(reading).claims
    assert claim.reasons == ("construction: active (+0.30)", "voice: verb (+0.20)", "hedge: accused (+0.10)")
    assert claim.confidence == 0.65


def test_a_document_without_a_claim_gives_none() -> None:
    assert extract("It rained for three days in the hills.").claims == ()


@pytest.mark.parametrize(
    "words", ["and Chad " * 300, "said that " * 300, "who denied that " * 200, "“ ‘ " * 300]
)
def test_hostile_sentences_are_read(words: str) -> None:
    assert isinstance(extract(f"Sudan said that Chad {words} arms the Northern Front."), Extraction)
