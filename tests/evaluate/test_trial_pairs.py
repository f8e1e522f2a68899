"""The trial of a trained part: pairs of actors, masked features, claims only where the rules say nothing."""

from functools import cache
from pathlib import Path

from benchmarks.trial_pairs import Model, features, pairs
from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Document, Reading

ACTORS = Path(__file__).parents[1] / "claims/frame_actors.yaml"


@cache
def reader() -> Reader:
    return Reader(load(ACTORS))


def read(text: str) -> Reading:
    return reader().read(Document(id="t", file="t.txt", start=0, end=len(text), sha256="0", content=text))


def test_pairs_are_actors_of_one_sentence() -> None:
    reading = read("Chad fought the Northern Front near Tarin. Kenya was silent.")
    assert [(pair.first, pair.second) for pair in pairs(reading)] == [("chad", "northern-front")]


def test_no_feature_has_a_name() -> None:
    reading = read("Kenya and Chad fought the Northern Front and Black Heron near Tarin.")
    found = {name.lower() for pair in pairs(reading) for name in features(reading, pair)}
    assert not [name for name in found if any(word in name for word in ("chad", "kenya", "heron", "tarin"))]
    assert any("fight" in name for name in found)


def test_the_model_speaks_only_where_the_rules_are_silent() -> None:
    readings = [
        read(f"{one} {verb} {other}.")
        for verb in ("fought", "praised")
        for one in ("Chad", "Kenya", "Sudan", "Mali")
        for other in ("the Northern Front", "Black Heron", "the Hill Guards")
    ]
    examples = [
        (reading, pair, "fought" in reading.document.content)
        for reading in readings
        for pair in pairs(reading)
    ]
    model = Model(examples)
    fought, praised = read("Algeria fought Black Heron."), read("Algeria praised Black Heron.")
    silent = RulesExtractor().extract(praised)
    (claim,) = model.add(fought, silent, 0.5).claims
    assert (claim.subject, claim.relation, claim.object) == ("algeria", "RIVAL_OF", "heron")
    assert claim.quote == "Algeria fought Black Heron."
    assert model.add(praised, silent, 0.5).claims == ()
    heard = RulesExtractor().extract(fought)
    assert model.add(fought, heard, 0.5).claims == heard.claims
