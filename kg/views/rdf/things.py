"""Documents, entities, attacks, runs and the description of the whole as lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Attack, Document, Entity
from kg.schema import terms
from kg.views.rdf.claims import packed, run
from kg.views.rdf.content import Content, ToldDocument, ToldEntity
from kg.views.rdf.lines import INTEGER, PACKED, SHARED, TYPE, Block, Lines, P, encoded, entity, literal

FORMAT = "1"
"""Version of this way to write; files of another one are not read."""

RIGHTS = (
    "What is told here are claims of the documents named, not findings of whoever made this file. The quoted "
    "words belong to their authors and publishers."
)

_COUNT, _FORM, _NAMES, _RECORD = (P[f"kg:{one}"] for one in ("count", "form", "names", "record"))
_IS_NAMING = f"{TYPE}<{terms.expand('kg:Naming')}>"

_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,14}")

_PACKED = (
    "perpetrators",
    "also_accused",
    "claim_of_responsibility",
    "mentions",
    "targets",
    "victims",
    "documents",
    "joined",
    "join_reasons",
)
"""What is told of an attack without being a claim: kept in one JSON text, so that it links nothing."""

WHOLE = f"{terms.IDS}void"
"""The name of the whole; it sorts last, when everything has been counted."""


def document_lines(told: ToldDocument, *, redacted: bool) -> Lines:
    """The lines of a version of a document; with text, mentions and reports where it has them.

    What is told of its mentions comes first, and is most of it: those lines are written in order.
    """
    first, rest = _namings(told), _document_block(told, redacted=redacted).sorted()
    return Lines(first.pieces + rest.pieces, first.number + rest.number)


def _document_block(told: ToldDocument, *, redacted: bool) -> Block:
    """The lines of a document but for what is told of its mentions."""
    document, place = told.document, told.place
    block = Block(place.iri, place.graph)
    _described(block, document, redacted=redacted)
    if told.publisher is not None:
        block.link(place.iri, "dcterms:publisher", entity(told.publisher))
    if told.reader is not None:
        block.text(place.iri, "kg:text", document.content)
        block.link(place.iri, "prov:wasGeneratedBy", run(*told.reader))
        block.flag(place.iri, "kg:superseded", flag=told.superseded)
        block.flag(place.iri, "kg:withdrawn", flag=told.withdrawn)
    for older in told.revises:
        block.link(place.iri, "prov:wasRevisionOf", older.iri)
    head = f"<{place.iri}>{P['kg:naming']}<"
    block.lines += [f"{head}{_naming(place.iri, named)}>{block.end}" for named, _ in told.namings]
    _reports(block, told)
    return block


def _described(block: Block, document: Document, *, redacted: bool) -> None:
    iri = block.iri
    block.type(iri, terms.expand("kg:Document"))
    for curie, text in (
        ("dcterms:identifier", document.id),
        ("kg:file", document.file),
        ("dcterms:title", document.title),
        ("kg:publisher", document.publisher),
        ("kg:author", document.author),
        ("kg:address", document.url),
        ("dcterms:language", document.language),
        ("kg:copyOf", document.copy_of),
    ):
        block.text(iri, curie, text)
    block.date(iri, "dcterms:issued", document.published)
    block.word(iri, "kg:genre", document.genre)
    block.word(iri, "kg:textKind", document.text)
    block.word(iri, "kg:marking", document.tlp)
    if document.duplicates:
        block.json(iri, "kg:duplicates", packed(document.duplicates))
    if redacted:
        return
    block.text(iri, "kg:textHash", document.sha256)
    for curie, number in (
        ("kg:start", document.start),
        ("kg:end", document.end),
        ("kg:titleStart", document.title_start),
        ("kg:titleEnd", document.title_end),
        ("kg:bodyStart", document.body_start),
    ):
        block.number(iri, curie, number)


def _naming(document: str, named: str) -> str:
    """The name of what a document calls an entity."""
    return f"{document}:naming:{encoded(named)}"


def _namings(told: ToldDocument) -> Lines:
    """By which words a document names whom, in order."""
    end = f" <{told.place.graph}> .\n"
    known = sorted((f"<{_naming(told.place.iri, named)}>", named, row) for named, row in told.namings)
    pieces: list[str] = []
    number = 0
    for iri, named, row in known:
        forms = [f"{iri}{_FORM}{literal(form)}{end}" for form in row["texts"]]
        if len(forms) > 1:
            forms = sorted(set(forms))
        record = ""
        number += 3 + len(forms)
        if "mentions" in row:
            number += 1
            packed = literal(f'{{"entities":{row["entities"]},"mentions":{row["mentions"]}}}')
            record = f"{iri}{_RECORD}{packed}{PACKED}{end}"
        pieces.append(
            f'{iri}{_IS_NAMING}{end}{iri}{_COUNT}"{row["count"]}"{INTEGER}{end}'
            f"{''.join(forms)}{iri}{_NAMES}<{entity(named)}>{end}{record}"
        )
    return Lines(pieces, number)


def _reports(block: Block, told: ToldDocument) -> None:
    for row, event in told.reports:
        iri = f"{block.iri}:report:{row['position']}"
        block.link(block.iri, "kg:report", iri)
        block.type(iri, terms.expand("kg:AttackReport"))
        if event is not None:
            block.link(iri, "kg:reportOf", entity(event))
        record = f'{{"attack":{row["record"]},"entities":{row["entities"]},"mentions":{row["mentions"]}}}'
        block.json(iri, "kg:record", record)


def entity_block(told: ToldEntity) -> Block:
    """The lines of an entity, an attack among them; nothing in it leads to an actor."""
    one = told.entity
    iri = entity(one.id)
    block = Block(iri, SHARED)
    block.type(iri, terms.expand(f"kg:{one.type}"))
    block.text(iri, "dcterms:identifier", one.id)
    block.text(iri, "skos:prefLabel", one.name)
    for alias in one.aliases:
        block.text(iri, "skos:altLabel", alias)
    block.text(iri, "kg:parent", one.parent)
    block.text(iri, "kg:country", one.country)
    for listed, identity in one.external.items():
        block.text(iri, "kg:listed", f"{listed}:{identity}")
        if listed == "wikidata" and _WIKIDATA.fullmatch(identity):
            block.link(iri, "skos:exactMatch", f"http://www.wikidata.org/entity/{identity}")
    for flag in ("known", "described", "generic"):
        block.flag(iri, f"kg:{flag}", flag=getattr(one, flag))
    for mark_for, mark in told.marks.items():
        block.word(iri, f"kg:{mark_for}Reliability", mark)
    block.json(iri, "kg:asOrdered", _ordered(one))
    if told.attack is not None:
        _attack(block, told.attack)
    return block


def _ordered(one: Entity) -> str | None:
    """The other names, where their order or doubles would be lost."""
    in_order = list(one.aliases) == sorted(set(one.aliases))
    return None if in_order else packed({"aliases": one.aliases})


def _attack(block: Block, attack: Attack) -> None:
    block.text(block.iri, "kg:attackKind", attack.kind)
    block.date(block.iri, "sem:hasTimeStamp", attack.date)
    block.text(block.iri, "kg:dateNote", attack.date_note)
    if attack.place is not None:
        block.link(block.iri, "sem:hasPlace", entity(attack.place))
    block.json(block.iri, "kg:record", packed({each: getattr(attack, each) for each in _PACKED}))


@dataclass(slots=True)
class Tally:
    """How much was written, for the description of the whole."""

    claims: int = 0
    documents: int = 0
    entities: int = 0
    lines: int = 0


def run_block(extractor: str, version: str) -> Block:
    """The lines of a reading by one version of an extractor."""
    block = Block(run(extractor, version), SHARED)
    block.type(block.iri, terms.expand("kg:Extraction"))
    block.text(block.iri, "kg:extractor", extractor)
    block.text(block.iri, "kg:extractorVersion", version)
    return block


def whole_block(content: Content, tally: Tally, runs: Iterable[str], licence: str | None) -> Block:
    """The lines that describe the whole: counts, rights, marking, by whom it was read."""
    block = Block(WHOLE, SHARED)
    block.type(WHOLE, terms.expand("void:Dataset"))
    block.type(WHOLE, terms.expand("dcat:Dataset"))
    block.text(WHOLE, "dcterms:title", "Claims about militant networks")
    block.text(WHOLE, "dcterms:rights", RIGHTS)
    if licence is not None:
        block.link(WHOLE, "dcterms:license", licence)
    block.link(WHOLE, "dcterms:conformsTo", terms.NS)
    block.text(WHOLE, "kg:format", FORMAT)
    block.text(WHOLE, "kg:scope", content.scope)
    block.word(WHOLE, "kg:handling", content.handling)
    for one in runs:
        block.link(WHOLE, "prov:wasGeneratedBy", one)
    block.number(WHOLE, "kg:claims", tally.claims)
    block.number(WHOLE, "kg:documents", tally.documents)
    block.number(WHOLE, "kg:entities", tally.entities)
    block.number(WHOLE, "void:triples", tally.lines + len(block.lines) + 1)
    return block
