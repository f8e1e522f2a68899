"""The page on quality: targets met and missed, figures only."""

from dataclasses import replace

from benchmarks.measure import numbered
from benchmarks.tables import (
    ASIDE,
    causes_table,
    documents_table,
    relations_table,
    sets_table,
    targets_table,
)
from kg.evaluate import pooled
from kg.evaluate.causes import FALSE, MISSES
from tests.evaluate import tiny
from tests.evaluate.conftest import Case


def test_targets_met_and_missed(case: Case) -> None:
    good = case.score(case.records).measures
    bad = case.score(replace(case.records, claims=(), mentions=(), attacks=())).measures
    lines = targets_table({"seeds": good, ASIDE: bad}, [("set", "measure", 0.4, 0.39)])
    assert "| seeds | triples, core: F1 (two people: .76) | .72 | 1.00 |  | yes |" in lines
    assert f"| {ASIDE} | triples, core: F1 | .58 | .00 |  | **no** |" in lines
    assert "| seeds | grave: reversed ends | ≤ .02 | .00 (0 of 10) |  | yes |" in lines
    assert "| seeds | disputed claims with a denier found | 13 of 1 | 1 of 1 |  | **no** |" in lines
    assert lines[-1] == "| set | measure | .40 | .39 | | **no** |"
    assert sum("not measured" in line for line in targets_table({}, [])) == len(lines) - 3


def test_figures_only(case: Case) -> None:
    scores = {"tiny": case.score(case.without_claim("a1", "a3"))}
    lines = [
        *sets_table({"tiny": scores["tiny"].measures}),
        *relations_table(scores),
        *documents_table(scores),
        *causes_table(scores, "missed", MISSES),
        *causes_table(scores, "false", FALSE),
    ]
    page = "\n".join(lines)
    words = {word for one in tiny.ENTITIES for word in one["name"].split() if word[0].isupper()}
    assert not [word for word in words - {"Police", "Post"} if word in page]
    assert len({line.count("|") for line in sets_table({"tiny": scores["tiny"].measures})}) == 1


def test_pooled_measures_add_up(case: Case) -> None:
    scores = case.score(case.without_claim("a3"))
    both = pooled([scores, case.score(case.records)])
    assert both["triples.core.recall"].right == 17
    assert both["triples.core.recall"].of == 18
    assert pooled([scores], ["b"])["triples.core.recall"].value == 1.0


def test_halves_by_number() -> None:
    assert numbered(["wn-01", "wn-02", "wp-10", "003#1", "x"], odd=True) == ["wn-01", "003#1"]
    assert numbered(["wn-01", "wn-02", "wp-10", "003#1", "x"], odd=False) == ["wn-02", "wp-10"]
