"""A small gold standard about an invented conflict, with one case of everything that scoring treats apart."""

import json
from pathlib import Path
from typing import Any

A = (
    "Sorrel accused Dorne of arming and training the Reed Front on Monday. "
    "Dorne denied arming the Reed Front. "
    "The Reed Front bombed a depot in Melos on 3 May 2021, killing at least 12 people, police said. "
    "Some villagers said the front may be based in Halden. "
    "Ana Voss leads the Reed Front. "
    "The Sorrelese government should support the Lake Militia. "
    "Reed Front fighters and the Lake Militia have long fought each other. "
    "Sorrel has fragile relations with Dorne. "
    "In 2020 such attacks killed 800 people across the coast."
)
B = (
    "Dornish officials spoke of fishermen from the delta whom the Reed Front had attacked. "
    "The bombing in Melos killed 10 people and wounded 30. "
    "A day later a convoy was ambushed near Halden. "
    "The Reed Front did not train the Lake Militia. "
    "Kessa, the capital of Dorne, appears to direct the Lake Militia, according to the Melos Post."
)
TEXTS = {"a_01.txt": A, "b_02.txt": B}
DOCS = {"a": "a_01.txt", "b": "b_02.txt"}


def at(doc: str, quote: str, nth: int = 0) -> dict[str, Any]:
    """The quote with its offsets (the nth time it stands in the document)."""
    text, start = TEXTS[DOCS[doc]], -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def entity(key: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "type": kind, "name": name, "aliases": [name], "mention_count": 0, **more}


ENTITIES = [
    entity("sorrel", "State", "Sorrel", demonym_aliases=["Sorrelese"]),
    entity("dorne", "State", "Dorne", equivalents=["kessa"]),
    entity("kessa", "Location", "Kessa", parent="dorne"),
    entity("reed-front", "Group", "Reed Front"),
    entity("lake-militia", "Group", "Lake Militia"),
    entity("ana-voss", "Person", "Ana Voss"),
    entity("melos", "Location", "Melos", parent="sorrel"),
    entity("halden", "Location", "Halden", parent="sorrel"),
    entity("delta-fishermen", "Person", "fishermen from the delta", population=True),
    entity("melos-police", "Agency", "Police (unnamed)", described=True, descriptions=["police"]),
    entity("melos-post", "Organisation", "Melos Post"),
    entity("depot-bombing", "Attack", "Bombing of a depot in Melos"),
    entity("convoy-ambush", "Attack", "Ambush of a convoy near Halden"),
]

_MENTIONS = [
    ("a", "Sorrel", 0, "sorrel", {}),
    ("a", "Dorne", 0, "dorne", {}),
    ("a", "Reed Front", 0, "reed-front", {}),
    ("a", "Dorne", 1, "dorne", {}),
    ("a", "Reed Front", 1, "reed-front", {}),
    ("a", "Reed Front", 2, "reed-front", {}),
    ("a", "Melos", 0, "melos", {}),
    ("a", "Halden", 0, "halden", {}),
    ("a", "Ana Voss", 0, "ana-voss", {}),
    ("a", "Reed Front", 3, "reed-front", {}),
    ("a", "Sorrelese", 0, "sorrel", {"demonym": True}),
    ("a", "Lake Militia", 0, "lake-militia", {}),
    ("a", "Reed Front", 4, "reed-front", {}),
    ("a", "Lake Militia", 1, "lake-militia", {}),
    ("a", "Sorrel", 2, "sorrel", {}),
    ("a", "Dorne", 2, "dorne", {}),
    ("b", "Dornish", 0, "dorne", {"demonym": True}),
    ("b", "fishermen from the delta", 0, "delta-fishermen", {}),
    ("b", "Reed Front", 0, "reed-front", {}),
    ("b", "Melos", 0, "melos", {}),
    ("b", "Halden", 0, "halden", {}),
    ("b", "Reed Front", 1, "reed-front", {}),
    ("b", "Lake Militia", 0, "lake-militia", {}),
    ("b", "Kessa", 0, "dorne", {"metonym": True}),
    ("b", "Dorne", 0, "dorne", {}),
    ("b", "Lake Militia", 1, "lake-militia", {}),
    ("b", "Melos Post", 0, "melos-post", {}),
    ("b", "Melos", 1, "melos", {"nested": True}),
]


def mentions() -> list[dict[str, Any]]:
    rows = []
    for number, (doc, text, nth, key, flags) in enumerate(_MENTIONS):
        place = at(doc, text, nth)
        rows.append(
            {"id": f"m{number:02}", "doc": doc, "start": place["start"], "end": place["end"], "text": text}
            | {"entity": key, **flags}
        )
    return rows


def claim(key: str, triple: str, quote: str, **more: Any) -> dict[str, Any]:
    doc = key[0]
    subject, relation, object_ = triple.split()
    base = {
        "id": key, "doc": doc, "subject": subject, "relation": relation, "object": object_, "qualifiers": {},
        "asserted_by": [], "denied_by": [], "modality": "asserted", "hedge": None, "hedge_cues": [],
        "polarity": "positive", "status": "unattributed", "evidence": None, "also": [], "tier": "core",
        **at(doc, quote),
    }  # fmt: skip
    return base | more


def cue(doc: str, text: str) -> list[dict[str, Any]]:
    place = at(doc, text)
    return [{"text": text, "start": place["start"], "end": place["end"]}]


_TRIPLES = {
    "a1": ("dorne SUPPORTS reed-front", "Sorrel accused Dorne of arming and training the Reed Front"),
    "a2": ("dorne SUPPORTS reed-front", "Dorne denied arming the Reed Front"),
    "a3": ("reed-front PERPETRATED depot-bombing", "The Reed Front bombed a depot in Melos"),
    "a4": ("depot-bombing OCCURRED_IN melos", "bombed a depot in Melos"),
    "a5": ("reed-front BASED_IN halden", "Some villagers said the front may be based in Halden"),
    "a6": ("ana-voss LEADS reed-front", "Ana Voss leads the Reed Front"),
    "a7": ("reed-front RIVAL_OF lake-militia", "fighters and the Lake Militia have long fought each other"),
    "b1": ("reed-front TARGETS delta-fishermen", "fishermen from the delta whom the Reed Front had attacked"),
    "b2": ("reed-front SUPPORTS lake-militia", "The Reed Front did not train the Lake Militia"),
    "b3": ("dorne DIRECTS lake-militia", "Kessa, the capital of Dorne, appears to direct the Lake Militia"),
    "b4": ("convoy-ambush OCCURRED_IN halden", "a convoy was ambushed near Halden"),
}


def _details() -> dict[str, dict[str, Any]]:
    """What the claims have besides their triple and words."""
    denial = {"entity": "dorne", "doc": "a", **at("a", "Dorne denied arming the Reed Front")}
    police = {"asserted_by": ["melos-police"], "status": "alleged"}
    return {
        "a1": {"asserted_by": ["sorrel"], "modality": "accused", "status": "disputed", "denied_by": [denial]}
        | {"qualifiers": {"support": ["weapons", "training"]}, "hedge_cues": cue("a", "accused")},
        "a2": {"asserted_by": ["dorne"], "polarity": "negative", "status": "denied"}
        | {"tier": "mirror", "denies": ["a1"]},
        "a3": police,
        "a4": police,
        "a5": {"asserted_by": [{"unnamed": "Some villagers"}], "modality": "possible", "status": "alleged"}
        | {"relation_alt": ["OPERATES_IN"], "hedge_cues": cue("a", "may")},
        "a6": {"tier": "context"},
        "b1": {"asserted_by": ["dorne"], "status": "alleged", "status_alt": ["unattributed"]}
        | {"asserted_by_alt": ["melos-post"]},
        "b2": {"polarity": "negative", "qualifiers": {"support": ["training"]}},
        "b3": {"asserted_by": ["melos-post"], "modality": "hedged", "modality_alt": ["reported"]}
        | {"status": "alleged", "hedge_cues": cue("b", "appears to")},
        "b4": {"doubtful": True},
    }


def claims() -> list[dict[str, Any]]:
    details = _details()
    return [claim(key, triple, quote, **details.get(key, {})) for key, (triple, quote) in _TRIPLES.items()]


def attacks() -> list[dict[str, Any]]:
    def words(doc: str, quote: str) -> dict[str, Any]:
        return {"doc": doc, **at(doc, quote)}

    def figure(doc: str, quote: str, measure: str, bound: str, value: int) -> dict[str, Any]:
        return {**words(doc, quote), "measure": measure, "value": value, "qualifier": bound, "of": "people"}

    return [
        {
            "id": "depot-bombing", "name": "Bombing of a depot in Melos", "kind": "bombing",
            "date": "2021-05-03", "place": "melos",
            "perpetrators": [{"entity": "reed-front", "status": "alleged", "docs": ["a"]}],
            "also_accused": [],
            "casualties": [
                figure("a", "killing at least 12 people", "killed", "at_least", 12),
                figure("b", "killed 10 people", "killed", "exact", 10),
                figure("b", "wounded 30", "wounded", "exact", 30),
            ],
            "mentions": [words("a", "bombed a depot"), words("b", "The bombing in Melos")],
        },
        {
            "id": "convoy-ambush", "name": "Ambush of a convoy near Halden", "kind": "ambush", "date": None,
            "place": "halden", "perpetrators": [], "also_accused": [], "casualties": [],
            "mentions": [words("b", "a convoy was ambushed")],
        },
    ]  # fmt: skip


def excluded() -> list[dict[str, Any]]:
    reading = "sorrel SUPPORTS lake-militia (WRONG if extracted as fact)"
    return [
        {"id": "x1", "doc": "a", **at("a", "The Sorrelese government should support the Lake Militia"),
         "reason": "recommendation", "possible_reading": reading},
        {"id": "x2", "doc": "a", **at("a", "Sorrel has fragile relations with Dorne"),
         "reason": "no hostile act", "possible_reading": "sorrel RIVAL_OF dorne"},
    ]  # fmt: skip


def write(folder: Path) -> tuple[Path, Path]:
    """The gold folder and the folder of its texts, below `folder`."""
    gold, texts = folder / "gold", folder / "texts"
    gold.mkdir()
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    total = {"doc": "a", **at("a", "killed 800 people")}
    kinds = {
        "documents": [
            {"id": key, "file": f"texts/{file}", "start": 0, "end": len(TEXTS[file])}
            for key, file in DOCS.items()
        ],
        "entities": ENTITIES,
        "mentions": mentions(),
        "claims": claims(),
        "attacks": attacks(),
        "excluded": excluded(),
        "aggregates": [{**total, "measure": "killed", "value": 800}],
    }
    for kind, rows in kinds.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (gold / f"{kind}.jsonl").write_text(lines, encoding="utf-8")
    return gold, texts
