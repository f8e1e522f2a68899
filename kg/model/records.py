"""The records that the stages exchange, and the interchange format (JSON Lines, one file a kind).

Offsets are 0-based Unicode code points into the whole file that a document came from (`Document.file`),
end exclusive; `text[start:end] == quote` holds for every record. Where the file is no plain text (HTML, PDF,
JSON Lines), they count in the text drawn out of it, which `kg.documents.text_of` gives. Field names and
meanings follow the annotation guidelines of the gold standard. Everything is frozen; a change makes a new
record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document with their place in its file."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that signals something (a hedge, a denial), with its place in the file."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A speaker without a name, in the document's own words: "some analysts"."""

    unnamed: str


Asserter = str | Unnamed
"""An entity id, or an unnamed speaker. An empty list of asserters is the document's own voice."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article: where it stands in which file, who published it when, and its words.

    `content` is `file_text[start:end]`; a file that holds several articles gives several documents
    (`stem#1`, `stem#2`, …). `sha256` is that of `content` in UTF-8: another hash is another version.
    `text` tells how the words came about: original, translated, rewritten or unknown. `published` is
    an ISO day, or a shorter EDTF date where only that is known. `tlp` is a TLP 2.0 label or None
    (unmarked). `file` is the path below the folder that was given. The article's headline, where the file
    has one, is at `title_start`; its running text begins at `body_start` (None: at `start`); what else
    stands before that (publisher, date, rubrics) is not prose.

    `copy_of` is the id of the document of which this one is a near-copy, so that both count as one voice. It
    depends on all documents at hand: None while a document stands alone, set where records are joined.
    """

    id: str
    file: str
    start: int
    end: int
    sha256: str
    content: str
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    body_start: int | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    genre: str = "unknown"
    text: str = "unknown"
    tlp: str | None = None
    duplicates: tuple[str, ...] = ()
    """Paths of files with exactly the same article, which were not read a second time."""
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity's name at a place in a document.

    `metonym`: a capital that stands for its state; `demonym`: "Indian"; `nested`: inside a longer
    mention; `ellipsis`: shares a word with its neighbour ("Afghan and Pakistani Taliban");
    `described`: no name but a definite description.
    """

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
    described: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A group, state, agency, organisation, person, population, location, attack or publication.

    `id` is a readable slug. `known` tells that the register of known actors has it. `external` maps
    a list's name to the identifier there (ucdp, misp, wikidata, iso3166). `described` entities have no
    name in the text; `generic` ones are classes or unnamed sponsors.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    external: dict[str, str] = field(default_factory=dict)
    known: bool = False
    described: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies a claim, where, in which words. `doc` may be another document than the claim's."""

    entity: str
    doc: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that `subject` stands in `relation` to `object`, in which words, how firmly, who denies.

    One record per document, subject, relation, object and asserter; repeats go to `also`.
    `asserted_by` empty means the document's own voice. `hedge` joins the cues of `hedge_cues` with
    " … ". `polarity` is positive or negative; a denial is a negative claim that names in `denies` the
    claims it denies. `act`, `valid` (EDTF), `mode` (active, passive) and `level` (government, elements,
    individual) come only from the words; None is "unstated". `confidence` orders the review and says
    nothing about truth; `reasons` names the features behind it. `tlp` is a marking of the claim's own
    (a TLP 2.0 label), beside its document's.
    """

    id: str
    doc: str
    subject: str
    relation: str
    object: str
    quote: str
    start: int
    end: int
    qualifiers: dict[str, Value] = field(default_factory=dict)
    asserted_by: tuple[Asserter, ...] = ()
    reported_by: str | None = None
    reported_in: str | None = None
    modality: str = "asserted"
    hedge: str | None = None
    hedge_cues: tuple[Cue, ...] = ()
    polarity: str = "positive"
    status: str = "unattributed"
    denied_by: tuple[Denial, ...] = ()
    denies: tuple[str, ...] = ()
    evidence: Quote | None = None
    also: tuple[Quote, ...] = ()
    act: str | None = None
    valid: str | None = None
    mode: str | None = None
    level: str | None = None
    confidence: float | None = None
    reasons: tuple[str, ...] = ()
    extractor: str = "rules"
    extractor_version: str = "1"
    review: str = "machine"
    tlp: str | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """An actor said to be behind an attack: under which relation, with which status, in which documents."""

    entity: str
    status: str
    docs: tuple[str, ...]
    relation: str = "PERPETRATED"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of casualties as one document gives it; figures are never reconciled.

    `measure` is killed, wounded or casualties; `qualifier` is exact, at_least, around, over or up_to;
    `of` says of whom, in plain words ("people", "US troops"). `asserted_by` as in a claim.
    """

    id: str
    doc: str
    measure: str
    value: int
    qualifier: str
    quote: str
    start: int
    end: int
    of: str | None = None
    asserted_by: tuple[Asserter, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What is said about a claim of responsibility: by whom (None: nobody claimed it), in which documents."""

    by: str | None
    docs: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class AttackMention:
    """Words of a document that speak of an attack."""

    doc: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attack:
    """One event, across all documents that speak of it, with every figure kept.

    `date` is EDTF with the precision of the words (`2024-03-22`, `2024-03`, None). `kind` tells attacks
    from foiled plots, killings by security forces and military strikes. `place` and `targets` are entity
    ids. `joined` lists the ids under which single documents reported it (document-local attacks), and
    `join_reasons` why they were taken for one event. A document-local attack has one document.
    """

    id: str
    name: str
    kind: str
    date: str | None = None
    date_note: str | None = None
    place: str | None = None
    perpetrators: tuple[Perpetrator, ...] = ()
    also_accused: tuple[Perpetrator, ...] = ()
    targets: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    casualties: tuple[Figure, ...] = ()
    claim_of_responsibility: Responsibility | None = None
    documents: tuple[str, ...] = ()
    mentions: tuple[AttackMention, ...] = ()
    joined: tuple[str, ...] = ()
    join_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or article that was left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one document: claims, attacks, and entities that no register names.

    Ids of attacks are document-local (`DOC~attack-1`); the entities stage joins them across documents.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    attacks: tuple[Attack, ...] = ()
    rejected: dict[str, int] = field(default_factory=dict)
    """How many claims an extractor offered that did not hold against the document's words, by reason."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's mark: reliability (A to F) of a publisher or an asserter, credibility (1 to 6) of a claim.

    `about` is publisher, asserter or credibility; `id` a publisher's name, an entity's id or a claim's id.
    """

    about: str
    id: str
    mark: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that was read from a set of documents, joined across them and sorted by id.

    `renamed` maps the ids of entities that were taken into others to these; `ratings` are people's marks.
    """

    documents: tuple[Document, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    attacks: tuple[Attack, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
