"""Everything that single documents said, as one set of records: the entities stage in one function."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities.attacks import join_attacks
from kg.entities.merge import merged, renamed, rewritten_claim, rewritten_mention, same_names
from kg.entities.perpetrators import actors, attributed
from kg.model import Attack, Entity, Extraction, Figure, Mention, Records


def join(extractions: Sequence[Extraction]) -> Records:
    """The records of all documents, sorted, the same for any order of `extractions`.

    One entity an id; names that differ only in case, accents, hyphens or an article are one entity. Attacks
    of several documents are joined (see kg.entities.attacks) and get readable ids; claims and mentions
    speak of them by these. Claim ids do not change.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.document.id)
    entities = merged(ordered)
    ids = same_names(entities)
    entities = renamed(entities, ids)
    claims = [rewritten_claim(claim, ids) for extraction in ordered for claim in extraction.claims]
    attacks = join_attacks(
        [_rewritten_attack(attack, ids) for extraction in ordered for attack in extraction.attacks],
        entities,
        published={extraction.document.id: extraction.document.published for extraction in ordered},
        actors=actors(claims),
    )
    globals_ = {local: attack.id for attack in attacks for local in attack.joined}
    claims = sorted(
        (rewritten_claim(claim, globals_) for claim in claims),
        key=lambda claim: (claim.doc, claim.start, claim.end, claim.id),
    )
    mentions = (m for extraction in ordered for m in extraction.mentions)
    return Records(
        documents=tuple(extraction.document for extraction in ordered),
        mentions=_mentions(rewritten_mention(rewritten_mention(m, ids), globals_) for m in mentions),
        entities=_entities(entities, attacks),
        claims=tuple(claims),
        attacks=attributed(attacks, claims),
    )


def _rewritten_attack(attack: Attack, ids: Mapping[str, str]) -> Attack:
    if not ids:
        return attack
    return replace(
        attack,
        place=ids.get(attack.place, attack.place) if attack.place else None,
        targets=tuple(ids.get(target, target) for target in attack.targets),
        casualties=tuple(_rewritten_figure(figure, ids) for figure in attack.casualties),
    )


def _rewritten_figure(figure: Figure, ids: Mapping[str, str]) -> Figure:
    speakers = tuple(ids.get(a, a) if isinstance(a, str) else a for a in figure.asserted_by)
    return replace(figure, asserted_by=speakers)


def _mentions(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions sorted by place; of two that name one thing by the same words one is kept."""
    kept: dict[tuple[str, int, int, str], Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.entity, m.described, m.id)):
        kept.setdefault((mention.doc, mention.start, mention.end, mention.entity), mention)
    return tuple(kept.values())


def _entities(entities: Mapping[str, Entity], attacks: Sequence[Attack]) -> tuple[Entity, ...]:
    """The entities with one for each attack; one that the register knows keeps its record."""
    result = dict(entities)
    for attack in attacks:
        if attack.id not in result:
            result[attack.id] = Entity(attack.id, "Attack", attack.name)
    return tuple(result[entity_id] for entity_id in sorted(result))
