"""Work that several processes share."""

import os
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExtractionError
from kg.pipeline import sharing


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=30), st.integers(1, 3), st.integers(1, 5))
def test_results_are_in_order_whoever_made_them(pieces: list[int], others: int, ahead: int) -> None:
    def work(piece: int) -> int:
        sleep(piece / 20_000)
        return piece * 2

    with ThreadPoolExecutor(others) as pool:
        found = list(sharing._in_order(pool, ahead, work, pieces))
    assert found == [piece * 2 for piece in pieces]


def test_this_process_works_too() -> None:
    assert os.getpid() in set(sharing.shared(_whose, range(8), 2))


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(ExtractionError, match="has died"):
        list(sharing.shared(_dies_elsewhere, [os.getpid()] * 4, 2))


def _whose(piece: int) -> int:
    sleep(piece / 1000)
    return os.getpid()


def _dies_elsewhere(here: int) -> int:
    if os.getpid() != here:
        os._exit(9)
    return here
