"""Invented sentences on many conflicts, every construction of every relation; see probes/README.md.

Sentences that are not read rightly yet stand in probes/known.txt: nothing else may go wrong.
"""

from pathlib import Path

import pytest

from tests.claims import probing

KNOWN = frozenset((probing.PROBES / "known.txt").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", probing.files(), ids=lambda path: path.stem)
def test_only_known_probes_are_read_wrongly(path: Path) -> None:
    wrong = probing.failures(probing.probes(path))
    assert {text: found for text, found in wrong.items() if found and text not in KNOWN} == {}


def test_known_probes_exist() -> None:
    texts = {probe.text for path in probing.files() for probe in probing.probes(path)}
    assert texts >= KNOWN
    assert len(KNOWN) < len(texts) / 3
