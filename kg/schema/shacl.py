"""The schema as SHACL shapes: what a partner's file has to keep so that an allegation stays one."""

from collections.abc import Iterable, Iterator

from kg.schema import terms
from kg.schema.model import Schema
from kg.schema.rdf import header, text

_ONE = ("sh:minCount 1", "sh:maxCount 1")

_CLAIM_NEEDS = (
    ("kg:claimSubject", "says of whom", "sh:nodeKind sh:IRI"),
    ("kg:claimObject", "says towards whom", "sh:nodeKind sh:IRI"),
    ("kg:quotedFrom", "names its document", "sh:nodeKind sh:IRI"),
    ("kg:quote", "has a quote", "sh:node kg:QuoteShape"),
)

_CLAIM_WORDS = ("kg:claimRelation", "kg:modality", "kg:polarity", "kg:status", "kg:review")
"""Vocabularies from which a claim takes exactly one word."""

_CLAIM_MAY = ("kg:act", "kg:mode", "kg:level", "kg:marking")
"""Vocabularies from which a claim takes one word at most."""


def derive(schema: Schema) -> str:
    """The text of shapes.ttl."""
    return "\n".join(_lines(schema)) + "\n"


def _lines(schema: Schema) -> Iterator[str]:
    yield from header(("kg", "dcterms", "oa", "rdf", "sem", "sh", "skos", "xsd"))
    yield from _claims(schema)
    yield from _denials()
    yield from _quotes()
    yield from _figures(schema)
    yield from _documents(schema)
    yield from _entities(schema)
    yield from _edges(schema)


def _shape(name: str, targets: Iterable[str], parts: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"kg:{name} a sh:NodeShape ;"
    lines = [*targets, *parts]
    yield from (f"  {line} ;" for line in lines[:-1])
    yield f"  {lines[-1]} ."


def _property(path: str, message: str, *parts: str) -> str:
    inner = " ; ".join((f"sh:path {path}", *parts, f"sh:message {text(message)}"))
    return f"sh:property [ {inner} ]"


def _words(path: str, schema: Schema) -> str:
    """The closed list of concepts that a property takes its values from."""
    name = terms.VOCABULARIES[path]
    known = schema.relations if name == terms.RELATIONS else schema.vocabularies[name].terms
    return f"sh:in ( {' '.join(f'<{terms.concept(name, term)}>' for term in known)} )"


def _claims(schema: Schema) -> Iterator[str]:
    parts = [
        _property(path, f"a claim {told}, once ({path})", *_ONE, more) for path, told, more in _CLAIM_NEEDS
    ]
    parts += [
        _property(path, f"a claim has one {path}, of its list", *_ONE, _words(path, schema))
        for path in _CLAIM_WORDS
    ]
    parts += [
        _property(path, f"{path} is of its list", "sh:maxCount 1", _words(path, schema))
        for path in _CLAIM_MAY
    ]
    parts.append(_property("kg:support", "kg:support is of its list", _words("kg:support", schema)))
    parts.append(_property("kg:denial", "kg:denial is a kg:Denial", "sh:node kg:DenialShape"))
    yield from _shape("ClaimShape", ["sh:targetClass kg:Claim"], parts)
    disputed = terms.concept("status", "disputed")
    has_denial = "[ sh:property [ sh:path kg:denial ; sh:minCount 1 ] ]"
    denied_elsewhere = "[ sh:property [ sh:path [ sh:inversePath kg:denies ] ; sh:minCount 1 ] ]"
    not_disputed = f"[ sh:not [ sh:property [ sh:path kg:status ; sh:hasValue <{disputed}> ] ] ]"
    yield from _shape(
        "DisputedShape",
        ["sh:targetClass kg:Claim"],
        [
            f"sh:or ( {not_disputed} {has_denial} {denied_elsewhere} )",
            f"sh:message {text('a disputed claim has its kg:Denial: who denies it, in which words')}",
        ],
    )
    denied, negative = terms.concept("status", "denied"), terms.concept("polarity", "negative")
    not_denied = f"[ sh:not [ sh:property [ sh:path kg:status ; sh:hasValue <{denied}> ] ] ]"
    is_denial = f"[ sh:property [ sh:path kg:polarity ; sh:hasValue <{negative}> ] ]"
    yield from _shape(
        "DeniedShape",
        ["sh:targetClass kg:Claim"],
        [
            f"sh:or ( {not_denied} {is_denial} {has_denial} )",
            f"sh:message {text('a claim with the status denied is a denial itself or has its kg:Denial')}",
        ],
    )


def _denials() -> Iterator[str]:
    yield from _shape(
        "DenialShape",
        ["sh:targetClass kg:Denial"],
        [
            "sh:class kg:Denial",
            _property("kg:deniedBy", "a denial says who denies, once", *_ONE, "sh:nodeKind sh:IRI"),
            _property("kg:quote", "a denial has its own quote", *_ONE, "sh:node kg:QuoteShape"),
        ],
    )


def _quotes() -> Iterator[str]:
    words = "[ sh:property [ sh:path ( oa:hasSelector oa:exact ) ; sh:minCount 1 ; sh:maxCount 1 ] ]"
    place = (
        "[ sh:property [ sh:path ( oa:hasSelector oa:start ) ; sh:minCount 1 ; sh:maxCount 1 ] ; "
        "sh:property [ sh:path ( oa:hasSelector oa:end ) ; sh:minCount 1 ; sh:maxCount 1 ] ]"
    )
    left_out = "[ sh:property [ sh:path kg:redacted ; sh:hasValue true ] ]"
    yield from _shape(
        "QuoteShape",
        ["sh:targetClass oa:SpecificResource"],
        [
            _property("oa:hasSource", "a quote names its document, once", *_ONE, "sh:nodeKind sh:IRI"),
            f"sh:or ( [ sh:and ( {words} {place} ) ] {left_out} )",
            f"sh:message {text('a quote has words and place, or says that they were left out')}",
        ],
    )


def _figures(schema: Schema) -> Iterator[str]:
    yield from _shape(
        "FigureShape",
        ["sh:targetClass kg:Figure"],
        [
            _property("kg:figureOf", "a figure is of one attack", *_ONE, "sh:nodeKind sh:IRI"),
            _property("kg:value", "a figure has one value", *_ONE, "sh:datatype xsd:integer"),
            _property("kg:measure", "kg:measure is of its list", *_ONE, _words("kg:measure", schema)),
            _property("kg:bound", "kg:bound is of its list", *_ONE, _words("kg:bound", schema)),
            _property("kg:quote", "a figure has a quote", *_ONE, "sh:node kg:QuoteShape"),
        ],
    )


def _documents(schema: Schema) -> Iterator[str]:
    yield from _shape(
        "DocumentShape",
        ["sh:targetClass kg:Document"],
        [
            _property("dcterms:identifier", "a document has one identifier", *_ONE),
            _property(
                "kg:marking", "kg:marking is of its list", "sh:maxCount 1", _words("kg:marking", schema)
            ),
        ],
    )


def _entities(schema: Schema) -> Iterator[str]:
    """Entities have labels and facts of their own, and nothing that leads to another entity."""
    kinds = ("Entity", *schema.entity_types)
    allowed = [one.curie for one in terms.PROPERTIES if set(one.on) & {"Entity", "Attack"}]
    yield from _shape(
        "EntityShape",
        [f"sh:targetClass {', '.join(f'kg:{kind}' for kind in kinds)}"],
        [
            "sh:closed true",
            "sh:ignoredProperties ( rdf:type )",
            *(f"sh:property [ sh:path {path} ]" for path in allowed if path != "skos:prefLabel"),
            _property("skos:prefLabel", "an entity has one skos:prefLabel", *_ONE),
            f"sh:message {text('an entity has nothing that leads to another: say it in a kg:Claim')}",
        ],
    )


def _edges(schema: Schema) -> Iterator[str]:
    """A relation that stands between two things is an allegation made a fact."""
    for name in schema.relations:
        path = f"<{terms.concept(terms.RELATIONS, name)}>"
        yield from _shape(
            f"No{''.join(word.title() for word in name.split('_'))}Edge",
            [f"sh:targetSubjectsOf {path}"],
            [
                _property(
                    path,
                    f"{name} stands as an edge, which makes an allegation a fact: say it in a kg:Claim",
                    "sh:maxCount 0",
                )
            ],
        )
