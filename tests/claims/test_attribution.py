"""Who asserts the claims of invented sentences, how firmly, and who denies them; the table is voices.txt."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Claim, Document, Unnamed

HERE = Path(__file__).parent


def table() -> list[Any]:
    """Every text of the table with its construction and the claims expected."""
    rows, group = [], ""
    for line in (HERE / "voices.txt").read_text(encoding="utf-8").splitlines():
        text, arrow, expected = line.partition(" =>")
        if arrow and not line.startswith("#"):
            wanted = {claim.strip() for claim in expected.split(" ; ") if claim.strip()}
            rows.append(pytest.param(text.replace(" / ", "\n\n"), wanted, id=f"{group}: {text[:60]}"))
        elif line.startswith("## "):
            group = line.removeprefix("## ")
    return rows


@cache
def reader() -> Reader:
    return Reader(load(HERE / "frame_actors.yaml"))


@cache
def claims(text: str) -> tuple[Claim, ...]:
    document = Document(id="t", file="t.txt", start=0, end=len(text), sha256="0", content=text)
    return RulesExtractor().extract(reader().read(document)).claims


def written(claim: Claim) -> str:
    """A claim in the notation of the table."""
    speakers = [f'"{one.unnamed}"' if isinstance(one, Unnamed) else one for one in claim.asserted_by]
    parts = [
        f"{'not ' if claim.polarity == 'negative' else ''}{claim.subject} {claim.relation} {claim.object}",
        ",".join(speakers) or "doc",
        claim.modality,
        claim.status,
    ]
    parts += [f"via {claim.reported_by}"] if claim.reported_by else []
    parts += [f"hedge: {claim.hedge}"] if claim.hedge else []
    parts += [f"denied: {','.join(d.entity for d in claim.denied_by)}"] if claim.denied_by else []
    parts += [f"proof: {claim.evidence.quote}"] if claim.evidence else []
    return re.sub(r"t~attack-\d+", "ATTACK", " | ".join(parts))


@pytest.mark.parametrize(("text", "wanted"), table())
def test_a_text_gives_exactly_its_claims_with_their_voices(text: str, wanted: set[str]) -> None:
    found = {written(claim) for claim in claims(text)}
    if not any(" OCCURRED_IN " in line for line in wanted):  # where an attack was is tested elsewhere
        found = {line for line in found if " OCCURRED_IN " not in line}
    assert found == wanted


@pytest.mark.parametrize(("text", "wanted"), table())
def test_every_quote_and_cue_stands_at_its_offsets(text: str, wanted: set[str]) -> None:
    for claim in claims(text):
        spans = [(claim.quote, claim.start, claim.end), *((q.quote, q.start, q.end) for q in claim.also)]
        spans += [(cue.text, cue.start, cue.end) for cue in claim.hedge_cues]
        spans += [(denial.quote, denial.start, denial.end) for denial in claim.denied_by]
        assert all(text[start:end] == words for words, start, end in spans)
