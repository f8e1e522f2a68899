"""Entities and reports of attacks in the index by which a graph grows (see `kg.graph.index`).

What a new document says of an entity changes its record as far as all records of it do: these are kept, each
once, with the number of documents that have it. Reports are kept by the blocks in which they meet others.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.entities.attacks import known_attacks, wanted
from kg.entities.likeness import Report, is_presupposed
from kg.entities.merge import names
from kg.entities.near import blocks, exactness, meet
from kg.entities.perpetrators import actors
from kg.model import Attack, Entity, Extraction, Records
from kg.model.places import outer
from kg.model.renaming import rewritten_claim

Entry = tuple[str, ...]

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Entity)


def entries(extractions: Sequence[Extraction], records: Records) -> Iterator[Entry]:
    """All entries of the entities stage, for the extractions of a graph as `records` join them."""
    counted = described(extractions)
    for name, found in counted.items():
        yield from records_of(name, found)
    plain = {e.id: e for e in records.entities if e.id in counted}
    for entity in plain.values():
        yield from named(entity)
    for gone, kept in records.renamed.items():
        yield "renamed", gone, kept
        yield "renamed", kept, gone
    register = known_attacks(plain.values())
    reports: dict[str, Attack] = {}
    for extraction in extractions:
        for report in told(extraction, register, records.renamed):
            reports[report.id] = report.attack
            yield from blocked(report, plain)
            yield from absent(report, plain)
    for attack in records.attacks:
        yield from liked(attack, reports[attack.joined[0]], set(register.values()))


def described(extractions: Iterable[Extraction]) -> dict[str, Counter[str]]:
    """For each entity what documents say of it, packed, with their number; reports of attacks left out."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for extraction in extractions:
        local = {attack.id for attack in extraction.attacks}
        for entity in extraction.entities:
            if entity.id not in local:
                found[entity.id][_encoder.encode(entity).decode()] += 1
    return found


def records_of(name: str, found: Mapping[str, int]) -> Iterator[Entry]:
    """What documents say of an entity, in the index."""
    for record, number in found.items():
        yield "entity", name, record, str(number)


def unpacked(record: str) -> Entity:
    """The record of an entity that the index has packed."""
    return _decoder.decode(record)


def named(entity: Entity) -> Iterator[Entry]:
    """An entity by the names under which others may be the same."""
    for kind, name in names(entity):
        yield "name", f"{kind} {name}", entity.id, "known" if entity.known else ""


def absent(report: Report, entities: Mapping[str, Entity]) -> Iterator[Entry]:
    """What a report names, or what its place lies in, though nothing describes it."""
    place = report.attack.place
    found = {*report.attack.targets, *report.actors}
    found |= {place, *outer(entities, place)} if place else set()
    for name in found - entities.keys():
        yield "absent", name


def told(
    extraction: Extraction, register: Mapping[str, str], renamed: Mapping[str, str] | None = None
) -> list[Report]:
    """The attacks that a document reports, as they are compared with others."""
    behind = actors(rewritten_claim(claim, renamed or {}) for claim in extraction.claims)
    return [
        report(attack, extraction.document.published, behind.get(attack.id, ()), register)
        for attack in extraction.attacks
    ]


def report(
    attack: Attack, published: str | None, behind: Iterable[str], register: Mapping[str, str]
) -> Report:
    """An attack as a document tells it; `behind`: those said to have done it, `register`: known attacks."""
    day = published if attack.documents else None
    return Report(attack, day, frozenset(behind), register.get(attack.name))


def blocked(report: Report, entities: Mapping[str, Entity]) -> Iterator[Entry]:
    """A report by the blocks in which it meets others, with what tells which of these it can be near."""
    for block in blocks(report, entities):
        yield "block", digest(block), node(report.attack), flags(report)


def digest(block: str) -> str:
    """A block by its checksum: two with the same one only bring more reports together."""
    return f"{zlib.crc32(block.encode('utf-8', 'backslashreplace')):08x}"


def node(attack: Attack) -> str:
    """The id of a report's node (`kg.graph.rows.report_row`), while its document counts."""
    document = attack.documents[0] if attack.documents else ""
    return f"{document}{attack.id.removeprefix(document)}"


def flags(report: Report) -> str:
    """How exact the date of a report is, or that it has none (u), and is then spoken of as known (p)."""
    if report.attack.date is None:
        return "up" if is_presupposed(report) else "u"
    return exactness(report)


def may_meet(block: str, one: str, other: str) -> bool:
    """Whether reports with these flags may be near each other by what this block says.

    It mirrors what `kg.entities.near` compares: of two dates what these ask for, of reports without a date
    what the block does.
    """
    undated = {one, other} & {"u", "up"}
    if undated:
        return "presupposed " not in block or "up" in undated
    return meet(block, one, other)


def liked(attack: Attack, first: Attack, known: Collection[str]) -> Iterator[Entry]:
    """An attack by the id that it would like to have; a `known` one has that of the register."""
    if attack.id not in known:
        yield "wanted", wanted(attack.kind, attack.place, attack.date, first), first.id, attack.id
