"""A gold standard: documents, entities, mentions, claims, attacks and exclusions that people annotated.

A folder of JSON Lines files. Fields that scoring does not use are ignored. Offsets are code points into
the document's whole file, as everywhere.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kg.errors import DocumentError
from kg.model import Asserter, Cue, Denial, Quote

Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article: the span `start` to `end` of `file`."""

    id: str
    file: str
    start: int
    end: int
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    published: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without its folders: what documents are matched by."""
        return Path(self.file).name


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity; `equivalents` are accepted in its place, `descriptions` are wordings without a name."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    parent: str | None = None
    equivalents: tuple[str, ...] = ()
    described: bool = False
    generic: bool = False
    population: bool = False


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name at a place; the flags are scored apart."""

    id: str
    doc: str
    start: int
    end: int
    text: str
    entity: str
    metonym: bool = False
    demonym: bool = False
    nested: bool = False
    ellipsis: bool = False

    @property
    def kind(self) -> str:
        """The first flag that is set, else plain."""
        return next((flag for flag in FLAGS if getattr(self, flag)), "plain")


FLAGS = ("metonym", "demonym", "ellipsis", "nested")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim with the alternatives that a scorer accepts; `tier` is core, context or mirror."""

    id: str
    doc: str
    subject: str
    relation: str
    object: str
    quote: str
    start: int
    end: int
    tier: str
    status: str
    modality: str
    polarity: str = "positive"
    qualifiers: dict[str, Any] = field(default_factory=dict)
    asserted_by: tuple[Asserter, ...] = ()
    reported_by: str | None = None
    denied_by: tuple[Denial, ...] = ()
    denies: tuple[str, ...] = ()
    hedge_cues: tuple[Cue, ...] = ()
    evidence: Quote | None = None
    also: tuple[Quote, ...] = ()
    doubtful: bool = False
    implicit: bool = False
    subject_alt: tuple[str, ...] = ()
    object_alt: tuple[str, ...] = ()
    relation_alt: tuple[str, ...] = ()
    modality_alt: tuple[str, ...] = ()
    status_alt: tuple[str, ...] = ()
    asserted_by_alt: tuple[Asserter, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it is said: the main quote and the repeats."""
        return ((self.start, self.end), *((quote.start, quote.end) for quote in self.also))

    @property
    def relations(self) -> tuple[str, ...]:
        """The relation and those accepted in its place."""
        return (self.relation, *self.relation_alt)


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number of casualties in one document."""

    doc: str
    measure: str
    value: int
    qualifier: str
    quote: str
    start: int
    end: int
    of: str | None = None


@dataclass(frozen=True, slots=True)
class GoldPerpetrator:
    """An actor behind an attack, with the status of what is said, in which documents."""

    entity: str
    status: str
    docs: tuple[str, ...] = ()
    relation: str = "PERPETRATED"


@dataclass(frozen=True, slots=True)
class GoldAttackMention:
    """Words that speak of an attack."""

    doc: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldAttack:
    """One event across documents."""

    id: str
    name: str
    kind: str
    date: str | None = None
    place: str | None = None
    perpetrators: tuple[GoldPerpetrator, ...] = ()
    also_accused: tuple[GoldPerpetrator, ...] = ()
    casualties: tuple[GoldFigure, ...] = ()
    mentions: tuple[GoldAttackMention, ...] = ()

    @property
    def words(self) -> list[tuple[str, int, int]]:
        """Where it is spoken of: document, start, end of its mentions and figures."""
        mentions = [(one.doc, one.start, one.end) for one in self.mentions]
        return mentions + [(one.doc, one.start, one.end) for one in self.casualties]

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents whose words speak of it, sorted."""
        return tuple(sorted({doc for doc, _, _ in self.words}))


@dataclass(frozen=True, slots=True)
class Excluded:
    """A borderline omission: a claim there is neither right nor wrong, unless the entry says WRONG."""

    id: str
    doc: str
    start: int
    end: int
    reason: str = ""
    possible_reading: str | None = None

    @property
    def wrong(self) -> bool:
        """Whether a claim there is an error."""
        return "WRONG" in f"{self.reason} {self.possible_reading}"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A total over many events (a year, a country): not a figure of an attack."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything that was annotated in one folder."""

    folder: str
    documents: dict[str, GoldDocument]
    entities: dict[str, GoldEntity]
    mentions: tuple[GoldMention, ...]
    claims: tuple[GoldClaim, ...]
    attacks: tuple[GoldAttack, ...]
    excluded: tuple[Excluded, ...]
    aggregates: tuple[Aggregate, ...] = ()

    def only(self, docs: Collection[str]) -> "Gold":
        """The part that is about the documents `docs`; an unknown one raises DocumentError."""
        unknown = sorted(set(docs) - set(self.documents))
        if unknown:
            raise DocumentError(
                f"no document {', '.join(unknown)}",
                where=self.folder,
                hint=f"choose among {', '.join(self.documents)}",
            )
        attacks = (
            replace(
                attack,
                mentions=tuple(one for one in attack.mentions if one.doc in docs),
                casualties=tuple(one for one in attack.casualties if one.doc in docs),
                perpetrators=tuple(
                    one for one in attack.perpetrators if not one.docs or set(one.docs) & set(docs)
                ),
                also_accused=tuple(
                    one for one in attack.also_accused if not one.docs or set(one.docs) & set(docs)
                ),
            )
            for attack in self.attacks
        )
        return replace(
            self,
            documents={key: one for key, one in self.documents.items() if key in docs},
            mentions=tuple(one for one in self.mentions if one.doc in docs),
            claims=tuple(one for one in self.claims if one.doc in docs),
            attacks=tuple(attack for attack in attacks if attack.docs),
            excluded=tuple(one for one in self.excluded if one.doc in docs),
            aggregates=tuple(one for one in self.aggregates if one.doc in docs),
        )


def load(folder: Path) -> Gold:
    """The gold standard in `folder`; aggregates.jsonl may be absent, any other file raises DocumentError."""
    return Gold(
        folder=str(folder),
        documents={one.id: one for one in _read(folder, "documents", GoldDocument)},
        entities={one.id: one for one in _read(folder, "entities", GoldEntity)},
        mentions=_read(folder, "mentions", GoldMention),
        claims=_read(folder, "claims", GoldClaim),
        attacks=_read(folder, "attacks", GoldAttack),
        excluded=_read(folder, "excluded", Excluded),
        aggregates=_read(folder, "aggregates", Aggregate, needed=False),
    )


def _read(folder: Path, name: str, kind: type[T], *, needed: bool = True) -> tuple[T, ...]:
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        if not needed:
            return ()
        raise DocumentError(
            "no such file of a gold standard", where=str(path), hint="name a folder that has it"
        )
    decoder = msgspec.json.Decoder(kind)
    rows = []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                rows.append(decoder.decode(line))
            except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
                raise DocumentError(
                    f"not a gold record of kind {name}: {error}",
                    where=f"{path}:{number}",
                    hint="mend that line",
                ) from error
    return tuple(rows)
