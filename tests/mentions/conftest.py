"""A reader with a small register of its own, so that a change of the real one breaks no test here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.mentions import Reader, Register, load
from kg.model import Document, Reading


@pytest.fixture(scope="session")
def register() -> Register:
    return load(Path(__file__).with_name("actors.yaml"))


@pytest.fixture(scope="session")
def small_reader(register: Register) -> Reader:
    return Reader(register)


@pytest.fixture(scope="session")
def read(small_reader: Reader, report: Callable[[str], Document]) -> Callable[[str], Reading]:
    """Reads a text."""
    return lambda text: small_reader.read(report(text))
