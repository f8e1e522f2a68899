"""The schema as an ontology: classes, properties, and vocabularies as SKOS schemes, in Turtle.

No relation is a property here and no property leads from actor to actor; nothing is declared symmetric,
transitive, inverse or the same, so that no reasoner can draw an edge between two actors.
"""

from collections.abc import Iterable, Iterator

from kg.schema import terms
from kg.schema.model import Schema, Term, Vocabulary

_RANGES = {
    "text": "xsd:string",
    "integer": "xsd:integer",
    "boolean": "xsd:boolean",
    "double": "xsd:double",
    "json": "rdf:JSON",
    "concept": "skos:Concept",
}


def derive(schema: Schema) -> str:
    """The text of ontology.ttl."""
    return "\n".join(_lines(schema)) + "\n"


def header(used: Iterable[str]) -> Iterator[str]:
    """The first lines of a derived Turtle file: where it comes from, and its prefixes."""
    yield "# Derived from schema/ by `kg schema build`; do not edit."
    for prefix in used:
        yield f"@prefix {prefix}: <{terms.PREFIXES[prefix]}> ."


def text(words: str) -> str:
    r"""Words as a literal in Turtle.

    >>> text('a "b"')
    '"a \\"b\\""@en'
    """
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"@en'


def definition(told: str, schema: Schema) -> str:
    """What the schema says of `@Record` or `@Record.field`; other words as they are."""
    if not told.startswith("@"):
        return told
    record, _, field = told[1:].partition(".")
    found = schema.records[record]
    return found.fields[field].definition if field else found.definition


def _lines(schema: Schema) -> Iterator[str]:
    yield from header(terms.PREFIXES)
    yield ""
    yield f"<{terms.NS}> a owl:Ontology ;"
    yield f"  dcterms:title {text('Claims about militant networks')} ;"
    yield f"  rdfs:comment {text('A claim is told, never held to be so: see kg:Claim.')} ."
    yield from _classes(schema)
    yield from _properties(schema)
    yield from _relations(schema)
    for vocabulary in schema.vocabularies.values():
        yield from _scheme(vocabulary)


def _classes(schema: Schema) -> Iterator[str]:
    for one in terms.CLASSES:
        yield from _class(one.name, definition(one.definition, schema), one.kind_of)
    for kind in schema.entity_types.values():
        above = ("kg:Entity", *(["kg:Actor"] if kind.actor else []), *terms.ENTITY_KINDS.get(kind.name, ()))
        yield from _class(kind.name, kind.definition, above)


def _class(name: str, told: str, above: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"kg:{name} a owl:Class ;"
    yield from (f"  rdfs:subClassOf {one} ;" for one in above)
    yield f"  rdfs:label {text(name)} ;"
    yield f"  rdfs:comment {text(told)} ."


def _properties(schema: Schema) -> Iterator[str]:
    for one in terms.PROPERTIES:
        if not one.definition:
            continue
        sort = "Object" if one.kind in ("link", "concept") else "Datatype"
        yield ""
        yield f"{one.curie} a owl:{sort}Property ;"
        if one.kind in _RANGES:
            yield f"  rdfs:range {_RANGES[one.kind]} ;"
        yield f"  rdfs:comment {text(definition(one.definition, schema))} ."


def _relations(schema: Schema) -> Iterator[str]:
    told = "What a claim can say of two entities. A relation is a concept, never a property."
    yield from _scheme_head(terms.RELATIONS, told)
    for relation in schema.relations.values():
        yield from _concept(terms.RELATIONS, relation.name, relation.label, relation.definition)
        yield f"  skos:example {text(relation.example)} ."


def _scheme(vocabulary: Vocabulary) -> Iterator[str]:
    yield from _scheme_head(vocabulary.name, f"{vocabulary.definition} Origin: {vocabulary.origin}.")
    for term in vocabulary.terms.values():
        yield from _concept(vocabulary.name, term.name, term.label, term.definition)
        yield from (f"  skos:altLabel {text(code)} ;" for code in _codes(term))
        yield f"  skos:notation {text(term.name).removesuffix('@en')} ."


def _codes(term: Term) -> Iterator[str]:
    for name, codes in term.codes.items():
        if name != "bounds":
            yield from (f"{name}:{code}" for code in codes)


def _scheme_head(name: str, told: str) -> Iterator[str]:
    yield ""
    yield f"<{terms.NS}{name}> a skos:ConceptScheme ;"
    yield f"  rdfs:label {text(name)} ;"
    yield f"  skos:definition {text(told)} ."


def _concept(scheme: str, name: str, label: str, told: str) -> Iterator[str]:
    yield ""
    yield f"<{terms.concept(scheme, name)}> a skos:Concept ;"
    yield f"  skos:inScheme <{terms.NS}{scheme}> ;"
    yield f"  skos:prefLabel {text(label)} ;"
    yield f"  skos:definition {text(told)} ;"
