"""Joined records back to single documents, so that they can be joined anew with those of other documents.

The way back from `kg.entities.join`. Records tell of an attack only what all documents together say of it, so
that each document's report of it gets the joined date, place, kind and targets, its own figures and its own
words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.entities.soundness import check, named_by_attack, named_by_claim
from kg.model import Attack, Claim, Entity, Extraction, Mention, Records
from kg.model.renaming import rewritten_claim, rewritten_mention

T = TypeVar("T", Mention, Claim)


def part(records: Records) -> tuple[Extraction, ...]:
    """What each document says, sorted by document; DocumentError if the records contradict themselves.

    Claims keep what other documents deny of them: give them as `kg.graph.status.alone` returns them.
    """
    check(records)
    mentions, claims = _by_document(records.mentions), _by_document(records.claims)
    attacks: dict[str, list[Attack]] = defaultdict(list)
    for attack in records.attacks:
        for document in attack.documents:
            attacks[document].append(attack)
    entities = {entity.id: entity for entity in records.entities}
    return tuple(
        _extraction(
            Records((document,), tuple(mentions[document.id]), (), tuple(claims[document.id])),
            attacks[document.id],
            entities,
        )
        for document in sorted(records.documents, key=lambda document: document.id)
    )


def _by_document(found: Sequence[T]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for one in found:
        groups[one.doc].append(one)
    return groups


def _extraction(said: Records, attacks: Sequence[Attack], entities: Mapping[str, Entity]) -> Extraction:
    """The extraction of the one document of `said`; its attacks get their document-local ids again."""
    (document,) = said.documents
    reports = {attack.id: _report(attack, document.id) for attack in attacks}
    ids = {name: report.id for name, report in reports.items()}
    # A known attack is an entity of the register too: words that name it stay with that.
    own = {(mention.start, mention.end) for attack in attacks for mention in attack.mentions}
    mentions = tuple(rewritten_mention(m, ids if (m.start, m.end) in own else {}) for m in said.mentions)
    claims = tuple(rewritten_claim(claim, ids) for claim in said.claims)
    named = {mention.entity for mention in mentions}
    named |= {name for claim in claims for name in named_by_claim(claim)}
    named |= {name for report in reports.values() for name in named_by_attack(report)}
    found = {name: entities[name] for name in named if name in entities}
    found |= {report.id: Entity(report.id, "Attack", report.name) for report in reports.values()}
    return Extraction(
        document=document,
        mentions=mentions,
        entities=tuple(found[name] for name in sorted(found)),
        claims=claims,
        attacks=tuple(sorted(reports.values(), key=lambda report: report.id)),
    )


def _report(attack: Attack, document: str) -> Attack:
    """The attack as one document tells it, as far as the joined record keeps that apart."""
    ids = sorted(joined for joined in attack.joined if joined.startswith(f"{document}~"))
    claimed = attack.claim_of_responsibility
    unclaimed = claimed if claimed and claimed.by is None and document in claimed.docs else None
    return replace(
        attack,
        id=ids[0] if ids else f"{document}~{attack.id}",
        perpetrators=(),
        also_accused=(),
        casualties=tuple(figure for figure in attack.casualties if figure.doc == document),
        claim_of_responsibility=replace(unclaimed, docs=(document,)) if unclaimed else None,
        documents=(document,),
        mentions=tuple(mention for mention in attack.mentions if mention.doc == document),
        joined=(),
        join_reasons=(),
    )
