"""A graph that grows is the graph that all documents make at once, and so is its index."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.documents import copies, read, sketches
from kg.graph import Store
from kg.growing import Further, grown, indexed
from kg.model import Extraction
from tests.growing import worlds
from tests.growing.memory import Memory


def whole(store: Store, new: Sequence[Extraction]) -> None:
    """Add documents by joining all anew."""
    kept = store.extractions(without={extraction.document.id for extraction in new})
    every = [*kept, *new]
    records = pipeline.joined(every)
    store.write(new, records, extractor="rules", version="1", index=indexed(every, records, "rules"))


def add(store: Store, new: Sequence[Extraction]) -> str:
    """Add documents to a graph that grows, or join all anew; why that had to be."""
    try:
        grown(store, new, extractor="rules", version="1", basis="rules")
    except Further as reason:
        whole(store, new)
        return str(reason)
    return ""


def check(documents: Sequence[Extraction], parts: Sequence[Sequence[int]]) -> list[str]:
    """Add documents part by part; after each one the graph is that of all so far. Why it was read whole."""
    growing = Memory()
    done: list[Extraction] = []
    reasons: list[str] = []
    for numbers in parts:
        new = [documents[number] for number in numbers]
        reasons.append(add(growing, new))
        done += new
        scratch = Memory()
        whole(scratch, done)
        assert growing.now.nodes == scratch.now.nodes
        assert growing.now.links == scratch.now.links
        assert growing.index == scratch.index
    return reasons


def world(dice: random.Random) -> list[str]:
    """A few documents in a random order, one or two at a time."""
    calm = dice.random() < 0.8
    documents = [worlds.document(dice, number, calm=calm) for number in range(dice.randint(3, 9))]
    order = dice.sample(range(len(documents)), len(documents))
    first = dice.randint(1, len(order) - 1)
    parts, order = [order[:first]], order[first:]
    while order:
        size = dice.choice((1, 1, 2))
        parts.append(order[:size])
        order = order[size:]
    return check(documents, parts)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_documents_in_any_order(dice: random.Random) -> None:
    world(dice)


def _short_sketches(patch: pytest.MonkeyPatch) -> None:
    """Let texts of a few words behave like long ones, and three documents like many."""
    for module in (copies, sketches):
        patch.setattr(module, "OFTEN", 3)
        patch.setattr(module, "SKETCH", 12)


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_sequences_that_many_documents_have(dice: random.Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _short_sketches(patch)
        world(dice)


@pytest.mark.slow
@given(st.randoms(use_true_random=True), st.booleans())
@settings(max_examples=2000, deadline=None)
def test_thousands_of_documents_in_any_order(dice: random.Random, short: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if short:
            _short_sketches(patch)
        world(dice)


@pytest.fixture(scope="module")
def said(samples: object) -> tuple[Extraction, ...]:
    """What the sample reports say."""
    documents, _ = read([samples])  # type: ignore[list-item]
    return pipeline.claims_of(documents)[0]


def test_each_sample_report_can_come_last(said: Sequence[Extraction]) -> None:
    scratch = Memory()
    whole(scratch, said)
    for extraction in said:
        growing = Memory()
        whole(growing, [one for one in said if one is not extraction])
        grown(growing, [extraction], extractor="rules", version="1", basis="rules")
        assert growing.now == scratch.now
        assert growing.index == scratch.index


def test_sample_reports_one_by_one(said: Sequence[Extraction]) -> None:
    reasons = check(said, [[number] for number in range(len(said))])
    assert reasons.count("") >= len(said) * 2 // 3
