"""Records that say exactly what a gold standard says: what an extractor without error would give."""

from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

from kg.evaluate.gold import FLAGS, Gold, GoldAttack, GoldClaim, GoldFigure, GoldMention
from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Document,
    Entity,
    Figure,
    Mention,
    Perpetrator,
    Records,
)


def records(gold: Gold, texts: Path) -> Records:
    """The gold as records, with the ids that our own reading would give: file stems, `#n` for articles."""
    documents = {key: _document(gold, key, texts) for key in gold.documents}
    ids = {key: one.id for key, one in documents.items()}
    return Records(
        documents=tuple(sorted(documents.values(), key=lambda one: one.id)),
        mentions=tuple(_mention(one, ids) for one in gold.mentions),
        entities=tuple(
            Entity(
                id=one.id,
                type="Population" if one.population else one.type,
                name=one.name,
                aliases=one.aliases,
                described=one.described,
            )
            for one in gold.entities.values()
        ),
        claims=tuple(claim(one, ids) for one in gold.claims),
        attacks=tuple(_attack(one, ids) for one in gold.attacks),
    )


def _document(gold: Gold, key: str, texts: Path) -> Document:
    one = gold.documents[key]
    content = (texts / Path(one.file).name).read_bytes().decode()[one.start : one.end]
    several = sum(other.file == one.file for other in gold.documents.values()) > 1
    stem = Path(one.file).stem
    return Document(
        id=f"{stem}#{key.split('#')[-1]}" if several else stem,
        file=Path(one.file).name,
        start=one.start,
        end=one.end,
        sha256=sha256(content.encode()).hexdigest(),
        content=content,
    )


def claim(gold: GoldClaim, ids: dict[str, str]) -> Claim:
    shared = {field.name for field in fields(Claim)} & {field.name for field in fields(GoldClaim)}
    values = {name: getattr(gold, name) for name in sorted(shared)}
    deniers = tuple(replace(one, doc=ids.get(one.doc, one.doc)) for one in gold.denied_by)
    return Claim(**(values | {"doc": ids[gold.doc], "denied_by": deniers}))


def _attack(gold: GoldAttack, ids: dict[str, str]) -> Attack:
    return Attack(
        id=gold.id,
        name=gold.name,
        kind=gold.kind,
        date=gold.date,
        place=gold.place,
        perpetrators=tuple(
            Perpetrator(one.entity, one.status, tuple(ids[doc] for doc in one.docs))
            for one in gold.perpetrators
        ),
        casualties=tuple(_figure(f"{gold.id}-{i}", one, ids) for i, one in enumerate(gold.casualties)),
        documents=tuple(ids[doc] for doc in gold.docs),
        mentions=tuple(AttackMention(ids[one.doc], one.quote, one.start, one.end) for one in gold.mentions),
    )


def _mention(gold: GoldMention, ids: dict[str, str]) -> Mention:
    flags = {flag: getattr(gold, flag) for flag in FLAGS}
    return Mention(gold.id, ids[gold.doc], gold.start, gold.end, gold.text, gold.entity, **flags)


def _figure(key: str, gold: GoldFigure, ids: dict[str, str]) -> Figure:
    shared = {field.name for field in fields(GoldFigure)} - {"doc"}
    return Figure(id=key, doc=ids[gold.doc], **{name: getattr(gold, name) for name in sorted(shared)})
