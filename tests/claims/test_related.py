"""The trained model of relations: its file, what it may see, and what becomes of its answers."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from kg import schema
from kg.claims import attacks, frames, related, related_model
from kg.claims.attribution import Voices
from kg.claims.related_features import Sentences
from kg.claims.related_model import Guess, Model
from kg.claims.rules import RulesExtractor
from kg.errors import SchemaError
from kg.mentions import Reader
from kg.mentions.register import Actor, Register
from kg.mentions.register import load as load_register
from kg.model import Claim, Document, Reading
from kg.schema.files import folder

TEXTS = (
    "{a} has quietly bankrolled {b} for years, a diplomat said.",
    "A shell hit a market near {c} on Sunday, and {b} said that it was not behind the attack.",
    "Fighters of {b} were ferried across the border by {a}, whose envoy met them at {c}.",
)
NAMES = ("Varania", "Hill Front", "Porto Sel")
OTHERS = ("Kesh", "Army of the Seventh Oath", "Bandar Lume")


@cache
def reader(names: tuple[str, str, str]) -> Reader:
    state, group, place = names
    return Reader(
        Register(
            (
                Actor(id="a", type="State", name=state),
                Actor(id="b", type="Group", name=group),
                Actor(id="c", type="Location", name=place),
            )
        )
    )


def read(text: str, names: tuple[str, str, str] = NAMES) -> Reading:
    a, b, c = names
    content = text.format(a=a, b=f"the {b}", c=c)
    document = Document(id="t", file="t.txt", start=0, end=len(content), sha256="0", content=content)
    return attacks.find(reader(names).read(document)).reading


def guesses(reading: Reading) -> list[tuple[str, str, Guess]]:
    model = related_model.load()
    sentences = Sentences(reading, frames.find(reading))
    return [
        (
            close.pair.first,
            close.pair.second,
            model.guess(
                sentences.features(close.pair, close.way),
                sentences.kind(close.pair.first),
                sentences.kind(close.pair.second),
            ),
        )
        for close in related.closest(reading, sentences, model.possible)
    ]


def eager(relation: str) -> Model:
    """A model that answers `relation` to every pair of a state and a group, the state being the subject."""
    names = (related_model.NONE, relation)
    weights = np.array([[0, 40], [0, 40]], dtype=np.int16)
    features = {"types Group State": 0, "types State>Group": 1}
    return Model(names, {relation: 0.5, related_model.NONE: 2.0}, features, weights)


def added(text: str, relation: str) -> list[frames.Frame]:
    reading = read(text)
    return list(related.find(reading, Voices(reading), (), eager(relation)))


def test_the_file_is_what_is_written_of_it() -> None:
    path = folder("schema") / "lexicon" / related_model.FILE
    text = path.read_text(encoding="utf-8")
    comment = "\n".join(line[2:] for line in text.splitlines() if line.startswith("# "))
    assert related_model.written(comment, related_model.parsed(text)) == text
    assert len(text) < 5_000_000


def test_its_relations_are_those_of_the_schema() -> None:
    model = related_model.load()
    assert set(model.names) <= {related_model.NONE, *schema.load().relations}


def test_it_knows_no_name() -> None:
    words = {
        word
        for feature in related_model.load().rows
        for word in re.findall(r"[^\W\d_]+", feature)
        if word.islower()
    }
    names = {
        name.lower()
        for actor in load_register().actors.values()
        if actor.type in {"Group", "Agency", "State", "Person"}
        for name in (actor.name, *actor.aliases)
        if name.isalpha() and len(name) > 3
    }
    common = {word for word in names & words if reader(NAMES)._parser.is_word(word)}
    assert names & words == common


@pytest.mark.parametrize("text", TEXTS)
def test_the_names_do_not_matter(text: str) -> None:
    assert guesses(read(text)) == guesses(read(text, OTHERS))


def test_the_same_words_give_the_same_answers() -> None:
    text = " ".join(TEXTS)
    assert guesses(read(text)) == guesses(read(text))


def test_the_types_of_the_ends_decide_what_is_possible() -> None:
    relations = schema.load().relations
    for text in TEXTS:
        for first, second, guess in guesses(read(text)):
            kinds = {"a": "State", "b": "Group", "c": "Location"}
            ends = (kinds.get(first, "Attack"), kinds.get(second, "Attack"))
            subject, object_ = ends if guess.forth else ends[::-1]
            rule = relations[guess.relation]
            fits = subject in rule.subject and object_ in rule.object
            assert fits or (rule.symmetric and object_ in rule.subject and subject in rule.object)


def test_what_is_negated_is_negative_or_not_said() -> None:
    assert not added("{a} and {b} met, without a word on arms.", "SUPPORTS")
    found = added("{a} does not pamper {b}.", "SUPPORTS")
    assert all(frame.negated for frame in found)


def test_two_who_are_named_together_stand_under_their_verb() -> None:
    assert (
        not added("{a} and {b} never met.", "SUPPORTS")
        or added("{a} and {b} never met.", "SUPPORTS")[0].negated
    )
    (found,) = added("{a} and {b} met.", "SUPPORTS")
    assert read("{a} and {b} met.").tokens[found.trigger].text == "met"


def test_what_is_said_without_negation_is_added() -> None:
    (found,) = added("{a} pampers {b}.", "SUPPORTS")
    assert (found.subject, found.relation, found.object, found.negated) == ("a", "SUPPORTS", "b", False)
    assert found.construction == related.CONSTRUCTION


def test_several_meant_at_once_are_left_alone() -> None:
    reading = read("{a} pampers {b}.")
    both = tuple(
        replace(anchor, entities=("a", "b2")) if anchor.token == 0 else anchor for anchor in reading.anchors
    )
    others = {**reading.entities, "b2": replace(reading.entities["a"], id="b2")}
    reading = replace(reading, anchors=both, entities=others)
    assert not related.find(reading, Voices(reading), (), eager("SUPPORTS"))


def test_pairs_that_the_rules_know_are_left_to_them() -> None:
    reading = read("{a} supports {b}.")
    told = frames.find(reading)
    assert told
    assert not related.find(reading, Voices(reading), told, eager("RIVAL_OF"))


def test_claims_say_that_the_trained_part_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related_model, "load", lambda: eager("SUPPORTS"))
    reading = read("{a} pampers {b}.")

    def claims(*, trained: bool) -> tuple[Claim, ...]:
        return RulesExtractor(trained=trained).extract(reading).claims

    assert not claims(trained=False)
    (claim,) = claims(trained=True)
    assert any(related.CONSTRUCTION in reason for reason in claim.reasons)
    assert claim.confidence is not None
    assert claim.confidence < 0.6


def test_a_model_of_another_form_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("schema")
    (place / "lexicon").mkdir()
    (place / "lexicon" / related_model.FILE).write_text("none 2.00\n\ntop arm\tOO\n", encoding="utf-8")
    monkeypatch.setattr(related_model, "folder", lambda _: place)
    with pytest.raises(SchemaError, match="no model"):
        related_model.load.__wrapped__()
