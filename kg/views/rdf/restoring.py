"""Things read from RDF back to records, and these to a graph: the way back from a whole export."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from kg.graph import build, rows
from kg.graph.crossing import undisturbed
from kg.graph.rows import Stored
from kg.graph.shape import Graph
from kg.model import (
    Attack,
    Claim,
    Cue,
    Denial,
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Quote,
    Rating,
    Records,
)
from kg.schema import terms
from kg.views import verify
from kg.views.rdf import reading, records
from kg.views.rdf.canonical import blocks
from kg.views.rdf.content import MARKS, Whole
from kg.views.rdf.lines import split
from kg.views.rdf.origin import FromGraph
from kg.views.rdf.reading import Files, Foreign, Thing, entity_of, of_kind
from kg.views.rdf.records import asserters, converted, entity_or_none, unpacked
from kg.views.rdf.things import FORMAT, WHOLE

_TYPE = f"{terms.PREFIXES['rdf']}type"
_WORDS = ("modality", "polarity", "status", "act", "mode", "level", "review")


def graph(given: Path) -> Graph:
    """The graph that the file, or the files of the folder, were exported from.

    DocumentError for a file that is cut off, of another version, part of a graph only, or that holds anything
    that an export of this very graph would not: nothing is passed over in silence.
    """
    # What is made here is kept and holds no cycles: to look for them over and over took a sixth of the time.
    with undisturbed(), reading.workshop() as folder:
        files = reading.read(reading.paths(given), Path(folder))
        licence = _checked(files, str(given))
        found = _Restorer(files).graph()
        _compare(files, found, licence, str(given))
        return found


def _checked(files: Files, where: str) -> str | None:
    """The licence that the file names, after a look at what it says of itself."""
    whole = next((thing for thing in files.things("void") if thing.iri == WHOLE), None)
    if whole is None:
        raise Foreign("it does not end with its own description: no export of kg, or cut off", where)
    form = whole.one("kg:format")
    if form != FORMAT:
        raise Foreign(f"it is of version {form} of the format, this kg reads {FORMAT}", where)
    if whole.one("kg:scope") != "whole":
        raise Foreign("it holds a selection: a graph cannot be made from a part of one", where)
    for kind in ("claim", "document"):
        found = sum(1 for _ in files.groups(kind))
        told = whole.number(f"kg:{kind}s")
        if found != told:
            raise Foreign(f"it has {found} {kind}s and says {told}: it is cut off, or two were mixed", where)
    return whole.one("dcterms:license")


def _compare(files: Files, found: Graph, licence: str | None, where: str) -> None:
    """DocumentError unless an export of the graph gives just what was read."""
    told = blocks(Whole(FromGraph(found)), licence)
    written = (reading.bare(line) for pieces in told for line in split(pieces))
    for read, expected in zip_longest(files.lines(), written):
        if read != expected:
            foreign = expected is None or (read is not None and read < expected)
            what = "it says what kg would not" if foreign else "it does not say what it should"
            raise Foreign(f"{what}: {((read if foreign else expected) or '').strip()[:300]}", where)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of a document as read, and what else is told of it."""

    document: Document
    extractor: str
    version: str
    superseded: bool
    withdrawn: bool


class _Restorer:
    """Makes records of things; used once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._versions: dict[str, _Version] = {}
        self._entities: dict[str, list[Entity]] = defaultdict(list)
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self._reports: dict[str, list[Attack]] = defaultdict(list)
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        self._across: list[Claim] = []
        self._renamed: dict[str, str] = {}
        self._published: dict[str, str] = {}
        self._ratings: list[Rating] = []

    def graph(self) -> Graph:
        """The graph that follows from all that was read."""
        runs = {thing.iri: thing for thing in self._files.things("run")}
        for thing in self._files.things("document"):
            self._document(thing, runs)
        figures: dict[str, list[Figure]] = defaultdict(list)
        for thing in self._files.things("figure"):
            figures[entity_of(thing.need("kg:figureOf"))].append(self._figure(thing))
        entities: dict[str, Entity] = {}
        attacks = []
        for thing in self._files.things("entity"):
            entity = records.entity(thing)
            entities[entity.id] = entity
            if thing.one("kg:record") is not None:
                attacks.append(records.attack(thing, entity, figures[entity.id]))
            self._marks(thing, entity)
        for thing in self._files.things("claim"):
            self._claim(thing, runs)
        all_documents = [one.document for one in self._versions.values()]
        publishers = build.publishers(entities.values(), all_documents, self._renamed)
        for name, publisher in self._published.items():
            if publishers[name].id != publisher:  # it was taken into another, or two names gave one id
                self._renamed.setdefault(build.slug(name), publisher)
        documents = [one.document for one in self._versions.values() if not one.superseded]
        found = Records(
            documents=tuple(sorted(documents, key=lambda document: document.id)),
            entities=tuple(entities[name] for name in sorted(entities)),
            claims=tuple(sorted(self._across, key=lambda claim: claim.id)),
            attacks=tuple(sorted(attacks, key=lambda attack: attack.id)),
            renamed=self._renamed,
            ratings=tuple(self._ratings),
        )
        live, old = self._all_stored()
        return build.graph(live, found, old)

    def _all_stored(self) -> tuple[list[Stored], list[Stored]]:
        """The documents that count and those that do not; DocumentError where a quote is not in its text."""
        found: tuple[list[Stored], list[Stored]] = ([], [])
        versions = {(one.document.id, one.document.sha256): iri for iri, one in self._versions.items()}
        for _, iri in sorted(versions.items()):
            stored = self._stored(iri)
            for finding in verify.texts(stored):
                raise Foreign(finding.what, finding.where)
            found[self._versions[iri].superseded].append(stored)
        return found

    def _marks(self, thing: Thing, entity: Entity) -> None:
        """People's marks for an entity; one for a publisher goes by a name of it."""
        for about in MARKS:
            mark = thing.word(f"kg:{about}Reliability")
            if mark is not None and about == "asserter":
                self._ratings.append(Rating(about, entity.id, mark))
            elif mark is not None:
                self._ratings += [
                    Rating(about, name, mark)
                    for name, publisher in sorted(self._published.items())
                    if publisher == entity.id
                ]

    def _stored(self, iri: str) -> Stored:
        one = self._versions[iri]
        extraction = Extraction(
            replace(one.document, copy_of=None),
            tuple(self._mentions[iri]),
            tuple(self._entities[iri]),
            tuple(self._claims[iri]),
            tuple(self._reports[iri]),
        )
        return Stored(rows.ordered(extraction), one.extractor, one.version, withdrawn=one.withdrawn)

    def _document(self, thing: Thing, runs: Mapping[str, Thing]) -> None:
        document = records.document(thing)
        run = runs.get(thing.need("prov:wasGeneratedBy"))
        if run is None:
            raise Foreign("it names a reading that is not described", thing.iri)
        self._versions[thing.iri] = _Version(
            document,
            run.need("kg:extractor"),
            run.need("kg:extractorVersion"),
            thing.flag("kg:superseded"),
            thing.flag("kg:withdrawn"),
        )
        publisher = thing.one("dcterms:publisher")
        if publisher is not None and document.publisher is not None:
            self._published[document.publisher] = entity_of(publisher)
        for rest in (iri.removeprefix(thing.iri) for iri in thing.many("kg:naming")):
            record = thing.one("kg:record", rest)
            if record is not None:
                meant = entity_of(thing.need("kg:names", rest))
                for entity in self._named(thing, unpacked(record, dict[str, msgspec.Raw], thing.iri)):
                    if entity.id != meant:
                        self._renamed[entity.id] = meant
        for rest in thing.numbered("kg:report"):
            found = unpacked(thing.need("kg:record", rest), dict[str, msgspec.Raw], thing.iri)
            self._reports[thing.iri].append(unpacked(found["attack"], Attack, thing.iri))
            self._named(thing, found)

    def _named(self, thing: Thing, record: Mapping[str, msgspec.Raw]) -> list[Entity]:
        """The entities of a packed record, taken in with their mentions."""
        entities = unpacked(record["entities"], list[Entity], thing.iri)
        self._entities[thing.iri] += entities
        self._mentions[thing.iri] += unpacked(record["mentions"], list[Mention], thing.iri)
        return entities

    def _start(self, iri: str) -> int:
        found = self._versions.get(iri)
        return found.document.start if found else 0

    def _quote(self, thing: Thing, rest: str) -> tuple[str, int, int]:
        """Words and offsets of a quote, counted in the file again."""
        words, place = f"{rest}:words", f"{rest}:place"
        base = self._start(thing.need("oa:hasSource", rest))
        start, end = thing.number("oa:start", place), thing.number("oa:end", place)
        if start is None or end is None:
            raise Foreign("a quote has no place", thing.iri + rest)
        return thing.need("oa:exact", words), start + base, end + base

    def _figure(self, thing: Thing) -> Figure:
        quote, start, end = self._quote(thing, ":quote")
        value = thing.number("kg:value")
        if value is None:
            raise Foreign("a figure has no value", thing.iri)
        return Figure(
            id=thing.need("dcterms:identifier"),
            doc=self._doc(thing.need("kg:quotedFrom")),
            measure=thing.word("kg:measure") or "",
            value=value,
            qualifier=thing.word("kg:bound") or "",
            quote=quote,
            start=start,
            end=end,
            of=thing.one("kg:ofWhom"),
            asserted_by=asserters(thing),
        )

    def _doc(self, iri: str) -> str:
        """The id of the document with this name; one that is not at hand has it in its name."""
        found = self._versions.get(iri)
        return found.document.id if found else of_kind(iri, f"{terms.IDS}document/").rpartition("@")[0]

    def _claim(self, thing: Thing, runs: Mapping[str, Thing]) -> None:
        place = thing.need("kg:quotedFrom")
        if place not in self._versions:
            raise Foreign("a claim is quoted from a document that is not there", thing.iri)
        across = converted(self._claim_record(thing, runs), Claim, thing.iri)
        as_extracted = thing.one("kg:asExtracted")
        own = across
        if as_extracted is not None:
            changed = {name.name: getattr(across, name.name) for name in fields(Claim)}
            changed |= unpacked(as_extracted, dict[str, Any], thing.iri)
            own = converted(msgspec.to_builtins(changed), Claim, thing.iri)
        self._claims[place].append(own)
        mark = thing.word("kg:credibility")
        if mark is not None:
            self._ratings.append(Rating("credibility", across.id, mark))
        counts = terms.expand("kg:Claim") in thing.parts().get(_TYPE, ())
        if not self._versions[place].superseded and (counts or across.review == "rejected"):
            self._across.append(across)

    def _claim_record(self, thing: Thing, runs: Mapping[str, Thing]) -> dict[str, Any]:
        run = runs.get(thing.need("prov:wasGeneratedBy"))
        if run is None:
            raise Foreign("it names a reading that is not described", thing.iri)
        quote, start, end = self._quote(thing, ":quote")
        proof = thing.one("kg:lackOfProof")
        confidence = thing.one("kg:confidence")
        record: dict[str, Any] = {
            "id": thing.need("dcterms:identifier"),
            "doc": self._doc(thing.need("kg:quotedFrom")),
            "subject": entity_of(thing.need("kg:claimSubject")),
            "relation": thing.word("kg:claimRelation"),
            "object": entity_of(thing.need("kg:claimObject")),
            "quote": quote,
            "start": start,
            "end": end,
            "qualifiers": unpacked(thing.one("kg:qualifiers") or "{}", dict[str, Any], thing.iri),
            "asserted_by": asserters(thing),
            "reported_by": entity_or_none(thing.one("kg:reportedBy")),
            "reported_in": entity_or_none(thing.one("kg:reportedThrough")),
            "hedge": thing.one("kg:hedge"),
            "hedge_cues": [Cue(*self._quote(thing, rest)) for rest in thing.numbered("kg:hedgeCue")],
            "denied_by": [self._denial(thing, rest) for rest in thing.numbered("kg:denial")],
            "denies": [of_kind(iri, f"{terms.IDS}claim/") for iri in thing.many("kg:denies")],
            "evidence": Quote(*self._quote(thing, ":proof")) if proof else None,
            "also": [Quote(*self._quote(thing, rest)) for rest in thing.numbered("kg:also")],
            "valid": thing.one("kg:valid"),
            "confidence": None if confidence is None else float(confidence),
            "reasons": unpacked(thing.one("kg:reasons") or "[]", list[str], thing.iri),
            "extractor": run.need("kg:extractor"),
            "extractor_version": run.need("kg:extractorVersion"),
            "tlp": thing.word("kg:marking"),
        }
        record |= {name: thing.word(f"kg:{name}") for name in _WORDS}
        record |= unpacked(thing.one("kg:asOrdered") or "{}", dict[str, Any], thing.iri)
        return {name: msgspec.to_builtins(value) for name, value in record.items()}

    def _denial(self, thing: Thing, rest: str) -> Denial:
        quote, start, end = self._quote(thing, f"{rest}:quote")
        doc = self._doc(thing.need("kg:quotedFrom", rest))
        return Denial(entity_of(thing.need("kg:deniedBy", rest)), doc, quote, start, end)
