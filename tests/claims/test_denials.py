"""Which claims a denial covers, from real-looking reports with several claims."""

from functools import cache
from pathlib import Path

import pytest

from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Claim, Document

HERE = Path(__file__).parent


@cache
def reader() -> Reader:
    return Reader(load(HERE / "frame_actors.yaml"))


def claims(text: str) -> tuple[Claim, ...]:
    document = Document(id="t", file="t.txt", start=0, end=len(text), sha256="0", content=text)
    return RulesExtractor().extract(reader().read(document)).claims


def disputed(text: str) -> set[tuple[str, str, str]]:
    """Subject, object and denier of every disputed claim."""
    found = [(c, d) for c in claims(text) for d in c.denied_by]
    assert all(claim.status == "disputed" for claim, _ in found)
    return {(claim.subject, claim.object, denial.entity) for claim, denial in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. Rain fell. Chad denies the accusation.",
            {("chad", "northern-front", "chad")},
            id="a sentence between",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. Rain fell. It rained on. It rained still more. "
            "Snow fell. Chad denies the accusation.",
            set(),
            id="too far away",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. "
            "Kenya accuses Eritrea of arming the Hill Guards. Eritrea rejects the charge.",
            {("eritrea", "hill-guards", "eritrea")},
            id="only what concerns the denier",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front and the Hill Guards. "
            "Chad denies that Chad arms the Hill Guards.",
            {("chad", "hill-guards", "chad")},
            id="only what is denied",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. "
            "Kenya says that Chad arms the Northern Front. Chad denies the Kenyan allegation.",
            {("chad", "northern-front", "chad")},
            id="the same triple by others is denied with it",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. "
            "Kenya denies that Chad arms the Northern Front.",
            {("chad", "northern-front", "kenya")},
            id="a third party denies the content",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. Kenya denies the accusation.",
            set(),
            id="a third party denies nothing of its own",
        ),
        pytest.param(
            "Sudan blamed the Northern Front for the bombing in Port Sela. "
            "The Northern Front denied any involvement.",
            {("northern-front", "ATTACK", "northern-front")},
            id="involvement",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. Chad called that a fairy tale.",
            {("chad", "northern-front", "chad")},
            id="a fairy tale",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. The charge is baseless, Chad said.",
            {("chad", "northern-front", "chad")},
            id="baseless",
        ),
        pytest.param(
            "Sudan accuses Chad of arming the Northern Front. Chad has no comment.", set(), id="no comment"
        ),
        pytest.param(
            "Chad fought the Northern Front for years. Chad denies the accusation.", set(), id="enmity stays"
        ),
    ],
)
def test_a_denial_counts_only_for_what_it_denies(text: str, wanted: set[tuple[str, str, str]]) -> None:
    found = {(s, "ATTACK" if "~" in o else o, by) for s, o, by in disputed(text)}
    assert found == wanted


def test_the_mirror_of_a_denial_quotes_the_denial() -> None:
    text = "Sudan accuses Chad of arming the Northern Front. Chad denies the accusation."
    (mirror,) = [claim for claim in claims(text) if claim.polarity == "negative"]
    assert mirror.quote == "Chad denies the accusation."
    assert (mirror.asserted_by, mirror.status, mirror.act) == (("chad",), "denied", "denies")
    assert [cue.text for cue in mirror.hedge_cues] == ["denies"]


def test_nobody_disputes_his_own_claim() -> None:
    text = "Chad said that Chad arms the Northern Front. Chad later denied that Chad arms the Northern Front."
    (said,) = [claim for claim in claims(text) if claim.polarity == "positive"]
    assert (said.status, said.denied_by) == ("claimed", ())
