"""Whether records from elsewhere hold together: hashes, places of quotes, names, words of the schema, ids."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from kg import schema
from kg.errors import DocumentError
from kg.model import Attack, Claim, Records
from kg.model.quotes import misplaced
from kg.model.records import Asserter

_AGAIN = "write records with `kg extract --out DIR`"


def check(records: Records) -> None:
    """DocumentError that names the first record which contradicts another one, its document or the schema."""
    documents = {document.id: document for document in records.documents}
    for document in records.documents:
        if hashlib.sha256(document.content.encode()).hexdigest() != document.sha256:
            raise DocumentError("the text is not the one of its hash", where=document.id, hint=_AGAIN)
    for one in misplaced(records, documents):
        place = f"{one.doc}:{one.start}"
        raise DocumentError(f"{one.record} quotes words that do not stand there", where=place, hint=_AGAIN)
    known = {entity.id for entity in records.entities}
    for record, name in _named(records):
        if name not in known:
            raise DocumentError(f"no record describes {name!r}", where=record, hint=_AGAIN)
    for record, field, word in _unknown_words(records):
        raise DocumentError(f"the schema has no {field} {word!r}", where=record, hint=_AGAIN)
    for kind in (records.documents, records.mentions, records.entities, records.claims, records.attacks):
        _check_ids(kind)


def _check_ids(records: Sequence[Any]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            raise DocumentError("two records have this id", where=record.id, hint=_AGAIN)
        seen.add(record.id)


def _named(records: Records) -> Iterator[tuple[str, str]]:
    """Each record's id with each entity that it names."""
    for mention in records.mentions:
        yield mention.id, mention.entity
    for claim in records.claims:
        for name in named_by_claim(claim):
            yield claim.id, name
    for attack in records.attacks:
        yield attack.id, attack.id
        for name in named_by_attack(attack):
            yield attack.id, name


def named_by_claim(claim: Claim) -> Iterator[str]:
    """The ids of the entities that a claim names: ends, speakers, reporters, deniers."""
    yield from (claim.subject, claim.object, *_speakers(claim.asserted_by))
    yield from (outer for outer in (claim.reported_by, claim.reported_in) if outer is not None)
    yield from (denial.entity for denial in claim.denied_by)


def named_by_attack(attack: Attack) -> Iterator[str]:
    """The ids of the entities that an attack names itself: place, targets, speakers of its figures."""
    yield from ([attack.place] if attack.place else [])
    yield from attack.targets
    for figure in attack.casualties:
        yield from _speakers(figure.asserted_by)


def _speakers(asserters: Sequence[Asserter]) -> Iterator[str]:
    yield from (asserter for asserter in asserters if isinstance(asserter, str))


def _unknown_words(records: Records) -> Iterator[tuple[str, str, str]]:
    """Records with a relation, a type or a word of a list that the schema does not have: id, field, word."""
    known = schema.load()
    figures = [figure for attack in records.attacks for figure in attack.casualties]
    kinds: dict[str, Sequence[Any]] = {
        "Document": records.documents,
        "Entity": records.entities,
        "Claim": records.claims,
        "Figure": figures,
    }
    for kind, found in kinds.items():
        for field in known.records[kind].fields.values():
            if field.vocabulary:
                words: Any = known.vocabularies[field.vocabulary]
            elif field.types or field.relations:
                words = known.entity_types if field.types else known.relations
            else:
                continue
            for record in found:
                word = getattr(record, field.name)
                if isinstance(word, str) and word not in words:
                    yield record.id, field.name, word
