"""Our records in the forms of the outside sets."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DocumentError
from kg.evaluate import muc4, re3d
from kg.model import Attack, Claim, Document, Entity, Mention, Records, Unnamed

DOC = Document("r1", "r1.txt", 0, 100, "0" * 64, "x" * 100, published="1990-03-10")
ENTITIES = (
    Entity("red-columns", "Group", "Columnas Rojas", known=True),
    Entity("blue-guard", "Agency", "Blue Guard"),
    Entity("moravia", "State", "Moravia"),
    Entity("ana-ruiz", "Person", "Ana Ruiz"),
    Entity("raiders", "Group", "raiders", described=True, parent="red-columns"),
    Entity("mayor", "Person", "the mayor", described=True),
)
MENTIONS = (
    Mention("m1", "r1", 0, 3, "CR", "red-columns"),
    Mention("m2", "r1", 4, 9, "Columnas Rójas", "red-columns"),
)
ATTACK = Attack("r1~attack-1", "Bombing", "bombing", date="1990-03-08", documents=("r1",))


def claim(**changes: Any) -> Claim:
    base = Claim("c1", "r1", "red-columns", "PERPETRATED", ATTACK.id, "q", 0, 1)
    return replace(base, **changes)


def answers(*claims: Claim, attack: Attack = ATTACK) -> list[dict[str, Any]]:
    records = Records((DOC,), MENTIONS, ENTITIES, claims, (attack,))
    (row,) = muc4.system(records)
    assert row["doc"] == "r1"
    attacks: list[dict[str, Any]] = row["attacks"]
    return attacks


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, muc4.FACT),
        ({"asserted_by": ("red-columns",), "status": "claimed"}, muc4.CLAIMED),
        ({"relation": "CLAIMED_RESPONSIBILITY"}, muc4.CLAIMED),
        ({"modality": "accused", "asserted_by": ("moravia",)}, muc4.BY_AUTHORITIES),
        ({"modality": "accused", "asserted_by": ("blue-guard",)}, muc4.BY_AUTHORITIES),
        ({"modality": "accused", "asserted_by": (Unnamed("police sources"),)}, muc4.BY_AUTHORITIES),
        ({"modality": "accused", "asserted_by": (Unnamed("residents"),)}, muc4.ACCUSED),
        ({"modality": "reported"}, muc4.FACT),
        ({"modality": "hinted"}, muc4.POSSIBLE),
        ({"polarity": "negative", "asserted_by": ("moravia",)}, muc4.ACQUITTED),
    ],
)
def test_firmness(changes: dict[str, Any], expected: str) -> None:
    (attack,) = answers(claim(**changes))
    assert attack["incident_type"] == "BOMBING"
    assert attack["organisations"] == [{"name": "Columnas Rojas [CR]", "confidence": expected}]


def test_an_official_is_known_by_his_office() -> None:
    accused = claim(modality="accused", asserted_by=("ana-ruiz",))
    office = claim(id="c2", subject="ana-ruiz", relation="MEMBER_OF", object="moravia")
    assert answers(accused)[0]["organisations"][0]["confidence"] == muc4.ACCUSED
    assert answers(accused, office)[0]["organisations"][0]["confidence"] == muc4.BY_AUTHORITIES


def test_an_accusation_comes_first_and_a_denial_by_the_accused_says_nothing() -> None:
    denial = claim(id="c2", polarity="negative", asserted_by=("red-columns",), status="denied")
    accused = claim(id="c3", modality="accused", asserted_by=(Unnamed("residents"),))
    assert answers(denial)[0]["organisations"] == []
    assert answers(claim(), denial)[0]["organisations"][0]["confidence"] == muc4.FACT
    assert answers(claim(), denial, accused)[0]["organisations"][0]["confidence"] == muc4.ACCUSED


def test_a_described_perpetrator_stands_for_the_group_it_belongs_to() -> None:
    assert answers(claim(subject="raiders"))[0]["organisations"][0]["name"] == "Columnas Rojas [CR]"
    assert answers(claim(subject="mayor"))[0]["organisations"] == []
    assert answers(claim(subject="moravia"))[0]["organisations"] == []


def test_deeds_against_civilians_are_attacks_without_a_record() -> None:
    killed = claim(relation="KILLED", object="ana-ruiz")
    found = answers(killed, attack=replace(ATTACK, documents=()))
    assert found == [
        {
            "incident_type": "ATTACK",
            "organisations": [{"name": "Columnas Rojas [CR]", "confidence": muc4.FACT}],
        }
    ]
    assert answers(replace(killed, object="blue-guard"), attack=replace(ATTACK, documents=())) == []


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"date": "1990-02"}, True),
        ({"date": None}, True),
        ({"date": "1989-10-01"}, False),
        ({"date": "1989"}, True),
        ({"kind": "foiled plot"}, True),
    ],
)
def test_only_recent_attacks_that_happened(changes: dict[str, Any], counts: bool) -> None:
    assert bool(answers(claim(), attack=replace(ATTACK, **changes))) is counts


def test_blind_sets_are_never_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="a blind test set"):
        muc4.documents(tmp_path, ["TST3"])
    with pytest.raises(DocumentError, match="a blind test set"):
        muc4.run_scorer(tmp_path, tmp_path / "x", ["DEV", "TST4"], scorer=tmp_path / "score.py")
    with pytest.raises(DocumentError, match=r"documents\.jsonl: no such file"):
        muc4.documents(tmp_path, ["DEV"])


def test_a_scorer_that_fails_says_so(tmp_path: Path) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text("raise SystemExit('no keys')")
    with pytest.raises(DocumentError, match="its scorer failed \\(no keys\\)"):
        muc4.run_scorer(tmp_path, tmp_path / "answers.jsonl", ["DEV"], scorer=scorer)


def test_claims_for_re3d_carry_all_names() -> None:
    records = Records(
        (DOC,),
        MENTIONS,
        ENTITIES,
        (
            claim(relation="RIVAL_OF", object="blue-guard"),
            claim(id="c2", relation="OPERATES_IN", object="blue-guard"),
            claim(id="c3", relation="RIVAL_OF", object="moravia", polarity="negative"),
        ),
    )
    assert re3d.claims(records) == [
        {
            "doc": "r1",
            "subject_name": "CR",
            "subject_names": ["Columnas Rójas", "Columnas Rojas"],
            "relation": "RIVAL_OF",
            "object_name": "Blue Guard",
            "object_names": [],
            "quote": "q",
            "start": 0,
            "end": 1,
        }
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("ships of Vice Adm. Ana Ruiz, said", "Ana Ruiz", "Person", {"Adm. Ana Ruiz", "Vice Adm. Ana Ruiz"}),
        ("the Moravian government said", "Moravian", "State", {"Moravian government"}),
        ("the Government of Moravia said", "Moravia", "State", {"Government of Moravia"}),
        ("the Blue Guard of Moravia", "Blue Guard", "Agency", set()),
        ("Moravian security forces said", "Moravian", "State", {"Moravian security forces"}),
        ("Blue Guard fighters said", "Blue Guard", "Group", {"Blue Guard fighters"}),
    ],
)
def test_names_as_re3d_takes_them(text: str, name: str, kind: str, expected: set[str]) -> None:
    document = replace(DOC, start=50, content=text)
    start = 50 + text.index(name)
    mention = Mention("m", "r1", start, start + len(name), name, "x")
    assert set(re3d.surfaces(document, mention, kind)) == expected | {name}


def test_attacks_on_actors_are_fights_and_support_is_an_alliance() -> None:
    rows = re3d.claims(
        Records(
            (DOC,),
            (),
            (*ENTITIES, Entity("ridge", "Location", "Ridge")),
            (
                claim(relation="TARGETS", object="blue-guard"),
                claim(id="c2", relation="SUPPORTS", object="blue-guard"),
                claim(id="c3", relation="TARGETS", object="ridge"),
            ),
        )
    )
    assert [row["relation"] for row in rows] == ["RIVAL_OF", "ALLIED_WITH"]


def test_halves_share_nothing() -> None:
    documents = [replace(DOC, id=str(number)) for number in range(5)]
    tuned, aside = re3d.half(documents, tuned=True), re3d.half(documents, tuned=False)
    assert [one.id for one in tuned] == ["0", "2", "4"]
    assert [one.id for one in aside] == ["1", "3"]


@pytest.mark.real
def test_the_scorer_of_muc4_reads_our_form(shared: Path, tmp_path: Path) -> None:
    folder = shared / "muc4"
    documents = muc4.documents(folder, ["TST1"])[:10]
    muc4.copy_part(folder, tmp_path, {one.id for one in documents})
    records = Records(documents=documents)
    muc4.write(muc4.system(records), tmp_path / "answers.jsonl")
    figures, printed = muc4.run_scorer(
        tmp_path, tmp_path / "answers.jsonl", ["TST1"], scorer=folder / "score.py"
    )
    assert figures["documents"] == 10
    assert figures["organisation"]["F1"] == 0
    assert "(i)   organisation" in printed


@pytest.mark.real
def test_the_scorer_of_re3d_reads_our_form(shared: Path, tmp_path: Path) -> None:
    folder = shared / "re3d"
    gold = [row for row in re3d._rows(folder / "relations.jsonl") if row["scored"] and row["named"]]
    rows = [
        {
            "doc": row["doc"],
            "subject_name": row["subject_text"],
            "relation": row["ours"][0],
            "object_name": row["object_text"],
        }
        for row in gold
    ]
    docs = {one.id for one in re3d.half(re3d.documents(folder), tuned=True)}
    found, _ = re3d.run_scorer(folder, rows, docs, tmp_path / "part")
    assert found["all"][1] > 0.97
