"""Everything that single documents said, as one set of records: the entities stage in one function."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.entities.attacks import join_attacks
from kg.entities.judged import described, judged, usable
from kg.entities.merge import merged, renamed, same_names
from kg.entities.pairs import pair
from kg.entities.perpetrators import actors, attributed
from kg.entities.settled import UNJUDGED, Settled
from kg.model import Attack, Entity, Extraction, Figure, Mention, Rating, Records
from kg.model.renaming import rewritten_claim, rewritten_id, rewritten_mention, rewritten_speakers


def join(extractions: Sequence[Extraction], settled: Settled = UNJUDGED) -> Records:
    """The records of all documents, sorted, the same for any order of `extractions`.

    One entity an id; names that differ only in case, accents, hyphens or an article are one entity. Attacks
    of several documents are joined (see kg.entities.attacks) and get readable ids; claims and mentions
    speak of them by these. Claim ids do not change. What people judged (`settled`) comes before all that.
    """
    ordered = judged(sorted(extractions, key=lambda extraction: extraction.document.id), settled)
    entities, ids = _one_by_one(ordered, settled)
    claims = [rewritten_claim(claim, ids) for extraction in ordered for claim in extraction.claims]
    attacks = join_attacks(
        [rewritten_attack(attack, ids) for extraction in ordered for attack in extraction.attacks],
        entities,
        published={extraction.document.id: extraction.document.published for extraction in ordered},
        actors=actors(claims),
        judged=settled.attacks,
    )
    globals_ = {local: attack.id for attack in attacks for local in attack.joined}
    claims = sorted(
        (rewritten_claim(claim, globals_) for claim in claims),
        key=lambda claim: (claim.doc, claim.start, claim.end, claim.id),
    )
    mentions = (m for extraction in ordered for m in extraction.mentions)
    return Records(
        documents=tuple(extraction.document for extraction in ordered),
        mentions=each_once((rewritten_mention(m, globals_) for m in mentions), ids),
        entities=_entities(entities, attacks),
        claims=tuple(claims),
        attacks=attributed(attacks, claims),
        renamed=ids,
        ratings=tuple(_rewritten_rating(rating, ids) for rating in settled.ratings),
    )


def _one_by_one(
    extractions: Sequence[Extraction], settled: Settled
) -> tuple[dict[str, Entity], dict[str, str]]:
    """The entities, each once, and which ids were taken into which others: by people first, then by name."""
    entities = merged(extractions)
    reports = {attack.id for extraction in extractions for attack in extraction.attacks}
    entities |= {one.id: one for one in described(settled, entities.keys() | reports)}
    attacks = reports | {entity.id for entity in entities.values() if entity.type == "Attack"}
    by_people = usable(settled.entities, attacks)
    entities = renamed(entities, by_people, by_people=True)
    apart = {pair(by_people.get(a, a), by_people.get(b, b)) for a, b in settled.entities.apart}
    by_name = same_names(entities, apart)
    ids = {gone: by_name.get(kept, kept) for gone, kept in by_people.items()} | by_name
    return renamed(entities, by_name), dict(sorted(ids.items()))


def _rewritten_rating(rating: Rating, ids: Mapping[str, str]) -> Rating:
    return replace(rating, id=ids.get(rating.id, rating.id)) if rating.about == "asserter" else rating


def rewritten_attack(attack: Attack, ids: Mapping[str, str]) -> Attack:
    """The report of an attack with the entity ids of `ids` replaced."""
    if not ids:
        return attack
    return replace(
        attack,
        place=rewritten_id(attack.place, ids),
        targets=tuple(ids.get(target, target) for target in attack.targets),
        casualties=tuple(_rewritten_figure(figure, ids) for figure in attack.casualties),
    )


def _rewritten_figure(figure: Figure, ids: Mapping[str, str]) -> Figure:
    return replace(figure, asserted_by=rewritten_speakers(figure.asserted_by, ids))


def each_once(mentions: Iterable[Mention], ids: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions sorted by place; of two that name one thing by the same words one is kept.

    Where `ids` make two things one, both mentions are kept.
    """
    kept: dict[tuple[str, int, int, str], Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.doc, m.start, m.end, m.entity, m.described, m.id)):
        kept.setdefault((mention.doc, mention.start, mention.end, mention.entity), mention)
    found = (rewritten_mention(mention, ids) for mention in kept.values())
    return tuple(sorted(found, key=lambda m: (m.doc, m.start, m.end, m.entity, m.described, m.id)))


def _entities(entities: Mapping[str, Entity], attacks: Sequence[Attack]) -> tuple[Entity, ...]:
    """The entities with one for each attack; one that the register knows keeps its record."""
    result = dict(entities)
    for attack in attacks:
        if attack.id not in result:
            result[attack.id] = Entity(attack.id, "Attack", attack.name)
    return tuple(result[entity_id] for entity_id in sorted(result))
