"""Made-up extractions of documents that have to do with each other, of a seed: nothing is read for them."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from kg.claims.choice import Choice
from kg.model import Asserter, Claim, Document, Entity, Extraction, Mention, Records, Unnamed, jsonl, shards
from kg.model.shards import Manifest
from kg.scale import joining, said
from kg.scale.engine import Local
from kg.scale.said import Job
from tests.entities.test_blocks import report, world

HOSTILE = (
    "../../etc/passwd",
    "a\x1fb",
    "~attack-1",
    "quote\"' ; DROP",
    "ünïcode#2",
    "con",
    ".",
    "emoji-\U0001f600",
    "x" * 400,
)
"""Ids that no file could have as its name, or that look like something else."""

_RELATIONS = ("SUPPORTS", "RIVAL_OF", "PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN")
_WORDS = [f"word{number}" for number in range(400)]


def extractions(seed: int, number: int = 40) -> list[Extraction]:
    """What `number` documents say: with copies, denials of each other, one event told often, odd ids."""
    dice = random.Random(seed)
    entities = world() | _groups()
    names = [*HOSTILE, *(f"d{n:04d}" for n in range(number - len(HOSTILE)))]
    texts = [_text(dice) for _ in range(number // 3)]
    return [_extraction(name, n, texts, entities, dice) for n, name in enumerate(names)]


def _groups() -> dict[str, Entity]:
    found = [Entity(f"group-{n}", "Group", f"Group {n}", aliases=(f"G{n}",), known=True) for n in range(4)]
    spelled = ("Hill Front", "The Hill Front", "hill-front", "HILL FRONT", "G1", "Group 2")
    found += [Entity(f"front-{n}", "Group", name, parent="front-0") for n, name in enumerate(spelled)]
    found.append(Entity("town-attack", "Attack", "x", known=True))
    found.append(Entity("north-0-bombing", "Group", "A name like the id of an event"))
    return {one.id: one for one in found}


def _text(dice: random.Random) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(60))


def _extraction(
    name: str, number: int, texts: Sequence[str], entities: dict[str, Entity], dice: random.Random
) -> Extraction:
    told = report(dice, number, world(), 0.6)
    text = dice.choice(texts) + f" at the end of {number}"
    document = Document(
        name,
        "f.txt",
        0,
        len(text),
        hashlib.sha256(text.encode()).hexdigest(),
        text,
        published=dice.choice([told.published, "2001-03", None]),
    )
    attacks = tuple(
        replace(
            told.attack,
            id=f"{name}~attack-{n}",
            name="x" if dice.random() < 0.05 else "y",
            documents=(name,),
            casualties=tuple(replace(one, doc=name, id=f"f-{number}") for one in told.attack.casualties),
            mentions=tuple(replace(one, doc=name) for one in told.attack.mentions),
        )
        for n in range(1, 1 + dice.randrange(2))
    )
    ends = [*(e for e in entities if e.startswith(("group", "front"))), *(one.id for one in attacks)]
    claims = [_claim(document, n, ends, dice) for n in range(dice.randrange(6))]
    local = {one.id: Entity(one.id, "Attack", one.name) for one in attacks}
    named = {*ends, *dice.sample(sorted(entities), 12)} | {t for one in attacks for t in one.targets}
    known = entities | local
    mentions = [
        Mention(f"m-{number}-{n}", name, n % 3, 5, text[:5], one) for n, one in enumerate(sorted(named))
    ]
    return Extraction(
        document, tuple(mentions), tuple(known[n] for n in sorted(named)), _linked(claims), attacks
    )


def _claim(document: Document, number: int, ends: Sequence[str], dice: random.Random) -> Claim:
    subject, object_ = dice.sample(ends, 2)
    speakers: list[tuple[Asserter, ...]] = [
        (),
        ("group-1",),
        (subject,),
        (Unnamed("some"),),
        ("front-2", "front-1"),
    ]
    digits = hashlib.sha256(f"{document.id} {number}".encode()).hexdigest()[:16]
    negative = dice.random() < 0.3
    return Claim(
        id=f"c-{digits}",
        doc=document.id,
        subject=subject,
        relation=dice.choice(_RELATIONS),
        object=object_,
        quote=document.content[number : number + 9],
        start=number,
        end=number + 9,
        asserted_by=dice.choice(speakers),
        polarity="negative" if negative else "positive",
        status="denied" if negative else dice.choice(["alleged", "claimed", "unattributed"]),
    )


def _linked(claims: list[Claim]) -> tuple[Claim, ...]:
    """Some denials name a claim of their own document."""
    found = {claim.id: claim for claim in claims}
    for one, other in pairwise(claims):
        if one.polarity == "negative" and other.polarity == "positive":
            found[one.id] = replace(one, denies=(other.id,))
    return tuple(found.values())


def job(out: Path, number: int, style: str = "jsonl") -> Job:
    return Job(out, Choice(), "rules", "1", number, style)


def by_shard(found: Sequence[Extraction], number: int) -> dict[int, list[Extraction]]:
    """The extractions by their shard."""
    result: dict[int, list[Extraction]] = {}
    for one in sorted(found, key=lambda one: one.document.id):
        result.setdefault(shards.shard_of(one.document.id, number), []).append(one)
    return result


def joined(found: Sequence[Extraction], what: Job, engine: Local) -> Records:
    """What the rounds make of extractions, read back from the shards that they write."""
    groups = by_shard(found, what.shards)
    for number, members in groups.items():
        said.write(number, members, what)
    files = joining.join(engine, engine.spread(sorted(groups)), what, lambda *_: None)
    manifest = Manifest(what.shards, what.style, what.extractor, what.version, tuple(files))
    shards.write_manifest(what.out, manifest)
    return shards.read(what.out)


def lines(records: Records) -> dict[str, bytes]:
    """The bytes of each kind of record, as one file would have them."""
    return {kind: b"".join(jsonl.to_lines(getattr(records, kind))) for kind in jsonl.KINDS}
