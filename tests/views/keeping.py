"""What each export keeps, measured: change one value, look at the file and at what is read back from it."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Cue,
    Denial,
    Document,
    Entity,
    Figure,
    Perpetrator,
    Quote,
    Responsibility,
)
from kg.views import datapackage, esd, ftm, network, parcel, stix
from kg.views.leaving import OPEN
from kg.views.projection import Told
from kg.views.rdf import export as rdf

Read = Callable[[Path], Told]


def _nquads(packed: parcel.Parcel, out: Path) -> object:
    return rdf.packed(packed, "nquads", out)


FORMATS: Mapping[str, tuple[Callable[[parcel.Parcel, Path], object], Read | None]] = {
    "RDF": (_nquads, None),
    "STIX": (stix.write, lambda out: stix.read(out.read_bytes())),
    "CSV": (datapackage.write, datapackage.read),
    "GraphML": (network.graphml, lambda out: network.told(network.from_graphml(out.read_bytes()))),
    "node-link": (network.node_link, lambda out: _linked(out)),
    "UCDP ESD": (esd.write, None),
    "FtM": (ftm.write, None),
}

KINDS = {"claims": Claim, "entities": Entity, "documents": Document, "attacks": Attack}

_OTHER: Mapping[str, Any] = {
    "doc": "paper-1",
    "subject": "norland",
    "object": "column",
    "entity": "orr",
    "reported_by": "orr",
    "reported_in": "norland",
    "relation": "RIVAL_OF",
    "modality": "possible",
    "polarity": "negative",
    "status": "alleged",
    "act": "denies",
    "valid": "2016",
    "mode": "passive",
    "level": "government",
    "review": "corrected",
    "tlp": "TLP:RED",
    "type": "Organisation",
    "parent": "front",
    "country": "norland",
    "published": "2024-04-01",
    "publisher": "Coast Tribune",
    "url": "https://example.org/2",
    "language": "fr",
    "genre": "report",
    "text": "translated",
    "copy_of": None,
    "date": "2023-06",
    "place": "harbour",
    "targets": ("sudria",),
    "measure": "wounded",
    "qualifier": "over",
    "asserted_by": ("orr",),
    "sha256": "e" * 64,
    "evidence": None,
    "claim_of_responsibility": None,
    "denies": (),
    "qualifiers": {"support": ["funding"], "target": "trucks"},
    "external": {"iso3166": "SD", "ucdp": "626"},
}
"""A valid value of each field that is not the one in `told`, where a longer text or one more is none."""


def _linked(out: Path) -> Told:
    import json

    import networkx as nx

    return network.told(nx.node_link_graph(json.loads(out.read_text(encoding="utf-8")), edges="edges"))


def told() -> Told:
    """A world in which every field of every kind of record has a value."""
    papers = [
        Document(
            f"paper-{number}",
            f"paper-{number}.txt",
            start=10,
            end=90,
            sha256=str(number) * 64,
            content="",
            title="Arms for the Front",
            title_start=10,
            title_end=28,
            body_start=30,
            publisher="Hill Gazette",
            author="A. Writer",
            published="2024-03-22",
            url="https://example.org/1",
            language="en",
            genre="news",
            text="original",
            tlp="TLP:GREEN",
            duplicates=("copy.txt",),
            copy_of="paper-1" if number == 0 else None,
        )
        for number in range(2)
    ]
    entities = [
        Entity(
            "sudria",
            "State",
            "Sudria",
            ("SU",),
            "column",
            "front",
            {"iso3166": "SU", "ucdp": "625"},
            known=True,
        ),
        Entity("front", "Group", "Hill Front", described=True, generic=True),
        Entity("norland", "State", "Norland", known=True),
        Entity("column", "Group", "Coast Column"),
        Entity("orr", "Person", "Lena Orr"),
        Entity("port", "Location", "Old Port"),
        Entity("harbour", "Location", "Harbour"),
        Entity("blast", "Attack", "Old Port bombing"),
    ]
    said = Claim(
        "c1",
        "paper-0",
        "sudria",
        "SUPPORTS",
        "front",
        "words of the claim",
        start=31,
        end=49,
        qualifiers={"support": ["weapons"], "target": "trucks"},
        asserted_by=("norland",),
        reported_by="norland",
        reported_in="orr",
        modality="accused",
        hedge="accused",
        hedge_cues=(Cue("accused", 31, 38),),
        status="disputed",
        denied_by=(Denial("sudria", "paper-0", "words of the denial", 60, 79),),
        evidence=Quote("no proof", 80, 88),
        also=(Quote("again", 50, 55),),
        act="alleges",
        valid="2015",
        mode="active",
        level="elements",
        confidence=0.5,
        reasons=("one sentence",),
        extractor="rules",
        extractor_version="1",
        review="accepted",
        tlp="TLP:AMBER",
    )
    denial = replace(said, id="c2", polarity="negative", status="denied", denied_by=(), denies=("c1",))
    event = Attack(
        "blast",
        "Old Port bombing",
        "bombing",
        date="2023-05-01",
        date_note="from the text",
        place="port",
        perpetrators=(Perpetrator("column", "alleged", ("paper-0",)),),
        also_accused=(Perpetrator("sudria", "alleged", ("paper-0",), "INVOLVED_IN"),),
        targets=("norland",),
        victims=("traders",),
        casualties=(
            Figure("f1", "paper-0", "killed", 12, "exact", "twelve", 56, 62, "people", ("norland",)),
        ),
        claim_of_responsibility=Responsibility("column", ("paper-0",), (Quote("ours", 63, 67),)),
        documents=("paper-0",),
        mentions=(AttackMention("paper-0", "a blast", 68, 75),),
        joined=("paper-0~attack-1",),
        join_reasons=("same place",),
    )
    return Told(
        (said, denial),
        {one.id: one for one in sorted(entities, key=lambda one: one.id)},
        {one.id: one for one in papers},
        {"blast": event},
    )


def rows() -> Iterator[tuple[str, str, Told, Callable[[Told], Any]]]:
    """Kind, field, the world with another value there, and how to find that value again."""
    base = told()
    first = {"claims": "c1", "entities": "sudria", "documents": "paper-0", "attacks": "blast"}
    for kind, name in first.items():
        record = _find(base, kind, name)
        for field in fields(record):
            if field.name in ("id", "content"):
                continue
            of = "c2" if field.name == "denies" else name
            other = _other(field.name, getattr(_find(base, kind, of), field.name))
            changed = _put(base, kind, replace(_find(base, kind, of), **{field.name: other}))
            yield kind, field.name, changed, _getter(kind, of, field.name)
    for kind, name, field_name in (("claims", "c1", "denied_by"), ("attacks", "blast", "casualties")):
        record = _find(base, kind, name)
        (inner,) = getattr(record, field_name)
        for field in fields(inner):
            if field.name == "id":
                continue
            other = replace(inner, **{field.name: _other(field.name, getattr(inner, field.name))})
            changed = _put(base, kind, replace(record, **{field_name: (other,)}))
            yield field_name, field.name, changed, _getter(kind, name, field_name)


def _find(world: Told, kind: str, name: str) -> Any:
    return world.by_id[name] if kind == "claims" else getattr(world, kind)[name]


def _getter(kind: str, name: str, field: str) -> Callable[[Told], Any]:
    return lambda world: getattr(_find(world, kind, name), field)


def _put(world: Told, kind: str, record: Any) -> Told:
    if kind == "claims":
        return replace(world, claims=tuple(record if one.id == record.id else one for one in world.claims))
    changed: dict[str, Any] = {kind: {**getattr(world, kind), record.id: record}}
    return replace(world, **changed)


def _other(name: str, value: Any) -> Any:
    if name in _OTHER and _OTHER[name] != value:
        return _OTHER[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return f"{value} too"
    if isinstance(value, dict):
        return {**value, "more": "words"}
    return (*value, *(_more(value[-1]),)) if isinstance(value, tuple) else None


def _more(value: Any) -> Any:
    return replace(value, **{fields(value)[0].name: "orr"}) if is_dataclass(value) else f"{value} too"  # type: ignore[type-var]


def measured() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Kind and field, and for each format `back` (it is read back), `told` (the file shows it) or ``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = {form: _written(form, told(), folder / f"{form} before")[0] for form in FORMATS}
        for number, (kind, field, changed, getter) in enumerate(rows()):
            found = {}
            for form, (_, read) in FORMATS.items():
                data, out = _written(form, changed, folder / f"{form} {number}")
                back = read is not None and getter(read(out)) == getter(changed)
                found[form] = "back" if back else "told" if data != before[form] else ""
            yield kind, field, found


def _written(form: str, world: Told, out: Path) -> tuple[dict[str, bytes], Path]:
    FORMATS[form][0](parcel.of(world, OPEN), out)
    files = sorted(out.rglob("*")) if out.is_dir() else [out]
    return {file.name if file != out else "": file.read_bytes() for file in files}, out


_TITLES = {
    "claims": "Claims and denials",
    "denied_by": "Each denial of a claim",
    "entities": "Entities",
    "documents": "Documents (their texts never leave)",
    "attacks": "Attacks",
    "casualties": "Each figure of an attack",
}


def table() -> str:
    """The page's table: a row a field."""
    found = list(measured())
    lines = [f"| | {' | '.join(FORMATS)} |", f"|---|{'---|' * len(FORMATS)}"]
    for kind, title in _TITLES.items():
        lines.append(f"| **{title}** |{' |' * len(FORMATS)}")
        for one, field, marks in found:
            if one == kind:
                lines.append(f"| {field} | {' | '.join(marks[form] or '–' for form in FORMATS)} |")
    return "\n".join(lines)
