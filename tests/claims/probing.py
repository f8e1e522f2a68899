"""Probe sentences against the extractor: what each is to give, and what it gives."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg import schema
from kg.claims.rules import RulesExtractor
from kg.mentions import Reader, load
from kg.model import Claim, Document, Entity, Extraction, Mention, Unnamed

PROBES = Path(__file__).parent / "probes"
_REST = re.compile(
    r"^(?P<object>.+?)(?: \[(?P<kinds>[a-z ]+)\])?(?: @ (?P<who>.+?))?(?: ~ (?P<modality>\w+))?"
    r"(?: = (?P<status>\w+))?$"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim as probes write it: "not A SUPPORTS B [weapons] @ who says it ~ modality = status".

    Kinds, modality and status are checked where they are given; no speaker means the document's own voice.
    """

    negative: bool
    subject: str
    relation: str
    object: str
    kinds: frozenset[str]
    who: str
    modality: str
    status: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A text, the claims it must give, and others that it may give."""

    group: str
    text: str
    claims: tuple[Wanted, ...]
    also: tuple[Wanted, ...]


def files() -> list[Path]:
    return sorted(PROBES.glob("[a-z]*.yaml"))


def probes(path: Path) -> list[Probe]:
    """The probes of one file, in its order."""
    groups: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Probe(group, one["text"], _wanted(one["claims"]), _wanted(one.get("also", "")))
        for group, found in groups.items()
        for one in found
    ]


def _wanted(line: str) -> tuple[Wanted, ...]:
    return tuple(_one(part.strip()) for part in line.split(";") if part.strip())


def _one(text: str) -> Wanted:
    relation = next(name for name in schema.load().relations if f" {name} " in text)
    subject, _, rest = text.partition(f" {relation} ")
    match = _REST.match(rest)
    assert match is not None, text
    return Wanted(
        negative=subject.startswith("not "),
        subject=subject.removeprefix("not "),
        relation=relation,
        object=match["object"],
        kinds=frozenset((match["kinds"] or "").split()),
        who=match["who"] or "",
        modality=match["modality"] or "",
        status=match["status"] or "",
    )


@cache
def _tools() -> tuple[Reader, RulesExtractor]:
    return Reader(load()), RulesExtractor()


def failures(found: list[Probe]) -> dict[str, list[str]]:
    """What is wrong with the claims of each probe's text, in words, with the register of the project."""
    reader, extractor = _tools()
    texts = [probe.text for probe in found]
    documents = [Document("t", "t.txt", 0, len(text), "0", content=text) for text in texts]
    readings = reader.pipe(documents)
    return {
        probe.text: _failures(probe, extractor.extract(reading))
        for probe, reading in zip(found, readings, strict=True)
    }


def _failures(probe: Probe, extraction: Extraction) -> list[str]:
    names = called(extraction.entities, extraction.mentions)
    left = list(extraction.claims)
    found: list[str] = []
    for wanted in probe.claims:
        claim = next((one for one in left if _same(wanted, one, names)), None)
        if claim is None:
            found.append(f"missed: {wanted.subject} {wanted.relation} {wanted.object}")
            continue
        left.remove(claim)
        found += [
            f"wrong {what} of {wanted.subject} {wanted.relation}" for what in _wrong(wanted, claim, names)
        ]
    known = (*probe.claims, *probe.also)
    extra = [one for one in left if not any(_same(wanted, one, names) for wanted in known)]
    return found + [f"false: {one.polarity} {one.subject} {one.relation} {one.object}" for one in extra]


def called(entities: Iterable[Entity], mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Every name under which an entity may be written in a probe."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        found[entity.id] |= {plain(name) for name in (entity.name, *entity.aliases)}
        if entity.type == "Attack":
            found[entity.id].add("attack")
    for mention in mentions:
        found[mention.entity].add(plain(mention.text))
    return found


def plain(name: str) -> str:
    return name.lower().strip().removeprefix("the ")


def _same(wanted: Wanted, claim: Claim, names: dict[str, set[str]]) -> bool:
    if wanted.relation != claim.relation or wanted.negative != (claim.polarity == "negative"):
        return False
    ends = [(claim.subject, claim.object)]
    if schema.load().relations[claim.relation].symmetric:
        ends.append((claim.object, claim.subject))
    return any(plain(wanted.subject) in names[a] and plain(wanted.object) in names[b] for a, b in ends)


def _wrong(wanted: Wanted, claim: Claim, names: dict[str, set[str]]) -> list[str]:
    kinds = claim.qualifiers.get("support") or []
    checks = {
        "kinds": wanted.kinds <= set(kinds if isinstance(kinds, list) else []),
        "speaker": _is_said_by(wanted, claim, names),
        "modality": wanted.modality in {"", claim.modality},
        "status": wanted.status in {"", claim.status},
    }
    return [what for what, right in checks.items() if not right]


def _is_said_by(wanted: Wanted, claim: Claim, names: dict[str, set[str]]) -> bool:
    who = [{plain(a.unnamed)} if isinstance(a, Unnamed) else names[a] for a in claim.asserted_by]
    given = [part for part in wanted.who.split(",") if part]
    return len(given) == len(who) and all(
        any(plain(part.strip('"')) in spellings for spellings in who) for part in given
    )
