"""Confidence: features by name, weights as data, an order for the review and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kg.claims import confidence
from kg.claims.confidence import Scale
from kg.claims.confidence_features import FAMILIES
from kg.claims.rules import RulesExtractor
from kg.errors import SchemaError
from kg.mentions import Reader
from kg.mentions import load as load_register
from kg.model import Claim, Document
from kg.schema import load as load_schema

HERE = Path(__file__).parent


class Bare(Scale):
    """Gives all features as reasons."""

    def reasons(self, features: Sequence[str]) -> tuple[str, ...]:
        return tuple(features)


@cache
def reader() -> Reader:
    return Reader(load_register(HERE / "frame_actors.yaml"))


def claims(words: str, scale: Scale | None = None, **about: str) -> tuple[Claim, ...]:
    document = Document(id="t", file="t.txt", start=0, end=len(words), sha256="0", content=words)
    reading = reader().read(replace(document, **about))  # type: ignore[arg-type]
    return RulesExtractor(scale).extract(reading).claims


def features(words: str, **about: str) -> set[str]:
    """The features of the first claim in a text."""
    return set(claims(words, Bare(), **about)[0].reasons)


FILLER = ", which quarrelled with almost all of its neighbours for years and years,"


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Chad arms the Northern Front.", "construction: active"),
        ("Chad arms the Northern Front.", "kind: sponsorship"),
        ("Maria Torres, the leader of the Northern Front, resigned.", "kind: office"),
        ("Sudan accused Chad of arming the Northern Front.", "hedge: accused"),
        ("Sudan accused Chad of arming the Northern Front.", "voice: verb"),
        ("Sudan fights Chad. It arms the Northern Front.", "kind: hostile"),
        ("Chad does not arm the Northern Front.", "polarity: negative"),
        ("Chad may have armed the Northern Front. Chad armed the Northern Front.", "said again"),
        (f"Chad{FILLER} arms the Northern Front.", "ends: far apart"),
        (f"Chad{FILLER} arms the Northern Front.", "trigger: far from an end"),
        (f"Chad{FILLER} arms the Northern Front.", "parse: another clause between the ends"),
        ("Chad and its neighbour Sudan have long been known to arm the Northern Front.", "ends: apart"),
        ("Chadian troops attacked the Northern Front.", "subject: described"),
        (
            "Chad has armed Black Heron, the Hill Guards, the Northern Front and the River Council.",
            "ends: one pair of many",
        ),
    ],
)
def test_a_feature_is_named(text: str, feature: str) -> None:
    assert feature in features(text)


def test_a_plain_claim_has_no_reason_for_doubt() -> None:
    assert features("Chad arms the Northern Front.") == {"construction: active", "kind: sponsorship"}


def test_rewritten_text_is_a_feature() -> None:
    assert "text: rewritten" in features("Chad arms the Northern Front.", text="rewritten")
    assert "text: translated" in features("Chad arms the Northern Front.", text="translated")
    assert not [
        name for name in features("Chad arms it. Chad arms the Hill Guards.") if name.startswith("text")
    ]


def test_names_that_no_register_has_are_a_feature() -> None:
    (claim,) = claims("Chad arms the Popular Army of Kanem.", Bare())
    assert "object: name not in the register" in claim.reasons


def test_only_confidence_and_reasons_depend_on_the_scale() -> None:
    text = (
        "Sudan accused Chad of arming the Northern Front. Chad denied it. The Hill Guards, allies of Sudan, "
        "said they had killed Daniel Wong near Tarin."
    )
    one, other = claims(text), claims(text, Scale(-9.0, {"construction: active": 5.0}))
    assert len(one) > 2
    assert {claim.confidence for claim in one} != {claim.confidence for claim in other}
    assert [replace(claim, confidence=None, reasons=()) for claim in one] == [
        replace(claim, confidence=None, reasons=()) for claim in other
    ]


def test_every_claim_has_a_confidence_between_nothing_and_certainty() -> None:
    text = "Sudan accused Chad of arming the Northern Front. Chad denied arming the Northern Front."
    for scale in (None, Scale(50.0), Scale(-50.0)):
        for claim in claims(text, scale):
            assert claim.confidence is not None
            assert 0 <= claim.confidence <= 1


def test_reasons_are_ordered_by_what_they_moved() -> None:
    scale = Scale(0.0, {"a": 0.2, "b": -0.9, "c": 0.2, "d": 0.01})
    assert scale.reasons(["a", "b", "c", "d", "e"]) == ("b (-0.90)", "a (+0.20)", "c (+0.20)")


def test_the_committed_weights_name_features_that_exist() -> None:
    scale = confidence.load()
    beginnings = {name.partition(":")[0] for name in scale.weights}
    assert scale.weights
    assert beginnings <= {
        *("construction", "kind", "voice", "hedge", "subject", "object", "ends", "trigger", "parse"),
        *("sentence", "polarity", "text", "said again", "role in passing", "denied in the same document"),
        *("denial", "denial in the same words"),
    }
    assert all(abs(weight) < 3 for weight in scale.weights.values())


def test_every_family_is_of_relations_of_the_schema() -> None:
    assert set(FAMILIES) <= set(load_schema().relations)


def test_weights_that_are_none_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "lexicon", lambda _: {"base": "high"})
    with pytest.raises(SchemaError, match="no weights"):
        confidence.load.__wrapped__()
