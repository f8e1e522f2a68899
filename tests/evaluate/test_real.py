"""The gold standards for development: perfect records score perfectly against each."""

from pathlib import Path

import pytest

from kg.evaluate.gold import load
from kg.evaluate.scores import compare
from tests.evaluate import perfect

pytestmark = pytest.mark.real

SETS = {
    "gold": "seeds",
    "dev/wikinews": "dev/wikinews/texts",
    "dev/wikipedia": "dev/wikipedia/texts",
}


@pytest.mark.parametrize("name", list(SETS))
def test_perfect_records(shared: Path, name: str) -> None:
    gold = load(shared / name)
    scores = compare(perfect.records(gold, shared / SETS[name]), gold, samples=0)
    wrong = {key: one.value for key, one in scores.measures.items() if one.of and one.value not in {0.0, 1.0}}
    assert wrong == {}
    assert scores.errors == ()
    assert all(scores.attacks.values())
    assert all(scores.denials.values())
    grave = [one.right for key, one in scores.measures.items() if key.startswith(("grave.", "figures.from"))]
    assert not any(grave)


def test_counts_that_the_targets_speak_of(shared: Path) -> None:
    gold = load(shared / "gold")
    measures = compare(perfect.records(gold, shared / "seeds"), gold, samples=0).measures
    assert measures["attacks.merged"].of == 19
    assert measures["figures.recall"].of == 23
    assert measures["denials"].of == 15
    assert measures["triples.core.recall"].of == 254
