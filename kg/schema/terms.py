"""The names that RDF has for what the schema describes: namespaces, classes, properties, concepts.

What ontology.ttl, shapes.ttl and context.jsonld are derived from, together with schema/*.yaml, and what the
export writes by. A relation is a concept (`skos:Concept`) that a claim points at, never a property: so no
store can take a claim for a fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

BASE = "https://w3id.org/kg-claims/"
"""Where all names of kg begin; nothing is read from there."""

NS = f"{BASE}ns/"
IDS = f"{BASE}id/"

PREFIXES: Mapping[str, str] = {
    "kg": NS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""Datatype of dates that are neither a day, a month nor a year."""

RELATIONS = "relation"
"""Name of the scheme that has the relations as concepts."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class: what it is, and the classes of others that it is a kind of."""

    name: str
    definition: str
    kind_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property as the export writes it.

    `curie` is its name (`kg:quote`), `kind` what its values are: link, concept, text, integer, boolean,
    double, json, date. `on` are the classes (`kg:` left out) that have it. `definition` is empty for what
    others have defined; `@Claim.quote` stands for what the schema says of that field.
    """

    curie: str
    kind: str
    on: tuple[str, ...]
    definition: str = ""

    @property
    def iri(self) -> str:
        """The whole name."""
        return expand(self.curie)


def expand(curie: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("kg:Claim")
    'https://w3id.org/kg-claims/ns/Claim'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def concept(scheme: str, term: str) -> str:
    """The IRI of a word of a vocabulary, or of a relation.

    >>> concept("status", "alleged")
    'https://w3id.org/kg-claims/ns/status/alleged'
    """
    return f"{NS}{scheme}/{quote(term, safe=':')}"


CLASSES = (
    Class("Claim", "@Claim", ("prov:Entity", "schema:Claim")),
    Class(
        "FormerClaim",
        "A claim that counts no more: its document was superseded or withdrawn, or a person rejected it.",
        ("prov:Entity",),
    ),
    Class("Denial", "@Denial", ("prov:Entity",)),
    Class("UnnamedVoice", "@Unnamed"),
    Class("Document", "@Document", ("prov:Entity", "schema:CreativeWork")),
    Class("Figure", "@Figure", ("prov:Entity",)),
    Class("Naming", "That a document names something, by which words, and how often."),
    Class("AttackReport", "An attack as one document tells it, before reports of one event are joined."),
    Class("Extraction", "The reading of documents by one version of an extractor.", ("prov:Activity",)),
    Class("Entity", "Anything claims are about.", ("prov:Entity",)),
    Class("Actor", "What can act.", ("prov:Agent",)),
)

ENTITY_KINDS: Mapping[str, tuple[str, ...]] = {
    "Group": ("org:Organization",),
    "Agency": ("org:Organization",),
    "Organisation": ("org:Organization",),
    "Person": ("foaf:Person",),
    "Population": ("foaf:Group",),
    "State": ("schema:Country",),
    "Location": ("sem:Place",),
    "Attack": ("sem:Event",),
    "Publication": ("schema:CreativeWork",),
}
"""Of which classes of others the entity types are kinds."""

_SAID = ("Claim", "FormerClaim")
_QUOTING = (*_SAID, "Denial", "Figure")

PROPERTIES = (
    Property("dcterms:identifier", "text", ("Claim", "FormerClaim", "Document", "Entity", "Figure")),
    # Claims.
    Property("kg:claimSubject", "link", _SAID, "@Claim.subject"),
    Property("kg:claimRelation", "concept", _SAID, "@Claim.relation"),
    Property("kg:claimObject", "link", _SAID, "@Claim.object"),
    Property("kg:quotedFrom", "link", (*_SAID, "Figure", "Denial"), "The document in which the words stand."),
    Property("kg:quote", "link", _QUOTING, "The words that say it, and their place."),
    Property("kg:assertedBy", "link", (*_SAID, "Figure"), "@Claim.asserted_by"),
    Property("kg:reportedBy", "link", _SAID, "@Claim.reported_by"),
    Property("kg:reportedThrough", "link", _SAID, "@Claim.reported_in"),
    Property("kg:modality", "concept", _SAID, "@Claim.modality"),
    Property("kg:polarity", "concept", _SAID, "@Claim.polarity"),
    Property("kg:status", "concept", _SAID, "@Claim.status"),
    Property("kg:act", "concept", _SAID, "@Claim.act"),
    Property("kg:mode", "concept", _SAID, "@Claim.mode"),
    Property("kg:level", "concept", _SAID, "@Claim.level"),
    Property("kg:review", "concept", _SAID, "@Claim.review"),
    Property("kg:support", "concept", _SAID, "Kinds of support that the words tell of."),
    Property("kg:valid", "date", _SAID, "@Claim.valid"),
    Property("kg:hedge", "text", _SAID, "@Claim.hedge"),
    Property("kg:hedgeCue", "link", _SAID, "A hedging word, with its place."),
    Property("kg:deniedBy", "link", (*_SAID, "Denial"), "Who denies it."),
    Property("kg:denial", "link", _SAID, "@Claim.denied_by"),
    Property("kg:denies", "link", _SAID, "A claim that this one, a denial, denies."),
    Property("kg:lackOfProof", "link", _SAID, "@Claim.evidence"),
    Property("kg:also", "link", _SAID, "@Claim.also"),
    Property("kg:qualifiers", "json", _SAID, "@Claim.qualifiers"),
    Property("kg:confidence", "double", _SAID, "@Claim.confidence"),
    Property("kg:reasons", "json", _SAID, "@Claim.reasons"),
    Property("kg:asOrdered", "json", (*_SAID, "Entity", "Figure"), "Lists whose order or doubles matter."),
    Property(
        "kg:asExtracted", "json", _SAID, "What differs in the claim as its own document alone gives it."
    ),
    Property("kg:marking", "concept", (*_SAID, "Document"), "The TLP marking that was set on it."),
    Property(
        "kg:handling",
        "concept",
        ("Claim", "Dataset"),
        "The TLP marking to keep: the highest of a claim, its document and its denials.",
    ),
    Property("kg:credibility", "concept", _SAID, "A person's mark: how well it agrees with what is known."),
    Property("kg:words", "text", ("UnnamedVoice",), "@Unnamed.unnamed"),
    # Documents.
    Property("kg:file", "text", ("Document",), "@Document.file"),
    Property("kg:start", "integer", ("Document",), "@Document.start"),
    Property("kg:end", "integer", ("Document",), "@Document.end"),
    Property("kg:textHash", "text", ("Document",), "@Document.sha256"),
    Property("kg:text", "text", ("Document",), "@Document.content"),
    Property("dcterms:title", "text", ("Document", "Dataset")),
    Property("kg:titleStart", "integer", ("Document",), "@Document.title_start"),
    Property("kg:titleEnd", "integer", ("Document",), "@Document.title_end"),
    Property("kg:bodyStart", "integer", ("Document",), "@Document.body_start"),
    Property("kg:publisher", "text", ("Document",), "@Document.publisher"),
    Property("dcterms:publisher", "link", ("Document",)),
    Property("kg:author", "text", ("Document",), "@Document.author"),
    Property("dcterms:issued", "date", ("Document",)),
    Property("kg:address", "text", ("Document",), "@Document.url"),
    Property("dcterms:language", "text", ("Document",)),
    Property("kg:genre", "concept", ("Document",), "@Document.genre"),
    Property("kg:textKind", "concept", ("Document",), "@Document.text"),
    Property("kg:duplicates", "json", ("Document",), "@Document.duplicates"),
    Property("kg:copyOf", "text", ("Document",), "@Document.copy_of"),
    Property("kg:superseded", "boolean", ("Document",), "Whether the document's claims count no more."),
    Property("kg:withdrawn", "boolean", ("Document",), "Whether somebody withdrew the document."),
    Property("prov:wasRevisionOf", "link", ("Document",)),
    Property("prov:wasGeneratedBy", "link", (*_SAID, "Document")),
    Property("kg:naming", "link", ("Document",), "That the document names something."),
    Property("kg:report", "link", ("Document",), "An attack that the document tells of."),
    Property("kg:names", "link", ("Naming",), "What is named."),
    Property("kg:form", "text", ("Naming",), "Words that name it."),
    Property("kg:count", "integer", ("Naming",), "How often; 0: meant and not named."),
    Property("kg:reportOf", "link", ("AttackReport",), "The event that the report was taken for."),
    Property("kg:record", "json", ("Naming", "AttackReport", "Attack"), "The whole record, as kg keeps it."),
    # Entities and attacks.
    Property("skos:prefLabel", "text", ("Entity",)),
    Property("skos:altLabel", "text", ("Entity",)),
    Property("skos:exactMatch", "link", ("Entity",)),
    Property("kg:parent", "text", ("Entity",), "@Entity.parent"),
    Property("kg:country", "text", ("Entity",), "@Entity.country"),
    Property("kg:listed", "text", ("Entity",), "@Entity.external"),
    Property("kg:known", "boolean", ("Entity",), "@Entity.known"),
    Property("kg:described", "boolean", ("Entity",), "@Entity.described"),
    Property("kg:generic", "boolean", ("Entity",), "@Entity.generic"),
    Property("kg:publisherReliability", "concept", ("Entity",), "A person's mark for a publisher."),
    Property("kg:asserterReliability", "concept", ("Entity",), "A person's mark for one who is quoted."),
    Property("kg:attackKind", "text", ("Attack",), "@Attack.kind"),
    Property("sem:hasTimeStamp", "date", ("Attack",)),
    Property("kg:dateNote", "text", ("Attack",), "@Attack.date_note"),
    Property("sem:hasPlace", "link", ("Attack",)),
    # Figures.
    Property("kg:figureOf", "link", ("Figure",), "The attack that the figure is about."),
    Property("kg:measure", "concept", ("Figure",), "@Figure.measure"),
    Property("kg:value", "integer", ("Figure",), "@Figure.value"),
    Property("kg:bound", "concept", ("Figure",), "@Figure.qualifier"),
    Property("kg:lowerBound", "integer", ("Figure",), "The least number that the words allow."),
    Property("kg:upperBound", "integer", ("Figure",), "The greatest number that the words allow."),
    Property("kg:inclusive", "boolean", ("Figure",), "Whether the bounds belong to the range."),
    Property("kg:ofWhom", "text", ("Figure",), "@Figure.of"),
    # Quotes (Web Annotation) and whose reading.
    Property("oa:hasSource", "link", ()),
    Property("oa:hasSelector", "link", ()),
    Property("oa:exact", "text", ()),
    Property("oa:start", "integer", ()),
    Property("oa:end", "integer", ()),
    Property("kg:redacted", "boolean", (), "Whether words and place were left out on purpose."),
    Property("kg:extractor", "text", ("Extraction",), "@Claim.extractor"),
    Property("kg:extractorVersion", "text", ("Extraction",), "@Claim.extractor_version"),
    # The whole.
    Property("kg:format", "text", ("Dataset",), "Version of this way to write."),
    Property("kg:scope", "text", ("Dataset",), "`whole`: can be imported; `selection`: part of a graph."),
    Property("kg:claims", "integer", ("Dataset",), "How many claims there are."),
    Property("kg:documents", "integer", ("Dataset",), "How many documents and versions of them there are."),
    Property("kg:entities", "integer", ("Dataset",), "How many entities there are."),
    Property("void:triples", "integer", ("Dataset",)),
    Property("dcterms:license", "link", ("Dataset",)),
    Property("dcterms:rights", "text", ("Dataset",)),
    Property("dcterms:conformsTo", "link", ("Dataset",)),
)

VOCABULARIES: Mapping[str, str] = {
    "kg:modality": "modality",
    "kg:polarity": "polarity",
    "kg:status": "status",
    "kg:act": "act",
    "kg:mode": "mode",
    "kg:level": "level",
    "kg:review": "review",
    "kg:support": "support",
    "kg:marking": "tlp",
    "kg:handling": "tlp",
    "kg:genre": "genre",
    "kg:textKind": "text",
    "kg:measure": "measure",
    "kg:bound": "figure_qualifier",
    "kg:credibility": "credibility",
    "kg:publisherReliability": "reliability",
    "kg:asserterReliability": "reliability",
    "kg:claimRelation": RELATIONS,
}
"""Which scheme the concepts of a property come from."""
